"""The presenter of the committee with a fake page and fake services: no QApplication."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.committee import Committee, Member
from kh57_desktop.domain.terms import CommitteeKind, RoleRank, System
from kh57_desktop.errors import NOT_DONE, BadValue, UserError
from kh57_desktop.services.committee_page import CommitteeView, MemberLine
from kh57_desktop.ui.committee.presenter import CommitteePresenter

COMMITTEE = Committee("c1", "Ban Chỉ đạo")
LINES = tuple(MemberLine(Member(f"m{n}", "c1", f"Người {n}", "", RoleRank.MEMBER, "Ủy viên")) for n in (1, 2, 3))


class DiskFull(UserError):
    code = "disk-full"
    exit_code = NOT_DONE


class FakePage:
    def __init__(self) -> None:
        self.shown: list[tuple] = []

    def __getattr__(self, name):
        return lambda *parts: self.shown.append((name, *parts))

    def last(self, name):
        return next(parts for kind, *parts in reversed(self.shown) if kind == name)

    def names(self):
        return [kind for kind, *_parts in self.shown]


class FakeServices:
    def __init__(self) -> None:
        self.calls: list[tuple] = []
        self.refusal: UserError | None = None
        self.committee: Committee | None = COMMITTEE

    def view(self, plan_id, committee_id):
        self.asked = (plan_id, committee_id)
        return CommitteeView((COMMITTEE,), self.committee, members=LINES)

    def details(self, plan_id, line):
        return line.member.id

    def found(self, kind, system):
        self._call("found", kind, system)
        return Committee("c2", "Ban mới")

    def edit_committee(self, committee, name, decision, day):
        self._call("edit_committee", name, decision, day)

    def add(self, committee, fields):
        self._call("add", committee.id, dict(fields))
        return LINES[0].member

    def edit(self, member, fields):
        self._call("edit", member.id, dict(fields))

    def move(self, member, to):
        self._call("move", member.id, to)

    def end(self, member, day, decision):
        self._call("end", member.id, day, decision)

    def toggle_group(self, member, group_id):
        self._call("toggle", member.id, group_id)

    def assign(self, plan_id, member, words):
        self._call("assign", plan_id, member.id, words)

    def unassign(self, member, assignment_id):
        self._call("unassign", member.id, assignment_id)

    def _call(self, *call):
        if self.refusal is not None:
            raise self.refusal
        self.calls.append(call)


@pytest.fixture
def parts():
    page, services, told = FakePage(), FakeServices(), []
    presenter = CommitteePresenter(
        page, services, saved=lambda: told.append("saved"), not_saved=lambda: told.append("not saved")
    )
    presenter.open_plan("p")
    return presenter, page, services, told


def test_a_new_committee_is_shown_at_once(parts):
    presenter, _page, services, told = parts
    presenter.found(CommitteeKind.HELPER_GROUP, System.GOVERNMENT)
    assert services.asked == ("p", "c2")
    assert told == ["saved"]


def test_a_step_up_or_down_stays_within_the_list(parts):
    presenter, _page, services, _told = parts
    presenter.move_by(LINES[1].member, -1)
    presenter.move_by(LINES[0].member, -1)
    presenter.move_by(LINES[2].member, 1)
    assert services.calls == [("move", "m2", 0)]


def test_what_concerns_the_chosen_member_needs_one(parts):
    presenter, _page, services, _told = parts
    presenter.assign("N1")
    presenter.end("", "")
    presenter.unassign("a1")
    assert services.calls == []
    presenter.select(LINES[0])
    presenter.assign("N1")
    presenter.unassign("a1")
    presenter.end("30/9/2026", "15-QĐ/ĐU")
    assert services.calls == [
        ("assign", "p", "m1", "N1"),
        ("unassign", "m1", "a1"),
        ("end", "m1", "30/9/2026", "15-QĐ/ĐU"),
    ]


def test_refused_words_come_back_as_a_draft_and_nothing_is_said_to_be_saved(parts):
    presenter, page, services, told = parts
    services.refusal = BadValue(field="ngày", value="mai", allowed="30/9/2026")
    presenter.edit(LINES[0].member, "active_from", "mai")
    _error, draft = page.last("show_refused")
    assert (draft.member_id, draft.field, draft.words) == ("m1", "active_from", "mai")
    assert told == []
    services.refusal = DiskFull()
    presenter.toggle(LINES[0].member, "g1")
    assert told == ["not saved"]


def test_an_addition_goes_to_the_new_member_and_keeps_what_was_typed_when_refused(parts):
    presenter, page, services, _told = parts
    presenter.add("Vi Thị Tư", "Ủy viên", "Cán bộ")
    assert page.last("go_to") == ["m1"]
    presenter.select(LINES[0])
    services.refusal = BadValue(field="x", value="y", allowed="z")
    presenter.assign("không rõ")
    assert "clear_entries" not in page.names()


def test_without_a_committee_nothing_is_added_or_edited(parts):
    presenter, _page, services, _told = parts
    services.committee = None
    presenter.refresh()
    presenter.add("Vi Thị Tư", "", "")
    presenter.edit_committee("Ban", "", "")
    assert services.calls == []

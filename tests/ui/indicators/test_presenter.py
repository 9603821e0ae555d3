"""The presenter of the indicators with a fake page and fake services: no QApplication."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.domain.reading_checks import Check, Doubt
from kh57_desktop.domain.terms import Mark
from kh57_desktop.errors import NOT_DONE, BadValue, UserError
from kh57_desktop.services.indicator_entries import Entered
from kh57_desktop.services.indicator_grid import Grid, GridGroup, GridLine, GridWanted, Only, periods_of
from kh57_desktop.ui.indicators.presenter import IndicatorPresenter

ONE = Indicator(id="i1", plan_id="p", code="C1", text="Hồ sơ số hóa", unit="%")
LINE = GridLine(ONE, ())


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
        self.doubt: Doubt | None = None
        self.has_reading = True

    def first_wanted(self, plan_id):
        return GridWanted(plan_id, 2026, half=2)

    def grid(self, wanted):
        periods = periods_of(wanted.year, wanted.kind, half=wanted.half)
        return Grid(wanted, periods, periods[0].code, groups=(GridGroup("Nhóm", 1, 0, (LINE,)),), total=1)

    def details(self, line, period):
        return (line.indicator.id, period)

    def enter(self, indicator, period, words):
        self._call("enter", period, words)
        return Entered(Reading("r", indicator.id, period, Mark.VALUE, Decimal(1)), self.doubt, "2026-Q2")

    def enter_block(self, rows):
        self._call("block", len(rows))
        return [Entered(None, self.doubt) for _row in rows]

    def note(self, indicator, period, remark, source, follow_up):
        self._call("note", period, remark, source, follow_up)
        return Reading("r", indicator.id, period, Mark.VALUE) if self.has_reading else None

    def edit(self, indicator, fields):
        self._call("edit", indicator.code, dict(fields))
        return indicator

    def add(self, plan_id, fields):
        self._call("add", plan_id, dict(fields))
        return ONE

    def bin(self, removed):
        self._call("bin", len(removed))

    def _call(self, *call):
        if self.refusal is not None:
            raise self.refusal
        self.calls.append(call)


class Told:
    def __init__(self) -> None:
        self.saved = self.not_saved = 0

    def note_saved(self) -> None:
        self.saved += 1

    def note_not_saved(self) -> None:
        self.not_saved += 1


@pytest.fixture
def parts():
    page, services, told = FakePage(), FakeServices(), Told()
    presenter = IndicatorPresenter(page, services, saved=told.note_saved, not_saved=told.note_not_saved)
    presenter.open_plan("p")
    return presenter, page, services, told


def wanted(page) -> GridWanted:
    return page.last("show_grid")[0].wanted


def test_the_arrows_change_the_year_and_of_months_the_half(parts):
    presenter, page, *_rest = parts
    presenter.step(-1)
    assert wanted(page).year == 2025
    presenter.step(1)
    presenter.choose_kind(PeriodKind.MONTH)
    assert (wanted(page).year, wanted(page).half) == (2026, 2)
    presenter.step(1)
    assert (wanted(page).year, wanted(page).half) == (2027, 1)
    presenter.step(-2)
    assert (wanted(page).year, wanted(page).half) == (2026, 1)


def test_a_filter_is_put_on_and_dropped_and_groups_stay_folded(parts):
    presenter, page, *_rest = parts
    presenter.fold("Nhóm")
    presenter.choose_only(Only.MISSING)
    presenter.search("hồ sơ")
    assert wanted(page).narrows
    presenter.drop_filter()
    assert not wanted(page).narrows
    assert wanted(page).folded == {"Nhóm"}


def test_a_value_without_doubt_is_saved_and_the_grid_shown_anew(parts):
    presenter, page, services, told = parts
    presenter.enter(ONE, "2026-Q3", "62")
    assert services.calls == [("enter", "2026-Q3", "62")]
    assert told.saved == 1
    assert "show_doubt" not in page.names()


def test_a_doubt_warns_after_the_value_is_saved(parts):
    presenter, page, services, told = parts
    services.doubt = Doubt((Check.OVER_HUNDRED,), Decimal(620), Decimal(52), Decimal(62))
    presenter.enter(ONE, "2026-Q3", "620")
    assert told.saved == 1
    assert page.names()[-1] == "show_doubt"
    presenter.correct(ONE, "2026-Q3", Decimal("62.5"))
    assert services.calls[-1] == ("enter", "2026-Q3", "62,5")


def test_keeping_a_value_asks_for_the_reason_in_its_place(parts):
    presenter, page, services, _told = parts
    presenter.keep(ONE, "2026-Q3")
    assert page.last("ask_reason") == ["i1", "2026-Q3"]
    presenter.select(LINE, "2026-Q3")
    presenter.note("Đã đối chiếu", "BC 12", False)
    assert services.calls[-1] == ("note", "2026-Q3", "Đã đối chiếu", "BC 12", False)
    assert "drop_doubt" in page.names()


def test_a_note_without_a_value_is_refused(parts):
    presenter, page, services, told = parts
    services.has_reading = False
    presenter.select(LINE, "2026-Q3")
    presenter.note("vì sao", "", False)
    error, draft = page.last("show_refused")
    assert (error.code, draft) == ("nothing-to-note", None)
    assert told.saved == 0


def test_refused_words_come_back_as_a_draft(parts):
    presenter, page, services, told = parts
    services.refusal = BadValue(field="số liệu", value="abc", allowed="85,5")
    presenter.enter(ONE, "2026-Q3", "abc")
    _error, draft = page.last("show_refused")
    assert (draft.indicator_id, draft.column, draft.words) == ("i1", "2026-Q3", "abc")
    assert (told.saved, told.not_saved) == (0, 0)


def test_what_the_disk_did_not_take_is_told_to_the_frame(parts):
    presenter, _page, services, told = parts
    services.refusal = DiskFull()
    presenter.enter(ONE, "2026-Q3", "5")
    presenter.edit(ONE, "unit", "hộ")
    assert told.not_saved == 2


def test_an_empty_text_is_refused_before_the_services_are_asked(parts):
    presenter, page, services, _told = parts
    presenter.edit(ONE, "text", "  ")
    assert services.calls == []
    assert page.last("show_refused")[0].code == "no-words"
    presenter.edit(ONE, "target_2030", "")
    assert services.calls == [("edit", "C1", {"target_2030": ""})]


def test_paste_add_and_bin_say_what_they_did(parts):
    presenter, page, services, _told = parts
    services.doubt = Doubt((Check.JUMP,), Decimal(9))
    presenter.paste([(ONE, "2026-Q3", "9")])
    assert page.last("show_pasted") == [1, 1]
    presenter.add("Chỉ tiêu mới", "Nhóm")
    assert services.calls[-1] == ("add", "p", {"text": "Chỉ tiêu mới", "group": "Nhóm"})
    assert page.last("go_to") == ["i1"]
    presenter.bin([ONE])
    assert services.calls[-1] == ("bin", 1)


def test_the_current_cell_follows_the_period_shown(parts):
    presenter, page, *_rest = parts
    presenter.select(LINE, "2026-Q3")
    presenter.step(-1)
    assert page.last("show_details") == [("i1", "2025-Q1")]

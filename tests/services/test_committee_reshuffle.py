"""Kiện toàn as one step, and the papers that say so, on a real data file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kh57_desktop.domain.committee import serving_on
from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.errors import BadValue
from kh57_desktop.services import committee_changes as changes
from kh57_desktop.services import papers
from kh57_desktop.services.committee_reshuffle import Newcomer, NothingReshuffled, newcomers, reshuffle


@pytest.fixture
def committee(commune):
    """Three members by a decision of last year."""
    made = changes.found_committee(commune, kind=CommitteeKind.STEERING, system=System.PARTY)
    for name, role, post in (
        ("Hà Ba", "Trưởng ban", "Bí thư"),
        ("Bế Tư", "Ủy viên", "Kế toán"),
        ("Vi Hai", "Ủy viên", ""),
    ):
        row = changes.add_to(commune, made, {"name": name, "role": role, "post": post})
        with commune.store.changes("x"):
            commune.store.committees.put_member(replace(row, active_from=commune.today - timedelta(days=200)))
    return changes.edit_committee(commune, made, name=made.name, decision="12-QĐ/ĐU", day="5/1/2026")


def rows(commune, committee):
    return {row.name: row for row in commune.store.committees.members(committee.id)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lò Một; Ủy viên; Kế toán", Newcomer("Lò Một", "Ủy viên", "Kế toán")),
        ("2\tĐồng chí Lò Một\tChủ tịch Hội đồng nhân dân\tPhó Trưởng ban", None),
        ("- đ/c Lò Một, Phó Chủ tịch UBND xã - Phó Trưởng ban;", None),
        ("Lò Một", Newcomer("Lò Một", "Ủy viên", "")),
    ],
)
def test_people_are_read_as_offices_write_them(words, expected):
    (one,) = newcomers("TT\tHọ và tên\tChức vụ\tVai trò\n\n" + words)
    assert one.name == "Lò Một"
    assert one == expected if expected else one.role == "Phó Trưởng ban" and "Chủ tịch" in one.post


def test_the_decision_on_record_is_that_of_its_members(commune, committee):
    assert {row.decision_in for row in rows(commune, committee).values()} == {"12-QĐ/ĐU"}
    changes.edit_committee(commune, committee, name=committee.name, decision="21-QĐ/ĐU", day="5/1/2026")
    assert {row.decision_in for row in rows(commune, committee).values()} == {"21-QĐ/ĐU"}  # a correction


def test_one_step_ends_begins_hands_over_and_is_undone(commune, committee):
    before = rows(commune, committee)
    changes.assign(commune, commune.store.plans.newest(), before["Bế Tư"], "N1")
    made = reshuffle(commune, committee, [before["Bế Tư"], before["Vi Hai"]], "Lò Một; Ủy viên; Kế toán")
    assert (made.left, made.joined, made.heirs, made.serving, made.without_heir) == (2, 1, 1, 2, ())
    now = rows(commune, committee)
    assert now["Bế Tư"].active_to == commune.today - timedelta(days=1)
    owners = [row.member_id for row in commune.store.committees.assignments(committee.id)]
    assert owners == [before["Bế Tư"].id, now["Lò Một"].id]
    text = repr(papers.content(commune, "committee-decision", papers.Request(on=commune.today)))
    assert "kiện toàn" in text
    assert "12-QĐ/ĐU" in text
    assert "Lò Một" in text
    assert "Vi Hai" not in text
    commune.store.undo()
    assert rows(commune, committee) == before


def test_the_number_of_the_signed_decision_goes_to_who_came_and_left(commune, committee):
    before = rows(commune, committee)
    reshuffle(commune, committee, [before["Vi Hai"]], "Lò Một", decision="30-QĐ/ĐU")
    now = rows(commune, committee)
    assert (now["Lò Một"].decision_in, now["Vi Hai"].decision_out) == ("30-QĐ/ĐU", "30-QĐ/ĐU")
    assert (now["Hà Ba"].decision_in, now["Hà Ba"].decision_out) == ("12-QĐ/ĐU", "")


def test_work_that_nobody_took_over_is_told(commune, committee):
    before = rows(commune, committee)
    changes.assign(commune, commune.store.plans.newest(), before["Vi Hai"], "N1")
    made = reshuffle(commune, committee, [before["Vi Hai"], before["Hà Ba"]], "Lò Một; Ủy viên; Kế toán")
    assert made.without_heir == ("Vi Hai",)


def test_nothing_and_a_day_to_come_are_refused(commune, committee):
    with pytest.raises(NothingReshuffled):
        reshuffle(commune, committee, [], "\n  \n")
    with pytest.raises(BadValue):
        reshuffle(commune, committee, [], "Lò Một", day="31/12/2099")
    assert len(serving_on(list(rows(commune, committee).values()), commune.today)) == 3

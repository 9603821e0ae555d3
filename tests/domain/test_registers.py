"""Rules of the registers over all dates and amounts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear, added, share_of, spent_between, totals_of_year
from kh57_desktop.domain.directives import Directive, basis_line, in_chain
from kh57_desktop.domain.dues import owed_days_late, owed_standing
from kh57_desktop.domain.register_facts import Registers, counted_sessions, facts_between
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.domain.tasks import Task, days_late, standing_of
from kh57_desktop.domain.terms import DirectiveLevel, SessionKind, Standing, TaskState

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
MAYBE = st.none() | DAYS
MONEY = st.none() | st.integers(0, 10**13)


@given(due=MAYBE, settled=MAYBE, on=DAYS)
def test_what_is_owed_stands_as_a_task_would(due: date | None, settled: date | None, on: date) -> None:
    state = TaskState.DONE if settled else TaskState.OPEN
    task = Task("t", "p", "N1", "", due_on=due, state=state, finished_on=settled)
    assert owed_standing(due, settled, on) is standing_of(task, on, has_progress=True)
    if owed_standing(due, settled, on) is Standing.OVERDUE:
        assert owed_days_late(due, settled, on) == days_late(task, on) > 0


@given(due=DAYS, settled=DAYS, on=DAYS)
def test_once_settled_never_overdue(due: date, settled: date, on: date) -> None:
    if settled <= on:
        assert owed_standing(due, settled, on) in (Standing.DONE_ON_TIME, Standing.DONE_LATE)


@given(st.lists(MONEY))
def test_missing_amounts_never_become_zero(amounts: list[int | None]) -> None:
    known = [amount for amount in amounts if amount is not None]
    assert added(amounts) == (sum(known) if known else None)


@given(total=MONEY, allotment=MONEY, asked=st.sampled_from([None, Decimal(2), Decimal(3), Decimal("2.5")]))
def test_the_share_agrees_with_what_is_asked(total: int | None, allotment: int | None, asked: Decimal | None) -> None:
    totals = totals_of_year(BudgetYear("b", 2026, total, allotment, asked), ())
    if total and allotment is not None:
        assert totals.share is not None
        assert abs(totals.share * total / 100 - allotment) <= Decimal(total) / 10_000 + 1
        if asked is not None:
            assert totals.is_reached is (Decimal(100) * allotment >= asked * total)
            assert totals.asked is not None
            assert totals.asked <= asked * total / 100 < totals.asked + 1
    else:
        assert totals.share is None
    assert share_of(None, total) is None
    assert share_of(allotment, 0) is None


@given(lines=st.lists(st.builds(BudgetLine, id=st.uuids().map(str), year=st.just(2026), spent=MONEY, spent_on=MAYBE)),
       cut=DAYS)  # fmt: skip
def test_two_touching_periods_spend_what_both_spend(lines: list[BudgetLine], cut: date) -> None:
    first, last = date(2025, 1, 1), date(2028, 12, 31)
    parts = (spent_between(lines, first, cut), spent_between(lines, cut + timedelta(days=1), last))
    assert added(parts) == spent_between(lines, first, last)


@st.composite
def directives(draw: st.DrawFn) -> list[Directive]:
    count = draw(st.integers(0, 6))
    ids = [f"d{place}" for place in range(count)]
    uppers = st.none() | st.sampled_from([*ids, "gone"])
    levels = st.sampled_from(list(DirectiveLevel))
    return [Directive(one, draw(levels), number=one, parent_id=draw(uppers), dated_on=draw(MAYBE)) for one in ids]


@given(directives())
def test_every_document_stands_once_in_the_chain_whoever_carries_out_whom(rows: list[Directive]) -> None:
    chain = in_chain(rows)
    assert sorted(row.id for row, _depth in chain) == sorted(row.id for row in rows)
    places = {row.id: place for place, (row, _depth) in enumerate(chain)}
    for row, depth in chain:
        if depth:
            assert places[row.parent_id or ""] < places[row.id]


def test_a_basis_line_is_written_as_documents_write_it() -> None:
    resolution = Directive(
        "d", DirectiveLevel.CENTRE, "Nghị quyết", "57-NQ/TW", "Bộ Chính trị", date(2024, 12, 22),
        "Đột phá phát triển khoa học, công nghệ;",
    )  # fmt: skip
    line = "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát triển"
    assert basis_line(resolution) == f"{line} khoa học, công nghệ"


ROWS = st.builds(
    Registers,
    inspections=st.lists(st.builds(Inspection, id=st.uuids().map(str), year=st.just(2026), held_on=MAYBE), max_size=5),
    findings=st.lists(
        st.builds(Finding, id=st.uuids().map(str), found_on=MAYBE, due_on=MAYBE, closed_on=MAYBE), max_size=5
    ),
    sessions=st.lists(
        st.builds(
            PublicSession, id=st.uuids().map(str), kind=st.sampled_from(list(SessionKind)), held_on=MAYBE,
            participants=st.none() | st.integers(0, 500), indicator_id=st.sampled_from([None, "c"]),
        ),
        max_size=6,
    ),
    commendations=st.lists(
        st.builds(Commendation, id=st.uuids().map(str), proposed_on=MAYBE, granted_on=MAYBE), max_size=4
    ),
    unit_plans=st.lists(st.builds(UnitPlan, id=st.uuids().map(str), due_on=MAYBE, received_on=MAYBE), max_size=4),
    conclusions=st.lists(st.builds(Conclusion, id=st.uuids().map(str), held_on=MAYBE), max_size=4),
)  # fmt: skip


@given(rows=ROWS, cut=DAYS)
def test_touching_periods_tile_the_registers(rows: Registers, cut: date) -> None:
    """What happened is counted once, in the one period or in the other."""
    first, last = date(2025, 1, 1), date(2028, 12, 31)
    one, other = facts_between(rows, first, cut), facts_between(rows, cut + timedelta(days=1), last)
    whole = facts_between(rows, first, last)
    for name in (
        "inspections",
        "supervisions",
        "findings_made",
        "findings_closed",
        "granted",
        "proposed",
        "conclusions",
    ):
        assert sorted((*getattr(one, name), *getattr(other, name))) == sorted(getattr(whole, name)), name
    for kind in range(len(SessionKind)):
        both = one.sessions[kind].participants + other.sessions[kind].participants
        assert both == whole.sessions[kind].participants


@given(rows=ROWS, on=DAYS)
def test_a_finding_is_open_or_closed_and_overdue_only_when_open(rows: Registers, on: date) -> None:
    facts = facts_between(rows, date(2025, 1, 1), on)
    assert not set(facts.findings_open) & set(facts.findings_closed)
    assert set(facts.findings_overdue) <= set(facts.findings_open)


@given(rows=ROWS, on=DAYS)
def test_participants_are_not_known_where_one_session_does_not_say(rows: Registers, on: date) -> None:
    found, people = counted_sessions(rows.sessions, "c", date(2025, 1, 1), on)
    if people is None:
        assert not found or any(row.participants is None for row in found)
    else:
        assert people == sum(row.participants or 0 for row in found)

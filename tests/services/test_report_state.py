"""A report made later says what it said on the cut-off day, plus marked entries that were dated before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.reports import ALL_COUNTED, ReportFigures
from kh57_desktop.domain.terms import Mark, Standing, TaskState
from kh57_desktop.errors import UserError
from kh57_desktop.services import indicators, obligations, reports, tasks
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.report_state import RebuiltFigures, rebuilt_figures
from kh57_desktop.services.session import VIETNAM, Session
from tests.cli.conftest import PLAN
from tests.conftest import LONG

FIRST, CUT_OFF, LAST = date(2026, 8, 1), date(2026, 9, 14), date(2026, 10, 30)


@dataclass
class Clock:
    day: date = FIRST
    minute: int = 0

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 8, 0, tzinfo=VIETNAM) + timedelta(
            minutes=self.minute
        )


@contextmanager
def office(folder: Path) -> Iterator[tuple[Session, Clock]]:
    clock = Clock()
    path = folder / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    session = create_office(
        folder / "xa.kh57", name="Đồi Sim", province="Vân Khê", code="00000", user="Cán bộ Mẫu", now=clock
    )
    try:
        accept_reading(session, read_plan(path), source=path)
        yield session, clock
    finally:
        session.close()


def figures(session: Session, counted: tuple[str, ...] = ()) -> RebuiltFigures:
    regime = obligations.regime_of(session, None)
    dates = obligations.dates_in(session, regime, parse_period("2026-Q3"))
    assert dates.cut_off == CUT_OFF
    return rebuilt_figures(session, plan_of(session, None).id, dates, counted=counted)


# --- random histories -------------------------------------------------------------------------------------------------


def _progress(session: Session, pick: int, day: date, done: bool = False) -> None:
    task = _task(session, pick)
    if task is not None:
        tasks.record_progress(session, task, percent=100 if done else pick % 100, on=day, result=f"{pick}", done=done)


def _task(session: Session, pick: int) -> Any:
    rows = session.store.tasks.of_plan(plan_of(session, None).id)
    return rows[pick % len(rows)] if rows else None


def _edit(field: str, values: list[str]) -> Any:
    def work(session: Session, pick: int, _day: date) -> None:
        task = _task(session, pick)
        if task is not None:
            tasks.edit_tasks(session, [task], {field: values[pick % len(values)]})

    return work


def _finish(session: Session, pick: int, day: date) -> None:
    _progress(session, pick, day, done=True)


def _add(session: Session, pick: int, _day: date) -> None:
    tasks.add_task(session, {"text": f"Việc mới {pick}"})


def _bin(session: Session, pick: int, _day: date) -> None:
    task = _task(session, pick)
    if task is not None:
        tasks.bin_tasks(session, [task])


def _reading(session: Session, pick: int, _day: date) -> None:
    rows = session.store.indicators.of_plan(plan_of(session, None).id)
    period = ("2026-Q3", "2026-Q2", "2026-09")[pick % 3]
    indicators.enter_reading(session, rows[pick % len(rows)], period, ("12", "0", "missing", "na")[pick % 4])


def _target(session: Session, pick: int, _day: date) -> None:
    rows = session.store.indicators.of_plan(plan_of(session, None).id)
    indicators.edit_indicator(session, rows[pick % len(rows)], {"target_2030": str(pick % 90)})


def _undo(session: Session, _pick: int, _day: date) -> None:
    action = session.store.next_undo()
    if action is not None and action.entries < 10:  # not the import of the plan itself
        session.store.undo()


WORKS = {
    "progress": _progress,
    "finish": _finish,
    "due": _edit("due_on", ["30/8/2026", "10/9/2026", "31/12/2026"]),
    "lead": _edit("lead_unit", ["Phòng Kinh tế", "Văn phòng Đảng ủy", ""]),
    "text": _edit("text", ["Nội dung khác", "Nội dung nữa"]),
    "product": _edit("product", ["", "Báo cáo"]),
    "reopen": _edit("state", ["open", "submitted"]),
    "add": _add,
    "bin": _bin,
    "reading": _reading,
    "target": _target,
    "undo": _undo,
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(WORKS)),
        st.integers(0, 99),
        st.integers(0, (LAST - FIRST).days),  # the day it is recorded
        st.integers(0, 60),  # so many days before, the day that it is dated
    ),
    max_size=24,
)


def _carry_out(session: Session, clock: Clock, steps: list[tuple[str, int, int, int]]) -> None:
    for name, pick, days, back in steps:
        clock.day = FIRST + timedelta(days=days)
        clock.minute += 1
        try:
            WORKS[name](session, pick, max(FIRST, clock.day - timedelta(days=back)))
        except UserError:
            continue  # an undo of the import itself, or of what was changed since


def _without_marks(found: ReportFigures) -> ReportFigures:
    return replace(
        found,
        tasks=tuple(replace(row, late=False) for row in found.tasks),
        indicators=tuple(replace(row, late=False) for row in found.indicators),
    )


@settings(max_examples=300 if LONG else 15, deadline=None)
@given(steps=STEPS)
def test_later_reports_differ_only_in_marked_rows(steps: list[tuple[str, int, int, int]]) -> None:
    steps = sorted(steps, key=lambda step: step[2])
    before = [step for step in steps if FIRST + timedelta(days=step[2]) <= CUT_OFF]
    after = steps[len(before) :]
    with TemporaryDirectory() as folder, office(Path(folder)) as (session, clock):
        _carry_out(session, clock, before)
        clock.day = CUT_OFF
        on_the_day = figures(session)
        assert on_the_day.late_rows == 0
        assert on_the_day.left_out == ()
        for step in after:
            _carry_out(session, clock, [step])
            later = figures(session)
            _assert_only_marked_rows_differ(on_the_day.figures, later.figures)


def _assert_only_marked_rows_differ(then: ReportFigures, later: ReportFigures) -> None:
    was = {row.id: row for row in (*then.tasks, *then.indicators)}
    unmarked = [row for row in (*later.tasks, *later.indicators) if not row.late]
    assert all(row == was[row.id] for row in unmarked)
    assert was.keys() <= {row.id for row in (*later.tasks, *later.indicators)}  # nothing reported vanishes
    if len(unmarked) == len(later.tasks) + len(later.indicators):
        assert later == then


# --- single cases -----------------------------------------------------------------------------------------------------


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Session, Clock]]:
    with office(tmp_path) as opened:
        yield opened


def test_an_entry_dated_before_and_recorded_after_counts_and_is_marked(made: tuple[Session, Clock]) -> None:
    session, clock = made
    clock.day = date(2026, 9, 16)
    task = _task(session, 0)
    tasks.record_progress(session, task, percent=60, on=date(2026, 9, 12), result="nhập muộn")
    row = figures(session).figures.tasks[0]
    assert (row.percent, row.late) == (60, True)
    tasks.record_progress(session, task, percent=90, on=date(2026, 9, 16), result="kỳ sau")
    assert figures(session).figures.tasks[0] == row


def test_a_due_day_moved_after_the_cut_off_is_left_out_until_it_is_dated_back(made: tuple[Session, Clock]) -> None:
    session, clock = made
    task = _task(session, 2)
    assert task.due_on == date(2026, 6, 30)
    clock.day = date(2026, 9, 16)
    tasks.edit_tasks(session, [task], {"due_on": "31/12/2026"})
    found = figures(session)
    row = next(row for row in found.figures.tasks if row.id == task.id)
    assert (row.standing, row.late) == (Standing.OVERDUE, False)
    assert [(change.code, change.kind, change.fields) for change in found.left_out] == [
        (task.code, "changed", ("due_on",))
    ]
    counted = figures(session, (task.id,))
    row = next(row for row in counted.figures.tasks if row.id == task.id)
    assert (row.standing, row.late, row.due_on) == (Standing.NOT_DUE, True, date(2026, 12, 31))
    assert counted.left_out == ()
    assert figures(session, (ALL_COUNTED,)).figures == counted.figures


def test_a_task_deleted_after_the_cut_off_was_there_and_a_new_one_was_not(made: tuple[Session, Clock]) -> None:
    session, clock = made
    count = len(figures(session).figures.tasks)
    clock.day = date(2026, 9, 20)
    tasks.bin_tasks(session, [_task(session, 0)])
    tasks.add_task(session, {"text": "Việc mới"})
    found = figures(session)
    assert len(found.figures.tasks) == count
    assert sorted(change.kind for change in found.left_out) == ["added", "deleted"]


def test_blanks_filled_in_later_complete_the_report(made: tuple[Session, Clock]) -> None:
    session, clock = made
    task = _task(session, 2)
    assert not task.product
    clock.day = date(2026, 9, 20)
    tasks.edit_tasks(session, [task], {"product": "Biên bản nghiệm thu", "lead_unit": "Văn phòng Đảng ủy"})
    found = figures(session)
    row = next(row for row in found.figures.tasks if row.id == task.id)
    assert row.late
    assert row.lead == "Phòng Kinh tế"  # not blank then: a change since, which is left out
    assert [change.fields for change in found.left_out] == [("lead_unit_id",)]


def test_a_plan_read_in_after_the_cut_off_counts_as_a_whole(tmp_path: Path) -> None:
    with office(tmp_path) as (session, clock):
        clock.day = date(2026, 10, 1)
        path = tmp_path / "khac.txt"
        path.write_text(PLAN.replace("57-NQ/TW", "57-NQ/TW"), encoding="utf-8")
        accept_reading(session, read_plan(path), source=path)
        plan = session.store.plans.by_code("K2")
        assert plan is not None
        dates = obligations.dates_in(session, obligations.regime_of(session, None), parse_period("2026-Q3"))
        found = rebuilt_figures(session, plan.id, dates)
        assert found.is_plan_late
        assert len(found.figures.tasks) == 3
        assert found.late_rows == 0  # a mark on every row would mark nothing
        report = reports.report_at_hand(session, period="2026-Q3", plan="K2")
        paper = str(report_content(report))
        assert paper.count("đưa vào theo dõi sau ngày chốt số liệu") == 1
        clock.day = CUT_OFF
        kept = reports.report_at_hand(session, period="2026-Q3", plan="K1")
        assert "đưa vào theo dõi sau ngày chốt số liệu" not in str(report_content(kept))


def test_values_of_the_period_count_whenever_they_are_entered(made: tuple[Session, Clock]) -> None:
    session, clock = made
    indicator = session.store.indicators.of_plan(plan_of(session, None).id)[0]
    clock.day = date(2026, 9, 15)
    indicators.enter_reading(session, indicator, "2026-Q3", "72,4")
    row = figures(session).figures.indicators[0]
    assert (row.mark, row.late) == (Mark.VALUE, True)
    clock.day = date(2026, 9, 16)
    session.store.undo()
    row = figures(session).figures.indicators[0]
    assert row.mark is Mark.MISSING


def test_a_completion_recorded_later_with_its_true_day_counts(made: tuple[Session, Clock]) -> None:
    session, clock = made
    clock.day = date(2026, 9, 18)
    tasks.record_progress(session, _task(session, 0), on=date(2026, 9, 10), done=True)
    row = figures(session).figures.tasks[0]
    assert (row.standing, row.finished_on, row.late) == (Standing.DONE_ON_TIME, date(2026, 9, 10), True)
    assert row.state == TaskState.DONE

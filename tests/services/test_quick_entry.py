"""Leader's marks become changes: shown first, saved as one action, nothing that was not understood."""

from __future__ import annotations

from datetime import date

import pytest

from kh57_desktop.domain.periods import CALENDAR, PeriodKind, containing
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.services import quick_entry
from kh57_desktop.services.history import opening, undo
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session
from kh57_desktop.services.tasks import edit_tasks
from tests.store.makers import canonical_dump


def test_marks_are_previewed_saved_together_and_undone_together(commune: Session) -> None:
    plan = plan_of(commune, None)
    before = canonical_dump(commune.store)
    marks = "N1 hạn 30/11 chờ tỉnh; N2 xong 25/9; N3 40% đang mua máy; N1 gấp; C1 85"
    changes = quick_entry.preview(commune, plan, marks, period="2026-Q3")
    assert [change.problem for change in changes] == [""] * 5
    assert canonical_dump(commune.store) == before
    assert changes[0].after.endswith("30/11/2026 (chờ tỉnh)")
    begin = opening(commune)
    assert quick_entry.apply(commune, changes, period="2026-Q3", plan=plan) == 5
    tasks = {task.code: task for task in commune.store.tasks.of_plan(plan.id)}
    assert tasks["N1"].due_on == date(2026, 11, 30)
    assert tasks["N1"].first_due_on != tasks["N1"].due_on or changes[0].before == ""
    assert tasks["N1"].extension_reason == "chờ tỉnh"
    assert tasks["N1"].priority == 1
    assert (tasks["N2"].state, tasks["N2"].finished_on) == (TaskState.DONE, date(2026, 9, 25))
    [entry] = commune.store.tasks.progress(tasks["N3"].id)
    assert (entry.percent, entry.result) == (40, "đang mua máy")
    indicator = commune.store.indicators.by_code(plan.id, "C1")
    assert indicator is not None
    assert [str(row.value) for row in commune.store.indicators.readings(indicator.id)] == ["85"]
    undo(commune, since=begin)
    assert canonical_dump(commune.store) == before


def test_a_later_day_is_an_extension_and_a_term_is_computed_by_the_offices_rule(commune: Session) -> None:
    plan = plan_of(commune, None)
    edit_tasks(commune, commune.store.tasks.of_plan(plan.id)[:1], {"deadline": "30/9/2026"})
    changes = quick_entry.preview(commune, plan, "N1 hạn quý I/2027, giao Công an xã", period="2026-Q3")
    assert [(change.problem, change.code) for change in changes] == [("", "N1")] * 2
    quick_entry.apply(commune, changes, period="2026-Q3", plan=plan)
    task = commune.store.tasks.of_plan(plan.id)[0]
    assert (task.due_on, task.deadline_words, task.first_due_on) == (
        date(2027, 3, 31), "quý I/2027", date(2026, 9, 30),
    )  # fmt: skip
    [extension] = commune.store.tasks.extensions(task.id)
    assert (extension.due_from, extension.due_to) == (date(2026, 9, 30), date(2027, 3, 31))
    assert extension.reason


def test_a_recurring_task_finishes_its_period_and_gets_no_single_due_day(commune: Session) -> None:
    plan = plan_of(commune, None)
    edit_tasks(commune, commune.store.tasks.of_plan(plan.id)[:1], {"deadline": "Hằng quý"})
    [due, done] = quick_entry.preview(commune, plan, "N1 hạn 30/12; N1 xong", period="2026-Q3")
    assert due.problem
    assert done.problem == ""
    quick_entry.apply(commune, [due, done], period="2026-Q3", plan=plan)
    task = commune.store.tasks.of_plan(plan.id)[0]
    assert (task.state, task.deadline_words) == (TaskState.OPEN, "Hằng quý")
    assert [row.period for row in commune.store.tasks.occurrences(task.id) if row.finished_on] == [
        containing(commune.today, PeriodKind.QUARTER, CALENDAR).code
    ]


def test_what_is_finished_keeps_its_day_unless_another_is_written(commune: Session) -> None:
    plan = plan_of(commune, None)
    quick_entry.apply(commune, quick_entry.preview(commune, plan, "N1 xong 5/9"), plan=plan)
    [again] = quick_entry.preview(commune, plan, "N1 xong")
    assert again.problem
    [other] = quick_entry.preview(commune, plan, "N1 xong 6/9")
    assert other.problem == ""
    assert "05/9/2026" in other.before


def test_a_doubtful_value_is_told_and_flagged(commune: Session) -> None:
    plan = plan_of(commune, None)
    [change] = quick_entry.preview(commune, plan, "C1 850", period="2026-Q3")
    assert change.entered is not None
    assert change.entered.doubt is not None
    quick_entry.apply(commune, [change], period="2026-Q3", plan=plan)
    indicator = commune.store.indicators.by_code(plan.id, "C1")
    assert indicator is not None
    assert [row.follow_up for row in commune.store.indicators.readings(indicator.id)] == [True]


@pytest.mark.parametrize("marks", ["N99 xong", "N1 giao Phòng Không Có", "C1 cao lắm", "N1 hạn mai", "xong hết"])
def test_what_cannot_be_carried_out_says_why_and_changes_nothing(commune: Session, marks: str) -> None:
    plan = plan_of(commune, None)
    before = canonical_dump(commune.store)
    [change] = quick_entry.preview(commune, plan, marks, period="2026-Q3")
    assert change.problem
    assert quick_entry.apply(commune, [change], period="2026-Q3", plan=plan) == 0
    assert canonical_dump(commune.store) == before

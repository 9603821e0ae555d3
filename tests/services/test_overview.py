"""The figures of the first page against the rules they come from, on a real file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.periods import PeriodDates, parse_period
from kh57_desktop.domain.plan_reading import PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.domain.tasks import ProgressEntry, Task, standing_of
from kh57_desktop.domain.terms import DeadlineKind, Mark, Standing, TaskState
from kh57_desktop.errors import BadValue
from kh57_desktop.services.behind_path import behind_indicators
from kh57_desktop.services.obligations import is_silent
from kh57_desktop.services.office_choices import set_due_soon_days
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.overview import MOST_DUE, group_progress, work_overview
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.report_ahead import next_report
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.services.tasks import record_progress
from kh57_desktop.services.working_calendar import computed_holidays, public_holidays

NOW = datetime(2026, 9, 8, 14, 5, tzinfo=VIETNAM)
TODAY = NOW.date()
DAYS = st.integers(-60, 60)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A plan of two groups; the property test adds plans of its own beside it."""
    path: Path = tmp_path_factory.mktemp("office") / "o.kh57"
    session = create_office(path, name="Suối Thử", province="Gia Lai", code="00000", user="thử", now=lambda: NOW)
    deadlines = ("Tháng 3/2026", "Tháng 9/2026", "Quý IV/2030", "Thường xuyên")
    tasks = tuple(
        ReadTask(
            group=str(group), number=f"{group}.{place}", text=f"Việc {place}", lead="Phòng Kinh tế", deadline=words
        )
        for group in (1, 2)
        for place, words in enumerate(deadlines, 1)
    )
    groups = tuple(ReadTaskGroup(str(number), f"Nhóm {number}") for number in (1, 2))
    accept_reading(
        session, PlanReading(title="thử", number="01-KH/ĐU", date="2026-01-05", task_groups=groups, tasks=tasks)
    )
    yield session
    session.close()


def plan_of(session: Session) -> str:
    return min(session.store.plans.all(), key=lambda plan: plan.code).id


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


@st.composite
def work(draw) -> list[tuple[Task, list[ProgressEntry]]]:
    """Tasks of every state and several kinds of deadline, each with some progress around the day."""
    found = []
    for place in range(draw(st.integers(1, 6))):
        state = draw(st.sampled_from(TaskState))
        kind = draw(st.sampled_from((DeadlineKind.DATED, DeadlineKind.CONTINUOUS, DeadlineKind.CONDITIONAL)))
        task = Task(
            id=new_id(),
            plan_id="",
            code=f"N{place + 1}",
            text="việc",
            lead_unit_id=draw(st.sampled_from(("a", "b", None))),
            deadline_kind=kind,
            due_on=day(draw(DAYS)) if kind is DeadlineKind.DATED else None,
            start_on=draw(st.one_of(st.none(), DAYS.map(day))),
            is_ours=draw(st.booleans()),
            state=state,
            finished_on=day(-draw(st.integers(0, 60))) if state is TaskState.DONE else None,
            position=place,
        )
        said = draw(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 100))), max_size=3))
        entries = [
            ProgressEntry(new_id(), task.id, day(days), f"2026-01-01T00:00:{number:02}", percent, "có")
            for number, (days, percent) in enumerate(said)
        ]
        found.append((task, entries))
    return found


def put(session: Session, rows: list[tuple[Task, list[ProgressEntry]]]) -> str:
    """A new plan with these tasks; returns its id."""
    store = session.store
    plan = replace(store.plans.get(plan_of(session)), id=new_id(), code=store.plans.next_code())
    known = {unit.name: unit.id for unit in store.offices.units()}
    units = {"a": known.get("Đơn vị a") or new_id(), "b": known.get("Đơn vị b") or new_id()}
    with store.changes("thử"):
        store.plans.put(plan)
        for letter, unit_id in units.items():
            store.offices.put_unit(Unit(id=unit_id, name=f"Đơn vị {letter}"))
        for task, entries in rows:
            store.tasks.put(replace(task, plan_id=plan.id, lead_unit_id=units.get(task.lead_unit_id or "")))
            for entry in entries:
                store.tasks.put_progress(entry)
    return plan.id


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=work())
def test_sums_made_by_sql_are_those_of_the_rules(office, rows):
    plan_id = put(office, rows)
    tasks = office.store.tasks.of_plan(plan_id)
    progress = office.store.tasks.progress_of_plan(plan_id)
    shown = work_overview(office, plan_id)
    counted = Counter(
        standing_of(task, TODAY, has_progress=any(entry.on <= TODAY for entry in progress.get(task.id, ())))
        for task in tasks
    )
    assert {standing: count for standing, count in shown.standings.items() if count} == dict(counted)
    assert shown.total == len(tasks) - counted[Standing.CANCELLED]
    first, last = day(-30), day(-1)
    period = PeriodDates(parse_period("2026-Q3"), first, last, last, last)
    silent = Counter(task.lead_unit_id for task in tasks if is_silent(task, progress.get(task.id, ()), period))
    spoken_of, by_unit = office.store.tasks.silent(plan_id, first, last)
    assert by_unit == dict(silent)
    assert spoken_of >= sum(by_unit.values())


def test_late_tasks_come_first_the_latest_at_the_top_then_the_soonest_due(office):
    shown = work_overview(office, plan_of(office))
    assert [row.standing for row in shown.due] == [Standing.OVERDUE, Standing.OVERDUE]
    assert shown.due[0].days == (TODAY - date(2026, 3, 31)).days
    set_due_soon_days(office, 30)
    shown = work_overview(office, plan_of(office))
    assert [row.standing for row in shown.due] == [Standing.OVERDUE] * 2 + [Standing.DUE_SOON] * 2
    assert shown.due[-1].days == (date(2026, 9, 30) - TODAY).days
    assert len(shown.due) <= MOST_DUE
    with pytest.raises(BadValue):
        set_due_soon_days(office, 0)
    set_due_soon_days(office, 7)


def test_progress_of_a_group_is_the_mean_of_its_tasks_and_unknown_without_any_word(office):
    plan_id = plan_of(office)
    before = group_progress(office, plan_id)
    assert [group.percent for group in before] == [None, None]
    first = office.store.tasks.of_plan(plan_id)[0]
    record_progress(office, first, percent=40)
    after = group_progress(office, plan_id)
    assert [group.percent for group in after] == [10, None]
    assert [(group.tasks, group.overdue) for group in after] == [(4, 1), (4, 1)]


def test_an_indicator_behind_its_path_is_named_with_both_figures(office):
    plan_id = plan_of(office)
    target = Target(2030, value=Decimal(90))
    with office.store.changes("thử"):
        for code, reached in (("C1", "50"), ("C2", "80")):
            indicator = Indicator(new_id(), plan_id, code, f"Tỷ lệ {code}", unit="%", frequency="quarter")
            office.store.indicators.put(replace(indicator, targets=(target,)))
            for period, value in (("2025", "50"), ("2026-Q2", reached)):
                office.store.indicators.put_reading(
                    Reading(new_id(), indicator.id, period, Mark.VALUE, value=Decimal(value))
                )
    behind = behind_indicators(office, plan_id)
    assert [row.indicator.code for row in behind] == ["C1"]
    assert behind[0].value == 50
    assert 50 < behind[0].expected < 55
    assert behind[0].share < behind[0].path_share


def test_the_next_report_names_what_is_there_and_who_owes_the_rest(office):
    report = next_report(office, plan_of(office))
    assert report is not None
    assert report.days_left == (report.due_on - TODAY).days
    assert report.told + sum(row.tasks for row in report.owing) == report.tasks
    assert report.entered + sum(row.indicators for row in report.owing) == report.indicators
    assert next(row for row in report.owing if row.tasks).unit == "Phòng Kinh tế"


def test_holidays_that_lie_ready_are_those_of_the_library():
    for year in range(2024, 2041):
        assert public_holidays(year) == computed_holidays(year)

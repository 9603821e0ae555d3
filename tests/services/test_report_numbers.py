"""Tables 1 to 3 of a report agree with an independent count by SQL, for random offices."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.documents.content import Row, Table, cell_text
from kh57_desktop.documents.kinds.report_tables import indicators_table, tasks_table, totals_table
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.reports import ReportFigures
from kh57_desktop.domain.tasks import Occurrence, ProgressEntry, Task
from kh57_desktop.domain.terms import PRINTED, Comparator, DeadlineKind, Mark, Standing, TaskState
from kh57_desktop.services import obligations, reports
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.report_state import rebuilt_figures
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.ui.reports.services import OfficeReports
from tests.conftest import LONG
from tests.store.makers import plan as make_plan

CUT_OFF = date(2026, 9, 14)
DAYS = st.dates(date(2026, 6, 1), date(2026, 12, 31))
DATED = (DeadlineKind.DATED, DeadlineKind.PERIOD, DeadlineKind.RECURRING, DeadlineKind.CONDITIONAL)

COUNTING = ("tasks.", "late.totals", "indicators.totals", "changes.", "units.", "register.")
"""Keys of the sentences whose numbers count rows."""

tasks = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(TaskState),
            "kind": st.sampled_from([*DATED, DeadlineKind.CONTINUOUS]),
            "due_on": st.none() | DAYS,
            "finished_on": DAYS,
            "group": st.integers(0, 3),
            "unit": st.integers(0, 3),
            "is_ours": st.sampled_from([True, True, True, False]),
            "progress": st.lists(st.tuples(DAYS, st.none() | st.integers(0, 100)), max_size=3),
            "parent": st.integers(0, 40),
            "instances": st.lists(st.tuples(DAYS, st.integers(0, 60), st.none() | DAYS), max_size=4),
        }
    ),
    max_size=25,
)
indicators = st.lists(
    st.fixed_dictionaries(
        {
            "mark": st.sampled_from(Mark),
            "value": st.integers(1, 200),
            "target": st.none() | st.integers(1, 200),
            "comparator": st.sampled_from([Comparator.AT_LEAST, Comparator.AT_MOST]),
            "has_reading": st.booleans(),
        }
    ),
    max_size=8,
)


@contextmanager
def office(folder: Path, task_rows: list[dict[str, Any]], indicator_rows: list[dict[str, Any]]) -> Iterator[Session]:
    clock = datetime(CUT_OFF.year, CUT_OFF.month, CUT_OFF.day, 9, 0, tzinfo=VIETNAM)
    session = create_office(
        folder / "xa.kh57", name="Đồi Sim", province="Vân Khê", code="00000", user="Mẫu", now=lambda: clock
    )
    plan = replace(make_plan("K1"), issuing_body_id=session.store.offices.bodies()[0].id)
    groups = [TaskGroup(new_id(), plan.id, str(number), f"Nhóm {number}", number) for number in range(1, 4)]
    units = [Unit(new_id(), f"Đơn vị {number}", position=number) for number in range(1, 4)]
    with session.store.changes("fill"):
        session.store.plans.put(plan)
        for group in groups:
            session.store.plans.put_group(group)
        for unit in units:
            session.store.offices.put_unit(unit)
        made: list[str] = []
        for number, given_ in enumerate(task_rows, 1):
            _put_task(session, plan.id, number, given_, groups, units, made)
        for number, given_ in enumerate(indicator_rows, 1):
            _put_indicator(session, plan.id, number, given_)
    try:
        yield session
    finally:
        session.close()


def _put_task(
    session: Session,
    plan_id: str,
    number: int,
    given_: dict[str, Any],
    groups: list[TaskGroup],
    units: list[Unit],
    made: list[str],
) -> None:
    """`made`: ids of the tasks before it, one of which may be its parent."""
    task = Task(
        id=new_id(),
        plan_id=plan_id,
        code=f"N{number}",
        text=f"Nhiệm vụ {number}",
        group_id=groups[given_["group"] - 1].id if given_["group"] else None,
        lead_unit_id=units[given_["unit"] - 1].id if given_["unit"] else None,
        deadline_kind=given_["kind"],
        due_on=None if given_["kind"] is DeadlineKind.CONTINUOUS else given_["due_on"],
        state=given_["state"],
        finished_on=given_["finished_on"] if given_["state"] is TaskState.DONE else None,
        parent_id=made[given_["parent"]] if given_["parent"] < len(made) else None,
        is_ours=given_["is_ours"],
        position=number,
    )
    session.store.tasks.put(task)
    for place, (day, percent) in enumerate(given_["progress"]):
        entry = ProgressEntry(new_id(), task.id, day, f"2026-01-01T00:00:{place:02}", percent, f"kết quả {place}")
        session.store.tasks.put_progress(entry)
    for place, (opens_on, length, finished_on) in enumerate(given_["instances"]):
        row = Occurrence(new_id(), task.id, f"kỳ {place}", opens_on, opens_on + timedelta(days=length), finished_on)
        session.store.tasks.put_occurrence(row)
    made.append(task.id)


def _put_indicator(session: Session, plan_id: str, number: int, given_: dict[str, Any]) -> None:
    value = Decimal(given_["value"])
    target = given_["target"]
    targets = () if target is None else (Target(2030, given_["comparator"], Decimal(target)),)
    indicator = Indicator(new_id(), plan_id, f"C{number}", f"Chỉ tiêu {number}", targets=targets, position=number)
    session.store.indicators.put(indicator)
    if given_["has_reading"]:
        mark = given_["mark"]
        stated = value if mark is Mark.VALUE else Decimal(0) if mark is Mark.ZERO else None
        session.store.indicators.put_reading(Reading(new_id(), indicator.id, "2026-Q3", mark, stated))


def figures(session: Session) -> ReportFigures:
    plan = session.store.plans.newest()
    assert plan is not None
    dates = obligations.dates_in(session, obligations.regime_of(session, None), parse_period("2026-Q3"))
    assert dates.cut_off == CUT_OFF
    return rebuilt_figures(session, plan.id, dates).figures


# --- the independent count --------------------------------------------------------------------------------------------

_STANDING = """
    with recursive
    opened as (select *, coalesce(finished_on <= :day, 0) as is_done from occurrence
        where opens_on <= :day and deleted_at is null),
    instances as (select task_id, count(*) as number, sum(is_done) as done,
        min(case when not is_done then due_on end) as due_on from opened group by task_id),
    ours as (select t.*, coalesce(i.number, 0) as number, coalesce(i.done, 0) as done,
            coalesce(t.deadline_kind = 'recurring' and i.number > 0, 0) as has_instances,
            case when t.deadline_kind = 'recurring' and i.number > 0 then i.due_on else t.due_on end as until
        from task t left join instances i on i.task_id = t.id where t.deleted_at is null and t.is_ours = 1),
    own as (select t.*, case
            when t.state = 'cancelled' then 'cancelled'
            when t.state = 'suspended' then 'suspended'
            when t.state = 'done' and t.finished_on <= :day and t.finished_on > coalesce(t.due_on, '9')
                then 'done_late'
            when t.state = 'done' and t.finished_on <= :day then 'done_on_time'
            when t.deadline_kind = 'continuous' then 'continuous'
            when t.until < :day then 'overdue'
            when julianday(t.until) - julianday(:day) <= 7 then 'due_soon'
            when t.state = 'submitted' or (t.has_instances and t.done > 0) then 'under_way'
            when exists (select 1 from progress_entry p
                where p.task_id = t.id and p.day <= :day and p.deleted_at is null)
                then 'under_way'
            else 'not_due'
        end as standing from ours t),
    badness (standing, rank) as (values ('done_on_time', 0), ('done_late', 1), ('continuous', 2), ('not_due', 3),
        ('under_way', 4), ('due_soon', 5), ('overdue', 6)),
    below (top, id) as (select parent_id, id from ours where parent_id in (select id from ours)
        union select b.top, t.id from ours t join below b on t.parent_id = b.id),
    worst as (select b.top, max(k.rank) as rank from below b join own o on o.id = b.id
        join badness k on k.standing = o.standing where k.rank >= 2 group by b.top),
    tasks as (select o.*, o.standing as own_standing, coalesce((select k.standing from badness k where k.rank =
            (select max(w.rank, mine.rank) from badness mine, worst w
                where mine.standing = o.standing and w.top = o.id)), o.standing) as rolled
        from own o),
    counted as (
        select id, group_id, lead_unit_id, rolled as standing from tasks
        where not (has_instances and own_standing in ('overdue', 'due_soon', 'under_way', 'not_due'))
        union all select o.id, t.group_id, t.lead_unit_id, case
            when o.is_done then case when o.finished_on > o.due_on then 'done_late' else 'done_on_time' end
            when o.due_on < :day then 'overdue'
            else 'under_way' end
        from opened o join tasks t on t.id = o.task_id
        where t.has_instances and t.own_standing in ('overdue', 'due_soon', 'under_way', 'not_due'))
    """
_COLUMNS = """
    sum(standing in ('done_on_time', 'done_late', 'under_way', 'due_soon', 'overdue', 'not_due')) as total,
    sum(standing = 'done_on_time'), sum(standing = 'done_late'), sum(standing in ('under_way', 'due_soon')),
    sum(standing = 'overdue'), sum(standing = 'not_due'), sum(standing = 'continuous'), sum(standing = 'suspended'),
    sum(standing = 'cancelled')"""


def counted(path: Path, by: str | None) -> dict[str | None, tuple[int, ...]]:
    grouped = f"group by {by}" if by else ""
    sql = f"{_STANDING} select {by or 'null'}, {_COLUMNS} from counted {grouped}"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        rows = db.execute(sql, {"day": CUT_OFF.isoformat()}).fetchall()
    return {row[0]: tuple(cell or 0 for cell in row[1:]) for row in rows}


@settings(max_examples=300 if LONG else 12, deadline=None)
@given(task_rows=tasks, indicator_rows=indicators)
def test_the_tables_agree_with_sql(task_rows: list[dict[str, Any]], indicator_rows: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder, office(Path(folder), task_rows, indicator_rows) as session:
        found = figures(session)
        path = session.store.path
        _compare_totals(session, found, path)
        _compare_tasks(found, path)
        _compare_indicators(found, path)
        _compare_rows(session)


def _compare_rows(session: Session) -> None:
    """A click on a number of the draft lists as many rows as the number says: instances one by one, tasks by code."""
    report = reports.report_at_hand(session, period="2026-Q3")
    services = OfficeReports(session)
    services.plan_id = report.plan_id
    checked = 0
    for row in (row for section in report.sections for row in section.paragraphs):
        for piece in row.pieces if row.key.startswith(COUNTING) else ():
            if piece.rows and piece.text.isdecimal():
                assert len(services.rows(report, piece.rows)) == len(set(piece.rows)) == int(piece.text), row.text
                checked += 1
            elif piece.text.isdecimal():
                assert int(piece.text) == 0, row.text
    assert checked or not report.figures.tasks


def _numbers(row: Any) -> tuple[int, ...]:
    return (
        row.total, row.done_on_time, row.done_late, row.in_time, row.overdue, row.not_due, row.continuous,
        row.suspended, row.cancelled,
    )  # fmt: skip


def _compare_totals(session: Session, found: ReportFigures, path: Path) -> None:
    nothing = (0,) * 9
    assert _numbers(found.overall) == counted(path, None).get(None, nothing)
    plan = session.store.plans.newest()
    assert plan is not None
    by_group, by_unit = counted(path, "group_id"), counted(path, "lead_unit_id")
    for group, row in zip(session.store.plans.groups(plan.id), found.by_group, strict=False):
        assert _numbers(row) == by_group.get(group.id, nothing)
    named = {row.label: row for row in found.by_unit}
    for unit in session.store.offices.units():
        assert (unit.id in by_unit) == (unit.name in named)
        if unit.name in named:
            assert _numbers(named[unit.name]) == by_unit[unit.id]
    if None in by_unit:
        assert _numbers(found.by_unit[-1]) == by_unit[None]
    printed = [row for row in totals_table(found).rows if isinstance(row, Row)]
    total = next(row for row in printed if row.cells[1] == "Tổng cộng")
    done, assigned = found.overall.done_on_time + found.overall.done_late, found.overall.total
    assert total.cells[2:8] == _numbers(found.overall)[:6]
    if assigned:
        share = (Decimal(100 * done) / assigned).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert total.cells[8] == f"{cell_text(share)}\n({done}/{assigned})"
    else:
        assert total.cells[8] == "-"


def _compare_tasks(found: ReportFigures, path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        until = "iif(own_standing = 'done_late', due_on, until)"  # a recurring task that is finished as a whole
        sql = f"{_STANDING} select code, rolled, own_standing, {until}, finished_on from tasks"
        rows = db.execute(sql, {"day": str(CUT_OFF)})
        expected = {row[0]: row[1:] for row in rows}
        inherited = dict(
            db.execute(
                f"""{_STANDING} select t.code, cast(max(julianday(:day) - julianday(o.until)) as integer)
                from below b join own o on o.id = b.id and o.standing = 'overdue' join ours t on t.id = b.top
                group by t.code""",
                {"day": str(CUT_OFF)},
            )
        )
        latest = dict(
            db.execute(
                """select t.code, (select p.percent from progress_entry p where p.task_id = t.id and p.day <= :day
                    and p.percent is not null order by p.day desc, p.recorded_at desc limit 1) from task t""",
                {"day": str(CUT_OFF)},
            )
        )
    assert {task.code for task in found.tasks} == expected.keys()
    for task in found.tasks:
        standing, own, due_on, finished_on = expected[task.code]
        assert task.standing == standing
        assert task.percent == latest[task.code]
        late = 0
        if own in ("overdue", "done_late"):
            until = date.fromisoformat(finished_on) if own == "done_late" else CUT_OFF
            late = (until - date.fromisoformat(due_on)) // timedelta(days=1)
        if inherited.get(task.code) and own not in ("suspended", "cancelled"):
            late = max(inherited[task.code], late if own == "overdue" else 0)
        assert task.days_late == late
    cells = _table_rows(tasks_table(found))
    assert [row.cells[0] for row in cells] == list(range(1, len(found.tasks) + 1))
    texts = {str(row.cells[1]): str(row.cells[5]) for row in cells}
    for task in found.tasks:
        assert texts[task.text].startswith(PRINTED[Standing(expected[task.code][0])])


def _compare_indicators(found: ReportFigures, path: Path) -> None:
    sql = """select i.code, r.mark, r.value, g.value as target, g.comparator,
        case when g.value is null or r.mark is null or r.mark in ('missing', 'not_applicable') then null
            when g.comparator = '>=' then cast(coalesce(r.value, '0') as real) >= cast(g.value as real)
            else cast(coalesce(r.value, '0') as real) <= cast(g.value as real) end as attained
        from indicator i left join target g on g.indicator_id = i.id and g.deleted_at is null
        left join reading r on r.indicator_id = i.id and r.period = '2026-Q3' and r.deleted_at is null"""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        expected = {row[0]: row for row in db.execute(sql)}
    assert {row.code for row in found.indicators} == expected.keys()
    for row in found.indicators:
        _code, mark, value, _target, _comparator, attained = expected[row.code]
        assert row.mark == (mark or "missing")
        assert row.value == (Decimal(value) if value is not None else None)
        assert row.attained == (None if attained is None else bool(attained))
    words = {"value": None, "zero": "0", "missing": "…", "not_applicable": "x"}
    for printed, row in zip(_table_rows(indicators_table(found)), found.indicators, strict=True):
        sign = words[expected[row.code][1] or "missing"]
        assert printed.cells[4] == (sign if sign is not None else row.value)
        judged = expected[row.code][5]
        if judged is not None:
            assert printed.cells[6] == ("Đạt" if judged else "Đang thực hiện")  # its year is 2030


def _table_rows(table: Table) -> list[Row]:
    return [row for row in table.rows if isinstance(row, Row)]


def test_an_office_without_tasks_prints_no_zero_per_cent(tmp_path: Path) -> None:
    with office(tmp_path, [], []) as session:
        assert figures(session).overall.share_done is None
        _compare_totals(session, figures(session), session.store.path)

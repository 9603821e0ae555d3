"""Papers on tasks and indicators: lists, reminders, work lists and orders, the leaders' summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.indicator_list import indicator_list_content
from kh57_desktop.documents.kinds.parts import in_sentence, plan_words
from kh57_desktop.documents.kinds.reminder import LateTask, reminder_content
from kh57_desktop.documents.kinds.summary import LateLine, LeaderSummary, summary_content
from kh57_desktop.documents.kinds.task_list import RowNumbering, task_list_content
from kh57_desktop.documents.kinds.work_list import WorkLine, WorkList, work_list_content
from kh57_desktop.documents.kinds.work_order import Order, work_order_content
from kh57_desktop.domain.committee import serving_on
from kh57_desktop.domain.offices import IssuingBody, Unit
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.report_figures import as_at
from kh57_desktop.domain.task_tree import days_late_of, standings_of
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import Standing, System, UnitSide, printed_word
from kh57_desktop.domain.totals import totals_of
from kh57_desktop.domain.unit_names import same_unit
from kh57_desktop.domain.working_days import add_working_days
from kh57_desktop.i18n import _, fold, format_date, nfc
from kh57_desktop.services.committees import first_committee
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form, plan_and_body, plan_in_form
from kh57_desktop.services.paper_settings import layout_settings
from kh57_desktop.services.paper_task_views import view_list
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.registers.owed import late_unit_plans
from kh57_desktop.services.session import Session

EACH_UNIT = "*"
"""`unit` of a letter: one to each late unit instead of one to all of them."""
ANSWER_WORKING_DAYS = 5
"""A late unit is asked to answer within so many working days of the letter; the leader changes the day in Word."""
_CLOSED = (Standing.CANCELLED, Standing.SUSPENDED, Standing.DONE_ON_TIME, Standing.DONE_LATE)
_LEADS, _SUPPORTS, _FOLLOWS = "Chủ trì", "Phối hợp", "Theo dõi"


@dataclass(frozen=True, slots=True)
class TaskAt:
    """A task of the commune as it stood on a day; `entries` newest first."""

    task: Task
    standing: Standing
    days_late: int
    entries: tuple[ProgressEntry, ...]

    @property
    def is_open(self) -> bool:
        return self.standing not in _CLOSED


def tasks_at(session: Session, plan: Plan, on: date) -> list[TaskAt]:
    """In printed order; tasks marked as not the commune's are left out."""
    told = {
        id_: tuple(
            sorted(
                (entry for entry in entries if entry.on <= on),
                key=lambda entry: (entry.on, entry.recorded_at),
                reverse=True,
            )
        )
        for id_, entries in session.store.tasks.progress_of_plan(plan.id).items()
    }
    tasks = [as_at(row, on) for row in session.store.tasks.of_plan(plan.id) if row.is_ours]
    instances = session.store.tasks.occurrences_of_plan(plan.id)
    standings = standings_of(tasks, on, begun=[id_ for id_, entries in told.items() if entries], occurrences=instances)
    late = days_late_of(tasks, on, occurrences=instances)
    return [TaskAt(task, standings[task.id], late[task.id], told.get(task.id, ())) for task in tasks]


def task_list(session: Session, request: Request, *, label: str = "Phụ lục") -> Content:
    plan, body = plan_in_form(session, request)
    groups, tasks = session.store.plans.groups(plan.id), session.store.tasks.of_plan(plan.id)
    view = view_list(session, plan, request.view) if request.view is not None else None
    return task_list_content(
        plan,
        view.groups if view else groups,
        view.tasks if view else tasks,
        session.store.offices.units(),
        header_lines=body.header_lines,
        symbol=body.symbol,
        label=label,
        numbering=layout_settings(session, body.system).row_numbering or RowNumbering.THROUGH,
        layout=view.layout if view else None,
        sample=session.store.offices.office().is_sample,
    )


def indicator_list(session: Session, request: Request, *, label: str = "Phụ lục") -> Content:
    plan, body = plan_in_form(session, request)
    indicators = session.store.indicators.of_plan(plan.id)
    if not indicators:
        raise NothingToPrint(what=_("the plan has no indicators"))
    return indicator_list_content(
        plan,
        indicators,
        session.store.offices.units(),
        header_lines=body.header_lines,
        symbol=body.symbol,
        label=label,
        sample=session.store.offices.office().is_sample,
    )


def reminder(session: Session, request: Request) -> Content:
    """The letter to `unit`, or one to all units with overdue tasks, plans or reports.

    `EACH_UNIT`: a letter to each of them with only its own tasks, one behind the other (features 18).
    """
    plan, body = plan_and_body(session, request)
    wanted = unit_by_name(session, request.unit) if request.unit not in (None, EACH_UNIT) else None
    names = {unit.id: unit.name for unit in session.store.offices.units() if wanted or _is_urged(unit, body)}
    late = [
        LateTask(row.task, names[row.task.lead_unit_id], row.days_late, _situation(row))
        for row in tasks_at(session, plan, request.on)
        if row.standing is Standing.OVERDUE
        and row.task.lead_unit_id in names
        and (wanted is None or row.task.lead_unit_id == wanted.id)
    ]
    late += _owed(session, request, names, wanted)
    if not late:
        raise NothingToPrint(what=_("no task with a lead unit is overdue on {day}").format(day=format_date(request.on)))
    if wanted is None:
        order = list(dict.fromkeys(row.unit for row in late))
        late.sort(key=lambda row: order.index(row.unit))
    committee = first_committee(session)

    def letter(rows: Sequence[LateTask]) -> Content:
        return reminder_content(
            body_form(session, body, request.on),
            plan,
            rows,
            on=request.on,
            report_to=committee.standing_body if committee and committee.standing_body else body.name,
            answer_by=add_working_days(request.on, ANSWER_WORKING_DAYS),
            field=_drafting_field(body.filing) if body.system is System.GOVERNMENT else "",
        )

    if request.unit != EACH_UNIT:
        return letter(late)
    letters = [letter([row for row in late if row.unit == unit]) for unit in dict.fromkeys(row.unit for row in late)]
    return replace(letters[0], parts=tuple(part for one in letters for part in one.parts))


def _owed(session: Session, request: Request, names: dict[str, str], wanted: Unit | None) -> list[LateTask]:
    """Plans and reports that units owe and have not handed in: chased like late tasks (feature 124)."""
    found = []
    for line in late_unit_plans(session, request.on):
        unit_id, row = line.row.unit_id or "", line.row
        if unit_id in names and (wanted is None or unit_id == wanted.id):
            task = Task(row.id, "", "", _owed_words(printed_word(row.kind), row.text), due_on=row.due_on)
            found.append(LateTask(task, names[unit_id], line.days_late, "Chưa gửi"))
    return found


def _owed_words(kind: str, text: str) -> str:
    """ "Gửi kế hoạch: công tác năm" or, where the words name the kind themselves, "Gửi báo cáo kết quả quý"."""
    if fold(text).startswith(fold(kind)):
        return f"Gửi {text[:1].lower()}{text[1:]}"
    return f"Gửi {kind.lower()}: {text}"


def _is_urged(unit: Unit, body: IssuingBody) -> bool:
    """No body writes to itself, and the government's does not urge the Party's unless it is told to."""
    is_itself = same_unit(unit.name, body.name) or fold(body.name).startswith(fold(unit.name))
    return not is_itself and not (body.system is System.GOVERNMENT and unit.side is UnitSide.PARTY)


def _drafting_field(filing: str) -> str:
    """`Lưu: VT, VHXH` names the drafting unit last; a government letter's sign carries it (a4)."""
    last = filing.rpartition(",")[2].strip(" .;")
    return last if last.isupper() and last != "VT" and ":" not in last else ""


def _situation(row: TaskAt) -> str:
    if not row.entries:
        return ""
    percent = next((entry.percent for entry in row.entries if entry.percent is not None), None)
    words = [row.entries[0].result, f"Tiến độ {percent}%" if percent is not None else ""]
    return "\n".join(part for part in (*words, row.entries[0].difficulty) if part)


def work_list(session: Session, request: Request) -> Content:
    """Open work of `unit` or `person`; of every lead unit where neither is named."""
    plan, body = plan_and_body(session, request)
    rows = [row for row in tasks_at(session, plan, request.on) if row.is_open]
    if request.person:
        lists = [WorkList(nfc(request.person).strip(), of_person(session, request, rows), nfc(request.person).strip())]
    else:
        units = [unit_by_name(session, request.unit)] if request.unit else _lead_units(session, rows)
        lists = [WorkList(unit.name, _of_unit(unit, rows), unit.head) for unit in units]
    lists = [one for one in lists if one.lines]
    if not lists:
        raise NothingToPrint(what=_("there is no open work"))
    return work_list_content(body_form(session, body, request.on), plan, lists, on=request.on)


def _lead_units(session: Session, rows: list[TaskAt]) -> list[Unit]:
    leads = {row.task.lead_unit_id for row in rows}
    return [unit for unit in session.store.offices.units() if unit.id in leads]


def _of_unit(unit: Unit, rows: list[TaskAt]) -> tuple[WorkLine, ...]:
    """What the unit leads, then what it supports."""
    leads = [_line(row, _LEADS) for row in rows if row.task.lead_unit_id == unit.id]
    supports = [
        _line(row, _SUPPORTS)
        for row in rows
        if unit.id in row.task.supporting_unit_ids and row.task.lead_unit_id != unit.id
    ]
    return (*leads, *supports)


def of_person(session: Session, request: Request, rows: list[TaskAt]) -> tuple[WorkLine, ...]:
    """Tasks that the person leads, then those assigned to them as a member of a committee."""
    wanted = fold(nfc(request.person or "").strip())
    leads = [_line(row, _LEADS) for row in rows if fold(row.task.lead_person) == wanted]
    known = {line.task.id for line in leads}
    tables = session.store.committees
    followed: set[str] = set()
    for committee in tables.all():
        members = {one.id for one in serving_on(tables.members(committee.id), request.on) if fold(one.name) == wanted}
        for one in tables.assignments(committee.id):
            if one.member_id in members:
                followed.update(
                    row.task.id
                    for row in rows
                    if row.task.id == one.task_id
                    or (one.task_group_id is not None and row.task.group_id == one.task_group_id)
                )
    follows = [_line(row, _FOLLOWS) for row in rows if row.task.id in followed - known]
    return (*leads, *follows)


def _line(row: TaskAt, part: str) -> WorkLine:
    return WorkLine(row.task, part, row.standing, row.days_late)


def work_order(session: Session, request: Request) -> Content:
    """A form for each open task that `unit` (or `person`) leads; for every open task where neither is named."""
    plan, body = plan_and_body(session, request)
    wanted = unit_by_name(session, request.unit) if request.unit else None
    person = fold(nfc(request.person).strip()) if request.person else None
    units = {unit.id: unit for unit in session.store.offices.units()}
    orders = [
        _order(row.task, units)
        for row in tasks_at(session, plan, request.on)
        if row.is_open
        and (wanted is None or row.task.lead_unit_id == wanted.id)
        and (person is None or fold(row.task.lead_person) == person)
    ]
    if not orders:
        raise NothingToPrint(what=_("there is no open work"))
    return work_order_content(body_form(session, body, request.on), plan, orders, on=request.on)


def _order(task: Task, units: dict[str, Unit]) -> Order:
    lead = units.get(task.lead_unit_id or "")
    return Order(
        task,
        lead.name if lead else "",
        tuple(units[unit_id].name for unit_id in task.supporting_unit_ids if unit_id in units),
        task.lead_person or (lead.head if lead else ""),
    )


def summary(session: Session, request: Request) -> Content:
    plan, body = plan_and_body(session, request)
    rows = tasks_at(session, plan, request.on)
    if not rows:
        raise NothingToPrint(what=_("the plan has no tasks"))
    units = {unit.id: unit.short_name or unit.name for unit in session.store.offices.units()}
    late = sorted((row for row in rows if row.standing is Standing.OVERDUE), key=lambda row: -row.days_late)
    standings = {row.task.id: row.standing for row in rows}
    proposals = [
        f"{row.task.code}: {row.entries[0].proposal}"
        for row in (*late, *(row for row in rows if row.standing is not Standing.OVERDUE))
        if row.is_open and row.entries and row.entries[0].proposal
    ]
    leaders = LeaderSummary(
        subject=subject_of(plan),
        on=request.on,
        totals=totals_of([row.task for row in rows], standings),
        late=tuple(
            LateLine(row.task.code, row.task.text, units.get(row.task.lead_unit_id or "", ""), row.days_late)
            for row in late
        ),
        proposals=tuple(dict.fromkeys(proposals)),
    )
    return summary_content(body_form(session, body, request.on), leaders)


def subject_of(plan: Plan) -> str:
    """A plan as titles of other papers name it."""
    return plan_words(plan) if plan.number else f"{plan.kind} {in_sentence(plan.title)}"

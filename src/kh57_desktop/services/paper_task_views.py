"""The printed list of tasks as a saved view lays it out: its rows, groups and order, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kh57_desktop.documents.content import Align, Cell, Column, short_date
from kh57_desktop.documents.kinds.parts import deadline_of
from kh57_desktop.documents.kinds.task_list import ListLayout, note_of
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.saved_views import ViewContent
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import PRINTED, Standing, printed_word
from kh57_desktop.i18n import _
from kh57_desktop.services import task_table
from kh57_desktop.services.paper_forms import NothingToPrint
from kh57_desktop.services.saved_views import view_named
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_table import TaskLine


@dataclass(frozen=True, slots=True)
class ViewList:
    """`layout` None: the view names no columns, so that the list has those of the annex."""

    groups: tuple[TaskGroup, ...]
    tasks: tuple[Task, ...]
    layout: ListLayout | None


@dataclass(frozen=True, slots=True)
class _Printed:
    """A column of the table on the screen as papers have it; `moves`: it changes from day to day."""

    column: Column
    cell: Callable[[TaskLine], Cell]
    moves: bool = False


def view_list(session: Session, plan: Plan, name: str) -> ViewList:
    """Raises UnknownKey for a view that is not there, NothingToPrint where it leaves no task."""
    content = view_named(session, "tasks", name).content
    wanted = task_table.filter_of(plan.id, content)
    groups: list[TaskGroup] = []
    lines: list[TaskLine] = []
    for place, group in enumerate(task_table.summary(session, wanted).groups, 1):
        key = (group.id or None) if group.title else None
        if group.title:
            groups.append(TaskGroup(group.id, plan.id, group.number, group.title, place))
        found = task_table.lines_of_group(session, wanted, group.id, offset=0, limit=group.count)
        lines += [replace(line, task=replace(line.task, group_id=key)) for line in found]
    if not lines:
        raise NothingToPrint(what=_("the view leaves no task"))
    places = {line.task.id: place for place, line in enumerate(lines)}  # in the order of the view
    tasks = tuple(replace(line.task, position=places[line.task.id]) for line in lines)
    return ViewList(tuple(groups), tasks, _layout(session, content, lines))


def _layout(session: Session, content: ViewContent, lines: Sequence[TaskLine]) -> ListLayout | None:
    """The columns that the view shows, in its order; the numbers of the rows come first as on every list."""
    shown = [_COLUMNS[one.key] for one in content.columns if one.is_shown and one.key in _COLUMNS]
    if not shown:
        return None
    day = short_date(session.today)
    return ListLayout(
        tuple(one.column for one in shown),
        {line.task.id: tuple(one.cell(line) for one in shown) for line in lines},
        f"Tình trạng, tiến độ tính đến ngày {day}." if any(one.moves for one in shown) else "",
    )


def _standing(line: TaskLine) -> str:
    late = f" {line.days_late} ngày" if line.standing is Standing.OVERDUE and line.days_late else ""
    return f"{PRINTED[line.standing]}{late}"


def _first_deadline(line: TaskLine) -> str:
    """The first deadline, where it was put off since."""
    first = line.task.first_due_on
    return short_date(first) if first is not None and first != line.task.due_on else ""


def _count(count: int) -> Cell:
    return count or ""


def _centred(title: str, width: float) -> Column:
    return Column(title, width, Align.CENTER)


_COLUMNS: Mapping[str, _Printed] = {
    "text": _Printed(Column("Nội dung nhiệm vụ", 80), lambda line: line.task.text),
    "lead": _Printed(_centred("Cơ quan chủ trì", 36), lambda line: line.lead),
    "supporting": _Printed(Column("Cơ quan phối hợp", 39), lambda line: "; ".join(line.supporting)),
    "deadline": _Printed(_centred("Thời gian hoàn thành", 25), lambda line: deadline_of(line.task)),
    "product": _Printed(Column("Sản phẩm/kết quả", 40), lambda line: line.task.product),
    "progress": _Printed(
        _centred("Tiến độ (%)", 16), lambda line: "" if line.percent is None else line.percent, moves=True
    ),
    "standing": _Printed(_centred("Tình trạng", 28), _standing, moves=True),
    "clear": _Printed(_centred("Số “rõ” đã đủ", 18), lambda line: f"{len(line.clear)}/{len(line.members)}"),
    "person": _Printed(Column("Người thực hiện", 32), lambda line: line.task.lead_person),
    "approver": _Printed(Column("Thẩm quyền", 32), lambda line: line.task.approver),
    "term": _Printed(_centred("Thời kỳ", 22), lambda line: printed_word(line.task.term) if line.task.term else ""),
    "phase": _Printed(_centred("Giai đoạn", 22), lambda line: line.task.phase),
    "priority": _Printed(
        _centred("Ưu tiên", 18), lambda line: {0: "", 1: "Cao", 2: "Rất cao"}.get(line.task.priority, "")
    ),
    "budget": _Printed(
        Column("Kinh phí (đồng)", 28, Align.RIGHT), lambda line: "" if line.task.budget is None else line.task.budget
    ),
    "first": _Printed(_centred("Hạn đầu", 25), _first_deadline),
    "waiting": _Printed(_centred("Cơ quan chưa trả lời", 20), lambda line: _count(line.waiting), moves=True),
    "evidence": _Printed(_centred("Số minh chứng", 20), lambda line: _count(line.evidence), moves=True),
    "document": _Printed(Column("Số văn bản", 28), lambda line: line.task.product_number),
    "note": _Printed(Column("Ghi chú", 30), lambda line: note_of(line.task)),
}
"""By key of the column on the screen."""

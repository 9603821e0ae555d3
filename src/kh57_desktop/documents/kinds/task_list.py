"""Phụ lục danh mục nhiệm vụ (document-format.md d3): landscape, groups as merged rows, numbers through the groups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Column,
    Content,
    GroupRow,
    Orientation,
    Part,
    Row,
    Table,
    short_date,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.parts import attached_to, closing_of, dateline, head_of, roman, sign_of
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import System

_COLUMNS = (
    # widths of d3 on 252 mm
    Column("TT", 10, Align.CENTER),
    Column("Nội dung nhiệm vụ", 80),
    Column("Cơ quan chủ trì", 36, Align.CENTER),
    Column("Cơ quan phối hợp", 39),
    Column("Thời gian hoàn thành", 25, Align.CENTER),
    Column("Sản phẩm/kết quả", 40),
    Column("Ghi chú", 22),
)


def task_list_content(
    plan: Plan,
    groups: Sequence[TaskGroup],
    tasks: Sequence[Task],
    units: Sequence[Unit],
    *,
    header_lines: Sequence[str],
    symbol: str,
    label: str = "Phụ lục",
    sample: bool = False,
) -> Content:
    """The annex of `plan` by itself. A Party annex repeats the header without number and is signed (d2)."""
    sign = sign_of(plan.number, kind=plan.kind, symbol=symbol, system=plan.system)
    title = AnnexTitle(
        label, _title(plan), attached_to(plan.kind, sign, dateline(plan.locality, plan.date_words), plan.issuer)
    )
    rows = task_rows(groups, tasks, {unit.id: unit.name for unit in units})
    table = Table(fitted(_COLUMNS, rows), rows)
    is_party = plan.system is System.PARTY
    part = Part(
        (title, table),
        Orientation.LANDSCAPE,
        head=head_of(header_lines) if is_party else None,
        closing=closing_of(plan.signature) if is_party else None,
    )
    return Content(plan.system, f"{label}: {_title(plan)} – {plan.title}", (part,), sample)


def _title(plan: Plan) -> str:
    """Named for the resolution that the plan's title names, else for the plan."""
    resolution = re.search(r"Nghị quyết số \d\S*", plan.title, re.IGNORECASE)
    return f"DANH MỤC NHIỆM VỤ THỰC HIỆN {(resolution.group() if resolution else plan.kind).upper()}"


def task_rows(
    groups: Sequence[TaskGroup], tasks: Sequence[Task], unit_names: Mapping[str, str]
) -> tuple[Row | GroupRow, ...]:
    """Tasks that stand in no group come first, below no group row; a group without tasks is left out."""
    known = {group.id for group in groups}
    ordered = sorted(tasks, key=lambda task: task.position)
    rows: list[Row | GroupRow] = []
    number = 0
    shown_groups = 0
    for group in (None, *sorted(groups, key=lambda group: group.position)):
        members = [task for task in ordered if (task.group_id if task.group_id in known else None) == _id(group)]
        if group is not None and members:
            shown_groups += 1
            rows.append(GroupRow(roman(shown_groups), group.title))
        for task in members:
            number += 1
            rows.append(_row(number, task, unit_names))
    return tuple(rows)


def _id(group: TaskGroup | None) -> str | None:
    return group.id if group is not None else None


def _row(number: int, task: Task, unit_names: Mapping[str, str]) -> Row:
    deadline = task.deadline_words or (short_date(task.due_on) if task.due_on is not None else "")
    notes = [task.note] if task.note else []
    if not task.is_ours:
        notes.append("Không thuộc trách nhiệm của xã")
    return Row(
        (
            number,
            task.text,
            unit_names.get(task.lead_unit_id or "", ""),
            "; ".join(unit_names[unit_id] for unit_id in task.supporting_unit_ids if unit_id in unit_names),
            deadline,
            task.product,
            "; ".join(notes),
        )
    )

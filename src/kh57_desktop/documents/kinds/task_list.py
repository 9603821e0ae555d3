"""Phụ lục danh mục nhiệm vụ (document-format.md d3): landscape, groups as merged rows, numbers through the groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kh57_desktop.documents.content import Align, Cell, Column, Content, GroupRow, Row, Table
from kh57_desktop.documents.kinds.annex import plan_annex
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.parts import deadline_of, roman
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.totals import NO_GROUP


class RowNumbering(StrEnum):
    """TT of annex rows: all three are met in issued plans (document-format.md d3)."""

    THROUGH = "through"
    """1, 2, 3 … through all groups."""
    BY_GROUP = "by_group"
    """From 1 again in every group."""
    NESTED = "nested"
    """1.1, 1.2, 2.1 …"""


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


DENSE_FROM = 9
"""Columns from which the list is set in the smaller size."""


@dataclass(frozen=True, slots=True)
class ListLayout:
    """Other columns than the annex's, after TT; `cells`: of each task, by its id; `note`: a sentence below them."""

    columns: tuple[Column, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    note: str = ""


def task_list_content(
    plan: Plan,
    groups: Sequence[TaskGroup],
    tasks: Sequence[Task],
    units: Sequence[Unit],
    *,
    header_lines: Sequence[str],
    symbol: str,
    label: str = "Phụ lục",
    numbering: RowNumbering = RowNumbering.THROUGH,
    layout: ListLayout | None = None,
    sample: bool = False,
) -> Content:
    """The annex of `plan` by itself; `numbering`: how the rows of the groups are numbered, the office's habit."""
    names = {unit.id: unit.name for unit in units}
    rows = task_rows(groups, tasks, names, numbering=numbering, cells=layout.cells if layout else None)
    columns = (_COLUMNS[0], *layout.columns) if layout else _COLUMNS
    return plan_annex(
        plan,
        "DANH MỤC NHIỆM VỤ THỰC HIỆN",
        Table(fitted(columns, rows), rows, dense=len(columns) >= DENSE_FROM),
        note=layout.note if layout else "",
        header_lines=header_lines,
        symbol=symbol,
        label=label,
        sample=sample,
    )


def task_rows(
    groups: Sequence[TaskGroup],
    tasks: Sequence[Task],
    unit_names: Mapping[str, str],
    *,
    numbering: RowNumbering = RowNumbering.THROUGH,
    cells: Mapping[str, tuple[Cell, ...]] | None = None,
) -> tuple[Row | GroupRow, ...]:
    """Tasks in no group come last, or first where the plan begins with them; a group without tasks is left out."""
    known = {group.id for group in groups}
    ordered = sorted(tasks, key=lambda task: task.position)
    rows: list[Row | GroupRow] = []
    number = 0
    shown_groups = 0
    parts: list[TaskGroup | None] = [*sorted(groups, key=lambda group: group.position)]
    begins = bool(ordered) and ordered[0].group_id not in known
    parts.insert(0 if begins else len(parts), None)
    for group in parts:
        members = [task for task in ordered if (task.group_id if task.group_id in known else None) == _id(group)]
        if members and (group is not None or shown_groups):
            shown_groups += 1
            rows.append(GroupRow(roman(shown_groups), group.title if group is not None else NO_GROUP))
        for place, task in enumerate(members, 1):
            number += 1
            told = cells[task.id] if cells is not None else _cells(task, unit_names)
            rows.append(Row((_number(numbering, number, shown_groups, place), *told)))
    return tuple(rows)


def _number(numbering: RowNumbering, number: int, group: int, place: int) -> Cell:
    """Tasks of a plan without groups are numbered through in any case."""
    if numbering is RowNumbering.THROUGH or not group:
        return number
    return place if numbering is RowNumbering.BY_GROUP else f"{group}.{place}"


def _id(group: TaskGroup | None) -> str | None:
    return group.id if group is not None else None


def _cells(task: Task, unit_names: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        task.text,
        unit_names.get(task.lead_unit_id or "", ""),
        "; ".join(unit_names[unit_id] for unit_id in task.supporting_unit_ids if unit_id in unit_names),
        deadline_of(task),
        task.product,
        note_of(task),
    )


def note_of(task: Task) -> str:
    """What stands under "Ghi chú"."""
    notes = [task.note] if task.note else []
    if not task.is_ours:
        notes.append("Không thuộc trách nhiệm của xã")
    return "; ".join(notes)

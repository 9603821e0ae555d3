"""What a gesture on a range of the table means in tasks and fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from kh57_desktop.domain.tasks import Task
from kh57_desktop.services.task_table import TaskLine
from kh57_desktop.services.tasks import CellEdit
from kh57_desktop.ui.tables.clipboard import PastedRow
from kh57_desktop.ui.tables.sheet_view import Block
from kh57_desktop.ui.tasks.model import TaskTableModel


def tasks_in(model: TaskTableModel, rows: Sequence[int]) -> list[Task]:
    return [line.task for line in (model.line_at(row) for row in rows) if line is not None]


def cleared(model: TaskTableModel, block: Block) -> list[CellEdit]:
    """Every cell of the range that holds something and can be emptied; what a task must have stays."""
    found = []
    for row in block.rows:
        line = model.line_at(row)
        for place in block.places:
            field = model.field_at(place)
            if line is not None and field not in ("", "text", "percent") and _words(model, row, place):
                found.append(CellEdit(line.task, field, _emptied(field)))
    return found


def _emptied(field: str) -> str:
    return "0" if field == "priority" else ""


def filled(model: TaskTableModel, source: Block, rows: Sequence[int]) -> list[CellEdit]:
    """The cells of the source row in every other row."""
    found = []
    for row in rows:
        line = model.line_at(row)
        for place in source.places:
            field = model.field_at(place)
            if line is not None and field:
                words = _words(model, source.rows[0], place) or _emptied(field)
                if words != _words(model, row, place) and not (field == "percent" and not words):
                    found.append(CellEdit(line.task, field, words))
    return found


def pasted_over(
    model: TaskTableModel, rows: Sequence[PastedRow], block: Block, start: tuple[int, int], places: Sequence[int]
) -> list[CellEdit]:
    """Words written over cells from `start` on; a single cell goes into the whole range, as in Excel."""
    if len(rows) == 1 and len(rows[0].cells) == 1:
        words = rows[0].cells[0]
        return [
            CellEdit(line.task, model.field_at(place), words)
            for row in block.rows
            for place in block.places
            if (line := model.line_at(row)) is not None and model.field_at(place)
        ]
    found = []
    row = start[0]
    for pasted in rows:
        line = _next_line(model, row)
        if line is None:
            break
        row, task_line = line
        for place, words in zip(places, pasted.cells, strict=False):
            field = model.field_at(place)
            if field and not (field in ("text", "percent") and not words):
                found.append(CellEdit(task_line.task, field, words or _emptied(field)))
        row += 1
    return found


def _next_line(model: TaskTableModel, row: int) -> tuple[int, TaskLine] | None:
    """The first task from `row` on, group rows passed over."""
    while row < model.rowCount():
        line = model.line_at(row)
        if line is not None:
            return row, line
        row += 1
    return None


def _words(model: TaskTableModel, row: int, place: int) -> str:
    return str(model.index(row, place).data(Qt.ItemDataRole.EditRole) or "")


def place_for(model: TaskTableModel, at: int) -> tuple[str, Task | None]:
    """(group, task) before which something dropped at row `at` goes; None for the end of the group."""
    line = model.line_at(at) if at < model.rowCount() else None
    if line is not None:
        return model.key_at(at), line.task
    return model.key_at(max(0, at - 1)), None


def sibling_above(model: TaskTableModel, row: int) -> Task | None:
    """The task above a row that it can become a sub-task of: the nearest one of its own level."""
    line = model.line_at(row)
    if line is None:
        return None
    for above in range(row - 1, -1, -1):
        other = model.line_at(above)
        if other is None or other.depth < line.depth:
            return None
        if other.depth == line.depth:
            return other.task
    return None

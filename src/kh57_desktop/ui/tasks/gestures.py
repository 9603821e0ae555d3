"""What a gesture on a range of the table means in tasks and fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from kh57_desktop.domain.tasks import Task
from kh57_desktop.services.tasks import CellEdit
from kh57_desktop.ui.tables import cell_words
from kh57_desktop.ui.tables.cell_words import CellWords
from kh57_desktop.ui.tables.clipboard import PastedRow
from kh57_desktop.ui.tables.sheet_view import Block
from kh57_desktop.ui.tasks.model import TaskTableModel


def tasks_in(model: TaskTableModel, rows: Sequence[int]) -> list[Task]:
    return [line.task for line in (model.line_at(row) for row in rows) if line is not None]


def cleared(model: TaskTableModel, block: Block) -> list[CellEdit]:
    """Every cell of the range that holds something and can be emptied; what a task must have stays."""
    return _edits(model, (cell for cell in cell_words.cleared(model, block) if cell.field not in ("text", "percent")))


def _edits(model: TaskTableModel, cells: Iterable[CellWords]) -> list[CellEdit]:
    return [
        CellEdit(line.task, cell.field, cell.words or ("0" if cell.field == "priority" else ""))
        for cell in cells
        if (line := model.line_at(cell.row)) is not None
    ]


def filled(model: TaskTableModel, source: Block, rows: Sequence[int]) -> list[CellEdit]:
    """The cells of the source row in every other row."""
    cells = cell_words.filled(model, source, rows)
    return _edits(model, (cell for cell in cells if cell.words or cell.field != "percent"))


def pasted_over(
    model: TaskTableModel, rows: Sequence[PastedRow], block: Block, start: tuple[int, int], places: Sequence[int]
) -> list[CellEdit]:
    """Words written over cells from `start` on; a single cell goes into the whole range, as in Excel."""
    below = (row for row in range(start[0], model.rowCount()) if model.line_at(row) is not None)
    one_cell = len(rows) == 1 and len(rows[0].cells) == 1
    cells = cell_words.laid_over(model, rows, block, list(islice(below, len(rows))), places)
    return _edits(model, (cell for cell in cells if one_cell or cell.words or cell.field not in ("text", "percent")))


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

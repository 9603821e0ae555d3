"""Who is asked when ranges of a table are pasted, filled, cleared, moved or sorted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt

from kh57_desktop.ui.tables.clipboard import PastedRow
from kh57_desktop.ui.tables.sheet_view import Block, SheetView


class RangeListener(Protocol):
    """What each gesture means is the page's own."""

    def paste(self, rows: Sequence[PastedRow]) -> None: ...
    def fill(self, source: Block, rows: Sequence[int]) -> None: ...
    def type_over(self, block: Block, words: str) -> None: ...
    def clear(self, block: Block) -> None: ...
    def drop_rows(self, rows: Sequence[int], at: int) -> None: ...
    def nudge_rows(self, rows: Sequence[int], step: int) -> None: ...
    def indent_rows(self, rows: Sequence[int], step: int) -> None: ...
    def sort(self, place: int) -> None: ...
    def show_menu(self, place: QPoint) -> None: ...


def listen_to_ranges(table: SheetView, listener: RangeListener) -> None:
    table.pasted.connect(listener.paste)
    table.fill_asked.connect(listener.fill)
    table.typed_over.connect(listener.type_over)
    table.clear_asked.connect(listener.clear)
    table.rows_dropped.connect(listener.drop_rows)
    table.rows_nudged.connect(listener.nudge_rows)
    table.rows_indented.connect(listener.indent_rows)
    table.sort_asked.connect(listener.sort)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(listener.show_menu)

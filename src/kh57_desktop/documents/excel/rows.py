"""Rows of a long table written straight into the sheet's XML: XlsxWriter keeps an object a cell, twice the time.

Everything else of the sheet, its strings and its formats stay XlsxWriter's own.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kh57_desktop.documents.content import Cell
from kh57_desktop.documents.excel.cells import number_of

_COLUMNS = tuple(xl_col_to_name(place) for place in range(100))
"""More columns than any paper has."""


class TableSheet(Worksheet):
    """A worksheet with rows that are written already, each between rows written the usual way."""

    def __init__(self) -> None:
        super().__init__()
        self._ready: dict[int, str] = {}

    def put_row(self, row: int, cells: list[str], height: float) -> None:
        """`cells` from `text_cell`, `number_cell` and `blank_cell`; `height` in points."""
        number = row + 1
        shown = "".join(
            [f'<c r="{letter}{number}"{cell}' for letter, cell in zip(_COLUMNS[: len(cells)], cells, strict=True)]
        )
        self._ready[row] = f'<row r="{number}" ht="{height:.16g}" customHeight="1">{shown}</row>'
        self._check_dimensions(row, len(cells) - 1)

    def text_cell(self, text: str, look: Any) -> str:
        """The end of a cell's element; to be used once for each time that it is asked for."""
        return f' s="{look._get_xf_index()}" t="s"><v>{self._strings._get_shared_string_index(text)}</v></c>'

    def text_again(self) -> None:
        """A text's cell is put once more: the workbook says how many there are."""
        self._strings.count += 1

    @property
    def _strings(self) -> Any:
        """The workbook's table of texts, which every sheet of it shares."""
        return self.str_table

    @staticmethod
    def number_cell(cell: Cell, look: Any) -> str:
        return f' s="{look._get_xf_index()}"><v>{number_of(cell):.16g}</v></c>'

    @staticmethod
    def blank_cell(look: Any) -> str:
        return f' s="{look._get_xf_index()}"/>'

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        if not self._ready or first is None or last is None:
            super()._write_rows()
            return
        for is_ready, rows in groupby(range(first, last + 1), key=self._ready.__contains__):
            numbers = list(rows)
            if is_ready:
                self.fh.write("".join([self._ready[row] for row in numbers]))
            else:
                self.dim_rowmin, self.dim_rowmax = numbers[0], numbers[-1]
                super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = first, last

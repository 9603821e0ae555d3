"""Values into cells: a text never becomes a formula, a number or a link; numbers and days look as on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kh57_desktop.documents.content import Align, Cell
from kh57_desktop.documents.days import day_number

FONT = "Times New Roman"
MOST_LETTERS = 32_767
"""Excel's own limit for a cell; what is longer ends in `…`."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_EXACT_DIGITS = 15
"""Excel computes in binary with this many digits; a number with more is written as text, to stay exact."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days are written as text."""
_TOP = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is set. `form`: Excel's number format; `is_quoted`: stays text also when edited (leading `'`)."""

    size: float = 12
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    align: Align = Align.LEFT
    has_border: bool = False
    is_middle: bool = False
    form: str = ""
    is_quoted: bool = False


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[Look, Any] = {}

    def of(self, look: Look) -> Any:
        found = self._known.get(look)
        if found is None:
            properties: dict[str, Any] = {
                "font_name": FONT,
                "font_size": look.size,
                "bold": look.is_bold,
                "italic": look.is_italic,
                "underline": 1 if look.is_underlined else 0,
                "align": _TOP[look.align],
                "valign": "vcenter" if look.is_middle else "top",
                "text_wrap": not look.form,
                "border": 1 if look.has_border else 0,
                "quote_prefix": look.is_quoted,
            }
            if look.form:
                properties["num_format"] = look.form
            found = self._known[look] = self._book.add_format(properties)
        return found


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet takes `text` for a formula when it is edited or pasted."""
    return text.lstrip(" \u00a0\n").startswith(_FORMULA_STARTS)


def number_form(cell: Cell) -> str:
    """Excel's format for a number or a day; "" for text. Its separators are those of the computer, the office's own."""
    if isinstance(cell, str):
        return ""
    if isinstance(cell, date):
        # days below 10, months 1 and 2 padded, as papers have it; slashes that the computer's settings do not change
        return "" if cell < _FIRST_DAY else (r"dd\/mm\/yyyy" if cell.month <= 2 else r"dd\/m\/yyyy")
    if isinstance(cell, int):
        return "#,##0" if len(str(abs(cell))) <= _EXACT_DIGITS else ""
    digits, exponent = cell.as_tuple().digits, cell.as_tuple().exponent
    if not isinstance(exponent, int) or len(digits) + max(0, exponent) > _EXACT_DIGITS:
        return ""
    return "#,##0" if exponent >= 0 else f"#,##0.{'0' * -exponent}"


def number_of(cell: Cell) -> int | float:
    """As a workbook counts: days since the end of 1899."""
    if isinstance(cell, date):
        return day_number(cell)
    return cell if isinstance(cell, int) else float(cell)


def shortened(text: str) -> str:
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take it for markup of its own and write it as it is
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"

"""What a paper says, before any renderer: parts, blocks, head and closing; no fonts, no millimetres of a page.

Every renderer (PDF, Word, Excel) takes exactly these values, so nothing stands here that one of them cannot do.
All text is Vietnamese and NFC; blanks for hand-writing are empty strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.terms import System

SAMPLE_MARK = "DỮ LIỆU MẪU"
"""Stands on every page of a sample office's papers."""


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Level(StrEnum):
    """Headings inside the content (document-format.md a6)."""

    PART = "part"
    """`Phần I`, `Chương II` on a line of its own, its title in capitals on the next, both in the middle."""
    SECTION = "section"
    """`I. MỤC ĐÍCH, YÊU CẦU`"""
    ITEM = "item"
    """`1. Mục đích`"""
    SUB_ITEM = "sub_item"
    """`1.1. …`, `1.1.1. …`"""
    POINT = "point"
    """`a) …` that heads the paragraphs below it."""


class Role(StrEnum):
    """What a paragraph of running text is."""

    BODY = "body"
    BASIS = "basis"
    """Căn cứ: italic in government papers."""
    CAPTION = "caption"
    """A bold line in the middle that leads in what follows: `Bảng 1. …` above a table, `QUYẾT ĐỊNH:`."""
    NOTE = "note"
    """The line below a table."""
    DOTTED = "dotted"
    """A dotted line over the whole width, to write on; its text is empty."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


# --- head and closing ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sign:
    """Số, ký hiệu without the word "Số": `number` "05" or "" (a blank), `symbol` "/KH-UBND" or "-KH/ĐU"."""

    number: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Địa danh, thời gian; day, month and year as printed, each "" where it is written by hand."""

    place: str
    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def day_words(self) -> str:
        """`ngày 05 tháng 01 năm 2026`, with room left for what is written by hand."""
        blank = NO_BREAK * 5
        return f"ngày {self.day or blank} tháng {self.month or blank} năm {self.year or NO_BREAK * 8}"


@dataclass(frozen=True, slots=True)
class Head:
    """The two header cells. `upper_lines`: bodies above the issuer, regular; `issuer_lines`: the issuer, bold.

    `subject`: trích yếu of a công văn, `V/v …`, which stands under the number instead of a title.
    """

    upper_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    sign: Sign | None = None
    dateline: Dateline | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority`: lines with TM./KT. or T/M, K/T; `position` the office; "" for a name not known yet."""

    authority: tuple[str, ...]
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Signature, and Nơi nhận (`recipients` without dash and end mark, `filing` the last "Lưu …" line)."""

    signature: Signature
    recipients: tuple[str, ...] = ()
    filing: str = ""


# --- blocks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Title:
    """Tên loại (capitals), trích yếu, and the line that gives the period in brackets."""

    kind: str
    subject: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class AnnexTitle:
    """`Phụ lục II` / title in capitals / `(Kèm theo …)`; `label` and `attached_to` may be empty."""

    label: str
    title: str
    attached_to: str = ""


@dataclass(frozen=True, slots=True)
class Addressees:
    """Kính gửi: one name on the same line, several each on its own."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its own number (`marker` "I.", "1.", "1.1.", "a)"); kept with what follows."""

    level: Level
    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `marker` as printed ("-", "1.", "a)", "Điều 1.") or "". `keeps_next`: it leads in what follows.

    `is_marker_bold`: the marker of an article (điều), bold before regular text.
    """

    text: str
    marker: str = ""
    role: Role = Role.BODY
    keeps_next: bool = False
    is_marker_bold: bool = False


Cell = str | int | Decimal | date
"""A table cell. Numbers and days stay what they are for Excel; a Decimal prints the places that it has."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width`: millimetres wanted; a renderer scales all columns to the text width. `align`: of its cells."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A heading cell over several columns."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One merged cell across the table, `I` + title, kept with the row below it."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """`numbered`: a second heading row (1) (2) (3) …; `dense`: the smaller of the two legal sizes, for many columns.

    `ruled` False: two signatures side by side, heading and names set as those of a signature, no lines, one piece.
    """

    columns: tuple[Column | ColumnGroup, ...]
    rows: tuple[Row | GroupRow, ...]
    numbered: bool = False
    dense: bool = False
    ruled: bool = True

    def __post_init__(self) -> None:
        width = len(self.leaves)
        for row in self.rows:
            if isinstance(row, Row) and len(row.cells) != width:
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {width} columns")

    @property
    def leaves(self) -> tuple[Column, ...]:
        """The columns that hold cells, left to right."""
        leaves: list[Column] = []
        for column in self.columns:
            leaves.extend(column.columns if isinstance(column, ColumnGroup) else (column,))
        return tuple(leaves)


class Fill(StrEnum):
    """How a part of a bar is filled: each differs from the others also in grey."""

    DARK = "dark"
    DARK_HATCHED = "dark_hatched"
    LIGHT = "light"
    BLACK = "black"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Series:
    """What one part of every bar counts."""

    name: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Bar:
    """`values`: one per series, none negative."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Counts side by side: one bar a line, its parts from left to right in the order of `series`."""

    title: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.values) != len(self.series):
                raise ValueError(f"a bar of {len(bar.values)} parts in a chart of {len(self.series)}")


@dataclass(frozen=True, slots=True)
class ChartPoint:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class PathChart:
    """An indicator's values as a line, and dashed the path (lộ trình) to its milestones; either may be empty.

    `current`: the value being looked at on the screen; a doubtful one may stand at the edge of the scale.
    """

    title: str
    unit: str
    values: tuple[ChartPoint, ...]
    path: tuple[ChartPoint, ...] = ()
    current: ChartPoint | None = None
    is_current_doubtful: bool = False


Chart = StackedBars | PathChart
"""A picture of numbers; every number in it also stands in text or a table of the paper."""

Block = Title | AnnexTitle | Addressees | Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Part:
    """The paper itself or one annex: starts a page, numbers its pages from 1, has its own orientation."""

    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT
    head: Head | None = None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A whole paper. `title`: for the file's properties, not printed."""

    system: System
    title: str
    parts: tuple[Part, ...]
    is_sample: bool = False


def cell_text(cell: Cell) -> str:
    """The cell as papers print it: `1.234,5`, `05/9/2026`; always the Vietnamese form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return short_date(cell)
    return f"{cell:,}".translate(_VIETNAMESE_MARKS)


_VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def short_date(day: date) -> str:
    """`05/9/2026`: days below 10, months 1 and 2 padded (Nghị định 30/2020, Phụ lục I, mục II.4)."""
    return f"{day.day:02}/{padded_month(day.month)}/{day.year}"


def padded_month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)

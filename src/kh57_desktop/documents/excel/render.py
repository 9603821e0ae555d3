"""A content as a workbook: which text stands on which sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kh57_desktop.documents.content import (
    SAMPLE_MARK,
    Addressees,
    Align,
    AnnexTitle,
    Block,
    Chart,
    Content,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    PathChart,
    Role,
    StackedBars,
    Table,
    Title,
)
from kh57_desktop.documents.excel.cells import FONT, Look, Looks
from kh57_desktop.documents.excel.rows import TableSheet
from kh57_desktop.documents.excel.sheet import Sheet
from kh57_desktop.documents.excel.tables import column_widths, write_signatures, write_table
from kh57_desktop.documents.layouts import Layout, Page, layout_for

_A4 = 9
_CENTER = Look(size=13, align=Align.CENTER)
_BOLD = Look(size=13, is_bold=True, align=Align.CENTER)
_ITALIC = Look(size=13, is_italic=True, align=Align.CENTER)
_TEXT = Look(size=13)
_TEXT_SHARES = (0.4, 0.6)
_DOTS = 105
"""Of a line to write on, at the width of a sheet of running text."""
_SAME_DAY = datetime(2025, 1, 1, tzinfo=UTC)
"""Written as the day of creation: the same content gives the same bytes, whatever the clock says."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One sheet: `above` and `below` the table (None on a sheet of running text)."""

    name: str
    part: Part
    above: tuple[Block, ...]
    table: Table | None = None
    below: tuple[Block, ...] = ()
    chart: Chart | None = None
    """Drawn below its numbers, which are `table`."""
    has_head: bool = False
    has_closing: bool = False


def render_xlsx(content: Content, *, layout: Layout | None = None) -> bytes:
    """The paper as a workbook for Excel: every text of it once, each table on its own sheet.

    `layout`: the office's own within the legal ranges, for margins and header; else the system's.
    """
    import xlsxwriter

    layout = layout or layout_for(content.system)
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    issuers = [" ".join(part.head.issuer_lines) for part in content.parts if part.head is not None]
    book.set_properties(
        {"title": content.title, "author": issuers[0] if issuers else "", "created": _SAME_DAY.replace(tzinfo=None)}
    )
    looks = Looks(book)
    names = _Names()
    for part in content.parts:
        for page in _pages(part):
            _write(book, names.free(page.name), looks, page, layout, is_sample=content.is_sample)
    book.close()
    return buffer.getvalue()


def _pages(part: Part) -> Iterator[_Page]:
    """A sheet of running text where the part has any, then one per table or chart with the lines next to it."""
    tables = [
        place
        for place, block in enumerate(part.blocks)
        if isinstance(block, StackedBars | PathChart) or (isinstance(block, Table) and block.ruled)
    ]
    beside = {place: _beside(part.blocks, place) for place in tables}
    taken = {at for above, below in beside.values() for at in (*above, *below)} | set(tables)
    text = tuple(block for place, block in enumerate(part.blocks) if place not in taken)
    has_text = not tables or any(isinstance(block, Paragraph | Heading | Addressees) for block in text)
    if has_text:
        yield _Page(_text_name(text), part, text, has_head=True, has_closing=True)
    for place in tables:
        above, below = ([part.blocks[at] for at in side] for side in beside[place])
        is_first, is_last = place == tables[0], place == tables[-1]
        titles = tuple(block for block in text if not isinstance(block, Table)) if is_first and not has_text else ()
        signatures = [block for block in text if isinstance(block, Table)] if is_last and not has_text else []
        block = part.blocks[place]
        chart = block if isinstance(block, StackedBars | PathChart) else None
        table = _numbers_of(chart) if chart is not None else block
        assert isinstance(table, Table)
        yield _Page(
            _table_name([*titles, *above], "Bảng" if chart is None else "Biểu đồ"),
            part,
            (*titles, *above),
            table,
            (*below, *signatures),
            has_head=is_first and not has_text,
            has_closing=is_last and not has_text,
            chart=chart,
        )


def _numbers_of(chart: Chart) -> Table:
    from kh57_desktop.documents.excel.charts import numbers_of  # seldom: most workbooks have no chart

    return numbers_of(chart)


def _beside(blocks: tuple[Block, ...], table: int) -> tuple[list[int], list[int]]:
    """Places of the caption above and of the note below a table."""
    above = [table - 1] if table and _has_role(blocks[table - 1], Role.CAPTION) else []
    below = [table + 1] if table + 1 < len(blocks) and _has_role(blocks[table + 1], Role.NOTE) else []
    return above, below


def _has_role(block: Block, role: Role) -> bool:
    return isinstance(block, Paragraph) and block.role is role


# --- names --------------------------------------------------------------------------------------------------------


def _text_name(blocks: tuple[Block, ...]) -> str:
    for block in blocks:
        if isinstance(block, Title):
            return block.kind.capitalize()
        if isinstance(block, AnnexTitle) and block.label:
            return block.label
    return "Văn bản"


def _table_name(above: list[Block], usual: str) -> str:
    for block in reversed(above):
        if isinstance(block, Paragraph):
            return block.text.partition(".")[0]
        if isinstance(block, AnnexTitle) and block.label:
            return block.label
    return usual


class _Names:
    """Names of sheets: at most 31 letters, none of []:*?/\\, none twice."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def free(self, wanted: str) -> str:
        clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in wanted).strip(" '")[:25].strip() or "Bảng"
        name, number = clean, 1
        while name.lower() in self._used:
            number += 1
            name = f"{clean} ({number})"
        self._used.add(name.lower())
        return name


# --- sheets -------------------------------------------------------------------------------------------------------


def _write(book: Any, name: str, looks: Looks, page: _Page, layout: Layout, *, is_sample: bool) -> None:
    target = book.add_worksheet(name, worksheet_class=TableSheet)
    orientation = Orientation.PORTRAIT if page.table is None else Orientation.LANDSCAPE
    paper = layout.pages[orientation]
    _set_up(target, paper, is_sample=is_sample)
    if page.table is None:
        widths = tuple(paper.text_mm * share for share in _TEXT_SHARES)
    else:
        widths = column_widths(page.table, paper.text_mm)
    sheet = Sheet(target, looks, widths)
    if page.has_head and page.part.head is not None:
        sheet.head(page.part.head, layout)
    for block in page.above:
        _block(sheet, block)
    if page.table is not None:
        first = write_table(sheet, page.table)
        if page.chart is not None:
            from kh57_desktop.documents.excel.charts import insert_chart

            insert_chart(book, target, page.chart, first=first, below=sheet.row + 1)
    for block in page.below:
        _block(sheet, block)
    if page.has_closing and page.part.closing is not None:
        sheet.closing(page.part.closing, layout)


def _set_up(target: Any, paper: Page, *, is_sample: bool) -> None:
    """A4, as wide as the paper; page number in the top margin, the mark of a sample office beside it."""
    if paper.width_mm > paper.height_mm:
        target.set_landscape()
    target.set_paper(_A4)
    target.fit_to_pages(1, 0)
    left, right, top, bottom = (
        length / 25.4 for length in (paper.left_mm, paper.right_mm, paper.top_mm, paper.bottom_mm)
    )
    target.set_margins(left, right, top, bottom)
    font = f'&"{FONT},Regular"'
    mark = f"&L{font}&10{SAMPLE_MARK}" if is_sample else ""
    target.set_header(f"{mark}&C{font}&14&P", {"margin": 8 / 25.4})
    target.hide_gridlines(2 if paper.width_mm < paper.height_mm else 1)


def _block(sheet: Sheet, block: Block) -> None:
    match block:
        case Title():
            sheet.line(block.kind, _BOLD)
            sheet.line(block.subject, _BOLD)
            if block.span:
                sheet.line(block.span, _ITALIC)
            sheet.skip()
        case AnnexTitle():
            if block.label:
                sheet.line(block.label, _BOLD)
            sheet.line(block.title, _BOLD)
            if block.attached_to:
                sheet.line(block.attached_to, _ITALIC)
            sheet.skip()
        case Addressees():
            sheet.line(f"Kính gửi: {'; '.join(block.names)}", _CENTER)
            sheet.skip()
        case Heading():
            sheet.line(f"{block.marker} {block.text}".strip(), Look(size=13, is_bold=block.level is not Level.POINT))
        case Paragraph():
            if block.role is Role.DOTTED:
                sheet.line("." * _DOTS, _TEXT)
                return
            look = {Role.CAPTION: _BOLD, Role.NOTE: Look(size=12, is_italic=True)}.get(block.role, _TEXT)
            sheet.line(f"{block.marker} {block.text}".strip(), look)
        case Table():
            write_signatures(sheet, block)

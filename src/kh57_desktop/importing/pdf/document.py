"""A text PDF to lines and tables in reading order; a scanned one is recognised at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Line, Source
from kh57_desktop.importing.errors import DocumentEmpty, DocumentMissing, DocumentTooLarge
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.pdf.aligned import Aligned, aligned_tables, joined
from kh57_desktop.importing.pdf.engine import PdfiumError, library, pdfium
from kh57_desktop.importing.pdf.errors import PdfDamaged, PdfLocked, PdfPicture, PdfUnreadableLetters
from kh57_desktop.importing.pdf.flow import Placed, Spacing, is_after_blank, paragraphs_of, spacing_of, usual_indent
from kh57_desktop.importing.pdf.furniture import Page, without_furniture
from kh57_desktop.importing.pdf.grids import Grid, grids_of
from kh57_desktop.importing.pdf.letters import frame_of, letters_of
from kh57_desktop.importing.pdf.rulings import drawings_of
from kh57_desktop.importing.pdf.side_by_side import SideBySide, block_texts, find_blocks
from kh57_desktop.importing.pdf.tables import is_continuation, table_of
from kh57_desktop.importing.pdf.text_lines import TextLine, text_lines
from kh57_desktop.importing.pdf.unpacked import STREAM_BYTES, is_bomb
from kh57_desktop.progress import SILENT, Progress

FILE_BYTES = 100_000_000
PAGES = 500
"""Limit of reliability.md section 4; a province's plan with all annexes has 120."""
_FEW_LETTERS = 20
_PICTURE = 0.5
"""Share of a page that pictures cover when it is a scan."""
_FIRST_LOOK = 3
"""Pages after which a file of nothing but pictures is known for a scan."""
_UNREAD = 0.3
_ENOUGH_LINES = 15
_JUSTIFIED = 0.2


def sources_of(path: Path, *, progress: Progress = SILENT) -> tuple[Source, ...]:
    """Lines and tables of the PDF at `path`, in reading order.

    Raises PdfLocked, PdfDamaged, PdfPicture, PdfUnreadableLetters, DocumentTooLarge, DocumentEmpty, DocumentMissing.
    """
    pages = without_furniture(_pages(path, progress))
    return tuple(_sources(pages))


def _pages(path: Path, progress: Progress) -> list[Page]:
    document = _opened(path)
    try:
        count = len(document)
        if count == 0:
            raise PdfDamaged(name=path.name)
        if count > PAGES:
            raise DocumentTooLarge(name=path.name, limit=_("more than {count} pages").format(count=PAGES))
        return _read(document, count, path.name, progress)
    finally:
        document.close()


def _opened(path: Path) -> Any:
    name = path.name
    try:
        if path.stat().st_size > FILE_BYTES:
            limit = _("more than {size} MB").format(size=FILE_BYTES // 1_000_000)
            raise DocumentTooLarge(name=name, limit=limit)
        data = path.read_bytes()
    except OSError as cause:
        raise DocumentMissing(name=name) from cause
    if is_bomb(data):
        raise DocumentTooLarge(
            name=name, limit=_("more than {size} MB when unpacked").format(size=STREAM_BYTES // 1_000_000)
        )
    try:
        return library.PdfDocument(data)
    except PdfiumError as cause:
        locked = getattr(cause, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise (PdfLocked if locked else PdfDamaged)(name=name) from cause


def _read(document: Any, count: int, name: str, progress: Progress) -> list[Page]:
    """Every page, one open at a time; a scan is refused after its first pages."""
    pages: list[Page] = []
    letters = unread = 0
    for at in range(count):
        progress.step(at, count, _("Reading page {page} of {count}").format(page=at + 1, count=count))
        deadline.check()
        page, read, without_meaning = _page(document, at, name)
        pages.append(page)
        letters, unread = letters + read, unread + without_meaning
        if at + 1 == _FIRST_LOOK and all(one.is_picture for one in pages):
            raise PdfPicture(name=name)
    pictures = sum(page.is_picture for page in pages)
    if pictures and pictures >= len(pages) / 2:
        raise PdfPicture(name=name)
    if unread > _UNREAD * (letters + unread):
        raise PdfUnreadableLetters(name=name)
    if not letters:
        raise DocumentEmpty(name=name)
    return pages


def _page(document: Any, at: int, name: str) -> tuple[Page, int, int]:
    """The page, the letters read and those without a meaning."""
    try:
        page = document[at]
    except PdfiumError as cause:
        raise PdfDamaged(name=name) from cause
    try:
        text_page = page.get_textpage()
        try:
            letters, frame, unread = letters_of(text_page.raw, frame_of(page.raw))
        finally:
            text_page.close()
        drawings = drawings_of(page.raw, frame)
    except PdfiumError as cause:
        raise PdfDamaged(name=name) from cause
    finally:
        page.close()
    count = sum(not letter.text.isspace() for letter in letters)
    grids, outside = grids_of(drawings, letters)
    is_picture = count < _FEW_LETTERS and drawings.picture_share > _PICTURE
    lines = tuple(text_lines(outside))
    rules = () if grids else drawings.level
    return Page(frame.width, frame.height, lines, tuple(grids), rules, is_picture), count, unread


Item = Placed | Grid | SideBySide | Aligned


def _sources(pages: Sequence[Page]) -> Iterator[Source]:
    """Walks the pages; a paragraph or table that a page's end cuts goes on with the next page."""
    by_page: list[list[Item]] = []
    for number, page in enumerate(pages, start=1):
        last = by_page[-1][-1] if by_page and by_page[-1] else None
        above = last if isinstance(last, Aligned) else None
        by_page.append(_items(page, _margins(page, pages), number, above))
    deadline.check()
    items = [item for page_items in by_page for item in page_items]
    numbers = {id(item): number for number, page_items in enumerate(by_page, start=1) for item in page_items}
    spacing = spacing_of([item for item in items if isinstance(item, Placed)])
    place = 0
    for kind, run in groupby(items, key=type):
        for source in _of_kind(kind, list(run), spacing, numbers):
            place += 1
            yield replace(source, place=place)


def _of_kind(kind: type[Item], run: Sequence[Any], spacing: Spacing, numbers: Mapping[int, int]) -> Iterator[Source]:
    """`numbers`: the page of each item, by its identity."""
    if kind is Placed:
        indent = usual_indent(run)
        above: Placed | None = None
        for paragraph in paragraphs_of(run, spacing):
            after_blank = above is not None and is_after_blank(above, paragraph[0], spacing.pitch)
            above = paragraph[-1]
            line = _line([one.line for one in paragraph], is_centred=_is_centred(paragraph, indent))
            yield replace(line, after_blank=after_blank, page=paragraph[0].page)
    elif kind is SideBySide:
        for block in run:
            for lines in (*block_texts(block.left), *block_texts(block.right)):
                yield replace(_line(lines, is_centred=False, in_cell=True), page=numbers[id(block)])
    elif kind is Grid:
        parts: list[Grid] = []
        for grid in run:
            if parts and not is_continuation(parts[-1], grid):
                yield replace(table_of(parts, 0), page=numbers[id(parts[0])])
                parts = []
            parts.append(grid)
        yield replace(table_of(parts, 0), page=numbers[id(parts[0])])
    else:
        tables: list[list[Aligned]] = []
        for table in run:
            if table.continues and tables:
                tables[-1].append(table)
            else:
                tables.append([table])
        for pieces in tables:
            yield replace(joined(pieces), page=numbers[id(pieces[0])])


def _is_centred(paragraph: Sequence[Placed], indent: float) -> bool:
    """Whether a paragraph is set in the middle; a short plain one that begins at the usual indent only looks so."""
    first = paragraph[0]
    marker = read_marker(first.line.text)
    by_chance = not first.line.is_bold and (abs(first.indent - indent) <= 2 or marker is not None)
    return all(one.is_centred for one in paragraph) and not by_chance


def _line(lines: Sequence[TextLine], *, is_centred: bool, in_cell: bool = False) -> Line:
    text = " ".join(line.text for line in lines)
    return Line(text, is_bold=all(line.is_bold for line in lines), is_centred=is_centred, in_cell=in_cell)


def _items(page: Page, margins: tuple[float, float], number: int, above: Aligned | None) -> list[Item]:
    """What stands on a page, from top to bottom; `above` is the table that the page before ends with."""
    tables, rest = aligned_tables(page.lines, above)
    blocks, lines = find_blocks(rest, margins)
    placed: list[tuple[float, Item]] = [(grid.top, grid) for grid in page.grids]
    placed.extend((table.top, table) for table in tables)
    placed.extend((block.top, block) for block in blocks)
    placed.extend((line.base, Placed(line, *margins, number)) for line in _whole(lines))
    return [item for _top, item in sorted(placed, key=lambda one: one[0])]


def _whole(lines: Sequence[TextLine]) -> list[TextLine]:
    """Pieces of one row that belong to no block are one line again."""
    whole: list[TextLine] = []
    for line in sorted(lines, key=lambda one: (one.base, one.left)):
        if whole and abs(whole[-1].base - line.base) <= 1 and line.left >= whole[-1].right:
            whole[-1] = TextLine((*whole[-1].words, *line.words))
        else:
            whole.append(line)
    return whole


def _margins(page: Page, pages: Sequence[Page]) -> tuple[float, float]:
    """Left and right edge of the text: those that lines keep to, of the page itself where it has enough of them."""
    lines = page.lines
    if len(lines) < _ENOUGH_LINES and page.grids:
        return min(grid.across[0] for grid in page.grids), max(grid.across[-1] for grid in page.grids)
    if len(lines) < _ENOUGH_LINES:
        lines = tuple(line for one in pages if abs(one.width - page.width) < 2 for line in one.lines)
    if not lines:
        return 0.0, page.width
    lefts = Counter(round(line.left) for line in lines)
    few = max(2, len(lines) // 40)
    left = min((edge for edge in lefts if _near(lefts, edge) >= few), default=min(lefts))
    return float(left), _right_edge([line.right for line in lines])


def _right_edge(rights: Sequence[float]) -> float:
    """The edge that justified lines keep to; of a ragged text the widest line's end."""
    edges = Counter(map(round, rights))
    usual = max(edges, key=lambda edge: (_near(edges, edge), edge))
    beyond = sum(right > usual + 2 for right in rights)
    justified = _near(edges, usual) >= _JUSTIFIED * len(rights) and beyond <= 0.05 * len(rights)
    return float(usual) if justified else max(rights)


def _near(edges: Counter[int], edge: int) -> int:
    return edges[edge - 1] + edges[edge] + edges[edge + 1]

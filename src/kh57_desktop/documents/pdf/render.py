"""A content and its layout as PDF: blocks to atoms, atoms to pages, pages to a canvas."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.documents.content import (
    SAMPLE_MARK,
    Addressees,
    AnnexTitle,
    Block,
    Content,
    Heading,
    Paragraph,
    Part,
    PathChart,
    Role,
    StackedBars,
    Table,
    Title,
)
from kh57_desktop.documents.layouts import MM, Layout, layout_for
from kh57_desktop.documents.layouts import Page as Paper
from kh57_desktop.documents.pdf.archive import make_archival
from kh57_desktop.documents.pdf.atoms import Atom, Figure, Rule, Text, Upright
from kh57_desktop.documents.pdf.closing import closing_atoms
from kh57_desktop.documents.pdf.fonts import font_name, meter
from kh57_desktop.documents.pdf.head import head_atom
from kh57_desktop.documents.pdf.pages import Page, kept_with, paginate
from kh57_desktop.documents.pdf.paragraphs import (
    addressees_atoms,
    annex_title_atoms,
    heading_atoms,
    paragraph_atoms,
    title_atoms,
)
from kh57_desktop.documents.pdf.tables import table_atoms
from kh57_desktop.progress import SILENT, Progress

PRODUCER = "KH57"

Running = Title | AnnexTitle | Addressees | Heading | Paragraph
"""Blocks other than tables and charts."""


def render_pdf(
    content: Content,
    *,
    info: Mapping[str, str] | None = None,
    layout: Layout | None = None,
    progress: Progress = SILENT,
    stamp: Sequence[str] = (),
) -> bytes:
    """The paper as a PDF: the same content gives the same bytes, all fonts embedded with their Unicode.

    `info`: further keys of the document information (the package layer's `BCDataSHA256`). `layout`: the office's
    own within the legal ranges, else the system's. `stamp`: lines at the top right corner of the first page, of an
    annex that is a file of its own (box 14).
    """
    layout = layout or layout_for(content.system)
    set_parts = [(layout.pages[part.orientation], part_pages(part, layout)) for part in content.parts]
    total = sum(len(pages) for _paper, pages in set_parts)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, content, layout, info or {})
    done = 0
    for paper, pages in set_parts:
        for number, page in enumerate(pages, 1):
            progress.step(done, total, "")
            if done == 0:
                _paint_stamp(canvas, stamp, paper, layout)
            _paint(canvas, page, paper, layout, number, is_sample=content.is_sample)
            done += 1
    canvas.save()
    return buffer.getvalue()


def part_pages(part: Part, layout: Layout) -> list[Page]:
    """The pages of the paper or of one annex."""
    paper = layout.pages[part.orientation]
    width = paper.text_mm * MM
    height = (paper.height_mm - paper.top_mm - paper.bottom_mm) * MM
    atoms = [head_atom(part.head, layout, width)] if part.head is not None else []
    closing = closing_atoms(part.closing, layout, width, height) if part.closing is not None else []
    followers = [*part.blocks[1:], None]
    for block, follower in zip(part.blocks, followers, strict=True):
        if isinstance(block, StackedBars | PathChart):
            from kh57_desktop.documents.pdf.figures import chart_atoms

            atoms.extend(chart_atoms(block, layout, width))
        elif not isinstance(block, Table):
            atoms.extend(_block_atoms(block, layout, width))
        elif block.ruled:
            signatures = closing if follower is None else _signatures(follower, layout, width, height)
            below = signatures[0].height + signatures[0].before if signatures else 0.0
            atoms.extend(table_atoms(block, layout, width, height, below=below))
            if isinstance(follower, Paragraph) and follower.role is Role.NOTE:
                atoms[-1] = replace(atoms[-1], keeps_next=True)
        else:
            atoms = kept_with(atoms, _signatures(block, layout, width, height))
    return paginate(kept_with(atoms, closing) if closing else atoms, height)


def _signatures(block: Block, layout: Layout, width: float, height: float) -> list[Atom]:
    """Two signatures side by side, where the block is such a table."""
    return table_atoms(block, layout, width, height) if isinstance(block, Table) and not block.ruled else []


def _block_atoms(block: Running, layout: Layout, width: float) -> list[Atom]:
    match block:
        case Paragraph():
            return paragraph_atoms(block, layout, width)
        case Heading():
            return heading_atoms(block, layout, width)
        case Title():
            return title_atoms(block, layout, width)
        case AnnexTitle():
            return annex_title_atoms(block, layout, width)
        case Addressees():
            return addressees_atoms(block, layout, width)


# --- canvas -------------------------------------------------------------------------------------------------------


def _canvas(buffer: io.BytesIO, content: Content, layout: Layout, info: Mapping[str, str]) -> Any:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.__dict__["useA85"] = 0  # plain compressed streams are 12-15 % smaller than reportlab's ASCII ones
    first = layout.body
    canvas = Canvas(
        buffer,
        pageCompression=1,
        invariant=1,  # no clock and no random identifier: the same content gives the same bytes
        initialFontName=font_name(first.face),  # reportlab's own default names an unembedded Helvetica
        initialFontSize=first.size,
        lang="vi",
        pdfVersion=(1, 7),
    )
    canvas.setTitle(content.title)
    issuers = [" ".join(part.head.issuer_lines) for part in content.parts if part.head is not None]
    canvas.setAuthor(issuers[0] if issuers else "")
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas._doc.info = _info_with(canvas._doc.info, info)
    make_archival(canvas)
    return canvas


def _info_with(standard: Any, more: Mapping[str, str]) -> Any:
    """The information dictionary with further keys, which reportlab's own class does not know."""
    from reportlab.pdfbase.pdfdoc import PDFDate, PDFDictionary, PDFInfo, PDFString

    class Info(PDFInfo):
        def format(self, document: Any) -> Any:
            entries = {
                "Title": PDFString(self.title),
                "Author": PDFString(self.author),
                "Creator": PDFString(self.creator),
                "Producer": PDFString(self.producer),
                "CreationDate": PDFDate(ts=document._timeStamp),
                "ModDate": PDFDate(ts=document._timeStamp),
            }
            entries.update((key, PDFString(value)) for key, value in more.items())
            return PDFDictionary(entries).format(document)

    extended: Any = Info()  # type: ignore[no-untyped-call]
    extended.__dict__.update(standard.__dict__)
    return extended


def _paint(canvas: Any, page: Page, paper: Paper, layout: Layout, number: int, *, is_sample: bool) -> None:
    canvas.setPageSize((paper.width_mm * MM, paper.height_mm * MM))
    canvas.setLineWidth(layout.line_width)
    left, top = paper.left_mm * MM, (paper.height_mm - paper.top_mm) * MM
    _paint_margin(canvas, paper, layout, number, is_sample=is_sample)
    text = canvas.beginText()
    lines: list[tuple[float, float, float, float]] = []
    figures: list[tuple[Figure, float]] = []
    face: tuple[str, float] | None = None
    for offset, atom in page.atoms:
        level = top - offset
        for mark in atom.marks:
            if isinstance(mark, Text):
                if face != (mark.face, mark.size):
                    text.setFont(font_name(mark.face), mark.size)
                    face = (mark.face, mark.size)
                text.setTextOrigin(left + mark.x, level - mark.y)
                text.setWordSpace(mark.spread)
                _put(text, mark.text)
            elif isinstance(mark, Rule):
                lines.append((left + mark.x, level - mark.y, left + mark.x_end, level - mark.y))
            elif isinstance(mark, Upright):
                lines.append((left + mark.x, level - mark.y, left + mark.x, level - mark.y_end))
            else:
                figures.append((mark, level))
    lines.extend(_row_lines(page, left, top))
    canvas.drawText(text)
    if lines:
        canvas.lines(lines)
    for figure, level in figures:
        from kh57_desktop.documents.pdf.figures import paint

        paint(canvas, figure.drawing, left + figure.x, level - figure.y)
    canvas.showPage()


def _put(text: Any, words: str) -> None:
    """A hyphen at the end of a line keeps its place in the text that readers take out (`-----`, `chính trị-`).

    Poppler takes it for a hyphenated word's and joins the next line's first word to it; said to be followed by a
    space, it stays what it is.
    """
    if not words.endswith("-"):
        text.textOut(words)
        return
    text.textOut(words[:-1])
    text._code.append("/Span <</ActualText <FEFF002D0020>>> BDC")
    text.textOut("-")
    text._code.append("EMC")


def _row_lines(page: Page, left: float, top: float) -> list[tuple[float, float, float, float]]:
    """Lines of table rows: one below each row; uprights drawn once through neighbouring rows that share them."""
    lines = []
    run: tuple[tuple[float, ...], float, float] | None = None
    for offset, atom in page.atoms:
        if not atom.verticals:
            continue
        upper, lower = top - offset, top - offset - atom.height
        lines.append((left + atom.verticals[0], lower, left + atom.verticals[-1], lower))
        if run is not None and run[0] == atom.verticals and abs(run[2] - upper) < 0.01:
            run = (run[0], run[1], lower)
        else:
            lines.extend(_uprights(run, left))
            run = (atom.verticals, upper, lower)
    lines.extend(_uprights(run, left))
    return lines


def _uprights(
    run: tuple[tuple[float, ...], float, float] | None, left: float
) -> list[tuple[float, float, float, float]]:
    if run is None:
        return []
    edges, upper, lower = run
    return [(left + x, upper, left + x, lower) for x in edges]


def _paint_margin(canvas: Any, paper: Paper, layout: Layout, number: int, *, is_sample: bool) -> None:
    """Page number (not on the first page of a part) and a sample office's mark, both in the top margin."""
    style = layout.page_number
    level = (paper.height_mm - layout.page_number_baseline_mm) * MM
    if number > 1:
        canvas.setFont(font_name(style.face), style.size)
        width = meter(style.face, style.size)(str(number))
        middle = (paper.left_mm + paper.text_mm / 2) * MM
        canvas.drawString(middle - width / 2, level, str(number))
    if is_sample:
        mark = layout.sample_mark
        canvas.setFont(font_name(mark.face), mark.size)
        canvas.drawString(paper.left_mm * MM, level, SAMPLE_MARK)


def _paint_stamp(canvas: Any, lines: Sequence[str], paper: Paper, layout: Layout) -> None:
    """In the corner, 10 upright (Nghị định 30/2020, Phụ lục I, II.8); its last line on the page number's level."""
    style = layout.sample_mark
    right = (paper.width_mm - paper.right_mm) * MM
    level = (paper.height_mm - layout.page_number_baseline_mm) * MM + style.leading * (len(lines) - 1)
    for line in lines:
        canvas.setFont(font_name(style.face), style.size)
        canvas.drawRightString(right, level, line)
        level -= style.leading

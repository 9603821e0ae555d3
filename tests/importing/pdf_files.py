"""PDFs made for tests: plans set as offices set them (head side by side, indented justified text, ruled annexes)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text

from kh57_desktop.importing.blocks import Paragraph
from kh57_desktop.importing.paragraphs import rebuild
from kh57_desktop.importing.plain_text import lines_of

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_GAP = 8 * " "
"""A gap between two blocks; a shorter one is a blank to write in ("ngày     tháng 4")."""
REGULAR, BOLD = "Test-Serif", "Test-Serif-Bold"


def register_fonts() -> None:
    registerFont(TTFont(REGULAR, str(FONTS / "LiberationSerif-Regular.ttf")))
    registerFont(TTFont(BOLD, str(FONTS / "LiberationSerif-Bold.ttf")))


def body(*, indent: float = 28.0, size: float = 14.0, leading: float = 17.5, align: int = TA_JUSTIFY) -> ParagraphStyle:
    return ParagraphStyle(
        "body", fontName=REGULAR, fontSize=size, leading=leading, alignment=align, firstLineIndent=indent, spaceAfter=6
    )


def centred(*, size: float = 14.0, bold: bool = True) -> ParagraphStyle:
    return ParagraphStyle(
        "centred", fontName=BOLD if bold else REGULAR, fontSize=size, leading=1.2 * size, alignment=TA_CENTER
    )


def cell(*, size: float = 11.0, bold: bool = False, align: int = TA_LEFT) -> ParagraphStyle:
    return ParagraphStyle(
        "cell", fontName=BOLD if bold else REGULAR, fontSize=size, leading=1.15 * size, alignment=align
    )


def paragraphs(text: str, style: ParagraphStyle) -> list[Flowable]:
    """A plan's text as one flowable for each paragraph; lines with two blocks side by side become a table."""
    flowables: list[Flowable] = []
    for block in rebuild(lines_of(text)):
        assert isinstance(block, Paragraph)
        sides = [line.columns for line in block.lines if len(line.columns) > 1 and _GAP in line.raw]
        if sides:
            flowables.append(side_by_side([columns[0][1] for columns in sides], [columns[-1][1] for columns in sides]))
        else:
            flowables.append(Text(escape(block.text), style))
    return flowables


def side_by_side(left: Sequence[str], right: Sequence[str]) -> Table:
    """Two blocks without rules; a left block of dashed entries keeps to the left edge."""
    is_list = any(text.startswith("-") for text in left)
    sides = [
        [Text(escape(text), cell(size=11 if is_list else 13, bold=not is_list, align=TA_LEFT if is_list else TA_CENTER))
         for text in left],
        [Text(escape(text), cell(size=13, bold=True, align=TA_CENTER)) for text in right],
    ]  # fmt: skip
    return Table([sides], colWidths=[70 * mm, 95 * mm], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))


def ruled(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = 11.0, ruled: bool = True, heading: int = 1
) -> Table:
    """A table with repeated heading rows; a row of one text is a group, merged over all columns."""
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    data: list[list[Any]] = []
    for at, row in enumerate(rows):
        is_group = sum(bool(text) for text in row) == 1 and bool(row[0])
        if is_group:
            style.append(("SPAN", (0, at), (-1, at)))
        bold = at < heading or is_group
        data.append([Text(escape(text), cell(size=size, bold=bold)) if text else "" for text in row])
    return Table(data, colWidths=list(widths), style=TableStyle(style), repeatRows=heading)


def built(
    path: Path,
    flowables: Sequence[Flowable],
    *,
    annex: Sequence[Flowable] = (),
    running: str = "",
    numbers: bool = True,
) -> Path:
    """The PDF: portrait text, a landscape annex, page numbers on top from the second page, a running foot."""
    register_fonts()

    def furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
        width, height = canvas._pagesize
        canvas.setFont(REGULAR, 14)
        if numbers and canvas.getPageNumber() > 1:
            canvas.drawCentredString(width / 2, height - 13 * mm, str(canvas.getPageNumber()))
        if running:
            canvas.setFont(REGULAR, 9)
            canvas.drawString(30 * mm, 9 * mm, f"{running} - trang {canvas.getPageNumber()}")

    wide = landscape(A4)
    template = BaseDocTemplate(str(path), pagesize=A4)
    template.addPageTemplates(
        [
            PageTemplate("text", [_frame(A4, 30)], onPage=furniture, pagesize=A4),
            PageTemplate("annex", [_frame(wide, 20)], onPage=furniture, pagesize=wide),
        ]
    )
    story = list(flowables)
    if annex:
        story += [NextPageTemplate("annex"), PageBreak(), *annex]
    template.build(story)
    return path


def _frame(size: tuple[float, float], left: float) -> Frame:
    return Frame(
        left * mm, 20 * mm, size[0] - (left + 15) * mm, size[1] - 40 * mm, 0, 0, 0, 0, showBoundary=0
    )  # fmt: skip


def plan_pdf(text: str, path: Path, *, style: ParagraphStyle | None = None, **options: Any) -> Path:
    register_fonts()
    return built(path, paragraphs(text, style or body()), **options)


def scanned(path: Path, pages: int = 3) -> Path:
    """Pages that are nothing but a picture."""
    picture = BytesIO()
    Image.new("L", (620, 877), 240).save(picture, "PNG")
    canvas = Canvas(str(path), pagesize=A4)
    for _page in range(pages):
        canvas.drawImage(ImageReader(BytesIO(picture.getvalue())), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return path


def drawn(path: Path, draw: Any, *, pages: int = 1, size: tuple[float, float] = A4) -> Path:
    """Pages drawn by `draw(canvas, page)`."""
    register_fonts()
    canvas = Canvas(str(path), pagesize=size)
    for page in range(pages):
        canvas.setFont(REGULAR, 14)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return path


def space(points: float) -> Spacer:
    return Spacer(1, points)

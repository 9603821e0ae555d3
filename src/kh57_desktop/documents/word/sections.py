"""Sections: paper and margins of each part, its own page numbers from 1, the number hidden on its first page."""

from __future__ import annotations

from dataclasses import dataclass

from kh57_desktop.documents.content import SAMPLE_MARK, Orientation
from kh57_desktop.documents.layouts import MM, Layout
from kh57_desktop.documents.word.markup import DECLARATION, NAMESPACES, mm_twips, paragraph, run, twips
from kh57_desktop.documents.word.styles import size_markup

_ASCENT = 0.891
_FIRST = "rIdFirst"


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """A file of the package that holds a header; `id`: by which sections name it."""

    id: str
    name: str
    markup: str


def header_parts(layout: Layout, orientations: set[Orientation], *, is_sample: bool) -> list[HeaderPart]:
    """One for all first pages, and one for the others of each orientation in use."""
    parts = [HeaderPart(_FIRST, "header-first.xml", _header(_first_page(layout) if is_sample else paragraph("Header")))]
    for orientation in sorted(orientations):
        shown = _header(_other_pages(layout, orientation, is_sample=is_sample))
        parts.append(HeaderPart(_id(orientation), f"header-{orientation}.xml", shown))
    return parts


def section(layout: Layout, orientation: Orientation) -> str:
    """The `<w:sectPr>` of a part."""
    page = layout.pages[orientation]
    turned = ' w:orient="landscape"' if orientation is Orientation.LANDSCAPE else ""
    number = layout.page_number
    # the number's baseline is ruled, Word wants the distance of the header's upper edge
    header = layout.page_number_baseline_mm * MM - _ASCENT * number.size
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{_id(orientation)}"/>'
        f'<w:headerReference w:type="first" r:id="{_FIRST}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{mm_twips(page.width_mm)}" w:h="{mm_twips(page.height_mm)}"{turned}/>'
        f'<w:pgMar w:top="{mm_twips(page.top_mm)}" w:right="{mm_twips(page.right_mm)}" '
        f'w:bottom="{mm_twips(page.bottom_mm)}" w:left="{mm_twips(page.left_mm)}" '
        f'w:header="{twips(header)}" w:footer="{mm_twips(page.bottom_mm / 2)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


def _id(orientation: Orientation) -> str:
    return f"rId{orientation.capitalize()}"


def _header(shown: str) -> str:
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{shown}</w:hdr>"


def _first_page(layout: Layout) -> str:
    """Only the mark of a sample office, at the height of the page number."""
    drop = _ASCENT * (layout.page_number.size - layout.sample_mark.size)
    return paragraph("DauTrangMau", run(SAMPLE_MARK, size_markup(layout.sample_mark)), before=drop)


def _other_pages(layout: Layout, orientation: Orientation, *, is_sample: bool) -> str:
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:noProof/></w:rPr><w:t>2</w:t></w:r></w:fldSimple>'
    if not is_sample:
        return paragraph("Header", number)
    page = layout.pages[orientation]
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{mm_twips(page.text_mm / 2)}"/></w:tabs>'
    mark = run(f"{SAMPLE_MARK}\t", size_markup(layout.sample_mark))
    return paragraph("DauTrangMau", f"{mark}{number}", extra=tabs)

"""A content and its layout as a .docx: blocks to paragraphs and tables, parts to sections."""

from __future__ import annotations

from kh57_desktop.documents.content import (
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
from kh57_desktop.documents.layouts import BELOW_TABLE, MM, HeadSet, Layout, Style, layout_for
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.head_sizes import head_set
from kh57_desktop.documents.pdf.lines import dotted, filled
from kh57_desktop.documents.typography import glued, loosened
from kh57_desktop.documents.word.blocks import (
    BELOW_ADDRESSEES,
    addressees,
    annex_title,
    below_title,
    heading,
    heading_style,
    role_style,
    running_text,
    title,
)
from kh57_desktop.documents.word.charts import Pictures
from kh57_desktop.documents.word.closing import closing_block
from kh57_desktop.documents.word.head import head_table
from kh57_desktop.documents.word.markup import DECLARATION, NAMESPACES, paragraph
from kh57_desktop.documents.word.numbering import Numbering
from kh57_desktop.documents.word.package import packed
from kh57_desktop.documents.word.sections import header_parts, section
from kh57_desktop.documents.word.styles import above, styles_part
from kh57_desktop.documents.word.tables import signatures, table

Running = Title | AnnexTitle | Addressees | Heading | Paragraph
"""Blocks other than tables and charts."""


def render_docx(content: Content, *, layout: Layout | None = None) -> bytes:
    """The paper as a Word document: the same content gives the same bytes; no font embedded.

    `layout`: the office's own within the legal ranges, else the system's.
    """
    layout = layout or layout_for(content.system)
    styled = _styled_heads(content, layout)
    numbering = Numbering(layout.body.indent_mm)
    pictures = Pictures(layout)
    shown = [_part(part, layout, styled, numbering, pictures) for part in content.parts]
    last = len(shown) - 1
    body = []
    for place, (part, blocks) in enumerate(zip(content.parts, shown, strict=True)):
        end = section(layout, part.orientation)
        # a table may end neither a section nor the document: an empty line of one point does
        body += [blocks, paragraph("KetThucPhan", section="" if place == last else end), end if place == last else ""]
    issuers = [" ".join(part.head.issuer_lines) for part in content.parts if part.head is not None]
    return packed(
        document=f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        styles=styles_part(layout, styled),
        numbering=numbering.part(),
        headers=header_parts(layout, {part.orientation for part in content.parts}, is_sample=content.is_sample),
        pictures=pictures.made,
        title=content.title,
        author=issuers[0] if issuers else "",
    )


def _width(part: Part, layout: Layout) -> float:
    return layout.pages[part.orientation].text_mm * MM


def _styled_heads(content: Content, layout: Layout) -> HeadSet:
    """The header's sizes that the styles carry: those of the first part with a header."""
    for part in content.parts:
        if part.head is not None:
            return head_set(part.head, layout, _width(part, layout))
    return layout.head_sets[0]


def _part(part: Part, layout: Layout, styled: HeadSet, numbering: Numbering, pictures: Pictures) -> str:
    page = layout.pages[part.orientation]
    width, height = page.text_mm * MM, (page.height_mm - page.top_mm - page.bottom_mm) * MM
    shown = [head_table(part.head, layout, styled, width)] if part.head is not None else []
    kept = _kept_with_signatures(part, layout, width)
    is_below_table = bool(shown)
    room_above = 0.0
    for place, (block, numbers) in enumerate(zip(part.blocks, numbering.of(part.blocks), strict=True)):
        if isinstance(block, Table):
            if is_below_table:
                shown.append(_between_tables())
            if block.ruled:
                shown.append(table(block, layout, width, height, kept=_kept_rows(part.blocks, place, kept)))
            else:
                shown.append(signatures(block, layout, width))
            room_above = BELOW_TABLE
        elif isinstance(block, StackedBars | PathChart):
            shown.append(pictures.block(block, width, height))
            room_above = BELOW_TABLE
        else:
            before = _space_before(block, layout, room_above, is_below_table=is_below_table) if shown else 0.0
            shown.append(_block(block, layout, width, numbers, before, keeps_next=place in kept))
            room_above = _first_style_and_after(block, layout)[1]
        is_below_table = isinstance(block, Table)
    if part.closing is not None:
        if is_below_table:
            shown.append(_between_tables())
        shown.append(closing_block(part.closing, layout, width, height, above=BELOW_TABLE if is_below_table else 0))
    return "".join(shown)


def _kept_rows(blocks: tuple[Block, ...], place: int, kept_blocks: set[int]) -> int:
    """How many of a table's last rows stay with what follows: two lines above a signature, a row above its note."""
    if place in kept_blocks:
        return 2
    follower = blocks[place + 1] if place + 1 < len(blocks) else None
    return 1 if isinstance(follower, Paragraph) and follower.role is Role.NOTE else 0


def _between_tables() -> str:
    """Word makes one table of two that touch."""
    return paragraph("KetThucPhan", keeps_next=True)


def _block(
    block: Running,
    layout: Layout,
    width: float,
    numbers: str,
    before: float | None,
    *,
    keeps_next: bool,
) -> str:
    match block:
        case Paragraph():
            line = dotted(meter(layout.body.face, layout.body.size), width) if block.role is Role.DOTTED else ""
            return running_text(block, numbers, before, keeps_next=keeps_next, line=line)
        case Heading():
            return heading(block, numbers, before)
        case Title():
            return title(block, layout, width, before)
        case AnnexTitle():
            return annex_title(block, layout, width, before)
        case Addressees():
            return addressees(block, layout, width, before)


def _space_before(block: Running, layout: Layout, room_above: float, *, is_below_table: bool) -> float | None:
    """Points above a block, where its style's do not give `room_above` (of the block before) and its own together."""
    style = _first_style_and_after(block, layout)[0]
    wanted = room_above + style.before
    is_in_text = isinstance(block, Paragraph | Heading)
    styled = above(style, layout.body.after) if is_in_text else style.before
    shown = styled if is_below_table else max(styled, room_above)  # Word takes the larger of the two
    return None if abs(shown - wanted) < 0.01 else wanted


def _first_style_and_after(block: Running, layout: Layout) -> tuple[Style, float]:
    """The style of a block's first line, and the space below its last."""
    match block:
        case Paragraph():
            style = role_style(block.role, layout)
            return style, style.after
        case Heading():
            style = heading_style(block.level, layout)
            return style, style.after
        case Title():
            return layout.kind, below_title(layout)
        case AnnexTitle():
            return layout.annex_label, below_title(layout)
        case Addressees():
            return layout.addressees_label, BELOW_ADDRESSEES


def _kept_with_signatures(part: Part, layout: Layout, width: float) -> set[int]:
    """Places of the blocks from which a signature is not parted: the last, and one more where that is one line."""
    kept: set[int] = set()
    ends = [place for place, block in enumerate(part.blocks) if isinstance(block, Table) and not block.ruled]
    if part.closing is not None:
        ends.append(len(part.blocks))
    for end in ends:
        kept.add(end - 1)
        if end > 1 and isinstance(part.blocks[end - 1], Paragraph):
            kept.update([end - 2] if _line_count(part.blocks[end - 1], layout, width) == 1 else [])
    return kept


def _line_count(block: Block, layout: Layout, width: float) -> int:
    if not isinstance(block, Paragraph):
        return 1
    style = role_style(block.role, layout)
    text = f"{block.marker} {block.text}".strip()
    return len(filled(loosened(glued(text)), meter(style.face, style.size), width - style.indent_mm * MM))

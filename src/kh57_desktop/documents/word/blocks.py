"""Titles, headings, running text and Kính gửi as Word paragraphs."""

from __future__ import annotations

from kh57_desktop.documents.content import (
    Addressees,
    AnnexTitle,
    Heading,
    Level,
    Paragraph,
    Role,
    Title,
)
from kh57_desktop.documents.layouts import RULE_SHARE, TITLE_WIDTH, Face, Layout, Style
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import filled
from kh57_desktop.documents.typography import NO_BREAK, glued, glued_title, loosened
from kh57_desktop.documents.word.head import set_balanced
from kh57_desktop.documents.word.markup import paragraph, rule, run
from kh57_desktop.documents.word.styles import face_markup

HEADINGS = {
    Level.PART: "PhanChuong",
    Level.SECTION: "Heading1",
    Level.ITEM: "Heading2",
    Level.SUB_ITEM: "Heading3",
    Level.POINT: "Heading4",
}
ROLES = {Role.BODY: "NoiDung", Role.BASIS: "CanCu", Role.CAPTION: "TenBang", Role.NOTE: "GhiChuBang"}
ROLES[Role.DOTTED] = ROLES[Role.BODY]


BELOW_ADDRESSEES = 12.0


def below_title(layout: Layout) -> float:
    """Points between a title's mark and the text."""
    return 12.0 if layout.subject_mark else 14.0


def heading_style(level: Level, layout: Layout) -> Style:
    return {
        Level.PART: layout.caption,
        Level.SECTION: layout.section,
        Level.ITEM: layout.item,
        Level.SUB_ITEM: layout.sub_item,
        Level.POINT: layout.point,
    }[level]


def heading(block: Heading, numbering: str, before: float | None) -> str:
    return paragraph(HEADINGS[block.level], _numbered(block, numbering), numbering=numbering, before=before)


def running_text(
    block: Paragraph, numbering: str, before: float | None, *, keeps_next: bool = False, line: str = ""
) -> str:
    """`line`: the dots of a line to write on."""
    if block.role is Role.DOTTED:
        return paragraph(ROLES[block.role], run(line), before=before, extra='<w:ind w:firstLine="0"/>')
    return paragraph(
        ROLES[block.role],
        _numbered(block, numbering),
        numbering=numbering,
        before=before,
        keeps_next=keeps_next or block.keeps_next,
    )


def role_style(role: Role, layout: Layout) -> Style:
    others = {Role.BASIS: layout.basis, Role.CAPTION: layout.caption, Role.NOTE: layout.note}
    return others.get(role, layout.body)


def _numbered(block: Heading | Paragraph, numbering: str) -> str:
    """The text, with its marker where Word does not print it by itself."""
    if numbering or not block.marker:
        return run(_kept(block.text))
    if isinstance(block, Heading) and block.level is Level.PART:
        return run(f"{block.marker}\n{glued_title(block.text)}".strip())
    if isinstance(block, Paragraph) and block.is_marker_bold:
        return run(f"{block.marker.replace(' ', NO_BREAK)} ", face_markup(Face.BOLD)) + run(_kept(block.text))
    return run(_kept(f"{block.marker} {block.text}".strip()))


def _kept(text: str) -> str:
    """Word breaks line by line and would tear the one before a long phrase, so only short ones stay whole."""
    return loosened(glued(text))


def title(block: Title, layout: Layout, width: float, before: float | None) -> str:
    lines = [(block.kind, "TenLoai", layout.kind), (block.subject, "TrichYeu", layout.subject)]
    if block.span:
        lines.append((block.span, "ThoiGianSoLieu", layout.span))
    return _centred(lines, layout, width, before)


def annex_title(block: AnnexTitle, layout: Layout, width: float, before: float | None) -> str:
    lines = [(block.label, "NhanPhuLuc", layout.annex_label)] if block.label else []
    lines.append((block.title, "TenPhuLuc", layout.annex_title))
    if not block.label and before is None:
        before = layout.annex_label.before
    if block.attached_to:
        lines.append((block.attached_to, "KemTheo", layout.attached_to))
    return _centred(lines, layout, width, before)


def _centred(lines: list[tuple[str, str, Style]], layout: Layout, width: float, before: float | None) -> str:
    """The lines of a title and the mark below it; only the first takes `before`."""
    room = width * TITLE_WIDTH
    side = (width - room) / 2
    shown = []
    last = 0.0
    for place, (text, name, style) in enumerate(lines):
        kept = glued_title(text)
        line = set_balanced(kept, style, room)
        last = line.last
        above = before if place == 0 else None
        both = side + line.indent if line.indent else 0.0
        shown.append(paragraph(name, run(line.text), before=above, left=both, right=both))
    below = below_title(layout)
    if layout.subject_mark:
        shown.append(paragraph("DauTrichYeu", run(layout.subject_mark), after=below))
    else:
        shown.append(rule(RULE_SHARE * last, width, before=2.5, line=1, width=layout.line_width, after=below))
    return "".join(shown)


def addressees(block: Addressees, layout: Layout, width: float, before: float | None) -> str:
    """`Kính gửi: …`; of several, each line's dash stands under the colon (Nghị định 30/2020, Phụ lục I, II.9)."""
    label_style, style = layout.addressees_label, layout.addressees
    measure, label_measure = meter(style.face, style.size), meter(label_style.face, label_style.size)
    label, space = "Kính gửi:", measure(" ")
    label_width = label_measure(label)
    shown_label = run(label, face_markup(label_style.face) if label_style.face is not Face.REGULAR else "")
    above = label_style.before if before is None else before
    if len(block.names) == 1:
        name = glued(block.names[0])
        room = width * 0.6
        lines = filled(name, measure, room)
        start = (width - label_width - space - lines[0].width) / 2
        hanging = label_width + space
        right = max(0.0, width - start - hanging - room) if len(lines) > 1 else 0.0
        runs = shown_label + run(f" {name}")
        return paragraph(
            "KinhGui", runs, before=above, after=BELOW_ADDRESSEES, left=start + hanging, right=right, hanging=hanging
        )
    start = width * 0.24
    shown = [paragraph("KinhGui", shown_label, before=above, left=start)]
    under_colon = start + label_width - label_measure(":")
    last = len(block.names) - 1
    for place, name in enumerate(block.names):
        text = f"-{NO_BREAK}{glued(name)}{'.' if place == last else ';'}"
        shown.append(
            paragraph("KinhGui", run(text), left=under_colon, after=BELOW_ADDRESSEES if place == last else None)
        )
    return "".join(shown)

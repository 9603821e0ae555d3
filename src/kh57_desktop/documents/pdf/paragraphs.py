"""Titles, headings, running text and Kính gửi as atoms of one line each."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.documents.content import Addressees, AnnexTitle, Heading, Level, Paragraph, Role, Title
from kh57_desktop.documents.layouts import MM, RULE_SHARE, TITLE_WIDTH, Face, Layout, Setting, Style
from kh57_desktop.documents.pdf.atoms import Atom, Rule, Text
from kh57_desktop.documents.pdf.fonts import Meter, meter
from kh57_desktop.documents.pdf.lines import Line, balanced, dotted, filled, is_torn, justified
from kh57_desktop.documents.typography import NO_BREAK, glued, glued_title

_RISE = 0.25
"""Share of the leading below the baseline: puts descenders and the marks of Ế, Ữ, Ậ inside the line's own height."""


def paragraph_atoms(paragraph: Paragraph, layout: Layout, width: float) -> list[Atom]:
    if paragraph.role is Role.DOTTED:
        line = replace(layout.body, indent_mm=0.0)
        return styled_atoms(dotted(meter(line.face, line.size), width), line, width)
    style = {
        Role.BODY: layout.body,
        Role.BASIS: layout.basis,
        Role.CAPTION: layout.caption,
        Role.NOTE: layout.note,
    }[paragraph.role]
    text = f"{paragraph.marker} {paragraph.text}" if paragraph.marker else paragraph.text
    keeps_next = paragraph.keeps_next or paragraph.role is Role.CAPTION
    if paragraph.is_marker_bold and paragraph.marker:
        return _article_atoms(paragraph, style, width, keeps_next=keeps_next)
    return styled_atoms(text, style, width, keeps_next=keeps_next)


def _article_atoms(paragraph: Paragraph, style: Style, width: float, *, keeps_next: bool) -> list[Atom]:
    """`Điều 1.` bold, the text after it regular, on one line and justified together."""
    marker = paragraph.marker.replace(" ", NO_BREAK)
    measure, measure_bold = meter(style.face, style.size), meter(Face.BOLD, style.size)

    def either(word: str) -> float:
        return measure_bold(word) if word == marker else measure(word)

    atoms = styled_atoms(f"{marker} {paragraph.text}", style, width, keeps_next=keeps_next, measure=either)
    first = atoms[0].marks[0]
    assert isinstance(first, Text)
    bold = replace(first, text=f"{marker} ", face=Face.BOLD)  # the space is there for who takes the text out
    room = measure_bold(marker) + measure(" ") + first.spread * (1 + marker.count(NO_BREAK))
    rest = replace(first, text=first.text.removeprefix(marker).lstrip(" "), x=first.x + room)
    return [replace(atoms[0], marks=(bold, rest) if rest.text else (bold,)), *atoms[1:]]


def heading_atoms(heading: Heading, layout: Layout, width: float) -> list[Atom]:
    if heading.level is Level.PART:
        lines = [text for text in (heading.marker, heading.text) if text]
        return [atom for text in lines for atom in styled_atoms(text, layout.caption, width, keeps_next=True)]
    style = {
        Level.SECTION: layout.section,
        Level.ITEM: layout.item,
        Level.SUB_ITEM: layout.sub_item,
        Level.POINT: layout.point,
    }[heading.level]
    return styled_atoms(f"{heading.marker} {heading.text}".strip(), style, width, keeps_next=True)


def styled_atoms(
    text: str, style: Style, width: float, *, keeps_next: bool = False, measure: Meter | None = None
) -> list[Atom]:
    """One atom per line: two lines at least stay together at either end; with `keeps_next` all of them and the next.

    `measure`: of words, where one of them is set in another face.
    """
    measure = measure or meter(style.face, style.size)
    indent = style.indent_mm * MM
    text = glued_title(text) if style.setting is Setting.CENTERED else glued(text)
    if style.setting is Setting.JUSTIFIED:
        lines = justified(text, measure, width, indent)
    elif style.setting is Setting.CENTERED:
        lines = balanced(text, measure, width)
    else:
        lines = filled(text, measure, width)
    last = len(lines) - 1
    atoms = []
    for place, line in enumerate(lines):
        x, spread = _stand(line, style, width, indent if place == 0 else 0.0, measure, is_last=place == last)
        atoms.append(
            Atom(
                style.leading,
                (Text(x, baseline(style), line.text, style.face, style.size, spread),),
                keeps_next=keeps_next or (last > 0 and place in (0, last - 1)),
                before=style.before if place == 0 else 0,
                after=style.after if place == last else 0,
            )
        )
    return atoms


def _stand(
    line: Line, style: Style, width: float, indent: float, measure: Meter, *, is_last: bool
) -> tuple[float, float]:
    """Where a line begins and what is added to each of its spaces; one that would be torn apart ends ragged."""
    if style.setting is Setting.CENTERED:
        return (width - line.width) / 2, 0.0
    if style.setting is Setting.LEFT or not line.gaps:
        return indent, 0.0
    if is_torn(line, measure, width - indent):
        return indent, 0.0
    slack = width - indent - line.width  # below 0: spaces narrowed, also in a last line
    return indent, slack / line.gaps if slack < 0 or not is_last else 0.0


def baseline(style: Style) -> float:
    return style.leading * (1 - _RISE)


def title_atoms(title: Title, layout: Layout, width: float) -> list[Atom]:
    """Tên loại, trích yếu, period, and the drawn line or the hyphens below them."""
    atoms = _centered(title.kind, layout.kind, width)
    atoms += _centered(title.subject, layout.subject, width)
    if title.span:
        atoms += _centered(title.span, layout.span, width)
    return [*atoms, _subject_mark(atoms[-1], layout, width)]


def annex_title_atoms(title: AnnexTitle, layout: Layout, width: float) -> list[Atom]:
    atoms = _centered(title.label, layout.annex_label, width) if title.label else []
    atoms += _centered(title.title, layout.annex_title, width)
    atoms[0] = replace(atoms[0], before=layout.annex_label.before)
    if title.attached_to:
        atoms += _centered(title.attached_to, layout.attached_to, width)
    return [*atoms, _subject_mark(atoms[-1], layout, width)]


def _centered(text: str, style: Style, width: float) -> list[Atom]:
    room = width * TITLE_WIDTH
    shift = (width - room) / 2
    atoms = styled_atoms(text, style, room, keeps_next=True)
    return [replace(atom, marks=tuple(replace(mark, x=mark.x + shift) for mark in atom.marks)) for atom in atoms]


def _subject_mark(above: Atom, layout: Layout, width: float) -> Atom:
    if layout.subject_mark:
        style = layout.subject
        line = filled(layout.subject_mark, meter(style.face, style.size), width)[0]
        text = Text((width - line.width) / 2, baseline(style) - 2, line.text, style.face, style.size)
        return Atom(style.leading, (text,), keeps_next=True, after=10)
    text_above = above.marks[0]
    assert isinstance(text_above, Text)
    length = RULE_SHARE * (width - 2 * text_above.x)
    return Atom(4, (Rule((width - length) / 2, (width + length) / 2, 3),), keeps_next=True, after=14)


def addressees_atoms(addressees: Addressees, layout: Layout, width: float) -> list[Atom]:
    """`Kính gửi: …`; of several, each line's dash stands under the colon (Nghị định 30/2020, Phụ lục I, II.9)."""
    label_style, style = layout.addressees_label, layout.addressees
    label, measure = "Kính gửi:", meter(style.face, style.size)
    label_width = meter(label_style.face, label_style.size)(label)
    is_single = len(addressees.names) == 1
    shown = filled(glued(addressees.names[0]), measure, width * 0.6) if is_single else []
    start = (width - label_width - measure(" ") - shown[0].width) / 2 if is_single else width * 0.24
    heading = Text(start, baseline(label_style), label, label_style.face, label_style.size)
    if is_single:
        x = start + label_width + measure(" ")
        texts = [Text(x, baseline(style), line.text, style.face, style.size) for line in shown]
        atoms = [Atom(style.leading, (text,), keeps_next=True) for text in texts]
        atoms[0] = replace(atoms[0], marks=(heading, texts[0]), before=label_style.before)
    else:
        x = start + label_width - meter(label_style.face, label_style.size)(":")
        atoms = [Atom(label_style.leading, (heading,), keeps_next=True, before=label_style.before)]
        for place, name in enumerate(addressees.names):
            end = "." if place == len(addressees.names) - 1 else ";"
            for line in filled(f"-{NO_BREAK}{glued(name)}{end}", measure, width - x):
                text = Text(x, baseline(style), line.text, style.face, style.size)
                atoms.append(Atom(style.leading, (text,), keeps_next=True))
    atoms[-1] = replace(atoms[-1], after=12)
    return atoms

"""The sections of a report: the outline's headings with the computed sentences of each content below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from kh57_desktop.domain.report_facts import ReportFacts
from kh57_desktop.domain.report_sentences import paragraphs_of
from kh57_desktop.domain.reports import (
    LATE_MARK,
    ParagraphKind,
    Piece,
    ReportFigures,
    ReportParagraph,
    ReportSection,
)
from kh57_desktop.domain.resolutions import Outline, OutlinePart

_NUMBERED = re.compile(r"\d+\. (.+)", re.DOTALL)
PRINTED = (ParagraphKind.TEXT, ParagraphKind.HEADING)
"""Kinds of paragraphs whose words stand in the text; tables come from the figures."""


def compute_sections(outline: Outline, facts: ReportFacts, figures: ReportFigures) -> tuple[ReportSection, ...]:
    """One section per first-level heading; headings of the second level are paragraphs within it."""
    made = []
    for part in outline.sections:
        rows = _paragraphs(part, part.number, facts, figures)
        wanted = tuple(row for row in rows if outline.tables or row.kind in PRINTED)
        made.append(section_of(part.number, part.title, wanted))
    return tuple(made)


def _paragraphs(part: OutlinePart, place: str, facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    yield from paragraphs_of(part.content, facts, figures)
    for inner in part.parts:
        inner_place = f"{place}.{inner.number}"
        number = f"{inner.number}. " if inner.number else ""
        yield ReportParagraph(f"heading.{inner_place}", f"{number}{inner.title}", ParagraphKind.HEADING)
        yield from _paragraphs(inner, inner_place, facts, figures)


def section_of(
    number: str, title: str, paragraphs: Sequence[ReportParagraph], *, edited: bool = False
) -> ReportSection:
    """The section with its text as papers and packages carry it: headings below which nothing stands are left out."""
    lines = [row.text for row in printed(paragraphs) if row.kind in PRINTED]
    return ReportSection(number, title, "\n".join(lines), edited=edited, paragraphs=tuple(paragraphs))


def printed(paragraphs: Sequence[ReportParagraph]) -> list[ReportParagraph]:
    """What stands on the paper: no empty sentence, and no heading without anything below it."""
    kept: list[ReportParagraph] = []
    headings = 0
    for row in paragraphs:
        if row.kind is ParagraphKind.HEADING:
            headings += 1
            if kept and kept[-1].kind is ParagraphKind.HEADING:
                kept.pop()
            kept.append(row)
        elif row.kind is not ParagraphKind.TEXT or row.text.strip():
            kept.append(row)
    if kept and kept[-1].kind is ParagraphKind.HEADING:
        kept.pop()
    is_whole = headings == sum(row.kind is ParagraphKind.HEADING for row in kept)
    return kept if is_whole else _renumbered(kept)


def _renumbered(rows: Sequence[ReportParagraph]) -> list[ReportParagraph]:
    """Headings counted anew where one before them is not printed."""
    numbers = count(1)
    return [
        replace(row, text=f"{next(numbers)}. {match[1]}")
        if row.kind is ParagraphKind.HEADING and (match := _NUMBERED.fullmatch(row.text))
        else row
        for row in rows
    ]


# --- late entries -----------------------------------------------------------------------------------------------------


def with_late_marks(
    sections: Sequence[ReportSection], on_the_day: Sequence[ReportSection]
) -> tuple[ReportSection, ...]:
    """Sentences marked that say something else than they said on the cut-off day itself."""
    said = {(section.number, row.key): row.text for section in on_the_day for row in section.paragraphs}

    def marked(section: ReportSection) -> list[ReportParagraph]:
        return [
            row
            if row.kind is not ParagraphKind.TEXT or said.get((section.number, row.key)) == row.text
            else _marked(row)
            for row in section.paragraphs
        ]

    return tuple(section_of(section.number, section.title, marked(section)) for section in sections)


def _marked(row: ReportParagraph) -> ReportParagraph:
    pieces = (*row.pieces, Piece(f" {LATE_MARK}"))
    return replace(row, text="".join(piece.text for piece in pieces), pieces=pieces)


def is_marked(row: ReportParagraph) -> bool:
    """Whether the words of a sentence carry the mark of what came after the cut-off."""
    return row.kind is ParagraphKind.TEXT and row.text.endswith(LATE_MARK)


# --- drafting again ---------------------------------------------------------------------------------------------------


def refreshed(old: Sequence[ReportSection], new: Sequence[ReportSection]) -> tuple[ReportSection, ...]:
    """Sections computed again over a draft: a person's words stay, untouched sentences follow the data.

    Sentences whose data changed are marked, whether their words followed or not. Sections typed as a whole stay.
    """
    kept = {section.number: section for section in old}
    return tuple(_section_refreshed(kept.get(section.number), section) for section in new)


def _section_refreshed(old: ReportSection | None, new: ReportSection) -> ReportSection:
    if old is None:
        return new
    if old.edited and not old.paragraphs:
        return replace(new, text=old.text, edited=True, paragraphs=())
    by_key = {row.key: row for row in old.paragraphs if row.key}
    rows = [_paragraph_refreshed(by_key.get(row.key), row, is_first=not old.paragraphs) for row in new.paragraphs]
    known = {row.key for row in new.paragraphs}
    for place, row in enumerate(old.paragraphs):
        if row.key in known:
            continue
        if not row.key:
            _insert_after(rows, old.paragraphs[:place], row)
        elif row.edited and row.text.strip():  # its data are gone; the person's words are not
            gone = replace(row, pieces=(), changed=row.changed or row.basis != "")
            _insert_after(rows, old.paragraphs[:place], gone)
    return section_of(new.number, new.title, rows)


def _paragraph_refreshed(old: ReportParagraph | None, new: ReportParagraph, *, is_first: bool) -> ReportParagraph:
    if new.kind is not ParagraphKind.TEXT:
        return new if old is None or not old.edited else replace(new, text=old.text, edited=True)
    if old is None:
        return new if is_first else replace(new, changed=True)
    if old.edited:
        return replace(new, text=old.text, edited=True, basis=old.basis, changed=new.computed != old.basis)
    if old.text != new.text:
        return replace(new, changed=True, before=old.before if old.changed and old.before else old.text)
    return replace(new, changed=old.changed, before=old.before)


def _insert_after(rows: list[ReportParagraph], above: Sequence[ReportParagraph], row: ReportParagraph) -> None:
    """After the nearest paragraph above it that is still there; at the top where there is none."""
    places = {one.key: place for place, one in enumerate(rows) if one.key}
    typed = {one.text: place for place, one in enumerate(rows) if not one.key}
    for one in reversed(above):
        found = places.get(one.key) if one.key else typed.get(one.text)
        if found is not None:
            rows.insert(found + 1, row)
            return
    rows.insert(0, row)


# --- a person's hand --------------------------------------------------------------------------------------------------


def with_text(section: ReportSection, place: int, text: str) -> ReportSection:
    """One paragraph as typed; typing what the data say takes the mark of the hand away again."""
    rows = list(section.paragraphs)
    row = rows[place]
    if row.pieces and text == row.computed:
        rows[place] = replace(row, text=text, edited=False, basis="", changed=False, before="")
    else:
        rows[place] = replace(row, text=text, edited=True, basis=row.computed, changed=False, before="")
    return section_of(section.number, section.title, rows)


def with_new_paragraph(section: ReportSection, place: int, text: str) -> ReportSection:
    """A paragraph of the person's own before the one at `place`."""
    rows = list(section.paragraphs)
    rows.insert(place, ReportParagraph("", text, edited=True))
    return section_of(section.number, section.title, rows)


def without_paragraph(section: ReportSection, place: int) -> ReportSection:
    """A sentence that is not to be printed: an own one goes, a computed one stays empty, so that it does not return."""
    rows = list(section.paragraphs)
    if rows[place].key:
        return with_text(section, place, "")
    del rows[place]
    return section_of(section.number, section.title, rows)


def with_computed(section: ReportSection, place: int) -> ReportSection:
    """What the data say instead of what was typed (Lấy câu tự tính)."""
    rows = list(section.paragraphs)
    rows[place] = replace(rows[place], text=rows[place].computed, edited=False, basis="", changed=False, before="")
    return section_of(section.number, section.title, rows)


def acknowledged(section: ReportSection, place: int | None = None) -> ReportSection:
    """The mark of changed data taken away, of one paragraph or all: the words stay as they are."""
    rows = [
        replace(row, changed=False, before="", basis=row.computed if row.edited else "")
        if row.changed and place in (None, index)
        else row
        for index, row in enumerate(section.paragraphs)
    ]
    return section_of(section.number, section.title, rows) if section.paragraphs else section


def changed_count(sections: Sequence[ReportSection]) -> int:
    """How many sentences the data changed since the draft was last looked at."""
    return sum(row.changed for section in sections for row in section.paragraphs)

"""A report's draft as lines of the page: titles, sentences with the figures that open their rows, places of tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kh57_desktop.domain.reports import ParagraphKind, Report, ReportParagraph, ReportSection
from kh57_desktop.i18n import _


class LineKind(Enum):
    TITLE = auto()
    HEADING = auto()
    TEXT = auto()
    TABLE = auto()
    EMPTY = auto()
    """A heading below which nothing stands yet: here the officer types."""
    LEFT_OUT = auto()
    """A computed sentence that a person left out."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stretch of the text that opens rows: from `start`, so many letters."""

    start: int
    length: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """`section` and `place` say where it stands in the report; `place` is where a new sentence would go."""

    kind: LineKind
    section: str
    place: int
    text: str
    figures: tuple[Figure, ...] = ()
    edited: bool = False
    changed: bool = False
    computed: str = ""
    before: str = ""

    @property
    def can_edit(self) -> bool:
        return self.kind in (LineKind.TEXT, LineKind.EMPTY, LineKind.LEFT_OUT)

    @property
    def spoken(self) -> str:
        marks = []
        if self.edited and self.kind is LineKind.TEXT:
            marks.append(_("edited by hand"))
        if self.changed:
            marks.append(_("its data changed"))
        return ", ".join([*marks, self.text])


_TABLES = {
    ParagraphKind.TOTALS: "Bảng 1. Tổng hợp tình hình thực hiện nhiệm vụ",
    ParagraphKind.INDICATORS: "Bảng 2. Kết quả thực hiện các chỉ tiêu",
    ParagraphKind.COMPARISON: "Bảng so sánh với kỳ trước và cùng kỳ năm trước",
    ParagraphKind.YEARS: "Bảng kết quả thực hiện qua các năm",
}


def lines_of(report: Report) -> list[DraftLine]:
    """Every line of the draft in order; of a correction its lines stand in the pane, not here."""
    lines: list[DraftLine] = []
    for section in report.sections:
        title = f"{section.number}. {section.title}" if section.number else section.title
        lines.append(DraftLine(LineKind.TITLE, section.number, 0, title))
        lines.extend(_of_section(section))
    return lines


def _of_section(section: ReportSection) -> list[DraftLine]:
    if not section.paragraphs:
        if not section.text:
            return [DraftLine(LineKind.EMPTY, section.number, 0, _("Nothing yet: press Enter to write"))]
        return [
            DraftLine(LineKind.TEXT, section.number, place, text, edited=section.edited)
            for place, text in enumerate(section.text.splitlines())
        ]
    lines = []
    rows = section.paragraphs
    for place, row in enumerate(rows):
        lines.append(_of_paragraph(section.number, place, row))
        is_last = place + 1 == len(rows) or rows[place + 1].kind is ParagraphKind.HEADING
        if row.kind is ParagraphKind.HEADING and is_last:
            lines.append(DraftLine(LineKind.EMPTY, section.number, place + 1, _("Nothing yet: press Enter to write")))
    return lines


def _of_paragraph(section: str, place: int, row: ReportParagraph) -> DraftLine:
    if row.kind is ParagraphKind.HEADING:
        return DraftLine(LineKind.HEADING, section, place, row.text)
    if row.kind in _TABLES:
        return DraftLine(LineKind.TABLE, section, place, _TABLES[row.kind])
    if not row.text.strip():
        words = _("Left out: {text}").format(text=row.computed)
        return DraftLine(LineKind.LEFT_OUT, section, place, words, edited=True, computed=row.computed)
    return DraftLine(
        LineKind.TEXT,
        section,
        place,
        row.text,
        figures_in(row),
        edited=row.edited,
        changed=row.changed,
        computed=row.computed,
        before=row.before,
    )


def figures_in(row: ReportParagraph) -> tuple[Figure, ...]:
    """Where the computed numbers and names stand; in a sentence typed by hand those that are still there, in order."""
    found: list[Figure] = []
    at = 0
    for piece in row.pieces:
        start = row.text.find(piece.text, at) if piece.rows or not row.edited else -1
        if start < 0:
            continue
        at = start + len(piece.text)
        if piece.rows:
            found.append(Figure(start, len(piece.text), piece.rows))
    return tuple(found)

"""Báo cáo định kỳ (document-format.md d7): the sections as edited, the tables in their places, the task annex."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.documents.content import (
    Addressees,
    AnnexTitle,
    Block,
    Content,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    Role,
    Title,
    short_date,
)
from kh57_desktop.documents.kinds.outline import outline_blocks
from kh57_desktop.documents.kinds.parts import attached_to, closing_of, dateline, head_of, sign_of, without_as_above
from kh57_desktop.documents.kinds.report_tables import (
    LATE_NOTE,
    PLAN_LATE_NOTE,
    apart_sentence,
    comparison_table,
    corrections_table,
    indicators_table,
    late_sentence,
    tasks_table,
    totals_table,
    years_table,
)
from kh57_desktop.domain.report_sections import is_marked, printed
from kh57_desktop.domain.reports import ParagraphKind, Report, ReportParagraph
from kh57_desktop.domain.terms import System

_KIND = "Báo cáo"
_RESULTS = "II"
"""Number of the section (KẾT QUẢ THỰC HIỆN) whose items 1 and 2 the first two tables follow."""


def report_content(report: Report, *, issuer: str = "", sample: bool = False) -> Content:
    """`issuer`: the body as sentences name it, for the annex's `(Kèm theo Báo cáo … của …)`.

    A draft has blanks for number and day. Kính gửi stands only in the government form (d7).
    """
    is_party = report.system is System.PARTY
    sign = sign_of(report.sign, kind=_KIND, symbol=report.symbol, system=report.system)
    words = report.dated_on.isoformat() if report.dated_on is not None else str(report.cut_off.year)
    day = dateline(report.locality, words)
    blocks: list[Block] = [Title(_KIND.upper(), report.title, _span(report))]
    if _has_addressees(report):
        names = tuple(name.strip() for name in report.addressee.split(";") if name.strip())
        blocks.append(Addressees(names))
    if report.corrections:
        blocks.extend(_corrections(report))
    else:
        blocks.extend(_sections(report))
        blocks.extend(_late_note(any(is_marked(row) for part in report.sections for row in part.paragraphs)))
    if not (report.sections and report.sections[-1].text.rstrip().endswith("./.")):
        closing = report.closing or f"Trên đây là báo cáo {report.title[:1].lower()}{report.title[1:]}"
        blocks.append(Paragraph(f"{closing.rstrip('./ ')}./."))
    body = Part(
        tuple(blocks),
        head=head_of(report.header_lines, sign, day),
        closing=closing_of(
            report.signature,
            report.recipients if _has_addressees(report) else without_as_above(report.recipients),
            report.filing,
        ),
    )
    parts = [body]
    if report.figures.tasks and report.has_annex and not report.corrections:
        title = AnnexTitle(
            "Phụ lục",
            "CHI TIẾT KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
            attached_to(_KIND, sign, day, issuer),
        )
        annex = Part(
            (
                title,
                Paragraph("Bảng 3. Kết quả thực hiện từng nhiệm vụ", role=Role.CAPTION),
                tasks_table(report.figures),
                *_late_note(any(row.late for row in report.figures.tasks)),
            ),
            Orientation.LANDSCAPE,
            head=head_of(report.header_lines) if is_party else None,
            closing=closing_of(report.signature) if is_party else None,
        )
        parts.append(annex)
    return Content(report.system, f"{_KIND} {report.title}", tuple(parts), sample)


def _span(report: Report) -> str:
    """The days under the title; "" where the title itself tells them, as that of a review or an ad-hoc report does."""
    days = f"từ ngày {short_date(report.data_from)} đến ngày {short_date(report.data_to)}"
    return "" if days in report.title.lower() else f"(T{days[1:]})"


def _has_addressees(report: Report) -> bool:
    """Kính gửi stands only in the government form (document-format.md d7, b5)."""
    return bool(report.addressee.strip(" ;")) and report.system is not System.PARTY


def _sections(report: Report) -> list[Block]:
    blocks: list[Block] = []
    for section in report.sections:
        if section.title:
            blocks.append(Heading(Level.SECTION, f"{section.number}." if section.number else "", section.title))
        if section.paragraphs:
            blocks.extend(_paragraphs(section.paragraphs, report))
            continue
        text = outline_blocks([line for line in section.text.splitlines() if line.strip()])
        blocks.extend(_with_tables(text, report) if section.number == _RESULTS else text)
    return blocks


def _paragraphs(rows: Sequence[ReportParagraph], report: Report) -> list[Block]:
    """The words of a drafted section with the tables at the places that the outline gives them."""
    tables = {
        ParagraphKind.TOTALS: _first_table,
        ParagraphKind.INDICATORS: _second_table,
        ParagraphKind.COMPARISON: _comparison_table,
        ParagraphKind.YEARS: _years_table,
    }
    blocks: list[Block] = []
    lines: list[str] = []
    for row in printed(rows):
        if row.kind in tables:
            blocks.extend(outline_blocks(lines))
            lines = []
            blocks.extend(tables[row.kind](report))
        else:
            lines.extend(line for line in row.text.splitlines() if line.strip())
    return [*blocks, *outline_blocks(lines)]


def _corrections(report: Report) -> list[Block]:
    """A correction (đính chính) prints what was reported, what is right, and why, line by line."""
    return [
        Paragraph("Các nội dung, số liệu đã báo cáo được đính chính như sau:"),
        corrections_table(report.corrections, {row.code: row.text for row in report.figures.tasks}),
        Paragraph("Các nội dung khác của báo cáo không thay đổi."),
    ]


def _late_note(is_needed: bool) -> list[Block]:
    return [Paragraph(LATE_NOTE, role=Role.NOTE)] if is_needed else []


def _comparison_table(report: Report) -> list[Block]:
    if not any(row.before is not None or row.last_year is not None for row in report.comparisons):
        return []
    return [
        Paragraph("So sánh với kỳ trước và cùng kỳ năm trước", role=Role.CAPTION),
        comparison_table(report.comparisons),
        *_late_note(any(row.late for row in report.comparisons)),
    ]


def _years_table(report: Report) -> list[Block]:
    if not report.figures.years:
        return []
    return [
        Paragraph("Kết quả thực hiện qua các năm (lũy kế đến ngày chốt số liệu của năm)", role=Role.CAPTION),
        years_table(report.figures),
        *_late_note(any(row.late for row in report.figures.years)),
    ]


def _with_tables(text: tuple[Block, ...], report: Report) -> list[Block]:
    """Table 1 at the end of item 1, table 2 at the end of item 2; at the section's end where there is no such item."""
    items = [place for place, block in enumerate(text) if _starts_item(block)]
    ends = [*items[1:], len(text)]
    first = ends[0] if items else len(text)
    second = ends[1] if len(items) > 1 else len(text)
    return [*text[:first], *_first_table(report), *text[first:second], *_second_table(report), *text[second:]]


def _starts_item(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) and block.marker.rstrip(".").isdecimal()


def _first_table(report: Report) -> list[Block]:
    blocks: list[Block] = [
        Paragraph("Bảng 1. Tổng hợp tình hình thực hiện nhiệm vụ", role=Role.CAPTION),
        totals_table(report.figures),
    ]
    notes = [apart_sentence(report.figures.overall)]
    later = PLAN_LATE_NOTE if report.figures.is_plan_late else late_sentence(report.figures)
    if later:
        notes.append(later if notes[0] else f"Ghi chú: {later[:1].lower()}{later[1:]}")
    return [*blocks, *(Paragraph(words, role=Role.NOTE) for words in notes if words)]


def _second_table(report: Report) -> list[Block]:
    if not report.figures.indicators:
        return []
    return [
        Paragraph("Bảng 2. Kết quả thực hiện các chỉ tiêu", role=Role.CAPTION),
        indicators_table(report.figures),
        *_late_note(any(row.late for row in report.figures.indicators)),
    ]

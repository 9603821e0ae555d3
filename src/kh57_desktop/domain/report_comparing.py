"""Sentences that set a report beside other periods: the one before, the same one last year, each year of a review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.report_facts import (
    ASSIGNED,
    DONE,
    IN_TIME,
    SHORT_LIST,
    ReportFacts,
    brief,
    decimal,
    number,
    percent,
    sentence,
)
from kh57_desktop.domain.reports import Comparison, ParagraphKind, Piece, ReportFigures, ReportParagraph, YearFigures
from kh57_desktop.domain.terms import Standing


def comparison_sentences(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    before = [(row, row.before) for row in facts.comparisons]
    last_year = [(row, row.last_year) for row in facts.comparisons]
    sides = (
        ("before", facts.previous_label, before),
        ("last-year", f"cùng kỳ năm trước ({facts.last_year_label})", last_year),
    )
    for key, words, side in sides:
        parts = [part for row, old in side for part in _difference(row, old, figures)]
        if parts:
            yield sentence(f"comparison.{key}", f"So với {words}: ", *_joined(parts), ".")
    yield from _changes(facts, figures)
    if any(row.before is not None or row.last_year is not None for row in facts.comparisons):
        yield ReportParagraph("comparison.table", "", ParagraphKind.COMPARISON)


def _difference(row: Comparison, old: Decimal | None, figures: ReportFigures) -> Iterable[list[str | Piece]]:
    """ "nhiệm vụ hoàn thành tăng 03 (từ 07 lên 10)"; what did not change is in the table alone."""
    if row.now is None or old is None or row.now == old:
        return
    is_up = row.now > old
    rows = (row.row,) if row.row else _rows_of_total(row.label, figures)
    is_share = row.unit == "%"
    words = percent if is_share else decimal
    amount = f"{words(abs(row.now - old)).rstrip('%')} điểm phần trăm" if is_share else decimal(abs(row.now - old))
    yield [
        f"{row.label[:1].lower()}{row.label[1:]} {'tăng' if is_up else 'giảm'} ",
        f"{amount} (từ {words(old)} {'lên' if is_up else 'xuống'} ",
        Piece(words(row.now), rows),
        ")",
    ]


def _rows_of_total(label: str, figures: ReportFigures) -> tuple[str, ...]:
    if "quá hạn" in label:
        return figures.counted(Standing.OVERDUE)
    if "trong hạn" in label:
        return figures.counted(*IN_TIME)
    if "hoàn thành" in label:
        return figures.counted(*DONE)
    return figures.counted(*ASSIGNED)


def _joined(parts: Sequence[list[str | Piece]]) -> Iterable[str | Piece]:
    for place, part in enumerate(parts[:SHORT_LIST]):
        if place:
            yield "; "
        yield from part


def _changes(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    texts = dict(facts.changes.dropped_words) | {task.code: task.text for task in figures.tasks}
    texts |= {row.code: row.text for row in figures.indicators}
    lists = (
        ("finished", "nhiệm vụ mới hoàn thành", facts.changes.finished),
        ("fallen-due", "nhiệm vụ mới quá hạn", facts.changes.fallen_due),
        ("added", "nhiệm vụ mới được giao", facts.changes.added),
        ("dropped", "nhiệm vụ không còn theo dõi", facts.changes.dropped),
        ("attained", "chỉ tiêu mới đạt mục tiêu", facts.changes.attained),
        ("lost", "chỉ tiêu không còn đạt mục tiêu", facts.changes.lost),
    )
    for key, words, codes in lists:
        if not codes:
            continue
        names: list[str | Piece] = []
        for code in codes[:SHORT_LIST]:
            names += ["; " if names else "", Piece(brief(texts.get(code, code)), (code,))]
        rest = "; …" if len(codes) > SHORT_LIST else ""
        yield sentence(
            f"changes.{key}",
            "So với kỳ báo cáo trước, có ",
            Piece(number(len(codes)), codes),
            f" {words}: ",
            *names,
            f"{rest}.",
        )


def year_sentences(facts: ReportFacts, _figures: ReportFigures) -> Iterable[ReportParagraph]:
    """What was done by the end of each year, then the table of years; one year alone is no series."""
    if len(facts.years) < 2:
        return
    parts: list[str | Piece] = ["Kết quả thực hiện nhiệm vụ lũy kế qua các năm: "]
    for place, year in enumerate(facts.years):
        parts += ["; " if place else "", f"{_year_words(year)} hoàn thành ", *_done_of(year)]
    yield sentence("years.tasks", *parts, ".")
    yield ReportParagraph("years.table", "", ParagraphKind.YEARS)


def _year_words(year: YearFigures) -> str:
    """ "năm 2026", of the year in which the review ends "đến 14/9/2028" where that is not its end."""
    return f"đến {year.until.day}/{year.until.month}/{year.until.year}" if year.is_under_way else f"năm {year.year}"


def _done_of(year: YearFigures) -> Iterable[str | Piece]:
    yield Piece(str(year.done), year.done_rows)
    yield "/"
    yield Piece(str(year.total), year.rows)
    if year.share is not None:
        yield f" nhiệm vụ ({percent(year.share.quantize(Decimal('0.1'), ROUND_HALF_UP))})"
    else:
        yield " nhiệm vụ"

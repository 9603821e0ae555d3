"""A person's hand in a draft: sentences typed, added, left out, taken back; each an undoable action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kh57_desktop.domain.report_sections import (
    acknowledged,
    with_computed,
    with_new_paragraph,
    with_text,
    without_paragraph,
)
from kh57_desktop.domain.reports import Report, ReportSection
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.reports import AlreadyIssued
from kh57_desktop.services.session import Session


def edit_section(session: Session, report: Report, number: str, text: str) -> Report:
    """A section typed as a whole; computing again leaves it alone from then on."""
    words = _("Edit section {number} of the report").format(number=number)
    return _changed(
        session,
        report,
        number,
        lambda row: ReportSection(row.number, row.title, nfc(text), edited=True),
        words,
    )


def edit_paragraph(session: Session, report: Report, number: str, place: int, text: str) -> Report:
    """One sentence typed by hand: it stays when the data change, and is marked then."""
    words = _("Edit a sentence of section {number}").format(number=number)
    return _changed(session, report, number, lambda row: with_text(row, place, _one_line(text)), words)


def add_paragraph(session: Session, report: Report, number: str, place: int, text: str) -> Report:
    """A sentence of the person's own, before the one at `place`."""
    words = _("Add a sentence to section {number}").format(number=number)
    return _changed(session, report, number, lambda row: with_new_paragraph(row, place, _one_line(text)), words)


def remove_paragraph(session: Session, report: Report, number: str, place: int) -> Report:
    """Leave a sentence out of the report."""
    words = _("Leave a sentence of section {number} out").format(number=number)
    return _changed(session, report, number, lambda row: without_paragraph(row, place), words)


def take_computed(session: Session, report: Report, number: str, place: int) -> Report:
    """What the data say instead of what was typed."""
    words = _("Take the computed sentence of section {number}").format(number=number)
    return _changed(session, report, number, lambda row: with_computed(row, place), words)


def keep_as_is(session: Session, report: Report, number: str | None = None, place: int | None = None) -> Report:
    """Seen: the marks of changed data go, the words stay; of one sentence, one section or the whole draft."""
    words = _("Mark the changed figures as seen")
    return _changed(session, report, number, lambda row: acknowledged(row, place), words)


def _one_line(text: str) -> str:
    return " ".join(nfc(text).split())


def _changed(
    session: Session, report: Report, number: str | None, work: Callable[[ReportSection], ReportSection], words: str
) -> Report:
    if report.state is not ReportState.DRAFT:
        raise AlreadyIssued(period=report.period, sign=report.sign)
    sections = tuple(work(row) if number in (None, row.number) else row for row in report.sections)
    changed = replace(report, sections=sections, drafted_at=session.now().isoformat())
    with session.store.changes(words):
        session.store.reports.put(changed)
    return changed

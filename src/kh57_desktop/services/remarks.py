"""Remarks (ý kiến) on exact rows of a report, at both sides, and the answers that the next package carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kh57_desktop.domain.packages import RemarkOnRow
from kh57_desktop.domain.reports import RemarkAnswer
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.display import clean
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.session import Session


class NoAnswer(UserError):
    """An answer is a sentence."""

    code = "no-answer"
    message = N_("The answer to the remark is empty.")
    hint = N_("Nothing was changed. Please write what was done about the remark.")


def remarks_got(session: Session) -> list[RemarkOnRow]:
    """What the superior remarked on this office's reports, newest return first, in the order of the return."""
    return session.store.packages.remarks.where("is_ours = 0", order="made_at desc, row")


def open_remarks(session: Session) -> list[RemarkOnRow]:
    """Those without an answer."""
    return [row for row in remarks_got(session) if not row.answer]


def remarks_on(session: Session, package_digest: str) -> list[RemarkOnRow]:
    return session.store.packages.remarks.where("package_digest = ?", (package_digest,), order="row")


def answer(session: Session, remark: RemarkOnRow, text: str) -> RemarkOnRow:
    """Keep the answer; it travels in the next package of the report that is issued as a correction."""
    words = nfc(" ".join(text.split()))
    if not words:
        raise NoAnswer
    answered = replace(remark, answer=words, answered_at=session.now())
    with session.store.changes(_("Answer a remark on {period}").format(period=remark.period)):
        session.store.packages.remarks.put(answered)
    return answered


def answers_for(session: Session, report_uid: str | None) -> tuple[RemarkAnswer, ...]:
    """The answers to the remarks on a report, for the data of the report that corrects it."""
    if report_uid is None:
        return ()
    rows = session.store.packages.remarks.where("report_uid = ? and is_ours = 0", (report_uid,), order="row")
    return tuple(RemarkAnswer(row.id, row.answer) for row in rows if row.answer)


def take_answers(session: Session, office_code: str, answers: Iterable[tuple[str, str]]) -> int:
    """Enter the answers of a received package into this office's own remarks, inside an open action.

    Only remarks on reports of the sender itself: nobody answers for another office.
    """
    table, taken = session.store.packages.remarks, 0
    for remark_id, text in answers:
        remark = table.first("id = ? and is_ours = 1 and office_code = ?", (remark_id, office_code))
        if remark is not None:
            table.put(replace(remark, answer=clean(text), answered_at=session.now()))
            taken += 1
    return taken

"""Corrections (đính chính): an issued report stays as it is; a numbered supplement says old, new and why (N15)."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.report_corrections import corrections_between
from kh57_desktop.domain.reports import ALL_COUNTED, Correction, Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, format_date, nfc
from kh57_desktop.services.obligations import regime_of
from kh57_desktop.services.remarks import answers_for
from kh57_desktop.services.report_drafts import computed
from kh57_desktop.services.session import Session, new_id


class NothingToCorrect(UserError):
    """The data say what the report says."""

    code = "nothing-to-correct"
    message = N_("The data say the same as the issued report {sign}.")
    hint = N_("Nothing was issued. Please put the wrong figures right first, then issue the correction.")


class NotYetIssued(UserError):
    """Only what has its number is corrected by number."""

    code = "not-yet-issued"
    message = N_("The report of {period} has not been issued yet, so that nothing is to be corrected by number.")
    hint = N_("Nothing was changed. Please edit the draft itself, or choose an issued report in the calendar.")


class ReasonMissing(UserError):
    """Each line of a correction says why (features N15)."""

    code = "reason-missing"
    message = N_("{count} lines of the correction have no reason yet.")
    hint = N_("Nothing was issued. Please say for each line why it is corrected.")


def start_correction(session: Session, issued: Report) -> Report:
    """A draft that corrects an issued report: it unlocks the period; one that was begun already is returned."""
    if issued.state is ReportState.DRAFT:
        raise NotYetIssued(period=label(parse_period(issued.period)))
    begun = open_correction(session, issued.regime, issued.period, issued.issuing_body_id)
    if begun is not None:
        return begun
    draft = replace(
        _recomputed(session, issued),
        id=new_id(),
        title=_title(issued),
        closing=_closing(issued),
        signature=issued.signature,
        corrects=issued.uid,
        drafted_at=session.now().isoformat(),
    )
    with session.store.changes(_("Open a correction of {sign}").format(sign=issued.sign)):
        session.store.reports.put(draft)
    return draft


def recomputed_correction(session: Session, draft: Report) -> Report:
    """The lines of a correction as the data stand now; reasons that were given stay."""
    issued = corrected_by(session, draft)
    made = _recomputed(session, issued)
    return replace(
        made,
        id=draft.id,
        title=draft.title,
        closing=draft.closing,
        signature=issued.signature,
        corrects=draft.corrects,
        corrections=corrections_between(issued.figures, made.figures, draft.corrections),
        drafted_at=draft.drafted_at,
    )


def give_reason(session: Session, draft: Report, lines: list[Correction], reason: str) -> Report:
    """Why these lines are corrected."""
    words = nfc(reason).strip()
    corrections = tuple(replace(row, reason=words) if row in lines else row for row in draft.corrections)
    changed = replace(draft, corrections=corrections)
    with session.store.changes(_("Give the reason of a correction")):
        session.store.reports.put(changed)
    return changed


def drop_correction(session: Session, draft: Report) -> None:
    """Close a correction that is not needed; the period is locked again."""
    with session.store.changes(_("Drop the correction")):
        session.store.reports.to_bin(draft.id)


def refuse_unfinished(session: Session, draft: Report) -> None:
    """Raises NothingToCorrect and ReasonMissing, where a correction cannot be issued yet."""
    if draft.corrects is None:
        return
    if not draft.corrections and not answers_for(session, draft.corrects):  # words alone can answer a remark
        raise NothingToCorrect(sign=corrected_by(session, draft).sign)
    without = sum(not row.reason for row in draft.corrections)
    if without:
        raise ReasonMissing(count=without)


def corrected_by(session: Session, draft: Report) -> Report:
    """The issued report that a correction is about."""
    return next(row for row in session.store.reports.all() if row.uid == draft.corrects)


def open_correction(session: Session, regime: str, period: str, body_id: str) -> Report | None:
    """A correction of this report that was begun and not issued."""
    rows = session.store.reports.of_period(regime, period)
    found = [row for row in rows if row.corrects is not None and row.state is ReportState.DRAFT]
    return next((row for row in found if row.issuing_body_id == body_id), None)


def _recomputed(session: Session, issued: Report) -> Report:
    """The whole report as the data stand; rows dated within the period count as they are now."""
    plan = session.store.plans.get(issued.plan_id)
    body = session.store.offices.body(issued.issuing_body_id)
    regime = regime_of(session, issued.regime)
    period = parse_period(issued.period)
    return computed(session, plan, regime, period, body, counted=(ALL_COUNTED,), template=issued.template).report


def _title(issued: Report) -> str:
    day = f" ngày {format_date(issued.dated_on)}" if issued.dated_on is not None else ""
    return f"Đính chính số liệu tại Báo cáo số {issued.sign}{day}"


def _closing(issued: Report) -> str:
    return f"Báo cáo này là một bộ phận của Báo cáo số {issued.sign}"

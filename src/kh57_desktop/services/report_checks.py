"""The check list before issuing (rà soát trước khi ban hành) and what a person waives, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.cut_off import StateAt
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.report_checks import TITLES, Finding, FindingKind, Waiver, findings_of
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.obligations import dates_in, is_silent, regime_of
from kh57_desktop.services.report_state import rebuilt_figures
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_table import clarity_of

_SOME = 10


@dataclass(frozen=True, slots=True)
class CheckList:
    """`open`: what nobody has answered yet; `waived`: what was let pass, with the reason."""

    open: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]

    @property
    def passed(self) -> int:
        """How many kinds of check found nothing that is still open (mục đạt)."""
        return len(FindingKind) - len({finding.kind for finding in self.open})


def check_list(session: Session, report: Report, *, on: date | None = None, state: StateAt | None = None) -> CheckList:
    """What to look at before the report is issued on day `on`; an issued one has nothing open any more.

    `state`: what the draft counted, where it was just computed; else it is rebuilt.
    """
    if report.state is not ReportState.DRAFT:
        return CheckList((), ())
    period = parse_period(report.period)
    dates = dates_in(session, regime_of(session, report.regime), period)
    state = state or rebuilt_figures(session, report.plan_id, dates, counted=report.counted).state
    silent = [task.code for task in state.tasks if is_silent(task, state.progress.get(task.id, ()), dates)]
    found = findings_of(report, silent=silent, tasks=state.tasks, members=clarity_of(session), on=on)
    waivers = {row.finding: row for row in session.store.reports.waivers(report.plan_id, report.regime, report.period)}
    return CheckList(
        tuple(finding for finding in found if finding.key not in waivers),
        tuple((finding, waivers[finding.key]) for finding in found if finding.key in waivers),
    )


def waive(session: Session, report: Report, findings: Sequence[Finding], reason: str) -> list[Waiver]:
    """Let findings pass; the reason is kept. A value that changes afterwards is found anew."""
    words = nfc(reason).strip()
    if not words:
        raise BadValue(field=_("reason"), value="", allowed=_("why it may stay as it is"))
    made = [
        Waiver(
            id=new_id(),
            plan_id=report.plan_id,
            regime=report.regime,
            period=report.period,
            finding=finding.key,
            reason=words,
            author=session.user,
            recorded_at=session.now().isoformat(),
        )
        for finding in findings
    ]
    with session.store.changes(_("Let {count} findings pass").format(count=len(made))):
        for waiver in made:
            session.store.reports.put_waiver(waiver)
    return made


def take_back(session: Session, waiver: Waiver) -> None:
    """The finding stands open again."""
    with session.store.changes(_("Look at a waived finding again")):
        session.store.reports.waiver_to_bin(waiver.id)


def summary(found: CheckList) -> list[str]:
    """One line per kind with its codes, for the command line."""
    lines = []
    for kind in FindingKind:
        rows = [finding for finding in found.open if finding.kind is kind]
        codes = [finding.row for finding in rows if finding.row]
        if codes:
            some = ", ".join(codes[:_SOME]) + (" …" if len(codes) > _SOME else "")
            lines.append(_("{title} ({count}): {codes}").format(title=_(TITLES[kind]), count=len(codes), codes=some))
        else:
            lines.extend(finding.sentence for finding in rows)
    return lines

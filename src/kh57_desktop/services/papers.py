"""Printing: a kind of paper for the office's data, as PDF bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.documents.kinds.committee_assignments import committee_assignments_content
from kh57_desktop.documents.kinds.parts import dateline
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.kinds.task_list import task_list_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.committee import Committee, serving_on
from kh57_desktop.domain.offices import IssuingBody, SignatureBlock
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import ReportState, RoleRank, System
from kh57_desktop.errors import BadValue, UnknownKey
from kh57_desktop.i18n import _
from kh57_desktop.services.committees import first_committee
from kh57_desktop.services.offices import body_named, body_of_plan, signature_of
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.reports import report_at_hand, report_pdf
from kh57_desktop.services.session import Session

COMMITTEE_SYMBOL = "BCĐ"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be printed: codes and names as people give them; None means the usual one."""

    on: date
    plan: str | None = None
    regime: str | None = None
    body: str | None = None
    period: str | None = None


def render(session: Session, kind: str, request: Request) -> bytes:
    """The paper of this kind; an issued report gives the bytes frozen at issue."""
    makers = {
        "plan": _plan,
        "task-list": _task_list,
        "committee-assignments": _assignments,
        "report": _report,
    }
    if kind not in makers:
        raise BadValue(field="KIND", value=kind, allowed=", ".join(makers))
    return makers[kind](session, request)


def _plan_in_form(session: Session, request: Request) -> tuple[Plan, IssuingBody]:
    """The plan and the body whose form it is printed in; another body's form has its own signer and no number yet."""
    plan = plan_of(session, request.plan)
    own = body_of_plan(session, plan)
    body = body_named(session, request.body) if request.body else own
    if body.id == own.id:
        return plan, body
    signature = signature_of(body)
    return replace(plan, system=body.system, issuer=body.name, signature=signature, number=None), body


def _plan(session: Session, request: Request) -> bytes:
    plan, body = _plan_in_form(session, request)
    content = plan_content(
        plan,
        session.store.plans.sections(plan.id),
        header_lines=body.header_lines,
        symbol=body.symbol,
        sample=session.store.offices.office().is_sample,
    )
    return render_pdf(content)


def _task_list(session: Session, request: Request) -> bytes:
    plan, body = _plan_in_form(session, request)
    content = task_list_content(
        plan,
        session.store.plans.groups(plan.id),
        session.store.tasks.of_plan(plan.id),
        session.store.offices.units(),
        header_lines=body.header_lines,
        symbol=body.symbol,
        sample=session.store.offices.office().is_sample,
    )
    return render_pdf(content)


def _assignments(session: Session, request: Request) -> bytes:
    committee = first_committee(session)
    if committee is None:
        raise UnknownKey(kind=_("committee"), key=_("Ban Chỉ đạo"))
    own = next((row for row in session.store.offices.bodies() if row.system is committee.system), None)
    body = body_named(session, request.body) if request.body else own or body_named(session, None)
    plan = session.store.plans.newest()
    store = session.store
    members = serving_on(store.committees.members(committee.id), request.on)
    content = committee_assignments_content(
        replace(committee, system=body.system),
        members,
        store.committees.assignments(committee.id),
        groups=store.plans.groups(plan.id) if plan else (),
        tasks=store.tasks.of_plan(plan.id) if plan else (),
        indicators=store.indicators.of_plan(plan.id) if plan else (),
        units=store.offices.units(),
        header_lines=(body.header_lines[-1], _short_name(committee)),
        symbol=COMMITTEE_SYMBOL,
        dateline=dateline(body.locality, f"{request.on.year}-{request.on.month:02}"),
        signature=SignatureBlock(
            authority="T/M BAN CHỈ ĐẠO" if body.system is System.PARTY else "TM. BAN CHỈ ĐẠO",
            position="TRƯỞNG BAN",
            name=next((row.name for row in members if row.rank is RoleRank.HEAD), ""),
        ),
        recipients=body.recipients,
        filing=body.filing,
        sample=store.offices.office().is_sample,
    )
    return render_pdf(content)


def _short_name(committee: Committee) -> str:
    """The header line of the committee: its name in capitals without the place, which stands above it."""
    return committee.name.split(" xã ")[0].split(" phường ")[0].upper()


def _report(session: Session, request: Request) -> bytes:
    if request.period is None:
        raise BadValue(field="--period", value="", allowed="2026-Q3, 2026-09, 2026 …")
    report = report_at_hand(session, period=request.period, regime=request.regime, body=request.body, plan=request.plan)
    if report.state is not ReportState.DRAFT and report.pdf_attachment is not None:
        return session.store.files.read(report.pdf_attachment)
    return report_pdf(session, report)

"""An annex of an issued plan as a file of its own, signed by the body (Nghị định 30/2020, Phụ lục I, II.8)."""

from __future__ import annotations

from datetime import datetime

from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.plans import Plan
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.i18n import N_
from kh57_desktop.services import paper_tasks
from kh57_desktop.services.package_series import WrongSigner
from kh57_desktop.services.paper_forms import Request, plan_in_form
from kh57_desktop.services.paper_settings import layout_of
from kh57_desktop.services.session import Session

KINDS = {"task-list": paper_tasks.task_list, "indicator-list": paper_tasks.indicator_list}


class PlanNotIssued(UserError):
    """The text of the signature names number and symbol of the paper to which the annex belongs."""

    code = "plan-not-issued"
    message = N_("The plan has no number yet, so its annex cannot be signed.")
    hint = N_("Nothing was signed. Please enter the number and the day of the plan first, or print the annex unsigned.")


class NotTheSeal(UserError):
    """An annex in a file of its own bears the body's digital signature, not a person's."""

    code = "not-the-seal"
    message = N_("The certificate of “{name}” is a person's; an annex in a file of its own is signed by the office.")
    hint = N_("Nothing was signed. Please use the certificate of the office (con dấu số).")


def signed_annex(session: Session, kind: str, request: Request, identity: SigningIdentity) -> bytes:
    """The annex with number, symbol and time of signing in the corner of its first page, under the body's signature.

    The annex of another body than the plan's own has no number. The PDF stays PDF/A. Raises PlanNotIssued,
    NotTheSeal, WrongSigner; IdentityNotValid, PdfNotSignable; and what the annex itself raises.
    """
    maker = KINDS.get(kind)
    if maker is None:
        raise BadValue(field="KIND", value=kind, allowed=", ".join(KINDS))
    office = session.store.offices.office().code
    if identity.role is not SignerRole.OFFICE:
        raise NotTheSeal(name=identity.name)
    if identity.office_code not in ("", office):
        raise WrongSigner(name=identity.name, signer=identity.office_code, office=office)
    plan, _body = plan_in_form(session, request)
    content = maker(session, request)
    at = session.now()
    pdf = render_pdf(content, layout=layout_of(session, content.system), stamp=stamp_of(plan, at))
    return sign_pdf(pdf, [identity], at=at)


def stamp_of(plan: Plan, at: datetime) -> tuple[str, str]:
    """`07/KH-UBND` and `03-09-2025 15:15:14 +07:00`: number and symbol, then day, time and zone by ISO 8601."""
    if not plan.number:
        raise PlanNotIssued
    zone = at.strftime("%z")
    return plan.number, f"{at:%d-%m-%Y %H:%M:%S} {zone[:3]}:{zone[3:]}"

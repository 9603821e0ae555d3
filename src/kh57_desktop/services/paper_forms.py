"""What every printing service needs first: the request, the plan in a body's form, header and signature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import without_as_above
from kh57_desktop.documents.kinds.plan import preamble_in_form, renamed
from kh57_desktop.domain.committee import Committee, Member
from kh57_desktop.domain.offices import IssuingBody, SignatureBlock
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import RoleRank, System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_
from kh57_desktop.services.offices import body_named, body_of_plan, signature_of
from kh57_desktop.services.paper_settings import layout_settings
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session

COMMITTEE_SYMBOL = "BCĐ"

# the filing line where the body keeps none of its own (document-format.md: "Lưu: VT" / "Lưu Văn phòng …")
FILING = {System.GOVERNMENT: "Lưu: VT", System.PARTY: "Lưu Văn phòng Đảng ủy"}


class NothingToPrint(UserError):
    """The data hold nothing of what the paper is about; an empty paper would look like a finished one."""

    code = "nothing-to-print"
    message = N_("There is nothing to print: {what}.")
    hint = N_("No file was written. Please enter the data first, or choose another plan, day, unit or person.")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be printed: codes and names as people give them; None means the usual one.

    `meeting`: the day of the meeting whose conclusions are printed; `receiver`: who takes over a hand-over.
    `view`: the saved view whose rows, groups, order and columns a list or register has.
    """

    on: date
    plan: str | None = None
    regime: str | None = None
    body: str | None = None
    period: str | None = None
    unit: str | None = None
    person: str | None = None
    meeting: date | None = None
    receiver: str = ""
    view: str | None = None


def plan_in_form(session: Session, request: Request) -> tuple[Plan, IssuingBody]:
    """The plan and the body whose form it is printed in.

    Another body's form has that body's signer, recipients and filing, no number or day yet, and its preamble and
    closing name that body and mark each căn cứ as its papers do. The plan's sections stay word for word.
    """
    plan = plan_of(session, request.plan)
    own = body_of_plan(session, plan)
    body = body_named(session, request.body) if request.body else own
    if body.id == own.id:
        return plan, body
    return replace(
        plan,
        system=body.system,
        issuer=body.name,
        locality=body.locality,
        signature=signature_of(body),
        number=None,
        date_words=month_of(request.on),
        preamble=preamble_in_form(
            plan.preamble,
            body.system,
            issuer=plan.issuer,
            now=body.name,
            last_basis_end=layout_settings(session, body.system).last_basis_end or "",
        ),
        closing=tuple(renamed(line, plan.issuer, body.name) for line in plan.closing),
        recipients=without_as_above(body.recipients or plan.recipients),
        filing=body.filing or FILING[body.system],
    ), body


def plan_and_body(session: Session, request: Request) -> tuple[Plan, IssuingBody]:
    """The plan as it was issued, and the body whose letter or form cites it."""
    plan = plan_of(session, request.plan)
    return plan, body_named(session, request.body) if request.body else body_of_plan(session, plan)


def body_form(session: Session, body: IssuingBody, on: date) -> Form:
    """A paper that the body will issue in the month of `on`: number and day by hand."""
    office = session.store.offices.office()
    return Form(
        system=body.system,
        issuer=body.name,
        header_lines=body.header_lines,
        symbol=body.symbol,
        locality=body.locality,
        day_words=month_of(on),
        signature=signature_of(body),
        recipients=body.recipients,
        filing=body.filing,
        place=office.full_name,
        last_basis_end=layout_settings(session, body.system).last_basis_end or "",
        sample=office.is_sample,
    )


def committee_form(session: Session, body: IssuingBody, committee: Committee, members: list[Member], on: date) -> Form:
    """A paper of the Ban Chỉ đạo: its own header and series, signed by its head (document-format.md a7, b5)."""
    authority = "T/M BAN CHỈ ĐẠO" if body.system is System.PARTY else "TM. BAN CHỈ ĐẠO"
    head = next((row.name for row in members if row.rank is RoleRank.HEAD), "")
    return replace(
        body_form(session, body, on),
        issuer=committee.name,
        header_lines=(body.header_lines[-1], short_name(committee)),
        symbol=COMMITTEE_SYMBOL,
        signature=SignatureBlock(authority=authority, position="TRƯỞNG BAN", name=head),
    )


def month_of(on: date) -> str:
    return f"{on.year}-{on.month:02}"


def short_name(committee: Committee) -> str:
    """The header line of the committee: its name in capitals without the place, which stands above it."""
    return committee.name.split(" xã ")[0].split(" phường ")[0].upper()

"""An annex of a plan by itself: title, `(Kèm theo Kế hoạch …)`, and a table on landscape pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.documents.content import AnnexTitle, Content, Orientation, Paragraph, Part, Role, Table
from kh57_desktop.documents.kinds.parts import attached_to, closing_of, dateline, head_of, sign_of
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import System


def plan_annex(
    plan: Plan,
    what: str,
    table: Table,
    *,
    header_lines: Sequence[str],
    symbol: str,
    label: str,
    sample: bool,
    note: str = "",
) -> Content:
    """`what`: the title's first words ("DANH MỤC NHIỆM VỤ THỰC HIỆN"), which the plan's resolution follows; `note`:
    a sentence below the table.

    A Party annex repeats the header without number and is signed (document-format.md d2).
    """
    name = f"{what} {_subject(plan)}"
    sign = sign_of(plan.number, kind=plan.kind, symbol=symbol, system=plan.system)
    title = AnnexTitle(label, name, attached_to(plan.kind, sign, dateline(plan.locality, plan.date_words), plan.issuer))
    is_party = plan.system is System.PARTY
    part = Part(
        (title, table, Paragraph(note, role=Role.NOTE)) if note else (title, table),
        Orientation.LANDSCAPE,
        head=head_of(header_lines) if is_party else None,
        closing=closing_of(plan.signature) if is_party else None,
    )
    return Content(plan.system, f"{label}: {name} – {plan.title}", (part,), sample)


def _subject(plan: Plan) -> str:
    """The resolution that the plan's title names, else the kind of the plan."""
    resolution = re.search(r"Nghị quyết số \d\S*", plan.title, re.IGNORECASE)
    return (resolution.group() if resolution else plan.kind).upper()

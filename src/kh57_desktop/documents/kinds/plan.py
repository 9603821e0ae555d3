"""Kế hoạch, Chương trình hành động (document-format.md d1, d2): the whole text of the plan, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.documents.content import Block, Content, Heading, Level, Paragraph, Part, Role, Title
from kh57_desktop.documents.kinds.outline import outline_blocks, preamble_blocks
from kh57_desktop.documents.kinds.parts import closing_of, dateline, head_of, sign_of
from kh57_desktop.domain.plans import Plan, Section
from kh57_desktop.domain.terms import System


def plan_content(
    plan: Plan, sections: Sequence[Section], *, header_lines: Sequence[str], symbol: str, sample: bool = False
) -> Content:
    """`header_lines`: of the issuing body, the last the issuer; `symbol`: its part of the sign ("ĐU", "UBND").

    Number and day that the plan does not have yet become blanks.
    """
    sign = sign_of(plan.number, kind=plan.kind, symbol=symbol, system=plan.system)
    blocks: list[Block] = [Title(plan.kind.upper(), plan.title), *_opening(plan)]
    for section in sorted(sections, key=lambda section: section.position):
        blocks.append(Heading(Level.SECTION, f"{section.number}." if section.number else "", section.title))
        blocks.extend(outline_blocks(section.paragraphs))
    blocks.extend(Paragraph(text) for text in plan.closing)
    part = Part(
        tuple(blocks),
        head=head_of(header_lines, sign, dateline(plan.locality, plan.date_words)),
        closing=closing_of(plan.signature, plan.recipients, plan.filing),
    )
    return Content(plan.system, f"{plan.kind} {plan.title}", (part,), sample)


def _opening(plan: Plan) -> tuple[Block, ...]:
    """The preamble as printed; a plan that was typed has only its bases, each a căn cứ line."""
    if plan.preamble:
        return preamble_blocks(plan.preamble)
    last = len(plan.bases) - 1
    is_party = plan.system is System.PARTY
    end = "," if is_party else "."  # document-format.md b4 and a5
    return tuple(
        Paragraph(f"Căn cứ {basis}{end if place == last else ';'}", "-" if is_party else "", Role.BASIS)
        for place, basis in enumerate(plan.bases)
    )

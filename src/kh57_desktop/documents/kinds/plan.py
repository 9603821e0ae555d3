"""Kế hoạch, Chương trình hành động (document-format.md d1, d2): the whole text of the plan, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.documents.content import (
    AnnexTitle,
    Block,
    Content,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    Role,
    Table,
    Title,
)
from kh57_desktop.documents.kinds.outline import outline_blocks, preamble_blocks
from kh57_desktop.documents.kinds.parts import closing_of, dateline, head_of, sign_of
from kh57_desktop.domain.plans import Plan, PlanAnnex, Section
from kh57_desktop.domain.terms import System


def plan_content(
    plan: Plan,
    sections: Sequence[Section],
    *,
    header_lines: Sequence[str],
    symbol: str,
    last_basis_end: str = "",
    sample: bool = False,
) -> Content:
    """`header_lines`: of the issuing body, the last the issuer; `symbol`: its part of the sign ("ĐU", "UBND").

    Number and day that the plan does not have yet become blanks. `last_basis_end`: where the office has its habit.
    """
    sign = sign_of(plan.number, kind=plan.kind, symbol=symbol, system=plan.system)
    blocks: list[Block] = [Title(plan.kind.upper(), plan.title), *_opening(plan, last_basis_end)]
    for section in sorted(sections, key=lambda section: section.position):
        blocks.extend(_section_heading(section))
        blocks.extend(outline_blocks(section.paragraphs))
    blocks.extend(Paragraph(text) for text in plan.closing)
    part = Part(
        tuple(blocks),
        head=head_of(header_lines, sign, dateline(plan.locality, plan.date_words)),
        closing=closing_of(plan.signature, plan.recipients, plan.filing),
    )
    annexes = (_annex(annex, plan) for annex in plan.annexes)
    return Content(plan.system, f"{plan.kind} {plan.title}", (part, *annexes), sample)


_NAMED_PART = re.compile(r"(?:phần|chương)\b.*", re.IGNORECASE)


def _section_heading(section: Section) -> tuple[Block, ...]:
    """`I. MỤC ĐÍCH`; a part or chapter has its name on one line and its title on the next (document-format.md a6)."""
    if _NAMED_PART.fullmatch(section.number):
        return (Heading(Level.PART, section.number.rstrip(".: "), section.title.upper()),)
    return (Heading(Level.SECTION, f"{section.number.rstrip('.')}." if section.number else "", section.title),)


_WIDE = 6
"""An annex with a table of so many columns lies across the page."""


def _annex(annex: PlanAnnex, plan: Plan) -> Part:
    """An annex on pages of its own, its text and tables as the plan carries them."""
    label, *rest = annex.heading or ("",)
    attached = next((line for line in rest if line.startswith("(")), "")
    titles = [line for line in rest if line != attached]
    blocks = outline_blocks(annex.paragraphs)
    is_wide = any(isinstance(block, Table) and len(block.leaves) >= _WIDE for block in blocks)
    title = AnnexTitle(label, " ".join(titles), attached)
    return Part((title, *blocks), Orientation.LANDSCAPE if is_wide else Orientation.PORTRAIT)


def _opening(plan: Plan, last_basis_end: str) -> tuple[Block, ...]:
    """The preamble as printed; a plan that was typed has only its bases, each a căn cứ line."""
    if plan.preamble:
        return preamble_blocks(plan.preamble)
    last = len(plan.bases) - 1
    is_party = plan.system is System.PARTY
    end = last_basis_end or ("," if is_party else ".")  # document-format.md b4 and a5
    return tuple(
        Paragraph(f"Căn cứ {_bare(basis)}{end if place == last else ';'}", "-" if is_party else "", Role.BASIS)
        for place, basis in enumerate(plan.bases)
    )


def _bare(basis: str) -> str:
    """A căn cứ as typed, without the words and marks that the paper puts around it."""
    return basis.strip().lstrip("-–").strip().removeprefix("Căn cứ ").rstrip(" .;,")

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


_BASIS = re.compile(r"(?:[-–]\s*)?(?:Căn cứ|Xét đề nghị|Theo đề nghị)\b")


def preamble_in_form(
    preamble: Sequence[str], system: System, *, issuer: str, now: str, last_basis_end: str = ""
) -> tuple[str, ...]:
    """The preamble of a plan as the other system words it (document-format.md a5, b4).

    Marks around each căn cứ are those of `system`, "Xét đề nghị" is the Party's and "Theo đề nghị" the government's;
    where the text names its `issuer`, it names `now` instead.
    """
    is_party = system is System.PARTY
    bases = [place for place, line in enumerate(preamble) if _is_basis(line)]
    shown = []
    for place, line in enumerate(preamble):
        if place not in bases:
            shown.append(renamed(line, issuer, now))
            continue
        words = line.strip().lstrip("-–").strip().rstrip(" .;,")
        words = re.sub(r"^(?:Xét|Theo) đề nghị", "Xét đề nghị" if is_party else "Theo đề nghị", words)
        last = last_basis_end or ("," if is_party else ".")
        shown.append(f"{'- ' if is_party else ''}{renamed(words, issuer, now)}{last if place == bases[-1] else ';'}")
    return tuple(shown)


def _is_basis(line: str) -> bool:
    return _BASIS.match(line.strip()) is not None and not line.rstrip().endswith(":")


def renamed(text: str, issuer: str, now: str) -> str:
    """`text` with `now` where it names `issuer`, whichever way "ủy" is spelt."""
    if not issuer.strip():
        return text
    spelt = re.escape(issuer.strip()).replace("ủy", "uỷ").replace("Ủy", "Uỷ")
    pattern = spelt.replace("uỷ", "(?:uỷ|ủy)").replace("Uỷ", "(?:Uỷ|Ủy)")
    return re.sub(rf"\b{pattern}\b", lambda _match: now, text)


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

"""Directing documents (văn bản chỉ đạo): the chain centre → province → commune, and the "Căn cứ" lines made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.terms import DirectiveLevel
from kh57_desktop.i18n import long_date

LEVEL_ORDER = tuple(DirectiveLevel)


@dataclass(frozen=True, slots=True)
class Directive:
    """`parent_id`: the upper document that this one carries out. `is_basis`: offered to new papers as a căn cứ."""

    id: str
    level: DirectiveLevel = DirectiveLevel.CENTRE
    kind: str = ""
    number: str = ""
    issuer: str = ""
    dated_on: date | None = None
    text: str = ""
    parent_id: str | None = None
    is_basis: bool = False
    attachment_id: str | None = None
    note: str = ""
    position: int = 0

    @property
    def name(self) -> str:
        """ "Nghị quyết 57-NQ/TW" or, without a number, kind and title."""
        return " ".join(word for word in (self.kind, self.number or self.text) if word)


@dataclass(frozen=True, slots=True)
class DirectiveLink:
    """A plan, task or indicator that comes from the document; exactly one of the three."""

    id: str
    directive_id: str
    plan_id: str | None = None
    task_id: str | None = None
    indicator_id: str | None = None


def basis_line(directive: Directive) -> str:
    """ "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về …", without an end mark."""
    number = f" số {directive.number}" if directive.number else ""
    day = f" {long_date(directive.dated_on)}" if directive.dated_on else ""
    issuer = f" của {directive.issuer}" if directive.issuer else ""
    title = directive.text.strip().rstrip(".;,")
    if title and title[:3].casefold() != "về ":
        first, _space, _rest = title.partition(" ")
        title = f"về {title if first.isupper() and len(first) > 1 else title[:1].lower() + title[1:]}"
    return f"Căn cứ {directive.kind or 'văn bản'}{number}{day}{issuer}{' ' + title if title else ''}"


def in_chain(rows: Sequence[Directive]) -> list[tuple[Directive, int]]:
    """Each upper document, by level and day, followed by those that carry it out, with how deep each one lies.

    A circle of documents that carry out one another is cut where it was entered first.
    """

    def order(row: Directive) -> tuple[int, date, str]:
        return LEVEL_ORDER.index(row.level), row.dated_on or date.max, row.number

    known = {row.id for row in rows}
    below: dict[str | None, list[Directive]] = {}
    for row in sorted(rows, key=order):
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[tuple[Directive, int]] = []
    seen: set[str] = set()

    def add(row: Directive, depth: int) -> None:
        if row.id not in seen:
            seen.add(row.id)
            found.append((row, depth))
            for child in below.get(row.id, ()):
                add(child, depth + 1)

    for row in below.get(None, ()):
        add(row, 0)
    for row in sorted(rows, key=order):
        add(row, 0)
    return found

"""The reading of a plan document (bản đọc kế hoạch): what was found, with doubts, before a person accepts it.

Field meanings: the annotation rules of the import format; `as_json` gives exactly that format.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kh57_desktop.domain.terms import Comparator


class DoubtKind(StrEnum):
    """What a doubt asks, so that a screen can offer the answers as buttons; `LOOK` only asks to be looked at."""

    LOOK = "look"
    JOIN = "join"
    """Two rows may be one; `other` is the text of the earlier one."""
    TORN = "torn"
    """Two paragraphs run together; `other` begins with the second one's words."""
    UNMARKED = "unmarked"
    """A paragraph without a marker was read as part of the row above; `other` is its words."""
    BROKEN_OFF = "broken_off"
    """A row that begins in the middle of a sentence."""
    HEADING = "heading"
    """A row that may be a heading."""
    EMPTY_GROUP = "empty_group"
    """A group without a task: it may be one itself."""
    ANNEX = "annex"
    """The text names an annex that the file does not hold."""
    LACKS = "lacks"
    """A task without the lead, time or product that the others have."""
    NOT_OURS = "not_ours"
    """A task of another level (không thuộc trách nhiệm xã)."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at: `where` is the place in the document's own words, `reason` says why."""

    where: str
    reason: str
    kind: DoubtKind = DoubtKind.LOOK
    other: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table (`cells`, with the table's number), of the document as it was read.

    `page` counts from 1 and is 0 where the source knows no pages.
    """

    text: str
    cells: tuple[str, ...] = ()
    table: int = 0
    page: int = 0
    is_bold: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of a sheet as it was understood: `meaning` is a stable name, a year, or None where nothing fits."""

    sheet: str
    heading: str
    key: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class ReadSection:
    number: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """`value` is None only where a person made a row an indicator that states no number."""

    text: str
    horizon: int | None
    group: str | None
    comparator: Comparator
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    per: str | None
    lead: str | None = None
    supporting: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReadTaskGroup:
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class ReadTask:
    """`group` is the group's number, `number` as printed, None if none."""

    group: str | None
    number: str | None
    text: str
    lead: str | None = None
    supporting: tuple[str, ...] = ()
    deadline: str | None = None
    product: str | None = None
    start: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReadAssignment:
    number: str | None
    organization: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadSignature:
    authority: str | None = None
    on_behalf: str | None = None
    position: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ReadMember:
    order: int
    name: str | None
    post: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class ReadCommittee:
    """Members of a decision on a committee; `replaces`: number and date of the earlier decision."""

    name: str
    action: str
    standing_body: str | None
    members: tuple[ReadMember, ...]
    replaces_number: str | None = None
    replaces_date: str | None = None


@dataclass(frozen=True, slots=True)
class ReadAnnex:
    """An annex (phụ lục) behind the signature: its heading lines, and every paragraph and table row below them."""

    heading: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    kind: str | None = None
    system: str | None = None
    issuer: str | None = None
    locality: str | None = None
    level: str | None = None
    number: str | None = None
    date: str | None = None
    title: str | None = None
    bases: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    indicators: tuple[ReadIndicator, ...] = ()
    task_groups: tuple[ReadTaskGroup, ...] = ()
    tasks: tuple[ReadTask, ...] = ()
    assignments: tuple[ReadAssignment, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: str | None = None
    signature: ReadSignature = field(default_factory=ReadSignature)
    committee: ReadCommittee | None = None
    doubts: tuple[Doubt, ...] = ()
    annexes: tuple[ReadAnnex, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False, compare=False)
    """The whole document in reading order, to be shown beside what was found."""
    columns: tuple[ReadColumn, ...] = field(default=(), repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """JSON-ready dict of the annotation format; numbers plain (`0.65`, `80`), tuples as lists."""
        result: dict[str, Any] = _plain(asdict(replace(self, passages=(), columns=())))
        del result["passages"], result["columns"]
        if self.committee is None:
            del result["committee"]
        else:
            committee = result["committee"]
            number, on = committee.pop("replaces_number"), committee.pop("replaces_date")
            committee["replaces"] = {"number": number, "date": on} if number or on else None
        for indicator in result["indicators"]:
            for key in ("lead", "supporting", "note"):
                if not indicator[key]:
                    del indicator[key]
        for task in result["tasks"]:
            for key in ("start", "note"):
                if task[key] is None:
                    del task[key]
        return result


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Comparator):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value

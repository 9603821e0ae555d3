"""The plan (kế hoạch) as issued: whole text by section, task groups, duties."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.terms import PlanState, System
from kh57_desktop.light import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level part (I, II …); `paragraphs` are all paragraphs below its heading in order, markers included."""

    id: str
    plan_id: str
    number: str
    title: str
    paragraphs: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Nhóm nhiệm vụ, giải pháp; `number` as printed."""

    id: str
    plan_id: str
    number: str
    title: str
    position: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Trách nhiệm được giao in "tổ chức thực hiện": one sentence or item for one unit."""

    id: str
    plan_id: str
    number: str
    unit_id: str
    organization: str
    text: str
    position: int
    deadline_words: str = ""
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class PlanAnnex:
    """An annex (phụ lục) as the plan carries it: heading lines from `Phụ lục I` down, then paragraphs and table rows.

    Cells of a table row are parted by " | ".
    """

    heading: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan or action programme (kế hoạch, chương trình hành động).

    `code`: K1, K2 … in the file; `number`: the printed sign without "Số"; `date_words`: the date as far as it is
    known ("2025-12"); `closing`: unnumbered paragraphs between the last section and the recipients.
    """

    id: str
    code: str
    kind: str
    system: System
    issuer: str
    locality: str
    level: str
    title: str
    number: str | None
    date_words: str | None
    bases: tuple[str, ...]
    preamble: tuple[str, ...]
    recipients: tuple[str, ...]
    filing: str
    signature: SignatureBlock
    closing: tuple[str, ...] = ()
    annexes: tuple[PlanAnnex, ...] = ()
    state: PlanState = PlanState.DRAFT
    issuing_body_id: str | None = None
    resolution: str = "NQ57"
    source_attachment: str | None = None
    amended_by: str | None = None
    position: int = 0

    @property
    def dated_on(self) -> date | None:
        """The day of issue where it is known to the day."""
        try:
            return date.fromisoformat(self.date_words) if self.date_words else None
        except ValueError:
            return None

    @property
    def dated_by(self) -> date | None:
        """The last day that the date may mean: of "2025-12" 31/12/2025; None where it names no year."""
        if self.dated_on is not None or not self.date_words:
            return self.dated_on
        year, _dash, month = self.date_words.partition("-")
        if not year.isdecimal() or not 1900 <= int(year) <= 2100:
            return None
        last = int(month) if month.isdecimal() and 1 <= int(month) <= 12 else 12
        return date(int(year), last, monthrange(int(year), last)[1])

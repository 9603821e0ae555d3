"""The periodic report (báo cáo định kỳ): its tables, its sections, and the figures frozen at issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.terms import Mark, ReportState, Standing, System

ALL_COUNTED = "*"
"""In `Report.counted`: a correction takes every row as it is now, as far as it is dated within the period."""
LATE_MARK = "(*)"
"""Behind what was dated before the cut-off and recorded after it (reporting.md section 1)."""


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """One row of table 1 (tổng hợp nhiệm vụ): a group, a unit, or the sum."""

    label: str
    number: str
    done_on_time: int = 0
    done_late: int = 0
    in_time: int = 0
    """Đang thực hiện trong hạn = under_way + due_soon."""
    overdue: int = 0
    not_due: int = 0
    continuous: int = 0
    suspended: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """Tổng số được giao: without thường xuyên, tạm dừng, hủy, which stand in a line below the table."""
        return self.done_on_time + self.done_late + self.in_time + self.overdue + self.not_due

    @property
    def share_done(self) -> Decimal | None:
        """Tỷ lệ hoàn thành in percent, None (printed "-") where nothing was assigned."""
        if not self.total:
            return None
        return Decimal(100 * (self.done_on_time + self.done_late)) / Decimal(self.total)


@dataclass(frozen=True, slots=True)
class ProofFigure:
    """Minh chứng of a finished task: a document, and the digest of its kept file where it travels along."""

    kind: str
    number: str
    dated_on: date | None
    title: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class RemarkAnswer:
    """The answer to a remark of the superior on an earlier version of the report."""

    remark_id: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskFigure:
    """A task as at the cut-off (one row of table 3 and of the package's data)."""

    id: str
    code: str
    number: str
    group_id: str | None
    text: str
    lead: str
    supporting: tuple[str, ...]
    start_on: date | None
    due_on: date | None
    due_words: str
    state: str
    standing: Standing
    percent: int | None
    result: str
    difficulty: str
    proposal: str
    finished_on: date | None
    days_late: int = 0
    proofs: tuple[ProofFigure, ...] = ()
    late: bool = False
    """Something of it was recorded after the cut-off, though dated before: papers mark it."""
    is_new_to_period: bool = False
    """Its latest progress was made within the period."""


@dataclass(frozen=True, slots=True)
class InstanceFigure:
    """One dated instance of a recurring task, as at the cut-off: totals count it, not the task."""

    task: str
    period: str
    due_on: date
    finished_on: date | None
    standing: Standing

    @property
    def key(self) -> str:
        """As a figure names it among its rows: "N5/2026-Q3"."""
        return f"{self.task}/{self.period}"


@dataclass(frozen=True, slots=True)
class TargetFigure:
    year: int | None
    comparator: str
    value: Decimal | None
    value_max: Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """An indicator as at the cut-off (one row of table 2). `attained`: True Đạt, False Chưa đạt, None not judged."""

    id: str
    code: str
    text: str
    group: str
    unit: str
    per: str
    targets: tuple[TargetFigure, ...]
    target_year: int | None
    mark: Mark
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    source: str
    remark: str
    follow_up: bool
    share: Decimal | None
    attained: bool | None
    late: bool = False
    is_due: bool = True
    """The year of the target is closing; before, a target not reached yet is under way (Đang thực hiện)."""


@dataclass(frozen=True, slots=True)
class GroupFigure:
    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a computed sentence; a number or name carries the codes of the rows it came from (N12, C3)."""

    text: str
    rows: tuple[str, ...] = ()


class ParagraphKind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    """A heading within the section ("1. Tình hình thực hiện nhiệm vụ")."""
    TOTALS = "totals"
    """Table 1 stands here."""
    INDICATORS = "indicators"
    """Table 2 stands here."""
    COMPARISON = "comparison"
    """The table that compares with the period before and the same one last year."""
    YEARS = "years"
    """The table of a review's years."""


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """One sentence or heading of the draft; `key` stays the same when it is computed again, "" where typed by hand.

    `text`: as it will be printed. `pieces`: what the data say. `edited`: `text` is a person's; `basis`: what the data
    said when it was typed. `changed`: the data say something else than when the draft was last looked at; an edited
    text stays as it is all the same. `before`: the text that was there until then.
    """

    key: str
    text: str
    kind: ParagraphKind = ParagraphKind.TEXT
    pieces: tuple[Piece, ...] = ()
    edited: bool = False
    basis: str = ""
    changed: bool = False
    before: str = ""

    @property
    def computed(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """`edited`: typed by hand as a whole, so that computing again leaves it alone.

    `text`: the paragraphs parted by line breaks, as packages carry it. `paragraphs` is empty in reports that an
    earlier version froze.
    """

    number: str
    title: str
    text: str
    edited: bool = False
    paragraphs: tuple[ReportParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a correction (đính chính): what was reported, what is right, why. `row`: code, "" for the totals."""

    row: str
    what: str
    old: str
    new: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside that of the period before and of the same period last year; None where not known."""

    label: str
    unit: str
    now: Decimal | None
    before: Decimal | None
    last_year: Decimal | None
    row: str = ""
    late: bool = False
    """One of the three says something else since the cut-off day: papers mark it."""

    @property
    def difference(self) -> Decimal | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def difference_to_last_year(self) -> Decimal | None:
        return None if self.now is None or self.last_year is None else self.now - self.last_year


@dataclass(frozen=True, slots=True)
class YearValue:
    """What an indicator (its code) stated of a year."""

    row: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of a review as at its cut-off, the last one as at that of the report.

    `is_under_way`: the report closes before that year does. `done_rows`, `rows`: what `done` and `total` count.
    Money in đồng, None where nothing is on record.
    """

    year: int
    until: date
    total: int
    done: int
    overdue: int
    rows: tuple[str, ...] = ()
    done_rows: tuple[str, ...] = ()
    values: tuple[YearValue, ...] = ()
    allotment: int | None = None
    spent: int | None = None
    is_under_way: bool = False
    late: bool = False
    """Something of it was recorded after the cut-off: papers mark it."""

    @property
    def share(self) -> Decimal | None:
        """Tỷ lệ hoàn thành in percent; None where nothing was assigned."""
        return Decimal(100 * self.done) / Decimal(self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """Everything a report says in numbers, as at the cut-off; frozen when the report is issued."""

    groups: tuple[GroupFigure, ...]
    tasks: tuple[TaskFigure, ...]
    indicators: tuple[IndicatorFigure, ...]
    by_group: tuple[TotalsRow, ...]
    by_unit: tuple[TotalsRow, ...]
    overall: TotalsRow
    instances: tuple[InstanceFigure, ...] = ()
    """Of recurring tasks that are counted by instance; empty in reports that an earlier version froze."""
    years: tuple[YearFigures, ...] = ()
    """Of a review of several years."""
    is_plan_late: bool = False
    """The plan itself was entered after the cut-off: everything dated before it counts, and the paper says so."""

    def counted(self, *standings: Standing) -> tuple[str, ...]:
        """What totals count with these standings, in the plan's order: codes of tasks, keys of instances."""
        by_task: dict[str, list[InstanceFigure]] = {}
        for row in self.instances:
            by_task.setdefault(row.task, []).append(row)
        found: list[str] = []
        for task in self.tasks:
            instances = by_task.get(task.code)
            if instances is None:
                found += [task.code] if task.standing in standings else []
            else:
                found += [row.key for row in instances if row.standing in standings]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Report:
    """`number`: the integer alone, `sign` the whole ("45/BC-UBND"); both None until issued."""

    id: str
    uid: str | None
    plan_id: str
    regime: str
    period: str
    data_from: date
    data_to: date
    cut_off: date
    issuing_body_id: str
    system: System
    title: str
    addressee: str
    sections: tuple[ReportSection, ...]
    figures: ReportFigures
    signature: SignatureBlock
    recipients: tuple[str, ...]
    filing: str
    locality: str
    header_lines: tuple[str, ...]
    symbol: str
    number: int | None = None
    sign: str | None = None
    dated_on: date | None = None
    state: ReportState = ReportState.DRAFT
    corrects: str | None = None
    pdf_attachment: str | None = None
    data_attachment: str | None = None
    answers: tuple[RemarkAnswer, ...] = ()
    template: str = ""
    """Key of the outline that it follows."""
    due_on: date | None = None
    comparisons: tuple[Comparison, ...] = ()
    counted: tuple[str, ...] = ()
    """Ids of rows whose changes after the cut-off a person dated back into the period; `ALL_COUNTED`: every row."""
    corrections: tuple[Correction, ...] = ()
    drafted_at: str = ""
    closing: str = ""
    """The last sentence; "" for the usual one."""
    has_annex: bool = True
    """Whether every task is printed behind it (Bảng 3)."""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What lists say of a report, without its figures and sentences."""

    id: str
    uid: str | None
    plan_id: str
    regime: str
    period: str
    data_from: date
    data_to: date
    cut_off: date
    issuing_body_id: str
    title: str
    state: ReportState
    number: int | None = None
    sign: str | None = None
    dated_on: date | None = None
    due_on: date | None = None
    corrects: str | None = None
    drafted_at: str = ""
    pdf_attachment: str | None = None

    @property
    def is_issued(self) -> bool:
        return self.state is not ReportState.DRAFT

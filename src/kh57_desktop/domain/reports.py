"""The periodic report (báo cáo định kỳ): its tables, its sections, and the figures frozen at issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.terms import Mark, ReportState, Standing, System


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


@dataclass(frozen=True, slots=True)
class GroupFigure:
    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ReportSection:
    """`edited`: typed by hand, so that computing again leaves it alone."""

    number: str
    title: str
    text: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """Everything a report says in numbers, as at the cut-off; frozen when the report is issued."""

    groups: tuple[GroupFigure, ...]
    tasks: tuple[TaskFigure, ...]
    indicators: tuple[IndicatorFigure, ...]
    by_group: tuple[TotalsRow, ...]
    by_unit: tuple[TotalsRow, ...]
    overall: TotalsRow


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

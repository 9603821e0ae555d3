"""Stored codes of the field and their wording, one table for screen, paper and command line.

Codes are stable English; words are msgids. Rules: design.md section 3 and 6, reporting.md sections 4 and 5.
"""

from __future__ import annotations

from enum import StrEnum

from kh57_desktop.i18n import N_, _, vietnamese


class System(StrEnum):
    """Whose rules a paper follows: Đảng (05-HD/VPTW) or chính quyền (Nghị định 30/2020)."""

    PARTY = "party"
    GOVERNMENT = "government"


class OfficeRole(StrEnum):
    """What the office does with packages: a commune sends, a superior body also receives."""

    COMMUNE = "commune"
    SUPERIOR = "superior"


class TaskState(StrEnum):
    """Stored state of a task (tình trạng thực hiện); everything else is computed."""

    OPEN = "open"
    SUBMITTED = "submitted"
    DONE = "done"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """Computed standing (tình trạng) of a task at a day."""

    CANCELLED = "cancelled"
    SUSPENDED = "suspended"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    CONTINUOUS = "continuous"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    NOT_DUE = "not_due"
    UNDER_WAY = "under_way"


class DeadlineKind(StrEnum):
    """Kind of a due term (loại thời hạn)."""

    DATED = "dated"
    """A day, month, quarter or year by which it is due."""
    PERIOD = "period"
    """From … to …, e.g. 2026-2030."""
    RECURRING = "recurring"
    """Định kỳ: hằng năm, hằng quý, quý I hằng năm."""
    CONTINUOUS = "continuous"
    """Thường xuyên: no due day, never overdue."""
    CONDITIONAL = "conditional"
    """Theo chỉ đạo, khi có hướng dẫn: undated until the condition comes."""
    UNKNOWN = "unknown"
    """Words that no rule understands: kept as words, no day invented."""


class Term(StrEnum):
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Comparator(StrEnum):
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="


class Direction(StrEnum):
    """Which way an indicator is good."""

    UP = "up"
    DOWN = "down"
    EXACT = "exact"
    YES_NO = "yes_no"


class Nature(StrEnum):
    """What one reading counts: everything so far (lũy kế), the period alone, or a moment."""

    CUMULATIVE = "cumulative"
    PERIOD = "period"
    MOMENT = "moment"


class Mark(StrEnum):
    """Zero, missing and not applicable are three values everywhere."""

    VALUE = "value"
    ZERO = "zero"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


MISSING_WORDS = ("missing", "…", "...", "chưa có")
NOT_APPLICABLE_WORDS = ("na", "x", "not_applicable", "không áp dụng")
"""How people type the two marks, in small letters."""


class RoleRank(StrEnum):
    """Rank of a committee member; the office's own word is kept beside it."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    STANDING_MEMBER = "standing_member"
    MEMBER = "member"
    SECRETARY = "secretary"


class CommitteeKind(StrEnum):
    STEERING = "steering"
    """Ban Chỉ đạo."""
    HELPER_GROUP = "helper_group"
    """Tổ giúp việc."""


class UnitSide(StrEnum):
    """Khối: which side of the political system a unit belongs to."""

    PARTY = "party"
    GOVERNMENT = "government"
    FRONT = "front"
    FORCES = "forces"
    OTHER = "other"


class BudgetSource(StrEnum):
    """Nguồn kinh phí."""

    COMMUNE = "commune"
    PROVINCE = "province"
    CENTRE = "centre"
    SOCIAL = "social"
    """Xã hội hóa."""
    OTHER = "other"


class InspectionKind(StrEnum):
    INSPECTION = "inspection"
    """Kiểm tra."""
    SUPERVISION = "supervision"
    """Giám sát."""


class SessionKind(StrEnum):
    TRAINING = "training"
    """Tập huấn, bồi dưỡng."""
    PROPAGANDA = "propaganda"
    """Tuyên truyền."""
    CONTEST = "contest"
    """Hội thi, cuộc thi."""


class OwedKind(StrEnum):
    """What a subordinate body owes."""

    PLAN = "plan"
    REPORT = "report"


class DirectiveLevel(StrEnum):
    """Whence a directing document comes; the chain runs downwards."""

    CENTRE = "centre"
    PROVINCE = "province"
    COMMUNE = "commune"


class PlanState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


class ReportState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    PACKAGED = "packaged"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Clarity(StrEnum):
    """The members of "5 rõ / 6 rõ" (reporting.md section 5)."""

    PERSON = "person"
    WORK = "work"
    TIME = "time"
    RESPONSIBILITY = "responsibility"
    PRODUCT = "product"
    AUTHORITY = "authority"


FIVE_CLEAR = (Clarity.PERSON, Clarity.WORK, Clarity.TIME, Clarity.RESPONSIBILITY, Clarity.PRODUCT)
SIX_CLEAR = (*FIVE_CLEAR, Clarity.AUTHORITY)

_WORDS: dict[StrEnum, str] = {
    System.PARTY: N_("Party"),
    System.GOVERNMENT: N_("Government"),
    TaskState.OPEN: N_("Open"),
    TaskState.SUBMITTED: N_("Submitted for approval"),
    TaskState.DONE: N_("Done"),
    TaskState.SUSPENDED: N_("Suspended"),
    TaskState.CANCELLED: N_("Cancelled"),
    Standing.CANCELLED: N_("Cancelled"),
    Standing.SUSPENDED: N_("Suspended"),
    Standing.DONE_ON_TIME: N_("Done on time"),
    Standing.DONE_LATE: N_("Done late"),
    Standing.CONTINUOUS: N_("Continuous"),
    Standing.OVERDUE: N_("Overdue"),
    Standing.DUE_SOON: N_("Due soon"),
    Standing.NOT_DUE: N_("Not due yet"),
    Standing.UNDER_WAY: N_("Under way"),
    DeadlineKind.DATED: N_("Dated"),
    DeadlineKind.PERIOD: N_("From … to …"),
    DeadlineKind.RECURRING: N_("Recurring"),
    DeadlineKind.CONTINUOUS: N_("Continuous"),
    DeadlineKind.CONDITIONAL: N_("On a condition"),
    DeadlineKind.UNKNOWN: N_("As worded"),
    Term.SHORT: N_("Short term"),
    Term.MEDIUM: N_("Medium term"),
    Term.LONG: N_("Long term"),
    Mark.VALUE: N_("Value"),
    Mark.ZERO: N_("Zero"),
    Mark.MISSING: N_("Missing"),
    Mark.NOT_APPLICABLE: N_("Not applicable"),
    RoleRank.HEAD: N_("Head"),
    RoleRank.STANDING_DEPUTY: N_("Standing deputy head"),
    RoleRank.DEPUTY: N_("Deputy head"),
    RoleRank.STANDING_MEMBER: N_("Standing member"),
    RoleRank.MEMBER: N_("Member"),
    RoleRank.SECRETARY: N_("Secretary"),
    ReportState.DRAFT: N_("Draft"),
    ReportState.ISSUED: N_("Issued"),
    ReportState.PACKAGED: N_("Packaged"),
    ReportState.HANDED_OVER: N_("Handed over"),
    ReportState.RECEIVED: N_("Received"),
    ReportState.RETURNED: N_("Returned"),
    ReportState.ACCEPTED: N_("Accepted"),
    Clarity.PERSON: N_("person"),
    Clarity.WORK: N_("work"),
    Clarity.TIME: N_("time"),
    Clarity.RESPONSIBILITY: N_("responsibility"),
    Clarity.PRODUCT: N_("product"),
    Clarity.AUTHORITY: N_("authority"),
}


_WORDS_OF_KIND: dict[type[StrEnum], dict[StrEnum, str]] = {
    UnitSide: {
        UnitSide.PARTY: N_("Party side"),
        UnitSide.GOVERNMENT: N_("Government side"),
        UnitSide.FRONT: N_("Front and mass organisations"),
        UnitSide.FORCES: N_("Armed forces"),
        UnitSide.OTHER: N_("Other side"),
    },
    BudgetSource: {
        BudgetSource.COMMUNE: N_("Commune budget"),
        BudgetSource.PROVINCE: N_("Province budget"),
        BudgetSource.CENTRE: N_("Central budget"),
        BudgetSource.SOCIAL: N_("Contributions of society"),
        BudgetSource.OTHER: N_("Other source"),
    },
    InspectionKind: {
        InspectionKind.INSPECTION: N_("Inspection"),
        InspectionKind.SUPERVISION: N_("Supervision"),
    },
    SessionKind: {
        SessionKind.TRAINING: N_("Training"),
        SessionKind.PROPAGANDA: N_("Propaganda"),
        SessionKind.CONTEST: N_("Contest"),
    },
    OwedKind: {
        OwedKind.PLAN: N_("Plan owed"),
        OwedKind.REPORT: N_("Report owed"),
    },
    DirectiveLevel: {
        DirectiveLevel.CENTRE: N_("Centre"),
        DirectiveLevel.PROVINCE: N_("Province level"),
        DirectiveLevel.COMMUNE: N_("Commune level"),
    },
}
"""Of kinds that share a code with another kind: codes of two kinds are equal where their letters are."""


def _message(code: StrEnum) -> str | None:
    return _WORDS_OF_KIND.get(type(code), _WORDS).get(code)


def word(code: StrEnum) -> str:
    """The wording of a stored code in the chosen language; a code without words shows itself."""
    message = _message(code)
    return _(message) if message is not None else str(code)


def printed_word(code: StrEnum) -> str:
    """The wording of a stored code on papers, Vietnamese whatever the language of the window."""
    message = _message(code)
    return vietnamese(message) if message is not None else str(code)


PRINTED: dict[Standing, str] = {
    Standing.CANCELLED: "Đã hủy",
    Standing.SUSPENDED: "Tạm dừng",
    Standing.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Standing.DONE_LATE: "Hoàn thành quá hạn",
    Standing.CONTINUOUS: "Thường xuyên",
    Standing.OVERDUE: "Quá hạn",
    Standing.DUE_SOON: "Sắp đến hạn",
    Standing.NOT_DUE: "Chưa đến hạn",
    Standing.UNDER_WAY: "Đang thực hiện",
}
"""Standings as papers print them, always Vietnamese; a test holds them equal to the `vi` words."""

MARK_SIGNS: dict[Mark, str] = {Mark.ZERO: "0", Mark.MISSING: "…", Mark.NOT_APPLICABLE: "x"}
"""Signs of the three marks on screen and paper (look.md section 6)."""

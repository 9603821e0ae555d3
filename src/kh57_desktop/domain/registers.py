"""The registers (sổ theo dõi): inspections and findings, commendations, sessions, unit plans, conclusions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.dues import owed_standing
from kh57_desktop.domain.terms import InspectionKind, OwedKind, SessionKind, Standing
from kh57_desktop.i18n import long_date


@dataclass(frozen=True, slots=True)
class Inspection:
    """Kiểm tra, giám sát: one entry of the year's programme. `planned_words`: when, as the programme words it."""

    id: str
    year: int
    kind: InspectionKind = InspectionKind.INSPECTION
    text: str = ""
    unit_id: str | None = None
    programme: str = ""
    leader: str = ""
    planned_words: str = ""
    planned_on: date | None = None
    held_on: date | None = None
    minutes: str = ""
    minutes_attachment: str | None = None
    result: str = ""
    position: int = 0

    def standing(self, on: date) -> Standing:
        """Held in time, held late, overdue in the programme, or still to come."""
        return owed_standing(self.planned_on, self.held_on, on)


@dataclass(frozen=True, slots=True)
class Finding:
    """Hạn chế found by an inspection and its remedy (khắc phục), followed until `closed_on`."""

    id: str
    text: str = ""
    inspection_id: str | None = None
    unit_id: str | None = None
    remedy: str = ""
    found_on: date | None = None
    due_on: date | None = None
    closed_on: date | None = None
    proof: str = ""
    note: str = ""
    position: int = 0

    def standing(self, on: date) -> Standing:
        return owed_standing(self.due_on, self.closed_on, on)


@dataclass(frozen=True, slots=True)
class Commendation:
    """Khen thưởng, proposed and granted; of a unit, or of `person` (in that unit)."""

    id: str
    text: str = ""
    unit_id: str | None = None
    person: str = ""
    form: str = ""
    proposed_on: date | None = None
    decision: str = ""
    granted_on: date | None = None
    note: str = ""
    position: int = 0

    def is_granted(self, on: date) -> bool:
        return self.granted_on is not None and self.granted_on <= on


@dataclass(frozen=True, slots=True)
class PublicSession:
    """Tập huấn, tuyên truyền, hội thi: held once, with the number of participants; counted in an indicator if linked.

    `participants` None: not known; 0 is zero.
    """

    id: str
    kind: SessionKind = SessionKind.TRAINING
    text: str = ""
    held_on: date | None = None
    place: str = ""
    unit_id: str | None = None
    participants: int | None = None
    audience: str = ""
    indicator_id: str | None = None
    document: str = ""
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A plan or report that a subordinate body owes (kế hoạch của chi bộ, phòng, trường, thôn)."""

    id: str
    unit_id: str | None = None
    kind: OwedKind = OwedKind.PLAN
    text: str = ""
    asked_by: str = ""
    due_on: date | None = None
    received_on: date | None = None
    number: str = ""
    attachment_id: str | None = None
    note: str = ""
    position: int = 0

    def standing(self, on: date) -> Standing:
        return owed_standing(self.due_on, self.received_on, on)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Kết luận of a meeting: `document` and `held_on` become the legal basis of the task that is made of it."""

    id: str
    text: str = ""
    held_on: date | None = None
    meeting: str = ""
    document: str = ""
    unit_id: str | None = None
    deadline_words: str = ""
    due_on: date | None = None
    committee_id: str | None = None
    task_id: str | None = None
    settled_on: date | None = None
    note: str = ""
    position: int = 0

    def standing(self, on: date) -> Standing:
        """Of a conclusion that is no task; a task stands where the task stands."""
        return owed_standing(self.due_on, self.settled_on, on)

    @property
    def basis(self) -> str:
        """As the task's note says it: "Kết luận cuộc họp ngày 05 tháng 9 năm 2026 (Thông báo số …)"."""
        day = f" {long_date(self.held_on)}" if self.held_on else ""
        number = f" ({self.document})" if self.document else ""
        return f"Kết luận {self.meeting or 'cuộc họp'}{day}{number}"

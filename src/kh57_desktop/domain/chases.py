"""Đôn đốc: who is late or silent for a report, and each chase as it was made (features 18, N3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChaseKind(StrEnum):
    """How a unit was chased."""

    LETTER = "letter"
    MESSAGE = "message"
    """A short text pasted into Zalo or an SMS."""
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class Chase:
    """One chase (lần đôn đốc) of one unit; `task_ids` and `indicator_ids` are what it was about."""

    id: str
    plan_id: str
    unit_id: str
    on: date
    kind: ChaseKind
    regime: str = ""
    period: str = ""
    number: str = ""
    """Number of the letter, where it was one."""
    words: str = ""
    task_ids: tuple[str, ...] = ()
    indicator_ids: tuple[str, ...] = ()
    author: str = ""


@dataclass(frozen=True, slots=True)
class SentForm:
    """A unit form as it went out (`domain.unit_forms.UnitForm`), and when it came back."""

    id: str
    code: str
    plan_id: str
    unit_id: str
    regime: str
    period: str
    since: date
    """First day of the period's data."""
    cut_off: date
    made_on: date
    task_ids: tuple[str, ...] = ()
    indicator_ids: tuple[str, ...] = ()
    returned_on: date | None = None
    returned_name: str = ""

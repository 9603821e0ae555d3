"""What to look at before a report is issued: one finding per record, each opened or waived with a reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person let pass (bỏ qua có lý do). `finding`: its key, which holds the value it was about."""

    id: str
    plan_id: str
    regime: str
    period: str
    finding: str
    reason: str
    author: str
    recorded_at: str

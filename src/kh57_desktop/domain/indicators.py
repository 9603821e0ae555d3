"""Indicators (chỉ tiêu), their targets per year and the readings (số liệu thực hiện)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kh57_desktop.domain.terms import Comparator, Direction, Mark, Nature


@dataclass(frozen=True, slots=True)
class Target:
    """Mục tiêu phải đạt of one year: `value` with `comparator`, a range with `value_max`, or `words` alone.

    `year` None: the plan names no horizon. `text` keeps the clause as the plan words it for that year.
    """

    year: int | None
    comparator: Comparator = Comparator.EQUAL
    value: Decimal | None = None
    value_max: Decimal | None = None
    words: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """`code`: C1, C2 … within the plan. `per`: base of a rate ("năm", "vạn dân").

    `numerator_id`, `denominator_id`: of a computed indicator, the two that it is the ratio of; `formula` says it in
    words, also where both numbers are typed. `parts`: names of its breakdown (thôn, giới, lĩnh vực).
    """

    id: str
    plan_id: str
    code: str
    text: str
    group: str = ""
    unit: str = ""
    per: str = ""
    direction: Direction = Direction.UP
    nature: Nature = Nature.MOMENT
    frequency: str = "quarter"
    decimals: int = 2
    responsible_unit_id: str | None = None
    source: str = ""
    method: str = ""
    roll_up: str = "last"
    targets: tuple[Target, ...] = ()
    position: int = 0
    numerator_id: str | None = None
    denominator_id: str | None = None
    formula: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Số liệu thực hiện of one period ("2026-Q3"); zero, missing and not applicable are three values."""

    id: str
    indicator_id: str
    period: str
    mark: Mark
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    remark: str = ""
    follow_up: bool = False
    author: str = ""
    recorded_at: str = ""

"""Chia theo thôn, giới, lĩnh vực: the parts of a value and what they come to (feature 36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PartValue:
    """One part of the value of one period; `value` None: not known. `part`: its name ("Thôn Một", "Nữ")."""

    id: str
    indicator_id: str
    period: str
    part: str
    value: Decimal | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`total`: of the reading; None where there is none."""

    parts: tuple[PartValue, ...]
    total: Decimal | None

    @property
    def sum(self) -> Decimal | None:
        """None where no part is known."""
        known = [part.value for part in self.parts if part.value is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def missing(self) -> int:
        return sum(part.value is None for part in self.parts)

    @property
    def difference(self) -> Decimal | None:
        """What the parts come to beyond the total; None where either is unknown or a part is missing."""
        if self.sum is None or self.total is None or self.missing:
            return None
        return self.sum - self.total


def laid_out(
    names: Sequence[str], known: Sequence[PartValue], *, indicator_id: str, period: str
) -> tuple[PartValue, ...]:
    """The parts in the order of `names`, empty ones where nothing is known, then parts with other names."""
    by_name = {part.part: part for part in known}
    rows = [by_name.get(name) or PartValue("", indicator_id, period, name) for name in names]
    return (*rows, *(part for part in known if part.part not in names))

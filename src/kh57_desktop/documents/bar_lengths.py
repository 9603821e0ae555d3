"""How long the parts of a stacked bar are. Alone here: the window's first page needs it before anything is printed."""

from __future__ import annotations

from collections.abc import Sequence


def bar_parts(values: Sequence[int], width: float, *, least: Sequence[float] = (), gap: float = 0) -> list[float]:
    """Of the parts, on paper and screen alike: in proportion, none below its `least`, `gap` between them."""
    least = least or [0.0] * len(values)
    room = width - gap * max(0, len(values) - 1)
    everything = sum(values) or 1
    wanted = [max(0.0, room * value / everything - low) for value, low in zip(values, least, strict=True)]
    free, whole = max(0.0, room - sum(least)), sum(wanted) or 1.0
    return [low + free * part / whole for part, low in zip(wanted, least, strict=True)]

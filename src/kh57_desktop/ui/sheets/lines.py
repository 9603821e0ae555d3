"""Rows that are only shown: words by column, with a standing where they have one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kh57_desktop.domain.terms import Standing


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A `Line` of a `SheetModel` that is not edited in place."""

    id: str
    record: Any
    cells: Mapping[str, str] = field(default_factory=dict)
    standing: Standing | None = None
    standing_words: str = ""
    depth: int = 0

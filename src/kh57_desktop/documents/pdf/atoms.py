"""What a page is made of: atoms that never break, stacked from the top margin down, and what is drawn in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.documents.layouts import Face

if TYPE_CHECKING:  # most papers have no chart
    from kh57_desktop.documents.charts.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Text:
    """One run on one line. `x`: from the left margin; `y`: baseline below the atom's top; `spread`: added per space."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    spread: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line, from `x` to `x_end`, `y` below the atom's top."""

    x: float
    x_end: float
    y: float


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line at `x`, from `y` to `y_end` below the atom's top."""

    x: float
    y: float
    y_end: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, its upper left corner at `x` and `y` below the atom's top."""

    x: float
    y: float
    drawing: Drawing


Mark = Text | Rule | Upright | Figure


@dataclass(frozen=True, slots=True)
class Atom:
    """`keeps_next`: no page ends after it. `before`, `after`: space that falls away at a page's edge.

    `verticals`: x of a table row's upright lines, drawn as one through all rows of a page; () outside tables.
    `running`: what stands again at the top of a page that begins with this atom (a table's heading row).
    """

    height: float
    marks: tuple[Mark, ...]
    keeps_next: bool = False
    before: float = 0
    after: float = 0
    verticals: tuple[float, ...] = ()
    running: Atom | None = field(default=None, repr=False)


def text_levels(atom: Atom) -> set[float]:
    """Where its lines of text stand, from its top."""
    return {mark.y for mark in atom.marks if isinstance(mark, Text)}

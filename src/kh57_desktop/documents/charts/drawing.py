"""Shapes of a chart: lengths in points, from the upper left corner to the right and down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Measure = Callable[[str, float, bool], float]
"""Width of a text at a size, bold or not, as whoever paints it will set it."""

SINGLE = 1.2
"""Height of a line of words, in sizes."""


class Ink(StrEnum):
    """Meanings, not colours: paper paints greys, the screen its theme."""

    WORDS = "words"
    GRID = "grid"
    PAPER = "paper"
    DARK = "dark"
    LIGHT = "light"
    BLACK = "black"
    ON_DARK = "on_dark"
    """Words on a dark ground."""
    VALUES = "values"
    PATH = "path"
    DOUBT = "doubt"


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: Ink
    edge: Ink | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: Ink
    edge: Ink


@dataclass(frozen=True, slots=True)
class Label:
    """`y`: the baseline; `x`: where the text starts, its middle or its end."""

    x: float
    y: float
    text: str
    size: float
    ink: Ink = Ink.WORDS
    anchor: Anchor = Anchor.START
    is_bold: bool = False


Shape = Box | Stroke | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """`words`: what the picture says, for who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: str


def below_each_other(pieces: Sequence[Drawing], title: str) -> Drawing:
    """One drawing of several, with the words of all."""
    shapes: list[Shape] = []
    top = 0.0
    for piece in pieces:
        shapes += [_lowered(shape, top) for shape in piece.shapes]
        top += piece.height
    words = "; ".join(piece.words for piece in pieces if piece.words)
    return Drawing(pieces[0].width, top, tuple(shapes), f"{title}. {words}." if words else title)


def _lowered(shape: Shape, by: float) -> Shape:
    if isinstance(shape, Stroke):
        return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
    return replace(shape, y=shape.y + by)

"""The embedded faces and how wide their words are; reportlab is imported where a PDF is drawn, not to measure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

from kh57_desktop import paths
from kh57_desktop.documents.layouts import Face
from kh57_desktop.documents.pdf.font_widths import letter_widths

FAMILY = "LiberationSerif"
"""Liberation Serif has the widths of Times New Roman, so lines break where Word breaks them."""

Meter = Callable[[str], float]
"""Width of a word in points."""

_registering = Lock()
_registered: dict[Face, Any] = {}


def font_name(face: Face) -> str:
    """The name under which a canvas sets this face."""
    name: str = _font(face).fontName
    return name


def _font(face: Face) -> Any:
    """The face, read from its file and registered with reportlab at its first use.

    Registered once, under a lock: a document being written looks its fonts up by name at every line.
    """
    with _registering:
        if face not in _registered:
            _registered[face] = _register(face)
        return _registered[face]


def _register(face: Face) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"{FAMILY}-{face.value}"
    font = TTFont(name, str(paths.fonts() / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def _widths(face: Face) -> tuple[dict[int, float], float]:
    return letter_widths(paths.fonts() / f"{FAMILY}-{face.value}.ttf")


@cache
def meter(face: Face, size: float) -> Meter:
    """Widths by word, each word measured once; plans and tables repeat theirs."""
    widths, default = _widths(face)
    scale = size / 1000
    known: dict[str, float] = {}

    def width(word: str) -> float:
        found = known.get(word)
        if found is None:
            found = known[word] = scale * sum([widths.get(ord(letter), default) for letter in word])
        return found

    return width

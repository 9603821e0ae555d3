"""What every painted item needs: wrapped and elided words, measured once, and drawing that cannot end the program."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

log = logging.getLogger(__name__)


@lru_cache(maxsize=20_000)
def wrapped_lines(text: str, font_key: str, width: int, limit: int) -> tuple[str, ...]:
    """`text` broken into at most `limit` lines of `width` px; the last one ends in … where words are left."""
    font = QFont()
    font.fromString(font_key)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    spans: list[tuple[int, int]] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        spans.append((line.textStart(), line.textLength()))
    layout.endLayout()
    lines = [text[start : start + length].rstrip() for start, length in spans[:limit]]
    lines[:-1] = [line.removesuffix(" ·") for line in lines[:-1]]  # a break parts as well as the dot does
    if len(spans) > limit:
        rest = text[spans[limit - 1][0] :]
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return tuple(lines)


@lru_cache(maxsize=20_000)
def elided(text: str, font_key: str, width: int) -> str:
    return _metrics(font_key).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=64)
def _metrics(font_key: str) -> QFontMetricsF:
    font = QFont()
    font.fromString(font_key)
    return QFontMetricsF(font)


_complained: set[str] = set()


@contextmanager
def logged_once(kind: str) -> Iterator[None]:
    """Around the drawing of one item: an exception that left `paint` would end the program without a traceback.

    The first of a kind is logged (a failing item is drawn sixty times a second), none goes on.
    """
    try:
        yield
    except Exception:
        if kind not in _complained:
            _complained.add(kind)
            log.exception("An item of kind %s could not be drawn", kind)

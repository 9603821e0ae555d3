"""Lines of a plain text."""

from __future__ import annotations

import re

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.characters import clean
from kh57_desktop.importing.legacy_fonts import repair_legacy
from kh57_desktop.importing.markers import MARKER_ALONE

_GLUED_RULE = re.compile(r"^([ \t]*(?:-{3,}|_{3,}|={3,}|\*{3,}))[ \t]*(?=[^\W\d_])", re.M)
"""A rule that an export joined with the next line, taking its last hyphen for a parted word."""

_GAP = re.compile(r"(?<=\S) +(?=\S)")
_LEAST_BETWEEN = 3
_FEW = 2
_ABOUT_EQUAL = 1.8
"""How much wider one of few gaps may look than another: letters of different widths stand on a grid."""


def lines_of(text: str) -> tuple[Line, ...]:
    """Every line of `text` that holds something, with its number and whether an empty line stands before it."""
    lines: list[Line] = []
    legacy = repair_legacy(text)
    place = 0
    after_blank = False
    for number, page in enumerate(legacy.text.split("\f")):
        opens_page = number > 0
        for raw in _GLUED_RULE.sub("\\1\n", clean(page)).split("\n"):
            place += 1
            if not raw.strip():
                after_blank = True
                continue
            line = Line(
                _unstretched(raw.rstrip()),
                place,
                after_blank=after_blank,
                opens_page=opens_page,
                encoding=legacy.encoding,
            )
            lines.append(line)
            after_blank = opens_page = False
    return tuple(lines)


def _unstretched(raw: str) -> str:
    """`raw` with single spaces where an export shows the wide ones of a justified line that a manual break ended: a
    heading's number, then single words with room between ("II.    Mục       tiêu       cụ       thể")."""
    marker, *words = raw.split()
    gaps = [len(gap) for gap in _GAP.findall(raw)][-len(words) + 1 :] if len(words) > _FEW else []
    if not gaps or not MARKER_ALONE.fullmatch(marker) or min(gaps) < _LEAST_BETWEEN:
        return raw
    if len(gaps) <= _FEW and max(gaps) > _ABOUT_EQUAL * min(gaps):
        return raw
    return f"{marker} {' '.join(words)}" if all(any(map(str.isalpha, word)) for word in words) else raw

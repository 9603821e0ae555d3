"""Lines of a plain text."""

from __future__ import annotations

import re

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.characters import clean
from kh57_desktop.importing.legacy_fonts import repair_legacy

_GLUED_RULE = re.compile(r"^([ \t]*(?:-{3,}|_{3,}|={3,}|\*{3,}))[ \t]*(?=[^\W\d_])", re.M)
"""A rule that an export joined with the next line, taking its last hyphen for a parted word."""


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
            line = Line(raw.rstrip(), place, after_blank=after_blank, opens_page=opens_page, encoding=legacy.encoding)
            lines.append(line)
            after_blank = opens_page = False
    return tuple(lines)

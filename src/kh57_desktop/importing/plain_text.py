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
    after_blank = False
    legacy = repair_legacy(text)
    for place, raw in enumerate(_GLUED_RULE.sub("\\1\n", clean(legacy.text)).split("\n"), start=1):
        if not raw.strip():
            after_blank = True
            continue
        lines.append(Line(raw.rstrip(), place, after_blank=after_blank, encoding=legacy.encoding))
        after_blank = False
    return tuple(lines)

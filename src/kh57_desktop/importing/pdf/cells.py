"""The paragraphs inside a cell: a line goes on with the one before where its first word had no room there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.importing.blocks import in_capitals
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.pdf.text_lines import TextLine

_SPACE = 0.25
"""Width of a space, share of the size."""
_SLACK = 1.5
"""Points by which measured and real room differ."""
_ENDED = re.compile(r"[.;:!?]$")


def cell_texts(lines: Sequence[TextLine], room: float) -> tuple[str, ...]:
    """Paragraphs of lines that were broken at `room` points."""
    room = max((room, *(line.right - line.left for line in lines)))
    has_list = bool(lines) and _opens_entry(lines[0])
    texts: list[str] = []
    last: TextLine | None = None
    for line in lines:
        if last is not None and goes_on(last, line, room, has_list=has_list):
            texts[-1] = f"{texts[-1]} {line.text}"
        else:
            texts.append(line.text)
        last = line
    return tuple(texts)


def _opens_entry(line: TextLine) -> bool:
    return read_marker(line.text) is not None


def goes_on(last: TextLine, line: TextLine, room: float, *, has_list: bool) -> bool:
    """Whether `line` goes on with the paragraph of `last` in a column of `room` points; `has_list` says that the cell
    begins with a marker, so that a marker opens an entry and is no part of a name ("Văn hóa / - Xã hội")."""
    forced = is_forced(last, line, room)
    ended = _ENDED.search(last.text) is not None
    marker = read_marker(line.text)
    if marker is not None:
        small = not line.text[marker.length :][:1].isupper()
        return not ended and forced and (small or (marker.is_bullet and not has_list))
    if forced:
        return True
    small = line.text[0].islower()
    return small and not ended and not in_capitals(last.text) and line.base - last.base < 2 * line.size


def is_forced(last: TextLine, line: TextLine, room: float) -> bool:
    """Whether the first word of `line` had no room behind `last`."""
    return (last.right - last.left) + _SPACE * last.size + line.first_width > room - _SLACK

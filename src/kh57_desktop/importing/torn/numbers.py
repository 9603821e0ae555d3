"""How the rows of such a table and their groups are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.importing.table_lines import TITLED

NUMBER = r"\(?(?:(?:[IVX]{1,5}|[A-H])\.)?\d{1,3}(?:\.\d{1,2}){0,2}"
NUMBER_OF_ROW = re.compile(rf"{NUMBER}[.)]?")
"""The number alone: "1", "01.", "1.2", "II.3"."""
SMALLER_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-H])\.\d{1,2}\.?")
GROUP_AND_ROW = 6
"""Lines among which the number of a group's first row stands."""
_GROUP = re.compile(rf"(?:{TITLED.pattern})|(?:[IVX]{{1,5}}|[A-H])(?:\.\d{{1,2}}\.?)?\s+[^\W\d_a-z]")
_BEGINS = re.compile(rf"(?P<number>{NUMBER_OF_ROW.pattern})(?:$|\s+[^\W\d_])")


def rows_begin(texts: Sequence[str], *, is_glued: bool) -> re.Pattern[str]:
    """How the lines that begin a row look: a number alone or with words behind it, dotted as the first of `texts`."""
    first = next((match for text in texts if (match := _BEGINS.match(text))), None)
    if first is None or not is_glued:
        return re.compile(rf"{NUMBER_OF_ROW.pattern}$")
    stop = r"[.)]" if first["number"][-1] in ".)" else r"(?<![.)])"
    return re.compile(rf"{NUMBER}{stop}(?:$|\s+[^\W\d_])")


def begins_group(texts: Sequence[str], rows: re.Pattern[str]) -> bool:
    """Whether the first of `texts`, `GROUP_AND_ROW` of them, is a group's number and title: a row begins below it."""
    return bool(texts) and _GROUP.match(texts[0]) is not None and any(map(rows.match, texts[1:]))

"""Where the verb of a duty begins ("Trạm Y tế xã | lập hồ sơ …"): the name of the body ends there."""

from __future__ import annotations

import re

from kh57_desktop.importing.characters import bracket_depths
from kh57_desktop.importing.words import DUTY_VERBS, VERB_INSIDE_NAME, plain

_VERB = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(DUTY_VERBS, key=len, reverse=True))})(?![\w-])")


_NEVER_IN_NAMES = ("phối hợp", "chủ trì", "tham mưu", "tăng cường", "thực hiện", "theo dõi")
"""Verbs that begin a duty also with a capital, where an export joined its line to the name's."""


def _opens_duty(text: str, verb: re.Match[str]) -> bool:
    before = text[: verb.start()].split()
    return verb[0] in _NEVER_IN_NAMES and bool(before) and before[-1][0].islower()


def verb_at(text: str) -> int | None:
    """Where the first verb of a duty begins; verbs inside names are passed over."""
    words = plain(text)
    depths = bracket_depths(text)
    for match in _VERB.finditer(words):
        at = match.start()
        if at == 0 or depths[at] > 0 or (text[at].isupper() and not _opens_duty(text, match)):
            continue
        before = words[max(0, at - 40) : at].split()
        inside = VERB_INSIDE_NAME.get(match[0], ())
        last = before[-1] if before else ""
        if last in inside or last == "được" or (last.endswith(",") and "," in inside):
            continue
        return at
    return None

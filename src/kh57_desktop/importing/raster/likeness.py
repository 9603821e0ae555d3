"""What speaks for and against a line's words in a column: what the column holds, and how wide it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kh57_desktop.importing.cell_words import DANGLING, LONGEST_TIME, NOUNS, PRODUCTS, TIME, VERBS, names_body
from kh57_desktop.importing.paragraphs import width_of
from kh57_desktop.importing.raster.region import Region
from kh57_desktop.importing.words import ORGANIZATION_HEADS, plain

_MORE_TIME = re.compile(r"(?:và )?(?:thường|xuyên|năm|tháng|quý|ngày|hằng|20\d\d|\d{1,2}/|[ivx]+/\d|trong|- )")
_DATE = re.compile(r"(?:\d{1,2}/)?\d{1,2}/\d{4}|20\d\d")
_BODIES_BEHIND = re.compile(r"; (?:Sở|Phòng|Ban|UBND|Công an|Trung tâm|Các|Văn phòng|Hội|Đoàn)\b")
_LONG = 0.75
"""Share of the tasks' column from which a line is too long for any other."""
_SHORTEST_TASK = 18
LOST = -99.0


class Likeness:
    """`bias` speaks for a task's beginning, after a look that found too few of them or too many."""

    def __init__(self, region: Region, widths: Sequence[float], *, bias: float = 0.0) -> None:
        self.meanings = region.meanings
        self.widths = widths
        self._task_width = widths[region.task]
        self._bodies = _bodies(region)
        self._bias = bias
        self.begins = cache(self._begins)
        self.goes_on = cache(self._goes_on)

    def is_full(self, at: int, last: str, text: str) -> bool:
        """Whether the first word of `text` had no room behind `last`."""
        return width_of(f"{last} {text.split()[0]}") > 0.97 * self.widths[at]

    def _too_wide(self, at: int, text: str) -> float:
        return max(0.0, min(8.0, 20.0 * (width_of(text) / self.widths[at] - 1.1)))

    def _begins(self, at: int, text: str) -> float:
        """What speaks for a cell of column `at` that begins with `text`."""
        meaning, words = self.meanings[at], plain(text)
        is_long = width_of(text) > _LONG * self._task_width
        is_noun = words.startswith(NOUNS) or _BODIES_BEHIND.search(text) is not None
        is_verb = VERBS.match(words) is not None and (is_long or not is_noun)
        is_body = not is_verb and not words.startswith("cơ sở dữ liệu") and names_body(words)
        is_time = TIME.match(words) is not None and len(text) < LONGEST_TIME
        score = -3.0 if text[:1].islower() else 0.0
        score -= self._too_wide(at, text)
        if meaning == "task":
            score += self._bias + (2.0 if is_verb else -0.8 if is_body or is_time else -0.6)
            return score - 1.6 * (not is_verb and not is_long) - 1.0 * (len(text) < _SHORTEST_TASK)
        if meaning in ("lead", "supporting"):
            return score + (1.6 if is_body else -2.5) - 1.5 * is_time
        if meaning == "deadline":
            return score + (2.2 if is_time else -2.5)
        is_product = PRODUCTS.match(words) is not None and not is_long
        return score + (-2.0 if is_time else 1.4 if is_product else -1.2 if is_body else 0.4)

    def _goes_on(self, at: int, last: str, text: str) -> float:
        """What speaks for `text` as the next line of the cell whose line so far is `last`."""
        if not last:
            return LOST
        meaning, words = self.meanings[at], plain(text)
        small = text[:1].islower()
        dangling = DANGLING.search(last) is not None
        room = width_of(f"{last} {text.split()[0]}") / self.widths[at]
        score = 0.9 if room > 0.93 else -0.7 if room > 0.8 else -2.5
        score += 0.6 if small else 0.3 if dangling or not text[:1].isalpha() else -0.9
        score -= self._too_wide(at, text) + 1.5 * last.endswith(".")
        is_body = words.startswith(ORGANIZATION_HEADS)
        if meaning in ("task", "product") and not small and not dangling:
            score -= 0.9 * (is_body or (meaning == "task" and PRODUCTS.match(words) is not None))
        if meaning == "deadline":
            score += 0.5 if _MORE_TIME.match(words) or text[:1].isdecimal() else -2.5
        elif _DATE.fullmatch(words):
            score -= 1.5
        elif meaning in ("lead", "supporting"):
            score += self._of_bodies(last, text, words, dangling=dangling)
        return score

    def _of_bodies(self, last: str, text: str, words: str, *, dangling: bool) -> float:
        """What the names of bodies say: a list goes on behind a semicolon, a name that stands whole elsewhere is so."""
        small, is_body = text[:1].islower(), names_body(words)
        tail, head = re.split(r"[;,]\s*", last)[-1], re.split(r"[;,]", text)[0]
        score = 0.8 * (not small and is_body and last.endswith(";"))
        score -= 1.2 * (small and last.endswith(";") and not is_body)
        score += 1.2 * (plain(f"{tail} {head}") in self._bodies)
        return score - 1.0 * (plain(tail) in self._bodies and not dangling and not last.endswith((",", ";")))


def _bodies(region: Region) -> frozenset[str]:
    """Names that stand whole in a line."""
    parts = (part for line in region.lines for part in re.split(r"[;,]\s*", line.text))
    return frozenset(words for part in parts if (words := plain(part)).startswith(ORGANIZATION_HEADS))


def first_widths(region: Region) -> list[list[float]]:
    """Guesses of the columns' widths, from the lines that begin as only one column's do; that of the tasks, whose lines
    may have others' words behind them, is one of several."""
    texts = [line.text for line in region.lines]
    every = sorted(map(width_of, texts))
    bodies = sorted(width_of(text) for text in texts if plain(text).startswith(ORGANIZATION_HEADS))
    times = sorted(width_of(text) for text in texts if TIME.match(plain(text)) and len(text) < LONGEST_TIME / 2)
    body = _quantile(bodies, 0.75) if bodies else every[-1] / 3
    time = _quantile(times, 0.9) if times else every[-1] / 4
    tasks = {round(_quantile(every, share)) for share in (0.85, 0.93)}
    return [[{"task": task, "deadline": time}.get(one, body) for one in region.meanings] for task in sorted(tasks)]


def _quantile(values: Sequence[float], share: float) -> float:
    return values[int(len(values) * share)]

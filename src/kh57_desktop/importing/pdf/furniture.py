"""What a page carries besides its text: page numbers, running heads and feet, stamps of digital signatures, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from kh57_desktop.importing.pdf.grids import Grid
from kh57_desktop.importing.pdf.rulings import Ruling
from kh57_desktop.importing.pdf.text_lines import TextLine

_PAGE_NUMBER = re.compile(r"(?:(?:trang|page)\s*)?[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:/|trên|of)\s*\d{1,4})?", re.I)
_MARGIN = 59.0
"""Points from the edge in which running heads and feet stand: text begins 20 mm from it (Nghị định 30/2020)."""
_STAMP = re.compile(
    r"(?:ký bởi|người ký|ký số bởi|được ký (?:số )?bởi|digitally signed|signature (?:not )?verified|thời gian ký|"
    r"ngày ký|giờ ký|cơ quan ký|email\s*:|cơ quan\s*:|chức vụ\s*:|reason\s*:|location\s*:|date\s*:|"
    r"\d{2}[-/]\d{2}[-/]\d{4} \d{2}:\d{2}|\d{2}:\d{2}:\d{2}\s*[+-]\d{2})",
    re.I,
)
_STAMP_SIZE = 10.6
"""Signature stamps are set in size 10 (Nghị định 30/2020, Phụ lục I) or smaller."""
_NOTE_RULE = (36.0, 0.5)
"""The rule above footnotes: shortest in points, longest as a share of the page's width."""
_NOTE_SIZE = 0.9
_FOOT = 0.945


@dataclass(frozen=True)
class Page:
    """One page's lines and ruled tables; `rules` are its level rulings, `is_picture` says that it has no text."""

    width: float
    height: float
    lines: tuple[TextLine, ...]
    grids: tuple[Grid, ...] = ()
    rules: tuple[Ruling, ...] = ()
    is_picture: bool = False


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """`pages` with the text of the document alone."""
    running = _running(pages)
    return [_cleared(page, running) for page in pages]


def _cleared(page: Page, running: frozenset[tuple[str, int]]) -> Page:
    lines = [line for line in page.lines if _key(line) not in running or not _in_margin(line, page)]
    lines = _without_stamps(_without_small_foot(lines, page))
    lines = _without_number(lines, page)
    return replace(page, lines=tuple(_without_notes(lines, page)))


def _without_small_foot(lines: list[TextLine], page: Page) -> list[TextLine]:
    """Small print in the bottom margin: the address line of Nghị định 30/2020 (box 13), a running foot of one page."""
    if not lines:
        return lines
    body = median(line.size for line in lines)
    return [line for line in lines if line.base < _FOOT * page.height or line.size > _NOTE_SIZE * body]


def _in_margin(line: TextLine, page: Page) -> bool:
    return line.base < _MARGIN or line.base - 0.3 * line.size > page.height - _MARGIN


def _key(line: TextLine) -> tuple[str, int]:
    """Words without their numbers, and the place on the page to within a few points."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 4)


def _running(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """Lines in the margins that stand on at least half of the pages, two at the least."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_key(line) for line in page.lines if _in_margin(line, page)})
    return frozenset(key for key, count in seen.items() if count >= max(2, len(pages) / 2))


def _without_number(lines: list[TextLine], page: Page) -> list[TextLine]:
    """The page number: alone in its row, above or below everything else on the page."""
    tops = [grid.top for grid in page.grids]
    bottoms = [grid.bottom for grid in page.grids]
    kept = list(lines)
    for line in lines:
        if not _PAGE_NUMBER.fullmatch(line.text):
            continue
        others = [other.base for other in lines if other is not line]
        above = all(line.base < other - 0.5 * line.size for other in others) and all(
            line.base <= top + 1 for top in tops
        )
        below = all(line.base > other + 0.8 * line.size for other in (*others, *bottoms))
        if (above and line.base < 0.13 * page.height) or (below and line.base > 0.87 * page.height):
            kept.remove(line)
    return kept


def _without_stamps(lines: list[TextLine]) -> list[TextLine]:
    """Lines of a signature stamp, and the small lines that stand next to them in its box."""
    stamps = [line for line in lines if line.size <= _STAMP_SIZE and _STAMP.match(line.text)]
    if not stamps:
        return lines
    grown = True
    while grown:
        grown = False
        for line in lines:
            if line not in stamps and line.size <= _STAMP_SIZE and any(_touches(line, stamp) for stamp in stamps):
                stamps.append(line)
                grown = True
    return [line for line in lines if line not in stamps]


def _touches(line: TextLine, stamp: TextLine) -> bool:
    apart = abs(line.base - stamp.base)
    return apart <= 1.7 * stamp.size and line.left < stamp.right + 4 and stamp.left < line.right + 4


def _without_notes(lines: list[TextLine], page: Page) -> list[TextLine]:
    """Footnotes: small lines below a short rule in the lower part of the page, nothing of full size behind them."""
    if not lines:
        return lines
    body = median(line.size for line in lines)
    left = min(line.left for line in lines)
    for rule in page.rules:
        length = rule.end - rule.start
        if rule.at < 0.4 * page.height or abs(rule.start - left) > 40:
            continue
        if not _NOTE_RULE[0] <= length <= _NOTE_RULE[1] * page.width:
            continue
        below = [line for line in lines if line.base > rule.at]
        if (
            below
            and re.match(r"\(?[\d*]{1,2}\)?", below[0].text)
            and all(line.size <= _NOTE_SIZE * body for line in below)
        ):
            return [line for line in lines if line.base <= rule.at]
    return lines

"""Which pages go to the printer, in which order, how often: decided before a printer is touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_

MOST_COPIES = 99


class Sides(Enum):
    """Old printers turn no paper over: first the odd pages, the stack turned by hand, then the even ones."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


class BadPages(UserError):
    """The pages to print were typed in a way that names no page of the paper."""

    code = "bad-pages"
    message = N_("“{words}” names no pages of this paper, which has {count}.")
    hint = N_("Nothing was printed. Please type for example 1-3, 5.")


class NoPageLeft(UserError):
    """Odd or even pages of a range that has none of them."""

    code = "no-page-left"
    message = N_("None of the chosen pages is left to print.")
    hint = N_("Nothing was printed. Please choose all pages, or other ones.")


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the person chose. `pages` as typed ("1-3, 5"), "" for all; `printer`: name in the system."""

    printer: str
    copies: int = 1
    pages: str = ""
    sides: Sides = Sides.ALL
    is_duplex: bool = False


def pages_to_print(choice: PrintChoice, count: int) -> tuple[int, ...]:
    """Page numbers from 1, each once, in order. Raises BadPages or NoPageLeft."""
    chosen = _typed(choice.pages, count) if choice.pages.strip() else range(1, count + 1)
    parity = {Sides.ALL: (0, 1), Sides.ODD: (1,), Sides.EVEN: (0,)}[choice.sides]
    pages = tuple(page for page in chosen if page % 2 in parity)
    if not pages:
        raise NoPageLeft
    return pages


def _typed(words: str, count: int) -> list[int]:
    found: set[int] = set()
    for part in re.split(r"[,;]", words):
        match = re.fullmatch(r"\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s*", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise BadPages(words=words.strip(), count=count)
        found.update(range(first, last + 1))
    return sorted(found)

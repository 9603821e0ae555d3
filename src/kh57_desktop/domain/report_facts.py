"""What sentences of a report are computed from, and the words in which they tell numbers; always Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.comparisons import ChangesSince
from kh57_desktop.domain.reports import Comparison, Piece, ReportParagraph, TotalsRow, YearFigures
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import format_decimal

SHORT_LIST = 12
"""So many tasks are named in a section; the rest is in the detailed table."""
LONG_LIST = 40
"""In reports of a year and reviews."""


@dataclass(frozen=True, slots=True)
class RegisterSentence:
    """What a register (documents, inspections, sessions, money …) says, in pieces with their rows."""

    key: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What sections are computed from beside the figures. `label`: the period in words ("quý III năm 2026").

    `units_silent`: lead units without any progress entry in the period, `units_leading`: how many lead units there are.
    """

    label: str
    next_label: str
    data_from: date
    data_to: date
    plan_words: str
    committee_words: str
    previous_label: str = ""
    last_year_label: str = ""
    comparisons: tuple[Comparison, ...] = ()
    years: tuple[YearFigures, ...] = ()
    """Of a review of several years each of them; empty where the outline tells nothing of years."""
    changes: ChangesSince = field(default_factory=ChangesSince)
    registers: tuple[RegisterSentence, ...] = ()
    units_silent: tuple[str, ...] = ()
    units_leading: int = 0
    has_tables: bool = True
    is_long: bool = False
    """A year or more: finished tasks are told, not only those of the period."""


UNIT_ROW = "unit/"
"""Before the name of a unit where a figure counts units."""
DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)
IN_TIME = (Standing.UNDER_WAY, Standing.DUE_SOON)
ASSIGNED = (*DONE, *IN_TIME, Standing.OVERDUE, Standing.NOT_DUE)
"""Tổng số được giao: without thường xuyên, tạm dừng, hủy (reporting.md section 4)."""


def sentence(key: str, *parts: str | Piece) -> ReportParagraph:
    pieces = tuple(Piece(part) if isinstance(part, str) else part for part in parts)
    return ReportParagraph(key, "".join(piece.text for piece in pieces), pieces=pieces)


# --- words ------------------------------------------------------------------------------------------------------------


def brief(text: str) -> str:
    """The first clause of a task's words, at most 160 letters, ending at a word."""
    clause = " ".join(text.split(";")[0].split()).rstrip(".,:")
    if len(clause) <= 160:
        return clause
    return clause[:160].rsplit(" ", 1)[0].rstrip(" ,") + "…"


def closed(words: str) -> str:
    """One line, ending like a sentence."""
    plain = " ".join(words.split())
    return plain if plain.endswith((".", "…", "!", "?")) else plain + "."


def number(value: int) -> str:
    """Numbers from 1 to 9 with a leading zero, as reports write them; thousands with a dot."""
    return f"{value:02}" if 0 < value < 10 else f"{value:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    """`72,4`, `10`; whole numbers below ten with a leading zero."""
    if value == value.to_integral_value():
        return number(int(value)) if value >= 0 else f"-{number(-int(value))}"
    return format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize())


def percent(value: Decimal) -> str:
    """`5%`, `72,4%`: a share has no leading zero."""
    return format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0) + "%"


def share_words(row: TotalsRow, done: tuple[str, ...], assigned: tuple[str, ...]) -> Iterable[str | Piece]:
    """The fraction beside the percentage; `-` where nothing was assigned."""
    share = row.share_done
    if share is None:
        return ("-",)
    shown = f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP):f}".replace(".", ",").removesuffix(",0")
    counted = (Piece(str(row.done_on_time + row.done_late), done), "/", Piece(str(row.total), assigned))
    return (*counted, f" = {shown}%")

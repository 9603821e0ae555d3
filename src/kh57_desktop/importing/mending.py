"""Words that an export ran together or tore apart are put right before the text is read; all of it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kh57_desktop.domain.plan_reading import Doubt
from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Cell, Line, Source
from kh57_desktop.importing.text_repair import Ambiguity, Change, repair

_SHOWN = 2
"""Places that are shown each by itself; the rest are counted in one more doubt."""
_AROUND = 30
_TORN_NUMBER = re.compile(r"(?m)^([IVX]{1,4}) ([IVX]{1,3})(?=\s?[.\-–/)]\s)")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_ENCODINGS = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}


@dataclass(frozen=True, slots=True)
class Mended:
    """The sources with their words put right, and what a person should know of it."""

    sources: tuple[Source, ...]
    doubts: tuple[Doubt, ...] = ()


def mended(sources: Sequence[Source]) -> Mended:
    """Every line and cell with joined and torn words put right; an undamaged document comes back as it was."""
    texts = [text for source in sources for text in _texts(source)]
    whole = "\n".join(texts)
    numbered, numbers = _numbers_joined(whole)
    repaired = repair(numbered)
    doubts = (
        *_encoding_doubts(sources),
        *_change_doubts([*numbers, *repaired.changes], numbered),
        *_ambiguity_doubts(repaired.ambiguous, numbered),
    )
    if not repaired.changes and not numbers:
        return Mended(tuple(sources), doubts)
    lines = iter(repaired.text.split("\n"))
    return Mended(tuple(_rebuilt(source, lines) for source in sources), doubts)


def _numbers_joined(text: str) -> tuple[str, list[Change]]:
    """`text` with Roman numbers put together that were torn at the start of a line ("I I. MỤC TIÊU"); no syllables."""
    changes: list[Change] = []

    def joined(match: re.Match[str]) -> str:
        number = match[1] + match[2]
        if not _ROMAN.fullmatch(number):
            return match[0]
        changes.append(Change(match[0], number, match.start() - len(changes), "torn"))
        return number

    return _TORN_NUMBER.sub(joined, text), changes


def _texts(source: Source) -> list[str]:
    if isinstance(source, Line):
        return [source.raw]
    return [line for row in source.rows for cell in row for line in cell.lines]


def _rebuilt(source: Source, lines: Iterator[str]) -> Source:
    if isinstance(source, Line):
        raw = next(lines)
        return source if raw == source.raw else replace(source, raw=raw)
    rows = tuple(
        tuple(Cell(tuple(next(lines) for _line in cell.lines), cell.is_first, cell.width) for cell in row)
        for row in source.rows
    )
    return replace(source, rows=rows)


def _encoding_doubts(sources: Sequence[Source]) -> list[Doubt]:
    found = [source for source in sources if isinstance(source, Line) and source.encoding]
    if not found:
        return []
    names = " · ".join(dict.fromkeys(_ENCODINGS.get(line.encoding or "", "") for line in found))
    reason = _("The text was typed in an old font ({fonts}) and was turned into Unicode.").format(fonts=names)
    return [Doubt(_place(found[0].text, 0, _AROUND), reason)]


def _change_doubts(changes: Sequence[Change], text: str) -> list[Doubt]:
    doubts = [
        Doubt(
            _place(text, change.offset, change.offset + len(change.before)),
            _("“{before}” was read as “{after}”.").format(before=change.before, after=change.after),
        )
        for change in changes[:_SHOWN]
    ]
    if len(changes) > _SHOWN:
        after = [change.after for change in changes[_SHOWN:]]
        reason = _("{count} more words that had run together or been torn apart were put right.")
        doubts.append(Doubt(_listed(after), reason.format(count=len(after))))
    return doubts


def _ambiguity_doubts(places: Sequence[Ambiguity], text: str) -> list[Doubt]:
    doubts = [
        Doubt(
            _place(text, place.offset, place.offset + len(place.text)),
            _("“{text}” may be “{first}” or “{second}”; it was left as it is.").format(
                text=place.text, first=place.readings[0], second=place.readings[1]
            ),
        )
        for place in places[:_SHOWN]
    ]
    if len(places) > _SHOWN:
        rest = [place.text for place in places[_SHOWN:]]
        reason = _("{count} more places have two readings and were left as they are.")
        doubts.append(Doubt(_listed(rest), reason.format(count=len(rest))))
    return doubts


def _place(text: str, start: int, end: int) -> str:
    """The place with a few words around it, within its own line."""
    low = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    high = min(stop if stop >= 0 else len(text), end + _AROUND)
    return " ".join(f"{'… ' if low and text[low - 1] != chr(10) else ''}{text[low:high]}".split())


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:8])
    return f"{shown}, …" if len(words) > 8 else shown

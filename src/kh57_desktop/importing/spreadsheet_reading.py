"""A workbook or annex alone to a reading: tasks and indicators of its tables, the head from its "(Kèm theo …)" line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from kh57_desktop.domain.plan_reading import Doubt, PlanReading, ReadAnnex, ReadIndicator
from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Line, Source, Table, in_capitals
from kh57_desktop.importing.errors import DocumentEmpty, DocumentSecret, NoPlanInDocument
from kh57_desktop.importing.head import read_head
from kh57_desktop.importing.indicator_tables import read_indicator_table
from kh57_desktop.importing.outline import outline_of
from kh57_desktop.importing.paragraphs import rebuild
from kh57_desktop.importing.passages import passages_of
from kh57_desktop.importing.spreadsheet import Workbook, candidate_columns, read_sheets
from kh57_desktop.importing.spreadsheet_columns import is_progress
from kh57_desktop.importing.tables import Columns
from kh57_desktop.importing.tasks import TaskList
from kh57_desktop.importing.words import (
    ANNEX_HEADING,
    ANNEX_SOURCE,
    DOCUMENT_KINDS,
    ISSUERS,
    LEVELS,
    PARTY_BODY,
    PARTY_WORDS,
    PLAN_KINDS,
    SECRECY_MARKS,
    STATE_WORDS,
    is_rule,
    plain,
)
from kh57_desktop.progress import SILENT, Progress

_KINDS = "|".join(sorted(DOCUMENT_KINDS, key=len, reverse=True))
_SOURCE = re.compile(rf"kèm theo\s+(?P<kind>{_KINDS})\b(?:\s+số\s*:?\s*(?P<number>[^\s,;)]*(?:\s*[-/]\s*[^\s,;)]+)?))?")
_DATE = re.compile(r"ngày(?P<day>[\s.…_\d]*)(?:tháng|/)(?P<month>[\s.…_\d]*)(?:năm|/)(?P<year>[\s.…_\d]*)")
_ISSUER = re.compile(r"\bcủa\s+(?P<issuer>[^;)]+)")
_PLACE = re.compile(rf"\b(?P<level>{'|'.join(LEVELS)})\s+(?P<name>[^,;().]+)")


@dataclass(frozen=True)
class _Head:
    kind: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None


def read_workbook(
    path: Path, *, remembered: Mapping[str, str] | None = None, progress: Progress = SILENT
) -> PlanReading:
    """The reading of an .xlsx or .csv that stands alone; raises NoPlanInDocument where no table names its columns."""
    progress.step(0, 2, _("Opening the document"))
    workbook = read_sheets(path, remembered=remembered)
    progress.step(1, 2, _("Reading its text"))
    try:
        reading = reading_of(workbook, name=path.name)
    except NoPlanInDocument as refusal:
        refusal.columns, refusal.passages = candidate_columns(path)
        raise
    progress.step(2, 2, _("Done"))
    return reading


def is_annex(sources: Sequence[Source]) -> bool:
    """Whether a document is an annex alone: it says so above its first table."""
    first = next((at for at, source in enumerate(sources) if isinstance(source, Table)), None)
    return first is not None and any(
        isinstance(source, Line) and (ANNEX_HEADING.match(source.text) or ANNEX_SOURCE.match(source.text))
        for source in sources[:first]
    )


def annex_reading(sources: Sequence[Source], *, name: str) -> PlanReading:
    """The reading of an annex that came as a document of its own (Word, PDF); errors as `read_workbook`."""
    return reading_of(Workbook(tuple(sources), ()), name=name)


def reading_of(workbook: Workbook, *, name: str) -> PlanReading:
    """The reading of sheets that were read; same errors."""
    if not workbook.sources:
        raise DocumentEmpty(name=name)
    _refuse_secrets(workbook.sources, name)
    indicators, tasks = _tables(workbook.sources)
    if not indicators and not tasks.tasks:
        raise NoPlanInDocument(name=name)
    lines = [source for source in workbook.sources if isinstance(source, Line)]
    head = _head(" ".join(line.text for line in lines))
    level, locality = _place(head.issuer)
    reading = PlanReading(
        kind=head.kind,
        system=_system(head),
        issuer=head.issuer,
        locality=locality,
        level=level,
        number=head.number,
        date=head.date,
        title=_title(workbook.sources),
        indicators=tuple(indicators),
        task_groups=tuple(tasks.groups),
        tasks=tuple(tasks.tasks),
        annexes=tuple(_annexes(workbook.sources)),
        passages=passages_of(workbook.sources),
        columns=workbook.columns,
    )
    reading = _with_letterhead(reading, workbook.sources) if head.kind is None else reading
    return replace(reading, doubts=tuple(_doubts(reading, workbook)))


def _with_letterhead(reading: PlanReading, sources: Sequence[Source]) -> PlanReading:
    """`reading` with what stands above its first table, where that is the head of a plan ("KẾ HOẠCH" and its title)."""
    above = list(takewhile(lambda source: isinstance(source, Line), sources))
    outline = outline_of(rebuild(above))
    if outline.kind is None or plain(outline.kind.text).strip(": ") not in PLAN_KINDS:
        return reading
    head = read_head(outline)
    return replace(
        reading,
        kind=head.kind,
        system=head.system,
        issuer=head.issuer,
        locality=head.locality,
        level=head.level,
        number=head.number,
        date=head.date,
        title=head.title or reading.title,
    )


def _refuse_secrets(sources: Sequence[Source], name: str) -> None:
    for source in sources:
        texts = (
            [line for row in source.rows for cell in row for line in cell.lines]
            if isinstance(source, Table)
            else [source.text]
        )
        if any(text.strip(" .*()[]|") in SECRECY_MARKS for text in texts):
            raise DocumentSecret(name=name)


def _tables(sources: Sequence[Source]) -> tuple[list[ReadIndicator], TaskList]:
    indicators: list[ReadIndicator] = []
    tasks = TaskList()
    columns: Columns | None = None
    for source in sources:
        if isinstance(source, Table):
            found, columns = read_indicator_table(source, columns, horizon=None)
            indicators.extend(found)
            if not found:
                tasks.add_table(source)
    return indicators, tasks


def _head(text: str) -> _Head:
    """Kind, number, date and issuer from "(Kèm theo Kế hoạch số …/KH-UBND ngày … của …)"."""
    words = plain(text)
    match = _SOURCE.search(words)
    if match is None:
        return _Head()
    kind = match["kind"]
    number = text[match.start("number") : match.end("number")] if match["number"] else ""
    number = re.sub(r"\s+", "", number).strip(".,…_")
    date = _DATE.search(words, match.end())
    issuer = _ISSUER.search(words, date.end() if date else match.end())
    return _Head(
        kind[0].upper() + kind[1:],
        number if re.match(r"\d", number) else None,
        _iso(date) if date else None,
        text[issuer.start("issuer") : issuer.end("issuer")].strip(" .,") if issuer else None,
    )


def _iso(match: re.Match[str]) -> str | None:
    day, month, year = ("".join(re.findall(r"\d", match[name])) for name in ("day", "month", "year"))
    if len(year) != 4:
        return None
    if not month or not 1 <= int(month) <= 12:
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")


def _system(head: _Head) -> str | None:
    """Party bodies part number and kind by a hyphen ("12-KH/ĐU"), people's committees by a stroke ("12/KH-UBND")."""
    if head.number and (sign := re.match(r"\d+\s*([-/])", head.number)):
        return "party" if sign[1] == "-" else "government"
    if head.issuer:
        return "party" if PARTY_BODY.match(plain(head.issuer)) else "government"
    return None


def _place(issuer: str | None) -> tuple[str | None, str | None]:
    match = _PLACE.search(plain(issuer)) if issuer else None
    if match is None or issuer is None:
        return None, None
    name = issuer[match.start("name") : match.end("name")].strip()
    if not name[0].isupper() and not name[0].isdecimal():
        return None, None
    return LEVELS[match["level"]], name.title() if name.isupper() else name


_MOST_ALONE = 2
_LONGEST_NAME = 8
"""Words of a line above an annex that only names the office."""


def _title(sources: Sequence[Source]) -> str | None:
    """The title of the first annex: the lines above its "(Kèm theo …)" line or table that are no head."""
    title: list[str] = []
    soft: list[bool] = []
    for source in sources:
        if isinstance(source, Table):
            break
        if ANNEX_SOURCE.match(source.text):
            if title:
                break
            continue
        text = source.text
        if is_rule(text) or ANNEX_HEADING.match(text) or source.in_cell:
            continue
        if plain(text).startswith((*STATE_WORDS, *PARTY_WORDS)):
            continue
        title.append(text)
        soft.append(source.is_soft)
    named = [text for text in title if not (plain(text).startswith(ISSUERS) and len(text.split()) <= _LONGEST_NAME)]
    capitals = [text for text in named or title if in_capitals(text)]
    return " ".join(capitals or _first_whole(title, soft)).strip(" .") or None


def _first_whole(title: Sequence[str], soft: Sequence[bool]) -> list[str]:
    """The first line with those that only a break inside its cell parts from it."""
    further = takewhile(lambda one: one[1], zip(title[1:], soft[1:], strict=True))
    return [*title[:1], *(text for text, _is_soft in further)]


def _annexes(sources: Sequence[Source]) -> Iterator[ReadAnnex]:
    """The words above each table as heading, everything of the tables and between them as paragraphs."""
    heading: list[str] = []
    paragraphs: list[str] = []
    for source in sources:
        if isinstance(source, Line):
            if paragraphs and ANNEX_HEADING.match(source.text):
                yield ReadAnnex(tuple(heading), tuple(paragraphs))
                heading, paragraphs = [], []
            (paragraphs if paragraphs else heading).append(source.text)
        else:
            paragraphs.extend(source.texts)
    yield ReadAnnex(tuple(heading), tuple(paragraphs))


def _doubts(reading: PlanReading, workbook: Workbook) -> Iterator[Doubt]:
    """What the workbook leaves open: the plan it belongs to, and columns that were not understood."""
    if reading.kind is None:
        yield Doubt(
            reading.title or "",
            _("The workbook does not say which plan it belongs to (no line “Kèm theo Kế hoạch …”)."),
        )
    unknown = [column.heading for column in workbook.columns if column.meaning is None]
    left_out = [heading for heading in unknown if not is_progress(heading)]
    if len(left_out) > _MOST_ALONE:
        yield Doubt(" | ".join(left_out), _("The meaning of these columns was not recognised; they were left out."))
        return
    for heading in left_out:
        yield Doubt(heading, _("The meaning of this column was not recognised; it was left out."))

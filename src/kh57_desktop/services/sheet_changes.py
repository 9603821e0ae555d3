"""Cells typed, filled or pasted into a sheet of records: which column is which, and what of it cannot be used.

Every cell is judged by itself, so that one wrong one does not keep the others out; no value is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import fold, nfc
from kh57_desktop.services.registers.fields import Field

Change = tuple[Any | None, Mapping[str, str]]
"""A record, None for a new one, and its fields as typed."""
Attempt = Callable[[int, Any | None, Mapping[str, str]], object]
"""(place among the changes, record or None, fields): raises UserError where they cannot be used; saves nothing."""


@dataclass(frozen=True, slots=True)
class RefusedField:
    """`place`: of the change that it is of."""

    place: int
    record: Any | None
    field: str
    words: str
    error: UserError


def usable(changes: Sequence[Change], attempt: Attempt) -> tuple[list[Change], list[RefusedField]]:
    """The changes without the cells that cannot be used, and those cells with the reasons."""
    good: list[Change] = []
    refused: list[RefusedField] = []
    for place, (record, fields) in enumerate(changes):
        kept: Mapping[str, str] = fields
        try:
            attempt(place, record, fields)
        except UserError:
            kept = _kept(place, record, fields, attempt, refused)
        if kept and (record is not None or any(words.strip() for words in kept.values())):
            good.append((record, kept))
    return good, refused


def _kept(
    place: int, record: Any | None, fields: Mapping[str, str], attempt: Attempt, refused: list[RefusedField]
) -> dict[str, str]:
    """Cells are tried again after the others: a person without a name cannot have a post yet."""
    kept: dict[str, str] = {}
    open_ = dict(fields)
    errors: dict[str, UserError] = {}
    while open_:
        before, errors = len(open_), {}
        for key, words in tuple(open_.items()):
            try:
                attempt(place, record, {**kept, key: words})
            except UserError as error:
                errors[key] = error
            else:
                kept[key] = open_.pop(key)
        if len(open_) == before:
            break
    refused.extend(RefusedField(place, record, key, fields[key], error) for key, error in errors.items())
    return kept


@dataclass(frozen=True, slots=True)
class PastedRecord:
    """A row to be: `fields` as pasted, `problems`: field to why its words cannot be used."""

    fields: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PastedSheet:
    """What a paste would bring. `columns`: key of the field of each pasted column, "" for one that is left out."""

    columns: tuple[str, ...]
    rows: tuple[PastedRecord, ...]
    has_heading: bool = False

    def changes(self, records: Sequence[Any] = ()) -> list[Change]:
        """Laid over `records` from the first one on, where empty cells empty theirs; what goes beyond them is new."""
        known = [*records[: len(self.rows)], *[None] * (len(self.rows) - len(records))]
        return [
            (record, row.fields if record is not None else {key: words for key, words in row.fields.items() if words})
            for record, row in zip(known, self.rows, strict=True)
        ]


def read_pasted(
    rows: Sequence[Sequence[str]],
    fields: Sequence[Field],
    *,
    from_field: str,
    attempt: Attempt,
    columns: Sequence[str] | None = None,
) -> PastedSheet:
    """`fields`: of the sheet, from left to right as shown; `columns`: chosen by a person.

    Without headings the pasted columns go into the fields from `from_field` on.
    """
    width = max((len(cells) for cells in rows), default=0)
    filled = [[nfc(cell).strip() for cell in cells] + [""] * (width - len(cells)) for cells in rows]
    heading = columns_by_headings(filled[0], fields) if filled else None
    chosen = tuple(columns) if columns is not None else heading or _from(fields, from_field, width)
    body = filled[1:] if heading is not None else filled
    named = [{key: cell for key, cell in zip(chosen, cells, strict=False) if key} for cells in body]
    found = [PastedRecord(cells) for cells in named if any(cells.values())]
    judged: list[Change] = [(None, {key: words for key, words in one.fields.items() if words}) for one in found]
    for cell in usable(judged, attempt)[1]:
        found[cell.place].problems[cell.field] = cell.error.sentence
    return PastedSheet(chosen, tuple(found), heading is not None)


def _from(fields: Sequence[Field], first: str, width: int) -> tuple[str, ...]:
    """Fields that are only shown take the column that falls upon them, and leave it out."""
    keys = [one.key for one in fields]
    here = [one.key if one.is_editable else "" for one in fields[keys.index(first) if first in keys else 0 :]]
    return tuple((here + [""] * width)[:width])


def columns_by_headings(first: Sequence[str], fields: Sequence[Field]) -> tuple[str, ...] | None:
    """The fields that a first row names; None where it is no row of headings.

    A heading names a field by its own words, or by words that only one field has ("Số điện thoại" and "Điện thoại").
    Two headings at least are understood, more than half of them, and one of them word for word.
    """
    titles = {_plain(one.title): one.key for one in fields}
    editable = {one.key for one in fields if one.is_editable}
    found: list[str] = []
    exact = 0
    for cell in first:
        words = _plain(cell)
        key = titles.get(words, "")
        exact += bool(key)
        if not key and len(words) > 3:
            alike = {other for title, other in titles.items() if _within(title, words) or _within(words, title)}
            key = alike.pop() if len(alike) == 1 else ""
        found.append(key if key not in found else "")
    told = sum(1 for cell in first if cell)
    understood = sum(1 for key in found if key)
    if understood < 2 or understood * 2 <= told or not exact:
        return None
    return tuple(key if key in editable else "" for key in found)


def _plain(words: str) -> str:
    return " ".join(fold(nfc(words)).strip(" .:*()").split())


def _within(part: str, whole: str) -> bool:
    """Whether the words of one stand together in the other."""
    return len(part) > 3 and f" {part} " in f" {whole} "

"""An annex that comes later: it completes the corrected plan, and what a person decided about its rows stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kh57_desktop.domain.corrections.draft import Draft, DraftRow, Fate, draft_of, reading_of
from kh57_desktop.domain.merged_readings import completed
from kh57_desktop.domain.plan_reading import DoubtKind, Passage, PlanReading


def is_annex(reading: PlanReading) -> bool:
    """Tables without the sections of a plan and without the members of a decision."""
    return not reading.sections and reading.committee is None


def with_annex(draft: Draft, annex: PlanReading, *, name: str) -> Draft:
    """The draft with the annex's rows, which complete its own; left out rows stay left out, settled doubts settled.

    The annex's words follow those of the plan in the document as read, under its own `name`.
    """
    open_doubts = tuple(
        doubt
        for number, doubt in enumerate(draft.doubts)
        if doubt.kind is not DoubtKind.ANNEX and f"read:{number}" not in draft.settled
    )
    reading = replace(
        completed(replace(reading_of(draft), doubts=open_doubts), annex),
        passages=(*draft.base.passages, *passages_under(name, annex.passages, after=draft.base.passages)),
        columns=(*draft.base.columns, *annex.columns),
    )
    fresh = draft_of(reading)
    before = {(row.kind, row.text): row for row in draft.rows if row.fate is not Fate.DROPPED}
    known = {(row.kind, row.text): row.key for row in fresh.rows}
    keys = {row.key: known[row.kind, row.text] for row in draft.rows if (row.kind, row.text) in known}
    rows = [_decided(row, before.get((row.kind, row.text)), keys) for row in fresh.rows]
    dropped = [
        replace(row, key=key, parent=None, same_as=None)
        for key, row in enumerate((row for row in draft.rows if row.fate is Fate.DROPPED), fresh.next_key)
    ]
    return replace(
        fresh, rows=(*rows, *dropped), chosen_units=draft.chosen_units, next_key=fresh.next_key + len(dropped)
    )


def _decided(row: DraftRow, before: DraftRow | None, keys: Mapping[int, int]) -> DraftRow:
    """What a person said of the row before the annex came; `keys`: old keys to new ones."""
    if before is None:
        return row
    return replace(row, fate=before.fate, is_checked=before.is_checked, same_as=keys.get(before.same_as or 0))


def passages_under(name: str, passages: tuple[Passage, ...], *, after: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Passages of another document behind those of a first one: its name above, its tables counted on."""
    tables = max((passage.table for passage in after), default=0)
    own = (replace(passage, table=passage.table + tables if passage.table else 0) for passage in passages)
    return (Passage(name, is_bold=True, is_centred=True), *own)

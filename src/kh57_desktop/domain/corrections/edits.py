"""Corrections of a reading: set a field, split, join, drop, restore, change the kind. No word is ever lost by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kh57_desktop.domain.corrections.draft import Draft, DraftRow, Fate, RowKind
from kh57_desktop.domain.terms import Comparator
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, format_decimal, nfc, parse_decimal

FIELDS: dict[RowKind, tuple[str, ...]] = {
    RowKind.GROUP: ("number", "text"),
    RowKind.TASK: ("number", "text", "lead", "supporting", "deadline", "product", "note"),
    RowKind.INDICATOR: ("group", "text", "horizon", "quantity", "unit", "per", "lead"),
    RowKind.BODY: ("number", "text"),
    RowKind.DUTY: ("text",),
    RowKind.MEMBER: ("number", "text", "post", "role"),
}
"""What can be corrected in a row of each kind; `quantity` is comparator, value and upper bound together."""

HEAD_FIELDS = ("kind", "issuer", "number", "date", "locality", "title", "authority", "on_behalf", "position", "name")
_SIGNATURE = ("authority", "on_behalf", "position", "name")
_QUANTITY = re.compile(
    r"(?P<sign>>=|<=|≥|≤|>|<|=|trên|dưới|ít nhất|tối thiểu|tối đa|không quá)?\s*"
    r"(?P<low>\d[\d.,]*)\s*(?:(?:-|–|đến)\s*(?P<high>\d[\d.,]*))?\s*%?(?P<more>\s*trở lên)?",
    re.IGNORECASE,
)
_SIGNS = {
    ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST, "ít nhất": Comparator.AT_LEAST,
    "tối thiểu": Comparator.AT_LEAST, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    "tối đa": Comparator.AT_MOST, "không quá": Comparator.AT_MOST, ">": Comparator.MORE_THAN,
    "trên": Comparator.MORE_THAN, "<": Comparator.LESS_THAN, "dưới": Comparator.LESS_THAN,
}  # fmt: skip
_SHOWN_SIGNS = {
    Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ ", Comparator.MORE_THAN: "> ", Comparator.LESS_THAN: "< ",
    Comparator.EQUAL: "",
}  # fmt: skip
_JOINED = ("deadline", "product", "start", "note", "post", "role")
_CHILD_OF = {RowKind.GROUP: RowKind.TASK, RowKind.BODY: RowKind.DUTY}


def words_of(row: DraftRow, name: str) -> str:
    """A field as a person reads and types it."""
    if name == "supporting":
        return "; ".join(row.supporting)
    if name == "horizon":
        return str(row.horizon or "")
    if name == "quantity":
        return quantity_words(row)
    return str(getattr(row, name))


def quantity_words(row: DraftRow) -> str:
    if row.value is None:
        return ""
    top = f"–{format_decimal(row.value_max)}" if row.value_max is not None else ""
    return f"{_SHOWN_SIGNS[row.comparator]}{format_decimal(row.value)}{top}"


def set_field(draft: Draft, key: int, name: str, words: str) -> Draft:
    """The field as typed; raises BadValue where a year or a quantity cannot be read. A text is never emptied."""
    row = draft.row(key)
    typed = " ".join(nfc(words).split())
    if name not in FIELDS[row.kind]:
        raise BadValue(field=name, value=words, allowed=", ".join(FIELDS[row.kind]))
    if name == "text" and not typed and row.kind is not RowKind.MEMBER:
        raise BadValue(field="text", value="", allowed=_("some words; use “Drop” to leave the row out"))
    return _put(draft, replace(row, **_values(name, typed)))


def _values(name: str, typed: str) -> dict[str, Any]:
    if name == "supporting":
        return {"supporting": tuple(part for word in typed.split(";") if (part := word.strip()))}
    if name == "horizon":
        if typed and not re.fullmatch(r"20\d\d", typed):
            raise BadValue(field="horizon", value=typed, allowed=_("a year such as 2030, or nothing"))
        return {"horizon": int(typed) if typed else None}
    if name == "quantity":
        return _quantity(typed)
    return {name: typed}


def _quantity(typed: str) -> dict[str, Any]:
    if not typed:
        return {"comparator": Comparator.EQUAL, "value": None, "value_max": None}
    match = _QUANTITY.fullmatch(typed)
    low: Decimal | None = parse_decimal(match["low"]) if match else None
    high = parse_decimal(match["high"]) if match and match["high"] else None
    if match is None or low is None or (match["high"] and (high is None or high < low)):
        raise BadValue(field="quantity", value=typed, allowed=_("a number: 80; ≥ 80; 70–80"))
    sign = _SIGNS.get((match["sign"] or "").casefold(), Comparator.EQUAL)
    return {"comparator": Comparator.AT_LEAST if match["more"] else sign, "value": low, "value_max": high}


def set_head(draft: Draft, name: str, words: str) -> Draft:
    """A field of the plan's head or signature as typed; empty for none."""
    typed = " ".join(nfc(words).split()) or None
    if name not in HEAD_FIELDS:
        raise BadValue(field=name, value=words, allowed=", ".join(HEAD_FIELDS))
    if name == "date" and typed is not None:
        typed = _iso(typed)
    if name in _SIGNATURE:
        signature = draft.base.signature
        changed: dict[str, Any] = {name: typed}
        return replace(draft, base=replace(draft.base, signature=replace(signature, **changed)))
    changed = {name: typed}
    return replace(draft, base=replace(draft.base, **changed))


def head_words(draft: Draft, name: str) -> str:
    source: object = draft.base.signature if name in _SIGNATURE else draft.base
    words = getattr(source, name) or ""
    if name == "date" and words:
        return "/".join(reversed(str(words).split("-")))
    return str(words)


def _iso(typed: str) -> str:
    """ "05/9/2026" or "9/2026" as the reading keeps it."""
    match = re.fullmatch(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](20\d\d)", typed)
    parts = re.fullmatch(r"(20\d\d)-(\d\d)(?:-(\d\d))?", typed)
    if parts:
        return typed
    if match is None or not 1 <= int(match[2]) <= 12 or (match[1] and not 1 <= int(match[1]) <= 31):
        raise BadValue(field="date", value=typed, allowed=_("a day such as 05/9/2026, or 9/2026"))
    return f"{match[3]}-{int(match[2]):02}" + (f"-{int(match[1]):02}" if match[1] else "")


def _put(draft: Draft, changed: DraftRow) -> Draft:
    return replace(draft, rows=tuple(changed if row.key == changed.key else row for row in draft.rows))


def _each(draft: Draft, keys: Sequence[int], change: Callable[[DraftRow], DraftRow]) -> Draft:
    wanted = set(keys)
    return replace(draft, rows=tuple(change(row) if row.key in wanted else row for row in draft.rows))


# --- rows ----------------------------------------------------------------------------------------------------------


def split(draft: Draft, key: int, at: int) -> Draft:
    """The row's text parted before letter `at`: what follows becomes a row of its own below, with the same fields."""
    row = draft.row(key)
    first, second = row.text[:at].strip(), row.text[at:].strip()
    if not first or not second:
        raise BadValue(field="text", value=row.text[:60], allowed=_("words on both sides of the place to split at"))
    place = draft.place(key)
    lower = replace(row, key=draft.next_key, text=second, number="", same_as=None, is_checked=False)
    rows = (*draft.rows[:place], replace(row, text=first), lower, *draft.rows[place + 1 :])
    return replace(draft, rows=rows, next_key=draft.next_key + 1)


def join(draft: Draft, keys: Sequence[int]) -> Draft:
    """Rows of one kind become the first of them: texts one behind the other, other bodies that lead support.

    Indicators of different years stay rows and become one indicator with a target for each year.
    """
    wanted = set(keys)
    rows = [row for row in draft.rows if row.key in wanted]
    if len(rows) < 2 or len({row.kind for row in rows}) > 1:
        raise BadValue(field="rows", value=str(len(rows)), allowed=_("two or more rows of one kind"))
    first, *others = rows
    horizons = [row.horizon for row in rows]
    if first.kind is RowKind.INDICATOR and None not in horizons and len(set(horizons)) == len(rows):
        return same_indicator(draft, [row.key for row in others], first.key)
    leads = [row.lead for row in rows if row.lead]
    told: dict[str, Any] = {name: _together(rows, name) for name in _JOINED}
    merged = replace(
        first,
        text=" ".join(row.text for row in rows if row.text),
        lead=leads[0] if leads else "",
        supporting=_distinct([*leads[1:], *(name for row in rows for name in row.supporting)], leads[:1]),
        fate=Fate.TAKEN,
        **told,
    )
    gone = {row.key for row in others}
    kept = []
    for row in draft.rows:
        if row.key in gone:
            continue
        changed = merged if row.key == first.key else row
        if changed.parent in gone:
            changed = replace(changed, parent=first.key)
        if changed.same_as in gone:
            changed = replace(changed, same_as=first.key if changed.key != first.key else None)
        kept.append(changed)
    return replace(draft, rows=tuple(kept))


def same_indicator(draft: Draft, keys: Sequence[int], first: int) -> Draft:
    """Rows `keys` state further years of the indicator `first`."""
    return _each(draft, keys, lambda row: replace(row, same_as=first, fate=Fate.TAKEN))


def _together(rows: Sequence[DraftRow], name: str) -> str:
    return "; ".join(_distinct([getattr(row, name) for row in rows], ()))


def _distinct(words: Sequence[str], without: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word and word not in without)


def drop(draft: Draft, keys: Sequence[int]) -> Draft:
    """Left out, but kept in the list of what was left out; a group or body takes its rows along."""
    family = {*keys, *(row.key for row in draft.rows if row.parent in set(keys))}
    return _each(draft, sorted(family), lambda row: replace(row, fate=Fate.DROPPED))


def restore(draft: Draft, keys: Sequence[int]) -> Draft:
    """Taken again, with the group or body above, which a row cannot do without."""
    parents = {row.parent for row in draft.rows if row.key in set(keys) and row.parent is not None}
    return _each(draft, [*keys, *parents], lambda row: replace(row, fate=Fate.TAKEN))


def not_ours(draft: Draft, keys: Sequence[int], *, on: bool = True) -> Draft:
    """Marked "không thuộc trách nhiệm xã", or the mark taken off."""
    fate = Fate.NOT_OURS if on else Fate.TAKEN
    return _each(draft, keys, lambda row: replace(row, fate=fate) if row.kind is RowKind.TASK else row)


def checked(draft: Draft, keys: Sequence[int], *, on: bool = True) -> Draft:
    return _each(draft, keys, lambda row: replace(row, is_checked=on))


def add_row(draft: Draft, kind: RowKind, text: str, *, after: int | None = None) -> Draft:
    """A row that was not found, behind `after` and with its group; its key is the draft's `next_key` of before."""
    place = draft.place(after) + 1 if after is not None else len(draft.rows)
    above = draft.rows[place - 1] if place else None
    parent = None
    if above is not None and kind in _CHILD_OF.values():
        parent = above.key if _CHILD_OF.get(above.kind) is kind else above.parent if above.kind is kind else None
    added = DraftRow(draft.next_key, kind, " ".join(nfc(text).split()), parent=parent)
    rows = (*draft.rows[:place], added, *draft.rows[place:])
    return replace(draft, rows=rows, next_key=draft.next_key + 1)


def move_to(draft: Draft, keys: Sequence[int], parent: int | None) -> Draft:
    """Tasks into another group, duties to another body: they stand last there."""
    wanted = [replace(row, parent=parent, group="") for row in draft.rows if row.key in set(keys)]
    rest = [row for row in draft.rows if row.key not in set(keys)]
    place = max((at for at, row in enumerate(rest) if parent in (row.key, row.parent)), default=-1) + 1
    return replace(draft, rows=(*rest[:place], *wanted, *rest[place:]))


def as_kind(draft: Draft, keys: Sequence[int], kind: RowKind) -> Draft:
    """Rows become groups, tasks, indicators, bodies or duties; their words stay.

    A task that becomes a group takes the tasks below it along; the tasks of a group that becomes a task go to the
    group above.
    """
    for key in keys:
        row = draft.row(key)
        if row.kind is not kind:
            draft = _opened(draft, row, kind) if kind in _CHILD_OF else _closed(draft, row, kind)
    return draft


def _opened(draft: Draft, row: DraftRow, kind: RowKind) -> Draft:
    """The row heads what follows it up to the next head."""
    draft = _closed(draft, row, kind)
    child = _CHILD_OF[kind]
    rows, heads = [], False
    for other in draft.rows:
        if other.key == row.key:
            heads = True
        elif other.kind is kind or (heads and other.kind is child and other.parent != row.parent):
            heads = False
        moves = heads and other.kind is child
        rows.append(replace(other, parent=row.key) if moves else other)
    return replace(draft, rows=tuple(rows))


def _closed(draft: Draft, row: DraftRow, kind: RowKind) -> Draft:
    """The row changes its kind; what it headed goes to the head above, and its own place is kept."""
    place = draft.place(row.key)
    above = next(
        (other.key for other in reversed(draft.rows[:place]) if other.kind in _CHILD_OF and other.kind is row.kind),
        None,
    )
    head = _head_for(draft, place, kind)
    changed = replace(row, kind=kind, parent=head, same_as=None)
    rows = [changed if other.key == row.key else other for other in draft.rows]
    return replace(draft, rows=tuple(replace(o, parent=above) if o.parent == row.key else o for o in rows))


def _head_for(draft: Draft, place: int, kind: RowKind) -> int | None:
    """The head above `place` that a row of this kind belongs to; of another part of the document its last one."""
    wanted = next((head for head, child in _CHILD_OF.items() if child is kind), None)
    if wanted is None:
        return None
    before = [row.key for row in draft.rows[:place] if row.kind is wanted and row.fate is not Fate.DROPPED]
    return before[-1] if before else None

"""What one package says otherwise than another of the same report (so sánh hai gói), row by row and field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kh57_desktop.domain.terms import Mark, Standing, word
from kh57_desktop.i18n import N_, _

Rows = Mapping[tuple[str, str], Mapping[str, Any]]
"""Kind and key of a row → its content as the package's data file has it."""

COMPARED = {
    "report": ("number", "date", "title"),
    "task": (
        *("text", "lead", "due_words", "due_on", "standing", "percent", "result", "difficulty", "proposal"),
        "finished_on",
    ),
    "indicator": ("text", "unit", "mark", "value", "numerator", "denominator", "source", "remark"),
}
"""Fields that are compared, in the order of the report; totals follow from the tasks."""

FIELD_WORDS = {
    "number": N_("number"),
    "date": N_("date"),
    "title": N_("title"),
    "text": N_("content"),
    "lead": N_("lead unit"),
    "due_words": N_("deadline"),
    "due_on": N_("due day"),
    "standing": N_("standing"),
    "percent": N_("percent done"),
    "result": N_("result"),
    "difficulty": N_("difficulty"),
    "proposal": N_("proposal"),
    "finished_on": N_("finished on"),
    "unit": N_("unit of measure"),
    "mark": N_("kind of value"),
    "value": N_("value"),
    "numerator": N_("numerator"),
    "denominator": N_("denominator"),
    "source": N_("source"),
    "remark": N_("remark"),
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One field that differs; `field` empty: the whole row came (`old` None) or went (`new` None)."""

    kind: str
    key: str
    code: str
    label: str
    field: str
    old: str | None
    new: str | None


def changes_between(before: Rows, after: Rows) -> list[RowChange]:
    """In the order of the later package, rows that vanished last."""
    found: list[RowChange] = []
    for place, row in after.items():
        kind, key = place
        if kind not in COMPARED:
            continue
        earlier = before.get(place)
        if earlier is None:
            found.append(RowChange(kind, key, _code(row), _label(row), "", None, _label(row)))
            continue
        for field in COMPARED[kind]:
            old, new = _text(earlier.get(field)), _text(row.get(field))
            if old != new:
                found.append(RowChange(kind, key, _code(row), _label(row), field, old, new))
    for (kind, key), row in before.items():
        if kind in COMPARED and (kind, key) not in after:
            found.append(RowChange(kind, key, _code(row), _label(row), "", _label(row), None))
    return found


def _code(row: Mapping[str, Any]) -> str:
    return str(row.get("code") or "")


def _label(row: Mapping[str, Any]) -> str:
    return str(row.get("text") or row.get("title") or "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value)


def in_words(change: RowChange) -> str:
    """ "N3, tình trạng: Quá hạn → Hoàn thành đúng hạn"."""
    name = change.code or _("report")
    if not change.field:
        words = _("{name}: new row “{text}”") if change.old is None else _("{name}: row “{text}” is gone")
        return words.format(name=name, text=_short(change.label))
    return _("{name}, {field}: {old} → {new}").format(
        name=name,
        field=_(FIELD_WORDS[change.field]),
        old=shown(change.field, change.old),
        new=shown(change.field, change.new),
    )


def shown(field: str, value: str | None) -> str:
    """A stored value as people read it."""
    if not value:
        return _("(nothing)")
    if field == "standing" and value in list(Standing):
        return word(Standing(value))
    if field == "mark" and value in list(Mark):
        return word(Mark(value))
    if field in ("due_on", "finished_on", "date") and len(value) == 10:
        return "/".join(reversed(value.split("-")))
    if field in ("value", "percent", "numerator", "denominator"):
        return value.replace(".", ",")
    return _short(value)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 120 else plain[:119] + "…"

"""Any row of the data file in the words of people: what it is, what it is called, what its fields say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.registers.definitions import DEFINITIONS
from kh57_desktop.services.registers.fields import Field, FieldKind, Names, paper_value, shown
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_fields import field_words
from kh57_desktop.services.unit_table import PERSON_FIELDS, UNIT_FIELDS
from kh57_desktop.store.codec import Cell, Row

KINDS: Mapping[str, str] = {
    "plan": N_("plan"), "task_group": N_("task group"), "task": N_("task"), "progress_entry": N_("progress"),
    "extension": N_("extension"), "evidence": N_("evidence"), "indicator": N_("indicator"), "reading": N_("value"),
    "unit": N_("unit"), "person": N_("person"), "committee": N_("committee"), "member": N_("member"),
    "assignment": N_("assignment"), "report": N_("report"), "saved_view": N_("view"), "office": N_("office"),
    **{str(kind): one.title for kind, one in DEFINITIONS.items()},
}  # fmt: skip
"""What a row of each table is; rows of other tables only belong to one of these."""
BINNED = (
    "plan", "task_group", "task", "progress_entry", "evidence", "indicator", "unit", "person", "committee", "member",
    *map(str, DEFINITIONS), "saved_view",
)  # fmt: skip
"""Tables whose rows people throw away themselves and look for in the bin."""
_NAMES = ("code", "full_name", "name", "text", "title", "result", "number", "document", "year", "period")
_LONGEST = 90
_HIDDEN = frozenset({"id", "position", "deleted_at", "folded", "recorded_at"})
_TASK = {
    "group_id": "group", "parent_id": "parent", "lead_unit_id": "lead_unit", "supporting_unit_ids": "supporting_units",
    "deadline_words": "deadline", "indicator_ids": "indicators",
}  # fmt: skip


def kind_words(table: str) -> str:
    words = _(KINDS[table]) if table in KINDS else _("belonging data")
    return words[:1].upper() + words[1:]


class RowWords:
    """Ids become the names of what they stand for; asked of the file once."""

    def __init__(self, session: Session) -> None:
        self._names = Names(session)
        self._session = session
        self._fields: dict[str, dict[str, Field]] = {
            "unit": {one.column: one for one in UNIT_FIELDS} | {"parent_id": Field("parent", N_("Under"))},
            "person": {one.column: one for one in PERSON_FIELDS} | {"unit_id": Field("unit", N_("Unit"))},
            **{str(kind): {one.column: one for one in made.fields} for kind, made in DEFINITIONS.items()},
        }

    @cached_property
    def _known(self) -> dict[str, str]:
        names, store = self._names, self._session.store
        groups = {group.id: group.title for plan in store.plans.all() for group in store.plans.groups(plan.id)}
        plans = {plan.id: plan.title or plan.code for plan in store.plans.all()}
        committees = {one.id: one.name for one in store.committees.all()}
        return {**plans, **groups, **committees, **names.rows, **names.indicators, **names.tasks, **names.full_units}

    def name(self, table: str, row: Row) -> str:
        """ "N12 · Lắp đặt …"; "" where a row says nothing by itself."""
        told = [str(row[name]) for name in _NAMES if row.get(name) not in (None, "")][:2]
        whose = self._known.get(str(row.get("task_id") or row.get("indicator_id") or ""), "")
        words = " · ".join(dict.fromkeys(part for part in (whose, *told) if part))
        return words if len(words) <= _LONGEST else words[: _LONGEST - 2].rstrip() + " …"

    def field(self, table: str, column: str) -> str:
        """The heading of a column; "" for one that says nothing to people."""
        if column in _HIDDEN or column.endswith(("_attachment", "attachment_id")):
            return ""
        known = self._fields.get(table, {}).get(column)
        if known is not None:
            return known.title
        if table == "task":
            words = field_words(_TASK.get(column, column))
            return words[:1].upper() + words[1:] if words != column else ""
        others = {"percent": _("progress"), "result": _("result"), "day": _("day"), "value": _("value"),
                  "difficulty": _("difficulty"), "proposal": _("proposal"), "text": _("content"), "name": _("name"),
                  "role": _("role"), "post": _("post"), "note": _("note"), "reason": _("reason")}  # fmt: skip
        words = others.get(column, "")
        return words[:1].upper() + words[1:]

    def value(self, table: str, column: str, cell: Cell) -> str:
        if cell is None or cell == "" or cell == "[]":
            return ""
        known = self._fields.get(table, {}).get(column)
        words = str(cell)
        if words in self._known:
            return self._known[words]
        if words.startswith("["):
            return "; ".join(self._known.get(str(one), str(one)) for one in json.loads(words))
        if column.endswith("_on") or column in ("active_from", "active_to", "day"):
            return format_date(date.fromisoformat(words))
        if known is not None and known.kind is FieldKind.MONEY:
            return shown(known, int(words), self._names)
        if known is not None and known.kind is FieldKind.CHECK:
            return _("yes") if cell else _("no")
        if known is not None and known.choices is not None:
            return str(paper_value(known, known.choices(words), self._names, full=False))
        return words

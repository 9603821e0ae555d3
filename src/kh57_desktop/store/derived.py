"""Columns that are computed from a row when it is written: search text and sort keys, so that SQL alone filters and
sorts. They are no content: the journal leaves them out and `check` computes them again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kh57_desktop.domain.tasks import Task, clear_members
from kh57_desktop.domain.terms import SIX_CLEAR, DeadlineKind
from kh57_desktop.i18n import fold, name_sort_key, sort_key
from kh57_desktop.store.codec import Row

LONGEST_KEY = 60
"""Letters of a text that its sort key looks at."""


def _task(row: Row) -> Row:
    due_on, supporting = row["due_on"], str(row["supporting_unit_ids"])
    task = Task(
        id="",
        plan_id="",
        code="",
        text=str(row["text"]),
        product=str(row["product"]),
        lead_unit_id=str(row["lead_unit_id"] or "") or None,
        lead_person=str(row["lead_person"]),
        supporting_unit_ids=() if supporting == "[]" else (supporting,),
        approver=str(row["approver"]),
        deadline_kind=DeadlineKind(str(row["deadline_kind"])),
        due_on=date.fromisoformat(str(due_on)) if due_on else None,
    )
    stated = clear_members(task)
    words = ("code", "number", "text", "product", "lead_person", "deadline_words", "note")
    return {
        "folded": fold(" ".join(str(row[name]) for name in words)),
        "text_key": sort_key(str(row["text"])[:LONGEST_KEY]),
        "code_number": code_number(str(row["code"])),
        "number_key": sort_key(str(row["number"])[:LONGEST_KEY]),
        "person_key": name_sort_key(person[:LONGEST_KEY]) if (person := str(row["lead_person"])) else "",
        "unclear": " ".join(str(member) for member in SIX_CLEAR if member not in stated),
    }


def _unit(row: Row) -> Row:
    names = f"{row['name']} {row['short_name']} {row['aliases']}"
    return {"folded": fold(names), "name_key": sort_key(str(row["name"])[:LONGEST_KEY])}


def code_number(code: str) -> int:
    """12 of "N12"; 0 where a code has no number."""
    digits = code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0


DERIVED: Mapping[str, Callable[[Row], Row]] = {"task": _task, "unit": _unit}
DERIVED_COLUMNS: Mapping[str, frozenset[str]] = {
    "task": frozenset({"folded", "text_key", "code_number", "number_key", "person_key", "unclear"}),
    "unit": frozenset({"folded", "name_key"}),
}
SEARCHED = {"task": "task_search"}
"""Tables whose `folded` column stands in an FTS5 table under their column `row`."""
CODED = {"plan": "", "unit_form": "", "task": "plan_id", "indicator": "plan_id"}
"""Tables whose rows carry a code that is given once: the column within whose value it counts."""

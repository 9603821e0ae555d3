"""Rows pasted from Word or Excel as new tasks: headings by meaning, markers stripped, indents as sub-tasks.

Nothing is saved before a person has seen it, and no value is invented: a cell that cannot be read stays empty and is
named with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.domain.unit_names import is_group, side_of
from kh57_desktop.errors import UnknownKey, UserError
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.importing.characters import folded as reader_folded
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.spreadsheet_columns import is_heading, meanings_of
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.named_units import is_known_unit, listed_units, unknown_units
from kh57_desktop.services.occurrences import open_periods_of
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import DEEPEST, with_fields

FIELD_OF_MEANING = {
    "number": "number", "task": "text", "lead": "lead_unit", "supporting": "supporting_units", "start": "start_on",
    "deadline": "deadline", "product": "product", "note": "note",
}  # fmt: skip
FIELDS = ("number", "text", "lead_unit", "supporting_units", "deadline", "product", "note", "lead_person", "start_on")
"""What a pasted column can be, in the order in which a person is asked."""
_MOST_JUDGED = 60
"""Rows that are looked at to tell what a column without heading holds."""


@dataclass(frozen=True, slots=True)
class PastedTask:
    """A task to be: `fields` as pasted, `problems`: field → why its words cannot be used."""

    fields: dict[str, str]
    depth: int = 0
    group_id: str | None = None
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste would bring. `columns`: the field of each pasted column, "" for one that is left out.

    `new_units`: names that no unit of the file has; with `accept(add_units=True)` they are added to it.
    """

    columns: tuple[str, ...]
    tasks: tuple[PastedTask, ...]
    has_heading: bool = False
    new_units: tuple[str, ...] = ()

    @property
    def problems(self) -> int:
        return sum(len(task.problems) for task in self.tasks)


Rows = Sequence[tuple[Sequence[str], int]]
"""Cells and the steps by which the first words are set in."""


def read_pasted(
    session: Session, plan_id: str, rows: Rows, *, group_id: str | None, columns: Sequence[str] | None = None
) -> Pasted:
    """What the rows would become. `columns`: chosen by a person; None to tell them by headings or by what they hold."""
    plan = session.store.plans.get(plan_id)
    width = max((len(cells) for cells, _indent in rows), default=0)
    filled = [([nfc(cell).strip() for cell in cells] + [""] * (width - len(cells)), indent) for cells, indent in rows]
    heading = bool(filled) and width > 1 and is_heading(filled[0][0], {})
    chosen = tuple(columns) if columns is not None else _columns(session, plan, filled, heading=heading)
    groups = session.store.plans.groups(plan_id)
    tasks: list[PastedTask] = []
    unknown: dict[str, None] = {}
    current = group_id
    for cells, indent in filled[1:] if heading else filled:
        named = _named(cells, chosen)
        group = _group_row(named, groups) if width > 1 else None
        if group is not None:
            current = group.id
            continue
        if named.get("text"):
            task = _judged(session, plan, replace(_task(named, indent), group_id=current), unknown)
            tasks.append(task)
    return Pasted(chosen, tuple(_with_depths(tasks)), heading, tuple(unknown))


def _named(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Cells by field; several columns of one field are joined, since a wide cell may have been split."""
    found: dict[str, str] = {}
    for cell, name in zip(cells, columns, strict=False):
        if name and cell:
            found[name] = f"{found[name]} {cell}" if name in found else cell
    return found


def _group_row(named: dict[str, str], groups: Sequence[TaskGroup]) -> TaskGroup | None:
    """A row that holds nothing but the title of a group of the plan: what follows belongs to it."""
    if set(named) - {"number", "text"}:
        return None
    said = fold(named.get("text", "")).strip(" .:;")
    return next((group for group in groups if said and said == fold(group.title).strip(" .:;")), None)


def _task(named: dict[str, str], indent: int) -> PastedTask:
    """Bullets and numbering go off the words; a number goes where the plan has it, where no column says it."""
    fields = dict(named)
    text = " ".join(fields["text"].split())
    marker = read_marker(reader_folded(text))
    if marker is not None and marker.length < len(text):
        text = text[marker.length :].strip()
        if marker.number and "number" not in fields:
            fields["number"] = marker.number
    fields["text"] = text
    return PastedTask(fields, depth=indent)


def _judged(session: Session, plan: Plan, task: PastedTask, unknown: dict[str, None]) -> PastedTask:
    """Every field by itself: what cannot be read is named and left out when the row is added."""
    problems: dict[str, str] = {}
    blank = Task(id="", plan_id=plan.id, code="", text="-")
    for name, words in task.fields.items():
        try:
            with_fields(session, plan, blank, {name: words})
        except UnknownKey as error:
            problems[name] = error.sentence
            if name in ("lead_unit", "supporting_units"):
                unknown.update(dict.fromkeys(_unknown_units(session, name, words)))
        except UserError as error:
            problems[name] = error.sentence
        else:
            if name == "deadline":
                deadline = deadline_of(session, words, issued_on=plan.dated_on or session.today)
                if deadline.kind is DeadlineKind.UNKNOWN:
                    problems[name] = _("No day can be computed; the words are kept.")
    return replace(task, problems=problems)


def _unknown_units(session: Session, field: str, words: str) -> list[str]:
    """One unit leads, whatever commas its name has; those that support are a list."""
    if field == "supporting_units":
        return unknown_units(session, words)
    return [] if is_known_unit(session, words) else [words.strip()]


def _with_depths(tasks: Sequence[PastedTask]) -> list[PastedTask]:
    """Depths from indents, or from numbers that go on ("1.1" below "1"); never deeper than one step at a time."""
    numbers = {task.fields.get("number", "").strip(" .") for task in tasks}
    by_number = not any(task.depth for task in tasks)
    found: list[PastedTask] = []
    least = min((task.depth for task in tasks), default=0)
    for task in tasks:
        depth = task.depth - least
        if by_number:
            number = task.fields.get("number", "").strip(" .")
            above, _dot, _last = number.rpartition(".")
            depth = number.count(".") if above in numbers and re.fullmatch(r"[\d.]+", number) else 0
        above_depth = found[-1].depth if found else -1
        found.append(replace(task, depth=min(depth, above_depth + 1, DEEPEST - 1)))
    return found


# --- columns without headings ---------------------------------------------------------------------------------------


def _columns(session: Session, plan: Plan, rows: Sequence[tuple[list[str], int]], *, heading: bool) -> tuple[str, ...]:
    if not rows:
        return ()
    if heading:
        meanings = meanings_of(rows[0][0], {})
        return tuple(FIELD_OF_MEANING.get(meaning or "", "") for meaning in meanings)
    width = len(rows[0][0])
    if width == 1:
        return ("text",)
    held = [[row[place] for row, _indent in rows[:_MOST_JUDGED] if row[place]] for place in range(width)]
    text_at = max(range(width), key=lambda place: _mean_length(held[place]))
    found = [""] * width
    found[text_at] = "text"
    judges = (
        ("number", lambda words: bool(re.fullmatch(r"[\dIVXivx.()a-zđ-]{1,8}", words))),
        ("deadline", lambda words: compute_deadline(words, issued_on=plan.dated_on).kind is not DeadlineKind.UNKNOWN),
        ("lead_unit", lambda words: is_known_unit(session, words)),
    )
    for name, judge in judges:
        for place in range(width):
            if not found[place] and held[place] and sum(map(judge, held[place])) * 2 > len(held[place]):
                found[place] = name
                break
    if "lead_unit" in found and "supporting_units" not in found:
        after = found.index("lead_unit") + 1
        if after < width and not found[after] and any(not unknown_units(session, words) for words in held[after]):
            found[after] = "supporting_units"
    return tuple(found)


def _mean_length(words: Sequence[str]) -> float:
    return sum(map(len, words)) / len(words) if words else 0.0


# --- accepting ------------------------------------------------------------------------------------------------------


def accept_pasted(session: Session, plan_id: str, pasted: Pasted, *, add_units: bool = False) -> list[Task]:
    """Add the rows as tasks, in one action; the fields with a problem are left out (a deadline keeps its words)."""
    store = session.store
    plan = store.plans.get(plan_id)
    if not pasted.tasks:
        return []
    with store.changes(_("Paste {count} tasks").format(count=len(pasted.tasks))):
        if add_units:
            _add_units(session, pasted.new_units)
        added: list[Task] = []
        parents: list[Task] = []
        position = max((task.position for task in store.tasks.of_plan(plan_id)), default=0)
        for place, row in enumerate(pasted.tasks, 1):
            del parents[row.depth :]
            parent = parents[-1] if parents else None
            blank = Task(
                id=new_id(),
                plan_id=plan_id,
                code=store.tasks.next_code(plan_id),
                text=row.fields["text"],
                group_id=parent.group_id if parent else row.group_id,
                parent_id=parent.id if parent else None,
                position=position + place,
            )
            task = with_fields(session, plan, blank, _usable(session, row, add_units=add_units))
            store.tasks.put(task)
            parents.append(task)
            added.append(task)
        open_periods_of(session, added)
    return added


def _usable(session: Session, row: PastedTask, *, add_units: bool) -> dict[str, str]:
    """Fields that can be set; of the supporting units those that are known stay."""
    kept = {}
    for name, words in row.fields.items():
        is_unit = name in ("lead_unit", "supporting_units")
        if name not in row.problems or name == "deadline" or (is_unit and add_units):
            kept[name] = words
        elif name == "supporting_units":
            kept[name] = "; ".join(one for one in listed_units(session, words) if is_known_unit(session, one))
    return kept


def _add_units(session: Session, names: Sequence[str]) -> None:
    last = max((unit.position for unit in session.store.offices.units()), default=0)
    for place, name in enumerate(names, 1):
        session.store.offices.put_unit(
            Unit(id=new_id(), name=name, side=side_of(name), is_group=is_group(name), position=last + place)
        )

"""Rows of a register: added, changed, moved, binned, pasted; every call is one named, undoable action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.registers import Finding, Inspection
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.registers.definitions import DEFINITIONS, Definition, RegisterKind
from kh57_desktop.services.registers.typed import refuse_doubles, with_fields
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.sheet_changes import Attempt


def add_row(session: Session, kind: RegisterKind, fields: Mapping[str, str], *, year: int | None = None) -> Any:
    """A new row at the end of the register; `fields` as typed, `year` where the register has one and none is typed."""
    return add_rows(session, kind, [fields], year=year)[0]


def add_rows(
    session: Session, kind: RegisterKind, rows: Sequence[Mapping[str, str]], *, year: int | None = None
) -> list[Any]:
    """Several rows in one action; nothing of them is saved where one cell is refused."""
    return paste(session, kind, [(None, fields) for fields in rows], year=year)


def edit_rows(session: Session, kind: RegisterKind, rows: Sequence[Any], fields: Mapping[str, str]) -> list[Any]:
    """Set fields, given as typed, of one or several rows in one action; returns them as saved."""
    return paste(session, kind, [(row, fields) for row in rows])


def paste(
    session: Session,
    kind: RegisterKind,
    changes: Sequence[tuple[Any | None, Mapping[str, str]]],
    *,
    year: int | None = None,
    words: str = "",
) -> list[Any]:
    """Change rows, and add one for each None, in one action; nothing is saved where one cell is refused.

    `words`: of the action; without them it is named by what is changed.
    """
    definition = DEFINITIONS[kind]
    place = max((getattr(row, "position", 0) for row in definition.table(session).all()), default=0)
    saved: list[Any] = []
    different: list[Any] = []
    for row, fields in changes:
        if row is None and not any(words.strip() for words in fields.values()):
            raise BadValue(field=_(definition.title), value="", allowed=_("at least one field"))
        before = row if row is not None else definition.blank(session, year)
        after = with_fields(session, definition, before, fields)
        if row is None and hasattr(after, "position"):
            place += 1
            after = replace(after, position=place)
        saved.append(after)
        if row is None or after != row:
            different.append(after)
    if different:
        is_new = all(row is None for row, _fields in changes)
        keys = {key: "" for _row, fields in changes for key in fields}
        message = definition.added if is_new else definition.edited
        with session.store.changes(words or _action(message, different, {} if is_new else keys, definition)):
            for row in different:
                definition.table(session).put(row)
            refuse_doubles(session, definition)
    return saved


def judge(session: Session, kind: RegisterKind, *, year: int | None = None) -> Attempt:
    """Tells whether fields can be used, without saving: for cells that are pasted or filled."""
    definition = DEFINITIONS[kind]
    blank = definition.blank(session, year)
    return lambda _place, row, fields: with_fields(session, definition, row if row is not None else blank, fields)


def finding_of(session: Session, inspection: Inspection, words: str) -> Finding:
    """A new finding of an inspection, laid on the unit that was inspected, found on the day it was held."""
    table = session.store.registers.findings
    made = Finding(
        id=new_id(),
        text=nfc(words).strip(),
        inspection_id=inspection.id,
        unit_id=inspection.unit_id,
        found_on=inspection.held_on or session.today,
        position=max((row.position for row in table.all()), default=0) + 1,
    )
    with session.store.changes(_(DEFINITIONS[RegisterKind.FINDING].added).format(name=made.text)):
        table.put(made)
    return made


def bin_rows(session: Session, kind: RegisterKind, rows: Sequence[Any]) -> None:
    """Put rows into the bin; findings of a binned inspection stay and name none."""
    definition = DEFINITIONS[kind]
    with session.store.changes(_("Delete {name}").format(name=_names(definition, rows))):
        for row in rows:
            if kind is RegisterKind.INSPECTION:
                for finding in session.store.registers.findings.where("inspection_id = ?", (row.id,)):
                    session.store.registers.findings.put(replace(finding, inspection_id=None))
            if kind is RegisterKind.DIRECTIVE:
                _loosen_directive(session, row.id)
            definition.table(session).to_bin(row.id)


def _loosen_directive(session: Session, directive_id: str) -> None:
    registers = session.store.registers
    for below in registers.directives.where("parent_id = ?", (directive_id,)):
        registers.directives.put(replace(below, parent_id=None))
    for link in registers.directive_links.where("directive_id = ?", (directive_id,)):
        registers.directive_links.to_bin(link.id)
    for task in session.store.tasks.of_directives():
        if task.directive_id == directive_id:
            session.store.tasks.put(replace(task, directive_id=None))


def _action(message: str, rows: Sequence[Any], fields: Mapping[str, str], definition: Definition | None = None) -> str:
    names = ""
    if definition is not None and fields:
        titles = [one.title for key in fields if (one := definition.field(key)) is not None]
        names = ", ".join(titles[:3]) + (" …" if len(titles) > 3 else "")
    kind = definition or next(one for one in DEFINITIONS.values() if one.value is type(rows[0]))
    return _(message).format(name=_names(kind, rows), fields=names)


def _names(definition: Definition, rows: Sequence[Any]) -> str:
    """ "Kiểm tra việc …" of one row, "12 rows" of several."""
    if len(rows) != 1:
        return _("{count} rows").format(count=len(rows))
    name = definition.name_of(rows[0]) or _(definition.title)
    return name if len(name) <= 40 else name[:38].rstrip() + " …"

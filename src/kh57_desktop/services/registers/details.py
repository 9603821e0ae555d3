"""One row of a register with everything that belongs to it: all fields, related rows, the document that is attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kh57_desktop.domain.directives import Directive, basis_line
from kh57_desktop.domain.terms import Standing
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.evidence import content_of
from kh57_desktop.services.files import write_new
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.lines import RegisterLine, Wanted, view
from kh57_desktop.services.session import Session
from kh57_desktop.store.files import Attachment

ATTACHED: Mapping[RegisterKind, str] = {
    RegisterKind.DIRECTIVE: "attachment_id",
    RegisterKind.INSPECTION: "minutes_attachment",
    RegisterKind.UNIT_PLAN: "attachment_id",
}
"""Registers whose rows carry a document, and the column that names it."""
KIND = "register"


class NothingAttached(UserError):
    code = "nothing-attached"
    message = N_("No document is attached to this row.")
    hint = N_("Nothing was written. Please attach the document first.")


@dataclass(frozen=True, slots=True)
class Related:
    """A row that belongs to this one. `opens`: "finding/ID"; `standing_words` "" where it has none."""

    words: str
    opens: str
    standing: Standing | None = None
    standing_words: str = ""


@dataclass(frozen=True, slots=True)
class RowDetails:
    """`fields`: heading and words of what is filled in. `attachment` None: none yet; `can_attach`: there may be one."""

    line: RegisterLine
    register: str
    fields: tuple[tuple[str, str], ...]
    related_title: str = ""
    related: tuple[Related, ...] = ()
    attachment: Attachment | None = None
    can_attach: bool = False


def details(session: Session, kind: RegisterKind, line: RegisterLine) -> RowDetails:
    definition = DEFINITIONS[kind]
    title, related = _related(session, kind, line.record)
    column = ATTACHED.get(kind)
    attached = getattr(line.record, column) if column else None
    return RowDetails(
        line=line,
        register=_(definition.title),
        fields=tuple((one.title, line.cells[one.key]) for one in definition.fields if line.cells.get(one.key)),
        related_title=title,
        related=related,
        attachment=session.store.files.get(attached) if attached else None,
        can_attach=column is not None,
    )


def _related(session: Session, kind: RegisterKind, record: Any) -> tuple[str, tuple[Related, ...]]:
    if kind is RegisterKind.INSPECTION:
        found = view(session, RegisterKind.FINDING, Wanted()).lines
        own = [line for line in found if line.record.inspection_id == record.id]
        return _("Findings"), tuple(_as_related(RegisterKind.FINDING, line) for line in own)
    if kind is RegisterKind.FINDING and record.inspection_id is not None:
        found = view(session, RegisterKind.INSPECTION, Wanted()).lines
        own = [line for line in found if line.id == record.inspection_id]
        return _("Inspection it comes from"), tuple(_as_related(RegisterKind.INSPECTION, line) for line in own)
    if kind is RegisterKind.DIRECTIVE:
        return _("Chain of documents"), _chain(session, record)
    return "", ()


def _as_related(kind: RegisterKind, line: RegisterLine) -> Related:
    return Related(line.cells["text"], f"{kind}/{line.id}", line.standing, line.standing_words)


def _chain(session: Session, record: Directive) -> tuple[Related, ...]:
    """From the top down to those that carry this one out; its own căn cứ line stands in its place."""
    rows = {row.id: row for row in session.store.registers.directives.all()}
    upper: list[Directive] = []
    step = rows.get(record.parent_id or "")
    while step is not None and step not in upper:
        upper.insert(0, step)
        step = rows.get(step.parent_id or "")
    below = [row for row in rows.values() if row.parent_id == record.id]
    chain = [*upper, record, *below]
    return tuple(Related(basis_line(row) if row is record else row.name, f"directive/{row.id}") for row in chain)


def attach(session: Session, kind: RegisterKind, record: Any, path: Path) -> Attachment:
    """Copy a document in as that of the row; one that bears a secrecy mark is refused (features.md row 130)."""
    definition = DEFINITIONS[kind]
    number = str(getattr(record, "number", "") or getattr(record, "minutes", ""))
    content = content_of(path, number)
    name = definition.name_of(record) or _(definition.title)
    with session.store.changes(_("Attach “{name}” to {code}").format(name=path.name, code=name)):
        kept = session.store.files.put_bytes(content, nfc(path.name), KIND, number=number)
        definition.table(session).put(replace(record, **{ATTACHED[kind]: kept.id}))
    return kept


def detach(session: Session, kind: RegisterKind, record: Any) -> None:
    """The row names no document any more; its content stays kept."""
    definition = DEFINITIONS[kind]
    with session.store.changes(_("Take the document from {name}").format(name=definition.name_of(record))):
        definition.table(session).put(replace(record, **{ATTACHED[kind]: None}))


def save_copy(session: Session, kind: RegisterKind, record: Any, path: Path) -> None:
    """The attached document written where it is asked for; raises NothingAttached."""
    attached = getattr(record, ATTACHED[kind])
    if attached is None:
        raise NothingAttached
    write_new(path, session.store.files.read(attached), force=True)

"""Rows put into another place by hand, where the register stands in the order in which the office keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.session import Session


class StandsByDays(UserError):
    """The order of the rows follows from what they say."""

    code = "stands-by-days"
    message = N_("This register stands in the order of its days or years, so its rows are not moved by hand.")
    hint = N_(
        "Nothing was changed. Another day or year in the row moves it; a click on a heading sorts by that column."
    )


def can_move(kind: RegisterKind) -> bool:
    return DEFINITIONS[kind].order.partition(", ")[0] == "position"


def move_rows(session: Session, kind: RegisterKind, rows: Sequence[Any], before: Any | None) -> None:
    """Put rows, in the order given, before another one, or at the end; one action. Raises StandsByDays."""
    definition = DEFINITIONS[kind]
    if not can_move(kind):
        raise StandsByDays
    table = definition.table(session)
    moved = {row.id for row in rows}
    rest = [row for row in table.all(order=definition.order) if row.id not in moved]
    at = next((place for place, row in enumerate(rest) if before is not None and row.id == before.id), len(rest))
    ordered = [*rest[:at], *rows, *rest[at:]]
    changed = [replace(row, position=place) for place, row in enumerate(ordered, 1) if row.position != place]
    if changed:
        name = definition.name_of(rows[0]) if len(rows) == 1 else _("{count} rows").format(count=len(rows))
        with session.store.changes(_("Move {name}").format(name=name[:40])):
            for row in changed:
                table.put(row)

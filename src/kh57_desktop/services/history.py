"""Undo and redo in the window: named, and never back past the opening of the file."""

from __future__ import annotations

from datetime import datetime

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_
from kh57_desktop.light import dataclass
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store.history import Action


class BeforeOpening(UserError):
    """Ctrl+Z stops at the opening of the file."""

    code = "before-opening"
    message = N_("Everything done since the file was opened has been undone.")
    hint = N_("Nothing was changed. Older actions and imports are undone from the history.")


@dataclass(frozen=True, slots=True)
class Steps:
    """What Ctrl+Z and Ctrl+Y would do ("" for nothing), and when the file was last saved (Vietnam time)."""

    undo: str = ""
    redo: str = ""
    saved_at: datetime | None = None


def opening(session: Session) -> int:
    """The number of the last journal entry: what was done up to it stays out of Ctrl+Z's reach."""
    newest = session.store.actions(1)
    return newest[0].first_entry + newest[0].entries - 1 if newest else 0


def steps(session: Session, *, since: int) -> Steps:
    """`since`: what `opening` gave when the file was opened."""
    newest = session.store.actions(1)
    back, again = _reachable(session.store.next_undo(), since), session.store.next_redo()
    return Steps(
        undo=back.sentence if back else "",
        redo=again.sentence if again else "",
        saved_at=newest[0].at.astimezone(VIETNAM) if newest else None,
    )


def undo(session: Session, *, since: int) -> Action:
    """Take back the last action done since the opening. Raises BeforeOpening and what the store raises."""
    action = session.store.next_undo()
    if _reachable(action, since) is None:
        raise BeforeOpening
    return session.store.undo()


def redo(session: Session) -> Action:
    """Do the last undone action again; raises NothingToRedo."""
    return session.store.redo()


def _reachable(action: Action | None, since: int) -> Action | None:
    return action if action is not None and action.first_entry > since else None

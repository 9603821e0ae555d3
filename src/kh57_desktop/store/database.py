"""The data file of an office, open: `with open_store(path) as store:` gives its tables, changes, undo and files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kh57_desktop.i18n import _
from kh57_desktop.store import history, journal
from kh57_desktop.store.codec import Row, Shape
from kh57_desktop.store.connection import Database
from kh57_desktop.store.errors import (
    CannotBeUndone,
    NothingToRedo,
    NothingToUndo,
    OpenedForReading,
    UndoConflict,
)
from kh57_desktop.store.files import COPIES_SUFFIX, Files, files_folder
from kh57_desktop.store.history import Action, FieldChange
from kh57_desktop.store.journal import Clock, Journal
from kh57_desktop.store.lock import WriterLock
from kh57_desktop.store.records import Changed, Records, Table

# tables of one subject are imported when they are first used: a window that opens needs few of them
if TYPE_CHECKING:
    from kh57_desktop.domain.consolidated_reports import ConsolidatedReport
    from kh57_desktop.store.attachment_texts import AttachmentTexts
    from kh57_desktop.store.chronicle import Chronicle
    from kh57_desktop.store.committees import CommitteeTables
    from kh57_desktop.store.consolidation import Consolidation
    from kh57_desktop.store.drafts import Drafts
    from kh57_desktop.store.earlier import EarlierStates
    from kh57_desktop.store.forms import FormTables
    from kh57_desktop.store.indicators import IndicatorTables
    from kh57_desktop.store.offices import OfficeTables
    from kh57_desktop.store.packages import PackageTables
    from kh57_desktop.store.plans import PlanTables
    from kh57_desktop.store.registers import RegisterTables
    from kh57_desktop.store.reports import ReportTables
    from kh57_desktop.store.settings import Settings
    from kh57_desktop.store.tasks import TaskTables
    from kh57_desktop.store.views import ViewTable


def now() -> datetime:
    return datetime.now(UTC)


class Store:
    """One data file open in one thread; made by `create_store` and `open_store`."""

    def __init__(
        self, db: Database, lock: WriterLock | None, *, device: str, user: str, clock: Clock, is_read_only: bool = False
    ) -> None:
        self._db = db
        self._lock = lock
        self.is_read_only = is_read_only
        self.path = db.path
        self.device = device
        self.user = user
        self._clock = clock
        self._records = Records(db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; may be called twice."""
        self._db.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @property
    def database(self) -> Database:
        """The connection, for the other modules of this layer only."""
        return self._db

    @cached_property
    def offices(self) -> OfficeTables:
        from kh57_desktop.store.offices import OfficeTables

        return OfficeTables(self._records)

    @cached_property
    def plans(self) -> PlanTables:
        from kh57_desktop.store.plans import PlanTables

        return PlanTables(self._records)

    @cached_property
    def tasks(self) -> TaskTables:
        from kh57_desktop.store.tasks import TaskTables

        return TaskTables(self._records)

    @cached_property
    def indicators(self) -> IndicatorTables:
        from kh57_desktop.store.indicators import IndicatorTables

        return IndicatorTables(self._records)

    @cached_property
    def committees(self) -> CommitteeTables:
        from kh57_desktop.store.committees import CommitteeTables

        return CommitteeTables(self._records)

    @cached_property
    def reports(self) -> ReportTables:
        from kh57_desktop.store.reports import ReportTables

        return ReportTables(self._records)

    @cached_property
    def forms(self) -> FormTables:
        from kh57_desktop.store.forms import FormTables

        return FormTables(self._records)

    @cached_property
    def attachment_texts(self) -> AttachmentTexts:
        from kh57_desktop.store.attachment_texts import AttachmentTexts

        return AttachmentTexts(self._db)

    @cached_property
    def packages(self) -> PackageTables:
        from kh57_desktop.store.packages import PackageTables

        return PackageTables(self._records)

    def packages_waiting_since(self) -> list[datetime]:
        """When each package was built that has not been handed over and that nothing replaced."""
        from kh57_desktop.store.waiting_packages import waiting_since

        return waiting_since(self._db)

    @cached_property
    def registers(self) -> RegisterTables:
        from kh57_desktop.store.registers import RegisterTables

        return RegisterTables(self._records)

    @cached_property
    def views(self) -> ViewTable:
        from kh57_desktop.store.views import ViewTable

        return ViewTable(self._records)

    @cached_property
    def chronicle(self) -> Chronicle:
        from kh57_desktop.store.chronicle import Chronicle

        return Chronicle(self._records)

    @cached_property
    def consolidation(self) -> Consolidation:
        from kh57_desktop.store.consolidation import Consolidation

        return Consolidation(self._db)

    @cached_property
    def consolidated(self) -> Table[ConsolidatedReport]:
        from kh57_desktop.domain.consolidated_reports import ConsolidatedReport

        return Table(self._records, Shape("consolidated_report", ConsolidatedReport))

    @cached_property
    def settings(self) -> Settings:
        from kh57_desktop.store.settings import Settings

        return Settings(self._records)

    @cached_property
    def drafts(self) -> Drafts:
        from kh57_desktop.store.drafts import Drafts

        return Drafts(self._db, lambda: self._clock().astimezone().isoformat(), is_read_only=self.is_read_only)

    @cached_property
    def files(self) -> Files:
        return Files(self._records, files_folder(self.path), lambda: self._clock().astimezone().isoformat())

    @contextmanager
    def changes(self, words: str, *, irrevocable: bool = False) -> Iterator[None]:
        """Everything inside is saved together under one action, or not at all.

        `words`: what the person did, for the history. `irrevocable`: undo refuses it (issue, sign, hand over,
        receive). Raises the `StoreError`s of a full, read-only or busy file; then nothing was saved.
        """
        with self._action(words, is_irrevocable=irrevocable):
            yield

    @contextmanager
    def _action(
        self, words: str, *, is_irrevocable: bool = False, kind: str = "do", refers_to: str | None = None
    ) -> Iterator[None]:
        if self._records.journal is not None:
            raise RuntimeError("changes(...) inside changes(...)")
        if self.is_read_only:
            raise OpenedForReading(name=self.path.name)
        self._db.run("begin immediate")
        try:
            opened = Journal(
                self._db,
                words,
                user=self.user,
                device=self.device,
                clock=self._clock,
                is_irrevocable=is_irrevocable,
                kind=kind,
                refers_to=refers_to,
            )
            self._records.journal = opened
            yield
            opened.close()
            self._db.run("commit")
        except BaseException:
            if self._db.connection.in_transaction:  # SQLite itself may have rolled back, on a full disk for one
                self._db.run("rollback")
            raise
        finally:
            self._records.journal = None

    def actions(self, limit: int = 50) -> list[Action]:
        """The history, newest first."""
        return history.actions(self._db, limit)

    def actions_on_task(self, task_id: str, limit: int = 50) -> list[Action]:
        """What was done to a task and its progress log, newest first."""
        return history.actions_on_task(self._db, task_id, limit)

    def changes_of_task(self, task_id: str) -> list[FieldChange]:
        """Every field of a task and of what follows it: who, when, old → new; newest first."""
        return history.changes_of_task(self._db, task_id)

    def as_issued(self, plan_id: str) -> dict[str, Row]:
        """Rows of the tasks as they were when the plan was issued (a draft: when it came into the file), by id."""
        return history.tasks_as_issued(self._db, plan_id)

    @cached_property
    def earlier(self) -> EarlierStates:
        from kh57_desktop.store.earlier import EarlierStates

        return EarlierStates(self._db)

    def counts(self, action_id: str) -> bool:
        """Whether what this action did is in the file: not taken back, or done again."""
        action = history.action_named(self._db, action_id)
        return action is not None and not action.is_undone

    def next_undo(self) -> Action | None:
        """The action that `undo` would take back; an irrevocable one it would refuse."""
        return history.to_undo(self._db)

    def next_redo(self) -> Action | None:
        return history.to_redo(self._db)

    def undo(self) -> Action:
        """Take back the last action that counts, whichever run made it; returns it.

        Raises NothingToUndo, CannotBeUndone, or UndoConflict where its rows were changed again since.
        """
        action = self.next_undo()
        if action is None:
            raise NothingToUndo
        return self._revert(action, kind="undo", words=action.words)

    def take_back(self, action_id: str) -> Action:
        """Take back the action named, however old; returns it. That is an action of its own, which undo takes back.

        Raises NothingToUndo, CannotBeUndone, or UndoConflict where its rows were changed again since.
        """
        action = history.action_named(self._db, action_id)
        if action is None or action.kind != "do":
            raise NothingToUndo
        return self._revert(action, kind="do", words=_("Undo: {words}").format(words=_(action.words)))

    def _revert(self, action: Action, *, kind: str, words: str) -> Action:
        if action.first_entry == 1 or action.is_undone:
            raise NothingToUndo
        if action.is_irrevocable:
            raise CannotBeUndone(words=_(action.words))
        entries = journal.entries_of(self._db, action.id)
        with self._reverting(action, kind, words):
            for entry in reversed(entries):
                self._records.take_back(entry)
        return action

    def redo(self) -> Action:
        """Do the last undone action again, unless something new was done since; returns it."""
        action = self.next_redo()
        if action is None:
            raise NothingToRedo
        with self._reverting(action, "redo", action.words):
            for entry in journal.entries_of(self._db, action.id):
                self._records.do_again(entry)
        return action

    @contextmanager
    def _reverting(self, action: Action, kind: str, words: str) -> Iterator[None]:
        try:
            with self._action(words, kind=kind, refers_to=action.id):
                yield
        except (Changed, sqlite3.IntegrityError) as cause:  # later rows refer to one that would vanish
            raise UndoConflict(words=_(action.words)) from cause

    def head(self) -> str:
        """Hash of the last journal entry: the anchor for slips and registers outside the file."""
        return journal.head(self._db)[1]

    def copy_before(self, occasion: str) -> Path:
        """A proved copy in `NAME.kh57-backups` before an import, a restore or another large change.

        `occasion` is kept in the list of copies beside them. The attachments need no copy: they never change.
        """
        from kh57_desktop.store.backup import make_copy

        return make_copy(self._db, copies_folder(self.path), occasion=occasion)


def copies_folder(path: Path) -> Path:
    return path.with_name(path.name + COPIES_SUFFIX)

"""The import page with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_save
from kh57_desktop.ui.importing.page import ImportPage
from kh57_desktop.ui.importing.presenter import ImportPresenter
from kh57_desktop.ui.importing.services import OfficeImports
from kh57_desktop.ui.menus import SEPARATOR, Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart

if TYPE_CHECKING:
    from kh57_desktop.services.imports import Result

PAUSE_MS = 800
"""Corrections are kept in the file after so long without another."""


class ImportPart(PagePart):
    """Reading and accepting are jobs; an import that is not finished is kept in the file."""

    MENU = (
        Entry("check", N_("&It is right"), ("Ctrl+Return",)),
        Entry("next_doubt", N_("&Next doubtful place"), ("Alt+Down", "Ctrl+G")),
        Entry("last_doubt", N_("Doubtful place &before"), ("Alt+Up",)),
        SEPARATOR,
        Entry("split", N_("&Split the row…"), ("Ctrl+T",)),
        Entry("join", N_("&Join rows"), ("Ctrl+J",)),
        Entry("add", N_("&Add a row…"), ("F5",)),
        Entry("drop", N_("Leave &out, or take in again"), ("F6",)),
        Entry("not_ours", N_("Not the &commune's task"), ("Ctrl+B",)),
        SEPARATOR,
        Entry("accept", N_("Accept &everything"), ("F12",)),
        Entry("accept_chosen", N_("Accept the c&hosen rows only")),
        Entry("accept_clear", N_("Accept the clear ro&ws only")),
        Entry("remarks", N_("Doubtful rows as an E&xcel file…")),
        Entry("aside", N_("Go on &later")),
        Entry("give_up", N_("&Do not take this import")),
        Entry("ask", N_("Choose doc&uments…")),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: ImportPresenter | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        self.page: ImportPage = ImportPage(desk.theme, self._with)
        page = self.page
        page.close_asked.connect(lambda: desk.show_page("tasks"))
        page.documents_chosen.connect(self.read)
        page.accept_asked.connect(lambda: self._with(lambda one: one.accept()))
        page.stop_asked.connect(lambda: self._with(lambda one: one.stop()))
        page.give_up_asked.connect(lambda: self._with(lambda one: one.give_up()))
        page.resume_asked.connect(lambda kept: self._with(lambda one: one.resume(kept)))
        page.give_up_waiting_asked.connect(lambda kept: self._with(lambda one: one.give_up_waiting(kept)))
        page.version_chosen.connect(lambda code: self._with(lambda one: one.choose_version(code)))
        page.columns_chosen.connect(self._put_columns)
        page.steps_changed.connect(self._tell_steps)

    def open(self, session: Session) -> None:
        self._presenter = ImportPresenter(
            self.page, OfficeImports(session), self.desk.start_job, accepted=self._accepted
        )
        self._presenter.open()

    def open_plan(self, plan_id: str) -> None:
        """Another plan came up, by undo perhaps: what waits may be more, what is on file other."""
        self._with(lambda one: one.refresh())

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def close(self) -> None:
        self._keep()
        self._presenter = None
        self._drop_folder()
        self.page.banner.dismiss()
        self.page.show_start(())

    def read(self, documents: Sequence[Path]) -> None:
        self._with(lambda one: one.read(documents))

    def ask(self) -> None:
        """The file dialog at once: the person said already that a document is to be read."""
        self.page.ask()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        review = self.page.review
        while_reviewing = {
            "check": lambda: self._with(lambda one: one.check(review.table.chosen_keys())),
            "next_doubt": review.next_doubtful,
            "last_doubt": lambda: review.next_doubtful(-1),
            "split": review.start_split,
            "join": review.join,
            "add": review.start_adding,
            "drop": review.drop,
            "not_ours": review.mark_not_ours,
            "accept": lambda: self._with(lambda one: one.accept()),
            "accept_chosen": self._accept_chosen,
            "accept_clear": lambda: self._with(lambda one: one.accept(only_clear=True)),
            "remarks": self._save_remarks,
            "aside": lambda: self._with(lambda one: one.put_aside()),
            "give_up": lambda: self._with(lambda one: one.give_up()),
        }
        reviewing = {
            key: (lambda act=act: act() if self.page.is_reviewing else None) for key, act in while_reviewing.items()
        }
        found: dict[str, Callable[[], None]] = {"ask": self.ask, **reviewing}
        if self.page.is_reviewing:
            found["undo"] = lambda: self._with(lambda one: one.undo())
            found["redo"] = lambda: self._with(lambda one: one.redo())
        return found

    def shown(self) -> None:
        super().shown()
        self._tell_steps()

    def _tell_steps(self) -> None:
        if self.desk.page_key == "import":
            self.desk.put_steps(self.page.steps if self.page.is_reviewing else None)

    def _save_remarks(self) -> None:
        """For whoever wrote the plan: corrected there, the file is read again here."""
        from kh57_desktop.services.import_remarks import write_remarks

        draft = self._presenter.draft if self._presenter is not None else None
        if draft is None:
            return
        proposed = Path.home() / _("To be looked at again.xlsx")
        target = ask_save(self.page, _("Where to keep the list"), proposed, _("Excel files (*.xlsx)"), ending="xlsx")
        if target is None:
            return
        try:
            count = write_remarks(draft, target, force=True)
        except UserError as error:
            self.page.show_refused(error)
            return
        self.desk.show_done(_("{count} rows with a remark are in {path}.").format(count=count, path=target))

    def _accept_chosen(self) -> None:
        keys = self.page.review.table.chosen_keys()
        if keys:
            self._with(lambda one: one.accept(keys=keys))

    def _put_columns(self, columns, meanings: Mapping[str, str]) -> None:
        """The documents come out of the file again for the time of the reading."""
        self._drop_folder()
        self._folder = folder = tempfile.TemporaryDirectory(prefix="kh57-", ignore_cleanup_errors=True)
        self._with(lambda one: one.put_columns(columns, meanings, Path(folder.name)))

    def _drop_folder(self) -> None:
        """Documents of other people do not stay behind."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _keep(self) -> None:
        try:
            self._with_presenter(lambda one: one.keep())
        except UserError:
            self.desk.not_saved()

    def _accepted(self, result: Result, waiting: int) -> None:
        """Something was imported: show it, say what it brought and what still waits."""
        from kh57_desktop.services.committee_decisions import AcceptedCommittee
        from kh57_desktop.services.plan_updates import PlanUpdate

        if isinstance(result, AcceptedCommittee):
            self.desk.saved()
            self.desk.show_page("committee")
            words = _("“{name}”: {members} members, {joined} new, {left} left.").format(
                name=result.committee.name, members=result.members, joined=result.joined, left=result.left
            )
        elif isinstance(result, PlanUpdate):
            self.desk.choose_plan(result.plan.id)
            counts = {kind.value: result.count(kind) for kind in _kinds()}
            words = _("{code} updated: {new} new, {changed} changed, {same} same, {vanished} vanished.").format(
                code=result.plan.code, **counts
            )
        else:
            self.desk.choose_plan(result.plan.id)
            words = _("Imported {tasks} tasks, {indicators} indicators, {duties} duties.").format(
                tasks=result.tasks, indicators=result.indicators, duties=result.duties
            )
        if waiting:
            rest = _("{count} imports wait on the import page.").format(count=waiting)
            words = f"{words} {rest}"
        self.desk.show_done(words, can_undo=True)

    def _with(self, action: Callable[[ImportPresenter], object]) -> object:
        """Ask the presenter; what was corrected is kept after a pause."""
        result = self._with_presenter(action)
        if self._presenter is not None:
            self._pause.start()
        return result

    def _with_presenter(self, action: Callable[[ImportPresenter], object]) -> object:
        return action(self._presenter) if self._presenter is not None else None


def _kinds():
    from kh57_desktop.domain.plan_changes import ChangeKind

    return tuple(ChangeKind)

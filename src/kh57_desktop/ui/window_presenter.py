"""What happens with the file as a whole: opening, plans, undo and redo, backup, check. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.history import Steps
from kh57_desktop.ui.job_end import StartWork


class OfficeFile(Protocol):
    """An open file, as `ui.office.OpenOffice`."""

    def steps(self) -> Steps: ...
    def undo(self) -> str: ...
    def redo(self) -> str: ...
    def task_counts(self, plan_id: str) -> tuple[int, int]: ...
    def plan_choices(self) -> list[tuple[str, str]]: ...


class Frame(Protocol):
    """What the presenter asks of the window's frame."""

    def show_steps(self, steps: Steps) -> None: ...
    def show_counts(self, count: int, late: int) -> None: ...
    def show_plans(self, current: str) -> None: ...
    def show_plan(self, plan_id: str) -> None: ...
    def show_done(self, words: str, *, can_undo: bool = False) -> None: ...
    def show_found(self, words: str) -> None: ...
    def show_refused(self, error: UserError) -> None: ...
    def refresh_pages(self) -> None: ...
    def note_backup(self) -> None: ...


class WindowPresenter:
    """One open file; a new presenter is made for the next one."""

    def __init__(self, frame: Frame, office: OfficeFile, start_work: StartWork) -> None:
        self._frame = frame
        self._office = office
        self._start_work = start_work
        self._plan_id = ""

    @property
    def plan_id(self) -> str:
        return self._plan_id

    def open(self) -> None:
        """Show the newest plan, or the empty page where there is none."""
        choices = self._office.plan_choices()
        self.choose_plan(choices[0][0] if choices else "")

    def choose_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self._frame.show_plans(plan_id)
        self._frame.show_plan(plan_id)
        self.saved()

    def saved(self) -> None:
        """Something was saved, or the file was just opened: the frame tells when, and what can be undone."""
        self._frame.show_steps(self._office.steps())
        if self._plan_id:
            self._frame.show_counts(*self._office.task_counts(self._plan_id))
        else:
            self._frame.show_counts(0, 0)

    def undo(self) -> None:
        self._step(self._office.undo, _("Undone: {words}"))

    def redo(self) -> None:
        self._step(self._office.redo, _("Done again: {words}"))

    def _step(self, step: Callable[[], str], sentence: str) -> None:
        try:
            words = step()
        except UserError as error:
            self._frame.show_refused(error)
            return
        plans = [plan_id for plan_id, _title in self._office.plan_choices()]
        if self._plan_id not in plans:  # the plan itself went or came back
            self.choose_plan(plans[0] if plans else "")
        else:
            self._frame.show_plans(self._plan_id)
            self._frame.refresh_pages()
            self.saved()
        self._frame.show_done(sentence.format(words=words))

    def back_up(self, folder: Path, backup: Callable[[Path], Path]) -> None:
        def done(path: object) -> None:
            self._frame.show_done(_("Backup made and opened again to prove it: {path}").format(path=path))
            self._frame.note_backup()

        self._start_work(lambda _progress: backup(folder), done)

    def check(self, check: Callable[[], list[str]]) -> None:
        self._start_work(lambda _progress: check(), self._checked)

    def _checked(self, findings: object) -> None:
        if isinstance(findings, list) and findings:
            self._frame.show_found("\n".join(str(finding) for finding in findings))
        else:
            self._frame.show_done(_("The data file was checked: everything agrees."))

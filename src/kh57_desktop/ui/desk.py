"""One window at work: opens and closes data files in it and makes the presenters of the file that is open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.frame import begin_session, is_large, look_through, unsent_packages
from kh57_desktop.services.history import Steps
from kh57_desktop.services.session import default_user
from kh57_desktop.ui.desk_jobs import DeskJobs
from kh57_desktop.ui.idle_counts import IdleCounts
from kh57_desktop.ui.job_end import JobEnd, Work
from kh57_desktop.ui.jobs import Job
from kh57_desktop.ui.main_window import MainWindow
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.office import OpenOffice
from kh57_desktop.ui.pages.registry import HOME, entry_of, has_page
from kh57_desktop.ui.pages.shelf import PageShelf
from kh57_desktop.ui.search.desk_search import DeskSearch
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.window_presenter import WindowPresenter

if TYPE_CHECKING:
    from kh57_desktop.domain.offices import Office
    from kh57_desktop.ui.importing.part import ImportPart
    from kh57_desktop.ui.preview.part import PreviewPart
    from kh57_desktop.ui.start.page import NewOffice, StartPage

log = logging.getLogger(__name__)
LOOK_AFTER_MS = 1000
"""A large file is looked through when the window has been painted and stands still."""


class Desk(QObject):
    """The window, and what is open in it: the `Frame` of the window's presenter and the `PageDesk` of the pages."""

    def __init__(self, theme: Theme, settings: WindowSettings, *, opens_file: bool = False) -> None:
        """`opens_file`: a file is about to be opened, so the page of the first start is not made."""
        super().__init__()
        self.theme = theme
        self.settings = settings
        self._jobs = DeskJobs(self, self._refused)
        self._office: OpenOffice | None = None
        self._presenter: WindowPresenter | None = None
        self._shelf = PageShelf(self)
        self.window = MainWindow(theme, settings, self._shelf)
        self.pages = self.window.pages
        self._search = DeskSearch(self, self.window.top.search, self.window, lambda: self._office, self.start_work)
        self._counts = IdleCounts(self, lambda: self._office, self.window)
        self._listen()
        if not opens_file:
            self.window.show_start()

    def _listen(self) -> None:
        window = self.window
        window.new_asked.connect(self._start_over)
        window.open_asked.connect(self.open)
        window.undo_asked.connect(lambda: self._with_file(lambda file: file.undo()))
        window.redo_asked.connect(lambda: self._with_file(lambda file: file.redo()))
        window.save_asked.connect(self._say_saved)
        window.print_asked.connect(lambda kind, to_print: self.show_paper(kind, to_print=to_print))
        window.backup_asked.connect(self._back_up)
        window.check_asked.connect(self._check)
        window.document_dropped.connect(self._read)
        window.recompute_asked.connect(self._recompute)
        window.top.user_chosen.connect(self.switch_user)
        window.top.user_menu_asked.connect(self._offer_people)
        window.top.other_user_asked.connect(lambda: window.show_page("settings"))
        window.closing.connect(self.close)
        window.top.plan_chosen.connect(self.choose_plan)
        window.top.searched.connect(self._shelf.search)
        self._search.box.left.connect(self._leave_search)
        window.start_made.connect(self._listen_to_start)

    def _listen_to_start(self, start: StartPage) -> None:
        start.office_asked.connect(self._make_office)
        start.open_asked.connect(self._open_from_start)
        start.sample_asked.connect(self._open_sample)

    def _with_file(self, action: Callable[[WindowPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)

    # files

    def open(self, path: Path) -> bool:
        """Open a data file in the place of the present one; a refused one leaves everything as it is."""
        try:
            session = begin_session(path, user=self.settings.user or default_user())
        except UserError as error:
            if self._office is None:
                self.window.show_start()
            self.window.show_message(message_of(error))
            return False
        self.close()
        self._put(OpenOffice(session))
        return True

    def _put(self, office: OpenOffice) -> None:
        self._office = office
        self.settings.last_file = office.path
        self._presenter = WindowPresenter(self, office, self.start_work)
        commune = office.office
        self.window.top.search.clear()
        self._shelf.open(office.session)
        self.window.top.put_office(user=office.user, is_sample=commune.is_sample)
        self.window.show_frame(title_of(commune), commune.role)
        self._presenter.open()
        self.window.show_page(HOME)
        self._search.saved()
        self._counts.changed()
        self._show_backup(office)
        if is_large(office.path):
            QTimer.singleShot(LOOK_AFTER_MS, self, lambda: self._look_through(office.path))

    def _look_through(self, path: Path) -> None:
        """A large file is shown first and looked through at once after, off the UI thread."""
        if self._office is None or self._office.path != path:
            return
        self._jobs.start_look(lambda _progress: look_through(path), lambda error: self._damaged(path, error))

    def _damaged(self, path: Path, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if self._office is not None and self._office.path == path:
            self.close()
            self.window.show_start()
            self.window.show_message(message_of(error))

    def close(self) -> None:
        """Close the file; a job at work is stopped and waited for, it leaves nothing behind."""
        self._jobs.cancel()
        try:
            self._search.closed()
            self._counts.closed()
            self._shelf.close()
        finally:  # a page that fails here leaves neither a job at work on what goes nor a file that stays taken
            self._jobs.wait()
            office, self._office = self._office, None
            self._presenter = None
            if office is not None:
                office.close()
                self.settings.write_last_file()

    def _start_over(self) -> None:
        self.close()
        self.window.show_start()

    def _make_office(self, answers: NewOffice) -> None:
        commune = answers.commune
        path = self.window.ask_new_path(f"{commune.level.capitalize()} {commune.name}.kh57")
        if path is None:
            return
        from kh57_desktop.services.offices import create_office  # with the list of communes: seldom

        user = answers.user or default_user()
        self.settings.user = user
        try:
            session = create_office(
                path,
                name=commune.name,
                province=commune.province_code,
                code=commune.code,
                level=commune.level,
                system=answers.system,
                user=user,
            )
        except UserError as error:
            self.window.show_message(message_of(error))
            return
        self.close()
        self._put(OpenOffice(session))
        if answers.from_outline:
            from kh57_desktop.services.outline_plan import plan_from_outline

            self.choose_plan(plan_from_outline(session).id)
            self.window.show_page("tasks")
            self.show_done(_("The outline of Nghị quyết 57 is there: add your tasks to its groups (F5)."))
            return
        self.window.show_page("import")
        cast("ImportPart", self._shelf.part("import")).ask()

    def _open_from_start(self, user: str) -> None:
        if user:
            self.settings.user = user
        self.window.ask_open()

    def _open_sample(self, user: str) -> None:
        if user:
            self.settings.user = user
        path = self.window.ask_new_path(_("Sample commune") + ".kh57")
        if path is None:
            return
        from kh57_desktop.services.sample_office import make_sample_office  # with the readers of documents: seldom

        name = user or default_user()
        self.start_work(
            lambda progress: make_sample_office(path, user=name, progress=progress), lambda _made: self.open(path)
        )

    # jobs

    def start_work(self, work: Work, done: Callable[[Any], None]) -> None:
        self._jobs.start_work(work, done)

    def start_job(self, work: Work, end: JobEnd) -> Job:
        return self._jobs.start_job(work, end)

    def _refused(self, error: UserError) -> None:
        self.window.show_message(message_of(error))

    # the window's presenter speaks to the frame

    def show_steps(self, steps: Steps) -> None:
        self.window.status.put_saved(steps.saved_at)
        self.window.status.put_undo(steps.undo)
        self._show_unsent()
        if self._office is not None:  # the office itself can be corrected in the settings
            self.window.setWindowTitle(title_of(self._office.office))
        self.window.menus.put_step("undo", steps.undo)
        self.window.menus.put_step("redo", steps.redo)

    def _show_unsent(self) -> None:
        count, days = unsent_packages(self._office.session) if self._office is not None else (0, 0)
        words = _("Not handed over: {count} packages ({days} days)").format(count=count, days=days) if count else ""
        self.window.status.put_unsent(words)
        self.window.navigation.put_counts("packages", count, 0)

    def show_counts(self, count: int, late: int) -> None:
        self.window.navigation.put_counts("tasks", count, late)

    def show_plans(self, current: str) -> None:
        if self._office is not None:
            self.window.top.put_plans(self._office.plans(), current)

    def show_plan(self, plan_id: str) -> None:
        """In the page in sight, where that is one about the plan; papers and readings make room for the tasks."""
        key = self.window.page_key
        if key and not entry_of(key).in_navigation:
            self.window.show_page("tasks")
        self._shelf.open_plan(plan_id)
        self._counts.changed()

    def show_done(self, words: str, *, can_undo: bool = False) -> None:
        buttons = [(_("Undo"), self.window.undo_asked.emit)] if can_undo else []
        self.window.show_message(Message(Tone.GOOD, words, buttons=buttons))

    def show_found(self, words: str) -> None:
        advice = _("Please keep the file as it is and restore the newest backup, or ask the supporter.")
        self.window.show_message(Message(Tone.BAD, words, advice))

    def show_refused(self, error: UserError) -> None:
        self.window.show_message(message_of(error))

    def refresh_pages(self) -> None:
        self._shelf.refresh()
        self._counts.changed()

    # the pages' parts speak to the desk

    @property
    def plan_id(self) -> str:
        return self._presenter.plan_id if self._presenter is not None else ""

    @property
    def page_key(self) -> str:
        return self.window.page_key

    def saved(self) -> None:
        part = self.window.part
        if part is not None:
            part.banner.work_went_on()
        self._shelf.others_are_stale()
        self._search.saved()
        self._counts.changed()
        self._with_file(lambda file: file.saved())

    def not_saved(self) -> None:
        self.window.status.put_not_saved()

    def show_page(self, key: str) -> None:
        self.window.show_page(key)

    def show_back(self) -> None:
        self.window.show_back()

    def go_to(self, key: str, what: str) -> None:
        self.window.show_page(key)
        self._shelf.part(key).go_to(what)

    def choose_plan(self, plan_id: str) -> None:
        self._with_file(lambda file: file.choose_plan(plan_id))

    def show_message(self, message: Message) -> None:
        self.window.show_message(message)

    def show_paper(self, kind: str | None, *, to_print: bool = False, view: str | None = None) -> None:
        if self._office is None:
            return
        part = cast("PreviewPart", self._shelf.part("preview"))
        asked_from = self.window.page_key
        if asked_from != "preview":
            choice = self._shelf.part(asked_from).paper_choice(kind) if has_page(asked_from) else {}
            self.window.show_page("preview")
            part.show_kind(kind, view, choice)
        if to_print:
            part.page.open_print()

    def put_steps(self, steps: Mapping[str, str] | None) -> None:
        self.window.menus.put_page_steps(steps)

    def switch_user(self, name: str) -> None:
        """Another person sits down: pages ask their services anew, so that every later entry carries the name."""
        office = self._office
        if office is None or name == office.user:
            return
        self.settings.user = name
        office.session.switch_user(name)
        self.window.top.put_office(user=name, is_sample=office.office.is_sample)

    def _offer_people(self) -> None:
        if self._office is not None:
            from kh57_desktop.services.staff_names import staff_names

            self.window.top.put_people(staff_names(self._office.session))

    def _recompute(self) -> None:
        """F9: what is in sight is read from the file again."""
        self._shelf.refresh()
        self._with_file(lambda file: file.saved())
        self.window.show_message(Message(Tone.GOOD, _("Everything in sight was computed anew.")))

    def put_counts(self, key: str, count: int, late: int = 0) -> None:
        self.window.navigation.put_counts(key, count, late)

    def _leave_search(self) -> None:
        if self.window.part is not None:
            self.window.part.shown()

    def clear_search(self) -> None:
        self.window.top.search.clear()

    # the file as a whole

    def note_backup(self) -> None:
        if self._office is not None:
            self.settings.note_backup(self._office.path, self._office.session.now())
            self._show_backup(self._office)

    def _show_backup(self, office: OpenOffice) -> None:
        at, now = self.settings.backed_up_at(office.path), office.session.now()
        if at is None:
            self.window.status.put_more(_("No backup from this computer yet"))
            return
        day = _("today {time}").format(time=f"{at:%H:%M}") if at.date() == now.date() else format_date(at.date())
        self.window.status.put_more(_("Last backup: {day} (opened to prove it)").format(day=day))

    def _say_saved(self) -> None:
        """Ctrl+S: everything is saved already, and the person is told so."""
        self._with_file(lambda file: file.saved())
        self.window.show_message(Message(Tone.GOOD, _("Everything is saved; each change is saved as it is made.")))

    def _read(self, documents: list[Path]) -> None:
        self.window.show_page("import")
        cast("ImportPart", self._shelf.part("import")).read(documents)

    def _back_up(self, folder: Path) -> None:
        if self._office is not None:
            from kh57_desktop.services import care

            path = self._office.path
            self._with_file(lambda file: file.back_up(folder, lambda target: care.backup(path, target)))

    def _check(self) -> None:
        if self._office is not None:
            from kh57_desktop.services import care

            path = self._office.path
            self._with_file(lambda file: file.check(lambda: care.check(path)))


def title_of(office: Office) -> str:
    """As it stands in the title bar, in the task bar first."""
    return f"KH57 – {office.level.capitalize()} {office.name} ({office.province})"

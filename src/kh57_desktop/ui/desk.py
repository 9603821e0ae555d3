"""One window at work: opens and closes data files in it and makes the presenters of the file that is open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, format_date
from kh57_desktop.progress import Progress
from kh57_desktop.services import care
from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.history import Steps
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.session import default_user
from kh57_desktop.ui.committee.part import CommitteePart
from kh57_desktop.ui.importing.presenter import ImportPresenter, JobEnd
from kh57_desktop.ui.importing.services import OfficeImports
from kh57_desktop.ui.indicators.part import IndicatorsPart
from kh57_desktop.ui.jobs import Job
from kh57_desktop.ui.layout_settings.part import LayoutPart
from kh57_desktop.ui.main_window import MainWindow
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.office import OpenOffice
from kh57_desktop.ui.preview.part import PreviewPart
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.start.page import NewOffice
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.presenter import TaskPresenter
from kh57_desktop.ui.window_presenter import WindowPresenter

log = logging.getLogger(__name__)


class Desk(QObject):
    """The window, and what is open in it. It is also the `Frame` that the window's presenter speaks to."""

    def __init__(self, theme: Theme, settings: WindowSettings) -> None:
        super().__init__()
        self._settings = settings
        self._jobs: set[Job] = set()
        self._office: OpenOffice | None = None
        self._tasks: TaskPresenter | None = None
        self._importing: ImportPresenter | None = None
        self._presenter: WindowPresenter | None = None
        self.window = MainWindow(theme, settings, self._lines)
        self._indicators = IndicatorsPart(self.window.indicators)
        self._committee = CommitteePart(self.window.committee)
        self._preview = PreviewPart(self.window, self._start_job, settings.folder, self)
        self._layout = LayoutPart(self.window, self._start_job, self)
        self._listen()
        self.window.show_start()

    def _listen(self) -> None:
        window, page = self.window, self.window.tasks
        window.new_asked.connect(self._start_over)
        window.open_asked.connect(self.open)
        window.undo_asked.connect(lambda: self._with_file(lambda file: file.undo()))
        window.redo_asked.connect(lambda: self._with_file(lambda file: file.redo()))
        window.save_asked.connect(self._say_saved)
        window.print_asked.connect(self._show_paper)
        window.layout_asked.connect(self._layout.show)
        window.backup_asked.connect(self._back_up)
        window.check_asked.connect(self._check)
        window.finish_asked.connect(lambda: self._with_tasks(lambda tasks: tasks.finish()))
        window.document_dropped.connect(self._read)
        window.closing.connect(self.close)
        window.top.plan_chosen.connect(lambda plan: self._with_file(lambda file: file.choose_plan(plan)))
        window.top.searched.connect(lambda words: self._with_tasks(lambda tasks: tasks.search(words)))
        window.top.searched.connect(self._indicators.search)
        window.indicators.filter_dropped.connect(window.top.search.clear)
        window.start.office_asked.connect(self._make_office)
        window.start.open_asked.connect(self._open_from_start)
        window.start.sample_asked.connect(self._open_sample)
        page.standing_chosen.connect(lambda wanted: self._with_tasks(lambda tasks: tasks.choose_standing(wanted)))
        page.incomplete_chosen.connect(lambda on: self._with_tasks(lambda tasks: tasks.choose_incomplete(on)))
        page.unit_chosen.connect(lambda unit: self._with_tasks(lambda tasks: tasks.choose_unit(unit)))
        page.filter_dropped.connect(self._drop_filter)
        page.fold_asked.connect(lambda group: self._with_tasks(lambda tasks: tasks.fold(group)))
        page.line_selected.connect(lambda line: self._with_tasks(lambda tasks: tasks.select(line)))
        page.edit_asked.connect(lambda *edit: self._with_tasks(lambda tasks: tasks.edit(*edit)))
        page.record_asked.connect(lambda *entry: self._with_tasks(lambda tasks: tasks.record(*entry)))
        page.add_asked.connect(lambda *task: self._with_tasks(lambda tasks: tasks.add(*task)))
        page.bin_asked.connect(lambda chosen: self._with_tasks(lambda tasks: tasks.bin(chosen)))
        window.importing.document_chosen.connect(self._read)
        window.importing.accept_asked.connect(lambda: self._with_import(lambda reading: reading.accept()))
        window.importing.stop_asked.connect(lambda: self._with_import(lambda reading: reading.stop()))
        window.importing.drop_asked.connect(lambda: self._with_import(lambda reading: reading.drop()))

    def _with_tasks(self, action: Callable[[TaskPresenter], None]) -> None:
        if self._tasks is not None:
            action(self._tasks)

    def _with_file(self, action: Callable[[WindowPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)

    def _with_import(self, action: Callable[[ImportPresenter], None]) -> None:
        if self._importing is not None:
            action(self._importing)

    def _lines(self, offset: int, limit: int):
        return self._tasks.lines(offset, limit) if self._tasks is not None else ()

    # files

    def open(self, path: Path) -> bool:
        """Open a data file in the place of the present one; a refused one leaves everything as it is."""
        try:
            session = begin_session(path, user=self._settings.user or default_user())
        except UserError as error:
            self.window.show_message(message_of(error))
            return False
        self.close()
        self._put(OpenOffice(session))
        return True

    def _put(self, office: OpenOffice) -> None:
        self._office = office
        self._settings.last_file = office.path
        self._tasks = TaskPresenter(
            self.window.tasks, office.tasks, saved=self._saved, not_saved=self.window.status.put_not_saved
        )
        for part in (self._indicators, self._committee):
            part.open(office.session, self._saved, self.window.status.put_not_saved)
        self._preview.open(office.session)
        self._layout.open(office.session, self._saved, self.window.status.put_not_saved)
        imports = OfficeImports(office.path, office.user)
        self._presenter = WindowPresenter(self, office, self._start_work)
        self._importing = ImportPresenter(self.window.importing, imports, self._start_job, accepted=self._accepted)
        commune = office.office
        self.window.top.search.clear()
        self.window.top.put_office(user=office.user, is_sample=commune.is_sample)
        name = f"{commune.level.capitalize()} {commune.name}"
        self.window.show_frame(f"KH57 – {name} ({commune.province})")
        self._presenter.open()
        self._show_backup(office)

    def close(self) -> None:
        """Close the file; a job at work is stopped and waited for, it leaves nothing behind."""
        for job in tuple(self._jobs):
            job.cancel()
        self._preview.close()
        self._layout.close()
        QThreadPool.globalInstance().waitForDone()
        office, self._office = self._office, None
        self._tasks = self._presenter = self._importing = None
        self._indicators.close()
        self._committee.close()
        if office is not None:
            office.close()

    def _start_over(self) -> None:
        self.close()
        self.window.show_start()

    def _make_office(self, answers: NewOffice) -> None:
        commune = answers.commune
        path = self.window.ask_new_path(f"{commune.level.capitalize()} {commune.name}.kh57")
        if path is None:
            return
        user = answers.user or default_user()
        self._settings.user = user
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
        self.window.show_page("import")
        self.window.importing.ask()

    def _open_from_start(self, user: str) -> None:
        if user:
            self._settings.user = user
        self.window.ask_open()

    def _open_sample(self, user: str) -> None:
        if user:
            self._settings.user = user
        path = self.window.ask_new_path(_("Sample commune") + ".kh57")
        if path is None:
            return
        from kh57_desktop.services.sample_office import make_sample_office  # with the readers of documents: seldom

        name = user or default_user()
        self._start_work(
            lambda progress: make_sample_office(path, user=name, progress=progress), lambda _made: self.open(path)
        )

    # jobs

    def _start_work(self, work: Callable[[Progress], object], done: Callable[[object], None]) -> None:
        """A job without a page of its own."""
        job = self._job(work)
        job.finished.connect(done)
        job.failed.connect(self._failed)
        job.start()

    def _start_job(self, work: Callable[[Progress], object], end: JobEnd) -> Job:
        job = self._job(work)
        job.progressed.connect(end.progressed)
        job.finished.connect(end.finished)
        job.cancelled.connect(end.cancelled)

        def fail(error: Exception) -> None:
            if isinstance(error, UserError):
                end.failed(error)
            else:
                end.cancelled()
                raise error

        job.failed.connect(fail)
        job.start()
        return job

    def _job(self, work: Callable[[Progress], object]) -> Job:
        job = Job(work, self)
        self._jobs.add(job)
        for end in (job.finished, job.failed, job.cancelled):
            end.connect(lambda *_result, over=job: self._jobs.discard(over))
        return job

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.window.show_message(message_of(error))

    # the window's presenter speaks to the frame

    def show_steps(self, steps: Steps) -> None:
        self.window.status.put_saved(steps.saved_at)
        self.window.status.put_undo(steps.undo)
        self.window.menus.put_step("undo", steps.undo)
        self.window.menus.put_step("redo", steps.redo)

    def show_counts(self, count: int, late: int) -> None:
        self.window.navigation.put_counts("tasks", count, late)

    def show_plans(self, current: str) -> None:
        if self._office is not None:
            self.window.top.put_plans(self._office.plans(), current)

    def show_plan(self, plan_id: str) -> None:
        self.window.show_page("tasks")
        self._with_tasks(lambda tasks: tasks.open_plan(plan_id))
        self._indicators.open_plan(plan_id)
        self._committee.open_plan(plan_id)

    def show_done(self, words: str, *, can_undo: bool = False) -> None:
        buttons = [(_("Undo"), self.window.undo_asked.emit)] if can_undo else []
        self.window.show_message(Message(Tone.GOOD, words, buttons=buttons))

    def show_found(self, words: str) -> None:
        advice = _("Please keep the file as it is and restore the newest backup, or ask the supporter.")
        self.window.show_message(Message(Tone.BAD, words, advice))

    def show_refused(self, error: UserError) -> None:
        self.window.show_message(message_of(error))

    def refresh_pages(self) -> None:
        self._with_tasks(lambda tasks: tasks.refresh())
        self._indicators.refresh()
        self._committee.refresh()
        self._preview.refresh()
        self._layout.refresh()

    def _show_paper(self, kind: str | None, to_print: bool) -> None:
        self._with_file(lambda file: self._preview.show(file.plan_id, kind, to_print=to_print))

    def note_backup(self) -> None:
        if self._office is not None:
            self._settings.note_backup(self._office.path, self._office.session.now())
            self._show_backup(self._office)

    def _show_backup(self, office: OpenOffice) -> None:
        at, now = self._settings.backed_up_at(office.path), office.session.now()
        if at is None:
            self.window.status.put_more(_("No backup from this computer yet"))
            return
        day = _("today {time}").format(time=f"{at:%H:%M}") if at.date() == now.date() else format_date(at.date())
        self.window.status.put_more(_("Last backup: {day} (opened to prove it)").format(day=day))

    def _saved(self) -> None:
        self.window.tasks.banner.dismiss_good_news()
        self._with_file(lambda file: file.saved())

    def _accepted(self, accepted) -> None:
        self._with_file(lambda file: file.accepted(accepted))

    def _say_saved(self) -> None:
        """Ctrl+S: everything is saved already, and the person is told so."""
        self._with_file(lambda file: file.saved())
        self.window.show_message(Message(Tone.GOOD, _("Everything is saved; each change is saved as it is made.")))

    def _read(self, document: Path) -> None:
        self._with_import(lambda reading: reading.read(document))

    def _drop_filter(self) -> None:
        self.window.top.search.clear()
        self._with_tasks(lambda tasks: tasks.drop_filter())

    def _back_up(self, folder: Path) -> None:
        if self._office is not None:
            path = self._office.path
            self._with_file(lambda file: file.back_up(folder, lambda target: care.backup(path, target)))

    def _check(self) -> None:
        if self._office is not None:
            path = self._office.path
            self._with_file(lambda file: file.check(lambda: care.check(path)))

"""The lines under the chips of the task page, one at a time: bulk edit, new deadline, name of a view, document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kh57_desktop.domain.tasks import Task
from kh57_desktop.i18n import _
from kh57_desktop.services.task_fields import field_words
from kh57_desktop.ui.tables.strips import BulkStrip, NameStrip
from kh57_desktop.ui.tasks.strips import BULK_FIELDS, DocumentStrip, ExtendStrip

if TYPE_CHECKING:
    from kh57_desktop.ui.tasks.page import TasksPage


class TaskStrips(QObject):
    """Asks by the signals of the page."""

    def __init__(self, page: TasksPage) -> None:
        super().__init__(page)
        theme = page._theme
        fields = [(name, field_words(name)) for name in BULK_FIELDS]
        self.bulk = BulkStrip(theme, fields, _("New value for all chosen tasks"))
        self.extend, self.name, self.document = ExtendStrip(theme), NameStrip(theme), DocumentStrip(theme)
        self._document_task: Task | None = None
        self.bulk.asked.connect(lambda *asked: page.bulk_asked.emit(page.chosen_tasks(), *asked))
        self.extend.asked.connect(lambda *asked: page.extend_asked.emit(page.chosen_tasks(), *asked))
        self.name.asked.connect(lambda name: page.view_saved.emit(name, page.content_now()))
        self.document.asked.connect(lambda *asked: page.finish_asked.emit(self._document_task, *asked))
        for strip in (self.bulk, self.extend, self.name, self.document):
            strip.closed.connect(page.take_focus)
            page.add_strip(strip)

    def close(self) -> None:
        for strip in (self.bulk, self.extend, self.name, self.document):
            strip.hide()
        self.extend.clear()

    def ask_document(self, task: Task) -> None:
        self._document_task = task
        self.document.start(task.code)

    def start_bulk(self, count: int) -> None:
        if count:
            self.bulk.start(_("Set for {count} tasks").format(count=count))

    def start_extending(self, chosen: Sequence[Task]) -> None:
        if chosen:
            self.extend.start(len(chosen), chosen[0].code)

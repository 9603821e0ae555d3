"""The pane beside the table (F4): facts of the current task, and in four parts progress, details, files and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.services.task_history import FieldLine
from kh57_desktop.ui.controls.pane_head import pane_head
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import StateTag, WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.roles import StateCell
from kh57_desktop.ui.tables.view import EditableTableView
from kh57_desktop.ui.tasks.action_rows import ActionRows
from kh57_desktop.ui.tasks.columns import missing_words, number_words, standing_words, supporting_words
from kh57_desktop.ui.tasks.details_table import DETAIL_COLUMNS, DetailsModel
from kh57_desktop.ui.tasks.documents_part import DocumentsPart
from kh57_desktop.ui.tasks.log_list import LogLine, LogList
from kh57_desktop.ui.tasks.pane_rows import follow_rows
from kh57_desktop.ui.tasks.progress_part import ProgressPart

WIDTH, WIDE = 336, 400
LABEL = 78


class TaskPane(QFrame):
    """Asks by signals; shows what the presenter gives it. Files dropped anywhere on it are evidence."""

    close_asked = Signal()
    record_asked = Signal(str, str, str, str, list)
    """(percent as typed, result, difficulty, proposal, files)."""
    edit_asked = Signal(object, str, str)
    unit_asked = Signal(object)
    unit_answered = Signal(object)
    occurrence_finished = Signal(object, str)
    history_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details: TaskDetails | None = None
        self.setAcceptDrops(True)
        theme.dress(self, ground="alt", edge="left")
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 12, 0), 6)
        column.addLayout(self._head())
        self._title = WrappedWords(theme, role="section")
        self._facts_shown = self._facts()
        column.addWidget(_Summary(theme, self._title, self._facts_shown))
        self._tabs = self._tab_bar()
        column.addWidget(self._tabs)
        self._pages = _Parts()
        self.progress = ProgressPart(theme)
        self.progress.record_asked.connect(self.record_asked)
        self.documents = DocumentsPart(theme)
        for page in (self.progress, self._details_page(), self.documents, self._history_page()):
            self._pages.addWidget(page)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._tabs.currentChanged.connect(self._tab_shown)
        column.addWidget(self._pages, 1)
        self.show_details(None)

    # building

    def _head(self) -> QHBoxLayout:
        self._number = QLabel()
        self._theme.dress(self._number, font="strong", ink="2")
        self._tag = StateTag(self._theme)
        return pane_head(self._theme, (self._number, self._tag), self.close_asked, right=0)

    def _facts(self) -> QWidget:
        facts = QWidget()
        grid = QGridLayout(facts)
        self._theme.lay(grid, (0, 2, 0, 2), 4)
        self._values: dict[str, WrappedWords] = {}
        names = {
            "lead": _("Lead unit"),
            "supporting": _("Supporting"),
            "deadline": _("Deadline"),
            "product": _("Product"),
            "clear": _("5 clear"),
        }
        for row, (key, name) in enumerate(names.items()):
            label = QLabel(name)
            self._theme.dress(label, font="small", width=LABEL, height=19, ink="2")
            value = WrappedWords(self._theme)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._values[key] = value
        grid.setColumnStretch(1, 1)
        return facts

    def _tab_bar(self) -> QTabBar:
        tabs = QTabBar()
        self._theme.dress(tabs, font="body")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        for words in (_("Progress"), _("Details"), _("Documents"), _("History")):
            tabs.addTab(words)
        tabs.setAccessibleName(_("Parts of the pane"))
        return tabs

    def _details_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._theme.lay(column, (0, 6, 0, 0), 6)
        self._fields = DetailsModel(self)
        self._fields.edit_asked.connect(self.edit_asked)
        self._table = EditableTableView(self._theme, DETAIL_COLUMNS)
        self._theme.dress(self._table, ground="alt")
        self._table.setAccessibleName(_("Fields of the task"))
        self._table.horizontalHeader().hide()
        self._table.setModel(self._fields)
        self._follow = ActionRows(self._theme)
        self._occurrence_proof = QLineEdit()
        self._occurrence_proof.setAccessibleName(_("Proof of the period"))
        self._occurrence_proof.setPlaceholderText(_("Number, day and title of what proves the period…"))
        column.addWidget(self._table, 3)
        column.addWidget(self._occurrence_proof)
        column.addWidget(self._follow, 2)
        return page

    def _history_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._theme.lay(column, (0, 6, 0, 0), 6)
        self._sought = QLineEdit()
        self._sought.setAccessibleName(_("Find in the history"))
        self._sought.setPlaceholderText(_("Find in the history: field, person, old or new value…"))
        self._sought.textChanged.connect(lambda words: self.history_asked.emit(words))
        self._history = LogList(self._theme)
        self._history.setAccessibleName(_("History of the task"))
        column.addWidget(self._sought)
        column.addWidget(self._history, 1)
        return page

    # what it shows

    def offer(self, choices: Mapping[str, Sequence[str]]) -> None:
        self._fields.offer(choices)

    def show_details(self, details: TaskDetails | None) -> None:
        if details is None or self._details is None or details.line.task.id != self._details.line.task.id:
            self._occurrence_proof.clear()  # it was typed for another task
        self._details = details
        self.setEnabled(details is not None)
        self._fields.show(details)
        self.progress.show_details(details)
        self.documents.show_proofs(details.proofs if details else ())
        self._count(details)
        if details is None:
            self._title.put(_("Choose a task to see it here."))
            self._number.clear()
            for value in self._values.values():
                value.put("")
            self._tag.hide()
            self._history.put([])
            self._follow.put([])
            self._occurrence_proof.hide()
            return
        line = details.line
        self._number.setText(number_words(line))
        self._tag.put(StateCell(line.standing, standing_words(line)))
        self._tag.show()
        self._title.put(line.task.text)
        lead = " · ".join(word for word in (line.lead, line.task.lead_person) if word)
        self._values["lead"].put(lead or "–")
        self._values["supporting"].put(supporting_words(line) or "–")
        self._values["deadline"].put(_deadline(details) or "–")
        self._values["product"].put(line.task.product or "–")
        self._values["clear"].put(missing_words(line))
        self._occurrence_proof.setVisible(any(row.occurrence.finished_on is None for row in details.occurrences))
        self._follow.put(
            follow_rows(
                details,
                ask=self.unit_asked.emit,
                answered=self.unit_answered.emit,
                finish=lambda row: self.occurrence_finished.emit(row, self._occurrence_proof.text()),
            )
        )
        self._tab_shown(self._tabs.currentIndex())

    def _count(self, details: TaskDetails | None) -> None:
        """How many entries and files a task has, in the words of the tabs."""
        progress, proofs = (len(details.progress), len(details.proofs)) if details is not None else (0, 0)
        for place, (words, count) in enumerate(
            ((_("Progress"), progress), (_("Details"), 0), (_("Documents"), proofs))
        ):
            self._tabs.setTabText(place, f"{words}  {count or ''}".rstrip())

    def show_history(self, lines: Sequence[FieldLine]) -> None:
        self._history.put([_history_line(line) for line in lines])

    def _tab_shown(self, place: int) -> None:
        """The other parts have the facts in them or need the room; the history is read only when it is looked at."""
        self._facts_shown.setVisible(place == 0)
        if place == 3:
            self.history_asked.emit(self._sought.text())

    def start_entry(self) -> None:
        """Put the cursor into the entry line."""
        self._tabs.setCurrentIndex(0)
        self.progress.start_entry()

    def show_periods(self) -> None:
        """The periods of a recurring task, each with what marks it as done."""
        self._tabs.setCurrentIndex(1)

    def clear_entry(self) -> None:
        self.progress.clear_entry()

    # files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._details is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return
        event.acceptProposedAction()
        if self._tabs.currentIndex() == 0 and self.progress.is_begun:
            self.progress.add_files(files)
        else:
            self.documents.attach_asked.emit(files)

    # for tests and the page

    @property
    def _log(self) -> LogList:
        return self.progress.log

    @property
    def _record(self) -> QPushButton:
        return self.progress.button


class _Parts(QStackedWidget):
    """Asks for no more than the least height of the part in sight, and takes what is left."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class _Summary(Scrolled):
    """As high as its words where there is room; a very long task scrolls here and leaves the entry line its place."""

    LEAST = 64

    def __init__(self, theme: Theme, *widgets: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        card = QWidget()
        self._column = QVBoxLayout(card)
        theme.lay(self._column, spacing=6)
        for widget in widgets:
            self._column.addWidget(widget)
        self.setWidget(card)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._needed())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self._theme.px(self.LEAST), self._needed()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> int:
        """At the width without a scroll bar: whether there is one does not change what is asked for."""
        return self._column.totalHeightForWidth(self.maximumViewportSize().width())

    def _fit(self) -> None:
        self.setMaximumHeight(self._needed())
        self.updateGeometry()


def _deadline(details: TaskDetails) -> str:
    """The words, the day they compute to, and the first day where it was put off."""
    task = details.line.task
    day = format_date(task.due_on) if task.due_on else ""
    parts = [task.deadline_words or day]
    if day and day not in parts[0]:
        parts.append(_("due {day}").format(day=day))
    if task.first_due_on and task.due_on and task.first_due_on != task.due_on:
        parts.append(_("first {day}").format(day=format_date(task.first_due_on)))
    return parts[0] + (f" ({', '.join(parts[1:])})" if parts[1:] else "")


def _history_line(line: FieldLine) -> LogLine:
    arrow = f"{line.old} → {line.new or '–'}" if line.old else line.new
    return LogLine(
        when=f"{line.at:%H:%M}  {format_date(line.at.date())}",
        strong=line.name,
        who="",
        words=tuple(words for words in (arrow, f"{line.action} · {line.user}") if words),
    )

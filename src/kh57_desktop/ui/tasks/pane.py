"""The pane beside the table (F4): details of the current task, one line to record progress, log and history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.ui.controls.words import StateTag, WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.roles import StateCell
from kh57_desktop.ui.tasks.columns import missing_words, number_words, standing_words, supporting_words
from kh57_desktop.ui.tasks.log_list import LogLine, LogList

WIDTH, WIDE = 336, 400
LABEL = 78


class TaskPane(QFrame):
    """Asks by signals; shows what the presenter gives it."""

    close_asked = Signal()
    record_asked = Signal(str, str, str, str)
    """(percent as typed, result, difficulty, proposal)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.dress(self, ground="alt", edge="left")
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 12, 0), 6)
        column.addLayout(self._head())
        self._title = WrappedWords(theme, role="section")
        column.addWidget(self._title)
        column.addLayout(self._facts())
        self._tabs = self._tab_bar()
        column.addWidget(self._tabs)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._progress_page())
        self._history = LogList(theme)
        self._history.setAccessibleName(_("History of the task"))
        self._pages.addWidget(self._history)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        column.addWidget(self._pages, 1)
        self.show_details(None)

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, (0, 0, 0, 0), 4)
        self._number = QLabel()
        self._theme.dress(self._number, font="strong", ink="2")
        self._tag = StateTag(self._theme)
        close = QToolButton()
        self._theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close the pane (F4)"))
        close.setAccessibleName(_("Close the pane (F4)"))
        close.clicked.connect(self.close_asked)
        row.addWidget(self._number)
        row.addWidget(self._tag)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
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
        return grid

    def _tab_bar(self) -> QTabBar:
        tabs = QTabBar()
        self._theme.dress(tabs, font="body")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.addTab(_("Progress"))
        tabs.addTab(_("History"))
        tabs.setAccessibleName(_("Parts of the pane"))
        return tabs

    def _progress_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._theme.lay(column, (0, 6, 0, 0), 6)
        head = QLabel(_("Update of today"))
        self._theme.dress(head, font="small_strong", ink="2")
        self._percent = QLineEdit()
        self._theme.dress(self._percent, font="body", width=52)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._percent.setAccessibleName(_("Progress in per cent"))
        sign = QLabel("%")
        self._result = QLineEdit()
        self._result.setPlaceholderText(_("Result…"))
        self._result.setAccessibleName(_("Result"))
        first = QHBoxLayout()
        self._theme.lay(first, spacing=6)
        for widget in (self._percent, sign, self._result):
            first.addWidget(widget)
        self._difficulty = QLineEdit()
        self._difficulty.setPlaceholderText(_("Difficulty…"))
        self._difficulty.setAccessibleName(_("Difficulty"))
        self._proposal = QLineEdit()
        self._proposal.setPlaceholderText(_("Proposal…"))
        self._proposal.setAccessibleName(_("Proposal"))
        second = QHBoxLayout()
        self._theme.lay(second, spacing=6)
        second.addWidget(self._difficulty)
        second.addWidget(self._proposal)
        self._log = LogList(self._theme)
        self._log.setAccessibleName(_("Progress log"))
        column.addWidget(head)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(self._record_row())
        column.addWidget(self._log, 1)
        return page

    def _record_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, (0, 0, 0, 4), 8)
        self._record = QPushButton(_("Record"))
        self._theme.dress(self._record, font="strong", icon="checkmark", icon_ink="on_accent", kind="primary")
        self._record.clicked.connect(self._ask_record)
        hint = QLabel("Ctrl+Enter")
        self._theme.dress(hint, font="small", ink="3")
        row.addWidget(self._record)
        row.addStretch(1)
        row.addWidget(hint)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._ask_record)
        return row

    # what it shows and asks

    def show_details(self, details: TaskDetails | None) -> None:
        self.setEnabled(details is not None)
        if details is None:
            self._title.put(_("Choose a task to see it here."))
            self._number.clear()
            for value in self._values.values():
                value.put("")
            self._tag.hide()
            self._log.put([])
            self._history.put([])
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
        self._tabs.setTabText(0, f"{_('Progress')}  {len(details.progress) or ''}".rstrip())
        self._percent.setPlaceholderText(str(line.percent) if line.percent is not None else "0")
        self._log.put(_progress_lines(details))
        self._history.put(_history_lines(details))

    def start_entry(self) -> None:
        """Put the cursor into the entry line."""
        self._tabs.setCurrentIndex(0)
        self._percent.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._percent.selectAll()

    def clear_entry(self) -> None:
        for field in (self._percent, self._result, self._difficulty, self._proposal):
            field.clear()

    def _ask_record(self) -> None:
        fields = (self._percent, self._result, self._difficulty, self._proposal)
        self.record_asked.emit(*(nfc(field.text()) for field in fields))


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


def _progress_lines(details: TaskDetails) -> list[LogLine]:
    return [
        LogLine(
            when=format_date(entry.on),
            strong=f"{entry.percent} %" if entry.percent is not None else "",
            who=entry.author,
            words=tuple(
                words
                for words in (
                    entry.result,
                    _("Difficulty: {words}").format(words=entry.difficulty) if entry.difficulty else "",
                    _("Proposal: {words}").format(words=entry.proposal) if entry.proposal else "",
                )
                if words
            ),
        )
        for entry in details.progress
    ]


def _history_lines(details: TaskDetails) -> list[LogLine]:
    return [
        LogLine(when=f"{line.at:%H:%M}  {format_date(line.at.date())}", strong="", who=line.user, words=(line.words,))
        for line in details.history
    ]

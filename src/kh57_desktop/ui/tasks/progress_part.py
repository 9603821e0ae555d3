"""The part of the pane where progress is told: one entry line with its files, and the log below it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.ui.files import ask_open_many
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.log_list import LogLine, LogList

LEAST_LOG = 32
"""Where the window is low the log gives way before the entry line does; it scrolls."""


class ProgressPart(QWidget):
    """Percent, result, difficulty, proposal and files; Ctrl+Enter records them."""

    record_asked = Signal(str, str, str, str, list)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._files: list[Path] = []
        self._task_id = ""
        self._begun: dict[str, tuple[list[str], list[Path]]] = {}
        """Words and files of entries that were begun and left, by task: they wait there, and go to no other task."""
        column = QVBoxLayout(self)
        theme.lay(column, (0, 6, 0, 0), 6)
        head = QLabel(_("Update of today"))
        theme.dress(head, font="small_strong", ink="2")
        self._percent = self._field(_("Progress in per cent"), "")
        theme.dress(self._percent, font="body", width=52)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._result = self._field(_("Result"), _("Result…"))
        self._difficulty = self._field(_("Difficulty"), _("Difficulty…"))
        self._proposal = self._field(_("Proposal"), _("Proposal…"))
        column.addWidget(head)
        column.addLayout(self._line(self._percent, QLabel("%"), self._result))
        column.addLayout(self._line(self._difficulty, self._proposal))
        column.addLayout(self._buttons())
        self.log = LogList(theme)
        self.log.say_nothing(theme, _("No progress recorded yet."))
        self.log.setAccessibleName(_("Progress log"))
        self.log.setMinimumHeight(theme.px(LEAST_LOG))
        column.addWidget(self.log, 1)

    @staticmethod
    def _field(name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        return field

    def _line(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, spacing=6)
        for widget in widgets:
            row.addWidget(widget)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, (0, 0, 0, 4), 8)
        self.button = QPushButton(_("Record"))
        self._theme.dress(self.button, font="strong", icon="checkmark", icon_ink="on_accent", kind="primary")
        self.button.clicked.connect(self._ask)
        self._attach = QPushButton(_("Evidence…"))
        self._theme.dress(self._attach, font="body", icon="attach")
        self._attach.setToolTip(_("Files that prove this update; they can also be dropped here"))
        self._attach.clicked.connect(self._press_attach)
        hint = QLabel("Ctrl+Enter")
        self._theme.dress(hint, font="small", ink="3")
        row.addWidget(self.button)
        row.addWidget(self._attach)
        row.addStretch(1)
        row.addWidget(hint)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._ask)
        return row

    # what it shows and asks

    def show_details(self, details: TaskDetails | None) -> None:
        self._turn_to(details.line.task.id if details is not None else "")
        if details is None:
            self.log.put([])
            self._percent.setPlaceholderText("")
            return
        percent = details.line.percent
        self._percent.setPlaceholderText(str(percent) if percent is not None else "0")
        self.log.put(progress_lines(details))

    def _turn_to(self, task_id: str) -> None:
        """What was typed for the task before is put aside; nothing is touched while the task stays the same."""
        if task_id == self._task_id:
            return
        if self.is_begun or self._files:
            self._begun[self._task_id] = ([field.text() for field in self._fields], list(self._files))
        self.clear_entry()
        self._task_id = task_id
        words, self._files = self._begun.pop(task_id, ([], []))
        for field, typed in zip(self._fields, words, strict=False):
            field.setText(typed)
        self._say_files()

    @property
    def is_begun(self) -> bool:
        """Something is typed that is not recorded yet."""
        return any(field.text().strip() for field in self._fields)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return self._percent, self._result, self._difficulty, self._proposal

    def add_files(self, files: Sequence[Path]) -> None:
        """They are attached when the entry is recorded."""
        self._files.extend(path for path in files if path not in self._files)
        self._say_files()

    def _say_files(self) -> None:
        count = len(self._files)
        self._attach.setText(_("{count} files").format(count=count) if count else _("Evidence…"))
        names = "\n".join(path.name for path in self._files)
        self._attach.setToolTip(names or _("Files that prove this update; they can also be dropped here"))

    def _press_attach(self) -> None:
        """The first time straight to the files; then also a way to leave one out again."""
        if not self._files:
            self._choose_files()
            return
        menu = QMenu(self._attach)
        menu.addAction(_("Add more files…"), self._choose_files)
        menu.addSeparator()
        for path in self._files:
            words = _("Leave out “{name}”").format(name=path.name).replace("&", "&&")
            menu.addAction(words, partial(self._leave_out, path))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._attach.mapToGlobal(QPoint(0, self._attach.height())))

    def _leave_out(self, path: Path) -> None:
        self._files.remove(path)
        self._say_files()

    def _choose_files(self) -> None:
        self.add_files(ask_open_many(self, _("Evidence (no secret documents)"), "", ""))

    def start_entry(self) -> None:
        self._percent.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._percent.selectAll()

    def clear_entry(self) -> None:
        for field in self._fields:
            field.setText("")  # not clear(): nothing is left for the field to undo, Ctrl+Z is the window's again
        self._files.clear()
        self._say_files()

    def _ask(self) -> None:
        percent, result, difficulty, proposal = (nfc(field.text()) for field in self._fields)
        self.record_asked.emit(percent, result, difficulty, proposal, list(self._files))


def progress_lines(details: TaskDetails) -> list[LogLine]:
    """Newest first, with how many files prove each entry."""
    proved: dict[str, list[str]] = {}
    for proof in details.proofs:
        if proof.entry is not None:
            proved.setdefault(proof.entry.id, []).append(proof.attachment.name)
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
                    _("Evidence: {names}").format(names=", ".join(proved[entry.id])) if entry.id in proved else "",
                )
                if words
            ),
        )
        for entry in details.progress
    ]

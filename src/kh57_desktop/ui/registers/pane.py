"""The pane (F4) of a row: all its words uncut, what belongs to it, and the document that is attached."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.services.registers.details import Related, RowDetails
from kh57_desktop.ui.controls.choice_list import ChoiceList
from kh57_desktop.ui.controls.pane_head import pane_head
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import StateTag, WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.roles import StateCell

WIDTH, WIDE = 336, 400
MOST_SHOWN = 5


class RegisterPane(QFrame):
    """Asks by signals; shows what the presenter gives it. A document may be dropped on it."""

    close_asked = Signal()
    opened = Signal(str)
    attach_asked = Signal()
    dropped = Signal(object)
    save_asked = Signal(str)
    """Name of the attached document."""
    detach_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._details: RowDetails | None = None
        self._words: list[tuple[QLabel, WrappedWords]] = []
        theme.dress(self, ground="alt", edge="left")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 0, 0), 6)
        column.addLayout(self._head())
        scroll = Scrolled(self._card())
        column.addWidget(scroll, 1)
        self.show_details(None)

    def _head(self) -> QHBoxLayout:
        self._register = QLabel()
        self._theme.dress(self._register, font="small_strong", ink="2")
        return pane_head(self._theme, (self._register,), self.close_asked)

    def _card(self) -> QWidget:
        theme = self._theme
        card = QWidget()
        column = QVBoxLayout(card)
        theme.lay(column, (0, 0, 12, 8), 6)
        self._state = StateTag(theme)
        column.addWidget(self._state)
        self._fields = QVBoxLayout()
        theme.lay(self._fields, spacing=1)
        column.addLayout(self._fields)
        self._rule = QFrame()
        theme.dress(self._rule, edge="rule")
        column.addWidget(self._rule)
        self._related_title = QLabel()
        theme.dress(self._related_title, font="small_strong", ink="2")
        column.addWidget(self._related_title)
        self._related = ChoiceList(theme)
        self._related.grow_to(MOST_SHOWN)
        self._related.activated.connect(self._open)
        column.addWidget(self._related)
        column.addWidget(self._document())
        column.addStretch(1)
        return card

    def _document(self) -> QWidget:
        theme = self._theme
        self._attached = QFrame()
        theme.dress(self._attached, ground="alt", edge="top")
        column = QVBoxLayout(self._attached)
        theme.lay(column, (0, 8, 0, 0), 6)
        title = QLabel(_("Document"))
        theme.dress(title, font="small_strong", ink="2")
        self._file = WrappedWords(theme)
        column.addWidget(title)
        column.addWidget(self._file)
        row = QHBoxLayout()
        theme.lay(row, spacing=6)
        self._attach = QPushButton(_("Attach…"))
        self._save = QPushButton(_("Save a copy…"))
        self._detach = QPushButton(_("Take away"))
        self._attach.clicked.connect(self.attach_asked)
        self._save.clicked.connect(self._ask_save)
        self._detach.clicked.connect(self.detach_asked)
        for button in (self._attach, self._save, self._detach):
            theme.dress(button, font="body")
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return self._attached

    # what it shows and asks

    def show_details(self, details: RowDetails | None) -> None:
        self._details = details
        self.setEnabled(details is not None)
        self._register.setText(details.register if details is not None else "")
        fields = details.fields if details is not None else ((_("Choose a row to see all of it here."), ""),)
        self._show_fields(fields)
        standing = details.line.standing if details is not None else None
        self._state.setVisible(standing is not None)
        if details is not None and standing is not None:
            self._state.put(StateCell(standing, details.line.standing_words))
        related = details.related if details is not None else ()
        for widget in (self._rule, self._related_title, self._related):
            widget.setVisible(bool(details is not None and details.related_title))
        self._related_title.setText(details.related_title if details is not None else "")
        self._related.setAccessibleName(self._related_title.text() or _("Related rows"))
        self._related.put([_related_words(one) for one in related])
        self._attached.setVisible(details is not None and details.can_attach)
        kept = details.attachment if details is not None else None
        self._file.put(kept.name if kept is not None else _("None yet; drop a file here or press Attach."))
        self._save.setVisible(kept is not None)
        self._detach.setVisible(kept is not None)

    def _show_fields(self, fields) -> None:
        while len(self._words) < len(fields):
            label, words = QLabel(), WrappedWords(self._theme)
            self._theme.dress(label, font="small", ink="2")
            label.setContentsMargins(0, self._theme.px(4), 0, 0)
            self._fields.addWidget(label)
            self._fields.addWidget(words)
            self._words.append((label, words))
        for place, (label, words) in enumerate(self._words):
            title, told = fields[place] if place < len(fields) else ("", "")
            label.setText(title)
            label.setVisible(bool(title))
            words.put(told)

    def _open(self, index) -> None:
        if self._details is not None and index.row() < len(self._details.related):
            self.opened.emit(self._details.related[index.row()].opens)

    def _ask_save(self) -> None:
        if self._details is not None and self._details.attachment is not None:
            self.save_asked.emit(self._details.attachment.name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        """A single local file, on a row that may carry a document."""
        urls = event.mimeData().urls()
        can = self._details is not None and self._details.can_attach
        return Path(urls[0].toLocalFile()) if can and len(urls) == 1 and urls[0].isLocalFile() else None


def _related_words(one: Related) -> str:
    return f"{one.words} · {one.standing_words}" if one.standing_words else one.words

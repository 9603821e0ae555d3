"""What an empty page says: what is missing, what to do first, one primary and perhaps one other button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.ui.style.theme import Theme


class EmptyNote(QWidget):
    """Icon of 32 px, a sentence, a hint, buttons."""

    first_pressed = Signal()
    second_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = ""
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        theme.dress(self._title, font="section")
        self._hint = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        theme.dress(self._hint, font="body", ink="2")
        self._first, self._second = QPushButton(), QPushButton()
        theme.dress(self._first, font="strong", kind="primary")
        theme.dress(self._second, font="body")
        self._first.clicked.connect(self.first_pressed)
        self._second.clicked.connect(self.second_pressed)
        column = QVBoxLayout(self)
        theme.lay(column, (16, 16, 16, 16), 8)
        buttons = QHBoxLayout()
        theme.lay(buttons, spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(self._first)
        buttons.addWidget(self._second)
        buttons.addStretch(1)
        column.addStretch(2)
        for widget in (self._icon, self._title, self._hint):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(3)
        theme.changed.connect(self._paint_icon)

    @property
    def first(self) -> QPushButton:
        """The primary button."""
        return self._first

    def put(self, icon: str, title: str, hint: str, first: str, second: str = "") -> None:
        self._icon_name = icon
        self._title.setText(title)
        self._hint.setText(hint)
        self._first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon_name:
            colour = self._theme.colour("ink3")
            pixmap: QPixmap = self._theme.pixmap(self._icon_name, colour, size=32, ratio=self.devicePixelRatioF())
            self._icon.setPixmap(pixmap)

"""The breakdown of the current cell: a line per part, their sum beside the total, one button to take it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.domain.breakdowns import Breakdown
from kh57_desktop.i18n import _, format_decimal, nfc
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme


class PartsCard(QWidget):
    """Hidden where the indicator is not divided."""

    part_edited = Signal(str, str)
    sum_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        theme.lay(column, spacing=4)
        self._grid = QGridLayout()
        theme.lay(self._grid, spacing=4)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self._told = WrappedWords(theme, role="small", ink="ink2")
        column.addWidget(self._told)
        self.take = QPushButton(_("Take the sum"))
        theme.dress(self.take, font="body", icon="checkmark")
        self.take.clicked.connect(self.sum_asked)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows: list[tuple[QLabel, QLineEdit]] = []
        self.hide()

    def put(self, breakdown: Breakdown | None) -> None:
        parts = breakdown.parts if breakdown is not None else ()
        self.setVisible(bool(parts))
        while len(self._rows) < len(parts):
            self._rows.append(self._row(len(self._rows)))
        for place, (label, edit) in enumerate(self._rows):
            shown = place < len(parts)
            label.setVisible(shown)
            edit.setVisible(shown)
            if shown:
                label.setText(parts[place].part)
                value = parts[place].value
                words = format_decimal(value) if value is not None else ""
                edit.setAccessibleName(parts[place].part)
                edit.setProperty("part", parts[place].part)
                edit.setProperty("was", words)
                if not edit.hasFocus():
                    edit.setText(words)
        if breakdown is not None and parts:
            self._told.put(told(breakdown))
            self.take.setEnabled(
                breakdown.sum is not None and not breakdown.missing and breakdown.sum != breakdown.total
            )

    def _row(self, place: int) -> tuple[QLabel, QLineEdit]:
        label, edit = QLabel(), QLineEdit()
        self._theme.dress(label, font="body")
        self._theme.dress(edit, font="body", width=96)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.editingFinished.connect(lambda: self._leave(edit))
        self._grid.addWidget(label, place, 0)
        self._grid.addWidget(edit, place, 1)
        return label, edit

    def _leave(self, edit: QLineEdit) -> None:
        words = nfc(edit.text()).strip()
        if words != edit.property("was"):
            edit.setProperty("was", words)
            self.part_edited.emit(str(edit.property("part")), words)


def told(breakdown: Breakdown) -> str:
    """What the parts come to, and whether that is the total."""
    if breakdown.sum is None:
        return _("No part is known yet.")
    words = _("Sum of the parts: {sum}").format(sum=format_decimal(breakdown.sum))
    if breakdown.missing:
        return f"{words}; " + _("{count} parts are missing").format(count=breakdown.missing)
    if breakdown.difference is None:
        return words
    if breakdown.difference == 0:
        return f"{words}, " + _("as the value of the period")
    return f"{words}; " + _("differs from the value by {amount}").format(amount=format_decimal(breakdown.difference))

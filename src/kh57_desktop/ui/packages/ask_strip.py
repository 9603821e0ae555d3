"""A line of the page that asks for a few words before something is done; secrets are emptied at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.choice_box import ChoiceBox
from kh57_desktop.ui.style.theme import Theme

Answer = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: `choices` are words and value, of which one is taken; `secret` is not shown."""

    caption: str
    width: int = 160
    secret: bool = False
    words: str = ""
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()


class AskStrip(QWidget):
    """`ask` shows the fields; the answer gets their values in order, once all that must be there is there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        theme.lay(self._row, (16, 4, 12, 4), 8)
        self._inner: QWidget | None = None
        self.fields: list[QLineEdit | ChoiceBox] = []
        self.act = QPushButton()
        self._then: Answer | None = None
        self.hide()

    def ask(self, title: str, fields: Sequence[Asked], act: str, then: Answer) -> None:
        self._clear()
        self._then = then
        self._inner = QWidget()
        row = QHBoxLayout(self._inner)
        self._theme.lay(row, spacing=8)
        heading = QLabel(title)
        self._theme.dress(heading, font="strong")
        row.addWidget(heading)
        for asked in fields:
            self._add(row, asked)
        self.act = QPushButton(act)
        self._theme.dress(self.act, font="strong")  # the step below has the page's one primary button
        cancel = QPushButton(_("Cancel"))
        self._theme.dress(cancel, font="body", kind="quiet")
        row.addWidget(self.act)
        row.addWidget(cancel)
        row.addStretch(1)
        self.act.clicked.connect(self._answer)
        cancel.clicked.connect(self.close_strip)
        self._row.addWidget(self._inner)
        self.show()
        if self.fields:
            self.fields[0].setFocus()

    def _add(self, row: QHBoxLayout, asked: Asked) -> None:
        label = QLabel(asked.caption)
        self._theme.dress(label, font="body")
        row.addWidget(label)
        if asked.choices:
            box = ChoiceBox(self._theme, asked.caption, least=14)
            for words, value in asked.choices:
                box.addItem(words, value)
            self.fields.append(box)
            row.addWidget(box)
            return
        field = QLineEdit(asked.words)
        self._theme.dress(field, font="body", width=asked.width)
        field.setAccessibleName(asked.caption)
        field.setPlaceholderText(asked.hint)
        if asked.secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.returnPressed.connect(self._answer)
        self.fields.append(field)
        row.addWidget(field)

    def _answer(self) -> None:
        empty = next((one for one in self.fields if isinstance(one, QLineEdit) and not one.text().strip()), None)
        if empty is not None:
            empty.setFocus()
            return
        values = [one.text() if isinstance(one, QLineEdit) else str(one.currentData()) for one in self.fields]
        then = self._then
        self.close_strip()
        if then is not None:
            then(*values)

    def close_strip(self) -> None:
        self._clear()
        self.hide()

    def _clear(self) -> None:
        """Nothing of a secret stays."""
        for field in self.fields:
            if isinstance(field, QLineEdit):
                field.clear()
        self.fields, self._then = [], None
        if self._inner is not None:
            self._row.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
            self._inner = None

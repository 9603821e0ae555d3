"""The page Thiết lập: everything is changed in place and saved when its field is left; Ctrl+Z takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.printing import Choice
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.office_settings.fields import Field, Kind, Section
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from kh57_desktop.ui.style.theme import Theme

LABEL, WIDTH, NUMBER = 168, 760, 72


class OfficeSettingsPage(PageFrame):
    edited = Signal(str, str)
    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Settings"), has_back=True)
        self.facts.put(_("saved at once, undone with Ctrl+Z"))
        self._fields: dict[str, QWidget] = {}
        self._wrong: dict[str, WrappedWords] = {}
        self._shape: list[str] = []
        self._inner = QWidget()
        outer = QVBoxLayout(self._inner)
        theme.lay(outer, (16, 0, 16, 24), 0)
        self._column = QVBoxLayout()
        theme.lay(self._column, spacing=0)
        holder = QWidget()
        holder.setLayout(self._column)
        self._holder = holder
        outer.addWidget(holder)
        outer.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        self._area = area
        self.put_body(area)

    # what the presenter shows

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Fields that are there already only get their values: the cursor stays where it is."""
        shape = [one.key for section in sections for one in section.fields]
        if shape != self._shape:
            self._build(sections)
            self._shape = shape
        for section in sections:
            for one in section.fields:
                self._put(one)

    def show_wrong(self, key: str, error: UserError) -> None:
        """What was typed stays, with the reason below it."""
        self._theme.mark(self._fields[key], wrong="true")
        self._wrong[key].put(f"{error.sentence} {error.advice}".strip())

    def take_focus(self) -> None:
        first = next((one for one in self._fields.values() if one.focusPolicy() & Qt.FocusPolicy.TabFocus), self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _build(self, sections: Sequence[Section]) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._fields.clear()
        self._wrong.clear()
        for section in sections:
            self._column.addWidget(self._section(section))

    def _section(self, section: Section) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        self._theme.lay(grid, (0, 14, 0, 4), 6)
        grid.setColumnMinimumWidth(0, self._theme.px(LABEL))
        grid.setColumnStretch(1, 1)
        title = QLabel(section.title)
        self._theme.dress(title, font="section", height=22)
        grid.addWidget(title, 0, 0, 1, 2)
        row = 1
        for one in section.fields:
            label = QLabel(one.label.replace("&", "&&"))
            self._theme.dress(label, font="body", ink="2", height=30)
            field = self._field(one)
            label.setBuddy(field)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            whole = one.kind is Kind.TEXT or one.kind is Kind.FACT
            left = (
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            )  # also where the mark stands at the right
            grid.addWidget(field, row, 1, Qt.AlignmentFlag(0) if whole else left)
            self._fields[one.key] = field
            row += 1
            if one.hint:
                hint = WrappedWords(self._theme, one.hint, role="small", ink="ink2")
                grid.addWidget(hint, row, 1)
                row += 1
            if one.kind in (Kind.TEXT, Kind.NUMBER):
                wrong = WrappedWords(self._theme, role="small", ink="ink")
                wrong.hide()
                grid.addWidget(wrong, row, 1)
                self._wrong[one.key] = wrong
                row += 1
        return box

    def _field(self, one: Field) -> QWidget:
        field: QWidget
        if one.kind in (Kind.TEXT, Kind.NUMBER):
            field = QLineEdit()
            field.editingFinished.connect(lambda key=one.key, line=field: self._left(key, line))
            if one.kind is Kind.NUMBER:
                self._theme.dress(field, font="body", width=NUMBER)
        elif one.kind is Kind.CHOICE:
            field = ChoiceButton(self._theme, one.label, most=420)
            field.offer([Choice(key, words) for key, words in one.choices])
            field.chosen.connect(lambda value, key=one.key: self.edited.emit(key, value))
            return field
        elif one.kind is Kind.BUTTON:
            field = QPushButton(one.value)
            self._theme.dress(field, font="body")
            field.clicked.connect(lambda _on=False, key=one.key: self.pressed.emit(key))
        else:
            field = WrappedWords(self._theme, one.value)
        field.setAccessibleName(one.label)
        return field

    def _put(self, one: Field) -> None:
        field = self._fields[one.key]
        if isinstance(field, QLineEdit):
            if not field.hasFocus() or not field.isModified():
                field.setText(one.value)
                field.setCursorPosition(0)
            field.setProperty("_saved", one.value)
            self._theme.mark(field, wrong="false")
            self._wrong[one.key].put("")
        elif isinstance(field, ChoiceButton):
            field.put(one.value)
        elif isinstance(field, WrappedWords):
            field.put(one.value)
            field.setAccessibleName(f"{one.label}: {one.value}")

    def _left(self, key: str, line: QLineEdit) -> None:
        if line.text() != line.property("_saved"):
            line.setModified(False)
            self.edited.emit(key, line.text())

    def arrange(self) -> None:
        self._holder.setMaximumWidth(self._theme.px(WIDTH))

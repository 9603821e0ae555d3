"""The page Thiết lập: sections at the left; everything is changed in place and saved when its field is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.printing import Choice
from kh57_desktop.ui.controls.choice_list import SectionList
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.office_settings.fields import Field, Kind, Section
from kh57_desktop.ui.office_settings.lines import SettingLine, SettingLines
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from kh57_desktop.ui.style.theme import Theme

LABEL, WIDTH, NUMBER = 212, 800, 72
LIST, NARROW_LIST, WIDEST_LIST = 236, 190, 260


class OfficeSettingsPage(PageFrame):
    edited = Signal(str, str)
    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Settings"), has_back=True)
        self.facts.put(_("saved at once, undone with Ctrl+Z"))
        self._fields: dict[str, QWidget] = {}
        self._wrong: dict[str, WrappedWords] = {}
        self._section_of: dict[str, str] = {}
        self._boxes: dict[str, QWidget] = {}
        self._shape: list[tuple[str, str]] = []
        self._current = ""
        self.list = SectionList(theme)
        self.list.setAccessibleName(_("Sections of the settings"))
        self.list.went_to.connect(lambda row: self._show(list(self._boxes)[row]))
        body = QWidget()
        row = QHBoxLayout(body)
        theme.lay(row)
        row.addWidget(self.list)
        row.addWidget(self._form(), 1)
        self.put_body(body)

    def _form(self) -> QWidget:
        inner = QWidget()
        outer = QVBoxLayout(inner)
        self._theme.lay(outer, (24, 0, 16, 24), 0)
        self._column = QVBoxLayout()
        self._theme.lay(self._column, spacing=0)
        self._holder = QWidget()
        self._holder.setLayout(self._column)
        outer.addWidget(self._holder)
        outer.addStretch(1)
        area = Scrolled(inner)
        self._area = area
        return area

    # what the presenter shows

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Fields that are there already only get their values: the cursor stays where it is."""
        shape = [(section.key, one.key) for section in sections for one in section.fields]
        if shape != self._shape:
            self._build(sections)
            self._shape = shape
        self.list.put([section.words or section.title for section in sections])
        self.arrange()
        self._show(self._current if self._current in self._boxes else sections[0].key)
        for section in sections:
            for one in section.fields:
                self._put(one)

    def _show(self, key: str) -> None:
        if key != self._current:
            self._area.verticalScrollBar().setValue(0)
            old = self._boxes.get(self._current)
            if old is not None and old.isAncestorOf(QApplication.focusWidget()):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # a field that is hidden would lose it anywhere
        self._current = key
        for other, box in self._boxes.items():
            box.setVisible(other == key)
        self.list.show_row(list(self._boxes).index(key))

    def open_field(self, key: str) -> QWidget:
        """The section of this field comes into sight, the keyboard goes to the field."""
        self._show(self._section_of[key])
        self._fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
        return self._fields[key]

    def show_wrong(self, key: str, error: UserError) -> None:
        """What was typed stays, with the reason below it."""
        self._theme.mark(self._fields[key], wrong="true")
        self._wrong[key].put(f"{error.sentence} {error.advice}".strip())

    def take_focus(self) -> None:
        """The first field of the section in sight; where there is none, the list."""
        fields = [self._fields[key] for key, section in self._section_of.items() if section == self._current]
        first = next((one for one in fields if one.focusPolicy() & Qt.FocusPolicy.TabFocus), self.list)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _build(self, sections: Sequence[Section]) -> None:
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.deleteLater()
        self._fields.clear()
        self._wrong.clear()
        self._section_of = {one.key: section.key for section in sections for one in section.fields}
        self._boxes = {section.key: self._section(section) for section in sections}
        for box in self._boxes.values():
            self._column.addWidget(box)

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
            whole = one.kind in (Kind.TEXT, Kind.LINES, Kind.FACT)
            left = (
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            )  # also where the mark stands at the right
            if one.browse:
                grid.addLayout(self._with_browse(field, one), row, 1)
            else:
                grid.addWidget(field, row, 1, Qt.AlignmentFlag(0) if whole else left)
            self._fields[one.key] = field
            row += 1
            if one.hint:
                hint = WrappedWords(self._theme, one.hint, role="small", ink="ink2")
                grid.addWidget(hint, row, 1)
                row += 1
            if one.kind not in (Kind.FACT, Kind.BUTTON):
                wrong = WrappedWords(self._theme, role="small", ink="ink")
                wrong.hide()
                grid.addWidget(wrong, row, 1)
                self._wrong[one.key] = wrong
                row += 1
        return box

    def _field(self, one: Field) -> QWidget:
        field: QWidget
        if one.kind in (Kind.TEXT, Kind.NUMBER, Kind.LINES):
            field = SettingLines(self._theme) if one.kind is Kind.LINES else SettingLine()
            field.left.connect(lambda words, key=one.key: self.edited.emit(key, words))
            field.is_as_saved.connect(lambda key=one.key, line=field: self._right(key, line))
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
        if isinstance(field, SettingLine | SettingLines):
            field.put(one.value)
            self._right(one.key, field)
        elif isinstance(field, ChoiceButton):
            field.offer([Choice(key, words) for key, words in one.choices])
            field.put(one.value)
            self._wrong[one.key].put("")
        elif isinstance(field, WrappedWords):
            field.put(one.value)
            field.setAccessibleName(f"{one.label}: {one.value}")

    def _with_browse(self, field: QWidget, one: Field) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, spacing=8)
        button = QPushButton(one.browse)
        self._theme.dress(button, font="body")
        button.setAccessibleName(f"{one.label}: {one.browse}")
        button.clicked.connect(lambda _on=False, key=one.key: self.pressed.emit(f"browse.{key}"))
        row.addWidget(field, 1)
        row.addWidget(button)
        return row

    def _right(self, key: str, line: QWidget) -> None:
        if line.property("wrong") == "true":
            self._theme.mark(line, wrong="false")
        self._wrong[key].put("")

    def arrange(self) -> None:
        self.list.fit_width(LIST if self.wide >= 1000 else NARROW_LIST, WIDEST_LIST)
        self._holder.setMaximumWidth(self._theme.px(WIDTH))

"""Where the person must decide: issuing a report, a letter that changes its days, a report asked for by letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kh57_desktop.domain.periods import PeriodDates
from kh57_desktop.i18n import _, format_date, parse_date
from kh57_desktop.ui.controls.choice_box import ChoiceBox
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    number: int
    on: date
    signer: str


@dataclass(frozen=True, slots=True)
class DaysAnswer:
    letter: str
    cut_off: date | None
    due_on: date | None
    data_from: date | None = None
    data_to: date | None = None


@dataclass(frozen=True, slots=True)
class AskAnswer:
    first: date
    last: date
    letter: str
    due_on: date
    title: str
    template: str
    superior_id: str | None = None


class _Form(QDialog):
    """Labels at the left, fields beside them, a line that says what is wrong, and two buttons."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, verb: str, *, today: date) -> None:
        super().__init__(parent)
        self._theme, self._today = theme, today
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        theme.lay(column, (20, 16, 20, 16), 12)
        self._grid = QGridLayout()
        theme.lay(self._grid, spacing=8)
        column.addLayout(self._grid)
        self.wrong = WrappedWords(theme, role="strong")
        self.wrong.put("")
        column.addWidget(self.wrong)
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        theme.dress(self.accept_button, font="strong", kind="primary")
        theme.dress(cancel, font="body")
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        self.setMinimumWidth(theme.px(460))

    def showEvent(self, event: QShowEvent) -> None:
        """What is still to be typed has the keyboard at once; where nothing is, the first field."""
        super().showEvent(event)
        fields = self.findChildren(QLineEdit)
        first = next((field for field in fields if not field.text()), fields[0] if fields else None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.selectAll()

    def add_words(self, words: str, *, role: str = "body") -> None:
        line = WrappedWords(self._theme, words, role=role)
        self._grid.addWidget(line, self._grid.rowCount(), 0, 1, 2)

    def add_field(self, label: str, value: str = "", *, width: int = 280) -> QLineEdit:
        field = QLineEdit(value)
        self._theme.dress(field, font="body")
        field.setFixedWidth(self._theme.px(width))
        self._put(label, field)
        return field

    def add_choice(self, label: str, choices: Sequence[tuple[str, str]]) -> ChoiceBox:
        box = ChoiceBox(self._theme, label, least=26)
        for key, words in choices:
            box.addItem(words, key)
        self._put(label, box)
        return box

    def _put(self, label: str, field: QWidget) -> None:
        words = QLabel(label)
        self._theme.dress(words, font="strong")
        words.setBuddy(field)
        field.setAccessibleName(label)
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)

    def day(self, field: QLineEdit) -> date | None:
        """The day as typed; None where nothing stands there, and the field is marked where it is none."""
        words = field.text().strip()
        found = parse_date(words, default_year=self._today.year) if words else None
        self._theme.mark(field, wrong="true" if words and found is None else "false")
        if words and found is None:
            raise ValueError(_("“{words}” is not a day. Please write it as 30/9/2026.").format(words=words))
        return found

    def needed_day(self, field: QLineEdit) -> date:
        found = self.day(field)
        if found is None:
            self._theme.mark(field, wrong="true")
            raise ValueError(_("Please enter the day: {field}.").format(field=field.accessibleName()))
        return found

    def needed(self, field: QLineEdit) -> str:
        words = field.text().strip()
        self._theme.mark(field, wrong="false" if words else "true")
        if not words:
            raise ValueError(_("Please fill in: {field}.").format(field=field.accessibleName()))
        return words

    def _try(self) -> None:
        try:
            self.read()
        except ValueError as error:
            self.wrong.put(str(error))
        else:
            self.accept()

    def read(self) -> None:
        """Take the answer from the fields; ValueError with a sentence where one is missing."""


class IssueDialog(_Form):
    def __init__(
        self, theme: Theme, parent: QWidget, *, name: str, number: int, today: date, signer: str, open_count: int
    ) -> None:
        super().__init__(theme, parent, _("Issue the report"), _("Issue"), today=today)
        self.answer: IssueAnswer | None = None
        self.add_words(name, role="lead")
        self._number = self.add_field(_("Number"), str(number), width=80)
        self._day = self.add_field(_("Day"), format_date(today), width=120)
        self._signer = self.add_field(_("Signer"), signer)
        if open_count:
            words = _("{count} findings of the check list are still open.").format(count=open_count)
            self.add_words(words, role="strong")
        self.add_words(
            _("Figures, words and paper are frozen for good. This cannot be undone; mistakes are corrected by number.")
        )

    def read(self) -> None:
        words = self._number.text().strip()
        if not words.isdecimal() or int(words) < 1:
            self._theme.mark(self._number, wrong="true")
            raise ValueError(_("Please enter the number of the document: 1, 2, 3 …"))
        self._theme.mark(self._number, wrong="false")
        self.answer = IssueAnswer(int(words), self.needed_day(self._day), self._signer.text().strip())


class DaysDialog(_Form):
    def __init__(
        self, theme: Theme, parent: QWidget, *, name: str, letter: str, dates: PeriodDates, today: date
    ) -> None:
        super().__init__(theme, parent, _("Days of the report"), _("Change"), today=today)
        self.answer: DaysAnswer | None = None
        self._old = dates
        self.add_words(name, role="lead")
        self._letter = self.add_field(_("Letter (number, day)"), letter)
        self._from = self.add_field(_("Data from"), format_date(dates.data_from), width=120)
        self._to = self.add_field(_("to"), format_date(dates.data_to), width=120)
        self._cut_off = self.add_field(_("Cut-off day"), format_date(dates.cut_off), width=120)
        self._due = self.add_field(_("Due day"), format_date(dates.due_on), width=120)

    def read(self) -> None:
        letter, old = self.needed(self._letter), self._old
        cut_off, due_on = self.day(self._cut_off), self.day(self._due)
        first, last = self.day(self._from), self.day(self._to)
        self.answer = DaysAnswer(
            letter,
            cut_off if cut_off != old.cut_off else None,
            due_on,
            first if first != old.data_from else None,
            last if last != old.data_to else None,
        )


class AskDialog(_Form):
    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        today: date,
        templates: Sequence[tuple[str, str]],
        superiors: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(theme, parent, _("A report asked for by letter"), _("Add"), today=today)
        self.answer: AskAnswer | None = None
        self._superior = self.add_choice(_("Asked for by"), [("", _("As the regime says")), *superiors])
        self._letter = self.add_field(_("Letter (number, day)"))
        self._title = self.add_field(_("Title"))
        self._first = self.add_field(_("Data from"), width=120)
        self._last = self.add_field(_("to"), format_date(today), width=120)
        self._due = self.add_field(_("Due day"), width=120)
        self._template = self.add_choice(_("Outline"), [("", _("By the length of the period")), *templates])

    def read(self) -> None:
        self.answer = AskAnswer(
            first=self.needed_day(self._first),
            last=self.needed_day(self._last),
            letter=self.needed(self._letter),
            due_on=self.needed_day(self._due),
            title=self._title.text().strip(),
            template=self._template.currentData() or "",
            superior_id=self._superior.currentData() or None,
        )

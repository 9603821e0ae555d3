"""One choice of the layout: its name, its field, the rule beside it, and what is wrong with it below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kh57_desktop.documents.kinds.task_list import RowNumbering
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.layout_choices import LayoutChoice
from kh57_desktop.services.printing import Choice
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.layout_settings.presenter import number_words, range_words, unit_of
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from kh57_desktop.ui.style.states import REFUSED
from kh57_desktop.ui.style.theme import Theme

LABEL, FIELD = 200, 64
_WIDE = ("last_basis_end", "recipient_end", "row_numbering")
_SHORT = 24
"""Letters that have room beside the field of a narrow page."""
_NO_BREAK_HYPHEN, _NO_BREAK_SPACE, _JOINER = "\u2011", "\u00a0", "\u2060"


@dataclass(frozen=True, slots=True)
class Words:
    """`label`: msgid; `group`: msgid of the heading above it, where a group begins."""

    label: str
    group: str = ""


WORDS: dict[str, Words] = {
    "top_mm": Words(N_("Top margin"), N_("Margins")),
    "bottom_mm": Words(N_("Bottom margin")),
    "left_mm": Words(N_("Left margin")),
    "right_mm": Words(N_("Right margin")),
    "body_size": Words(N_("Size of the text"), N_("Running text")),
    "leading": Words(N_("Line spacing")),
    "indent_mm": Words(N_("Indent of the first line")),
    "last_basis_end": Words(N_("Last căn cứ ends with"), N_("Marks and numbers")),
    "recipient_end": Words(N_("Lines of Nơi nhận end with")),
    "row_numbering": Words(N_("Numbers in annexes")),
}
_NUMBERINGS: dict[str, Callable[[], str]] = {
    RowNumbering.THROUGH.value: lambda: _("through all groups: 1, 2, 3 …"),
    RowNumbering.BY_GROUP.value: lambda: _("from 1 in every group"),
    RowNumbering.NESTED.value: lambda: _("group and place: 1.1, 1.2, 2.1 …"),
}
_MARKS: dict[str, Callable[[], str]] = {
    ",": lambda: _("comma ( , )"),
    ".": lambda: _("full stop ( . )"),
    ";": lambda: _("semicolon ( ; )"),
}


class LayoutRow(QWidget):
    """`typed`: words left in a number field; `chosen`: the value taken from a menu."""

    typed = Signal(str, str)
    chosen = Signal(str, object)

    def __init__(self, theme: Theme, choice: LayoutChoice) -> None:
        super().__init__()
        self._theme, self._choice = theme, choice
        self._label = _(WORDS[choice.name].label)
        column = QVBoxLayout(self)
        theme.lay(column, (0, 2, 0, 2), 2)
        line = QHBoxLayout()
        theme.lay(line, spacing=8)
        label = QLabel(self._label)
        theme.dress(label, font="strong", width=LABEL, height=30)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self._number: _NumberField | None = None
        self._menu: ChoiceButton | None = None
        self._is_asked = False
        self.field = self._number_field() if choice.is_range else self._menu_field()
        label.setBuddy(self.field)
        line.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        self._rule = WrappedWords(theme, role="small", ink="ink2")
        column.addLayout(line)
        if choice.name in _WIDE:  # no room is left beside it
            line.addStretch(1)
            below = QHBoxLayout()
            theme.lay(below, (LABEL + 8, 0, 0, 0), 0)
            below.addWidget(self._rule)
            column.addLayout(below)
        else:
            line.addWidget(self._rule, 1, Qt.AlignmentFlag.AlignVCenter)
        self._wrong = _Wrong(theme)
        column.addWidget(self._wrong)
        self.put(choice)

    def _number_field(self) -> QLineEdit:
        self._number = _NumberField()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._theme.dress(self._number, font="body", width=FIELD)
        self._number.left.connect(self._leave)
        self._number.given_up.connect(self._give_up)
        return self._number

    def _menu_field(self) -> ChoiceButton:
        self._menu = ChoiceButton(self._theme, self._label, most=270)
        self._menu.chosen.connect(self._take)
        return self._menu

    @property
    def name(self) -> str:
        return self._choice.name

    def put(self, choice: LayoutChoice) -> None:
        """What is in force. A wrong value stays with its mark until it is put right, whatever else is chosen."""
        keeps_wrong = not self._wrong.isHidden() and not self._is_asked and choice == self._choice
        self._is_asked = False
        if keeps_wrong:
            return
        self._choice = choice
        if self._number is not None:
            with QSignalBlocker(self._number):
                self._number.setText(number_words(float(choice.value)))
        if self._menu is not None:
            self._menu.offer([Choice(_key(value), _value_words(choice.name, value)) for value in choice.allowed])
            self._menu.put(_key(choice.value))
            self._menu.setEnabled(len(choice.allowed) > 1)
        words = self._rule_words(choice)
        self._rule.put(" · ".join(map(_unbroken, words.split(" · "))))
        self._rule.setAccessibleName(words)
        self.field.setAccessibleDescription(words)
        self.show_wrong(None)

    def _rule_words(self, choice: LayoutChoice) -> str:
        if choice.is_range:
            allowed = range_words(choice)
        elif len(choice.allowed) == 1:
            allowed = _("the only one allowed")
        else:
            allowed = ""
        return " · ".join(part for part in (allowed, choice.clause) if part)

    def show_wrong(self, error: UserError | None) -> None:
        """Red edge, icon and sentence; what was typed stays."""
        self._is_asked = False
        self._wrong.put(str(error) if error is not None else "")
        if self._number is not None:
            self._theme.mark(self._number, wrong="false" if error is None else "true")
            name = f"{self._label} ({unit_of(self.name)})"
            self._number.setAccessibleName(f"{name}: {error}" if error is not None else name)

    def _leave(self) -> None:
        """Left without a change nothing is asked; a wrong value put right again loses its mark."""
        assert self._number is not None
        if self._number.text() != number_words(float(self._choice.value)) or not self._wrong.isHidden():
            self._is_asked = True
            self.typed.emit(self.name, self._number.text())

    def _give_up(self) -> None:
        self._is_asked = True
        self.put(self._choice)

    def _take(self, key: str) -> None:
        value = next(value for value in self._choice.allowed if _key(value) == key)
        self.chosen.emit(self.name, value if isinstance(value, int | float) else str(value))


def _unbroken(words: str) -> str:
    """Numbers of documents stay whole; beside a narrow field a short clause stands whole below the range."""
    whole = words.replace("-", _NO_BREAK_HYPHEN).replace("/", f"{_JOINER}/{_JOINER}")
    return whole.replace(" ", _NO_BREAK_SPACE) if len(words) <= _SHORT else whole


def _key(value: float | str) -> str:
    return f"{float(value):g}" if isinstance(value, int | float) else str(value)


def _value_words(name: str, value: float | str) -> str:
    if isinstance(value, int | float):
        return f"{number_words(float(value))} {unit_of(name)}"
    words = (_NUMBERINGS if name == "row_numbering" else _MARKS).get(str(value))
    return words() if words is not None else str(value)


class _NumberField(QLineEdit):
    """`left`: Enter, or the keyboard went elsewhere; `given_up`: Esc."""

    left = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class _Wrong(QWidget):
    """Icon and sentence in the colour of a refusal, under the field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        theme.lay(row, (LABEL + 8 + 22, 0, 0, 4), 0)
        self._words = WrappedWords(theme, role="small")
        row.addWidget(self._words)
        self.hide()

    def put(self, words: str) -> None:
        self._words.put(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, colour = self._theme.px, self._theme.state_text(REFUSED)
        painter = QPainter(self)
        pixmap = self._theme.pixmap(REFUSED.icon, colour, filled=REFUSED.filled, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(px(LABEL + 8), (self._theme.line("small") - px(16)) / 2), pixmap)
        painter.end()

"""Lines under the chips for what is set on the chosen tasks at once: one field, a new deadline, the name of a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.task_fields import field_words
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.editors import ListEditor

BULK_FIELDS = (
    "lead_unit", "lead_person", "supporting_units", "deadline", "product", "term", "phase", "priority", "approver",
    "budget", "state", "state_reason", "is_ours", "indicators", "note",
)  # fmt: skip
"""Fields that make sense for many tasks at once."""


class Strip(QFrame):
    """Hidden until it is asked for; Enter does it, Esc closes it."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, ground="alt", edge="top")
        self._row = QHBoxLayout(self)
        theme.lay(self._row, (16, 6, 12, 6), 8)
        self._label = QLabel()
        theme.dress(self._label, font="small_strong", ink="2")
        self._row.addWidget(self._label)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)
        self.hide()

    def add_field(self, name: str, *, width: int = 0, hint: str = "") -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint or name)
        field.returnPressed.connect(self.do)
        if width:
            self._theme.dress(field, font="body", width=width)
        self._row.addWidget(field, 0 if width else 1)
        return field

    def add_end(self, verb: str, icon: str = "checkmark") -> None:
        button = QPushButton(verb)
        self._theme.dress(button, font="strong", icon=icon)  # the pane has the one primary button
        button.clicked.connect(self.do)
        close = QToolButton()
        self._theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.leave)
        self._row.addWidget(button)
        self._row.addWidget(close)

    def begin(self, words: str, first: QWidget) -> None:
        self._label.setText(words)
        self.show()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def do(self) -> None:
        """What Enter and the button do."""


class ExtendStrip(Strip):
    """A new deadline for the chosen tasks: words, reason, document and its day."""

    asked = Signal(str, str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._words = self.add_field(_("New deadline"), width=120)
        self._reason = self.add_field(_("Reason of the extension"))
        self._document = self.add_field(_("Number of the document that allows it"))
        self._day = self.add_field(_("Its day"), width=92)
        self.add_end(_("Extend"))

    def start(self, count: int, codes: str) -> None:
        words = codes if count == 1 else _("{count} tasks").format(count=count)
        self.begin(_("Extend {what}").format(what=words), self._words)

    def clear(self) -> None:
        for field in (self._words, self._reason, self._document, self._day):
            field.clear()

    def do(self) -> None:
        fields = (self._words, self._reason, self._document, self._day)
        self.asked.emit(*(nfc(field.text()).strip() for field in fields))


class BulkStrip(Strip):
    """One field for all chosen tasks."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._choices: Mapping[str, Sequence[str]] = {}
        self._field = ""
        self._button = QToolButton()
        theme.dress(self._button, font="body", icon="chevron_down", kind="choice", height=30)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self)
        for field in BULK_FIELDS:
            menu.addAction(field_words(field)).triggered.connect(lambda _on=False, name=field: self.choose(name))
        self._button.setMenu(menu)
        self._row.addWidget(self._button)
        self._editor: QLineEdit = QLineEdit()
        self._place = self._row.count()
        self._row.addWidget(self._editor, 1)
        self.add_end(_("Set for all"))
        self.choose(BULK_FIELDS[0])

    def offer(self, choices: Mapping[str, Sequence[str]]) -> None:
        """Words that the lists of some fields offer, by field."""
        self._choices = choices

    def choose(self, field: str) -> None:
        """Another field; one with known words gets a list below its box."""
        self._field = field
        words = field_words(field)
        self._button.setText(words[:1].upper() + words[1:])
        self._button.setAccessibleName(_("Field to set: {field}").format(field=words))
        had_focus = self._editor.hasFocus()
        offered = self._choices.get(field)
        editor: QLineEdit = ListEditor(self._theme, self, offered) if offered else QLineEdit()
        if offered:
            self._theme.dress(editor, font="body", kind="")
        editor.setAccessibleName(_("New value of {field}").format(field=words))
        editor.setPlaceholderText(_("New value for all chosen tasks"))
        editor.returnPressed.connect(self.do)
        self._row.replaceWidget(self._editor, editor)
        self._editor.hide()
        self._editor.deleteLater()
        self._editor = editor
        editor.show()
        if had_focus or self.isVisible():
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, count: int) -> None:
        self.choose(self._field)
        self.begin(_("Set for {count} tasks").format(count=count), self._editor)

    def do(self) -> None:
        if isinstance(self._editor, ListEditor):
            self._editor.settle()
        self.asked.emit(self._field, nfc(self._editor.text()).strip())


class NameStrip(Strip):
    """The name under which the present view is saved."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._name = self.add_field(_("Name of the view"))
        self.add_end(_("Save view"), "save")

    def start(self, name: str) -> None:
        self._name.setText(name)
        self.begin(_("Save filter, grouping and columns as"), self._name)
        self._name.selectAll()

    def do(self) -> None:
        self.asked.emit(nfc(self._name.text()))


class DocumentStrip(Strip):
    """Number and day of the document that finishes a task."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._number = self.add_field(_("Number of the document"), hint=_("e.g. 15/KH-UBND"))
        self._day = self.add_field(_("Its day"), width=92)
        self.add_end(_("Mark as done"))

    def start(self, code: str) -> None:
        self.begin(_("{code}: number and day of the product document").format(code=code), self._number)

    def do(self) -> None:
        self.asked.emit(nfc(self._number.text()).strip(), nfc(self._day.text()).strip())

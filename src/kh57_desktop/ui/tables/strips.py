"""Lines under the chips of a table: for the chosen rows one field at once, and the name of a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.editors import ListEditor


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


class BulkStrip(Strip):
    """One field for all chosen rows."""

    asked = Signal(str, str)
    """(field, its words)."""

    def __init__(self, theme: Theme, fields: Sequence[tuple[str, str]], hint: str) -> None:
        """`fields`: keys and names of what can be set; `hint` stands in the box while it is empty."""
        super().__init__(theme)
        self._hint = hint
        self._names: dict[str, str] = {}
        self._choices: Mapping[str, Sequence[str]] = {}
        self._field = ""
        self._button = QToolButton()
        theme.dress(self._button, font="body", icon="chevron_down", kind="choice", height=30)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self._button.setMenu(self._menu)
        self._row.addWidget(self._button)
        self._editor: QLineEdit = QLineEdit()
        self._place = self._row.count()
        self._row.addWidget(self._editor, 1)
        self.add_end(_("Set for all"))
        self.put_fields(fields)

    def put_fields(self, fields: Sequence[tuple[str, str]]) -> None:
        """Other fields, where another kind of row is shown."""
        if dict(fields) == self._names:
            return
        self._names = dict(fields)
        self._menu.clear()
        for field, words in fields:
            self._menu.addAction(words).triggered.connect(lambda _on=False, name=field: self.choose(name))
        if fields:
            self.choose(fields[0][0])

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._names.items())

    def offer(self, choices: Mapping[str, Sequence[str]]) -> None:
        """Words that the lists of some fields offer, by field."""
        self._choices = choices

    def choose(self, field: str) -> None:
        """Another field; one with known words gets a list below its box."""
        self._field = field
        words = self._names[field]
        self._button.setText(words[:1].upper() + words[1:])
        self._button.setAccessibleName(_("Field to set: {field}").format(field=words))
        had_focus = self._editor.hasFocus()
        offered = self._choices.get(field)
        editor: QLineEdit = ListEditor(self._theme, self, offered) if offered else QLineEdit()
        if offered:
            self._theme.dress(editor, font="body", kind="")
        editor.setAccessibleName(_("New value of {field}").format(field=words))
        editor.setPlaceholderText(self._hint)
        editor.returnPressed.connect(self.do)
        self._row.replaceWidget(self._editor, editor)
        self._editor.hide()
        self._editor.deleteLater()
        self._editor = editor
        editor.show()
        if had_focus or self.isVisible():
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, words: str) -> None:
        """`words`: for how many rows."""
        self.choose(self._field)
        self.begin(words, self._editor)

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

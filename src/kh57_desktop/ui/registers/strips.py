"""Lines that open below the chips: asking units for a plan or report, the office's own weights of the evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from kh57_desktop.domain.evaluation import Weights
from kh57_desktop.domain.terms import OwedKind, word
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.style.theme import Theme


class Strip(QFrame):
    """Title, fields, one button, a cross; hidden until it is asked for, Esc closes it."""

    def __init__(self, theme: Theme, title: str, verb: str) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, ground="alt", edge="top")
        self._row = QHBoxLayout(self)
        theme.lay(self._row, (16, 6, 12, 6), 8)
        label = QLabel(title)
        theme.dress(label, font="small_strong", ink="2")
        self._row.addWidget(label)
        self._title = title
        self._verb = QPushButton(verb)
        theme.dress(self._verb, font="strong", kind="primary")
        self._verb.clicked.connect(self.ask)
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.hide)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        self._ends = (self._verb, close)
        for end in self._ends:
            self._row.addWidget(end)
        self.hide()

    def put(self, widget: QWidget, stretch: int = 0) -> None:
        """Before the button, from left to right."""
        self._row.insertWidget(self._row.count() - len(self._ends), widget, stretch)

    def line(self, hint: str, *, width: int = 0, stretch: int = 0) -> QLineEdit:
        edit = QLineEdit()
        self._theme.dress(edit, font="body", width=width)
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(f"{self._title}: {hint}")
        edit.returnPressed.connect(self.ask)
        self.put(edit, stretch)
        return edit

    def ask(self) -> None:
        """What the button does."""
        raise NotImplementedError


class AskLine(Strip):
    """The same plan or report asked of several units."""

    asked = Signal(list, str, str, object)
    """(ids of units, content, due day as typed, kind)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Ask units"), _("Ask"))
        self._text = self.line(_("What is to be handed in"), stretch=1)
        self._due = self.line(_("Due day"), width=104)
        self._kind = OwedKind.PLAN
        self._kinds = QMenu(self)
        self._kind_chip = Chip(theme, word(self._kind))
        self._kind_chip.put_menu(self._kinds)
        for kind in OwedKind:
            self._kinds.addAction(word(kind)).triggered.connect(lambda _on=False, one=kind: self._choose(one))
        self.put(self._kind_chip)
        self._units = QMenu(self)
        self._units_chip = Chip(theme, _("All units"))
        self._units_chip.put_menu(self._units)
        self.put(self._units_chip)

    def start(self, units: Sequence[tuple[str, str]]) -> None:
        self._units.clear()
        for unit_id, name in units:
            action = self._units.addAction(name.replace("&", "&&"))
            action.setData(unit_id)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(lambda _on: self._tell())
        self._tell()
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, kind: OwedKind) -> None:
        self._kind = kind
        self._kind_chip.put_words(word(kind))

    def _chosen(self) -> list[str]:
        return [str(action.data()) for action in self._units.actions() if action.isChecked()]

    def _tell(self) -> None:
        count, total = len(self._chosen()), len(self._units.actions())
        all_ = _("All units")
        self._units_chip.put_words(all_ if count == total else _("{count} units").format(count=count))

    def ask(self) -> None:
        self.asked.emit(self._chosen(), nfc(self._text.text()), nfc(self._due.text()), self._kind)


_WEIGHTS = {
    "on_time": N_("On time"),
    "reports": N_("Reports on time"),
    "clear": N_("6 clear points"),
    "indicators": N_("Indicators reached"),
}


class WeightLine(Strip):
    """Four weights; all empty or zero: no points are given."""

    weighed = Signal(dict)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Weights of the office"), _("Set"))
        self._edits: dict[str, QLineEdit] = {}
        for name, words in _WEIGHTS.items():
            label = QLabel(_(words))
            theme.dress(label, font="small", ink="2")
            self.put(label)
            self._edits[name] = self.line(_(words), width=48)
            self._edits[name].setPlaceholderText("0")
        self.put(QWidget(), 1)

    def start(self, weights: Weights) -> None:
        for name, value in asdict(weights).items():
            self._edits[name].setText(str(value) if value else "")
        self.show()
        self._edits["on_time"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask(self) -> None:
        typed = {name: edit.text().strip() for name, edit in self._edits.items()}
        self.weighed.emit({name: int(words) if words.isdecimal() else 0 for name, words in typed.items()})

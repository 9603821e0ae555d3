"""Lines that open below the chips: asking units for a plan or report, the office's own weights of the evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu

from kh57_desktop.domain.evaluation import Weights
from kh57_desktop.domain.terms import OwedKind, word
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.strips import Strip


class AskLine(Strip):
    """The same plan or report asked of several units."""

    asked = Signal(list, str, str, object)
    """(ids of units, content, due day as typed, kind)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._text = self.add_field(_("What is to be handed in"))
        self._due = self.add_field(_("Due day"), width=104)
        self._kind = OwedKind.PLAN
        self._kinds = QMenu(self)
        self._kind_chip = Chip(theme, word(self._kind))
        self._kind_chip.put_menu(self._kinds)
        for kind in OwedKind:
            self._kinds.addAction(word(kind)).triggered.connect(lambda _on=False, one=kind: self._choose(one))
        self._row.addWidget(self._kind_chip)
        self._units = QMenu(self)
        self._units_chip = Chip(theme, _("All units"))
        self._units_chip.put_menu(self._units)
        self._row.addWidget(self._units_chip)
        self.add_end(_("Ask"))

    def start(self, units: Sequence[tuple[str, str]]) -> None:
        self._units.clear()
        for unit_id, name in units:
            action = self._units.addAction(name.replace("&", "&&"))
            action.setData(unit_id)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(lambda _on: self._tell())
        self._tell()
        self.begin(_("Ask units"), self._text)

    def _choose(self, kind: OwedKind) -> None:
        self._kind = kind
        self._kind_chip.put_words(word(kind))

    def _chosen(self) -> list[str]:
        return [str(action.data()) for action in self._units.actions() if action.isChecked()]

    def _tell(self) -> None:
        count, total = len(self._chosen()), len(self._units.actions())
        all_ = _("All units")
        self._units_chip.put_words(all_ if count == total else _("{count} units").format(count=count))

    def do(self) -> None:
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
        super().__init__(theme)
        self._edits: dict[str, QLineEdit] = {}
        for name, words in _WEIGHTS.items():
            label = QLabel(_(words))
            theme.dress(label, font="small", ink="2")
            self._row.addWidget(label)
            self._edits[name] = self.add_field(_(words), width=48, hint="0")
        self._row.addStretch(1)
        self.add_end(_("Set"))

    def start(self, weights: Weights) -> None:
        for name, value in asdict(weights).items():
            self._edits[name].setText(str(value) if value else "")
        self.begin(_("Weights of the office"), self._edits["on_time"])

    def do(self) -> None:
        typed = {name: edit.text().strip() for name, edit in self._edits.items()}
        self.weighed.emit({name: int(words) if words.isdecimal() else 0 for name, words in typed.items()})

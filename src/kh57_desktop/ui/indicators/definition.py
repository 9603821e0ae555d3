"""The definition of an indicator, edited in the pane: who answers, how it counts, rolls up, is computed and divided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kh57_desktop.domain.roll_up import RollUp
from kh57_desktop.domain.terms import Direction
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.indicator_grid import CellDetails
from kh57_desktop.services.printing import Choice
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.indicators.words import NATURES
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from kh57_desktop.ui.style.theme import Theme

ROLLS: dict[RollUp, str] = {
    RollUp.LAST: N_("the last value"),
    RollUp.SUM: N_("the sum"),
    RollUp.AVERAGE: N_("the average"),
}
FREQUENCIES = {
    "month": N_("every month"),
    "quarter": N_("every quarter"),
    "half": N_("every half-year"),
    "year": N_("every year"),
}
DIRECTIONS: dict[Direction, str] = {
    Direction.UP: N_("more is better"),
    Direction.DOWN: N_("less is better"),
    Direction.EXACT: N_("exactly"),
    Direction.YES_NO: N_("yes or no"),
}
_LINES = (
    ("responsible_unit", N_("Responsible")),
    ("source", N_("Data source")),
    ("method", N_("Method")),
    ("per", N_("Per")),
    ("decimals", N_("Decimals")),
    ("numerator", N_("Numerator")),
    ("denominator", N_("Denominator")),
    ("formula", N_("Formula")),
    ("parts", N_("Divided by")),
)
_HINTS = {
    "numerator": N_("code of an indicator, such as C3"),
    "denominator": N_("code of an indicator, such as C5"),
    "parts": N_("names parted by “;”: Thôn Một; Thôn Hai"),
    "formula": N_("in words"),
}


class DefinitionForm(QWidget):
    """Each field is saved when it is left or Enter is pressed."""

    edited = Signal(str, str)
    """(field, words as typed)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._indicator_id = ""
        column = QVBoxLayout(self)
        theme.lay(column, (0, 0, 14, 8), 6)
        self._title = WrappedWords(theme, role="section")
        column.addWidget(self._title)
        self._grid = QGridLayout()
        theme.lay(self._grid, spacing=6)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._lines: dict[str, QLineEdit] = {}
        self._choices: dict[str, ChoiceButton] = {}
        self._was: dict[str, str] = {}
        for field, label in _LINES[:4]:
            self._add_line(field, _(label))
        self._add_choice("direction", _("Direction"), {code.value: _(words) for code, words in DIRECTIONS.items()})
        self._add_choice("nature", _("Counts"), {code.value: _(words) for code, words in NATURES.items()})
        self._add_choice("frequency", _("Frequency"), {code: _(words) for code, words in FREQUENCIES.items()})
        self._add_choice("roll_up", _("Rolls up as"), {code.value: _(words) for code, words in ROLLS.items()})
        for field, label in _LINES[4:]:
            self._add_line(field, _(label))

    def _label(self, words: str) -> int:
        row = self._grid.rowCount()
        label = QLabel(words)
        self._theme.dress(label, font="small_strong", ink="2")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _add_line(self, field: str, label: str) -> None:
        row = self._label(label)
        edit = QLineEdit()
        self._theme.dress(edit, font="body")
        edit.setAccessibleName(label)
        if field in _HINTS:
            edit.setPlaceholderText(_(_HINTS[field]))
        edit.editingFinished.connect(lambda: self._leave(field, nfc(edit.text()).strip()))
        self._grid.addWidget(edit, row, 1)
        self._lines[field] = edit

    def _add_choice(self, field: str, label: str, words: dict[str, str]) -> None:
        row = self._label(label)
        box = ChoiceButton(self._theme, label)
        box.offer([Choice(code, shown) for code, shown in words.items()])
        box.chosen.connect(lambda code: self._leave(field, code))
        self._grid.addWidget(box, row, 1)
        self._choices[field] = box

    def _leave(self, field: str, words: str) -> None:
        if self._indicator_id and words != self._was.get(field):
            self._was[field] = words
            self.edited.emit(field, words)

    def put(self, details: CellDetails | None) -> None:
        indicator = details.line.indicator if details is not None else None
        self._indicator_id = indicator.id if indicator else ""
        self.setEnabled(indicator is not None)
        if details is None or indicator is None:
            return
        self._title.put(indicator.text)
        codes = dict(details.inputs)
        self._was = {
            "responsible_unit": details.responsible,
            "source": indicator.source,
            "method": indicator.method,
            "per": indicator.per,
            "decimals": str(indicator.decimals),
            "numerator": codes.get(indicator.numerator_id or "", ""),
            "denominator": codes.get(indicator.denominator_id or "", ""),
            "formula": indicator.formula,
            "parts": "; ".join(indicator.parts),
            "direction": indicator.direction.value,
            "nature": indicator.nature.value,
            "frequency": indicator.frequency,
            "roll_up": indicator.roll_up,
        }
        for field, edit in self._lines.items():
            if edit.text() != self._was[field] and not edit.hasFocus():
                edit.setText(self._was[field])
        for field, box in self._choices.items():
            box.put(self._was[field])

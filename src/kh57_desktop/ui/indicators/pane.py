"""The pane beside the grid (F4): definition, last values, path and chart of the current cell, its note and source."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.terms import Nature
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.indicator_grid import CellDetails
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.pane_head import pane_head, ruled_heading
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.indicators.chart import HistoryStrip, PathChart, path_shown
from kh57_desktop.ui.indicators.definition import DefinitionForm
from kh57_desktop.ui.indicators.parts import PartsCard
from kh57_desktop.ui.indicators.words import (
    NATURES,
    formula_words,
    path_words,
    period_words,
    rolled_words,
    short_period_alone,
)
from kh57_desktop.ui.style.states import WARNING
from kh57_desktop.ui.style.theme import Theme

WIDTH, WIDE = 304, 400
LABEL = 78


class IndicatorPane(QFrame):
    """Asks by signals; shows what the presenter gives it."""

    close_asked = Signal()
    note_asked = Signal(str, str, bool)
    """(remark, source, follow-up flag) of the current cell."""
    definition_edited = Signal(str, str)
    part_edited = Signal(str, str)
    sum_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.dress(self, ground="alt", edge="left")
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 0, 0), 6)
        column.addLayout(self._head())
        self._scroll = Scrolled(self._card())
        self._definition = DefinitionForm(theme)
        self._definition.edited.connect(self.definition_edited)
        definition = Scrolled(self._definition)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(definition)
        column.addWidget(self._stack, 1)
        column.addWidget(self._note_form())
        self.show_details(None)

    # building

    def _head(self) -> QHBoxLayout:
        self._number = QLabel()
        self._theme.dress(self._number, font="small_strong", ink="2")
        self._define = QToolButton()
        self._theme.dress(self._define, icon="edit", kind="icon")
        self._define.setCheckable(True)
        self._define.setToolTip(_("Definition of the indicator"))
        self._define.setAccessibleName(_("Definition of the indicator"))
        self._define.toggled.connect(lambda on: self._stack.setCurrentIndex(1 if on else 0))
        return pane_head(self._theme, (self._number,), self.close_asked, actions=(self._define,))

    def _card(self) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        self._theme.lay(column, (0, 0, 14, 4), 4)
        self._title = WrappedWords(self._theme, role="section")
        self._method = WrappedWords(self._theme)
        column.addWidget(self._title)
        column.addWidget(self._method)
        column.addLayout(self._facts())
        self._parts = PartsCard(self._theme)
        self._parts.part_edited.connect(self.part_edited)
        self._parts.sum_asked.connect(self.sum_asked)
        column.addWidget(self._parts)
        self._history_title = ruled_heading(self._theme, column)
        self._history = HistoryStrip(self._theme)
        column.addWidget(self._history)
        self._chart_title = ruled_heading(self._theme, column)
        self._chart = PathChart(self._theme)
        column.addWidget(self._chart)
        column.addStretch(1)
        return card

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        self._theme.lay(grid, (0, 0, 0, 0), 4)
        names = {
            "responsible": _("Responsible"),
            "source": _("Data source"),
            "nature": _("Counts"),
            "formula": _("Formula"),
            "rolled": _("Rolls up as"),
            "path": _("Path"),
        }
        self._values: dict[str, tuple[QLabel, WrappedWords]] = {}
        for row, (key, name) in enumerate(names.items()):
            label = QLabel(name)
            self._theme.dress(label, font="small", width=LABEL, height=19, ink="2")
            value = WrappedWords(self._theme)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._values[key] = (label, value)
        grid.setColumnStretch(1, 1)
        return grid

    def _note_form(self) -> QWidget:
        form = QFrame()
        self._theme.dress(form, ground="alt", edge="top")
        column = QVBoxLayout(form)
        self._theme.lay(column, (0, 6, 14, 8), 4)
        self._note_title = QLabel()
        self._theme.dress(self._note_title, font="small_strong", ink="2")
        self._remark, self._source = QLineEdit(), QLineEdit()
        for field, hint in ((self._remark, _("Remark, reason…")), (self._source, _("Source document…"))):
            self._theme.dress(field, font="body")
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint.rstrip("…"))
            field.editingFinished.connect(self._keep_note)
        self._follow_up = Chip(self._theme, _("To be checked"), look=WARNING)
        self._follow_up.clicked.connect(self._ask_note)
        self._record = QPushButton(_("Record"))
        self._theme.dress(self._record, font="body", icon="checkmark")
        self._record.clicked.connect(self._ask_note)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            self._theme.lay(row, spacing=8)
        head.addWidget(self._note_title)
        head.addStretch(1)
        head.addWidget(self._follow_up)
        foot.addWidget(self._source)
        foot.addWidget(self._record)
        column.addLayout(head)
        column.addWidget(self._remark)
        column.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), form)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._ask_note)
        return form

    # what it shows and asks

    def show_details(self, details: CellDetails | None) -> None:
        self.setEnabled(details is not None)
        self._history.put(details)
        self._chart.put(details)
        self._definition.put(details)
        self._parts.put(details.breakdown if details is not None else None)
        if details is None:
            self._number.clear()
            self._title.put(_("Choose an indicator to see it here."))
            self._method.put("")
            for label, value in self._values.values():
                label.hide()
                value.put("")
            self._history_title.setText(_("Last values"))
            self._chart_title.setText(_("Against the path"))
            self._note_title.setText(_("Note"))
            self._put_note("", "", follow_up=False)
            return
        indicator = details.line.indicator
        self._number.setText(_("Indicator {code}").format(code=indicator.code))
        self._title.put(indicator.text)
        self._method.put(indicator.method)
        facts = {
            "responsible": details.responsible,
            "source": indicator.source,
            "nature": _(NATURES[indicator.nature]) if indicator.nature is not Nature.MOMENT else "",
            "formula": formula_words(details),
            "rolled": rolled_words(details.cell.rolled) if details.cell.rolled else "",
            "path": path_words(details) or _("none: it needs a first value and a later milestone in figures"),
        }
        for key, words in facts.items():
            label, value = self._values[key]
            label.setVisible(bool(words))
            value.put(words)
        unit = f" ({indicator.unit})" if indicator.unit else ""
        self._history_title.setText(_("Last {count} values{unit}").format(count=len(details.history), unit=unit))
        path = path_shown(details)
        self._chart_title.setText(
            _("Against the path to {year}{unit}").format(year=path[-1][0].year, unit=unit)
            if path
            else _("Values over time{unit}").format(unit=unit)
        )
        self._note_title.setText(_("Note of {period}").format(period=short_period_alone(details.cell.period)))
        self._note_title.setToolTip(period_words(details.cell.period))
        reading = details.cell.reading
        self._put_note(
            reading.remark if reading else "",
            reading.source if reading else "",
            follow_up=details.cell.is_doubtful,
        )

    def start_reason(self) -> None:
        """Put the cursor into the remark: with a reason the value is no longer to be checked."""
        with QSignalBlocker(self._follow_up):
            self._follow_up.setChecked(False)
        self._remark.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._remark.selectAll()

    def _put_note(self, remark: str, source: str, *, follow_up: bool) -> None:
        self._remark.setText(remark)
        self._source.setText(source)
        self._follow_up.setChecked(follow_up)
        self._known = (remark, source)

    def _keep_note(self) -> None:
        """A field was left: what was typed is saved, as everywhere."""
        if (nfc(self._remark.text()), nfc(self._source.text())) != self._known:
            self._ask_note()

    def _ask_note(self) -> None:
        self.note_asked.emit(nfc(self._remark.text()), nfc(self._source.text()), self._follow_up.isChecked())

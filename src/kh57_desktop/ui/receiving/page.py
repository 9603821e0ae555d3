"""The page Tiếp nhận: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.choice_box import ChoiceBox
from kh57_desktop.ui.controls.tab_chooser import TabChooser
from kh57_desktop.ui.packages.rows_table import RowsView, ShownRow
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.receiving.pane import ReceivedPane
from kh57_desktop.ui.receiving.strips import DropZone, EnrolStrip, IssueStrip, RemarkStrip, SealStrip
from kh57_desktop.ui.receiving.words import ASIDE, DETAIL, GROUPS, INDICATORS, ROWS, SENDERS, TRUST
from kh57_desktop.ui.receiving.year import YEAR
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column

PERIOD_LETTERS, MOST_PERIOD_LETTERS = 13, 32
"""How much of a period's words the box shows at least, and what it grows to, counted in the broad letters that Qt
counts in."""
NARROWER = 0.8
TABS = ("senders", "year", "package", "groups", "indicators", "aside", "trust")


class ReceivingPage(PageFrame):
    """Tabs over one body; the pane says of the chosen package what was judged and what can be done."""

    tab_chosen = Signal(str)
    period_chosen = Signal(object)
    dropped = Signal(list)
    folder_asked = Signal()
    sender_chosen = Signal(str)
    sender_opened = Signal(str)
    year_opened = Signal(str, str)
    """Office and period of a cell of the year's table."""
    row_chosen = Signal(str)
    matter_chosen = Signal(str)
    detail_opened = Signal(str)
    aside_chosen = Signal(str)
    trust_chosen = Signal(str)
    report_asked = Signal()
    senders_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Receiving"))
        self.add_verb(
            _("Enter all communes"),
            "building_government",
            _("All communes of the province are expected to send"),
            self.senders_asked.emit,
            quiet=True,
            leaves=3,
        )
        tip = _("Sign the trust list for the communes")
        self.add_verb(_("Write the trust list…"), "certificate", tip, self.export_asked.emit, quiet=True, leaves=2)
        tip = _("The consolidated report as PDF, Word or Excel")
        self.add_verb(_("Consolidated report…"), "document_text", tip, self.report_asked.emit, leaves=1)
        self._add_tabs()
        self.chips.room_changed.connect(self.arrange)
        holder = QWidget()
        column = QVBoxLayout(holder)
        theme.lay(column, (16, 2, 12, 6))
        self.drop = DropZone(theme)
        self.drop.dropped.connect(self.dropped)
        self.drop.chosen.connect(self.folder_asked)
        column.addWidget(self.drop)
        self.add_strip(holder)
        self.remark, self.seal, self.enrol = RemarkStrip(theme), SealStrip(theme), EnrolStrip(theme)
        self.issue = IssueStrip(theme)
        for strip in (self.remark, self.seal, self.enrol, self.issue):
            self.add_strip(strip)
            strip.hide()
        self._add_body()
        self.pane = ReceivedPane(theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.put_pane(self.pane, width=336, wide=380, beside=1100)

    def _add_tabs(self) -> None:
        theme = self._theme
        self.tabs = QTabBar()
        theme.dress(self.tabs, font="body", kind="chips")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Receiving"))
        names = (
            _("Senders"),
            _("Whole year"),
            _("Chosen package"),
            _("By group"),
            _("By indicator"),
            _("Set aside"),
            _("Trust list"),
        )
        for words in names:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda place: self.tab_chosen.emit(TABS[place]))
        self.add_chip(self.tabs, leaves=-2)
        self._chooser = TabChooser(theme, self.tabs)
        self.add_chip(self._chooser, leaves=-1)
        self.periods = ChoiceBox(theme, _("Period"), least=PERIOD_LETTERS)
        self.periods.currentIndexChanged.connect(lambda _place: self.period_chosen.emit(self.periods.currentData()))
        self.add_chip(self.periods, leaves=-1)

    def _add_body(self) -> None:
        theme = self._theme
        self.senders = RowsView(theme, SENDERS, _("Senders"))
        self.year = RowsView(theme, YEAR, _("Senders and reports of the year"))
        self.rows = RowsView(theme, ROWS, _("Rows of the chosen package"))
        self.groups = RowsView(theme, GROUPS, _("By group"))
        self.indicators = RowsView(theme, INDICATORS, _("By indicator"))
        self.group_detail = RowsView(theme, DETAIL, _("Tasks behind the chosen group"))
        self.indicator_detail = RowsView(theme, DETAIL, _("Values behind the chosen indicator"))
        self.aside = RowsView(theme, ASIDE, _("Set aside"))
        self.trust = RowsView(theme, TRUST, _("Trust list"))
        self.stack = QStackedWidget()
        for widget in (
            self.senders,
            self.year,
            self.rows,
            self._two(self.groups, self.group_detail),
            self._two(self.indicators, self.indicator_detail),
            self.aside,
            self.trust,
        ):
            self.stack.addWidget(widget)
        self.put_body(self.stack)
        self.table = self.senders
        self.senders.chosen.connect(self.sender_chosen)
        self.senders.opened.connect(self.sender_opened)
        self.year.opened_at.connect(self.year_opened)
        self.rows.chosen.connect(self.row_chosen)
        for table in (self.groups, self.indicators):
            table.chosen.connect(self.matter_chosen)
        for table in (self.group_detail, self.indicator_detail):
            table.opened.connect(self.detail_opened)
        self.aside.chosen.connect(self.aside_chosen)
        self.trust.chosen.connect(self.trust_chosen)

    def _two(self, above: QWidget, below: QWidget) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        self._theme.lay(column, spacing=8)
        column.addWidget(above, 1)
        column.addWidget(below, 1)
        return both

    # what the presenter shows

    def show_tab(self, key: str) -> None:
        """The keyboard goes from table to table."""
        had_keyboard = self.table is not None and self.table.hasFocus()
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(TABS.index(key))
        self._chooser.follow()
        self.stack.setCurrentIndex(TABS.index(key))
        tables = (self.senders, self.year, self.rows, self.groups, self.indicators, self.aside, self.trust)
        self.table = tables[TABS.index(key)]
        self.remark.setVisible(key == "package")
        self.enrol.setVisible(key == "trust")
        self.drop.parentWidget().setVisible(key in ("senders", "aside"))
        if had_keyboard:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_periods(self, choices: Sequence[tuple[str, tuple[str, str]]], chosen: tuple[str, str] | None) -> None:
        with QSignalBlocker(self.periods):
            self.periods.clear()
            for words, key in choices:
                self.periods.addItem(words, key)
            self.periods.setCurrentIndex(max(0, next((n for n, one in enumerate(choices) if one[1] == chosen), 0)))
        longest = max((len(words) for words, _key in choices), default=0)
        self.periods.setMinimumContentsLength(min(MOST_PERIOD_LETTERS, max(PERIOD_LETTERS, round(longest * NARROWER))))
        self.arrange()

    def arrange(self) -> None:
        """Tabs become one chip where tabs and period have no room together; the period never leaves."""
        self._chooser.fit(self.chips)

    def show_rows(self, key: str, rows: Sequence[ShownRow]) -> None:
        tables = {
            "senders": self.senders,
            "year": self.year,
            "package": self.rows,
            "groups": self.groups,
            "indicators": self.indicators,
            "group_detail": self.group_detail,
            "indicator_detail": self.indicator_detail,
            "aside": self.aside,
            "trust": self.trust,
        }
        tables[key].show_rows(rows)

    def show_year(self, columns: Sequence[Column], rows: Sequence[ShownRow]) -> None:
        """Each year and regime has columns of its own."""
        self.year.put_columns(columns)
        self.year.show_rows(rows)

    def show_remark(self, words: str) -> None:
        self.remark.words.setText(words)

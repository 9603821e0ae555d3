"""The page Gói gửi đi: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.domain.packages import RemarkOnRow
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import _
from kh57_desktop.services.hand_over import PackageLine
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.choice_box import ChoiceBox
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.packages.ask_strip import AskStrip
from kh57_desktop.ui.packages.hand_step import HandStep
from kh57_desktop.ui.packages.pane import PackagePane, RowWords
from kh57_desktop.ui.packages.rows_table import RowsView
from kh57_desktop.ui.packages.services import ReportChoice
from kh57_desktop.ui.packages.sign_step import SignStep
from kh57_desktop.ui.packages.steps import Step, StepCard, StepState
from kh57_desktop.ui.packages.words import COLUMNS, shown
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme

ENDING = ".asice"


class PackagesPage(PageFrame):
    """Steps above, the register of packages below, the pane of the chosen one."""

    report_chosen = Signal(str)
    check_asked = Signal()
    step_asked = Signal(int)
    package_chosen = Signal(str)
    unsent_chosen = Signal(bool)
    returned_chosen = Signal(bool)
    answers_asked = Signal()
    dropped = Signal(list)
    folder_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Packages to send"))
        self.setAcceptDrops(True)
        tip = _("Receipts, returns and trust lists that the superior sent back")
        self.add_verb(_("Take in an answer…"), "mail_inbox", tip, self.answers_asked.emit, leaves=1)
        tip = _("The folder beside the data file")
        self.add_verb(_("Open the folder"), "folder_open", tip, self.folder_asked.emit, quiet=True, leaves=2)
        self.ask = AskStrip(theme)
        self.add_strip(self.ask)
        self.ask.hide()
        body = QWidget()
        column = QVBoxLayout(body)
        theme.lay(column, spacing=4)
        holder = QVBoxLayout()
        theme.lay(holder, (16, 4, 16, 4))
        holder.addWidget(self._steps())
        column.addLayout(holder)
        column.addLayout(self._register_head())
        self.table = RowsView(theme, COLUMNS, _("Register of packages"))
        self.table.chosen.connect(self.package_chosen)
        column.addWidget(self.table, 1)
        self.put_body(body)
        self.pane = PackagePane(theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.put_pane(self.pane, width=336, wide=380, beside=1200)

    def _steps(self) -> QWidget:
        theme = self._theme
        self.choose = Step(theme, 1, _("Choose the report"), _("Change"), lambda: self.step_asked.emit(1))
        self.check = Step(theme, 2, _("Check"), _("See"), self.check_asked.emit)
        self.sign_row = Step(theme, 3, _("Sign"))
        self.hand_row = Step(theme, 4, _("Hand over"))
        self.reports = ChoiceBox(theme, _("Issued report"), least=40)
        self.reason = QLineEdit()
        theme.dress(self.reason, font="body")
        self.reason.setPlaceholderText(_("Why it replaces the earlier package"))
        self.reason.setAccessibleName(_("Why it replaces the earlier package"))
        self.next = QPushButton(_("Next"))
        theme.dress(self.next, font="strong", icon="arrow_right", icon_ink="on_accent", kind="primary")
        self.next.clicked.connect(lambda: self.report_chosen.emit(self.reports.currentData() or ""))
        chooser = QWidget()
        row = QHBoxLayout(chooser)
        theme.lay(row, spacing=8)
        row.addWidget(self.reports, 2)
        row.addWidget(self.reason, 1)
        row.addWidget(self.next)
        self.choose.put_body(chooser)
        self.sign = SignStep(theme)
        self.sign_row.put_body(self.sign)
        self.hand = HandStep(theme)
        self.hand_row.put_body(self.hand)
        return StepCard(theme, [self.choose, self.check, self.sign_row, self.hand_row])

    def _register_head(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        theme.lay(row, (16, 6, 12, 4), 8)
        title = QLabel(_("Register of packages"))
        theme.dress(title, font="strong")
        self._count = OneLine(theme, role="small", ink="ink3")
        self.unsent = Chip(theme, _("Not handed over"), look=STANDINGS[Standing.DUE_SOON])
        self.returned = Chip(theme, _("Returned"), look=STANDINGS[Standing.OVERDUE])
        self.unsent.clicked.connect(lambda on: self.unsent_chosen.emit(on))
        self.returned.clicked.connect(lambda on: self.returned_chosen.emit(on))
        row.addWidget(title)
        row.addWidget(self._count, 1)
        row.addWidget(self.unsent)
        row.addWidget(self.returned)
        return row

    # what the presenter shows

    def show_reports(self, choices: Sequence[ReportChoice], chosen: str) -> None:
        with QSignalBlocker(self.reports):
            self.reports.clear()
            for one in choices:
                self.reports.addItem(one.words, one.id)
            place = self.reports.findData(chosen)
            self.reports.setCurrentIndex(max(0, place))
        self.next.setEnabled(bool(choices))

    def show_steps(self, at: int, words: Sequence[str], *, replaces: bool) -> None:
        """`at`: the number of the open step; 5 when all are done."""
        self.reason.setVisible(replaces)
        for number, (step, line) in enumerate(
            zip((self.choose, self.check, self.sign_row, self.hand_row), words, strict=True), start=1
        ):
            state = StepState.DONE if number < at else StepState.OPEN if number == at else StepState.WAITING
            step.put(state, line)

    def show_lines(
        self, lines: Sequence[PackageLine], remarks: dict[str, int], total: int, unsent: int, returned: int
    ) -> None:
        self.table.show_rows([shown(line, remarks.get(line.package.id, 0)) for line in lines])
        self._count.put(_("{count} packages").format(count=total))
        self.unsent.put_count(unsent)
        self.returned.put_count(returned)
        self.unsent.setVisible(bool(unsent) or self.unsent.isChecked())
        self.returned.setVisible(bool(returned) or self.returned.isChecked())

    def show_package(self, line: PackageLine | None, remarks: Sequence[RemarkOnRow], row_words: RowWords) -> None:
        self.pane.put(line, remarks, row_words)

    # dropping answers

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(paths)

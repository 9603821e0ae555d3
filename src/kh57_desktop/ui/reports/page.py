"""The page Báo cáo: the calendar at the left, the draft in serif, the printed pages and the check list at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.obligations import MissingFrom, OwedReport
from kh57_desktop.services.report_checks import CheckList
from kh57_desktop.services.report_drafts import Draft
from kh57_desktop.services.reports import LayoutOfFigures
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PANE_WIDE, PageFrame
from kh57_desktop.ui.reports import words
from kh57_desktop.ui.reports.calendar_list import CalendarList
from kh57_desktop.ui.reports.draft_lines import DraftLine, lines_of
from kh57_desktop.ui.reports.draft_view import DraftView
from kh57_desktop.ui.reports.services import RowOfFigure
from kh57_desktop.ui.reports.side_pane import SidePane, Tab
from kh57_desktop.ui.style.theme import Theme

CALENDAR, WIDE_CALENDAR = 204, 248
NARROW = 760
"""Page width (px at zoom 100 %) below which the calendar leaves room to the draft."""


def _same_words(*, is_same: bool) -> str:
    return " · " + (_("figures agree") if is_same else _("figures differ: compute again"))


class ReportsPage(PageFrame):
    chosen = Signal(str)
    recompute_asked = Signal()
    issue_asked = Signal()
    correct_asked = Signal()
    word_asked = Signal()
    print_asked = Signal()
    copied = Signal(str, str)
    seen_asked = Signal()
    import_asked = Signal()
    ask_asked = Signal()
    body_chosen = Signal(str)
    outline_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Reports"))
        self._report: Report | None = None
        self._told: Message | None = None
        self._issuing: Message | None = None
        self.add_verb(
            _("Compute again (F9)"),
            "calculator",
            _("Compute figures and untouched sentences from the data of now"),
            self.recompute_asked.emit,
            leaves=3,
        )
        self.add_verb(
            _("Check (F8)"),
            "clipboard_checkmark",
            _("What to look at before issuing; every finding opens its record"),
            self.show_checks_tab,
            leaves=2,
        )
        self.add_verb(_("Save Word…"), "save", _("Save the report as a Word document"), self.word_asked.emit, leaves=4)
        self.add_verb(
            _("Print"), "print", _("See and print the report (Ctrl+P)"), self.print_asked.emit, quiet=True, leaves=6
        )
        self.main_verb = self.add_verb(_("Issue…"), "document_edit", "", self._main, primary=True)
        self.calendar = CalendarList(theme)
        self.calendar.chosen.connect(self.chosen)
        self.draft = DraftView(theme)
        self.pane = SidePane(theme)
        self.draft.opened.connect(lambda _codes: self.open_pane())
        self.put_body(self._make_body())
        self.put_pane(self.pane, width=400, wide=560)
        self.empty.first_pressed.connect(self.import_asked)
        self.empty.second_pressed.connect(self.ask_asked)

    def _make_body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        self._theme.lay(row)
        row.addWidget(self.calendar)
        right = QVBoxLayout()
        self._theme.lay(right)
        right.addWidget(self._about())
        right.addWidget(self.draft, 1)
        right.addWidget(self._legend())
        row.addLayout(right, 1)
        return body

    def _about(self) -> QWidget:
        """A line above the draft: its days and to whom it goes; at the right what is done section by section."""
        holder = QWidget()
        self._theme.dress(holder, height=36)
        line = QHBoxLayout(holder)
        self._theme.lay(line, (16, 2, 8, 2), 8)
        self.about = OneLine(self._theme, role="body", ink="ink2")
        self.copy_button = QPushButton(_("Copy section"))
        self._theme.dress(self.copy_button, font="body", icon="copy", kind="quiet")
        self.copy_button.setToolTip(
            _("Copy the section with its words, to be pasted into the superior's system (Ctrl+M)")
        )
        self.copy_button.clicked.connect(self.copy_section)
        self.forms = QToolButton()
        self._theme.dress(self.forms, font="body", kind="quiet")
        self.forms.setText(_("Form of the paper"))
        self.forms.setToolTip(_("Whose form and which outline; the figures stay the same"))
        self.forms.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.forms.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.forms.setMenu(QMenu(self.forms))
        line.addWidget(self.about, 1)
        line.addWidget(self.forms)
        line.addWidget(self.copy_button)
        return holder

    def _legend(self) -> QWidget:
        holder = QWidget()
        self._theme.dress(holder, height=28)
        line = QHBoxLayout(holder)
        self._theme.lay(line, (12, 0, 12, 2), 8)
        patch = QLabel(" 12 ")
        self._theme.dress(patch, font="small", kind="computed")
        patch.setAccessibleName(_("Computed figure"))
        self.legend = OneLine(self._theme)
        line.addWidget(patch)
        line.addWidget(self.legend, 1)
        return holder

    # what the presenter shows

    def show_calendar(self, rows: Sequence[OwedReport], key: str, today: date) -> None:
        self.calendar.show_lines(words.calendar_lines(rows, today), key)
        self.show_body()

    def show_report(
        self,
        owed: OwedReport,
        draft: Draft,
        checks: CheckList,
        missing: Sequence[MissingFrom],
        changed: int,
        today: date,
    ) -> None:
        report = draft.report
        is_other = self._report is None or (self._report.period, self._report.id) != (report.period, report.id)
        self._report = report
        is_draft = report.state is ReportState.DRAFT
        self.title.setText(words.title_of(owed, report))
        self.about.put(words.facts_of(owed, report, today))
        self.draft.show_lines(lines_of(report), is_frozen=not is_draft or self._issuing is not None)
        self.main_verb.setText(_("Issue…") if is_draft else _("Correct…"))
        tip = _("Give number and day, freeze figures and paper")
        self.main_verb.setToolTip(
            tip if is_draft else _("Open a numbered correction: the issued report stays as it is")
        )
        self.legend.put(
            _("computed figure: Space or a click opens its rows · Enter edits the sentence, which then stays as typed")
            if is_draft
            else _("issued and frozen: click a figure to see its rows")
        )
        self.pane.checks.show_rows(*words.check_rows(checks, missing), can_act=is_draft)
        is_correction = report.corrects is not None
        later = words.later_rows(draft.left_out, draft.late_rows, is_plan_late=draft.is_plan_late)
        self.pane.later.show_rows(*later, can_act=is_draft)
        self.pane.corrections.show_rows(*words.correction_rows(report.corrections), can_act=is_draft)
        count = len(report.corrections) if is_correction else len(draft.left_out)
        self.pane.show_counts(len(checks.open), count, is_correction=is_correction)
        if is_other:
            self.pane.rows.show_rows(_("Click a figure of the draft to see the rows it was computed from."), [])
        self._say_changed(report, changed)

    def show_computing(self, owed: OwedReport) -> None:
        """Another report of a large plan: its name at once, the rest when it is computed."""
        self._report = None
        self.title.setText(words.name_of(owed))
        self.about.put(_("Computing …"))
        self.draft.show_lines([], is_frozen=True)

    def _say_changed(self, report: Report, changed: int) -> None:
        if self._told is not None and self.banner.message is self._told:
            self.banner.dismiss()
        self._told = None
        if not changed:
            return
        day = format_date(date.fromisoformat(report.drafted_at[:10])) if report.drafted_at else ""
        sentence = _("{count} sentences changed with the data since the last draft ({day}).").format(
            count=changed, day=day
        )
        buttons: list[tuple[str, Callable[[], None]]] = [
            (_("Show next"), self.draft.show_next_changed),
            (_("Seen"), self.seen_asked.emit),
        ]
        self._told = Message(Tone.NOTICE, sentence, buttons=buttons)
        self.banner.show_message(self._told)

    def show_forms(
        self,
        bodies: Sequence[tuple[str, str]],
        outlines: Sequence[tuple[str, str]],
        report: Report,
        layouts: Sequence[LayoutOfFigures],
    ) -> None:
        """The menu of forms: every issuing body, every outline; whether all forms of the period say the same."""
        menu = self.forms.menu()
        menu.clear()
        digests = {row.head.issuing_body_id: row for row in layouts}
        for body, name in bodies:
            made = digests.get(body)
            same = "" if made is None or body == report.issuing_body_id else _same_words(is_same=made.is_same)
            self._choice(menu, name + same, self.body_chosen, body, is_on=body == report.issuing_body_id)
        menu.addSeparator()
        for key, name in outlines if report.state is ReportState.DRAFT and report.corrects is None else ():
            self._choice(menu, name, self.outline_chosen, key, is_on=key == report.template)
        name = next((words for body, words in bodies if body == report.issuing_body_id), "")
        self.forms.setText(_("Form: {name}").format(name=name) if self.wide >= PANE_WIDE else _("Form of the paper"))
        self.forms.setAccessibleName(_("Form: {name}").format(name=name))

    @staticmethod
    def _choice(menu: QMenu, words: str, chosen: SignalInstance, key: str, *, is_on: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _on=False: chosen.emit(key))

    def show_paper(self, title: str, pictures: Any) -> None:
        self.pane.paper.show_pages(title, pictures, keep_place=True)

    def show_rows(self, rows: Sequence[RowOfFigure]) -> None:
        self.pane.rows.show_rows(*words.figure_rows(rows))
        self.pane.show_tab(Tab.ROWS)
        self.open_pane()

    def show_checks_tab(self) -> None:
        """What is to be looked at; of a correction its lines, each of which needs a reason."""
        report = self._report
        is_correction = report is not None and report.corrects is not None and report.state is ReportState.DRAFT
        self.open_pane()
        self.pane.show_tab(Tab.CHANGES if is_correction else Tab.CHECKS)
        self.pane.focus_list()

    def show_correction(self) -> None:
        self.open_pane()
        self.pane.show_tab(Tab.CHANGES)

    def show_nothing(self) -> None:
        self._report = None
        self.show_empty(
            "clipboard_text_ltr",
            _("No report is owed yet"),
            _("Reports are owed on a plan in force. Read the plan first, or add a report that a letter asks for."),
            _("Read a plan…"),
            _("Add a report…"),
        )

    def show_error(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def show_issuing(self, words: str, stop: Callable[[], None]) -> None:
        """The window goes on; of the report nothing can be changed until it has its number, or is stopped."""
        self._issuing = Message(Tone.NOTICE, words, buttons=[(_("Stop"), stop)])
        self.main_verb.setEnabled(False)
        self.draft.put_frozen(True)
        self.banner.show_message(self._issuing)

    def show_not_issued(self) -> None:
        """It ended: what can be done to the report in sight can be done again."""
        if self._issuing is not None and self.banner.message is self._issuing:
            self.banner.dismiss()
        self._issuing = None
        self.main_verb.setEnabled(True)
        self.draft.put_frozen(self._report is None or self._report.state is not ReportState.DRAFT)

    def show_issued(self, report: Report) -> None:
        sentence = _("Report {sign} is issued and frozen.").format(sign=report.sign)
        self.banner.show_message(Message(Tone.GOOD, sentence))

    # gestures

    def _main(self) -> None:
        is_draft = self._report is None or self._report.state is ReportState.DRAFT
        (self.issue_asked if is_draft else self.correct_asked).emit()

    def copy_section(self) -> None:
        """The section in which the cursor stands: its title, and its words as they would be printed."""
        line = self.draft.current
        if self._report is None or line is None:
            return
        section = next((row for row in self._report.sections if row.number == line.section), None)
        if section is not None:
            self.copied.emit(section.title, section.text)

    @property
    def line(self) -> DraftLine | None:
        return self.draft.current

    def take_focus(self) -> None:
        if self.is_empty:
            super().take_focus()
        else:
            self.draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "edit_cell": self.draft.edit_current}

    # room

    def arrange(self) -> None:
        self.calendar.setFixedWidth(self._theme.px(WIDE_CALENDAR if self.wide >= 1320 else CALENDAR))
        self.calendar.setVisible(self.wide >= NARROW)

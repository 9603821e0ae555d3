"""The page Tổng quan: what is urgent first, every row opens what it names. Nothing decorative."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.i18n import _, format_date, format_decimal
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.overview.rows import Bar, CardColumn, CardHead, CardRow, CardRows, Kind
from kh57_desktop.ui.overview.standing_bar import StandingBar
from kh57_desktop.ui.pages.frame import PANE_WIDE, PageFrame
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.roles import StateCell

if TYPE_CHECKING:
    from kh57_desktop.services.behind_path import BehindIndicator
    from kh57_desktop.services.overview import DueTask, GroupProgress, WorkOverview
    from kh57_desktop.services.report_ahead import NextReport
    from kh57_desktop.ui.overview.report_card import ReportCard

ONE_COLUMN = 1000
"""Page width (px at zoom 100 %) below which the cards stand in one column."""
SHORT_WORDS = 13
DUE_ROWS, BEHIND_ROWS = (10, 12), (3, 5)
"""Rows of the two lists: usually, and on a large screen."""


class Card(QFrame):
    """Title, a fact in small words, perhaps a link at the right, then its content."""

    link_pressed = Signal()

    def __init__(self, theme: Theme, title: str, name: str = "") -> None:
        super().__init__()
        theme.dress(self, edge="card")
        self.column = QVBoxLayout(self)
        theme.lay(self.column, (1, 1, 1, 1), 0)
        head = QWidget()
        theme.dress(head, height=34)
        row = QHBoxLayout(head)
        theme.lay(row, (12, 0, 8, 0), 10)
        self.title = QLabel(title)
        theme.dress(self.title, font="section")
        self.fact = OneLine(theme, role="small", ink="ink2")
        self.link = QPushButton()
        theme.dress(self.link, font="body", kind="link")
        self.link.clicked.connect(self.link_pressed)
        self.link.hide()
        row.addWidget(self.title)
        row.addWidget(self.fact, 1)
        row.addWidget(self.link)
        self.column.addWidget(head)

    def put_link(self, words: str) -> None:
        self.link.setText(words)
        self.link.setVisible(bool(words))

    def add_rows(self, theme: Theme, rows: CardRows, nothing: str) -> None:
        """The rows under their headings, or a sentence where there is none."""
        self._head, self._rows, self._nothing = CardHead(theme, rows), rows, QLabel(nothing)
        theme.dress(self._nothing, font="body", ink="2")
        self._nothing.setContentsMargins(theme.px(12), theme.px(4), 0, theme.px(12))
        self.column.addWidget(self._head)
        self.column.addWidget(rows)
        self.column.addWidget(self._nothing)

    def put_rows(self, rows: Sequence[CardRow]) -> None:
        self._rows.put(rows)
        for widget in (self._head, self._rows):
            widget.setVisible(bool(rows))
        self._nothing.setVisible(not rows)


class OverviewPage(PageFrame):
    task_opened = Signal(str)
    indicator_opened = Signal(str)
    group_opened = Signal(str)
    late_asked = Signal()
    behind_asked = Signal()
    draft_asked = Signal(str)
    chase_asked = Signal()
    print_asked = Signal()
    import_asked = Signal()
    add_asked = Signal()
    receiving_asked = Signal()
    _receives = False
    painted = Signal()
    """What `show_work` gave is on the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Overview"), parent)
        tip = _("See and print the one-page summary for leaders")
        self.add_verb(_("Print summary"), "print", tip, self.print_asked.emit, quiet=True)
        self.report: ReportCard | None = None
        self._is_unseen = False
        self._due_card, self._behind_card = self._make_due(), self._make_behind()
        self._standing_card, self._group_card = self._make_standings(), self._make_groups()
        area = Scrolled()
        self.put_body(area)
        area.setWidget(self._content())  # after the area has its place: each further one would style all of it anew

    # building

    def _content(self) -> QWidget:
        inner = QWidget()
        outer = QVBoxLayout(inner)
        self._theme.lay(outer, (16, 0, 16, 10), 10)
        self._outer = outer
        self._report_place = QFrame()  # what is below must not jump when the card comes
        self._theme.dress(self._report_place, edge="card", height=112)
        outer.addWidget(self._report_place)
        self._grid = QGridLayout()
        self._theme.lay(self._grid, spacing=10)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for column in self._columns:
            self._theme.lay(column, spacing=10)
        for column, cards in zip(self._columns, self._in_columns(), strict=True):
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._put_columns(1)
        return inner

    def _in_columns(self) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
        return (self._due_card, self._behind_card), (self._standing_card, self._group_card)

    def _put_columns(self, count: int) -> None:
        for column in self._columns:
            self._grid.removeItem(column)
        for place, column in enumerate(self._columns):
            self._grid.addLayout(column, place if count == 1 else 0, 0 if count == 1 else place)
        self._grid.setColumnStretch(0, 8)
        self._grid.setColumnStretch(1, 5 if count == 2 else 0)
        self._count = count

    def _make_due(self) -> Card:
        card = Card(self._theme, _("Overdue and due soon"))
        columns = (
            CardColumn(_("#"), width=52, ink="ink2"),
            CardColumn(_("Content")),
            CardColumn(_("Lead unit"), width=144, ink="ink2", leaves=True),
            CardColumn(_("Deadline"), width=104),
            CardColumn(_("Standing"), Kind.STATE, 140),
        )
        self.due = CardRows(self._theme, columns, _("Overdue and due soon"))
        self.due.opened.connect(self.task_opened)
        card.add_rows(self._theme, self.due, _("No task is late or due soon."))
        card.link_pressed.connect(self.late_asked)
        return card

    def _make_behind(self) -> Card:
        card = Card(self._theme, _("Indicators behind the path"))
        columns = (
            CardColumn(_("Indicator")),
            CardColumn(_("Reached"), Kind.NUMBER, 96),
            CardColumn(_("Path"), Kind.NUMBER, 96, ink="ink2"),
            CardColumn("", Kind.BAR, 160, leaves=True),
        )
        self.behind = CardRows(self._theme, columns, _("Indicators behind the path"))
        self.behind.opened.connect(self.indicator_opened)
        card.add_rows(self._theme, self.behind, _("No indicator is behind its path."))
        card.link_pressed.connect(self.behind_asked)
        return card

    def _make_standings(self) -> Card:
        card = Card(self._theme, "")
        holder = QWidget()
        inner = QVBoxLayout(holder)
        self._theme.lay(inner, (12, 0, 12, 10), 0)
        self.bar = StandingBar(self._theme)
        inner.addWidget(self.bar)
        card.column.addWidget(holder)
        return card

    def _make_groups(self) -> Card:
        card = Card(self._theme, _("Progress by task group"))
        columns = (
            CardColumn("", width=36, ink="ink2"),
            CardColumn(_("Task group")),
            CardColumn(_("Progress"), Kind.BAR, 66),
            CardColumn("", Kind.NUMBER, 46),
            CardColumn(_("Finished"), Kind.NUMBER, 52),
            CardColumn(_("Late"), Kind.LATE, 68),
        )
        self.groups = CardRows(self._theme, columns, _("Progress by task group"))
        self.groups.opened.connect(self.group_opened)
        card.add_rows(self._theme, self.groups, _("The plan has no task groups."))
        return card

    # what the presenter shows

    def show_work(self, work: WorkOverview) -> None:
        self.facts.put(f"{weekday(work.on)}, {format_date(work.on)}")
        self._due_card.fact.put(
            _("{late} overdue · {soon} due in {days} days").format(
                late=work.overdue, soon=work.due_soon, days=work.horizon
            )
        )
        urgent = work.overdue + work.due_soon
        self._due_card.put_link(_("All {count} tasks →").format(count=urgent) if urgent else "")
        self._due_card.put_rows([_due_row(row) for row in work.due])
        self._standing_card.title.setText(_("Standing of {count} tasks").format(count=work.total))
        share = round(100 * work.done / work.total) if work.total else 0
        self._standing_card.fact.put(_("done {count} · {share} %").format(count=work.done, share=share))
        self.bar.put(work.standings)
        self.show_body()
        self._is_unseen = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_unseen:
            self._is_unseen = False
            self.painted.emit()

    def show_groups(self, rows: Sequence[GroupProgress]) -> None:
        self._group_card.put_rows([_group_row(row) for row in rows])

    def show_behind(self, rows: Sequence[BehindIndicator], on: date) -> None:
        self._behind_card.fact.put(_("on {day}").format(day=format_date(on)))
        self._behind_card.put_link(_("All {count} indicators →").format(count=len(rows)) if rows else "")
        self._behind_card.put_rows([_behind_row(row) for row in rows])

    def show_report(self, report: NextReport | None) -> None:
        """The card is made when there is something to say on it: what is late is painted before."""
        if report is None:
            self._report_place.hide()
            if self.report is not None:
                self.report.hide()
            return
        if self.report is None:
            from kh57_desktop.ui.overview.report_card import ReportCard

            self.report = ReportCard(self._theme)
            self.report.draft_asked.connect(self.draft_asked)
            self.report.chase_asked.connect(self.chase_asked)
            self.report.arrange(self.wide - 32)
            self._outer.insertWidget(0, self.report)
        self._report_place.hide()
        self.report.put(report)
        self._outer.activate()

    def made_empty(self) -> None:
        self.empty.first_pressed.connect(lambda: (self.receiving_asked if self._receives else self.import_asked).emit())
        self.empty.second_pressed.connect(lambda: (self.import_asked if self._receives else self.add_asked).emit())

    def show_nothing(self, *, receives: bool = False) -> None:
        """The plan has nothing, or there is no plan. `receives`: the office is there for the packages of others."""
        self.facts.put("")
        self._receives = receives
        if receives:
            self.show_empty(
                "mail_inbox",
                _("Reports of the communes are under “Receiving”"),
                _("This office has no plan of its own here. Open the packages that came, or read its own plan."),
                _("Open “Receiving”"),
                _("Read a plan…"),
            )
            return
        self.show_empty(
            "clipboard_text_ltr",
            _("There is no plan yet"),
            _("Read the plan that was issued, or add tasks one by one."),
            _("Read a plan…"),
            _("Add a task"),
        )

    def take_focus(self) -> None:
        if self.is_empty:
            super().take_focus()
        else:
            first = self.due if self.due.shown else self.groups
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # room

    def arrange(self) -> None:
        count = 1 if self.wide < ONE_COLUMN else 2
        if count != self._count:
            self._put_columns(count)
        roomy = self.wide >= PANE_WIDE
        self.due.show_at_most(DUE_ROWS[roomy], roomy=roomy)
        self.behind.show_at_most(BEHIND_ROWS[roomy], roomy=roomy)
        self.groups.show_at_most(0, roomy=roomy)
        if self.report is not None:
            self.report.arrange(self.wide - 32)


def weekday(day: date) -> str:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[day.weekday()]


def _due_row(row: DueTask) -> CardRow:
    task = row.task
    number = task.number.strip().rstrip(".")
    number = number if any(character.isalnum() for character in number) else task.code
    deadline = format_date(task.due_on) if task.due_on else task.deadline_words
    if row.standing is Standing.OVERDUE:  # by its own day, or by that of a sub-task or an instance
        words = _("{days} days late").format(days=row.days) if row.days else word(row.standing)
    elif row.days is None:
        words = word(row.standing)
    else:
        words = _("{days} days to go").format(days=row.days) if row.days else _("Due today")
    spoken = f"{number} {task.text}, {row.lead}, {deadline}, {words}"
    return CardRow(task.id, (number, task.text, row.lead, deadline, StateCell(row.standing, words)), spoken, task.text)


def _group_row(row: GroupProgress) -> CardRow:
    percent = f"{row.percent} %" if row.percent is not None else "–"
    title = row.title or _("Tasks without a group")
    done = f"{row.done}/{row.tasks}"
    spoken = _("{title}: progress {percent}, done {done}, {late} overdue").format(
        title=title, percent=percent, done=done, late=row.overdue
    )
    bar = Bar((row.percent or 0) / 100)
    return CardRow(row.id, (row.number.rstrip("."), title, bar, percent, done, row.overdue), spoken, title)


def _behind_row(row: BehindIndicator) -> CardRow:
    indicator = row.indicator
    unit = " %" if indicator.unit == "%" else ""
    value, expected = f"{_short(row.value)}{unit}", f"{_short(row.expected)}{unit}"
    spoken = _("{text}: reached {value}, path {expected}").format(text=indicator.text, value=value, expected=expected)
    return CardRow(
        indicator.id, (indicator.text, value, expected, Bar(row.share, row.path_share)), spoken, indicator.text
    )


def _short(value: Decimal) -> str:
    """One decimal place where the number has any."""
    rounded = value.quantize(Decimal("0.1"))
    return format_decimal(rounded, places=0 if rounded == rounded.to_integral_value() else 1)

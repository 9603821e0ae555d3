"""The card of the next report: days left, what is there already, who still owes what, and the two verbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _, format_date
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.style.theme import Theme

if TYPE_CHECKING:
    from kh57_desktop.services.report_ahead import NextReport, OwesForReport

MOST_OWING = 4
OWING_SHARES = (3, 4)
"""Of the width: short names of units, and what they owe, which is never cut."""
NARROW = 900
"""Width of the card (px at zoom 100 %) below which the verbs stand under the words."""


class ReportCard(QFrame):
    draft_asked = Signal(str)
    """Code of the period."""
    chase_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._period = ""
        theme.dress(self, edge="card")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.lay(self._row, (12, 4, 16, 4), 16)
        self._days, self._unit, self._due = QLabel(), QLabel(), QLabel()
        self._row.addWidget(self._day_block())
        self._row.addWidget(self._rule())
        self._caption = self._small(_("Next report"))
        self._name, self._where, self._there = OneLine(theme, role="lead", ink="ink"), OneLine(theme), OneLine(theme)
        self._row.addWidget(self._words_block(), 5)
        self._row.addWidget(self._rule())
        self._row.addWidget(self._owing_block(), 5)
        self._verbs = self._verb_block()
        self._row.addWidget(self._verbs, 0, Qt.AlignmentFlag.AlignVCenter)

    def _day_block(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        self._theme.lay(column, (8, 0, 8, 0), 0)
        for label, font, ink in ((self._days, "figure", ""), (self._unit, "strong", ""), (self._due, "small", "2")):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._theme.dress(label, font=font, ink=ink)
            column.addWidget(label)
        return block

    def _words_block(self) -> QWidget:
        self._words = QWidget()
        self._words_column = QVBoxLayout(self._words)
        self._theme.lay(self._words_column, spacing=1)
        self._words_column.addStretch(1)
        for label in (self._caption, self._name, self._where, self._there):
            self._words_column.addWidget(label)
        self._words_column.addStretch(1)
        return self._words

    def _owing_block(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        self._theme.lay(column, spacing=1)
        self._owing_caption = self._small("")
        column.addStretch(1)
        column.addWidget(self._owing_caption)
        self._grid = QGridLayout()
        self._theme.lay(self._grid, spacing=0)
        self._grid.setHorizontalSpacing(8)
        self._owing_rows: list[tuple[OneLine, OneLine]] = []
        for place in range(MOST_OWING):
            pair = (OneLine(self._theme, role="strong", ink="ink"), OneLine(self._theme, role="body", ink="ink2"))
            self._grid.addWidget(pair[0], place, 0)
            self._grid.addWidget(pair[1], place, 1)
            self._owing_rows.append(pair)
        for place, stretch in enumerate(OWING_SHARES):
            self._grid.setColumnStretch(place, stretch)
        column.addLayout(self._grid)
        column.addStretch(1)
        return block

    def _verb_block(self) -> QWidget:
        block = QWidget()
        self._verb_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, block)
        self._theme.lay(self._verb_row, spacing=8)
        self._draft = QPushButton(_("Write the report"))
        self._theme.dress(self._draft, font="strong", icon="edit", icon_ink="on_accent", kind="primary")
        self._draft.clicked.connect(lambda: self.draft_asked.emit(self._period))
        self._chase = QPushButton(_("Remind…"))
        self._theme.dress(self._chase, font="body", icon="megaphone")
        self._chase.clicked.connect(self.chase_asked)
        self._verb_row.addWidget(self._draft)
        self._verb_row.addWidget(self._chase)
        return block

    def _rule(self) -> QWidget:
        rule = QFrame()
        self._theme.dress(rule, edge="left", width=1)
        return rule

    def _small(self, words: str) -> QLabel:
        label = QLabel(words)
        self._theme.dress(label, font="small_strong", ink="2")
        return label

    def put(self, report: NextReport) -> None:
        self.show()
        self._period = report.period
        late = report.days_left < 0
        self._days.setText(str(abs(report.days_left)))
        self._unit.setText(_("days late") if late else _("days left") if report.days_left else _("due today"))
        ink = "late" if late else "soon" if report.days_left <= SOON else "1"
        for label in (self._days, self._unit):
            self._theme.mark(label, ink=ink)
        self._due.setText(_("due {day}").format(day=format_date(report.due_on)))
        self._name.put(report.name)
        cut_off = _("figures closed {day}").format(day=format_date(report.cut_off))
        to = _("To {superior}").format(superior=report.superior) if report.superior else ""
        self._where.put(f"{to} · {cut_off}" if to else cut_off)
        self._there.put(_there_words(report))
        self._put_owing(report)

    def _put_owing(self, report: NextReport) -> None:
        units = sum(1 for row in report.owing if row.unit)
        if not report.owing:
            self._owing_caption.setText(_("Nothing is missing any more"))
        elif units:
            self._owing_caption.setText(_("Still missing from {count} units").format(count=units))
        else:
            self._owing_caption.setText(_("Still missing"))
        shown, rest = _rows_shown(report.owing)
        for place, (unit, words) in enumerate(self._owing_rows):
            is_shown = place < len(shown)
            is_rest = bool(rest) and place == len(shown)
            unit.setVisible(is_shown or is_rest)
            words.setVisible(is_shown or is_rest)
            if is_shown:
                unit.put(shown[place].unit or _("No unit named"))
                words.put(_owing_words(shown[place].tasks, shown[place].indicators))
            elif is_rest:
                unit.put(_("and {count} more").format(count=len(rest)))
                words.put(_owing_words(sum(row.tasks for row in rest), sum(row.indicators for row in rest)))
        self._chase.setVisible(bool(units))
        self._chase.setText(_("Remind {count} units…").format(count=units))
        for layout in (self._verb_row, self._words_column, self._row):  # now: the words must not be cut for a moment
            layout.invalidate()
            layout.activate()

    def arrange(self, wide: float) -> None:
        """Verbs beside the words, or under them where the card is narrow."""
        narrow = wide < NARROW
        direction = QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom
        if self._verb_row.direction() != direction:
            self._verb_row.setDirection(direction)
            self._theme.lay(self._verb_row, (0, 6 if narrow else 0, 0, 0), 8)
            if narrow:
                self._row.removeWidget(self._verbs)
                self._words_column.insertWidget(self._words_column.count() - 1, self._verbs)
            else:
                self._words_column.removeWidget(self._verbs)
                self._row.addWidget(self._verbs, 0, Qt.AlignmentFlag.AlignVCenter)


SOON = 14
"""Days left from which the figure turns amber."""


def _there_words(report: NextReport) -> str:
    tasks = _("{told}/{count} tasks").format(told=report.told, count=report.tasks)
    indicators = _("{entered}/{count} indicators").format(entered=report.entered, count=report.indicators)
    return _("Already there: {words}").format(words=f"{indicators} · {tasks}")


def _rows_shown(owing: Sequence[OwesForReport]) -> tuple[list[OwesForReport], list[OwesForReport]]:
    """The rows that have room, and the units counted together; work of no unit is never counted as a unit."""
    if len(owing) <= MOST_OWING:
        return list(owing), []
    ordered = [*(row for row in owing if row.unit), *(row for row in owing if not row.unit)]
    nobodys = ordered[-1:] if not ordered[-1].unit else []
    first = MOST_OWING - 1 - len(nobodys)
    return [*ordered[:first], *nobodys], ordered[first : len(ordered) - len(nobodys)]


def _owing_words(tasks: int, indicators: int) -> str:
    parts = []
    if indicators:
        parts.append(_("{count} indicators").format(count=indicators))
    if tasks:
        parts.append(_("{count} tasks").format(count=tasks))
    return " · ".join(parts)

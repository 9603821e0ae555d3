"""Reporting regimes as people set them: which reports are owed to whom, since when, and by which rules of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.periods import DateRules, DueRule, PeriodKind
from kh57_desktop.domain.regimes import OWN, Regime
from kh57_desktop.i18n import N_, _, format_date, parse_date
from kh57_desktop.ui.controls.choice_box import ChoiceBox
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.tick_box import TickBox
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme

KINDS = (
    (PeriodKind.WEEK, N_("Week")),
    (PeriodKind.MONTH, N_("Month")),
    (PeriodKind.QUARTER, N_("Quarter")),
    (PeriodKind.HALF, N_("6 months")),
    (PeriodKind.NINE_MONTHS, N_("9 months")),
    (PeriodKind.YEAR, N_("Year")),
)


@dataclass(frozen=True, slots=True)
class RegimesAnswer:
    regimes: tuple[Regime, ...]
    days_off: tuple[date, ...]


class _RegimeBox(QFrame):
    """One regime: whether it is owed, for which periods, to whom, since when; an own one also its rules of days."""

    def __init__(self, theme: Theme, regime: Regime, superiors: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._theme, self._regime = theme, regime
        theme.dress(self, edge="card")
        column = QVBoxLayout(self)
        theme.lay(column, (12, 8, 12, 10), 6)
        words = f"{regime.name} ({regime.code})" if regime.name else _("A regime of our own")
        self.owed = TickBox(theme, words, role="strong")
        self.owed.setChecked(regime.counts)
        column.addWidget(self.owed)
        self.code, self.name = QLineEdit(regime.code), QLineEdit(regime.name)
        self.first_day = QLineEdit(str(regime.date_rules.first_day))
        self.due = QLineEdit(str(_working_days(regime)))
        grid = QGridLayout()
        theme.lay(grid, spacing=6)
        column.addLayout(grid)
        if not regime.name:
            self._put(grid, _("Code (A-Z, 0-9)"), self.code, 120)
            self._put(grid, _("Name"), self.name, 300)
        if regime.rule == OWN:
            self._put(grid, _("A period begins on day (1–28)"), self.first_day, 60)
            self._put(grid, _("Due after the cut-off, working days"), self.due, 60)
        self.kinds: dict[PeriodKind, TickBox] = {}
        line = QHBoxLayout()
        theme.lay(line, spacing=10)
        for kind, words in KINDS:
            box = TickBox(theme, _(words))
            box.setChecked(kind in regime.owed_kinds)
            box.setAccessibleName(f"{regime.code}: {_(words)}")
            self.kinds[kind] = box
            line.addWidget(box)
        line.addStretch(1)
        column.addLayout(line)
        self.longest = TickBox(theme, _("Of periods that end together only the longest"))
        self.longest.setChecked(regime.longest_only)
        column.addWidget(self.longest)
        below = QGridLayout()
        theme.lay(below, spacing=6)
        column.addLayout(below)
        self.superior = ChoiceBox(theme, _("Goes to"))
        self.superior.addItem(_("not named"), "")
        for key, words in superiors:
            self.superior.addItem(words, key)
        self.superior.setCurrentIndex(max(0, self.superior.findData(regime.superior_id or "")))
        self.since = QLineEdit(format_date(regime.active_from) if regime.active_from else "")
        self._put(below, _("Goes to"), self.superior, 300)
        self._put(below, _("Owed since (day)"), self.since, 120)

    def _put(self, grid: QGridLayout, label: str, field: QWidget, width: int) -> None:
        words = QLabel(label)
        self._theme.dress(words, font="body")
        self._theme.dress(field, font="body")
        words.setBuddy(field)
        field.setAccessibleName(f"{self._regime.code}: {label}" if self._regime.code else label)
        field.setFixedWidth(self._theme.px(width))
        row = grid.rowCount()
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)

    def read(self, today: date) -> Regime:
        """The regime as set; ValueError with a sentence."""
        since = self.since.text().strip()
        day = parse_date(since, default_year=today.year) if since else None
        if since and day is None:
            raise ValueError(_("“{words}” is not a day. Please write it as 30/9/2026.").format(words=since))
        rules = self._regime.own_rules
        if self._regime.rule == OWN:
            first, due = self.first_day.text().strip(), self.due.text().strip()
            if not first.isdecimal() or not 1 <= int(first) <= 28 or not due.isdecimal() or not 1 <= int(due) <= 60:
                raise ValueError(
                    _("Please enter the first day of a period (1–28) and the working days to the due day.")
                )
            rules = replace(rules or DateRules(), first_day=int(first), due=(DueRule(working_days=int(due)),))
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        owed = self.owed.isChecked()
        return replace(
            self._regime,
            code=self.code.text().strip().upper(),
            name=self.name.text().strip(),
            own_rules=rules,
            kinds=() if kinds == _in_order(self._regime.owed_kinds) and not self._regime.kinds else kinds,
            longest_only=self.longest.isChecked(),
            superior_id=self.superior.currentData() or None,
            active_from=day,
            is_owed=self._regime.is_owed if owed == self._regime.counts else owed,
        )


def _in_order(kinds: Sequence[PeriodKind]) -> tuple[PeriodKind, ...]:
    return tuple(kind for kind, _words in KINDS if kind in kinds)


def _working_days(regime: Regime) -> int:
    rule = next(iter(regime.date_rules.due), None)
    return rule.working_days if rule is not None and rule.working_days is not None else 3


class RegimesDialog(QDialog):
    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        regimes: Sequence[Regime],
        blank: Regime,
        superiors: Sequence[tuple[str, str]],
        days_off: Sequence[date],
        today: date,
    ) -> None:
        super().__init__(parent)
        self._theme, self._today, self._blank, self._superiors = theme, today, blank, superiors
        self.answer: RegimesAnswer | None = None
        self.setWindowTitle(_("Reporting regimes"))
        column = QVBoxLayout(self)
        theme.lay(column, (16, 12, 16, 12), 8)
        area = Scrolled()
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        theme.lay(self._list, (0, 0, 8, 0), 8)
        self.boxes = [_RegimeBox(theme, regime, superiors) for regime in regimes]
        for box in self.boxes:
            self._list.addWidget(box)
        self._list.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)
        self._area = area
        self.add_button = QPushButton(_("Add a regime of our own"))
        theme.dress(self.add_button, font="body", icon="add")
        self.add_button.clicked.connect(self._add)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        theme.lay(line, spacing=8)
        words = QLabel(_("Further days off"))
        theme.dress(words, font="strong")
        self.days_off = QLineEdit("; ".join(format_date(day) for day in days_off))
        theme.dress(self.days_off, font="body")
        self.days_off.setAccessibleName(_("Further days off"))
        self.days_off.setPlaceholderText(_("beside public holidays, such as 2/1/2026; 31/8/2026"))
        words.setBuddy(self.days_off)
        line.addWidget(words)
        line.addWidget(self.days_off, 1)
        column.addLayout(line)
        self.wrong = WrappedWords(theme, role="strong")
        column.addWidget(self.wrong)
        self.wrong.put("")
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        theme.dress(self.accept_button, font="strong", kind="primary")
        theme.dress(cancel, font="body")
        buttons.accepted.connect(self._try)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(theme.px(640), min(theme.px(640), max(parent.height(), 300)))

    def _add(self) -> None:
        box = _RegimeBox(self._theme, self._blank, self._superiors)
        self.boxes.append(box)
        self._list.insertWidget(self._list.count() - 1, box)
        self.add_button.setEnabled(False)  # one at a time: each needs a code of its own
        box.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(box)

    def _try(self) -> None:
        try:
            days = [self._day(words) for words in self.days_off.text().replace(",", ";").split(";") if words.strip()]
            self.answer = RegimesAnswer(tuple(box.read(self._today) for box in self.boxes), tuple(days))
        except ValueError as error:
            self.wrong.put(str(error))
        else:
            self.accept()

    def _day(self, words: str) -> date:
        found = parse_date(words.strip(), default_year=self._today.year)
        if found is None:
            raise ValueError(_("“{words}” is not a day. Please write it as 30/9/2026.").format(words=words.strip()))
        return found

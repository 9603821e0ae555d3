"""The pane (F4) of a unit: its tasks, duties and what it owes; of a person: what is open, and handing it over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.offices import Person
from kh57_desktop.domain.plans import Duty
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.services.hand_overs import OpenItems
from kh57_desktop.services.unit_pages import UnitPage, UnitTask
from kh57_desktop.store.registers import HandOver
from kh57_desktop.ui.controls.choice_list import ChoiceList
from kh57_desktop.ui.controls.pane_head import pane_head, ruled_heading
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.log_list import LogLine, LogList

WIDTH, WIDE = 336, 400


class OfficePane(QFrame):
    """Head with a cross, below it the card of a unit or of a person."""

    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, ground="alt", edge="left")
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 0, 0), 6)
        self._kind = QLabel()
        theme.dress(self._kind, font="small_strong", ink="2")
        column.addLayout(pane_head(theme, (self._kind,), self.close_asked))
        self.unit, self.person = UnitCard(theme), PersonCard(theme)
        self._cards = QStackedWidget()
        for card in (self.unit, self.person):
            self._cards.addWidget(Scrolled(card))
        column.addWidget(self._cards, 1)

    def show_unit(self, page: UnitPage | None) -> None:
        self._cards.setCurrentIndex(0)
        self._kind.setText(_unit_kind(page) if page is not None else "")
        self.unit.show_page(page)

    def show_person(
        self, person: Person | None, items: OpenItems | None, words: Sequence[str], made: Sequence[HandOver]
    ) -> None:
        self._cards.setCurrentIndex(1)
        self._kind.setText(_("Person") if person is not None else "")
        self.person.show_person(person, items, words, made)


class _Card(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        theme.lay(self._column, (0, 0, 12, 8), 6)

    def _heading(self) -> QLabel:
        return ruled_heading(self._theme, self._column)

    def _list(self, name: str, lines: int) -> ChoiceList:
        found = ChoiceList(self._theme)
        found.say_nothing(self._theme, _("None."))
        found.setAccessibleName(name)
        found.grow_to(lines)
        self._column.addWidget(found)
        return found

    def _log(self, name: str, least: int) -> LogList:
        found = LogList(self._theme)
        found.say_nothing(self._theme, _("None."))
        found.setAccessibleName(name)
        found.setMinimumHeight(self._theme.px(least))
        found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._column.addWidget(found, 1)
        return found


class UnitCard(_Card):
    """What a unit does, what of it is late, and its duties, each made a task by one press."""

    task_opened = Signal(str)
    duty_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._tasks: tuple[UnitTask, ...] = ()
        self._shown_duties: tuple[Duty, ...] = ()
        self._name = WrappedWords(theme, role="section")
        self._contact = WrappedWords(theme, ink="ink2")
        self._column.addWidget(self._name)
        self._column.addWidget(self._contact)
        self._task_title = self._heading()
        self._task_list = self._log(_("Tasks of the unit"), 140)
        self._open_on_enter(self._task_list)
        self._duty_title = self._heading()
        self._duties = self._list(_("Duties of the unit in the plan"), 3)
        self._make = QPushButton(_("Make a task"))
        theme.dress(self._make, font="body", icon="task_list_square_ltr")
        self._make.clicked.connect(self._ask_duty)
        self._column.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeft)
        self._owed_title = self._heading()
        self._owed = self._list(_("Plans and reports owed, findings to remedy"), 3)

    def _open_on_enter(self, view: QListView) -> None:
        view.activated.connect(lambda index: self.task_opened.emit(self._tasks[index.row()].task.id))

    def show_page(self, page: UnitPage | None) -> None:
        self.setEnabled(page is not None)
        self._tasks = page.tasks if page is not None else ()
        self._shown_duties = page.duties if page is not None else ()
        self._task_list.put([_task_line(row) for row in self._tasks])
        self._duties.put([_duty_words(duty) for duty in self._shown_duties])
        self._make.setVisible(bool(self._shown_duties))
        owed = [] if page is None else [*_owed_words(page)]
        self._owed.put(owed)
        if page is None:
            self._name.put(_("Choose a unit to see its work here."))
            self._contact.put("")
        else:
            unit = page.line.unit
            self._name.put(unit.name)
            people = ", ".join(person.full_name for person in page.people)
            self._contact.put(" · ".join(part for part in (unit.head, unit.phone, people) if part))
        leads = sum(1 for row in self._tasks if row.leads)
        late = sum(1 for row in self._tasks if row.leads and row.standing is Standing.OVERDUE)
        words = _("Leads {leads} tasks, {late} overdue; supports {supports}")
        self._task_title.setText(words.format(leads=leads, late=late, supports=len(self._tasks) - leads))
        self._duty_title.setText(_("Duties in the plan: {count}").format(count=len(self._shown_duties)))
        self._owed_title.setText(_("Owed and to remedy: {count}").format(count=len(owed)))

    def _ask_duty(self) -> None:
        index = self._duties.currentIndex()
        place = index.row() if index.isValid() else 0
        if place < len(self._shown_duties):
            self.duty_asked.emit(self._shown_duties[place])


class PersonCard(_Card):
    """What a person holds, and the hand-over of it when they leave."""

    handed = Signal(str, str, str)
    """(receiver, day, reason as typed)."""
    record_asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._person_id = ""
        self._name = WrappedWords(theme, role="section")
        self._post = WrappedWords(theme, ink="ink2")
        self._column.addWidget(self._name)
        self._column.addWidget(self._post)
        self._title = self._heading()
        self._items = self._log(_("What the person holds"), 140)
        self._past = WrappedWords(theme, ink="ink2")
        self._column.addWidget(self._past)
        heading = self._heading()
        heading.setText(_("Hand over when leaving"))
        self._receiver = self._line(_("Receiver: full name"))
        self._day = self._line(_("Last day, such as 30/9/2026"))
        self._reason = self._line(_("By decision…"))
        row = QHBoxLayout()
        theme.lay(row, spacing=6)
        self._record = QPushButton(_("Save the record…"))
        self._hand = QPushButton(_("Hand over"))
        theme.dress(self._record, font="body", icon="save")
        theme.dress(self._hand, font="strong", kind="primary")
        self._record.clicked.connect(lambda: self.record_asked.emit(*self._typed()[:2]))
        self._hand.clicked.connect(lambda: self.handed.emit(*self._typed()))
        row.addWidget(self._record)
        row.addStretch(1)
        row.addWidget(self._hand)
        self._column.addLayout(row)

    def _line(self, hint: str) -> QLineEdit:
        edit = QLineEdit()
        self._theme.dress(edit, font="body")
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(hint)
        self._column.addWidget(edit)
        return edit

    def _typed(self) -> tuple[str, str, str]:
        return nfc(self._receiver.text()), nfc(self._day.text()), nfc(self._reason.text())

    def start(self) -> None:
        self._receiver.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_person(
        self, person: Person | None, items: OpenItems | None, words: Sequence[str], made: Sequence[HandOver]
    ) -> None:
        self.setEnabled(person is not None)
        if person is None or person.id != self._person_id:  # what was typed is not for another person
            self._clear_form()
        self._person_id = person.id if person is not None else ""
        self._items.put([_item_line(line) for line in words])
        is_empty = items is None or items.is_empty
        self._title.setText(_("Holds {count} items").format(count=len(words)))
        self._hand.setEnabled(not is_empty)
        self._record.setEnabled(not is_empty or bool(made))
        if person is None:
            self._name.put(_("Choose a person to see what they hold."))
            self._post.put("")
            self._past.put("")
            return
        self._name.put(person.full_name)
        self._post.put(" · ".join(part for part in (person.post, person.contact) if part))
        past = _("Handed over on {day} to {name}, {count} items.")
        told = [
            past.format(day=format_date(row.handed_on), name=row.receiver, count=len(row.items)) for row in made[:1]
        ]
        self._past.put(" ".join(told))
        if made:
            self._clear_form()

    def _clear_form(self) -> None:
        for edit in (self._receiver, self._day, self._reason):
            edit.setText("")


def _unit_kind(page: UnitPage) -> str:
    unit = page.line.unit
    group = _("Group of units") if unit.is_group else ""
    return " · ".join(part for part in (word(unit.side), unit.kind, group) if part)


def _task_line(row: UnitTask) -> LogLine:
    role = "" if row.leads else _("supports")
    late = _("Overdue by {days} days").format(days=row.days_late) if row.days_late else word(row.standing)
    return LogLine(row.task.code, late, role, (row.task.text,))


def _duty_words(duty: Duty) -> str:
    return f"✓ {duty.text}" if duty.task_id else duty.text


def _owed_words(page: UnitPage) -> list[str]:
    owed = [f"{word(plan.kind)}: {plan.text} · {_owed_state(standing)}" for plan, standing in page.owed]
    return [*owed, *(f"{finding.text} · {_owed_state(standing)}" for finding, standing in page.findings)]


def _owed_state(standing: Standing) -> str:
    return word(standing)


def _item_line(words: str) -> LogLine:
    first, _mark, rest = words.partition(" · ")
    return LogLine(first if rest else "", "", "", (rest or first,))

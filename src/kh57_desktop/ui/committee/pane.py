"""The pane beside the members (F4): what is theirs, what of it is late, and how they leave the committee."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.services.committee_page import AssignmentLine, MemberDetails
from kh57_desktop.ui.controls.choice_list import ChoiceList
from kh57_desktop.ui.controls.pane_head import pane_head, ruled_heading
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.log_list import LogLine, LogList

WIDTH, WIDE = 304, 400
SHOWN_ASSIGNMENTS = 3


class MemberPane(QFrame):
    """Asks by signals; shows what the presenter gives it."""

    close_asked = Signal()
    assign_asked = Signal(str)
    unassign_asked = Signal(str)
    end_asked = Signal(str, str)
    """(day as typed, decision)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._assigned: tuple[AssignmentLine, ...] = ()
        theme.dress(self, ground="alt", edge="left")
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 0, 0), 6)
        column.addLayout(self._head())
        scroll = Scrolled(self._card())
        column.addWidget(scroll, 1)
        self.show_details(None)

    # building

    def _card(self) -> QWidget:
        theme = self._theme
        card = QWidget()
        column = QVBoxLayout(card)
        theme.lay(column, (0, 0, 12, 8), 6)
        self._name = WrappedWords(theme, role="section")
        self._post = WrappedWords(theme, ink="ink2")
        self._field = WrappedWords(theme)
        for words in (self._name, self._post, self._field):
            column.addWidget(words)
        self._assignment_title = ruled_heading(theme, column)
        self._assignments = ChoiceList(theme)
        self._assignments.say_nothing(theme, _("No work assigned yet."))
        self._assignments.setAccessibleName(_("What the member answers for"))
        self._assignments.grow_to(SHOWN_ASSIGNMENTS)
        column.addWidget(self._assignments)
        column.addLayout(self._assign_row())
        self._late_title = ruled_heading(theme, column)
        self._late = LogList(theme)
        self._late.say_nothing(theme, _("Nothing is late."))
        self._late.setAccessibleName(_("Overdue tasks of the member"))
        self._late.setMinimumHeight(theme.px(64))
        self._late.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes what is left
        column.addWidget(self._late, 1)
        column.addWidget(self._end_form())
        return card

    def _head(self) -> QHBoxLayout:
        self._role = QLabel()
        self._theme.dress(self._role, font="small_strong", ink="2")
        return pane_head(self._theme, (self._role,), self.close_asked)

    def _assign_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, spacing=6)
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("II, N3, C2, a unit…"))
        self._words.setToolTip(_("Number of a task group, code of a task or indicator, or name of a unit"))
        self._words.setAccessibleName(_("What to assign: number of a group, code of a task or indicator, or a unit"))
        self._words.returnPressed.connect(self._ask_assign)
        self._assign = QPushButton(_("Assign"))
        self._theme.dress(self._assign, font="body")
        self._assign.clicked.connect(self._ask_assign)
        self._unassign = QPushButton(_("Take away"))
        self._theme.dress(self._unassign, font="body")
        self._unassign.clicked.connect(self._ask_unassign)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._assignments)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_unassign)
        row.addWidget(self._words, 1)
        row.addWidget(self._assign)
        row.addWidget(self._unassign)
        return row

    def _end_form(self) -> QWidget:
        form = QFrame()
        self._theme.dress(form, ground="alt", edge="top")
        column = QVBoxLayout(form)
        self._theme.lay(column, (0, 8, 0, 0), 6)
        self._end_title = QLabel()
        self._theme.dress(self._end_title, font="small_strong", ink="2")
        self._day, self._decision = QLineEdit(), QLineEdit()
        self._theme.dress(self._day, font="body", width=96)
        self._day.setPlaceholderText(_("Last day"))
        self._day.setAccessibleName(_("Last day in the committee"))
        self._decision.setPlaceholderText(_("By decision…"))
        self._decision.setAccessibleName(_("Decision by which the member leaves"))
        self._end = QPushButton(_("End"))
        self._theme.dress(self._end, font="body")
        self._end.clicked.connect(self._ask_end)
        self._decision.returnPressed.connect(self._ask_end)
        row = QHBoxLayout()
        self._theme.lay(row, spacing=6)
        row.addWidget(self._day)
        row.addWidget(self._decision, 1)
        row.addWidget(self._end)
        column.addWidget(self._end_title)
        column.addLayout(row)
        return form

    # what it shows and asks

    def show_details(self, details: MemberDetails | None) -> None:
        self.setEnabled(details is not None)
        self._assigned = details.assignments if details else ()
        self._assignments.put([_assignment_words(line) for line in self._assigned])
        if details is None:
            self._role.clear()
            self._name.put(_("Choose a member to see them here."))
            self._post.put("")
            self._field.put("")
            self._assignment_title.setText(_("Assignments"))
            self._late_title.setText(_("Overdue"))
            self._end_title.setText(_("Leaving the committee"))
            self._late.put([])
            return
        member = details.line.member
        self._role.setText(member.role)
        self._name.put(member.name or member.post)
        self._post.put(member.post if member.name else "")
        self._field.put(_("In charge of: {field}").format(field=member.field) if member.field else "")
        self._assignment_title.setText(_("Answers for {count} tasks").format(count=details.line.count))
        self._late_title.setText(_("Overdue: {count}").format(count=len(details.late)))
        self._late.put(
            [
                LogLine(task.code, _("Overdue by {days} days").format(days=task.days), "", (task.text,))
                for task in details.late
            ]
        )
        has_end = member.active_to is not None
        self._end_title.setText(
            _("Left on {day}").format(day=format_date(member.active_to)) if has_end else _("Leaving the committee")
        )
        self._day.setText(format_date(member.active_to) if has_end else "")
        self._decision.setText(member.decision_out)

    def start_ending(self) -> None:
        self._day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._day.selectAll()

    def start_assigning(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear_entries(self) -> None:
        self._words.clear()

    def _ask_assign(self) -> None:
        words = nfc(self._words.text()).strip()
        if words:
            self.assign_asked.emit(words)

    def _ask_unassign(self) -> None:
        index = self._assignments.currentIndex()
        if index.isValid() and index.row() < len(self._assigned):
            self.unassign_asked.emit(self._assigned[index.row()].id)

    def _ask_end(self) -> None:
        self.end_asked.emit(nfc(self._day.text()), nfc(self._decision.text()))


def _assignment_words(line: AssignmentLine) -> str:
    """Counts first: the words may be cut at the right."""
    if not line.count:
        return line.words
    if line.late:
        return _("{late} overdue/{count} · {words}").format(late=line.late, count=line.count, words=line.words)
    return f"{line.count} · {line.words}"

"""The page Ban Chỉ đạo: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.committee import Committee
from kh57_desktop.domain.terms import CommitteeKind, System, word
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.committee_page import CommitteeView, MemberDetails, MemberLine
from kh57_desktop.ui.committee.add_line import MemberAddLine
from kh57_desktop.ui.committee.details_form import CommitteeForm
from kh57_desktop.ui.committee.matrix import MatrixModel, MatrixView, cell_words, columns_of, draw_ring
from kh57_desktop.ui.committee.members_model import COLUMNS, FORMER, MembersModel
from kh57_desktop.ui.committee.members_view import MembersView
from kh57_desktop.ui.committee.one_line import OneLine
from kh57_desktop.ui.committee.pane import WIDE, WIDTH, MemberPane
from kh57_desktop.ui.committee.presenter import Draft
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.empty import EmptyNote
from kh57_desktop.ui.messages import Banner, message_of
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.view import EditableTableView

NARROW, WIDE_PAGE = 1060, 1320
MATRIX, LIST, FORMER_LIST = range(3)
MOST_NAME = 44


class Ring(QWidget):
    """The mark of an assignment, for the legend."""

    def __init__(self, theme: Theme, *, filled: bool) -> None:
        super().__init__()
        self._theme, self._filled = theme, filled

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(14), self._theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ring(painter, self._theme, QPointF(self.width() / 2, self.height() / 2), filled=self._filled)
        painter.end()


class CommitteePageView(QWidget):
    """Title and verbs, committee and tabs, banner, matrix or list, pane."""

    committee_chosen = Signal(str)
    founding_asked = Signal(object, object)
    committee_edited = Signal(str, str, str)
    member_selected = Signal(object)
    edit_asked = Signal(object, str, str)
    move_asked = Signal(object, int)
    step_asked = Signal(object, int)
    toggle_asked = Signal(object, str)
    add_asked = Signal(str, str, str)
    assign_asked = Signal(str)
    unassign_asked = Signal(str)
    end_asked = Signal(str, str)
    print_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = CommitteeView()
        self._current_id = ""
        self._pane_wanted: bool | None = None
        theme.dress(self, ground="sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        theme.lay(column)
        column.addWidget(self._head())
        column.addWidget(self._tab_row())
        self._add_line = MemberAddLine(theme)
        self._add_line.add_asked.connect(self.add_asked)
        column.addWidget(self._add_line)
        self._form = CommitteeForm(theme)
        self._form.edited.connect(self.committee_edited)
        column.addWidget(self._form)
        self.banner = Banner(theme)
        column.addWidget(self.banner)
        column.addWidget(self._body(), 1)

    # building

    def _head(self) -> QWidget:
        head = QWidget()
        self._theme.dress(head, height=46)
        row = QHBoxLayout(head)
        self._theme.lay(row, (16, 8, 12, 6), 8)
        title = QLabel(_("Committee"))
        self._theme.dress(title, font="title")
        self._facts = OneLine(self._theme, role="body", ink="ink2")
        row.addWidget(title)
        row.addWidget(self._facts, 1)
        self._verbs = [
            self._verb(_("Add"), "person_add", _("Add a member (F5)"), self.start_adding),
            self._verb(_("Assign"), "edit", _("Assign work to the member"), self.start_assigning),
            self._verb(_("Leave"), "person_delete", _("The member leaves the committee (F6)"), self.start_binning),
        ]
        self._print = self._verb(
            _("Print"), "print", _("See and print the table of assignments"), self.print_asked.emit
        )
        self._theme.dress(self._print, font="body", icon="print", kind="quiet")
        for verb in (self._print, *self._verbs):
            row.addWidget(verb)
        self._pane_button = QToolButton()
        self._theme.dress(self._pane_button, icon="panel_right", kind="icon")
        tip = _("Show or hide the pane (F4)")
        self._pane_button.setToolTip(tip)
        self._pane_button.setAccessibleName(tip)
        self._pane_button.setCheckable(True)
        self._pane_button.clicked.connect(lambda: self.toggle_pane())
        row.addWidget(self._pane_button)
        return head

    def _verb(self, words: str, icon: str, tip: str, action) -> QPushButton:
        button = QPushButton(words)
        self._theme.dress(button, font="body", icon=icon)
        button.setToolTip(tip)
        button.clicked.connect(lambda: action())
        return button

    def _tab_row(self) -> QWidget:
        line = QWidget()
        self._theme.dress(line, height=36)
        row = QHBoxLayout(line)
        self._theme.lay(row, (16, 0, 12, 2), 12)
        self._menu = QMenu(self)
        self._chooser = Chip(self._theme, _("Committee"))
        self._chooser.put_menu(self._menu)
        row.addWidget(self._chooser)
        self._tabs = QTabBar()
        self._theme.dress(self._tabs, font="body")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Views of the committee"))
        for words in (_("Matrix of assignments"), _("List"), _("Former members")):
            self._tabs.addTab(words)
        self._tabs.currentChanged.connect(self._show_tab)
        row.addWidget(self._tabs)
        row.addStretch(1)
        return line

    def _body(self) -> QWidget:
        self._split = QWidget()
        row = QHBoxLayout(self._split)
        self._theme.lay(row)
        self.matrix_model, self.matrix = MatrixModel(self), MatrixView(self._theme)
        self.matrix.setAccessibleName(_("Matrix of assignments"))
        self.members_model, self.members = MembersModel(COLUMNS, self), MembersView(self._theme, COLUMNS)
        self.members.setAccessibleName(_("List of members"))
        self.former_model, self.former = MembersModel(FORMER, self), MembersView(self._theme, FORMER)
        self.former.setAccessibleName(_("Former members"))
        self.former.setDragEnabled(False)
        self._lists = QStackedWidget()
        for table, model in ((self.matrix, self.matrix_model), (self.members, self.members_model)):
            self._put_table(table, model)
        self._put_table(self.former, self.former_model)
        self.matrix_model.toggle_asked.connect(self.toggle_asked)
        self.members_model.edit_asked.connect(self.edit_asked)
        self.members_model.move_asked.connect(self.move_asked)
        self.former_model.edit_asked.connect(self.edit_asked)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        self._theme.lay(column)
        column.addWidget(self._lists, 1)
        column.addWidget(self._legend())
        self._empty = EmptyNote(self._theme)
        self._empty.first_pressed.connect(lambda: self.founding_asked.emit(CommitteeKind.STEERING, System.PARTY))
        self._empty.second_pressed.connect(lambda: self.founding_asked.emit(CommitteeKind.STEERING, System.GOVERNMENT))
        self._stack = QStackedWidget()
        self._stack.addWidget(sheet)
        self._stack.addWidget(self._empty)
        row.addWidget(self._stack, 1)
        self.pane = MemberPane(self._theme, self._split)
        self.pane.close_asked.connect(self.toggle_pane)
        self.pane.assign_asked.connect(self.assign_asked)
        self.pane.unassign_asked.connect(self.unassign_asked)
        self.pane.end_asked.connect(self.end_asked)
        row.addWidget(self.pane)
        self._theme.changed.connect(self._arrange)
        return self._split

    def _put_table(self, table: EditableTableView, model) -> None:
        table.setModel(model)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(lambda: self._select_again(table))
        self._lists.addWidget(table)

    def _legend(self) -> QWidget:
        legend = QFrame()
        self._theme.dress(legend, ground="sheet", edge="top", height=28)
        row = QHBoxLayout(legend)
        self._theme.lay(row, (16, 0, 12, 0), 6)
        marks = ((True, _("the whole group")), (False, _("single tasks")))
        self._marks: list[QWidget] = []
        for filled, words in marks:
            ring, label = Ring(self._theme, filled=filled), QLabel(words)
            self._theme.dress(label, font="small", ink="2")
            label.setContentsMargins(0, 0, self._theme.px(8), 0)
            row.addWidget(ring)
            row.addWidget(label)
            self._marks += [ring, label]
        self._keys = OneLine(self._theme)
        row.addWidget(self._keys, 1)
        return legend

    # what the presenter shows

    def show_view(self, view: CommitteeView) -> None:
        self._view = view
        self._facts.put(_facts(view))
        self._fill_menu(view)
        self._stack.setCurrentIndex(0 if view.committee else 1)
        for widget in (*self._verbs, self._print, self._tabs, self._chooser, self._pane_button):
            widget.setEnabled(view.committee is not None)
        if view.committee is None:
            self._empty.put(
                "people_team",
                _("There is no committee yet"),
                _("Found one here and add its members, or read the decision on it as a document."),
                _("Committee of the Party body"),
                _("Committee of the UBND"),
            )
        else:
            self._form.put(view.committee)
        columns = columns_of(view.groups)
        if columns != self.matrix.columns:
            self.matrix.put_columns(columns)
        self.matrix_model.show(view)
        self.members_model.show(view.members)
        self.former_model.show(view.former)
        self._tabs.setTabText(LIST, f"{_('List')}  {len(view.members) or ''}".rstrip())
        self._tabs.setTabText(FORMER_LIST, f"{_('Former members')}  {len(view.former) or ''}".rstrip())
        self._tell_cell()

    def _fill_menu(self, view: CommitteeView) -> None:
        self._chooser.put_words(_shortened(committee_name(view.committee)) if view.committee else _("Committee"))
        self._menu.clear()
        for committee in view.committees:
            action = self._menu.addAction(committee_name(committee))
            action.setCheckable(True)
            action.setChecked(committee == view.committee)
            action.triggered.connect(lambda _on=False, id_=committee.id: self.committee_chosen.emit(id_))
        self._menu.addSeparator()
        edit = self._menu.addAction(_("Name and decision…"))
        edit.triggered.connect(lambda _on=False: self._form.start())
        self._menu.addSeparator()
        new = (
            (_("New: committee of the Party body"), CommitteeKind.STEERING, System.PARTY),
            (_("New: committee of the UBND"), CommitteeKind.STEERING, System.GOVERNMENT),
            (_("New: helper group"), CommitteeKind.HELPER_GROUP, System.PARTY),
        )
        for words, kind, system in new:
            action = self._menu.addAction(words)
            action.triggered.connect(lambda _on=False, wanted=kind, side=system: self.founding_asked.emit(wanted, side))

    def show_details(self, details: MemberDetails | None) -> None:
        self.pane.show_details(details)

    def show_refused(self, error: UserError, draft: Draft | None) -> None:
        buttons = []
        if draft is not None:
            self.table.stay()
            buttons.append((_("Go on typing"), lambda: self._reopen(draft)))
        self.banner.show_message(message_of(error, buttons))

    def go_to(self, member_id: str) -> None:
        self._current_id = member_id
        row = self.table.model().row_of(member_id)
        if row is not None:
            self.table.select_row(row)

    def clear_entries(self) -> None:
        self.pane.clear_entries()

    def _reopen(self, draft: Draft) -> None:
        model = self.table.model()
        row = model.row_of(draft.member_id)
        column = model.column_of(draft.field) if isinstance(model, MembersModel) else None
        if row is not None and column is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit_with(model.index(row, column), draft.words)

    # gestures

    @property
    def table(self) -> EditableTableView:
        """The table in sight."""
        return (self.matrix, self.members, self.former)[self._tabs.currentIndex()]

    def choose_tab(self, tab: int) -> None:
        self._tabs.setCurrentIndex(tab)

    def start_adding(self) -> None:
        if self._view.committee is not None:
            self._add_line.start()

    def start_assigning(self) -> None:
        if self.pane.isHidden():
            self.toggle_pane()
        self.pane.start_assigning()

    def start_binning(self) -> None:
        """A member is never deleted: the membership ends on a day by a decision, and its history stays."""
        if self.pane.isHidden():
            self.toggle_pane()
        self.pane.start_ending()

    def toggle_pane(self) -> None:
        shown = self.pane.isHidden()
        self.pane.setVisible(shown)
        self._pane_wanted = shown
        self._arrange()
        if shown:
            self.pane.raise_()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        line = self._current_line()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in steps and line is not None and self._tabs.currentIndex() != FORMER_LIST:
            self.step_asked.emit(line.member, steps[event.key()])
        else:
            super().keyPressEvent(event)

    def _current_line(self) -> MemberLine | None:
        index = self.table.currentIndex()
        return self.table.model().line_at(index.row()) if index.isValid() else None

    def _show_tab(self, tab: int) -> None:
        self._lists.setCurrentIndex(tab)
        for mark in self._marks:
            mark.setVisible(tab == MATRIX)
        self._select_again(self.table)
        self._tell_cell()

    def _current_changed(self, current, _previous) -> None:
        if current.model() is not self.table.model():
            return
        line = self.table.model().line_at(current.row()) if current.isValid() else None
        self._current_id = line.member.id if line else self._current_id
        self.member_selected.emit(line)
        self._tell_cell()

    def _select_again(self, table: EditableTableView) -> None:
        """After the rows were laid out anew, or another view was chosen: the same member, else the first."""
        if table is not self.table:
            return
        model = table.model()
        if model.rowCount() == 0:
            self.member_selected.emit(None)
            return
        row = model.row_of(self._current_id)
        column = table.currentIndex().column() if table.currentIndex().isValid() else 1
        table.select_row(row if row is not None else 0, column)

    def _tell_cell(self) -> None:
        """The line below says the current cell in words, or which keys there are."""
        if self._tabs.currentIndex() != MATRIX:
            self._keys.put(_("F2: edit · Alt+↑ ↓ or drag: move · F5: add"))
            return
        index = self.matrix.currentIndex()
        line = self.matrix_model.line_at(index.row()) if index.isValid() else None
        group = self.matrix_model.group_at(index.column()) if index.isValid() else None
        if line is None or group is None:
            self._keys.put(_("Space: give or take a group · Alt+↑ ↓: move"))
            return
        cell = next(one for one in line.cells if one.group_id == group.id)
        self._keys.put(cell_words(line.member.name or line.member.post, group, cell))

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Pane beside or over the table, verbs by the width there is."""
        wide = self.width() / (self._theme.zoom / 100)
        over = wide < NARROW
        layout = self._split.layout()
        if over and layout.indexOf(self.pane) >= 0:
            layout.removeWidget(self.pane)
            if self._pane_wanted is None:
                self.pane.hide()
        elif not over and layout.indexOf(self.pane) < 0:
            layout.addWidget(self.pane)
            if self._pane_wanted is None:
                self.pane.show()
        width = self._theme.px(WIDE if wide >= WIDE_PAGE else WIDTH)
        self.pane.setFixedWidth(width)
        if over:
            self.pane.setGeometry(self._split.width() - width, 0, width, self._split.height())
            self.pane.raise_()
        with QSignalBlocker(self._pane_button):
            self._pane_button.setChecked(not self.pane.isHidden())
        self._print.setVisible(not over)


def committee_name(committee: Committee | None) -> str:
    """The name with whose it is: two committees of one name stand side by side."""
    if committee is None:
        return ""
    return f"{committee.name} ({word(committee.system)})"


def _shortened(words: str, most: int = MOST_NAME) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _facts(view: CommitteeView) -> str:
    if view.committee is None:
        return ""
    members = _("{count} members").format(count=len(view.members))
    decision = view.committee.decision
    if not decision:
        return members
    day = view.committee.decided_on
    if day is None:
        return f"{members} · " + _("Decision {sign}").format(sign=decision)
    return f"{members} · " + _("Decision {sign} of {day}").format(sign=decision, day=format_date(day))

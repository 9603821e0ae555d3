"""The page Ban Chỉ đạo: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QTabBar,
    QTableView,
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
from kh57_desktop.ui.committee.pane import WIDE, WIDTH, MemberPane
from kh57_desktop.ui.committee.presenter import Draft
from kh57_desktop.ui.committee.reshuffle_form import ReshuffleForm
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import offer_columns
from kh57_desktop.ui.tables.view import EditableTableView

MATRIX, LIST, FORMER_LIST = range(3)
PANE_BESIDE = 1180
"""Page width (px at zoom 100 %) from which the matrix keeps all of nine groups beside the pane."""
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


class CommitteePageView(PageFrame):
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
    reshuffle_asked = Signal(object, str, str, str)
    """(members who leave, words on those who come, day, decision)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Committee"))
        self._view = CommitteeView()
        self._current_id = ""
        self._add_verbs()
        self._add_tabs()
        self._add_line = MemberAddLine(theme)
        self._add_line.add_asked.connect(self.add_asked)
        self.add_strip(self._add_line)
        self._form = CommitteeForm(theme)
        self._form.edited.connect(self.committee_edited)
        self.add_strip(self._form)
        self.reshuffle = ReshuffleForm(theme)
        self.reshuffle.asked.connect(self.reshuffle_asked)
        self.add_strip(self.reshuffle)
        self._add_body()

    # building

    def _add_verbs(self) -> None:
        tip = _("See and print the table of assignments")
        self._print = self.add_verb(_("Print"), "print", tip, self.print_asked.emit, quiet=True, leaves=1)
        tip = _("The member leaves the committee (F6)")
        self._verbs = [
            self._print,
            self.add_verb(_("Add"), "person_add", _("Add a member (F5)"), self.start_adding),
            self.add_verb(_("Assign"), "edit", _("Assign work to the member"), self.start_assigning),
            self.add_verb(_("Leave"), "person_delete", tip, self.start_binning),
            self.add_verb(
                _("Reorganise"),
                "people_swap",
                _("Who leaves and who comes, in one step; the decision is drafted"),
                self.start_reshuffling,
                leaves=2,
            ),
        ]

    def _add_tabs(self) -> None:
        self._menu = QMenu(self)
        self._chooser = Chip(self._theme, _("Committee"))
        self._chooser.put_menu(self._menu)
        self.add_chip(self._chooser)
        self._tabs = QTabBar()
        self._theme.dress(self._tabs, font="body", kind="chips")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Views of the committee"))
        for words in (_("Matrix of assignments"), _("List"), _("Former members")):
            self._tabs.addTab(words)
        self._tabs.currentChanged.connect(self._show_tab)
        self.add_chip(self._tabs, leaves=-2)
        self._columns = offer_columns(self, lambda: self.members if self._tabs.currentIndex() == LIST else self.former)
        self._columns.hide()  # the matrix has a column for every group

    def _add_body(self) -> None:
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
        party, government = System.PARTY, System.GOVERNMENT
        self.empty.first_pressed.connect(lambda: self.founding_asked.emit(CommitteeKind.STEERING, party))
        self.empty.second_pressed.connect(lambda: self.founding_asked.emit(CommitteeKind.STEERING, government))
        self.put_body(sheet)
        self.pane = MemberPane(self._theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.pane.assign_asked.connect(self.assign_asked)
        self.pane.unassign_asked.connect(self.unassign_asked)
        self.pane.end_asked.connect(self.end_asked)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE, beside=PANE_BESIDE)

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
        self.facts.put(_facts(view))
        self._fill_menu(view)
        for widget in (*self._verbs, self._tabs, self._chooser, self.pane_button):
            widget.setEnabled(view.committee is not None)
        if view.committee is None:
            self.show_empty(
                "people_team",
                _("There is no committee yet"),
                _("Found one here and add its members, or read the decision on it as a document."),
                _("Committee of the Party body"),
                _("Committee of the UBND"),
            )
        else:
            self.show_body()
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
        self.banner.show_message(message_of(error, buttons, is_passing=True))

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
    def table(self) -> EditableTableView:  # type: ignore[override]
        """The table in sight."""
        return (self.matrix, self.members, self.former)[self._tabs.currentIndex()]

    def choose_tab(self, tab: int) -> None:
        self._tabs.setCurrentIndex(tab)

    def start_adding(self) -> None:
        if self._view.committee is not None:
            self._add_line.start()

    def start_reshuffling(self) -> None:
        if self._view.committee is not None:
            self.reshuffle.start(self._view.members)

    def start_assigning(self) -> None:
        self.open_pane()
        self.pane.start_assigning()

    def start_binning(self) -> None:
        """A member is never deleted: the membership ends on a day by a decision, and its history stays."""
        self.open_pane()
        self.pane.start_ending()

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
        self._columns.setVisible(tab != MATRIX)
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

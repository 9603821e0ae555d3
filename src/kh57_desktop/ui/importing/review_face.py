"""What was found beside the document: tabs of rows, doubtful ones first, and below them what the current row asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QTabBar, QVBoxLayout, QWidget

from kh57_desktop.domain.corrections.draft import Fate, RowKind
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.domain.plan_reading import Passage, ReadColumn
from kh57_desktop.i18n import _
from kh57_desktop.ui.importing.answers import ANSWERS, KINDS
from kh57_desktop.ui.importing.columns import columns_for
from kh57_desktop.ui.importing.mapping_bar import MappingBar
from kh57_desktop.ui.importing.original_side import OriginalSide
from kh57_desktop.ui.importing.review_lines import (
    NEW_UNIT,
    TAB_WORDS,
    Line,
    Review,
    Tab,
    changed_words,
    lines_of,
    tabs_of,
)
from kh57_desktop.ui.importing.review_table import ReviewModel, ReviewTable
from kh57_desktop.ui.importing.strips import AddStrip, AnswerStrip, SplitStrip
from kh57_desktop.ui.style.states import DOUBTFUL
from kh57_desktop.ui.style.theme import Theme

if TYPE_CHECKING:
    from kh57_desktop.ui.importing.presenter import ImportPresenter

BESIDE = 940
"""Width of the page (px at 100 %) from which the document stands beside the rows unless F4 closed it."""
_CHANGEABLE = (RowKind.TASK, RowKind.GROUP, RowKind.INDICATOR, RowKind.DUTY, RowKind.BODY)


class ReviewFace(QWidget):
    """`presenter` is asked directly: this face is nothing without an import in hand."""

    columns_chosen = Signal(object)
    document_toggled = Signal()

    def __init__(self, theme: Theme, with_presenter: Callable[[Callable[[ImportPresenter], object]], object]) -> None:
        super().__init__()
        self._theme = theme
        self._with = with_presenter
        self._review: Review | None = None
        self._tab = Tab.TASKS
        self._document_wanted: bool | None = None
        self._selecting = False
        column = QVBoxLayout(self)
        theme.lay(column)
        self.mapping = MappingBar(theme)
        self.mapping.chosen.connect(self.columns_chosen)
        column.addWidget(self.mapping)
        row = QHBoxLayout()
        theme.lay(row)
        row.addWidget(self._left(), 7)
        row.addWidget(self._right(), 12)
        column.addLayout(row, 1)

    def _left(self) -> QFrame:
        self.paper = paper = OriginalSide(self._theme)
        self.document = paper.document
        paper.step_asked.connect(self.next_doubtful)
        self.document.passage_chosen.connect(lambda place: self._with(lambda one: one.point_from(place)))
        self.document.row_asked.connect(lambda place, kind: self._with(lambda one: one.add_passage(place, kind)))
        return paper

    def _right(self) -> QFrame:
        self.side = side = QFrame()
        self._theme.dress(side, ground="sheet", edge="left")
        column = QVBoxLayout(side)
        self._theme.lay(column)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(_("Kinds of rows found"))
        self._theme.dress(self.tabs, font="body")
        self.tabs.currentChanged.connect(self._tab_chosen)
        holder = QHBoxLayout()
        self._theme.lay(holder, (16, 2, 8, 0))
        holder.addWidget(self.tabs, 1)
        column.addLayout(holder)
        self.model = ReviewModel(self._edit, self)
        self.table = ReviewTable(self._theme)
        self.table.setAccessibleName(_("Rows found"))
        self.table.setModel(self.model)
        self.table.fold_asked.connect(self._fold)
        self.table.answer_clicked.connect(self._answer_first)
        self.table.check_asked.connect(lambda: self._with(lambda one: one.check(self.table.chosen_keys())))
        self.table.menu_asked.connect(self._open_menu)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._current_changed())
        column.addWidget(self.table, 1)
        self.answers = AnswerStrip(self._theme)
        self.split = SplitStrip(self._theme)
        self.split.split_asked.connect(lambda key, at: self._with(lambda one: one.split(key, at)))
        self.add = AddStrip(self._theme)
        self.add.add_asked.connect(self._add)
        for strip in (self.split, self.add):
            strip.closed.connect(self._strip_closed)
            column.addWidget(strip)
        column.addWidget(self.answers)
        return side

    def _strip_closed(self) -> None:
        self.answers.show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # showing

    def put_import(self, unfinished: UnfinishedImport) -> None:
        self._review = None
        self.side.show()
        self.model.unfold_all()
        self.document.put(unfinished.draft.base.passages)
        columns = unfinished.draft.base.columns
        self.mapping.put(
            columns, _("The columns of the sheet were understood so; change what is wrong.") if columns else ""
        )
        self.paper.tell_place()

    @property
    def has_rows(self) -> bool:
        return self._review is not None

    def put_columns(self, columns: Sequence[ReadColumn], passages: Sequence[Passage], name: str) -> None:
        """No table was understood: only the columns, to be told, and the sheet."""
        self._review = None
        self.document.put(passages)
        self.paper.show()
        self.side.hide()
        self.mapping.put(
            columns,
            _("The columns of “{name}” were not understood. Please say what each of them holds.").format(name=name),
        )

    def put(self, review: Review, tab: Tab) -> None:
        """Rows anew; the current one stays, or what stands in its place now."""
        before = self.table.current_line
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        scrolled = self.table.verticalScrollBar().value()
        same_tab = self._review is not None and tab is self._tab
        self._review, self._tab = review, tab
        self._put_tabs(review, tab)
        self._selecting = True
        self._put_lines(review, tab)
        self._selecting = False
        if not self.split.isHidden():
            self.split.leave()
        if same_tab and before is not None:
            found = self.model.row_of(before.id)
            self.table.verticalScrollBar().setValue(scrolled)
            self._choose_row(found if found is not None else min(row, self.model.rowCount() - 1), column)
        else:
            self._choose_row(next((row for row in range(self.model.rowCount()) if self.model.line(row)), 0))
        self._current_changed()

    def _put_lines(self, review: Review, tab: Tab) -> None:
        """Beside the document a column that is empty in all rows makes room; F4 brings it back."""
        lines = lines_of(review, tab)
        rows = [line for line in lines if isinstance(line, Line)]
        filled = {name for line in rows for name, cell in line.cells.items() if cell.shown}
        is_update = bool(review.unfinished.update_of)
        columns = columns_for(tab, is_update=is_update, filled=None if self.paper.isHidden() else filled)
        self.table.put_columns(columns)
        self.model.put(columns, lines)

    def _put_tabs(self, review: Review, tab: Tab) -> None:
        found = tabs_of(review)
        with QSignalBlocker(self.tabs):
            while self.tabs.count() > len(found):
                self.tabs.removeTab(self.tabs.count() - 1)
            while self.tabs.count() < len(found):
                self.tabs.addTab("")
            icon = QIcon(
                self._theme.pixmap(DOUBTFUL.icon, self._theme.state_text(DOUBTFUL), ratio=self.devicePixelRatioF())
            )
            for place, (one, count, places) in enumerate(found):
                words = _(TAB_WORDS[one])
                self.tabs.setTabText(place, f"{words} {count}" if count else words)
                self.tabs.setTabIcon(place, icon if places else QIcon())
                tip = _("{words}: {places} places to look at").format(words=words, places=places) if places else words
                self.tabs.setTabToolTip(place, tip)
                self.tabs.setAccessibleTabName(place, tip)
                self.tabs.setTabData(place, one)
                if one is tab:
                    self.tabs.setCurrentIndex(place)

    def _tab_chosen(self, place: int) -> None:
        tab = self.tabs.tabData(place)
        if tab is not None:
            self._with(lambda one: one.choose_tab(Tab(tab)))

    def show_place(self, first: int, last: int, *, is_doubtful: bool) -> None:
        self.document.show_place(first, last, is_doubtful=is_doubtful)
        self.paper.tell_place()

    def select(self, line_id: str) -> None:
        row = self.model.row_of(line_id)
        if row is None:  # below a heading that is closed
            self.model.unfold_all()
            if self._review is not None:
                self.model.put(self.table.columns, lines_of(self._review, self._tab))
            row = self.model.row_of(line_id)
        if row is not None:
            self._choose_row(row)

    def _choose_row(self, row: int, column: int | None = None) -> None:
        if 0 <= row < self.model.rowCount():
            main = next(place for place, one in enumerate(self.table.columns) if one.is_main)
            self.table.select_row(row, column if column is not None and column > 0 else main)

    def _fold(self, heading: str) -> None:
        self.model.fold(heading)
        row = self.model.row_of(heading)
        if row is not None:
            self.table.select_row(row, 0)

    # the current row

    def _current_changed(self) -> None:
        if self._selecting:
            return
        line = self.table.current_line
        self._ask(line)
        self._with(lambda one: one.point_at(line))

    def _ask(self, line: Line | None) -> None:
        """The answers of the row's first doubt, or what a new version does to it."""
        if line is None:
            self.answers.put("")
        elif line.doubts:
            doubt = line.doubts[0]
            choices = [
                (_(ANSWERS[answer]), lambda answer=answer: self._with(lambda one: one.answer(doubt, answer)))
                for answer in doubt.answers
            ]
            if doubt.field in line.cells and doubt.field != "text":
                choices.append((_("Correct the cell (F2)"), lambda: self._edit_field(doubt.field)))
            self.answers.put(doubt.reason, choices)
        else:
            self._ask_other(line)

    def _edit_field(self, field: str) -> None:
        """The cell in question opens; where the document leaves no room for it, the document makes way."""
        keys = [column.key for column in self.table.columns]
        if field not in keys or self.table.isColumnHidden(keys.index(field)):
            self._document_wanted = False
            self._show_document(False)
            keys = [column.key for column in self.table.columns]
        if field in keys:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.select_row(self.table.currentIndex().row(), keys.index(field))
            self.table.edit(self.table.currentIndex())

    def _ask_other(self, line: Line) -> None:
        review = self._review
        change = review.by_key.get(line.key) if review is not None and line.key is not None else None
        if self._tab is Tab.UNITS and line.is_doubtful:
            cell = line.cells["unit"]
            self.answers.put(
                line.reason,
                [
                    (_("Yes, it is that unit"), lambda: self._edit(line, "unit", cell.choices[0])),
                    (_(NEW_UNIT), lambda: self._edit(line, "unit", _(NEW_UNIT))),
                ],
            )
        elif self._tab is Tab.LEFT_OUT and line.key is not None:
            key = line.key
            choices = [(_("Take it in again"), lambda: self._with(lambda one: one.restore([key])))]
            self.answers.put(_("This row is not taken."), choices)
        elif self._tab is Tab.GONE and review is not None and review.members is None:
            self._ask_version(
                line.what, _("This row is on file but not in the new version."), _("Follow the new version")
            )
        elif change is not None and change.kind is ChangeKind.CHANGED and change.old_id is not None:
            assert review is not None
            words = changed_words(review.draft.row(change.key), change.before) if change.key is not None else ""
            words = words or _("The group or the printed number is another one.")
            self._ask_version(change.old_id, words, _("Take the new words"))
        else:
            self.answers.put(_("Ctrl+Enter: this row is right. F2: correct the cell.") if line.key is not None else "")

    def _ask_version(self, old_id: str, sentence: str, follow: str) -> None:
        kept = self._review is not None and old_id in self._review.unfinished.kept_rows
        words = follow if kept else _("Keep it as on file")
        self.answers.put(sentence, [(words, lambda: self._with(lambda one: one.keep_row_on_file(old_id, on=not kept)))])

    def _answer_first(self, line: Line) -> None:
        doubt = next(doubt for doubt in line.doubts if doubt.answers[0] is line.first_answer)
        self._with(lambda one: one.answer(doubt, doubt.answers[0]))

    def _edit(self, line: Line, field: str, words: str) -> bool:
        return bool(self._with(lambda one: one.edit(line, field, words)))

    # gestures

    def next_doubtful(self, step: int = 1) -> None:
        line = self.table.current_line
        self._with(lambda one: one.next_doubtful(line.id if line is not None else "", step=step))

    def start_split(self) -> None:
        line = self.table.current_line
        if line is not None and line.key is not None and self._review is not None:
            text = self._review.draft.row(line.key).text
            doubt = next((doubt for doubt in line.doubts if doubt.at), None)
            self.add.hide()
            self.answers.hide()
            self.split.ask(line.key, text, doubt.at if doubt is not None else None)

    def start_adding(self) -> None:
        if self._review is not None:
            self.split.hide()
            self.answers.hide()
            self.add.ask()

    def _add(self, words: str) -> None:
        line = self.table.current_line
        key = line.key if line is not None else None
        self._with(lambda one: one.add(key, words))

    def join(self) -> None:
        self._with(lambda one: one.join(self.table.chosen_keys()))

    def drop(self) -> None:
        """Left out, or taken in again where it was."""
        keys = self.table.chosen_keys()
        self._with(lambda one: one.restore(keys) if self._tab is Tab.LEFT_OUT else one.drop(keys))

    def mark_not_ours(self) -> None:
        self._with(lambda one: one.mark_not_ours(self.table.chosen_keys()))

    def _open_menu(self, spot: QPoint) -> None:
        keys = self.table.chosen_keys()
        if keys and self._review is not None:
            self.row_menu(keys).popup(spot)

    def row_menu(self, keys: list[int]) -> QMenu:
        """What can be done with the chosen rows."""
        review = self._review
        assert review is not None
        rows = [review.draft.row(key) for key in keys]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._tab is Tab.LEFT_OUT:
            menu.addAction(_("Take it in again"), self.drop)
            return menu
        menu.addAction(_("It is right"), lambda: self._with(lambda one: one.check(keys)))
        if len(keys) == 1:
            menu.addAction(_("Split the row…"), self.start_split)
        menu.addAction(_("Join rows"), self.join)
        menu.addAction(_("Leave it out"), self.drop)
        if all(row.kind is RowKind.TASK for row in rows):
            ours = any(row.fate is not Fate.NOT_OURS for row in rows)
            words = _("Not the commune's task") if ours else _("It is the commune's task")
            menu.addAction(words, self.mark_not_ours)
        menu.addSeparator()
        kinds = menu.addMenu(_("Make it a"))
        for kind in _CHANGEABLE:
            if any(row.kind is not kind for row in rows):
                kinds.addAction(_(KINDS[kind]), lambda kind=kind: self._with(lambda one: one.make(keys, kind)))
        heads = {RowKind.TASK: RowKind.GROUP, RowKind.DUTY: RowKind.BODY}
        wanted = heads.get(rows[0].kind) if len({row.kind for row in rows}) == 1 else None
        if wanted is not None:
            groups = menu.addMenu(_("Move to"))
            for head in review.draft.of_kind(wanted):
                title = f"{head.number} {head.text}".strip()[:70]
                groups.addAction(title, lambda key=head.key: self._with(lambda one: one.move_to(keys, key)))
        return menu

    # room

    def toggle_document(self) -> None:
        self._document_wanted = self.paper.isHidden()
        self._show_document(self._document_wanted)

    def _show_document(self, shown: bool) -> None:
        if shown is not self.paper.isHidden():
            return
        self.paper.setVisible(shown)
        if self._review is not None:
            self.put(self._review, self._tab)

    def arrange(self, wide: float) -> None:
        """The document beside the rows where there is room, unless the person chose otherwise."""
        if self.side.isHidden():
            return
        shown = self._document_wanted if self._document_wanted is not None else wide >= BESIDE
        self._show_document(shown)

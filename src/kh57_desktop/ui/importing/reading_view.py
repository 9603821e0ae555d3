"""What was found in a document: doubts first, the rows by kind, and the document as it was read beside them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTabBar, QTextEdit, QVBoxLayout, QWidget

from kh57_desktop.domain.plan_reading import Doubt, PlanReading
from kh57_desktop.i18n import _, fold
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.importing.rows import FOUND_COLUMNS, FoundModel, duty_rows, head_rows, indicator_rows, task_rows
from kh57_desktop.ui.style.states import DOUBTFUL
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.view import EditableTableView
from kh57_desktop.ui.tasks.log_list import LogLine, LogList

SERIF = ("Liberation Serif", "Tinos", "Times New Roman")
NARROW = 760
"""Below this width (px at 100 %) the document beside the rows is folded away."""


class ReadingView(QWidget):
    """Left the document, right doubts and rows. Choosing a doubt shows its place in the document."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._reading = PlanReading()
        row = QHBoxLayout(self)
        theme.lay(row)
        row.addWidget(self._left(), 2)
        row.addWidget(self._right(), 3)
        theme.changed.connect(self._dress_document)

    def _left(self) -> QWidget:
        self._paper = QFrame()
        self._theme.dress(self._paper, ground="backdrop")
        column = QVBoxLayout(self._paper)
        self._theme.lay(column, (16, 8, 8, 8), 6)
        caption = QLabel(_("The document as read"))
        self._theme.dress(caption, font="small_strong", ink="2")
        self._document = QTextEdit()
        self._document.setReadOnly(True)
        self._document.setTabChangesFocus(True)
        self._document.setAccessibleName(_("The document as read"))
        self._theme.dress(self._document, kind="document")
        column.addWidget(caption)
        column.addWidget(self._document, 1)
        self._dress_document()
        return self._paper

    def _right(self) -> QWidget:
        side = QFrame()
        self._theme.dress(side, ground="sheet", edge="left")
        column = QVBoxLayout(side)
        self._theme.lay(column)
        self._doubt_title = WrappedWords(self._theme, role="strong")
        head = QVBoxLayout()
        self._theme.lay(head, (16, 10, 16, 4))
        head.addWidget(self._doubt_title)
        self._doubts = LogList(self._theme)
        self._doubts.setAccessibleName(_("Places to look at"))
        self._doubts.selectionModel().currentChanged.connect(self._show_doubt)
        holder = QHBoxLayout()
        self._theme.lay(holder, (16, 0, 8, 0))
        holder.addWidget(self._doubts)
        column.addLayout(head)
        column.addLayout(holder)
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Kinds of rows found"))
        self._theme.dress(self._tabs, font="body")
        tabs = QHBoxLayout()
        self._theme.lay(tabs, (16, 4, 8, 0))
        tabs.addWidget(self._tabs)
        tabs.addStretch(1)
        column.addLayout(tabs)
        self._model = FoundModel(self)
        self._table = EditableTableView(self._theme, FOUND_COLUMNS)
        self._table.setAccessibleName(_("Rows found"))
        self._table.setModel(self._model)
        self._table.fold_asked.connect(self._model.fold)
        column.addWidget(self._table, 1)
        note = QLabel(_("A copy of the data is kept before; one Undo takes the whole import back."))
        self._theme.dress(note, font="small", ink="2", height=28)
        foot = QHBoxLayout()
        self._theme.lay(foot, (16, 0, 16, 0))
        foot.addWidget(note)
        column.addLayout(foot)
        self._tabs.currentChanged.connect(self._show_kind)
        return side

    def put(self, reading: PlanReading) -> None:
        self._reading = reading
        self._write_document(reading)
        count = len(reading.doubts)
        if count:
            self._doubt_title.put(_("{count} places to look at first").format(count=count))
        else:
            self._doubt_title.put(_("Everything was read without a doubt."))
        self._doubts.put(
            [LogLine(when="", strong="", who=doubt.where, words=(doubt.reason,)) for doubt in reading.doubts]
        )
        self._doubts.setVisible(bool(count))
        self._doubts.setMaximumHeight(self._theme.px(54 * min(count, 4) + 4))
        kinds = (
            (_("Tasks"), len(reading.tasks)),
            (_("Indicators"), len(reading.indicators)),
            (_("Assignments"), sum(len(row.duties) for row in reading.assignments)),
            (_("Head of the plan"), 0),
        )
        while self._tabs.count():
            self._tabs.removeTab(0)
        for words, found in kinds:
            self._tabs.addTab(f"{words}  {found}" if found else words)
        self._show_kind(0)

    def _show_kind(self, place: int) -> None:
        makers = (task_rows, indicator_rows, duty_rows, head_rows)
        if 0 <= place < len(makers):
            self._model.put(makers[place](self._reading))

    def _show_doubt(self, current, _previous) -> None:
        if current.isValid() and current.row() < len(self._reading.doubts):
            self._mark(self._reading.doubts[current.row()])

    def _mark(self, doubt: Doubt) -> None:
        """Put the doubtful place of the document into sight and on its tint."""
        words, wanted = fold(self._document.toPlainText()), fold(doubt.where)[:60]
        at = words.find(wanted) if wanted else -1
        if at < 0:
            return
        cursor = self._document.textCursor()
        cursor.setPosition(at)
        self._document.setTextCursor(cursor)
        bar, spot = self._document.verticalScrollBar(), self._document.cursorRect(cursor)
        bar.setValue(bar.value() + spot.top() - self._document.viewport().height() // 3)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        look = QTextCharFormat()
        look.setBackground(QColor(DOUBTFUL.light[1]))  # document pages stay paper in the dark theme too
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        selection.format = look
        self._document.setExtraSelections([selection])

    def _write_document(self, reading: PlanReading) -> None:
        """Headings bold, paragraphs with the first line set in, as on paper."""
        self._document.clear()
        cursor = self._document.textCursor()
        for place, (words, is_heading) in enumerate(document_paragraphs(reading)):
            if place:
                cursor.insertBlock()
            block = QTextBlockFormat()
            block.setTextIndent(self._theme.px(28))
            block.setBottomMargin(self._theme.px(5))
            block.setLineHeight(self._theme.px(22), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold if is_heading else QFont.Weight.Normal)
            cursor.setBlockFormat(block)
            cursor.insertText(words, look)
        cursor.setPosition(0)
        self._document.setTextCursor(cursor)
        self._document.setExtraSelections([])

    def _dress_document(self) -> None:
        font = QFont(SERIF[0])
        font.setFamilies(list(SERIF))
        font.setPointSizeF(11.5 * self._theme.zoom / 100)
        self._document.setFont(font)
        self._document.document().setDocumentMargin(self._theme.px(16))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._paper.setVisible(self.width() / (self._theme.zoom / 100) >= NARROW)


def document_paragraphs(reading: PlanReading) -> list[tuple[str, bool]]:
    """(words, whether it is a heading) of the document as the reading keeps it."""
    found = [(reading.title or "", True), *((words, False) for words in reading.preamble)]
    for section in reading.sections:
        found.append((f"{section.number}. {section.title}" if section.number else section.title, True))
        found.extend((words, False) for words in section.paragraphs)
    return [(words, is_heading) for words, is_heading in found if words]

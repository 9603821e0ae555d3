"""The import page: drop or choose a document, see it read, look through the doubts, accept all of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.ui.documents import ENDINGS, document_of
from kh57_desktop.ui.files import ask_open
from kh57_desktop.ui.importing.reading_view import ReadingView
from kh57_desktop.ui.messages import Banner, message_of
from kh57_desktop.ui.style.theme import Theme


def ask_document(parent: QWidget) -> Path | None:
    """The file dialog for a plan document."""
    endings = " ".join(f"*{ending}" for ending in ENDINGS)
    names = _("Plan documents ({endings})").format(endings=endings)
    return ask_open(parent, _("Choose the plan document"), "", names)


class ImportPage(QWidget):
    """Three faces: drop a document here, reading it, what was found."""

    document_chosen = Signal(object)
    accept_asked = Signal()
    stop_asked = Signal()
    drop_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.dress(self, ground="sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        theme.lay(column)
        column.addWidget(self._head())
        self.banner = Banner(theme)
        column.addWidget(self.banner)
        self._faces = QStackedWidget()
        self._start, self._work = self._start_face(), self._work_face()
        self._found = ReadingView(theme)
        for face in (self._start, self._work, self._found):
            self._faces.addWidget(face)
        column.addWidget(self._faces, 1)
        self.show_start()

    # building

    def _head(self) -> QWidget:
        head = QWidget()
        self._theme.dress(head, height=46)
        row = QHBoxLayout(head)
        self._theme.lay(row, (16, 8, 12, 6), 8)
        title = QLabel(_("Import a plan"))
        self._theme.dress(title, font="title")
        self._facts = QLabel()
        self._theme.dress(self._facts, font="body", ink="2")
        self._other = QPushButton(_("Another document…"))
        self._theme.dress(self._other, font="body", icon="folder_open")
        self._other.clicked.connect(self.ask)
        self._drop = QPushButton(_("Do not take it"))
        self._theme.dress(self._drop, font="body", icon="dismiss")
        self._drop.clicked.connect(self.drop_asked)
        self._accept = QPushButton(_("Accept all {count} tasks").format(count=0))
        self._theme.dress(self._accept, font="strong", icon="checkmark", icon_ink="on_accent", kind="primary")
        self._accept.clicked.connect(self.accept_asked)
        row.addWidget(title)
        row.addWidget(self._facts)
        row.addStretch(1)
        for button in (self._other, self._drop, self._accept):
            row.addWidget(button)
        close = QToolButton()
        self._theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.close_asked)
        row.addWidget(close)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_asked)
        return head

    def _start_face(self) -> QWidget:
        face = QWidget()
        outer = QVBoxLayout(face)
        self._theme.lay(outer, (16, 8, 16, 16), 8)
        self._zone = QFrame()
        self._theme.dress(self._zone, edge="drop")
        column = QVBoxLayout(self._zone)
        self._theme.lay(column, (24, 24, 24, 24), 8)
        self._zone_icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        title = QLabel(_("Drop the plan document here"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._theme.dress(title, font="section")
        hint = QLabel(
            _(
                "Word, PDF, text or Excel (.docx, .pdf, .txt, .xlsx). "
                "Tasks, indicators and assignments are found for you."
            ),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        hint.setWordWrap(True)
        self._theme.dress(hint, font="body", ink="2")
        choose = QPushButton(_("Choose a document…"))
        self._theme.dress(choose, font="strong", icon="document_search", icon_ink="on_accent", kind="primary")
        choose.clicked.connect(self.ask)
        self._choose = choose
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(choose)
        buttons.addStretch(1)
        secret = QLabel(
            _("Do not import documents stamped MẬT, TỐI MẬT or TUYỆT MẬT."), alignment=Qt.AlignmentFlag.AlignCenter
        )
        self._theme.dress(secret, font="small", ink="3")
        column.addStretch(1)
        column.addWidget(self._zone_icon)
        column.addWidget(title)
        column.addWidget(hint)
        column.addLayout(buttons)
        column.addStretch(1)
        column.addWidget(secret)
        outer.addWidget(self._zone)
        self._theme.changed.connect(self._paint_icon)
        self._paint_icon()
        return face

    def _work_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        self._theme.lay(column, (16, 48, 16, 16), 10)
        self._work_title = QLabel()
        self._theme.dress(self._work_title, font="section")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress of the reading"))
        self._work_text = QLabel()
        self._theme.dress(self._work_text, font="body", ink="2")
        self._stop = QPushButton(_("Stop"))
        self._theme.dress(self._stop, font="body", icon="stop")
        self._stop.clicked.connect(self.stop_asked)
        row = QHBoxLayout()
        row.addWidget(self._work_text, 1)
        row.addWidget(self._stop)
        column.addWidget(self._work_title)
        column.addWidget(self._bar)
        column.addLayout(row)
        column.addStretch(1)
        return face

    def _paint_icon(self) -> None:
        colour, ratio = self._theme.colour("ink3"), self.devicePixelRatioF()
        self._zone_icon.setPixmap(self._theme.pixmap("arrow_import", colour, size=32, ratio=ratio))

    # what the presenter shows

    def show_start(self) -> None:
        self._face(self._start)
        self._facts.clear()
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """The button that begins the work, so that Enter opens the dialog; hidden faces cannot take the focus."""
        if self._faces.currentWidget() is self._start:
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self, document: Path) -> None:
        self.banner.dismiss()
        self._face(self._work)
        self._facts.setText(document.name)
        self._work_title.setText(_("Working on “{name}”").format(name=document.name))
        self._work_text.clear()
        self._bar.setRange(0, 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # an Enter too many must not press Dừng

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._work_text.setText(text)

    def show_reading(self, document: Path, reading: PlanReading) -> None:
        self._face(self._found)
        self._facts.setText(document.name)
        self._accept.setText(_("Accept all {count} tasks").format(count=len(reading.tasks)))
        self._found.put(reading)
        self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def _face(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        found = face is self._found
        for button in (self._other, self._drop, self._accept):
            button.setVisible(found)

    # gestures

    def ask(self) -> None:
        document = ask_document(self)
        if document is not None:
            self.document_chosen.emit(document)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if document_of(event) is not None:
            event.acceptProposedAction()
            self._theme.mark(self._zone, over="true")

    def dragLeaveEvent(self, event) -> None:
        self._theme.mark(self._zone, over="false")

    def dropEvent(self, event: QDropEvent) -> None:
        self._theme.mark(self._zone, over="false")
        document = document_of(event)
        if document is not None:
            event.acceptProposedAction()
            self.document_chosen.emit(document)

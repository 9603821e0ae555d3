"""The import page: drop documents, see them read, look the rows through beside the original, accept them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kh57_desktop.domain.corrections.draft import RowKind
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.plan_reading import Passage, ReadColumn
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.ui.documents import ENDINGS, documents_of
from kh57_desktop.ui.files import ask_open_many
from kh57_desktop.ui.importing.review_face import ReviewFace
from kh57_desktop.ui.importing.review_lines import Review, Tab
from kh57_desktop.ui.importing.start_face import StartFace
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.theme import Theme

if TYPE_CHECKING:
    from kh57_desktop.ui.importing.presenter import ImportPresenter


def ask_documents(parent: QWidget) -> list[Path]:
    """The file dialog for a plan and whatever belongs to it."""
    endings = " ".join(f"*{ending}" for ending in ENDINGS)
    names = _("Plan documents ({endings})").format(endings=endings)
    return ask_open_many(parent, _("Choose the plan document"), "", names)


class ImportPage(PageFrame):
    """Faces: drop documents here, reading, what was found."""

    documents_chosen = Signal(object)
    stop_asked = Signal()
    accept_asked = Signal()
    give_up_asked = Signal()
    resume_asked = Signal(object)
    give_up_waiting_asked = Signal(object)
    version_chosen = Signal(str)
    columns_chosen = Signal(object, object)
    """Columns as read and their meanings by heading key."""
    close_asked = Signal()
    steps_changed = Signal()

    def __init__(self, theme: Theme, with_presenter: Callable[[Callable[[ImportPresenter], object]], object]) -> None:
        super().__init__(theme, _("Import a plan"), has_back=True)
        self.setAcceptDrops(True)
        self.back.clicked.connect(self.close_asked)
        self.review = ReviewFace(theme, with_presenter)
        self.review.columns_chosen.connect(lambda meanings: self.columns_chosen.emit(self._columns, meanings))
        self._verbs = [
            self.add_verb(
                _("Split row"), "split_horizontal", _("Part a row in two (Ctrl+T)"), self.review.start_split, leaves=1
            ),
            self.add_verb(
                _("Join"),
                "merge",
                _("Join the chosen rows, or one with the row above (Ctrl+J)"),
                self.review.join,
                leaves=2,
            ),
            self.add_verb(_("Drop row"), "delete", _("Leave the chosen rows out (F6)"), self.review.drop, leaves=3),
        ]
        self.accept = self.add_verb("", "checkmark", "", self.accept_asked.emit, primary=True)
        self.start = StartFace(theme)
        self.start.ask_asked.connect(self.ask)
        self.start.resume_asked.connect(self.resume_asked)
        self.start.give_up_asked.connect(self.give_up_waiting_asked)
        self.work = self._work_face()
        self.steps: dict[str, str] = {"undo": "", "redo": ""}
        self._columns: Sequence[ReadColumn] = ()
        self._names = ""
        self._faces = QStackedWidget()
        for face in (self.start, self.work, self.review):
            self._faces.addWidget(face)
        self.put_body(self._faces)
        self.show_start(())

    def _work_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        self._theme.lay(column, (16, 48, 16, 16), 10)
        self._work_title = QLabel()
        self._work_title.setWordWrap(True)
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

    # what the presenter shows

    def show_start(self, waiting: Sequence[UnfinishedImport]) -> None:
        self.banner.dismiss()
        self.start.put(waiting)
        self.facts.put("")
        self._face(self.start)
        self.take_focus()

    def show_working(self, names: Sequence[str]) -> None:
        self.banner.dismiss()
        self._face(self.work)
        self._names = " + ".join(names)
        self.facts.put(self._names)
        self._work_title.setText(_("Working on “{name}”").format(name=self._names))
        self._work_text.clear()
        self._bar.setRange(0, 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # an Enter too many must not press Dừng

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._work_text.setText(text)

    def show_import(self, unfinished: UnfinishedImport) -> None:
        self._columns = unfinished.draft.base.columns
        self.review.put_import(unfinished)
        pages = max((passage.page for passage in unfinished.draft.base.passages), default=0)
        names = " + ".join(document.name for document in unfinished.documents)
        self.facts.put(_("{names} · {count} pages").format(names=names, count=pages) if pages else names)

    def show_columns(self, columns: Sequence[ReadColumn], passages: Sequence[Passage], name: str) -> None:
        self._columns = columns
        self.review.put_columns(columns, passages, name)
        self.facts.put(name)
        self._face(self.review, with_verbs=False)

    def show_review(self, review: Review, tab: Tab) -> None:
        is_new = self._faces.currentWidget() is not self.review
        self._face(self.review)
        self.review.put(review, tab)
        self._word_accept(review)
        self._arrange()
        if is_new:
            self.review.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _word_accept(self, review: Review) -> None:
        draft = review.draft
        tasks, indicators = len(draft.of_kind(RowKind.TASK)), len(draft.of_kind(RowKind.INDICATOR))
        if draft.is_decision:
            words = _("Accept all {count} members").format(count=len(draft.of_kind(RowKind.MEMBER)))
        elif review.unfinished.update_of:
            words = _("Update {code}").format(code=review.unfinished.update_of)
        elif tasks or not indicators:
            words = _("Accept all {count} tasks").format(count=tasks)
        else:
            words = _("Accept all {count} indicators").format(count=indicators)
        self.accept.setText(words)
        self.accept.setToolTip(_("A copy of the data is kept before; one Undo takes the whole import back (F12)"))
        self.verbs.updateGeometry()

    def show_place(self, first: int, last: int, *, is_doubtful: bool) -> None:
        self.review.show_place(first, last, is_doubtful=is_doubtful)

    def select(self, line_id: str) -> None:
        self.review.select(line_id)

    def show_steps(self, undo: str, redo: str) -> None:
        """Ctrl+Z and Ctrl+Y take corrections back while rows are looked through."""
        self.steps = {"undo": _(undo) if undo else "", "redo": _(redo) if redo else ""}
        self.steps_changed.emit()

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def show_advice(self, sentence: str) -> None:
        self.banner.show_message(Message(Tone.NOTICE, sentence))

    def ask_version(self, code: str) -> None:
        sentence = _("This plan is on file already as {code}.").format(code=code)
        advice = _("As a new version it keeps codes and progress; as a plan of its own it stands beside the old one.")
        buttons = (
            (_("Update {code}").format(code=code), lambda: self.version_chosen.emit(code)),
            (_("Another plan"), lambda: self.version_chosen.emit("")),
        )
        self.banner.show_message(Message(Tone.NOTICE, sentence, advice, buttons, must_decide=True))

    def _face(self, face: QWidget, *, with_verbs: bool = True) -> None:
        self._faces.setCurrentWidget(face)
        self.steps_changed.emit()
        found = face is self.review and with_verbs
        for button in (*self._verbs, self.accept):
            self.verbs.leave_out(button, not found)

    @property
    def is_reviewing(self) -> bool:
        """Rows of an import are looked through."""
        return self._faces.currentWidget() is self.review and self.review.has_rows

    # gestures

    def take_focus(self) -> None:
        """Where the work begins, so that Enter opens the dialog; hidden faces cannot take the focus."""
        current = self._faces.currentWidget()
        if current is self.start:
            target = self.start.resumes[0] if self.start.resumes else self.start.choose
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif current is self.review:
            self.review.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Nothing of it while no rows are in sight; the menus ask only once what a page can do."""
        table = self.review.table
        found = {
            "edit_cell": lambda: table.edit(table.currentIndex()),
            "pane": self.review.toggle_document,
            "full": lambda: table.show_full(not table.is_full),
        }
        return {key: (lambda act=act: act() if self.is_reviewing else None) for key, act in found.items()}

    def ask(self) -> None:
        documents = ask_documents(self)
        if documents:
            self.documents_chosen.emit(documents)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if documents_of(event):
            event.acceptProposedAction()
            self._theme.mark(self.start.zone, over="true")

    def dragLeaveEvent(self, event) -> None:
        self._theme.mark(self.start.zone, over="false")

    def dropEvent(self, event: QDropEvent) -> None:
        self._theme.mark(self.start.zone, over="false")
        documents = documents_of(event)
        if documents:
            event.acceptProposedAction()
            self.documents_chosen.emit(documents)

    def arrange(self) -> None:
        self.review.arrange(self.wide)

"""The page Xem trước: the paper as it will be printed, with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.printing import EXCEL, FORMATS, PDF, PDF_WITH_DATA, WORD, Offer, PaperWanted, ending
from kh57_desktop.ui.files import ask_save
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.preview.controls import PageNumber, PaperChoices, ZoomControl, zoom_key
from kh57_desktop.ui.preview.places import Fit
from kh57_desktop.ui.preview.print_memory import PrintMemory
from kh57_desktop.ui.preview.print_pane import WIDTH, PrintPane
from kh57_desktop.ui.preview.view import PageView
from kh57_desktop.ui.style.theme import Theme

NARROW, SHARED = 1120, 820
"""Page widths (px at zoom 100 %): below the first the controls are few; below the second the print pane lies over
the pages."""
SOON_MS = 300
"""A paper that is there sooner needs no progress bar."""
_SAVE_WORDS: dict[str, Callable[[], str]] = {
    PDF: lambda: _("Save PDF…"),
    PDF_WITH_DATA: lambda: _("PDF with data…"),
    WORD: lambda: _("Save Word…"),
    EXCEL: lambda: _("Save Excel…"),
}
_FILE_WORDS: dict[str, Callable[[], str]] = {
    PDF: lambda: _("PDF files (*.pdf)"),
    PDF_WITH_DATA: lambda: _("PDF files (*.pdf)"),
    WORD: lambda: _("Word documents (*.docx)"),
    EXCEL: lambda: _("Excel workbooks (*.xlsx)"),
}


class PreviewPage(PageFrame):
    """Head with verbs, choices, progress, banner, pages, print pane."""

    kind_chosen = Signal(str)
    whose_chosen = Signal(str)
    body_chosen = Signal(str)
    period_chosen = Signal(str)
    view_chosen = Signal(str)
    save_asked = Signal(str)
    print_asked = Signal(object)
    stop_asked = Signal()
    back_asked = Signal()
    import_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        memory: PrintMemory,
        printers: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, _("Preview and print"), parent, has_back=True)
        self._folder = Path.home()
        self._is_locked = False
        self._title = ""
        self._waits_at: QWidget | None = None
        """Where the keyboard stood when the print pane opened before there was a paper."""
        self._saves: dict[str, QPushButton] = {}
        self.view = PageView(theme)
        self.print_pane = PrintPane(theme, memory, printers)
        self._add_verbs()
        self.add_strip(self._controls())
        self.add_strip(self._work_band())
        self.put_body(self._papers())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._band.show)
        self._listen()
        self._put_verbs()

    # building

    def _add_verbs(self) -> None:
        for place, file_format in enumerate(FORMATS):
            tip = ""
            if file_format == PDF_WITH_DATA:
                tip = _("For a paper that is handed over alone: its figures travel inside the PDF")
            self._saves[file_format] = self.add_verb(
                _SAVE_WORDS[file_format](),
                "save",
                tip,
                lambda wanted=file_format: self.save_asked.emit(wanted),
                leaves=place + 1,
            )
        tip = _("Choose printer, copies and pages (Ctrl+P)")
        self._print = self.add_verb(_("Print…"), "print", tip, self.open_print, primary=True)

    def _controls(self) -> QWidget:
        line = QWidget()
        self._theme.dress(line, height=38)
        row = QHBoxLayout(line)
        self._theme.lay(row, (16, 0, 12, 8), 12)
        self.choices = PaperChoices(self._theme)
        self.number = PageNumber(self._theme)
        self.zoom = ZoomControl(self._theme)
        row.addWidget(self.choices)
        row.addStretch(1)
        row.addWidget(self.number)
        row.addWidget(self.zoom)
        return line

    def _work_band(self) -> QWidget:
        self._band = QFrame()
        self._theme.dress(self._band, ground="alt", edge="top", height=42)
        row = QHBoxLayout(self._band)
        self._theme.lay(row, (16, 4, 12, 4), 12)
        self._work = QLabel()
        self._theme.dress(self._work, font="strong")
        self._work_text = QLabel()
        self._theme.dress(self._work_text, font="body", ink="2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QPushButton(_("Stop"))
        self._theme.dress(self._stop, font="body", icon="stop")
        for widget, stretch in ((self._work, 0), (self._bar, 1), (self._work_text, 0), (self._stop, 0)):
            row.addWidget(widget, stretch)
        self._band.hide()
        return self._band

    def _papers(self) -> QWidget:
        self._sheet = QWidget()
        row = QHBoxLayout(self._sheet)
        self._theme.lay(row)
        row.addWidget(self.view, 1)
        row.addWidget(self.print_pane)
        return self._sheet

    def _listen(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self._stop.clicked.connect(self.stop_asked)
        self.choices.kind_chosen.connect(self.kind_chosen)
        self.choices.whose_chosen.connect(self.whose_chosen)
        self.choices.body_chosen.connect(self.body_chosen)
        self.choices.period_chosen.connect(self.period_chosen)
        self.choices.view_chosen.connect(self.view_chosen)
        self.print_pane.print_asked.connect(self.print_asked)
        self.print_pane.save_asked.connect(lambda: self.save_asked.emit(PDF))
        self.print_pane.close_asked.connect(self.close_print)
        self.number.page_asked.connect(self._go_to)
        self.zoom.stepped.connect(self.view.zoom_by)
        self.zoom.fit_chosen.connect(self.view.fit_to)
        self.zoom.zoom_chosen.connect(self.view.zoom_to)
        self.view.page_changed.connect(self.number.put)
        self.view.zoom_changed.connect(lambda zoom: self.zoom.put(self.view.fit, zoom))

    def made_empty(self) -> None:
        self.empty.first_pressed.connect(self.import_asked)
        self.empty.second_pressed.connect(self.back_asked)

    # what the presenter shows

    def show_offer(self, offer: Offer) -> None:
        self.show_body()
        self.choices.show()
        self.choices.offer(offer)
        if not self.print_pane.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wanted(self, wanted: PaperWanted) -> None:
        self.choices.put(wanted)

    def show_paper(self, title: str, pictures: Any) -> None:
        same, self._title = title == self._title, title
        self.view.show_pages(title, pictures, keep_place=same)
        count = len(pictures.sizes)
        self.facts.put(_("{title} · {count} pages").format(title=title, count=count))
        self.print_pane.put_count(count)
        self.banner.dismiss()
        self._put_verbs()
        waits_at, self._waits_at = self._waits_at, None
        if waits_at is not None and waits_at is QApplication.focusWidget() and self.print_pane.isVisible():
            self.print_pane.take_focus()  # its button was grey until now, and the person has gone nowhere else

    def show_nothing(self, error: UserError) -> None:
        """No paper can be made: what is missing, and what to do first."""
        self.forget()
        self.choices.hide()
        self.show_empty("print", error.sentence, error.advice, _("Read a plan…"), _("Back"))

    def forget(self) -> None:
        """The file is closed, or holds nothing: no page of it stays in sight."""
        self.view.show_pages("", None)
        self.facts.put("")
        self._title = ""
        self.print_pane.put_count(0)
        self.print_pane.hide()
        self.banner.dismiss()
        self.show_idle()

    def show_working(self, words: str, *, is_locked: bool) -> None:
        """`is_locked`: what is in sight is being printed or saved, nothing else can be chosen until then."""
        self.banner.work_went_on()
        self._work.setText(words)
        self._bar.setAccessibleName(words)
        self._work_text.clear()
        self._bar.setRange(0, 0)
        self._is_locked = is_locked
        self._soon.start()
        self._put_verbs(is_working=True)

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._work_text.setText(text)

    def show_idle(self) -> None:
        self._soon.stop()
        had_focus = self._stop.hasFocus()
        self._band.hide()
        self._is_locked = False
        self._put_verbs()
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def show_done(self, words: str) -> None:
        self.banner.show_message(Message(Tone.GOOD, words))

    def ask_target(self, proposed: str, file_format: str) -> Path | None:
        names = _FILE_WORDS[file_format]()
        title = _("Save the paper")
        target = ask_save(self, title, self._folder / proposed, names, ending=ending(file_format))
        if target is not None:
            self._folder = target.parent
        return target

    def use_folder(self, folder: Path) -> None:
        """Where files are proposed until the person chooses another place."""
        self._folder = folder

    def _put_verbs(self, *, is_working: bool = False) -> None:
        """What needs a paper in sight is grey without one, and while one is being made or printed."""
        ready = bool(self.view.page_count) and not is_working
        for button in (*self._saves.values(), self._print):
            button.setEnabled(ready)
        self.choices.setEnabled(not self._is_locked)
        self.print_pane.put_busy(is_working)

    # gestures

    def open_print(self) -> None:
        """Ctrl+P: the print pane, the keyboard on its *In* button."""
        if self.is_empty:
            return
        self.print_pane.open()
        self.verbs.leave_out(self._print, True)  # one primary button at a time
        self._arrange()
        has_it = self.print_pane.isAncestorOf(QApplication.focusWidget())
        self._waits_at = None if has_it else QApplication.focusWidget()

    def close_print(self) -> None:
        self.print_pane.hide()
        self.verbs.leave_out(self._print, False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()

    def _go_to(self, page: int) -> None:
        self.view.go_to(page - 1)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Ctrl with +, - and 0 size the pages here, not the letters of the whole window."""
        if event.type() == QEvent.Type.ShortcutOverride and zoom_key(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = zoom_key(event)
        if steps is not None:
            self.view.zoom_by(steps) if steps else self.view.fit_to(Fit.WINDOW)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_print() if self.print_pane.isVisible() else self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    # room

    def arrange(self) -> None:
        """The pane over the pages where there is little room."""
        self.zoom.use_few(self.wide < NARROW)
        layout, pane = self._sheet.layout(), self.print_pane
        over = self.wide < SHARED
        if over and layout.indexOf(pane) >= 0:
            layout.removeWidget(pane)
        elif not over and layout.indexOf(pane) < 0:
            layout.addWidget(pane)
        if over:
            width = self._theme.px(WIDTH)
            pane.setGeometry(self._sheet.width() - width, 0, width, self._sheet.height())
            pane.raise_()

"""How the program speaks: the bar on a page, and the one dialog for what nobody could foresee."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.light import dataclass
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.states import REFUSED, SAVED, WARNING, StateLook
from kh57_desktop.ui.style.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


class Tone(Enum):
    GOOD = SAVED
    NOTICE = WARNING
    BAD = REFUSED


@dataclass(frozen=True, slots=True)
class Message:
    """One bar: a sentence, perhaps what to do next, and up to two buttons (words, what they do)."""

    tone: Tone
    sentence: str
    advice: str = ""
    buttons: Sequence[tuple[str, Callable[[], None]]] = ()
    must_decide: bool = False
    """No cross: one of the buttons has to be pressed."""
    is_passing: bool = False
    """It says what one gesture did or could not do: the next one that is saved makes it a thing of the past."""

    @property
    def look(self) -> StateLook:
        return self.tone.value


def message_of(
    error: UserError, buttons: Sequence[tuple[str, Callable[[], None]]] = (), *, is_passing: bool = False
) -> Message:
    """What happened, what stayed safe, what to do: in the words of the error itself."""
    return Message(Tone.BAD, error.sentence, error.advice, buttons, is_passing=is_passing)


class Banner(QFrame):
    """The bar under the chips: it pushes the content down; one at a time, the next waits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._waiting: deque[Message] = deque()
        self._message: Message | None = None
        self._row = QHBoxLayout(self)
        theme.lay(self._row, (16, 4, 8, 4), 8)
        self._sentence = WrappedWords(theme, role="strong")
        self._advice = WrappedWords(theme)
        words = QVBoxLayout()
        theme.lay(words, (28, 5, 0, 5), 0)
        words.addWidget(self._sentence)
        words.addWidget(self._advice)
        self._row.addLayout(words, 1)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton()
        theme.dress(self._close, icon="dismiss", kind="icon")
        self._close.setAccessibleName(_("Close this message"))
        self._close.setToolTip(_("Close this message"))
        self._close.clicked.connect(self.dismiss)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def message(self) -> Message | None:
        return self._message

    def show_message(self, message: Message) -> None:
        """Show it now, or after the one that still has to be decided."""
        if self._message is not None and self._message.must_decide:
            self._waiting.append(message)
            return
        self._message = message
        self._sentence.put(message.sentence)
        self._advice.put(message.advice)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(words, action) for words, action in message.buttons]
        for place, button in enumerate(self._buttons, 1):
            self._row.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._close.setVisible(not message.must_decide)
        self.setAccessibleName(f"{message.sentence} {message.advice}".strip())
        self.show()
        self.update()

    def dismiss(self) -> None:
        self._message = None
        self.hide()
        if self._waiting:
            self.show_message(self._waiting.popleft())

    def work_went_on(self) -> None:
        """What said that something was done, or that one gesture was refused, makes room: it is past."""
        if self._message is not None and (self._message.tone is Tone.GOOD or self._message.is_passing):
            self.dismiss()

    def _button(self, words: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        self._theme.dress(button, font="body")

        def press() -> None:
            self.dismiss()
            action()

        button.clicked.connect(press)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._message is None:
            return
        look, px = self._message.look, self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.state_tint(look))
        colour = self._theme.state_text(look)
        painter.fillRect(0, 0, px(3), self.height(), colour)
        pixmap = self._theme.pixmap(look.icon, colour, filled=look.filled, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(px(16), px(4) + px(5) + (self._theme.line("strong") - px(16)) // 2), pixmap)
        painter.end()


def in_our_words(box: QMessageBox) -> None:
    """Word the standard buttons of a box, without the icons that some desktops put on them.

    PySide6 ships no Vietnamese words for them.
    """
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QMessageBox

    kind = QMessageBox.StandardButton
    words = {
        kind.Ok: _("OK"),
        kind.Cancel: _("Cancel"),
        kind.Yes: _("Yes"),
        kind.No: _("No"),
        kind.Close: _("Close"),
        kind.Retry: _("Try again"),
    }
    for standard, said in words.items():
        button = box.button(standard)
        if button is not None:
            button.setText(said)
            button.setIcon(QIcon())


def say_bug(parent: QWidget | None, log_file: Path, error: BaseException | None = None) -> None:
    """The one dialog for our own mistakes: work is saved, where the log is, and the error itself to be pasted."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("KH57")
    box.setText(_("Something unexpected happened; what you were just doing may not have been carried out."))
    box.setInformativeText(
        _("Everything saved so far is safe. Please go on working, and send the file {log} to support.").format(
            log=log_file
        )
    )
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.setEscapeButton(QMessageBox.StandardButton.Ok)  # else, beside another button, neither Esc nor the end closes it
    in_our_words(box)
    if error is not None:
        _offer_copy(box, error)
    box.exec()


def _offer_copy(box: QMessageBox, error: BaseException) -> None:
    """A button that puts the error on the clipboard and leaves the dialog open (feature 111)."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QMessageBox

    button = QPushButton(_("Copy the error"), box)
    button.setToolTip(_("To be pasted into a message to support; it holds no names and nothing that was typed"))
    box.addButton(button, QMessageBox.ButtonRole.ActionRole)
    button.clicked.disconnect()  # of the box, which would close on it

    def copy() -> None:
        QGuiApplication.clipboard().setText(error_report(error))
        button.setText(_("Copied"))

    button.clicked.connect(copy)


def error_report(error: BaseException) -> str:
    """What support needs to find a mistake: versions, the moment, and where in the program it happened.

    Of the error only its kind is told: its own words may repeat what was typed.
    """
    import platform
    import traceback
    from datetime import datetime

    from PySide6.QtCore import qVersion

    from kh57_desktop import __version__

    lines = [
        f"KH57 {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}",
        datetime.now().astimezone().isoformat(timespec="seconds"),
    ]
    waiting: BaseException | None = error
    while waiting is not None:
        lines.append(f"{type(waiting).__module__}.{type(waiting).__qualname__}")
        lines += [
            f"  {Path(step.filename).name}:{step.lineno} {step.name}"
            for step in traceback.extract_tb(waiting.__traceback__)
        ]
        waiting = waiting.__cause__ or waiting.__context__
    return "\n".join(lines)

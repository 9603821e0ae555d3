"""The four numbered steps: choose, check, sign, hand over; one is open, the others say in one line how they stand."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.style.states import SAVED
from kh57_desktop.ui.style.theme import Theme

DISC = 26


class StepState(Enum):
    WAITING = 0
    OPEN = 1
    DONE = 2


class NumberDisc(QWidget):
    """The number in a circle: filled where the work is, green where it is done, hollow where it waits."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme, self._number = theme, number
        self.state = StepState.WAITING
        theme.dress(self, width=DISC + 2, height=DISC + 2)

    def put(self, state: StepState) -> None:
        self.state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self._theme, self._theme.px(DISC)
        ink, ground, edge = {
            StepState.OPEN: (theme.colour("on_accent"), theme.colour("accent"), theme.colour("accent")),
            StepState.DONE: (theme.state_text(SAVED), theme.state_tint(SAVED), theme.state_text(SAVED)),
            StepState.WAITING: (theme.colour("ink2"), theme.colour("sheet"), theme.colour("ctl")),
        }[self.state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 1.5))
        circle = QRectF(1, 1, side - 1, side - 1)
        painter.drawEllipse(circle)
        painter.setPen(ink)
        painter.setFont(theme.font("strong"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class DoneMark(QLabel):
    """Icon and word of a finished step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        colour = self._theme.state_text(SAVED)
        self.setPixmap(self._theme.pixmap("checkmark_circle", colour, filled=True, ratio=self.devicePixelRatioF()))
        self.setAccessibleName(_("Done"))


class Step(QWidget):
    """Number, title, how it stands; below, while it is open, what there is to do."""

    def __init__(self, theme: Theme, number: int, title: str, link: str = "", act: Callable[[], None] | None = None):
        super().__init__()
        self.disc = NumberDisc(theme, number)
        self._title = QLabel(title)
        theme.dress(self._title, font="strong")
        self._mark = DoneMark(theme)
        self.words = OneLine(theme, role="body", ink="ink2")
        head = QHBoxLayout()
        theme.lay(head, spacing=8)
        for widget in (self.disc, self._title, self._mark):
            head.addWidget(widget)
        head.addWidget(self.words, 1)
        self.link = QPushButton(link)
        theme.dress(self.link, font="body", kind="link")
        self.link.hide()  # shown only where it has a place: without one it would be a window
        if act is not None:
            self.link.clicked.connect(lambda: act())
        head.addWidget(self.link)
        self._has_link = bool(link)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        theme.lay(self._column, (12, 5, 12, 5), 4)
        self._column.addLayout(head)
        self._theme = theme

    def put_body(self, body: QWidget) -> None:
        self._body = QWidget()
        holder = QHBoxLayout(self._body)
        self._theme.lay(holder, (36, 0, 0, 4))
        holder.addWidget(body)
        self._column.addWidget(self._body)

    def put(self, state: StepState, words: str) -> None:
        self.disc.put(state)
        self._mark.setVisible(state is StepState.DONE)
        self._theme.mark(self._title, ink="1" if state is not StepState.WAITING else "2")
        self.words.put(words)
        self.link.setVisible(self._has_link and state is StepState.DONE)
        if self._body is not None:
            self._body.setVisible(state is StepState.OPEN)

    @property
    def state(self) -> StepState:
        return self.disc.state


class StepCard(QFrame):
    """The steps under one another with hairlines between."""

    def __init__(self, theme: Theme, steps: list[Step]) -> None:
        super().__init__()
        theme.dress(self, edge="card")
        column = QVBoxLayout(self)
        theme.lay(column)
        for place, step in enumerate(steps):
            if place:
                line = QFrame()
                theme.dress(line, edge="top", height=1)
                column.addWidget(line)
            column.addWidget(step)

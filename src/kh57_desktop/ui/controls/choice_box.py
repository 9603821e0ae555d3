"""A drop-down list in the program's own drawing: Qt's keys and roles, our field, arrow and rows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from kh57_desktop.ui.controls.choice_list import ChoiceList
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided

ARROW, SIDE = 16, 8


class ChoiceBox(QComboBox):
    """Arrows and letters choose, Alt+Down or Space opens; the wheel scrolls the page, it never changes a choice."""

    def __init__(self, theme: Theme, name: str, *, least: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.dress(self, font="body")
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(least)
        self.setView(_Popup(theme, self))
        self.currentTextChanged.connect(self.setToolTip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        px, colour = self._theme.px, self._theme.colour("ink" if self.isEnabled() else "ink3")
        arrow = QRect(self.width() - px(ARROW + SIDE), (self.height() - px(ARROW)) // 2, px(ARROW), px(ARROW))
        pixmap = self._theme.pixmap("chevron_down", colour, size=ARROW, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(arrow.topLeft()), pixmap)
        words = QRect(px(SIDE + 2), 0, arrow.left() - px(SIDE + 6), self.height())
        font = self._theme.font("body")
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter, elided(self.currentText(), font.toString(), words.width())
        )
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        """As wide as the longest words, so that none of them is cut."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)
        self.view().setMinimumWidth(min(longest + self._theme.px(40), self.window().width()))
        super().showPopup()


class _Popup(ChoiceList):
    """The rows that drop down; they are those of the box."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        theme.dress(self, font="body", kind="popup")

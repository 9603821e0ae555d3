"""One of several words, chosen from a menu: a button that shows what is chosen, cut with "…" where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from kh57_desktop.services.printing import Choice
from kh57_desktop.ui.style.theme import Theme

MOST = 240
LEAST = 90


class ChoiceButton(QToolButton):
    """`chosen`: the key of the words chosen by hand."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, *, most: int = MOST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._most = theme, name, most
        self._choices: list[Choice] = []
        self._key = ""
        self._words = ""
        theme.dress(self, font="body", icon="chevron_down", kind="choice", height=30)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the mark stands behind the words
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMenu(self._menu)
        self._say()

    @property
    def key(self) -> str:
        return self._key

    @property
    def words(self) -> str:
        return self._words

    def offer(self, choices: Sequence[Choice]) -> None:
        """The words to choose from; what is chosen stays so."""
        self._choices = list(choices)
        self._menu.clear()
        for choice in choices:
            line = self._menu.addAction(choice.words.replace("&", "&&"))
            line.setCheckable(True)
            line.setData(choice.key)
            line.triggered.connect(lambda _on=False, key=choice.key: self._choose(key))
        self.put(self._key)

    def put(self, key: str, words: str = "") -> None:
        """Show a choice without telling of it; `words` where it is none of those offered."""
        self._key = key
        self._words = words or next((choice.words for choice in self._choices if choice.key == key), "")
        for line in self._menu.actions():
            line.setChecked(line.data() == key)
        self._say()

    def _choose(self, key: str) -> None:
        self.put(key)
        self.chosen.emit(key)

    def _say(self) -> None:
        self.setToolTip(f"{self._name}: {self._words}")
        self.setAccessibleName(f"{self._name}: {self._words}")
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        room = self.width() - self._theme.px(16 + 8 + 16 + 4)
        self.setText(self._metrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 20)))

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("body"))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for the longest of the words, so that nothing moves when another is chosen."""
        longest = max((self._metrics().horizontalAdvance(one.words) for one in self._choices), default=0)
        longest = max(longest, self._metrics().horizontalAdvance(self._words))
        wide = round(longest) + self._theme.px(16 + 8 + 16 + 6)
        return QSize(min(max(wide, self._theme.px(LEAST)), self._theme.px(self._most)), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LEAST), self._theme.px(30))

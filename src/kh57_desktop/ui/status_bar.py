"""The line at the bottom: saved when, copied when, and what Hoàn tác would take back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from kh57_desktop.i18n import _
from kh57_desktop.ui.style.states import NOT_SAVED, SAVED, StateLook
from kh57_desktop.ui.style.theme import Theme

HEIGHT = 26
MAX_WORDS = 60


class StatusBar(QFrame):
    """Tells the truth about saving: the time of the last action in the journal, or red CHƯA LƯU ĐƯỢC."""

    undo_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: StateLook = SAVED
        self._narrow = False
        self._undo_words = ""
        theme.dress(self, height=HEIGHT, ground="paper", edge="top")
        row = QHBoxLayout(self)
        theme.lay(row, (12, 0, 8, 0), 6)
        self._icon = QLabel()
        self._saved = QLabel()
        theme.dress(self._saved, font="small_strong")
        self._more = QLabel()
        theme.dress(self._more, font="small", ink="2")
        self._undo = QToolButton()
        theme.dress(self._undo, font="small", icon="arrow_undo", kind="status")
        self._undo.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._undo.clicked.connect(self.undo_asked)
        self._unsent = QLabel()
        theme.dress(self._unsent, font="small_strong", ink="soon")
        for widget in (self._icon, self._saved, self._more, self._unsent):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._undo)
        theme.changed.connect(self._draw)
        self.put_undo("")

    def put_saved(self, at: datetime | None) -> None:
        self._look = SAVED
        self._saved.setText(_("Saved at {time}").format(time=f"{at:%H:%M}") if at else _("Saved"))
        self._draw()

    def put_not_saved(self) -> None:
        self._look = NOT_SAVED
        self._saved.setText(_("NOT SAVED"))
        self._draw()

    def put_more(self, words: str) -> None:
        """The less urgent facts; dropped where the window is narrow."""
        self._more.setText(f"·  {words}" if words else "")

    def put_unsent(self, words: str) -> None:
        """Packages that were built and not handed over; "" for none."""
        self._unsent.setText(f"·  {words}" if words else "")

    def put_undo(self, words: str) -> None:
        """What Ctrl+Z would take back, "" for nothing."""
        self._undo_words = words
        cut = words if len(words) <= MAX_WORDS else words[: MAX_WORDS - 1] + "…"
        shown = _("Undo: {words}").format(words=cut) if words and not self._narrow else _("Undo")
        self._undo.setText(shown)
        self._undo.setEnabled(bool(words))
        spoken = _("Undo: {words}").format(words=words) if words else _("There is nothing to undo.")
        self._undo.setToolTip(f"{spoken} (Ctrl+Z)")
        self._undo.setAccessibleName(spoken)

    def use_few_words(self, narrow: bool) -> None:
        self._narrow = narrow
        self._more.setVisible(not narrow)
        self.put_undo(self._undo_words)

    def _draw(self) -> None:
        colour = self._theme.state_text(self._look)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(self._look.icon, colour, filled=self._look.filled, ratio=ratio))
        failed = self._look is NOT_SAVED
        self._theme.mark(self._saved, ink="late" if failed else "1")

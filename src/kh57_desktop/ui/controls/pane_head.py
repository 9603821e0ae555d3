"""The first line of a side pane and the headings below it, alike on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.style.theme import Theme


def pane_head(
    theme: Theme,
    shown: Sequence[QWidget],
    close: SignalInstance | Callable[[], None],
    *,
    actions: Sequence[QWidget] = (),
    right: int = 12,
) -> QHBoxLayout:
    """What the pane is about on the left, its actions and the button that closes it on the right."""
    row = QHBoxLayout()
    theme.lay(row, (0, 0, right, 0), 4)
    button = QToolButton()
    theme.dress(button, icon="dismiss", kind="icon")
    button.setToolTip(_("Close the pane (F4)"))
    button.setAccessibleName(_("Close the pane (F4)"))
    button.clicked.connect(close)
    for widget in shown:
        row.addWidget(widget)
    row.addStretch(1)
    for action in (*actions, button):
        row.addWidget(action)
    return row


def ruled_heading(theme: Theme, column: QVBoxLayout) -> QLabel:
    """A hairline, and under it the heading of what follows in `column`."""
    rule, heading = QFrame(), QLabel()
    theme.dress(rule, edge="rule")
    theme.dress(heading, font="small_strong", ink="2")
    column.addWidget(rule)
    column.addWidget(heading)
    return heading

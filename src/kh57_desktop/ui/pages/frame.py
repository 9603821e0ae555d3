"""The frame of a page: title with facts and verbs, chips, strips, banner, body with its pane, the empty page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.empty import EmptyNote
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.messages import Banner
from kh57_desktop.ui.pages.folding import FoldingRow
from kh57_desktop.ui.style.theme import Theme

PANE_BESIDE, PANE_WIDE = 1060, 1320
"""Page widths (px at zoom 100 %): from the first on the pane stands beside the body, from the second on it is wide."""
SHORT = 454
"""Page height below which head and chips share one row."""


class PageFrame(QWidget):
    """Subclasses fill it in their constructor: verbs, chips, strips, `put_body`, `put_pane`.

    `table`: the view whose cell F2 opens, where the page has one.
    """

    table: QAbstractItemView | None = None
    back: QToolButton
    """Only with `has_back`."""
    pane_button: QToolButton
    """Only with a pane."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None, *, has_back: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pane: QWidget | None = None
        self._pane_wanted: bool | None = None
        self._pane_beside = PANE_BESIDE
        self._pane_widths = (0, 0)
        self._is_short = False
        self._empty_note: EmptyNote | None = None
        self._folding_chips: FoldingRow | None = None
        theme.dress(self, ground="sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        theme.lay(self._column)
        self._column.addWidget(self._head(title, has_back=has_back))
        self._strips = QVBoxLayout()
        theme.lay(self._strips)
        self._column.addLayout(self._strips)
        self.banner = Banner(theme)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._split_body(), 1)
        theme.changed.connect(self._arrange)

    # building

    def _head(self, title: str, *, has_back: bool) -> QWidget:
        head = QWidget()
        self._theme.dress(head, height=46)
        self._head_row = QHBoxLayout(head)
        self._theme.lay(self._head_row, (12 if has_back else 16, 8, 12, 6), 8)
        if has_back:
            self.back = self._tool("arrow_left", _("Back (Esc)"))
            self._head_row.addWidget(self.back)
        self._has_back = has_back
        self.title = QLabel(title)
        self._theme.dress(self.title, font="title")
        self.facts = OneLine(self._theme, role="body", ink="ink2")
        self.verbs = FoldingRow(self._theme, self._more_verbs, spacing=8, at_right=True)
        self._head_row.addWidget(self.title)
        self._head_row.addWidget(self.facts, 1)
        self._head_row.addWidget(self.verbs)
        return head

    def _more_verbs(self) -> tuple[QToolButton, QMenu]:
        more = self._tool("more_horizontal", _("More to do"))
        menu = QMenu(more)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return more, menu

    def _more_chips(self) -> tuple[Chip, QMenu]:
        more = Chip(self._theme, _("More filters"))
        menu = QMenu(more)
        more.put_menu(menu)
        return more, menu

    @property
    def chips(self) -> FoldingRow:
        """The row under the head; made with the first chip."""
        if self._folding_chips is None:
            self._chip_line = QWidget()
            self._theme.dress(self._chip_line, height=36)
            self._chip_row = QHBoxLayout(self._chip_line)
            self._theme.lay(self._chip_row, (16, 0, 12, 6), 6)
            self._folding_chips = FoldingRow(self._theme, self._more_chips, spacing=6, at_right=False)
            self._chip_row.addWidget(self._folding_chips, 1)
            self._column.insertWidget(1, self._chip_line)
        return self._folding_chips

    def _split_body(self) -> QWidget:
        self._split = QWidget()
        row = QHBoxLayout(self._split)
        self._theme.lay(row)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)
        return self._split

    def _tool(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        self._theme.dress(button, icon=icon, kind="icon")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    # what a page puts in

    def add_verb(
        self,
        words: str,
        icon: str,
        tip: str,
        action: Callable[[], None],
        *,
        primary: bool = False,
        quiet: bool = False,
        leaves: int = 0,
    ) -> QPushButton:
        """A button of the head, from left to right. `primary`: the one step that ends the page's work; `quiet`: print.

        Where the page is narrow, verbs go into a menu, the one with the highest `leaves` first.
        """
        button = QPushButton(words)
        if primary:
            self._theme.dress(button, font="strong", icon=icon, icon_ink="on_accent", kind="primary")
        elif quiet:
            self._theme.dress(button, font="body", icon=icon, kind="quiet")
        else:
            self._theme.dress(button, font="body", icon=icon)
        button.setToolTip(tip)
        button.clicked.connect(lambda: action())
        self.verbs.add(button, leaves=leaves if not primary else -1)
        return button

    def add_chip(self, chip: QWidget, *, leaves: int = 0) -> None:
        """A chip, or a small control, of the row under the head; from the end on they go into "More filters"."""
        self.chips.add(chip, leaves=leaves)

    def add_chip_tool(self, icon: str, tip: str, action: Callable[[], None]) -> QToolButton:
        """A small button at the right end of the chip row; it never leaves."""
        button = self._tool(icon, tip)
        button.clicked.connect(lambda: action())
        self.add_chip_end(button)
        return button

    def add_chip_end(self, widget: QWidget) -> None:
        """At the right end of the chip row, before the small buttons that come after; it never leaves."""
        assert self.chips is not None
        self._chip_row.addWidget(widget)

    def add_strip(self, widget: QWidget) -> None:
        """A line between chips and banner, such as the one in which something is added.

        It opens for something new: what the banner says of the gesture before is past.
        """
        self._strips.addWidget(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.banner.work_went_on()
        return super().eventFilter(watched, event)

    def put_body(self, body: QWidget) -> None:
        self._body = body
        self._stack.addWidget(body)
        self._stack.setCurrentWidget(body)

    def put_pane(self, pane: QWidget, *, width: int = 336, wide: int = 400, beside: int = PANE_BESIDE) -> None:
        """The pane of F4. `beside`: page width from which it stands beside the body instead of over it."""
        pane.setParent(self._split)
        self._pane, self._pane_widths, self._pane_beside = pane, (width, wide), beside
        self._split_row().addWidget(pane)
        pane.show()
        self.pane_button = self._tool("panel_right", _("Show or hide the pane (F4)"))
        self.pane_button.setCheckable(True)
        self.pane_button.clicked.connect(lambda: self.toggle_pane())
        self._head_row.addWidget(self.pane_button)

    # what the page shows

    def show_empty(self, icon: str, title: str, hint: str, first: str, second: str = "") -> None:
        """Nothing to show: what is missing and what to do first. `empty.first_pressed` and `second_pressed` tell."""
        self.empty.put(icon, title, hint, first, second)
        self._stack.setCurrentWidget(self.empty)

    @property
    def empty(self) -> EmptyNote:
        """Made when it is first asked for: most pages are never empty again."""
        if self._empty_note is None:
            self._empty_note = EmptyNote(self._theme)
            self._stack.addWidget(self._empty_note)
            self.made_empty()
        return self._empty_note

    def made_empty(self) -> None:
        """For pages that connect its buttons only when there is one."""

    def show_body(self) -> None:
        self._stack.setCurrentWidget(self._body)

    @property
    def is_empty(self) -> bool:
        return self._empty_note is not None and self._stack.currentWidget() is self._empty_note

    # gestures

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What the menus offer on every page, as far as this one can do it."""
        found: dict[str, Callable[[], None]] = {}
        if self._pane is not None:
            found["pane"] = self.toggle_pane
        if self.table is not None:
            found["edit_cell"] = self.edit_cell
        return found

    def edit_cell(self) -> None:
        if self.table is not None:
            self.table.edit(self.table.currentIndex())

    def take_focus(self) -> None:
        """The page was chosen: the keyboard goes where its work is done."""
        (self.empty.first if self.is_empty else self.table or self).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def pane_is_shown(self) -> bool:
        return self._pane is not None and not self._pane.isHidden()

    def open_pane(self) -> None:
        if self._pane is not None and self._pane.isHidden():
            self.toggle_pane()

    def toggle_pane(self) -> None:
        if self._pane is None:
            return
        shown = self._pane.isHidden()
        self._pane.setVisible(shown)
        self._pane_wanted = shown
        self._arrange()
        if shown:
            self._pane.raise_()
        else:
            self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes a pane that lies over the page."""
        if event.key() == Qt.Key.Key_Escape and self.pane_is_shown and self._pane_is_over():
            self.toggle_pane()
        elif event.key() == Qt.Key.Key_Escape and self._has_back:
            self.back.click()
        else:
            super().keyPressEvent(event)

    # room

    @property
    def wide(self) -> float:
        """Width of the page in px at zoom 100 %."""
        return self.width() / (self._theme.zoom / 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _split_row(self) -> QHBoxLayout:
        row = self._split.layout()
        assert isinstance(row, QHBoxLayout)
        return row

    def _pane_is_over(self) -> bool:
        return self.wide < self._pane_beside

    def _arrange(self) -> None:
        """Head and chips in one row where the page is short; the pane beside or over the body by the width."""
        short = self.height() / (self._theme.zoom / 100) < SHORT
        if short != self._is_short:
            self._is_short = short
            self._share_row(short)
        if self._pane is not None:
            self._arrange_pane(self._pane)
        self.arrange()

    def arrange(self) -> None:
        """For pages that have more to fold than the frame knows."""

    def _share_row(self, share: bool) -> None:
        if self._folding_chips is None:
            return
        if share:
            self._theme.lay(self._chip_row, (8, 0, 0, 0), 6)
            self._head_row.insertWidget(self._head_row.indexOf(self.verbs), self._chip_line)
        else:
            self._theme.lay(self._chip_row, (16, 0, 12, 6), 6)
            self._column.insertWidget(1, self._chip_line)
        self.facts.setVisible(not share)
        self.verbs.keep_at_most(2 if share else None)

    def _arrange_pane(self, pane: QWidget) -> None:
        over, row = self._pane_is_over(), self._split_row()
        if over and row.indexOf(pane) >= 0:
            row.removeWidget(pane)
            if self._pane_wanted is None:
                pane.hide()
        elif not over and row.indexOf(pane) < 0:
            row.addWidget(pane)
            if self._pane_wanted is None:
                pane.show()
        narrow, wide = self._pane_widths
        width = self._theme.px(wide if self.wide >= PANE_WIDE else narrow)
        pane.setFixedWidth(width)
        if over:
            pane.setGeometry(self._split.width() - width, 0, width, self._split.height())
            pane.raise_()
        with QSignalBlocker(self.pane_button):
            self.pane_button.setChecked(not pane.isHidden())

"""A line of buttons or chips: what has no room goes, from the end on, into one menu and stays reachable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.style.theme import Theme

MORE = 110
"""Width of the chip that stands for the rest, px at zoom 100 %."""


class FoldingRow(QWidget):
    """`make_more` makes the button that stands for the rest, with the menu that it opens; asked when there is a rest.

    The least important widget leaves first: the one with the highest `leaves`, of equals the last; one below 0 never
    does. What is no button (tabs, a stepper) cannot be in a menu and never leaves. `at_most`: how many may stay, None
    for as many as fit.
    """

    room_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        make_more: Callable[[], tuple[QAbstractButton, QMenu]],
        *,
        spacing: int,
        at_right: bool,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._make_more = make_more
        self._made: tuple[QAbstractButton, QMenu] | None = None
        self._spacing = spacing
        self._at_right = at_right
        self._widgets: list[tuple[QWidget, int]] = []
        self._left_out: set[QWidget] = set()
        self._folded: list[QWidget] = []
        self._stand_ins: dict[QWidget, QWidget] = {}
        self._at_most: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._place_again)

    def add(self, widget: QWidget, *, leaves: int = 0) -> None:
        widget.setParent(self)
        self._widgets.append((widget, leaves))
        widget.show()
        self._place_again()

    def leave_out(self, widget: QWidget, out: bool) -> None:
        """A widget that is not wanted at present, whatever room there is."""
        (self._left_out.add if out else self._left_out.discard)(widget)
        self._place_again()

    @property
    def _more(self) -> QAbstractButton:
        if self._made is None:
            button, menu = self._made = self._make_more()
            button.setParent(self)
            button.hide()
            menu.aboutToShow.connect(self._fill)
        return self._made[0]

    @property
    def _menu(self) -> QMenu:
        assert self._more is not None
        assert self._made is not None
        return self._made[1]

    def has_room_for(self, widget: QWidget, *, instead_of: QWidget) -> bool:
        """Whether `widget` would be whole beside everything else that is wanted, that in the menu if need be.

        `instead_of`: what stands for it where it would not, so that the row may get narrower than `widget` needs.
        """
        self._stand_ins[widget] = instead_of
        rest = [one for one in self._wanted() if one not in (widget, instead_of)]
        stays = [widget, *(one for one in rest if not isinstance(one, QAbstractButton))]
        free = [one for one in rest if one not in stays]
        beside = min(self._width_of(free), self._theme.px(MORE)) + self._gap() if free else 0
        return self._width_of(stays) + beside <= self.width()

    def keep_at_most(self, count: int | None) -> None:
        if count != self._at_most:
            self._at_most = count
            self._place_again()

    @property
    def folded(self) -> tuple[QWidget, ...]:
        """What is in the menu at present."""
        return tuple(self._folded)

    def _wanted(self) -> list[QWidget]:
        return [widget for widget, _leaves in self._widgets if widget not in self._left_out]

    def _gap(self) -> int:
        return self._theme.px(self._spacing)

    def _width_of(self, widgets: list[QWidget]) -> int:
        return sum(wide(widget) for widget in widgets) + self._gap() * max(0, len(widgets) - 1)

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self._line(self._staying(None))), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        stays = [self._stand_ins.get(one, one) for one in self._staying(0)]
        if len(stays) == len(self._wanted()):
            return QSize(self._width_of(stays), self._theme.px(28))
        if self._made is not None:
            return QSize(self._width_of([*stays, self._more]), self._theme.px(28))
        guessed = self._theme.px(
            30 if self._at_right else MORE
        )  # nothing has folded yet: the button is not made for that
        return QSize(self._width_of(stays) + self._gap() + guessed, self._theme.px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if event.size().width() != event.oldSize().width():
            self.room_changed.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button got other words, a chip another count
            self._place_again()
        return super().event(event)

    def _place_again(self) -> None:
        self.updateGeometry()
        self._place()

    def _staying(self, room: int | None) -> list[QWidget]:
        """What stays in `room` px, None where there is room for all that may stay."""
        stays = self._wanted()
        rank = {widget: (leaves, place) for place, (widget, leaves) in enumerate(self._widgets)}

        def is_too_much() -> bool:
            too_many = self._at_most is not None and len(stays) > self._at_most
            return too_many or (room is not None and self._width_of(self._line(stays)) > room)

        while is_too_much():
            may_leave = [one for one in stays if isinstance(one, QAbstractButton) and rank[one][0] >= 0]
            if not may_leave:
                break
            stays.remove(max(may_leave, key=rank.__getitem__))
        return stays

    def _line(self, stays: list[QWidget]) -> list[QWidget]:
        """With the button for the rest, where there is a rest."""
        if len(stays) == len(self._wanted()):
            return stays
        return [self._more, *stays] if self._at_right else [*stays, self._more]

    def _place(self) -> None:
        """Decide what stays, then put it in its place."""
        stays = self._staying(self.width())
        self._folded = [widget for widget in self._wanted() if widget not in stays]
        if self._made is not None:
            self._more.setVisible(bool(self._folded))
        for widget, _leaves in self._widgets:
            if widget not in stays:
                widget.hide()
        line = self._line(stays)
        left = self.width() - self._width_of(line) if self._at_right else 0
        for widget in line:
            hint = widget.sizeHint()
            height = min(hint.height(), self.height())
            widget.setGeometry(left, (self.height() - height) // 2, wide(widget), height)
            widget.show()
            left += wide(widget) + self._gap()

    def _fill(self) -> None:
        self._menu.clear()
        for widget in self._folded:
            menu = widget.menu_shown if isinstance(widget, Chip) else None
            if menu is not None:
                self._menu.addMenu(menu).setText(_spoken(widget))
                menu.setTitle(_spoken(widget))
                continue
            if not isinstance(widget, QAbstractButton):
                continue
            action = self._menu.addAction(_spoken(widget))
            action.setCheckable(widget.isCheckable())
            action.setChecked(widget.isChecked())
            action.setEnabled(widget.isEnabled())
            action.triggered.connect(lambda _on=False, pressed=widget: pressed.click())


def wide(widget: QWidget) -> int:
    """A fixed or least width counts more than what the widget would like."""
    return min(max(widget.sizeHint().width(), widget.minimumWidth()), widget.maximumWidth())


def _spoken(widget: QWidget) -> str:
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return words.replace("&", "&&")

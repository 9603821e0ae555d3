"""The theme in force: colours, fonts and sizes at the present zoom, and dressing widgets so that they follow it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QPushButton, QWidget

from kh57_desktop.ui.style.icons import IconShelf
from kh57_desktop.ui.style.sheet import style_sheet
from kh57_desktop.ui.style.states import StateLook
from kh57_desktop.ui.style.tokens import DARK, LIGHT, TEXT_ROLES, ZOOMS, Colours

FAMILIES = ("Segoe UI", "Noto Sans", "DejaVu Sans")
"""First that is installed. Segoe UI's x-height is smaller, so it gets half a point more."""
CHOICES = ("system", "light", "dark")


class Theme(QObject):
    """Light or dark at a zoom. Widgets it dressed are dressed again when either changes, then `changed` says so."""

    changed = Signal()

    def __init__(self, app: QApplication, *, choice: str = "system", zoom: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice if choice in CHOICES else "system"
        self._zoom = zoom if zoom in ZOOMS else 100
        self._shelf = IconShelf()
        self._family = _installed_family()
        self._is_dark = False
        self._pixels: dict[float, int] = {}
        self._fonts: dict[str, QFont] = {}
        self._font_keys: dict[str, str] = {}
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._put_on()

    # what is in force

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def zoom(self) -> int:
        """Per cent."""
        return self._zoom

    @property
    def is_dark(self) -> bool:
        return self._is_dark

    @property
    def colours(self) -> Colours:
        return DARK if self.is_dark else LIGHT

    def px(self, size: float) -> int:
        """`size` at zoom 100 % in device-independent pixels at the present zoom."""
        drawn = self._pixels.get(size)
        if drawn is None:
            drawn = self._pixels[size] = max(1, round(size * self._zoom / 100)) if size else 0
        return drawn

    def colour(self, token: str) -> QColor:
        return _colour(getattr(self.colours, token))

    def state_text(self, look: StateLook) -> QColor:
        return _colour(look.text(dark=self.is_dark))

    def state_tint(self, look: StateLook) -> QColor:
        return _colour(look.tint(dark=self.is_dark))

    def font(self, role: str) -> QFont:
        if role not in self._fonts:
            text = TEXT_ROLES[role]
            font = QFont(self._family)
            points = text.points + (0.5 if self._family == "Segoe UI" else 0)
            font.setPointSizeF(points * self._zoom / 100)
            font.setWeight(QFont.Weight.DemiBold if text.semibold else QFont.Weight.Normal)
            self._fonts[role] = font
        return self._fonts[role]

    def font_key(self, role: str) -> str:
        """The font as text, by which measured words are kept."""
        if role not in self._font_keys:
            self._font_keys[role] = self.font(role).toString()
        return self._font_keys[role]

    def line(self, role: str) -> int:
        """Height of one line of wrapped text; Vietnamese capitals need more than the font's own."""
        return self.px(TEXT_ROLES[role].line)

    def pixmap(self, name: str, colour: QColor, *, size: int = 16, filled: bool = False, ratio: float = 1.0) -> QPixmap:
        return self._shelf.pixmap(name, colour.name(), size=size, filled=filled, ratio=ratio, drawn=self.px(size))

    # choosing

    def choose(self, choice: str) -> None:
        """`system`, `light` or `dark`."""
        if choice != self._choice:
            self._choice = choice
            self._put_on()

    def zoom_to(self, zoom: int) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self._put_on()

    def zoom_by(self, steps: int) -> None:
        """One step of the zoom table up or down, staying inside it."""
        place = ZOOMS.index(self._zoom) + steps
        self.zoom_to(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    def screen_changed(self) -> None:
        """The window went to a screen that may have other pixels: icons are drawn anew for it."""
        self._put_on()

    # dressing widgets

    def dress(
        self,
        widget: QWidget,
        *,
        font: str = "",
        icon: str = "",
        icon_ink: str = "ink",
        icon_size: int = 16,
        height: int = 0,
        width: int = 0,
        **properties: str,
    ) -> None:
        """Give a widget its font role, icon, fixed size (px at 100 %) and style-sheet properties, for good."""
        widget.setProperty("_dress", (font, icon, icon_ink, icon_size, height, width))
        for name, value in properties.items():
            widget.setProperty(name, value)
        if isinstance(widget, QPushButton):
            widget.setAutoDefault(True)  # Enter presses the button that has the focus, not only Space
        self._dress_again(widget)

    def lay(self, layout: QLayout, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> None:
        """Margins (left, top, right, bottom) and spacing of a layout in px at 100 %."""
        layout.setProperty("_space", (*margins, spacing))
        self._lay_again(layout)

    @staticmethod
    def mark(widget: QWidget, **properties: str) -> None:
        """Change style-sheet properties of a widget that is shown already."""
        for name, value in properties.items():
            widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)

    def _dress_again(self, widget: QWidget) -> None:
        font, icon, icon_ink, icon_size, height, width = widget.property("_dress")
        if font:
            widget.setFont(self.font(font))
        if icon and isinstance(widget, QAbstractButton):
            drawn = self.px(icon_size)
            colour, faint = getattr(self.colours, icon_ink), self.colours.ink3
            has_words = bool(widget.text()) or isinstance(widget, QPushButton)  # some get their words later
            gap = self.px(4) if has_words and widget.layoutDirection() is Qt.LayoutDirection.LeftToRight else 0
            ratio = self._app.devicePixelRatio()
            widget.setIcon(
                self._shelf.icon(icon, colour, faint=faint, size=icon_size, ratio=ratio, drawn=drawn, gap=gap)
            )
            widget.setIconSize(QSize(drawn + gap, drawn))
        if height:
            widget.setFixedHeight(self.px(height))
        if width:
            widget.setFixedWidth(self.px(width))

    def _lay_again(self, layout: QLayout) -> None:
        left, top, right, bottom, spacing = layout.property("_space")
        layout.setContentsMargins(self.px(left), self.px(top), self.px(right), self.px(bottom))
        layout.setSpacing(self.px(spacing))

    def _asks_for_dark(self) -> bool:
        if self._choice == "system":
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._choice == "dark"

    def _put_on(self) -> None:
        self._is_dark = self._asks_for_dark()
        self._pixels.clear()
        self._fonts.clear()
        self._font_keys.clear()
        self._shelf.forget()
        self._app.setFont(self.font("body"))
        self._app.setPalette(_palette(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours, self._zoom))
        for widget in self._app.allWidgets():
            if widget.property("_dress") is not None:
                self._dress_again(widget)
        for window in self._app.topLevelWidgets():
            for layout in window.findChildren(QLayout):
                if layout.property("_space") is not None:
                    self._lay_again(layout)
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(self._choice)
        if wanted is not None:  # also turns the title bar where the system can
            self._app.styleHints().setColorScheme(wanted)
        else:
            self._app.styleHints().unsetColorScheme()
        if self._is_dark == self._asks_for_dark():
            self.changed.emit()
        else:  # only now the system's own scheme is known, and no signal told it
            self._put_on()

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._put_on()


@lru_cache(maxsize=128)
def _colour(name: str) -> QColor:
    return QColor(name)


def _installed_family() -> str:
    return next((family for family in FAMILIES if QFontDatabase.hasFamily(family)), QFont().family())


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: c.paper,
        role.WindowText: c.ink,
        role.Base: c.sheet,
        role.AlternateBase: c.alt,
        role.Text: c.ink,
        role.Button: c.paper,
        role.ButtonText: c.ink,
        role.BrightText: c.on_accent,
        role.ToolTipBase: c.sheet,
        role.ToolTipText: c.ink,
        role.PlaceholderText: c.ink3,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Accent: c.accent,
    }
    palette = QPalette()
    for name, value in colours.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.ink3))
    return palette

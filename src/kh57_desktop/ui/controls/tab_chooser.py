"""The tabs of a page as one chip with a menu, where the row has no room for all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QTabBar

from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.pages.folding import FoldingRow
from kh57_desktop.ui.style.theme import Theme


class TabChooser(Chip):
    """Always says which tab is chosen; exactly one of the two, tabs or chip, is in the row."""

    def __init__(self, theme: Theme, tabs: QTabBar) -> None:
        super().__init__(theme, "")
        self.tabs = tabs
        menu = QMenu(self)
        self.put_menu(menu)
        menu.aboutToShow.connect(self._fill)
        tabs.currentChanged.connect(lambda _place: self.follow())

    def follow(self) -> None:
        """After another tab was chosen, or tabs got other words."""
        self.put_words(self.tabs.tabText(self.tabs.currentIndex()))

    def fit(self, row: FoldingRow, *, is_short: bool = False) -> None:
        """Tabs where they fit in the row; `is_short`: never, the row is shared with the page's head."""
        narrow = is_short or not row.has_room_for(self.tabs, instead_of=self)
        row.leave_out(self.tabs, narrow)
        row.leave_out(self, not narrow)

    def _fill(self) -> None:
        menu, tabs = self.menu_shown, self.tabs
        assert menu is not None
        menu.clear()
        for place in range(tabs.count()):
            action = menu.addAction(tabs.tabIcon(place), tabs.tabText(place).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(place == tabs.currentIndex())
            action.triggered.connect(lambda _on=False, one=place: tabs.setCurrentIndex(one))

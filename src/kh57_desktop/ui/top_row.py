"""The one row at the top: menus, plan, search, the person at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QMenuBar, QToolButton

from kh57_desktop.domain.plans import Plan
from kh57_desktop.i18n import _
from kh57_desktop.ui.style.theme import Theme

HEIGHT = 40
SEARCH, SEARCH_SHORT = 330, 176


class TopRow(QFrame):
    """40 px: a table row more than menus above a tool bar would leave."""

    plan_chosen = Signal(str)
    searched = Signal(str)
    user_chosen = Signal(str)
    user_menu_asked = Signal()
    """The list of names is about to be shown: `put_people` gives it."""
    other_user_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plans: list[Plan] = []
        self._plan_id = ""
        self._user_name = ""
        self._short = False
        theme.dress(self, height=HEIGHT, ground="paper", edge="bottom")
        row = QHBoxLayout(self)
        theme.lay(row, (6, 4, 10, 4), 8)
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        theme.dress(self.menus, font="body")
        self._sample = QLabel(_("SAMPLE DATA"))
        theme.dress(self._sample, font="small_strong", kind="sample")
        self._sample.hide()
        self._caption = QLabel(_("Plan:"))
        theme.dress(self._caption, font="body", ink="2")
        self._plan = QToolButton()
        theme.dress(self._plan, font="strong", icon="chevron_down", kind="quiet")
        self._plan.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._plan.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._plan.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._plan.setMenu(self._menu)
        self.search = self._search_field()
        self._user = QToolButton()
        theme.dress(self._user, font="body", icon="person", kind="quiet")
        self._user.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._user.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._people = QMenu(self)
        self._people.aboutToShow.connect(self.user_menu_asked)
        self._user.setMenu(self._people)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for widget in (self._sample, self._caption, self._plan, self.search, self._user):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._draw)
        self._draw()

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(_("Search tasks"))
        field.setClearButtonEnabled(False)
        self._lens = QAction(self)
        field.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        field.textChanged.connect(self.searched)
        self._drop = QAction(_("Drop the search (Esc)"), self)
        self._drop.setVisible(False)
        self._drop.triggered.connect(field.clear)
        field.addAction(self._drop, QLineEdit.ActionPosition.TrailingPosition)
        field.textChanged.connect(lambda words: self._drop.setVisible(bool(words)))
        return field

    def put_plans(self, plans: Sequence[Plan], current: str) -> None:
        self._plans, self._plan_id = list(plans), current
        self._menu.clear()
        for plan in plans:
            line = self._menu.addAction(f"{plan.code}  {plan_words(plan)}")
            line.setCheckable(True)
            line.setChecked(plan.id == current)
            line.triggered.connect(lambda _on=False, wanted=plan.id: self.plan_chosen.emit(wanted))
        shown = bool(plans)
        self._plan.setVisible(shown)
        self._draw_words()

    def put_office(self, *, user: str, is_sample: bool) -> None:
        self._user_name = user
        self._sample.setVisible(is_sample)
        self._draw_words()

    def put_people(self, names: Sequence[str]) -> None:
        """Whose name entries carry from now on: one click opens the list, the second chooses."""
        self._people.clear()
        for name in names:
            line = self._people.addAction(name.replace("&", "&&"))
            line.setCheckable(True)
            line.setChecked(name == self._user_name)
            line.triggered.connect(lambda _on=False, chosen=name: self.user_chosen.emit(chosen))
        if names:
            self._people.addSeparator()
        self._people.addAction(_("Another name…")).triggered.connect(self.other_user_asked)

    def use_short_words(self, short: bool) -> None:
        if short != self._short:
            self._short = short
            self._draw_words()
            self._draw()

    def _draw_words(self) -> None:
        plan = next((plan for plan in self._plans if plan.id == self._plan_id), None)
        words = (plan.number or plan.code if self._short else plan_words(plan)) if plan else ""
        self._plan.setText(words)
        self._plan.setToolTip(plan.title if plan else "")
        self._plan.setAccessibleName(_("Plan: {title}").format(title=words))
        self._caption.setVisible(bool(plan) and not self._short)
        self._user.setText(initials(self._user_name) if self._short else self._user_name)
        self._user.setToolTip(
            _("{name}: entries carry this name. Press to choose another.").format(name=self._user_name)
        )
        self._user.setAccessibleName(_("Your name: {name}").format(name=self._user_name))
        hint = _("Search… (Ctrl+F)") if self._short else _("Search tasks, units, products… (Ctrl+F)")
        self.search.setPlaceholderText(hint)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        lens = self._theme.pixmap("search", self._theme.colour("ink2"), ratio=ratio)
        self._lens.setIcon(QIcon(lens))
        self._drop.setIcon(QIcon(self._theme.pixmap("dismiss", self._theme.colour("ink2"), ratio=ratio)))
        self.search.setFixedWidth(self._theme.px(SEARCH_SHORT if self._short else SEARCH))


def plan_words(plan: Plan) -> str:
    """Short enough for the row: kind and sign, else the beginning of the title."""
    if plan.number:
        return f"{plan.kind} {plan.number}"
    title = plan.title or plan.kind
    return title if len(title) <= 40 else title[:39].rstrip() + "…"


def initials(name: str) -> str:
    """ "Nguyễn Văn Ân" as "N. V. Ân": the given name stays whole."""
    words = name.split()
    return " ".join([*(f"{word[0]}." for word in words[:-1]), *words[-1:]])

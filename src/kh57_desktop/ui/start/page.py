"""The first page of a new office: three questions and one choice, about a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain import administrative
from kh57_desktop.domain.administrative import Commune
from kh57_desktop.domain.terms import System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.ui.controls.choice_list import ROW, ChoiceList
from kh57_desktop.ui.controls.choices import ChoiceCard, SwitchPart
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.messages import Banner, message_of
from kh57_desktop.ui.style.theme import Theme

WIDTH = 720
PAUSE_MS = 120
SHOWN = 4
"""Communes in sight at once."""
READ, OUTLINE, OPEN, SAMPLE = range(4)


@dataclass(frozen=True, slots=True)
class NewOffice:
    """The answers; `commune` from the list of administrative units. `from_outline`: begin with the resolution's."""

    commune: Commune
    system: System
    user: str
    from_outline: bool = False


class StartPage(QWidget):
    """Asks; the presenter makes or opens the file."""

    office_asked = Signal(object)
    open_asked = Signal(str)
    """The person's name as typed, to be remembered."""
    sample_asked = Signal(str)
    leave_asked = Signal()

    def __init__(self, theme: Theme, *, user: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: tuple[Commune, ...] = ()
        self._commune: Commune | None = None
        theme.dress(self, ground="paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        theme.lay(outer)
        self.banner = Banner(theme)
        outer.addWidget(self.banner)
        card = QFrame()
        theme.dress(card, edge="card")
        card.setMaximumWidth(theme.px(WIDTH))
        self._card = card
        column = QVBoxLayout(card)
        theme.lay(column, (0, 20, 0, 16), 10)
        column.addWidget(self._answers(user))
        column.addLayout(self._foot())
        middle = QVBoxLayout()
        theme.lay(middle, (16, 16, 16, 16))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        middle.addStretch(1)
        middle.addLayout(row, 100)
        middle.addStretch(2)
        outer.addLayout(middle, 1)
        theme.changed.connect(self._restyle)
        self._choose(READ)

    def _restyle(self) -> None:
        self._card.setMaximumWidth(self._theme.px(WIDTH))

    # building

    def _answers(self, user: str) -> Scrolled:
        """Questions and choices; where the window is low they scroll and the buttons below stay in sight."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        self._theme.lay(column, (32, 4, 32, 0), 10)
        title = QLabel(_("Begin with KH57"))
        self._theme.dress(title, font="title")
        hint = QLabel(_("Three questions and one choice, about a minute. Every answer can be changed later."))
        self._theme.dress(hint, font="body", ink="2")
        hint.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(hint)
        column.addLayout(self._questions(user))
        column.addWidget(self._rule())
        column.addLayout(self._choices())
        area = _WholeArea()
        area.setWidget(inner)
        return area

    def _questions(self, user: str) -> QGridLayout:
        grid = QGridLayout()
        self._theme.lay(grid, (0, 6, 0, 6), 10)
        grid.setColumnMinimumWidth(0, self._theme.px(152))
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Type the name, with or without accents"))
        self._search.setAccessibleName(_("Which commune or ward?"))
        self._list = ChoiceList(self._theme)
        self._list.setAccessibleName(_("Communes found"))
        self._theme.dress(self._list, font="body", kind="choices", height=SHOWN * ROW + 2)
        self._list.hide()
        self._list.clicked.connect(self._take)
        self._list.activated.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._search.textEdited.connect(self._typed)
        self._search.returnPressed.connect(self._take_first)
        self._party = SwitchPart(self._theme, "Đảng ủy")
        self._government = SwitchPart(self._theme, "UBND")
        self._systems = QButtonGroup(self)
        switch = QHBoxLayout()
        self._theme.lay(switch)
        for part in (self._party, self._government):
            self._systems.addButton(part)
            self._go_on_from(part, lambda: self._user.setFocus(Qt.FocusReason.TabFocusReason))
            switch.addWidget(part)
        self._party.setChecked(True)
        self._user = QLineEdit(user)
        self._user.setAccessibleName(_("Your name"))
        self._user.returnPressed.connect(self._continue)
        self._ask(grid, 0, _("1. Which commune or ward?"), self._search)
        grid.addWidget(self._list, 1, 1)
        self._ask(grid, 2, _("2. Which body?"), None)
        grid.addLayout(switch, 2, 1)
        self._ask(grid, 3, _("3. Your name"), self._user)
        grid.setColumnStretch(1, 1)
        return grid

    def _ask(self, grid: QGridLayout, row: int, words: str, field: QWidget | None) -> None:
        label = QLabel(words)
        self._theme.dress(label, font="strong", height=30)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        if field is not None:
            label.setBuddy(field)
            grid.addWidget(field, row, 1)

    def _rule(self) -> QFrame:
        rule = QFrame()
        self._theme.dress(rule, edge="rule")
        return rule

    def _choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._theme.lay(column, (0, 2, 0, 2), 10)
        head = QLabel(_("4. How to begin?"))
        self._theme.dress(head, font="strong")
        column.addWidget(head)
        cards = (
            (
                "document_search",
                _("Read the plan of the commune"),
                _("Choose the document; tasks and indicators are found for you to look through."),
            ),
            (
                "table",
                _("Begin from the outline of Nghị quyết 57"),
                _("Its task groups and usual indicators are there; you add tasks, units and deadlines."),
            ),
            (
                "folder_open",
                _("Open a data file that exists"),
                _("A file with the ending .kh57 on this computer or a stick."),
            ),
            (
                "eye",
                _("Look at the sample commune"),
                _("Get to know the program with invented data; they can never be sent."),
            ),
        )
        self._cards = QButtonGroup(self)
        for place, (icon, title, hint) in enumerate(cards):
            card = ChoiceCard(self._theme, icon, title, hint)
            self._cards.addButton(card, place)
            self._go_on_from(card, self._continue)
            column.addWidget(card)
        self._cards.idToggled.connect(lambda place, on: self._choose(place) if on else None)
        return column

    def _foot(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._theme.lay(column, (32, 4, 32, 0), 10)
        stamped = _("Do not import documents stamped MẬT, TỐI MẬT or TUYỆT MẬT.")
        secret = QLabel(f"{stamped} {_('The data stay on this computer; no network is used.')}")
        secret.setWordWrap(True)
        self._theme.dress(secret, font="small", ink="2")
        leave = QPushButton(_("Quit"))
        self._theme.dress(leave, font="body")
        leave.clicked.connect(self.leave_asked)
        self._go = QPushButton()
        self._theme.dress(self._go, font="strong", kind="primary")
        self._go.clicked.connect(self._continue)
        row = QHBoxLayout()
        self._theme.lay(row, spacing=8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._go)
        column.addWidget(secret)
        column.addLayout(row)
        return column

    # the list of communes

    def _typed(self, _text: str) -> None:
        self._commune = None
        self._pause.start()

    def _look(self) -> None:
        self._found = administrative.search_communes(nfc(self._search.text()), limit=40)
        self._list.put([_commune_words(commune) for commune in self._found])
        self._list.setVisible(bool(self._found))
        if self._found:
            self._list.choose_row(0)

    def _take_first(self) -> None:
        self._look()
        if self._found:
            self._take(self._list.currentIndex())

    def _take(self, index) -> None:
        self._pause.stop()
        self._commune = self._found[index.row()]
        self._search.setText(_commune_words(self._commune))
        self._search.setAccessibleDescription(self._search.text())
        self._list.hide()
        level = self._commune.level
        self._party.setText(f"Đảng ủy {level}")
        self._government.setText(f"UBND {level}")
        self._party.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Down and self._search.hasFocus() and self._list.isVisible():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _go_on_from(self, answer: QWidget, go_on: Callable[[], None]) -> None:
        """Enter on an answer that is chosen, not typed, goes on to what comes next."""
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), answer)
            enter.setContext(Qt.ShortcutContext.WidgetShortcut)
            enter.activated.connect(go_on)

    # choosing

    def _choose(self, place: int) -> None:
        card = self._cards.button(place)
        if not card.isChecked():
            card.setChecked(True)
        words = (
            _("Continue: choose the plan"),
            _("Continue: with the outline"),
            _("Continue: choose the data file"),
            _("Continue: open the sample"),
        )
        self._go.setText(words[place])

    def _continue(self) -> None:
        user = nfc(self._user.text()).strip()
        chosen = self._cards.checkedId()
        if chosen == OPEN:
            self.open_asked.emit(user)
        elif chosen == SAMPLE:
            self.sample_asked.emit(user)
        elif self._commune is None:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
            self._theme.mark(self._search, wrong="true")
            self.show_refused(NoCommune())
        else:
            self._theme.mark(self._search, wrong="false")
            system = System.PARTY if self._party.isChecked() else System.GOVERNMENT
            self.office_asked.emit(NewOffice(self._commune, system, user, from_outline=chosen == OUTLINE))

    def begin(self) -> None:
        """The page comes into sight: the cursor stands in the first question."""
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))


class _WholeArea(Scrolled):
    """Wants to be as high as what it holds, and scrolls only where there is less room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), 120)


class NoCommune(UserError):
    """Continue was pressed before a commune was chosen from the list."""

    code = "no-commune"
    message = N_("The commune or ward has not been chosen yet.")
    hint = N_("Nothing was made yet. Please type its name and choose it from the list.")


def _commune_words(commune: Commune) -> str:
    province = administrative.find_province(commune.province_code)
    name = f"{commune.level.capitalize()} {commune.name}"
    return f"{name} – {province.full_name}" if province else name

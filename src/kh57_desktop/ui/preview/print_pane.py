"""Beside the pages: which printer, how many copies, which pages. Enter prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.printing import Choice
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from kh57_desktop.ui.preview.print_choice import MOST_COPIES, PrintChoice, Sides, pages_to_print
from kh57_desktop.ui.preview.print_memory import PrintMemory
from kh57_desktop.ui.style.theme import Theme

WIDTH = 300
_ONE, _BOTH = "one", "both"


class PrintPane(QFrame):
    """F4 of the other pages has no part here: *In…* opens it, Esc closes it."""

    print_asked = Signal(object)
    save_asked = Signal()
    close_asked = Signal()

    def __init__(
        self, theme: Theme, memory: PrintMemory, printers: Callable[[], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._memory, self._printers = theme, memory, printers
        self._count = 0
        self._is_busy = False
        theme.dress(self, ground="alt", edge="left", width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        theme.lay(outer, (16, 8, 8, 12), 8)
        outer.addLayout(self._head())
        area = Scrolled(self._questions())
        outer.addWidget(area, 1)
        self._print = QPushButton(_("Print"))
        theme.dress(self._print, font="strong", icon="print", icon_ink="on_accent", kind="primary")
        self._print.clicked.connect(self._ask)
        self._save = QPushButton(_("Save PDF…"))
        theme.dress(self._save, font="strong", icon="save", icon_ink="on_accent", kind="primary")
        self._save.clicked.connect(self.save_asked)
        foot = QHBoxLayout()
        theme.lay(foot, (0, 0, 8, 0), 0)
        foot.addWidget(self._print, 1)
        foot.addWidget(self._save, 1)
        outer.addLayout(foot)
        self.hide()

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(_("Print"))
        self._theme.dress(title, font="section")
        close = QToolButton()
        self._theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.close_asked)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _questions(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        self._theme.lay(column, (0, 0, 8, 0), 4)
        self._no_printer = WrappedWords(self._theme, role="strong")
        self._no_printer_hint = WrappedWords(self._theme, ink="ink2")
        self._printer = ChoiceButton(self._theme, _("Printer"), most=WIDTH)
        self._copies = QLineEdit()
        self._copies.setValidator(QIntValidator(1, MOST_COPIES, self))
        self._copies.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._theme.dress(self._copies, font="body", width=64)
        self._pages = QLineEdit()
        self._theme.dress(self._pages, font="body")
        self._pages.setPlaceholderText(_("all, or for example 1-3, 5"))
        self._sides = ChoiceButton(self._theme, _("Odd and even pages"), most=WIDTH)
        self._sides.offer(
            [
                Choice(Sides.ALL.value, _("Odd and even pages")),
                Choice(Sides.ODD.value, _("Odd pages only")),
                Choice(Sides.EVEN.value, _("Even pages only")),
            ]
        )
        self._sides.put(Sides.ALL.value)
        self._faces = ChoiceButton(self._theme, _("Sides of the sheet"), most=WIDTH)
        self._faces.offer([Choice(_ONE, _("On one side of the sheet")), Choice(_BOTH, _("On both sides of the sheet"))])
        self._faces.put(_ONE)
        self._wrong = WrappedWords(self._theme, role="small", ink="ink")
        self._turn = WrappedWords(
            self._theme,
            _("Print the odd pages first, put the stack back the other way up, then print the even pages."),
            role="small",
            ink="ink2",
        )
        note = WrappedWords(
            self._theme,
            _("A4 at true size, nothing is scaled. The margins are 15 mm and more: every printer prints all of it."),
            role="small",
            ink="ink2",
        )
        self._rows: list[QWidget] = []
        column.addWidget(self._no_printer)
        column.addWidget(self._no_printer_hint)
        for words, widget in ((_("Printer"), self._printer), (_("Number of copies"), self._copies)):
            self._row(column, words, widget)
        self._row(column, _("Pages"), self._pages)
        column.addWidget(self._wrong)
        self._row(column, "", self._sides)
        column.addWidget(self._turn)
        self._row(column, "", self._faces)
        column.addSpacing(self._theme.px(8))
        column.addWidget(note)
        column.addStretch(1)
        for field in (self._copies, self._pages):
            field.textChanged.connect(self._check)
        self._sides.chosen.connect(self._check)
        return inner

    def _row(self, column: QVBoxLayout, words: str, widget: QWidget) -> None:
        if words:
            label = QLabel(words)
            self._theme.dress(label, font="small_strong", ink="2")
            label.setBuddy(widget)
            column.addSpacing(self._theme.px(4))
            column.addWidget(label)
            self._rows.append(label)
            if isinstance(widget, QLineEdit):
                widget.setAccessibleName(words)
        column.addWidget(widget)
        column.addSpacing(self._theme.px(2))
        self._rows.append(widget)

    # what the page shows

    def open(self) -> None:
        """Asks the system for its printers anew; both sides are off each time."""
        names = list(self._printers())
        self._printer.offer([Choice(name, name) for name in names])
        usual = self._memory.printer if self._memory.printer in names else next(iter(names), "")
        self._printer.put(usual)
        self._copies.setText(str(self._memory.copies))
        self._pages.clear()
        self._sides.put(Sides.ALL.value)
        self._faces.put(_ONE)
        self._no_printer.put("" if names else _("This computer has no printer."))
        self._no_printer_hint.put(
            ""
            if names
            else _("Please save the paper as PDF and print it elsewhere, or set up a printer and press Ctrl+P again.")
        )
        for widget in self._rows:
            widget.setVisible(bool(names))
        self._print.setVisible(bool(names))
        self._save.setVisible(not names)
        self.show()
        self._check()
        self.take_focus()

    def take_focus(self) -> None:
        """To the button that prints, or saves where nothing can print."""
        (self._save if self._print.isHidden() else self._print).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_count(self, count: int) -> None:
        """Pages of the paper in sight."""
        self._count = count
        self._check()

    def put_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._check()

    def choice(self) -> PrintChoice:
        copies = self._copies.text()
        return PrintChoice(
            printer=self._printer.key,
            copies=int(copies) if copies.isdecimal() else 1,
            pages=self._pages.text(),
            sides=Sides(self._sides.key),
            is_duplex=self._faces.key == _BOTH,
        )

    def _check(self) -> None:
        """Say at once what is wrong with the pages; else how many will be printed."""
        choice = self.choice()
        self._turn.setVisible(choice.sides is not Sides.ALL and bool(self._printer.key))
        try:
            sheets = len(pages_to_print(choice, self._count)) * choice.copies
        except UserError as error:
            sheets = 0
            self._say_wrong(error if self._count else None)
        else:
            self._say_wrong(None)
        copies_fit = self._copies.hasAcceptableInput()
        self._theme.mark(self._copies, wrong="false" if copies_fit else "true")
        self._print.setText(_("Print {count} pages").format(count=sheets) if sheets else _("Print"))
        self._print.setEnabled(bool(sheets) and copies_fit and not self._is_busy)
        self._save.setEnabled(bool(self._count) and not self._is_busy)

    def _say_wrong(self, error: UserError | None) -> None:
        self._wrong.put(str(error) if error else "")
        self._theme.mark(self._pages, wrong="true" if error else "false")

    # gestures

    def _ask(self) -> None:
        if self._print.isEnabled():
            self.print_asked.emit(self.choice())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._print.isVisible():
            self._ask()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

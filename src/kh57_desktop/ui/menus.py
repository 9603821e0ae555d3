"""The menus: everything the pages offer, every shortcut shown. What an entry does is the window's to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from kh57_desktop.i18n import N_, _
from kh57_desktop.light import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` names it for the window; `words` is a msgid with & before the letter for Alt; `group`: one of several.

    `of_page`: only where the page in sight has a command of this name. `yields`: a page may use its key for its own.
    """

    key: str
    words: str
    shortcuts: tuple[str, ...] = ()
    needs_office: bool = True
    checkable: bool = False
    group: str = ""
    of_page: bool = False
    yields: bool = False


SEPARATOR = Entry("", "")
# Ctrl+Shift, Alt+Z, Ctrl+Shift+F5, F6 and F9 belong to UniKey; no single letter and no Backspace is a shortcut
MENUS: tuple[tuple[str, Sequence[Entry]], ...] = (
    (
        N_("&File"),
        (
            Entry("new", N_("&New data file…"), ("Ctrl+N",), needs_office=False),
            Entry("open", N_("&Open data file…"), ("Ctrl+O",), needs_office=False),
            Entry("import", N_("&Import plan…"), ("Ctrl+I",)),
            SEPARATOR,
            Entry("save", N_("&Save"), ("Ctrl+S",)),
            Entry("backup", N_("&Backup…")),
            SEPARATOR,
            Entry("print", N_("&Print…"), ("Ctrl+P",)),
            Entry("preview", N_("P&review…")),
            Entry("layout", N_("Layout of &papers…")),
            Entry("settings", N_("Se&ttings…")),
            SEPARATOR,
            Entry("quit", N_("&Quit"), ("Ctrl+Q",), needs_office=False),
        ),
    ),
    (
        N_("&Edit"),
        (
            Entry("undo", N_("&Undo"), ("Ctrl+Z",)),
            Entry("redo", N_("&Redo"), ("Ctrl+Y",)),
            Entry("history_page", N_("&History…")),
            Entry("bin_page", N_("&Bin…")),
            SEPARATOR,
            Entry("edit_cell", N_("&Edit the cell"), ("F2",), of_page=True),
            Entry("find", N_("&Find"), ("Ctrl+F", "F3")),
        ),
    ),
    (
        N_("&View"),
        (
            Entry("pane", N_("&Pane of details"), ("F4",), of_page=True),
            Entry("full", N_("&Full text in the rows"), ("Ctrl+L",), of_page=True),
            SEPARATOR,
            Entry("zoom_in", N_("Zoom &in"), ("Ctrl++", "Ctrl+="), needs_office=False),
            Entry("zoom_out", N_("Zoom &out"), ("Ctrl+-",), needs_office=False),
            Entry("zoom_reset", N_("&Normal size"), ("Ctrl+0",), needs_office=False),
            SEPARATOR,
            Entry("theme_system", N_("&Colours of the system"), needs_office=False, checkable=True, group="theme"),
            Entry("theme_light", N_("&Light"), needs_office=False, checkable=True, group="theme"),
            Entry("theme_dark", N_("&Dark"), needs_office=False, checkable=True, group="theme"),
        ),
    ),
    (
        N_("&Units"),
        (
            Entry("forms", N_("Unit &forms…")),
            Entry("chasing", N_("&Chase units…")),
            SEPARATOR,
            Entry("quick", N_("&Marks of the leader…")),
        ),
    ),
    (
        N_("&Help"),
        (
            Entry("help", N_("&Help on this page"), ("F1",)),
            Entry("first_day", N_("The &first ten minutes")),
            Entry("keys", N_("All &keys")),
            SEPARATOR,
            Entry("report_page", N_("To the &reports"), ("F8",), yields=True),
            Entry("recompute", N_("Compute &anew"), ("F9",), yields=True),
            Entry("check", N_("&Check the data file"), ("F7",)),
            SEPARATOR,
            Entry("about", N_("&About KH57"), needs_office=False),
        ),
    ),
)

_STEPS = {"undo": (N_("&Undo"), N_("&Undo: {words}")), "redo": (N_("&Redo"), N_("&Redo: {words}"))}


class Menus:
    """The actions by key, in the menu bar and as the window's shortcuts; before the last menu that of the page."""

    def __init__(self, bar: QMenuBar, window: QWidget, actions: Mapping[str, Callable[[], None]]) -> None:
        self.actions: dict[str, QAction] = {}
        self._window = window
        self._letters: set[str] = set()
        self._page_words = ""
        self._is_short = False
        self._of_page: dict[str, list[QAction]] = {}
        self._file_steps: dict[str, str] = {}
        self._page_steps: Mapping[str, str] | None = None
        groups: dict[str, QActionGroup] = {}
        for title, entries in MENUS:
            if title is MENUS[-1][0]:
                self.page_menu = bar.addMenu("")
            menu = bar.addMenu(_(title))
            self._letters.add(_mnemonic(_(title)))
            for entry in entries:
                if entry is SEPARATOR:
                    menu.addSeparator()
                    continue
                action = self._action(entry, actions[entry.key])
                if entry.group:
                    group = groups.setdefault(entry.group, QActionGroup(window))
                    group.addAction(action)
                menu.addAction(action)
                self.actions[entry.key] = action

    def _action(self, entry: Entry, act: Callable[[], None]) -> QAction:
        action = QAction(_(entry.words), self._window)
        action.setShortcuts([QKeySequence(keys) for keys in entry.shortcuts])
        action.setCheckable(entry.checkable)
        action.setData(entry.key)
        action.triggered.connect(lambda _on=False: act())
        return action

    def put_page(
        self, key: str, words: str, entries: Sequence[Entry], commands: Mapping[str, Callable[[], None]]
    ) -> None:
        """The page in sight: its own menu, and which of the common entries it knows."""
        if key not in self._of_page:
            self._of_page[key] = [
                _separator(self._window) if entry is SEPARATOR else self._action(entry, commands[entry.key])
                for entry in entries
            ]
        self.page_menu.clear()
        self.page_menu.addActions(self._of_page[key])
        self._page_words = words
        self._title_page()
        self.page_menu.menuAction().setVisible(bool(entries))
        taken = {keys for entry in entries for keys in entry.shortcuts}
        for _title, known in MENUS:
            for entry in known:
                if entry.of_page:
                    self.actions[entry.key].setEnabled(entry.key in commands)
                if entry.yields:
                    left = [QKeySequence(keys) for keys in entry.shortcuts if keys not in taken]
                    self.actions[entry.key].setShortcuts(left)

    def use_short_words(self, short: bool) -> None:
        """Where the row is narrow the page's menu does not repeat the page's name."""
        if short != self._is_short:
            self._is_short = short
            self._title_page()

    def _title_page(self) -> None:
        words = _("Page") if self._is_short else self._page_words
        self.page_menu.setTitle(_with_letter(words, self._letters))

    def page_action(self, key: str, name: str) -> QAction:
        """An entry of a page's own menu, after the page was in sight once."""
        return next(action for action in self._of_page[key] if action.data() == name)

    def with_office(self, is_open: bool) -> None:
        """Entries that need an open file are grey without one."""
        for _title, entries in MENUS:
            for entry in entries:
                if entry.needs_office and entry is not SEPARATOR:
                    self.actions[entry.key].setEnabled(is_open)
        self.page_menu.menuAction().setVisible(is_open)

    def put_step(self, key: str, words: str) -> None:
        """Undo or redo with the name of what it would do in the file."""
        self._file_steps[key] = words
        if self._page_steps is None:
            self._word_step(key, words)

    def put_page_steps(self, steps: Mapping[str, str] | None) -> None:
        """What the page in sight takes back itself, before anything of it is in the file; None: the file's steps."""
        self._page_steps = steps
        for key, words in (self._file_steps if steps is None else steps).items():
            self._word_step(key, words)

    def _word_step(self, key: str, words: str) -> None:
        plain, named = _STEPS[key]
        self.actions[key].setText(_(named).format(words=words) if words else _(plain))
        self.actions[key].setEnabled(bool(words))


def _separator(parent: QWidget) -> QAction:
    line = QAction(parent)
    line.setSeparator(True)
    return line


def _mnemonic(words: str) -> str:
    """The letter for Alt, "" where there is none."""
    place = words.find("&")
    return words[place + 1 : place + 2].casefold() if place >= 0 else ""


def _with_letter(words: str, taken: set[str]) -> str:
    """`words` with & before the first letter that no other menu has."""
    for place, letter in enumerate(words):
        if letter.isascii() and letter.isalpha() and letter.casefold() not in taken:
            return words[:place].replace("&", "&&") + "&" + words[place:].replace("&", "&&")
    return words.replace("&", "&&")

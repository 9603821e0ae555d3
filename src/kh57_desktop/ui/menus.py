"""The menus: everything the pages offer, every shortcut shown. What an entry does is the window's to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from kh57_desktop.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` names it for the window; `words` is a msgid with & before the letter for Alt; `group`: one of several."""

    key: str
    words: str
    shortcuts: tuple[str, ...] = ()
    needs_office: bool = True
    checkable: bool = False
    group: str = ""


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
            SEPARATOR,
            Entry("quit", N_("&Quit"), ("Ctrl+Q",), needs_office=False),
        ),
    ),
    (
        N_("&Edit"),
        (
            Entry("undo", N_("&Undo"), ("Ctrl+Z",)),
            Entry("redo", N_("&Redo"), ("Ctrl+Y",)),
            SEPARATOR,
            Entry("edit_cell", N_("&Edit the cell"), ("F2",)),
            Entry("find", N_("&Find"), ("Ctrl+F", "F3")),
        ),
    ),
    (
        N_("&View"),
        (
            Entry("pane", N_("&Pane of details"), ("F4",), checkable=True),
            Entry("full", N_("&Full text in the rows"), ("Ctrl+L",), checkable=True),
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
        N_("&Tasks"),
        (
            Entry("add", N_("&Add a task"), ("F5",)),
            Entry("progress", N_("&Update progress"), ("Ctrl+U",)),
            Entry("finish", N_("&Mark as done"), ("Ctrl+H",)),
            Entry("bin", N_("&Delete the chosen tasks"), ("F6",)),
        ),
    ),
    (
        N_("&Help"),
        (
            Entry("check", N_("&Check the data file"), ("F7",)),
            Entry("about", N_("&About KH57"), needs_office=False),
        ),
    ),
)

_STEPS = {"undo": (N_("&Undo"), N_("&Undo: {words}")), "redo": (N_("&Redo"), N_("&Redo: {words}"))}


class Menus:
    """The actions by key, in the menu bar and as the window's shortcuts."""

    def __init__(self, bar: QMenuBar, window: QWidget, actions: Mapping[str, Callable[[], None]]) -> None:
        self.actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for title, entries in MENUS:
            menu = bar.addMenu(_(title))
            for entry in entries:
                if entry is SEPARATOR:
                    menu.addSeparator()
                    continue
                action = QAction(_(entry.words), window)
                action.setShortcuts([QKeySequence(keys) for keys in entry.shortcuts])
                action.setCheckable(entry.checkable)
                if entry.group:
                    group = groups.setdefault(entry.group, QActionGroup(window))
                    group.addAction(action)
                action.triggered.connect(lambda _on=False, act=actions[entry.key]: act())
                menu.addAction(action)
                self.actions[entry.key] = action

    def with_office(self, is_open: bool) -> None:
        """Entries that need an open file are grey without one."""
        for _title, entries in MENUS:
            for entry in entries:
                if entry.needs_office and entry is not SEPARATOR:
                    self.actions[entry.key].setEnabled(is_open)

    def put_step(self, key: str, words: str) -> None:
        """Undo or redo with the name of what it would do."""
        plain, named = _STEPS[key]
        self.actions[key].setText(_(named).format(words=words) if words else _(plain))
        self.actions[key].setEnabled(bool(words))

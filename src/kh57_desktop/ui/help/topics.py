"""The topics of the help: a text per page and a few more, in resources/help; the list of keys comes from the menus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop import i18n
from kh57_desktop.i18n import N_, _
from kh57_desktop.paths import resources
from kh57_desktop.ui.menus import MENUS, SEPARATOR, Entry
from kh57_desktop.ui.pages.registry import PAGES

KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Topic:
    """`key` names the text NAME.md of the language, or `KEYS`."""

    key: str
    words: str


FIRST = (Topic("first-day", N_("The first ten minutes")), Topic(KEYS, N_("All keys")))
LAST = (
    Topic("safety", N_("Saving, undo, backup")),
    Topic("secrets", N_("State secrets and personal data")),
    Topic("support", N_("When something goes wrong")),
)


def topics() -> tuple[Topic, ...]:
    """In the order of the list: what everybody needs, the pages that have a text, the rest."""
    of_pages = tuple(Topic(entry.key, entry.words) for entry in PAGES if _text_of(entry.key) is not None)
    return (*FIRST, *of_pages, *LAST)


def topic_of_page(key: str) -> str:
    """What F1 shows on a page."""
    return key if any(topic.key == key for topic in topics()) else FIRST[0].key


def markdown(key: str) -> str:
    """The whole text of a topic; of an unknown one the first day's."""
    if key == KEYS:
        return keys_text()
    return _text_of(key) or _text_of(FIRST[0].key) or ""


def _text_of(key: str) -> str | None:
    """In the language of the program, else in Vietnamese."""
    for language in (i18n.language(), "vi"):
        path = resources() / "help" / language / f"{key}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None


def keys_text() -> str:
    """Every entry of every menu that has a key, page by page."""
    lines = [f"# {_('All keys')}", "", _("The same keys stand beside the entries of the menus."), ""]
    for title, entries in MENUS:
        lines += _table(_(title).replace("&", ""), entries)
    for entry in PAGES:
        lines += _table(_(entry.words), entry.part_class().MENU)
    lines += [f"## {_('In tables')}", "", *_rows(_table_keys())]
    return "\n".join(lines)


def _table_keys() -> list[tuple[str, str]]:
    return [
        (_("Arrows, Tab, Enter"), _("to the next cell")),
        (_("Typing"), _("replaces what the cell says")),
        ("F2", _("edits what the cell says")),
        ("Esc", _("leaves the cell as it was")),
        ("Ctrl+C, Ctrl+V", _("copy and paste, also with Excel and Word")),
        ("Ctrl+D", _("fills down from the first chosen row")),
        ("Ctrl+Enter", _("puts what is typed into every chosen cell")),
        (_("Shift+Space, Ctrl+Space"), _("the whole row, the whole column")),
        ("Alt+↑, Alt+↓", _("moves the chosen rows")),
        ("Alt+→, Alt+←", _("below the row above, or out again")),
        ("Shift+F10", _("everything that can be done with the row")),
        ("Delete", _("empties the cell")),
        ("Ctrl+1 … 9", _("to the page of that place")),
    ]


def _table(title: str, entries: Sequence[Entry]) -> list[str]:
    rows = [(", ".join(one.shortcuts), _(one.words).replace("&", "")) for one in entries if one is not SEPARATOR]
    rows = [(keys, words) for keys, words in rows if keys]
    return [f"## {title}", "", *_rows(rows), ""] if rows else []


def _rows(rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"| {_('Key')} | {_('What it does')} |", "|---|---|", *(f"| {keys} | {words} |" for keys, words in rows)]

"""A page with what stands behind it, as the frame of the window makes, opens and tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kh57_desktop.services.session import Session
from kh57_desktop.ui.job_end import JobEnd, RunningJob, Work
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.messages import Banner, Message
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme


class PageDesk(Protocol):
    """What a part may ask of the window: the desk itself, or a fake in a test."""

    theme: Theme
    settings: WindowSettings
    pages: QWidget
    """Where pages stand: one that is made there is not styled once more when it is put there."""

    @property
    def plan_id(self) -> str: ...
    @property
    def page_key(self) -> str: ...
    def saved(self) -> None:
        """Something was saved: time, undo and counts are told anew, other pages are refreshed when next seen."""

    def not_saved(self) -> None:
        """The file could not take a change (full, write-protected, busy)."""

    def start_work(self, work: Work, done: Callable[[Any], None]) -> None:
        """A job without a page of its own; refusals and bugs are shown."""

    def start_job(self, work: Work, end: JobEnd) -> RunningJob: ...
    def show_page(self, key: str) -> None: ...
    def show_back(self) -> None:
        """From a page that lies over another one, to that one."""

    def go_to(self, key: str, what: str) -> None:
        """Show a page and in it the thing with this id."""

    def choose_plan(self, plan_id: str) -> None: ...
    def show_message(self, message: Message) -> None: ...
    def show_done(self, words: str, *, can_undo: bool = False) -> None: ...
    def show_paper(self, kind: str | None, *, to_print: bool = False, view: str | None = None) -> None:
        """`view`: name of the saved view whose rows and columns the paper has."""

    def put_steps(self, steps: Mapping[str, str] | None) -> None:
        """Words of what `undo` and `redo` among the page's commands do now; None gives both back to the file."""

    def switch_user(self, name: str) -> None:
        """Entries carry this name from now on."""

    def put_counts(self, key: str, count: int, late: int = 0) -> None:
        """The numbers beside a page's name in the navigation."""

    def clear_search(self) -> None: ...


class PagePart(QObject):
    """Made when its page is first shown, whether a file is open or not; `page` is a `PageFrame` as a rule.

    The order of calls: `open`, `open_plan`, then `search`, `refresh` and `go_to` as often as needed, `close`.
    All of them come only while the page is in sight or is about to be: what happens meanwhile is told then.
    """

    MENU: ClassVar[Sequence[Entry]] = ()
    """The page's own menu; each key is one of `commands`."""
    SEARCHES: ClassVar[bool] = False
    """The search box at the top narrows this page."""

    page: QWidget

    def __init__(self, desk: PageDesk) -> None:
        super().__init__()
        self.desk = desk

    def open(self, session: Session) -> None:
        """A file was opened: make the presenter on it."""

    def close(self) -> None:
        """The file is closed: let go of it, and of what is shown of it."""

    def open_plan(self, plan_id: str) -> None:
        """Show this plan ("" where there is none)."""

    def refresh(self) -> None:
        """Something changed behind the page."""

    def search(self, words: str) -> None: ...

    def go_to(self, what: str) -> None:
        """Put the cursor on the thing with this id."""

    def shown(self) -> None:
        """The page is in sight now: the keyboard goes where its work is done."""
        take_focus = getattr(self.page, "take_focus", None)
        if take_focus is not None:
            take_focus()

    def paper_choice(self, kind: str | None) -> Mapping[str, str]:
        """What is in sight here of a paper asked for: `period`, `body`, `whose` as the preview's choices name them."""
        return {}

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What the page's menu, and the common keys `edit_cell`, `pane` and `full`, do here."""
        return {}

    def all_commands(self) -> dict[str, Callable[[], None]]:
        common = getattr(self.page, "commands", None)
        return {**(common() if common is not None else {}), **self.commands()}

    @property
    def banner(self) -> Banner:
        banner = self.page.banner  # type: ignore[attr-defined]
        assert isinstance(banner, Banner)
        return banner

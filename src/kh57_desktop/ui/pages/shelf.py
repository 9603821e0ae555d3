"""The parts made so far, each told what happened when it is next seen: nothing works behind the page in sight."""

from __future__ import annotations

from contextlib import ExitStack

from kh57_desktop.light import dataclass
from kh57_desktop.services.session import Session
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.pages.registry import entry_of


@dataclass(slots=True)
class _Made:
    part: PagePart
    is_open: bool = False
    plan_id: str | None = None
    """The plan it shows, None before it was told any."""
    is_stale: bool = False
    searched: str = ""


class PageShelf:
    """Makes a part when it is first asked for; an open file reaches it when it is first shown."""

    def __init__(self, desk: PageDesk) -> None:
        self._desk = desk
        self._made: dict[str, _Made] = {}
        self._session: Session | None = None
        self._plan_id = ""
        self._words = ""
        self._current = ""

    def part(self, key: str) -> PagePart:
        """The part of a page, made if need be; not brought up to date."""
        if key not in self._made:
            self._made[key] = _Made(entry_of(key).part_class()(self._desk))
        return self._made[key].part

    def show(self, key: str) -> PagePart:
        """The part of the page that comes into sight, up to date."""
        self.part(key)
        self._current = key
        self._bring_up(self._made[key])
        return self._made[key].part

    # the file

    def open(self, session: Session) -> None:
        self._session = session
        self._words = ""

    def close(self) -> None:
        self._session = None
        self._plan_id = ""
        with ExitStack() as closings:  # all of them, also where one fails: another would go on with a closed file
            for made in self._made.values():
                if made.is_open:
                    closings.callback(made.part.close)
                made.is_open, made.plan_id, made.is_stale, made.searched = False, None, False, ""

    def open_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        for made in self._made.values():
            made.plan_id = None
        self._bring_up_current()

    def search(self, words: str) -> None:
        self._words = words
        self._bring_up_current()

    def refresh(self) -> None:
        """Anything may have changed, by undo for example."""
        for made in self._made.values():
            made.is_stale = True
        self._others_moved_on()
        self._bring_up_current()

    def others_are_stale(self) -> None:
        """The page in sight saved something and shows it already."""
        for key, made in self._made.items():
            made.is_stale = made.is_stale or key != self._current
        self._others_moved_on()

    def _others_moved_on(self) -> None:
        """What another page says of its last gesture is past, and its *Undo* would take back something else now."""
        for key, made in self._made.items():
            if key != self._current:
                made.part.banner.work_went_on()

    def _bring_up_current(self) -> None:
        if self._current in self._made:
            self._bring_up(self._made[self._current])

    def _bring_up(self, made: _Made) -> None:
        if self._session is None:
            return
        part = made.part
        if not made.is_open:
            made.is_open = True
            part.open(self._session)
        if made.plan_id != self._plan_id:
            made.plan_id, made.is_stale, made.searched = self._plan_id, False, ""
            part.open_plan(self._plan_id)
        elif made.is_stale:
            made.is_stale = False
            part.refresh()
        if part.SEARCHES and made.searched != self._words:
            made.searched = self._words
            part.search(self._words)

"""Layout settings of the file that the window has open; the specimen is made in a session of its own."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.domain.terms import System
from kh57_desktop.progress import Progress
from kh57_desktop.services import layout_choices
from kh57_desktop.services.layout_choices import LayoutChoice
from kh57_desktop.services.layout_specimen import specimen
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.services.session import Session, open_session


class OfficeLayout:
    """`LayoutServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_system(self) -> System:
        return self._session.store.offices.bodies()[0].system

    def choices(self, system: System) -> Sequence[LayoutChoice]:
        return layout_choices.choices(self._session, system)

    def is_own(self, system: System) -> bool:
        return layout_choices.is_own(self._session, system)

    def choose(self, system: System, name: str, value: float | str) -> bool:
        return layout_choices.choose(self._session, system, name, value)

    def reset(self, system: System) -> None:
        layout_choices.reset(self._session, system)

    def specimen(self, system: System, progress: Progress) -> PagePictures:
        here = self._session
        with open_session(here.store.path, user=here.user, read_only=True, now=here.now) as session:
            return PagePictures(specimen(session, system, progress=progress))

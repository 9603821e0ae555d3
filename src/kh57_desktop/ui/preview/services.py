"""Papers of the file that the window has open; making one is a job with a session of its own, for reading only."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from kh57_desktop.progress import Progress
from kh57_desktop.services import printing
from kh57_desktop.services.files import write_new
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.services.printing import Offer, PaperWanted
from kh57_desktop.services.session import Session, open_session


class OfficePapers:
    """`PaperServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._path, self._user, self._now = session.store.path, session.user, session.now

    def offer(self, plan_id: str, progress: Progress) -> Offer:
        progress.step(0, 1, "")
        with self._reading() as session:
            return printing.offer(session, plan_id)

    def pictures(self, wanted: PaperWanted, progress: Progress) -> PagePictures:
        return PagePictures(self._made(wanted, printing.PDF, progress))

    def save(self, wanted: PaperWanted, file_format: str, target: Path, progress: Progress) -> Path:
        """The person was asked before an existing file was taken."""
        made = self._made(wanted, file_format, progress)
        write_new(target, made, force=True)
        return target

    def save_shown(self, pictures: PagePictures, target: Path) -> Path:
        """Exactly the bytes that are in sight."""
        write_new(target, pictures.pdf, force=True)
        return target

    def _made(self, wanted: PaperWanted, file_format: str, progress: Progress) -> bytes:
        with self._reading() as session:
            return printing.paper(session, wanted, file_format=file_format, progress=progress)

    def _reading(self) -> AbstractContextManager[Session]:
        return open_session(self._path, user=self._user, read_only=True, now=self._now)

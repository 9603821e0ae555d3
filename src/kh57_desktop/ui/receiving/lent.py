"""What the window lends to the presenters of this page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kh57_desktop.errors import UserError
from kh57_desktop.exchange.token import TokenCertificate
from kh57_desktop.i18n import _
from kh57_desktop.ui.job_end import StartWork
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.packages.token_box import nothing_plugged_in
from kh57_desktop.ui.receiving.services import OfficeReceiving, Sealed


@dataclass(frozen=True, slots=True)
class Lent:
    start: StartWork
    show: Callable[[Message], None]
    saved: Callable[[], None]
    copy: Callable[[str], None]

    def attempt(self, act: Callable[[], object]) -> bool:
        """Something small, done at once; a refusal is shown."""
        try:
            act()
        except UserError as error:
            self.show(message_of(error))
            return False
        self.saved()
        return True


class Sealing:
    """Signing what this office answers: asked for in the page's strip, done as a job, the file lies beside the data."""

    def __init__(self, strip: Any, services: OfficeReceiving, lent: Lent) -> None:
        self._strip, self._services, self._lent = strip, services, lent
        self._then: Callable[[Sealed, Path], None] | None = None

    def ask(self, title: str, work: Callable[..., Any], done: Callable[[], None]) -> None:
        """`work(sealed, folder, progress)` signs; `done` afterwards, before the file is shown."""

        def signed(handed: Any) -> None:
            done()
            self._lent.saved()
            sentence = _("Signed: {name}. Please give this file to the sender.").format(name=handed.path.name)
            self._lent.show(Message(Tone.GOOD, sentence, str(handed.path.parent)))

        self._then = lambda sealed, folder: self._lent.start(lambda progress: work(sealed, folder, progress), signed)
        self._strip.ask(title)

    def sealed(self, sealed: Sealed) -> None:
        if self._then is not None:
            then, self._then = self._then, None
            then(sealed, self._services.folder)

    def look_for_tokens(self) -> None:
        self._lent.start(self._services.tokens, self._put_tokens)

    def _put_tokens(self, found: Sequence[TokenCertificate]) -> None:
        self._strip.put_tokens(found)
        if not found:
            self._lent.show(nothing_plugged_in())

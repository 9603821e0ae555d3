"""What may follow a package that was built: a time-stamp once there is a network, or taking it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kh57_desktop.i18n import _
from kh57_desktop.services.package_series import HandedFile
from kh57_desktop.ui.job_end import StartWork
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.packages.ask_strip import Asked
from kh57_desktop.ui.packages.services import OfficePackages, SignSource


class Afterwards:
    """`chosen`: id of the package in the register's cursor, "" for none."""

    def __init__(
        self,
        strip: Any,
        services: OfficePackages,
        *,
        chosen: Callable[[], str],
        start: StartWork,
        show: Callable[[Message], None],
        done: Callable[[], None],
    ) -> None:
        self._strip, self._services, self._chosen = strip, services, chosen
        self._start, self._show, self._done = start, show, done

    def time_stamp(self) -> None:
        package = self._chosen()
        if not package:
            self._show(Message(Tone.NOTICE, _("Please choose a package in the register first.")))
            return
        address = Asked(
            _("Address of the time-stamp service"), 320, words=self._services.stamp_service, hint="http://…"
        )

        def stamp(url: str) -> None:
            self._start(lambda progress: self._services.time_stamp(package, url.strip(), progress), self._stamped)

        self._strip.ask(_("Time-stamp"), [address], _("Add it (needs a network)"), stamp)

    def _stamped(self, is_new: bool) -> None:
        self._done()
        if is_new:
            words = _("The package has a time-stamp now; its comparison code is the same. Hand this copy over.")
        else:
            words = _("The package had its time-stamp already.")
        self._show(Message(Tone.GOOD, words))

    def withdraw(self, where: Path) -> None:
        """`where`: the signature file."""
        package = self._chosen()
        if not package or not self._services.can_withdraw(package):
            self._show(Message(Tone.NOTICE, _("Please choose the package of a report in the register first.")))
            return
        fields = [Asked(_("Reason"), 320), Asked(_("Password"), 120, secret=True)]

        def sign(reason: str, password: str) -> None:
            source = SignSource(str(where), "", password)
            self._start(lambda progress: self._services.withdraw(package, reason, source, progress), self._withdrawn)

        self._strip.ask(_("Withdraw the package"), fields, _("Sign the withdrawal"), sign)

    def _withdrawn(self, handed: HandedFile) -> None:
        self._done()
        words = _("Signed: {name}. Please send this file to the superior.").format(name=handed.path.name)
        self._show(Message(Tone.GOOD, words, str(handed.path.parent)))

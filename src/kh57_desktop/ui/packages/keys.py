"""The office's own signing keys and the superior's certificate: made, renewed and enrolled without the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.certificates import fingerprint_words, read_certificate
from kh57_desktop.i18n import _
from kh57_desktop.services.package_series import HandedFile
from kh57_desktop.ui.job_end import StartWork
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.packages.ask_strip import Asked
from kh57_desktop.ui.packages.services import MadeKey, OfficePackages


class OfficeKeys:
    def __init__(
        self,
        strip: Any,
        services: OfficePackages,
        *,
        start: StartWork,
        show: Callable[[Message], None],
        saved: Callable[[], None],
    ) -> None:
        self._strip, self._services = strip, services
        self._start, self._show, self._saved = start, show, saved

    def new(self, path: Path) -> None:
        """An internal signature: it does not take the place of an official one, and says so."""
        roles = [(_("seal of the office"), SignerRole.OFFICE.value), (_("person"), SignerRole.AUTHOR.value)]
        fields = [
            Asked(_("Signs as"), choices=roles),
            Asked(_("Name in the certificate"), 190, words=self._services.office_name),
            Asked(_("Password"), 120, secret=True),
            Asked(_("The same again"), 120, secret=True),
        ]

        def make(role: str, name: str, password: str, again: str) -> None:
            if password != again:
                self._show(Message(Tone.NOTICE, _("The two passwords differ; nothing was made.")))
                return
            self._start(lambda progress: self._services.new_key(path, name, role, password, progress), self._made)

        self._strip.ask(_("New internal signature"), fields, _("Make it"), make)

    def _made(self, made: MadeKey) -> None:
        sentence = _("Made: {name}. Give the superior the file {certificate} and read these 64 digits by telephone.")
        warning = _("An internal signature does not replace the official digital signature.")
        words = sentence.format(name=made.path.name, certificate=made.certificate.name)
        self._show(Message(Tone.GOOD, words, f"{fingerprint_words(made.sha256)} · {warning}"))

    def renew(self, old: Path, new: Path) -> None:
        fields = [
            Asked(_("Password of the old file"), 120, secret=True),
            Asked(_("Password of the new file"), 120, secret=True),
            Asked(_("The same again"), 120, secret=True),
        ]

        def make(before: str, password: str, again: str) -> None:
            if password != again:
                self._show(Message(Tone.NOTICE, _("The two passwords differ; nothing was made.")))
                return
            self._start(lambda progress: self._services.renew_key(old, before, new, password, progress), self._renewed)

        self._strip.ask(_("Renew the signature"), fields, _("Renew"), make)

    def _renewed(self, handed: HandedFile) -> None:
        self._saved()
        words = _("The new signature is made. Send the superior {name} first; sign later packages with the new file.")
        self._show(Message(Tone.GOOD, words.format(name=handed.path.name), str(handed.path.parent)))

    def trust_superior(self, certificate: Path) -> None:
        """What comes back from above is taken only from a certificate that was compared by telephone."""
        try:
            row = read_certificate(certificate)
        except UserError as error:
            self._show(message_of(error))
            return
        fields = [
            Asked(_("office code"), 60, words=row.office_code or self._services.province_code),
            Asked(_("The 64 digits that they read by telephone"), 360),
        ]

        def enrol(office: str, heard: str) -> None:
            try:
                self._services.trust(certificate, office.strip(), heard)
            except UserError as error:
                self._show(message_of(error))
                return
            self._saved()
            self._show(
                Message(Tone.GOOD, _("Answers signed by “{name}” are taken from now on.").format(name=row.subject))
            )

        self._strip.ask(_("Trust “{name}”").format(name=row.subject), fields, _("Enrol"), enrol)

"""The tab of trusted certificates: enrolling by telephone, suspending, revoking, the signed list for the communes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kh57_desktop.domain.packages import TrustStatus
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.certificates import fingerprint_words, read_certificate
from kh57_desktop.i18n import _
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.receiving.lent import Lent, Sealing
from kh57_desktop.ui.receiving.pane import PaneContent
from kh57_desktop.ui.receiving.services import OfficeReceiving
from kh57_desktop.ui.receiving.words import trust_row

VERB = "trust:"
"""What the keys of this tab's verbs begin with."""


class TrustTab:
    def __init__(self, page: Any, services: OfficeReceiving, lent: Lent, sealing: Sealing) -> None:
        self._page, self._services, self._lent, self._sealing = page, services, lent, sealing
        self._certificate: Path | None = None

    def show(self) -> None:
        self._page.show_rows("trust", [trust_row(row) for row in self._services.trusted()])

    def choose(self, sha256: str) -> None:
        row = next((one for one in self._services.trusted() if one.sha256 == sha256), None)
        if row is None:
            return
        verbs = [
            (words, f"{VERB}{status}:{sha256}", False)
            for words, status in (
                (_("Trust again"), TrustStatus.TRUSTED),
                (_("Suspend"), TrustStatus.SUSPENDED),
                (_("Revoke from now on"), TrustStatus.REVOKED),
            )
            if row.status is not status
        ]
        how = {"telephone": _("by telephone"), "key-change": _("by the old key")}.get(row.checked_how, row.checked_how)
        facts = [
            (_("Fingerprint, to be read aloud"), fingerprint_words(sha256)),
            (_("Entered by"), row.added_by),
            (_("Checked"), how or "–"),
        ]
        self._page.pane.put(PaneContent(row.subject, facts=facts, verbs=verbs))

    def act(self, key: str) -> None:
        status, sha256 = key.removeprefix(VERB).split(":", 1)
        self._lent.attempt(lambda: self._services.change_status(sha256, TrustStatus(status)))
        self.show()
        self.choose(sha256)

    def put_certificate(self, path: Path) -> None:
        try:
            row = read_certificate(path)
        except UserError as error:
            self._lent.show(message_of(error))
            return
        self._certificate = path
        self._page.enrol.put_file(row.subject, row.office_code)
        facts = [(_("Fingerprint, to be read aloud"), fingerprint_words(row.sha256))]
        advice = _("Ask the sender to read all 64 digits by telephone and type what you hear; then enrol.")
        self._page.pane.put(PaneContent(row.subject, advice=advice, facts=facts))

    def enrol(self, office: str, heard: str) -> None:
        if self._certificate is None:
            return
        certificate = self._certificate
        if self._lent.attempt(lambda: self._services.enrol(certificate, office, heard or "-")):
            self._certificate = None
            self._page.enrol.clear()
            self.show()

    def export(self, done: Callable[[], None]) -> None:
        self._sealing.ask(_("Sign the trust list"), self._services.export_trust, done)

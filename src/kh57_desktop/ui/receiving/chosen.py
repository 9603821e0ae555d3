"""The chosen package: its verdict, its rows with remarks, what changed, and the two steps of accepting it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.package_changes import in_words
from kh57_desktop.domain.packages import RemarkTable, Result
from kh57_desktop.exchange.findings import MESSAGES, RECEIVED_LATE
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.answering import NewRemark
from kh57_desktop.services.judging import ADVICE, VERDICTS, checks_of
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.receiving.lent import Lent, Sealing
from kh57_desktop.ui.receiving.pane import PaneContent
from kh57_desktop.ui.receiving.services import OfficeReceiving
from kh57_desktop.ui.receiving.words import package_row

TABLES = {"task": RemarkTable.TASKS, "indicator": RemarkTable.INDICATORS}
MOST_CHANGES = 60
WARNED = {
    "TRU-02": RECEIVED_LATE,
    "TRU-04": N_("Warning: the list of revoked certificates of the issuer was out of date."),
    "TXT-01": N_("Warning: control or invisible characters in the package's texts are shown as □."),
    "REP-04": N_("Warning: packages with lower numbers were still missing."),
    "REP-01": N_("This package was received before."),
}
"""What a code means on a package that was accepted, without the words that only its verification knew."""


class ChosenPackage:
    """`open_tab`: brings its rows into sight; `changed`: a decision was made."""

    def __init__(
        self,
        page: Any,
        services: OfficeReceiving,
        lent: Lent,
        sealing: Sealing,
        *,
        open_tab: Callable[[], None],
        changed: Callable[[], None],
    ) -> None:
        self._page, self._services, self._lent, self._sealing = page, services, lent, sealing
        self._open_tab, self._changed = open_tab, changed
        self._package: ReceivedPackage | None = None
        self._rows: dict[str, ReceivedRow] = {}
        self._row = ""
        self._remarks: dict[str, str] = {}

    # showing

    def open(self, package: ReceivedPackage | None, row: str = "") -> None:
        """Its rows, at one of them."""
        if package is None:
            return
        self.put(package)
        self._open_tab()
        for kind in TABLES:
            if row:
                self._page.rows.choose(f"{kind}/{row}")

    def put(self, package: ReceivedPackage | None) -> None:
        """Into the pane."""
        if package is None:
            return
        if self._package is None or self._package.id != package.id:
            self._remarks = {}
        self._package = package
        asked = [row for row in self._services.remarks(package) if row.is_ours]
        lines = [_("“{remark}”: {answer}").format(remark=row.text, answer=row.answer or "…") for row in asked]
        self._page.pane.put(
            PaneContent(
                title=package.office_name,
                verdict=_(VERDICTS[package.result]),
                advice=_(ADVICE[package.result]),
                facts=_facts(package),
                verbs=_verbs(package),
                checks=checks_of(package.codes, is_read=True),
                heading=_("Remarks and answers") if lines else "",
                lines=lines,
            )
        )

    def show(self) -> None:
        """The tab of its rows."""
        if self._package is None:
            self._page.show_rows("package", [])
            return
        made = {row.row_id: row.text for row in self._services.remarks(self._package) if row.is_ours}
        rows = [row for kind in TABLES for row in self._services.rows(self._package.id) if row.kind == kind]
        self._rows = {f"{row.kind}/{row.key}": row for row in rows}
        self._page.show_rows(
            "package",
            [package_row(row, self._remarks.get(key, made.get(row.key, ""))) for key, row in self._rows.items()],
        )

    # remarks

    def choose_row(self, key: str) -> None:
        self._row = key
        self._page.show_remark(self._remarks.get(key, ""))

    def remark(self, words: str) -> None:
        """Kept until it is signed; empty words take it away."""
        if not self._row:
            return
        if words:
            self._remarks[self._row] = words
        else:
            self._remarks.pop(self._row, None)
        self.show()

    # verbs

    def act(self, key: str) -> None:
        package = self._package
        if package is None:
            return
        if key == "compare":
            self._compare(package)
        elif key == "open":
            self.open(package)
        elif key == "approve":
            self._lent.attempt(lambda: self._services.approve(package))
            self.put(self._services.package(package.id))
        elif key == "return":
            self._ask_return(package)
        elif key == "receipt":
            self._sealing.ask(
                _("Sign the receipt"),
                lambda sealed, folder, progress: self._services.receipt(package.id, sealed, folder, progress),
                self._answered,
            )
        elif key == "accept":
            self._sealing.ask(
                _("Sign the acceptance"),
                lambda sealed, folder, progress: self._services.accept(package.id, sealed, folder, progress),
                self._answered,
            )

    def _ask_return(self, package: ReceivedPackage) -> None:
        if not self._remarks:
            self._lent.show(Message(Tone.NOTICE, _("Please write at least one remark on a row first.")))
            self.open(package)
            return
        wanted = [
            NewRemark(TABLES[self._rows[key].kind], self._rows[key].key, _field(self._rows[key]), words)
            for key, words in self._remarks.items()
            if key in self._rows
        ]
        self._sealing.ask(
            _("Sign the return"),
            lambda sealed, folder, progress: self._services.send_back(package.id, wanted, sealed, folder, progress),
            self._answered,
        )

    def _answered(self) -> None:
        self._remarks = {}
        if self._package is not None:
            self.put(self._services.package(self._package.id))
        self._changed()

    def _compare(self, package: ReceivedPackage) -> None:
        before = self._services.earlier(package)
        content = self._page.pane.content
        if before is None:
            lines = [_("There is no earlier package of this office.")]
        else:
            found = self._services.changes(before, package)
            lines = [in_words(change) for change in found[:MOST_CHANGES]] or [_("Nothing differs.")]
            if len(found) > MOST_CHANGES:
                lines.append(_("… and {count} more").format(count=len(found) - MOST_CHANGES))
            day = format_date(before.known.received_at.astimezone(VIETNAM).date())
            words = _("Compared with the package of {period}, received {day}")
            lines.insert(0, words.format(period=before.known.period, day=day))
        self._page.pane.put(replace(content, heading=_("What differs"), lines=lines))


def _facts(package: ReceivedPackage) -> list[tuple[str, str]]:
    at = package.known.received_at.astimezone(VIETNAM)
    facts = [
        (_("Report"), f"{package.document_number or ''} {package.report_title}".strip()),
        (_("Received"), f"{at:%H:%M} {format_date(at.date())}"),
        (_("Comparison code"), comparison_code(package.known.digest)),
    ]
    warned = [(code, _(WARNED.get(code) or MESSAGES[code])) for code in package.codes if code in WARNED | MESSAGES]
    facts += [(_("To be checked"), f"{words} ({code})") for code, words in warned]
    if package.approved_by:
        facts.append((_("Approved by"), package.approved_by))
    if package.decided_by:
        facts.append((_("Decided by"), package.decided_by))
    return facts


def _field(row: ReceivedRow) -> str:
    return "result" if row.kind == "task" else "value"


def _verbs(package: ReceivedPackage) -> list[tuple[str, str, bool]]:
    verbs = [
        (_("See its rows and remark"), "open", False),
        (_("Compare with the package before"), "compare", False),
        (_("Receipt for the sender…"), "receipt", False),
    ]
    if package.known.superseded or package.known.withdrawn or package.result not in (Result.VALID, Result.VALID_REVIEW):
        return verbs
    if package.state == "received":
        return [(_("Approve (step 1)"), "approve", True), (_("Return with the remarks…"), "return", False), *verbs]
    if package.state == "approved":
        accept = (_("Accept and lock (step 2)…"), "accept", True)
        return [accept, (_("Return with the remarks…"), "return", False), *verbs]
    return verbs

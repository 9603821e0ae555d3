"""Decides what the tabs show and what comes of the gestures; plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kh57_desktop.domain.package_changes import in_words
from kh57_desktop.domain.packages import RemarkTable, Result, TrustStatus
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.certificates import fingerprint_words, read_certificate
from kh57_desktop.exchange.findings import MESSAGES
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.exchange.verify import Verification
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.answering import NewRemark
from kh57_desktop.services.consolidation import IndicatorSum, PeriodView
from kh57_desktop.services.judging import ADVICE, VERDICTS
from kh57_desktop.services.receiving import Received
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow
from kh57_desktop.ui.job_end import StartWork
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.receiving.pane import PaneContent
from kh57_desktop.ui.receiving.services import OfficeReceiving, Sealed
from kh57_desktop.ui.receiving.words import (
    aside_row,
    group_row,
    indicator_row,
    package_row,
    sender_row,
    task_row,
    trust_row,
    value_row,
)

TABLES = {"task": RemarkTable.TASKS, "indicator": RemarkTable.INDICATORS}
MOST_CHANGES = 60


class ReceivingPresenter:
    def __init__(
        self,
        page: Any,
        services: OfficeReceiving,
        *,
        today: date,
        start: StartWork,
        show: Callable[[Message], None],
        saved: Callable[[], None],
        copy: Callable[[str], None],
    ) -> None:
        self._page, self._services, self._today = page, services, today
        self._start, self._show, self._saved, self._copy = start, show, saved, copy
        self._tab = "senders"
        self._chosen: tuple[str, str] | None = None
        self._view: PeriodView | None = None
        self._sums: dict[str, IndicatorSum] = {}
        self._package: ReceivedPackage | None = None
        self._rows: dict[str, ReceivedRow] = {}
        self._row = ""
        self._remarks: dict[str, str] = {}
        self._certificate: Path | None = None
        self._waiting_paths: list[Path] = []
        self._sealing: Callable[[Sealed, Path], None] | None = None

    # showing

    def refresh(self) -> None:
        periods = self._services.periods()
        if self._chosen not in periods:
            self._chosen = periods[0] if periods else None
        names = dict(self._services.regimes())
        choices = [
            (f"{_capital(label(parse_period(period)))} · {names.get(regime, regime)}", (regime, period))
            for regime, period in periods
        ]
        self._page.show_periods(choices, self._chosen)
        self._page.show_tab(self._tab)
        self._show_facts()
        self._show_tab()

    def _show_facts(self) -> None:
        self._view = self._services.view(*self._chosen) if self._chosen else None
        if self._view is None:
            self._page.facts.put(_("no package has come yet"))
            return
        counted = self._view.completeness
        words = _("received {received}/{expected} · on time {on_time} · due {day}").format(
            received=counted.received,
            expected=counted.expected,
            on_time=counted.on_time,
            day=format_date(self._view.dates.due_on),
        )
        missing = self._view.missing
        if missing:
            named = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
            words = _("{words} · missing {names}").format(words=words, names=named)
        self._page.facts.put(words)

    def choose_period(self, chosen: tuple[str, str] | None) -> None:
        self._chosen = chosen
        self._show_facts()
        self._show_tab()

    def choose_tab(self, key: str) -> None:
        self._tab = key
        self._page.show_tab(key)
        self._show_tab()

    def _show_tab(self) -> None:
        show = {
            "senders": self._show_senders,
            "package": self._show_package,
            "groups": self._show_groups,
            "indicators": self._show_indicators,
            "aside": lambda: self._page.show_rows("aside", [aside_row(row) for row in self._services.waiting()]),
            "trust": lambda: self._page.show_rows("trust", [trust_row(row) for row in self._services.trusted()]),
        }
        show[self._tab]()

    def _show_senders(self) -> None:
        if self._view is None:
            self._page.show_rows("senders", [])
            return
        is_due = self._view.dates.due_on < self._today
        self._page.show_rows("senders", [sender_row(row, is_due=is_due) for row in self._view.senders])

    def _show_groups(self) -> None:
        if self._view is not None:
            expected = len(self._view.senders)
            self._page.show_rows("groups", [group_row(row, expected) for row in self._view.groups])

    def _show_indicators(self) -> None:
        if self._view is None or self._chosen is None:
            return
        sums = self._services.indicators(*self._chosen)
        self._sums = {row.matched: row for row in sums}
        self._page.show_rows("indicators", [indicator_row(row, len(self._view.senders)) for row in sums])

    def choose_matter(self, matched: str) -> None:
        """From a total to what is behind it: the tasks of a group, the values of an indicator."""
        if self._view is None or self._chosen is None or not matched:
            return
        names = {row.sender.office_code: row.sender.name for row in self._view.senders}
        if self._tab == "groups":
            plain = matched.partition(":")[2]
            tasks = self._services.tasks(*self._chosen, matched=plain)
            self._page.show_rows("group_detail", [task_row(row, names) for row in tasks])
        elif matched in self._sums:
            one = self._sums[matched]
            self._page.show_rows("indicator_detail", [value_row(row, names, one.text) for row in one.values])

    def open_detail(self, key: str) -> None:
        """And from there to the package it came in, at that row."""
        package_id, _slash, row = key.partition("/")
        self._open(self._services.package(package_id), row)

    # one package

    def choose_sender(self, code: str) -> None:
        row = None
        if self._view is not None:
            row = next((one for one in self._view.senders if one.sender.office_code == code), None)
        if row is None:
            self._page.pane.put(PaneContent(_("Nothing is chosen")))
        elif row.package is None:
            words = _("Nothing has come from this office for the period; it is not counted anywhere.")
            self._page.pane.put(PaneContent(row.sender.name, _("Missing"), words))
        else:
            self._put_package(self._services.package(row.package.id))

    def open_sender(self, code: str) -> None:
        if self._view is not None:
            row = next((one for one in self._view.senders if one.sender.office_code == code), None)
            if row is not None and row.package is not None:
                self._open(self._services.package(row.package.id), "")

    def _open(self, package: ReceivedPackage | None, row: str) -> None:
        if package is None:
            return
        self._put_package(package)
        self.choose_tab("package")
        for kind in ("task", "indicator"):
            if row:
                self._page.rows.choose(f"{kind}/{row}")

    def _put_package(self, package: ReceivedPackage | None) -> None:
        if package is None:
            return
        if self._package is None or self._package.id != package.id:
            self._remarks = {}
        self._package = package
        at = package.known.received_at.astimezone(VIETNAM)
        facts = [
            (_("Report"), f"{package.document_number or ''} {package.report_title}".strip()),
            (_("Received"), f"{at:%H:%M} {format_date(at.date())}"),
            (_("Comparison code"), comparison_code(package.known.digest)),
        ]
        facts += [(code, _(MESSAGES[code])) for code in package.codes if code in MESSAGES and "{" not in MESSAGES[code]]
        if package.approved_by:
            facts.append((_("Approved by"), package.approved_by))
        if package.decided_by:
            facts.append((_("Decided by"), package.decided_by))
        asked = [row for row in self._services.remarks(package) if row.is_ours]
        lines = [_("“{remark}”: {answer}").format(remark=row.text, answer=row.answer or "…") for row in asked]
        self._page.pane.put(
            PaneContent(
                title=package.office_name,
                verdict=_(VERDICTS[package.result]),
                advice=_(ADVICE[package.result]),
                facts=facts,
                verbs=_verbs(package),
                heading=_("Remarks and answers") if lines else "",
                lines=lines,
            )
        )

    def _show_package(self) -> None:
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
        self._show_package()

    def act(self, key: str) -> None:
        """A verb of the pane."""
        if key.startswith(("trust:", "aside:")):
            self._act_on_row(key)
            return
        if self._package is None:
            return
        if key == "compare":
            self._compare(self._package)
        elif key == "open":
            self._open(self._package, "")
        elif key == "approve":
            self._try(lambda package=self._package: self._services.approve(package))
            self._put_package(self._services.package(self._package.id))
        elif key == "return":
            self._ask_return()
        elif key == "accept":
            package_id = self._package.id
            self._ask_seal(
                _("Sign the acceptance"),
                lambda sealed, folder: self._start(
                    lambda progress: self._services.accept(package_id, sealed, folder, progress), self._answered
                ),
            )

    def _ask_return(self) -> None:
        if not self._remarks:
            self._show(Message(Tone.NOTICE, _("Please write at least one remark on a row first.")))
            if self._package is not None:
                self._open(self._package, "")
            return
        package_id = self._package.id if self._package else ""
        wanted = [
            NewRemark(TABLES[self._rows[key].kind], self._rows[key].key, _field(self._rows[key]), words)
            for key, words in self._remarks.items()
            if key in self._rows
        ]
        self._ask_seal(
            _("Sign the return"),
            lambda sealed, folder: self._start(
                lambda progress: self._services.send_back(package_id, wanted, sealed, folder, progress), self._answered
            ),
        )

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
            lines.insert(
                0,
                _("Compared with the package of {period}, received {day}").format(period=before.known.period, day=day),
            )
        self._page.pane.put(replace(content, heading=_("What differs"), lines=lines))

    def _ask_seal(self, title: str, then: Callable[[Sealed, Path], None]) -> None:
        self._sealing = then
        self._page.seal.ask(title)

    def sealed(self, sealed: Sealed) -> None:
        if self._sealing is not None:
            then, self._sealing = self._sealing, None
            then(sealed, self._services.folder)

    def _answered(self, handed: Any) -> None:
        self._remarks = {}
        self._saved()
        if self._package is not None:
            self._put_package(self._services.package(self._package.id))
        self.refresh()
        sentence = _("Signed: {name}. Please give this file to the sender.").format(name=handed.path.name)
        self._show(Message(Tone.GOOD, sentence, str(handed.path.parent)))

    # packages coming in

    def receive(self, paths: Sequence[Path], *, confirm: bool = False) -> None:
        papers = [path for path in paths if path.suffix.lower() == ".pdf"]
        for path in papers:
            self._start(lambda progress, one=path: self._services.judge(one, progress), self._judged)
        paths = [path for path in paths if path not in papers]
        if papers and not paths:
            return
        self._waiting_paths = list(paths)
        self._start(lambda progress: self._services.receive(paths, confirm, progress), self._received)

    def _received(self, outcomes: Sequence[Received]) -> None:
        self._saved()
        stored = [one for one in outcomes if one.stored is not None]
        again = [one for one in outcomes if one.verification.is_replay]
        refused = [one for one in outcomes if not one.is_settled]
        for one in stored[-1:]:
            if one.stored is not None and one.stored.known.period:
                self._chosen = (one.stored.known.report_type, one.stored.known.period)
        self.refresh()
        if not outcomes:
            self._show(Message(Tone.NOTICE, _("There was no package among these files.")))
            return
        words = _("{stored} packages stored, {again} received before, {refused} set aside.").format(
            stored=len(stored), again=len(again), refused=len(refused)
        )
        if not refused:
            self._show(Message(Tone.GOOD, words))
            return
        first = refused[0]
        why = first.refusal.sentence if first.refusal else first.verification.findings[0].text
        buttons = [(_("See what was set aside"), lambda: self.choose_tab("aside"))]
        if any(one.refusal is not None and one.refusal.code == "waits-for-person" for one in refused):
            buttons.append((_("Confirm and take"), lambda: self.receive(self._waiting_paths, confirm=True)))
        self._show(Message(Tone.NOTICE, words, why, buttons))

    def _judged(self, judged: Verification) -> None:
        """A signed PDF that was dropped alone: judged and shown, stored nowhere."""
        facts = []
        for signer in judged.signers:
            at = f"{signer.signed_at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}" if signer.signed_at else "–"
            facts.append((signer.name, _("signed at {time} by the signer's clock").format(time=at)))
        self._page.pane.put(
            PaneContent(
                title=judged.path.name,
                verdict=_(VERDICTS[judged.result]),
                advice=_(ADVICE[judged.result]),
                facts=facts,
                heading=_("What was found") if judged.findings else "",
                lines=[f"{one.code}: {one.text}" for one in judged.findings],
            )
        )
        self._page.open_pane()
        tone = Tone.GOOD if judged.is_acceptable else Tone.BAD
        self._show(Message(tone, f"{judged.path.name}: {_(VERDICTS[judged.result])}", _(ADVICE[judged.result])))

    def choose_aside(self, row_id: str) -> None:
        row = next((one for one in self._services.waiting() if one.id == row_id), None)
        if row is None:
            return
        verbs = [(_("Copy the reply for the sender"), f"aside:copy:{row.id}", True)]
        verbs.append((_("Settled"), f"aside:done:{row.id}", False))
        self._page.pane.put(
            PaneContent(
                title=row.name,
                verdict=_(VERDICTS[row.result]),
                advice=_(ADVICE[row.result]),
                verbs=verbs,
                heading=_("What was found"),
                lines=row.messages,
            )
        )

    # trust

    def choose_trust(self, sha256: str) -> None:
        row = next((one for one in self._services.trusted() if one.sha256 == sha256), None)
        if row is None:
            return
        verbs = [
            (words, f"trust:{status}:{sha256}", False)
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

    def put_certificate(self, path: Path) -> None:
        try:
            row = read_certificate(path)
        except UserError as error:
            self._show(message_of(error))
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
        if self._try(lambda: self._services.enrol(certificate, office, heard or "-")):
            self._certificate = None
            self._page.enrol.clear()
            self._show_tab()

    def _act_on_row(self, key: str) -> None:
        kind, what, row_id = key.split(":", 2)
        if kind == "trust":
            self._try(lambda: self._services.change_status(row_id, TrustStatus(what)))
            self._show_tab()
            self.choose_trust(row_id)
            return
        row = next((one for one in self._services.waiting() if one.id == row_id), None)
        if row is None:
            return
        if what == "copy":
            self._copy(row.reply)
            self._show(Message(Tone.GOOD, _("The reply is on the clipboard; paste it into a letter to the sender.")))
        else:
            self._try(lambda: self._services.dismiss(row))
            self._show_tab()

    # the rest

    def fill_senders(self) -> None:
        if self._try(self._services.fill_senders):
            self.refresh()

    def export_trust(self) -> None:
        self._ask_seal(
            _("Sign the trust list"),
            lambda sealed, folder: self._start(
                lambda progress: self._services.export_trust(sealed, folder, progress), self._answered
            ),
        )

    def write_report(self, out: Path) -> None:
        if self._chosen is None:
            return
        regime, period = self._chosen
        self._start(
            lambda progress: self._services.write_report(regime, period, out, progress),
            lambda path: self._show(Message(Tone.GOOD, _("Written: {name}").format(name=path.name), str(path.parent))),
        )

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except UserError as error:
            self._show(message_of(error))
            return False
        self._saved()
        return True


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _field(row: ReceivedRow) -> str:
    return "result" if row.kind == "task" else "value"


def _verbs(package: ReceivedPackage) -> list[tuple[str, str, bool]]:
    verbs = [(_("See its rows and remark"), "open", False), (_("Compare with the package before"), "compare", False)]
    if package.known.superseded or package.known.withdrawn or package.result not in (Result.VALID, Result.VALID_REVIEW):
        return verbs
    if package.state == "received":
        verbs += [(_("Approve (step 1)"), "approve", True), (_("Return with the remarks…"), "return", False)]
    elif package.state == "approved":
        verbs += [(_("Accept and lock (step 2)…"), "accept", True), (_("Return with the remarks…"), "return", False)]
    return verbs

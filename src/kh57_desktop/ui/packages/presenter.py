"""Decides which step is open and what comes of the gestures; plain Python, tested with a fake page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from kh57_desktop.domain.packages import RemarkOnRow
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.drives import Drive
from kh57_desktop.i18n import _
from kh57_desktop.services.hand_over import MailDraft, PackageLine
from kh57_desktop.services.receiving import Received
from kh57_desktop.store.packages import OutgoingPackage
from kh57_desktop.ui.job_end import StartWork
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.packages.pane import RowWords
from kh57_desktop.ui.packages.services import OfficePackages, ReportChoice, SignSource
from kh57_desktop.ui.packages.token_box import nothing_plugged_in

CHOOSE, SIGN, HAND_OVER, ALL_DONE = 1, 3, 4, 5


class Page(Protocol):
    def show_reports(self, choices: Sequence[ReportChoice], chosen: str) -> None: ...
    def show_steps(self, at: int, words: Sequence[str], *, replaces: bool) -> None: ...
    def show_lines(
        self, lines: Sequence[PackageLine], remarks: dict[str, int], total: int, unsent: int, returned: int
    ) -> None: ...
    def show_package(self, line: PackageLine | None, remarks: Sequence[RemarkOnRow], row_words: RowWords) -> None: ...


class PackagesPresenter:
    def __init__(
        self,
        page: Page,
        services: OfficePackages,
        *,
        start: StartWork,
        show: Callable[[Message], None],
        saved: Callable[[], None],
        open_file: Callable[[Path], bool],
        copy: Callable[[str], None],
        put_drives: Callable[[Sequence[Drive]], None],
        put_tokens: Callable[[Any], None],
    ) -> None:
        self._page, self._services = page, services
        self._start, self._show, self._saved = start, show, saved
        self._open_file, self._copy = open_file, copy
        self._put_drives, self._put_tokens = put_drives, put_tokens
        self._chosen, self._at, self._package = "", CHOOSE, ""
        self._reason = ""
        self._only_unsent = self._only_returned = False
        self._lines: list[PackageLine] = []
        self._choices: dict[str, ReportChoice] = {}

    # showing

    def refresh(self) -> None:
        choices = self._services.reports()
        if not any(one.id == self._chosen for one in choices):
            waiting = [one for one in choices if one.package is None or one.package.state == "built"]
            self._chosen, self._at = (waiting or choices)[0].id if choices else "", CHOOSE
        self._choices = {one.id: one for one in choices}
        self._page.show_reports(choices, self._chosen)
        if self._at >= HAND_OVER:
            self._put_drives(self._services.drives())
        self._show_steps()
        self._show_lines()

    def _show_steps(self) -> None:
        choice = self._choices.get(self._chosen)
        to = self._services.recipients()
        if choice is None:
            words = [_("No report has been issued yet: issue one on the page Reports first."), "", "", ""]
            self._page.show_steps(CHOOSE, words, replaces=False)
            return
        signed = ""
        if choice.package is not None:
            names = ", ".join(one.post or one.name for one in choice.package.signers)
            signed = _("signed by {names}").format(names=names)
        words = [
            choice.words if self._at > CHOOSE else "",
            choice.contents if self._at > CHOOSE else _("figures, signers and attachments"),
            signed if self._at > SIGN else _("token or file · works without a network"),
            _("USB · e-mail · folder, to {to}").format(to=to),
        ]
        self._page.show_steps(self._at, words, replaces=choice.replaces)

    def _show_lines(self) -> None:
        self._lines = self._services.lines()
        unsent = [line for line in self._lines if line.days_unsent is not None]
        returned = [line for line in self._lines if line.package.state == "returned"]
        remarks = {line.package.id: len(self._open_remarks(line)) for line in returned}
        rows = unsent if self._only_unsent else returned if self._only_returned else self._lines
        self._page.show_lines(rows, remarks, len(self._lines), len(unsent), len(returned))
        self.choose_package(self._package or (rows[0].package.id if rows else ""))

    def _open_remarks(self, line: PackageLine) -> list[RemarkOnRow]:
        return [row for row in self._services.remarks(line.package.digest) if not row.answer]

    def choose_package(self, package_id: str) -> None:
        self._package = package_id
        line = next((one for one in self._lines if one.package.id == package_id), None)
        remarks = self._services.remarks(line.package.digest) if line is not None else []
        self._page.show_package(line, remarks, self._services.row_words)

    def narrow(self, *, unsent: bool = False, returned: bool = False) -> None:
        self._only_unsent, self._only_returned = unsent, returned
        self._show_lines()

    @property
    def package(self) -> str:
        """Id of the one in the register's cursor."""
        return self._package

    # steps

    def choose_report(self, report_id: str, reason: str) -> None:
        """Steps 1 and 2: an issued report passed its check list when it was issued."""
        if report_id not in self._choices:
            return
        self._chosen, self._reason = report_id, reason
        package = self._choices[report_id].package
        self._at = SIGN if package is None else HAND_OVER
        if package is not None:
            self._package = package.id
        self.refresh()

    def back_to(self, step: int) -> None:
        self._at = step
        self._show_steps()

    def sign(self, sources: Sequence[SignSource]) -> None:
        report, reason = self._chosen, self._reason
        self._start(lambda progress: self._services.sign(report, sources, reason, progress), self._signed)

    def _signed(self, package: OutgoingPackage) -> None:
        self._at, self._package = HAND_OVER, package.id
        self._saved()
        self.refresh()

    def keep_issuer(self, path: Path) -> None:
        """From now on every signature carries it, so that the receiver's verifier needs no network."""
        try:
            words = self._services.keep_issuer(path)
        except UserError as error:
            self._show(message_of(error))
            return
        self._saved()
        self._show(Message(Tone.GOOD, _("Kept for the next signatures."), words))

    def look_for_tokens(self) -> None:
        def put(found: Any) -> None:
            self._put_tokens(found)
            if not found:
                self._show(nothing_plugged_in())

        self._start(self._services.tokens, put)

    def look_for_drives(self) -> None:
        self._put_drives(self._services.drives())

    def to_stick(self, drive: Drive) -> None:
        package = self._handed()
        if package:
            self._start(lambda progress: self._services.to_stick(package, drive, progress), self._on_stick)

    def _on_stick(self, _handed: object) -> None:
        sentence = _("Written, read again, everything matches. You may pull the stick now.")
        self._handed_over(Message(Tone.GOOD, sentence, _("The hand-over slip can be printed.")))

    def to_folder(self, folder: Path) -> None:
        package = self._handed()
        if package:
            self._start(
                lambda progress: self._services.to_folder(package, folder, progress),
                lambda handed: self._handed_over(
                    Message(Tone.GOOD, _("The package lies in {folder}.").format(folder=str(handed.path.parent)))
                ),
            )

    def mail(self, to: str) -> None:
        package = self._handed()
        if package:
            self._start(lambda progress: self._services.mail(package, to, progress), self._drafted)

    def _drafted(self, draft: MailDraft) -> None:
        opened = self._open_file(draft.path)
        advice = _("Some mail servers refuse files of the type .asice; then use a stick.")
        if draft.is_large:
            advice = _("Some mail servers refuse such a large letter.")
        if opened:
            message = Message(Tone.GOOD, _("The draft is opened in the mail program; please send it there."), advice)
        else:
            self._copy(f"{draft.to}\n{draft.subject}\n\n{draft.text}")
            sentence = _("No mail program took the draft. It lies in {folder}.").format(folder=str(draft.path.parent))
            copied = _("Address, subject and text are on the clipboard; please attach the package yourself.")
            message = Message(Tone.NOTICE, sentence, copied)
        self._handed_over(message)

    def _handed_over(self, message: Message) -> None:
        self._at = ALL_DONE
        self._saved()
        self.refresh()
        self._show(message)

    def _handed(self) -> str:
        choice = self._choices.get(self._chosen)
        return choice.package.id if choice is not None and choice.package is not None else ""

    # answers of the superior

    def take_answers(self, paths: Sequence[Path]) -> None:
        self._start(lambda progress: self._services.take_answers(paths, progress), self._taken)

    def _taken(self, outcomes: Sequence[Received]) -> None:
        self._saved()
        self.refresh()
        refused = [one for one in outcomes if not one.is_settled]
        if refused:
            one = refused[0]
            reason = one.refusal.sentence if one.refusal else one.verification.findings[0].text
            self._show(Message(Tone.BAD, f"{one.verification.path.name}: {one.verdict_words}", reason))
        elif outcomes:
            self._show(Message(Tone.GOOD, _("{count} answers were taken in.").format(count=len(outcomes))))
        else:
            self._show(Message(Tone.NOTICE, _("There was no package among these files.")))

    def answer(self, remark: RemarkOnRow, text: str) -> None:
        try:
            self._services.answer(remark, text)
        except UserError as error:
            self._show(message_of(error))
            return
        self._saved()
        self._show_lines()

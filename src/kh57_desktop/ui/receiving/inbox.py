"""Packages and signed PDFs that are dropped in, and the tab of what was set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kh57_desktop.exchange.findings import finding
from kh57_desktop.exchange.verify import Verification
from kh57_desktop.i18n import _
from kh57_desktop.services.judging import ADVICE, VERDICTS, checks_in, checks_of
from kh57_desktop.services.receiving import Received
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.receiving.lent import Lent
from kh57_desktop.ui.receiving.pane import PaneContent
from kh57_desktop.ui.receiving.services import OfficeReceiving
from kh57_desktop.ui.receiving.words import aside_row

VERB = "aside:"
"""What the keys of this tab's verbs begin with."""


class Inbox:
    """`taken`: told the regime and period of the last package that was stored, None where none was."""

    def __init__(
        self,
        page: Any,
        services: OfficeReceiving,
        lent: Lent,
        *,
        taken: Callable[[tuple[str, str] | None], None],
        see_aside: Callable[[], None],
    ) -> None:
        self._page, self._services, self._lent = page, services, lent
        self._taken, self._see_aside = taken, see_aside
        self._waiting_paths: list[Path] = []

    def receive(self, paths: Sequence[Path], *, confirm: bool = False) -> None:
        papers = [path for path in paths if path.suffix.lower() == ".pdf"]
        for path in papers:
            self._lent.start(lambda progress, one=path: self._services.judge(one, progress), self._judged)
        paths = [path for path in paths if path not in papers]
        if papers and not paths:
            return
        self._waiting_paths = list(paths)
        self._lent.start(lambda progress: self._services.receive(paths, confirm, progress), self._received)

    def _received(self, outcomes: Sequence[Received]) -> None:
        self._lent.saved()
        stored = [one.stored for one in outcomes if one.stored is not None]
        again = [one for one in outcomes if one.verification.is_replay]
        refused = [one for one in outcomes if not one.is_settled]
        last = stored[-1].known if stored else None
        self._taken((last.report_type, last.period) if last is not None and last.period else None)
        if not outcomes:
            self._lent.show(Message(Tone.NOTICE, _("There was no package among these files.")))
            return
        words = _("{stored} packages stored, {again} received before, {refused} set aside.").format(
            stored=len(stored), again=len(again), refused=len(refused)
        )
        if not refused:
            self._lent.show(Message(Tone.GOOD, words))
            return
        first = refused[0]
        why = first.refusal.sentence if first.refusal else first.verification.findings[0].text
        buttons = [(_("See what was set aside"), self._see_aside)]
        if any(one.refusal is not None and one.refusal.code == "waits-for-person" for one in refused):
            buttons.append((_("Confirm and take"), lambda: self.receive(self._waiting_paths, confirm=True)))
        self._lent.show(Message(Tone.NOTICE, words, why, buttons))

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
                checks=checks_in(judged),
                heading=_("What was found") if judged.findings else "",
                lines=[f"{one.code}: {one.text}" for one in judged.findings],
            )
        )
        self._page.open_pane()
        tone = Tone.GOOD if judged.is_acceptable else Tone.BAD
        words = f"{judged.path.name}: {_(VERDICTS[judged.result])}"
        self._lent.show(Message(tone, words, _(ADVICE[judged.result])))

    # set aside

    def show(self) -> None:
        self._page.show_rows("aside", [aside_row(row) for row in self._services.waiting()])

    def choose(self, row_id: str) -> None:
        row = next((one for one in self._services.waiting() if one.id == row_id), None)
        if row is None:
            return
        verbs = [(_("Copy the reply for the sender"), f"{VERB}copy:{row.id}", True)]
        verbs.append((_("Settled"), f"{VERB}done:{row.id}", False))
        self._page.pane.put(
            PaneContent(
                title=row.name,
                verdict=_(VERDICTS[row.result]),
                advice=_(ADVICE[row.result]),
                verbs=verbs,
                checks=checks_of([finding(code) for code in row.codes], is_read=row.sequence is not None),
                heading=_("What was found"),
                lines=row.messages,
            )
        )

    def act(self, key: str) -> None:
        what, row_id = key.removeprefix(VERB).split(":", 1)
        row = next((one for one in self._services.waiting() if one.id == row_id), None)
        if row is None:
            return
        if what == "copy":
            self._lent.copy(row.reply)
            words = _("The reply is on the clipboard; paste it into a letter to the sender.")
            self._lent.show(Message(Tone.GOOD, words))
        else:
            self._lent.attempt(lambda: self._services.dismiss(row))
            self.show()

"""The consolidated report: written as a paper of now, or issued with number and day and then handed upwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kh57_desktop.domain.consolidated_reports import ConsolidatedReport
from kh57_desktop.i18n import _, format_date, parse_date
from kh57_desktop.services.consolidated_reports import AlreadyIssued
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.receiving.lent import Lent
from kh57_desktop.ui.receiving.services import OfficeReceiving


class SummaryReport:
    """`chosen`: regime and period in sight."""

    def __init__(
        self,
        page: Any,
        services: OfficeReceiving,
        lent: Lent,
        *,
        today: date,
        chosen: Callable[[], tuple[str, str] | None],
        go_to: Callable[[str, str], None],
    ) -> None:
        self._page, self._services, self._lent = page, services, lent
        self._today, self._chosen, self._go_to = today, chosen, go_to

    def write(self, out: Path) -> None:
        where = self._chosen()
        if where is None:
            return
        self._lent.start(
            lambda progress: self._services.write_report(*where, out, progress),
            lambda path: self._lent.show(
                Message(Tone.GOOD, _("Written: {name}").format(name=path.name), str(path.parent))
            ),
        )

    def ask(self) -> None:
        if self._chosen() is None:
            self._lent.show(Message(Tone.NOTICE, _("no package has come yet")))
            return
        self._page.issue.ask(format_date(self._today))

    def issue(self, number: str, day: str, *, again: bool = False) -> None:
        where, on = self._chosen(), parse_date(day, default_year=self._today.year)
        if where is None:
            return
        if on is None or not (number.isascii() and number.isdigit() and 0 < int(number) < 100_000):
            self._lent.show(Message(Tone.NOTICE, _("Please type a whole number and a day such as 30/9/2026.")))
            return
        self._lent.start(
            lambda progress: self._services.issue_report(*where, int(number), on, again, progress),
            lambda outcome: self._issued(outcome, number, day),
        )

    def _issued(self, outcome: ConsolidatedReport | AlreadyIssued, number: str, day: str) -> None:
        if isinstance(outcome, AlreadyIssued):
            replace = (_("Issue again and replace it"), lambda: self.issue(number, day, again=True))
            self._lent.show(Message(Tone.NOTICE, outcome.sentence, outcome.advice, [replace]))
            return
        self._page.issue.hide()
        self._lent.saved()
        words = _("The consolidated report was issued as {sign}; figures and paper are frozen.")
        sign_it = (_("Sign and hand over"), lambda: self._go_to("packages", ""))
        self._lent.show(Message(Tone.GOOD, words.format(sign=outcome.sign), "", [sign_it]))

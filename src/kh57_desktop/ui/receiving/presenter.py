"""Decides which tab is shown for which period, and what stands behind each total; plain Python.

The chosen package, what comes in, and trust have presenters of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.consolidation import IndicatorSum, PeriodView
from kh57_desktop.ui.receiving import inbox, trust
from kh57_desktop.ui.receiving.chosen import ChosenPackage
from kh57_desktop.ui.receiving.inbox import Inbox
from kh57_desktop.ui.receiving.lent import Lent, Sealing
from kh57_desktop.ui.receiving.pane import PaneContent
from kh57_desktop.ui.receiving.services import OfficeReceiving
from kh57_desktop.ui.receiving.summary import SummaryReport
from kh57_desktop.ui.receiving.trust import TrustTab
from kh57_desktop.ui.receiving.words import group_row, indicator_row, sender_row, task_row, value_row
from kh57_desktop.ui.receiving.year import year_columns, year_row


class ReceivingPresenter:
    def __init__(
        self, page: Any, services: OfficeReceiving, *, today: date, lent: Lent, go_to: Callable[[str, str], None]
    ) -> None:
        self._page, self._services, self._today, self._lent = page, services, today, lent
        self._tab = "senders"
        self._chosen: tuple[str, str] | None = None
        self._view: PeriodView | None = None
        self._sums: dict[str, IndicatorSum] = {}
        self.sealing = Sealing(page.seal, services, lent)
        self.package = ChosenPackage(
            page, services, lent, self.sealing, open_tab=lambda: self.choose_tab("package"), changed=self.refresh
        )
        self.inbox = Inbox(page, services, lent, taken=self._taken, see_aside=lambda: self.choose_tab("aside"))
        self.trust = TrustTab(page, services, lent, self.sealing)
        self.summary = SummaryReport(page, services, lent, today=today, chosen=lambda: self._chosen, go_to=go_to)

    # showing

    def refresh(self) -> None:
        periods = self._services.periods()
        if self._chosen not in periods:
            came = [one for one in periods if one in self._services.received_periods()]
            self._chosen = next(iter((*came, *periods)), None)
        self._page.show_periods(period_choices(periods, dict(self._services.regimes())), self._chosen)
        self._page.show_tab(self._tab)
        self._show_facts()
        self._show_tab()

    def _taken(self, where: tuple[str, str] | None) -> None:
        self._chosen = where or self._chosen
        self.refresh()

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
            "year": self._show_year,
            "package": self.package.show,
            "groups": self._show_groups,
            "indicators": self._show_indicators,
            "aside": self.inbox.show,
            "trust": self.trust.show,
        }
        show[self._tab]()

    def _show_senders(self) -> None:
        if self._view is None:
            self._page.show_rows("senders", [])
            return
        is_due = self._view.dates.due_on < self._today
        self._page.show_rows("senders", [sender_row(row, is_due=is_due) for row in self._view.senders])

    def _show_year(self) -> None:
        if self._chosen is None:
            self._page.show_rows("year", [])
            return
        table = self._services.year(*self._chosen)
        self._page.show_year(year_columns(table), [year_row(row, table) for row in table.rows])

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

    # from a total to what is behind it

    def choose_matter(self, matched: str) -> None:
        """The tasks of a group, the values of an indicator."""
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
        self.package.open(self._services.package(package_id), row)

    def choose_sender(self, code: str) -> None:
        row = self._sender(code)
        if row is None:
            self._page.pane.put(PaneContent(_("Nothing is chosen")))
        elif row.package is None:
            words = _("Nothing has come from this office for the period; it is not counted anywhere.")
            self._page.pane.put(PaneContent(row.sender.name, _("Missing"), words))
        else:
            self.package.put(self._services.package(row.package.id))

    def open_sender(self, code: str) -> None:
        row = self._sender(code)
        if row is not None and row.package is not None:
            self.package.open(self._services.package(row.package.id))

    def _sender(self, code: str) -> Any:
        rows = self._view.senders if self._view is not None else ()
        return next((one for one in rows if one.sender.office_code == code), None)

    def open_in_year(self, code: str, period: str) -> None:
        """A cell of the year's table: that office's package of that period."""
        if self._chosen is None:
            return
        found = self._services.package_of(self._chosen[0], period, code)
        if found is not None:
            self.choose_period((self._chosen[0], period))
            self.package.open(found)
            self.refresh()

    # verbs

    def act(self, key: str) -> None:
        """A verb of the pane."""
        if key.startswith(trust.VERB):
            self.trust.act(key)
        elif key.startswith(inbox.VERB):
            self.inbox.act(key)
        else:
            self.package.act(key)

    def fill_senders(self) -> None:
        if self._lent.attempt(self._services.fill_senders):
            self.refresh()


def period_choices(periods: Sequence[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, tuple[str, str]]]:
    """Words and key of each report that can be shown; the regime is named only where there are several."""
    several = len({regime for regime, _period in periods}) > 1
    found = []
    for regime, period in periods:
        words = label(parse_period(period))
        words = words[:1].upper() + words[1:]
        found.append((f"{words} · {names.get(regime, regime)}" if several else words, (regime, period)))
    return found

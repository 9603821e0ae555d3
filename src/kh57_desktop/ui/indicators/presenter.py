"""What happens on the page of indicators: decides, calls the services, tells the page. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, format_decimal, nfc
from kh57_desktop.services.indicator_entries import Entered
from kh57_desktop.services.indicator_grid import CellDetails, Grid, GridLine, GridWanted, Only


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed into a cell and could not be saved; `column`: period, or field of the indicator."""

    indicator_id: str
    column: str
    words: str


class IndicatorServices(Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    def first_wanted(self, plan_id: str) -> GridWanted: ...
    def grid(self, wanted: GridWanted) -> Grid: ...
    def details(self, line: GridLine, period: str) -> CellDetails: ...
    def enter(self, indicator: Indicator, period: str, words: str) -> Entered: ...
    def enter_block(self, rows: Sequence[tuple[Indicator, str, str]]) -> list[Entered]: ...
    def note(self, indicator: Indicator, period: str, remark: str, source: str, follow_up: bool) -> Reading | None: ...
    def edit(self, indicator: Indicator, fields: Mapping[str, str]) -> Indicator: ...
    def set_part(self, indicator: Indicator, period: str, part: str, words: str) -> None: ...
    def take_sum(self, indicator: Indicator, period: str) -> None: ...
    def add(self, plan_id: str, fields: Mapping[str, str]) -> Indicator: ...
    def bin(self, removed: Sequence[Indicator]) -> None: ...


class IndicatorPage(Protocol):
    """What the presenter asks of the page."""

    def show_grid(self, grid: Grid) -> None: ...
    def show_details(self, details: CellDetails | None) -> None: ...
    def show_refused(self, error: UserError, draft: Draft | None) -> None: ...
    def show_doubt(self, entered: Entered, indicator: Indicator) -> None: ...
    def show_pasted(self, count: int, doubtful: int) -> None: ...
    def drop_doubt(self) -> None: ...
    def ask_reason(self, indicator_id: str, period: str) -> None: ...
    def go_to(self, indicator_id: str) -> None: ...


class NoWords(UserError):
    """The text of an indicator was cleared."""

    code = "no-words"
    message = N_("The text of an indicator cannot be empty.")
    hint = N_("It was left as it was. Press Esc to leave the cell unchanged.")


class NothingToNote(UserError):
    """A remark without a value."""

    code = "nothing-to-note"
    message = N_("There is no value yet that a remark could belong to.")
    hint = N_("Nothing was changed. Please enter the value first, or … where there is no figure.")


class IndicatorPresenter:
    """Holds what is looked for and which cell is current; everything else is asked anew after each change."""

    def __init__(
        self,
        page: IndicatorPage,
        services: IndicatorServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        """`not_saved` is told when the file could not take a change (full, write-protected, busy)."""
        self._page = page
        self._services = services
        self._saved = saved
        self._not_saved = not_saved
        self._wanted = services.first_wanted("")
        self._current: tuple[GridLine, str] | None = None

    # what is looked for

    def open_plan(self, plan_id: str) -> None:
        self._wanted = self._services.first_wanted(plan_id)
        self._current = None
        self.refresh()

    def step(self, by: int) -> None:
        """The year before or after; of months the half-year."""
        wanted = self._wanted
        if wanted.kind is not PeriodKind.MONTH:
            self._look_for(replace(wanted, year=wanted.year + by))
            return
        place = 2 * wanted.year + wanted.half - 1 + by
        self._look_for(replace(wanted, year=place // 2, half=place % 2 + 1))

    def choose_kind(self, kind: PeriodKind) -> None:
        half = 0
        if kind is PeriodKind.MONTH:
            today = self._services.first_wanted("")
            half = (self._wanted.half or today.half or 1) if self._wanted.year == today.year else 1
        self._look_for(replace(self._wanted, kind=kind, half=half))

    def choose_only(self, only: Only | None) -> None:
        self._look_for(replace(self._wanted, only=only))

    def search(self, words: str) -> None:
        self._look_for(replace(self._wanted, search=nfc(words)))

    def drop_filter(self) -> None:
        self._look_for(replace(self._wanted, only=None, search=""))

    def fold(self, group_id: str) -> None:
        self._look_for(replace(self._wanted, folded=self._wanted.folded ^ {group_id}))

    def refresh(self) -> None:
        """Show the file as it is now."""
        self._look_for(self._wanted)

    def _look_for(self, wanted: GridWanted) -> None:
        self._wanted = wanted
        grid = self._services.grid(wanted)
        self._page.show_grid(grid)
        if self._current is None:
            return
        line, period = self._current
        lines = {row.indicator.id: row for group in grid.groups for row in group.lines}
        fresh = lines.get(line.indicator.id)
        self.select(fresh, period if any(one.code == period for one in grid.periods) else grid.entry)

    # one cell

    def select(self, line: GridLine | None, period: str) -> None:
        self._current = (line, period) if line is not None else None
        self._page.show_details(self._services.details(line, period) if line is not None else None)

    # changes

    def enter(self, indicator: Indicator, period: str, words: str) -> None:
        """A cell of a period was left with other words than it had."""
        try:
            entered = self._services.enter(indicator, period, words)
        except UserError as error:
            self._refuse(error, Draft(indicator.id, period, words))
            return
        self._page.drop_doubt()
        self._done()
        if entered.doubt is not None:
            self._page.show_doubt(entered, indicator)

    def correct(self, indicator: Indicator, period: str, value: Decimal) -> None:
        """The first answer to a doubt: what was probably meant."""
        self.enter(indicator, period, format_decimal(value))

    def keep(self, indicator: Indicator, period: str) -> None:
        """The second answer: the value stays, the reason is asked for."""
        self._page.ask_reason(indicator.id, period)

    def note(self, remark: str, source: str, follow_up: bool) -> None:
        """Remark, source and follow-up flag of the current cell."""
        if self._current is None:
            return
        line, period = self._current

        def save() -> None:
            if self._services.note(line.indicator, period, nfc(remark), nfc(source), follow_up) is None:
                raise NothingToNote

        if self._attempt(save):
            self._page.drop_doubt()

    def edit(self, indicator: Indicator, field: str, words: str) -> None:
        """Text, unit or a target was left with other words than it had."""

        def save() -> None:
            if field == "text" and not words.strip():
                raise NoWords
            self._services.edit(indicator, {field: words})

        self._attempt(save, Draft(indicator.id, field, words))

    def define(self, field: str, words: str) -> None:
        """A field of the definition of the current indicator."""
        if self._current is not None:
            line, _period = self._current
            self._attempt(lambda: self._services.edit(line.indicator, {field: words}))

    def set_part(self, part: str, words: str) -> None:
        """A part of the current cell's value."""
        if self._current is not None:
            line, period = self._current
            self._attempt(lambda: self._services.set_part(line.indicator, period, part, words))

    def take_sum(self) -> None:
        """The sum of the parts becomes the value of the current cell."""
        if self._current is not None:
            line, period = self._current
            self._attempt(lambda: self._services.take_sum(line.indicator, period))

    def paste(self, rows: Sequence[tuple[Indicator, str, str]]) -> None:
        """A block from a spreadsheet, one undoable action; nothing of it is saved where one cell is no value."""
        saved: list[Entered] = []
        if self._attempt(lambda: saved.extend(self._services.enter_block(rows))) and saved:
            self._page.show_pasted(len(saved), sum(1 for entered in saved if entered.doubt is not None))

    def add(self, words: str, group: str) -> None:
        added: list[Indicator] = []
        fields = {"text": words} | ({"group": group} if group else {})
        if self._attempt(lambda: added.append(self._services.add(self._wanted.plan_id, fields))):
            self._page.go_to(added[0].id)

    def bin(self, removed: Sequence[Indicator]) -> None:
        if removed:
            self._attempt(lambda: self._services.bin(removed))

    def _attempt(self, save: Callable[[], None], draft: Draft | None = None) -> bool:
        try:
            save()
        except UserError as error:
            self._refuse(error, draft)
            return False
        self._done()
        return True

    def _refuse(self, error: UserError, draft: Draft | None) -> None:
        if error.exit_code == NOT_DONE:
            self._not_saved()
        self._page.show_refused(error, draft)

    def _done(self) -> None:
        self._saved()
        self.refresh()

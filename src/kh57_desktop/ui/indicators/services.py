"""The indicator services bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.services import breakdowns, indicator_entries, indicator_grid, indicators, task_table
from kh57_desktop.services.indicator_entries import Entered
from kh57_desktop.services.indicator_grid import CellDetails, Grid, GridLine, GridWanted
from kh57_desktop.services.session import Session


class OfficeIndicators:
    """`IndicatorServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_wanted(self, plan_id: str) -> GridWanted:
        return indicator_grid.first_wanted(plan_id, self._session.today)

    def grid(self, wanted: GridWanted) -> Grid:
        return indicator_grid.grid(self._session, wanted)

    def details(self, line: GridLine, period: str) -> CellDetails:
        return indicator_grid.details(self._session, line, period)

    def enter(self, indicator: Indicator, period: str, words: str) -> Entered:
        return indicator_entries.enter(self._session, indicator, period, words)

    def enter_block(self, rows: Sequence[tuple[Indicator, str, str]]) -> list[Entered]:
        return indicator_entries.enter_block(self._session, rows)

    def note(self, indicator: Indicator, period: str, remark: str, source: str, follow_up: bool) -> Reading | None:
        return indicator_entries.note(
            self._session, indicator, period, remark=remark, source=source, follow_up=follow_up
        )

    def edit(self, indicator: Indicator, fields: Mapping[str, str]) -> Indicator:
        return indicators.edit_indicator(self._session, indicator, fields)

    def set_part(self, indicator: Indicator, period: str, part: str, words: str) -> None:
        breakdowns.set_part(self._session, indicator, period, part, words)

    def take_sum(self, indicator: Indicator, period: str) -> None:
        breakdowns.take_sum(self._session, indicator, period)

    def bin(self, removed: Sequence[Indicator]) -> None:
        indicators.bin_indicators(self._session, removed)

    def add(self, plan_id: str, fields: Mapping[str, str]) -> Indicator:
        code = task_table.plan_code(self._session, plan_id)
        return indicators.add_indicator(self._session, fields, plan_code=code)

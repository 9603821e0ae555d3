"""The table of a year: senders by reports owed, in each cell when the report came, or that it is missing."""

from __future__ import annotations

from kh57_desktop.domain.periods import parse_period, short_label
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.services.year_table import YearCell, YearRow, YearTable
from kh57_desktop.ui.packages.rows_table import ShownRow
from kh57_desktop.ui.tables.columns import Column, ColumnKind

CELL = 96
YEAR = (Column("name", N_("Sender"), ColumnKind.TEXT, 180, is_main=True),)
"""Before a year is known."""


def year_columns(table: YearTable) -> tuple[Column, ...]:
    """Office, then one column per period owed (the oldest leave first), then how many came on time of those owed."""
    periods = [
        Column(period, short_label(parse_period(period)), ColumnKind.STATE, CELL, leaves=place)
        for place, period in enumerate(table.periods, start=1)
    ]
    return (*YEAR, *periods, Column("on_time", N_("On time"), ColumnKind.NUMBER, 84))


def year_row(row: YearRow, table: YearTable) -> ShownRow:
    words, states = {"name": row.sender.name}, {}
    for period, cell in zip(table.periods, row.cells, strict=True):
        states[period], words[period] = _shown(cell)
    words["on_time"] = f"{row.on_time}/{row.owed}"
    return ShownRow(row.sender.office_code, words, states, record=row)


def _shown(cell: YearCell) -> tuple[Standing, str]:
    """The day on which the report came; once it is due a missing one is told in words, never by an empty cell."""
    if cell.package is None:
        return (Standing.OVERDUE, _("missing")) if cell.is_due else (Standing.NOT_DUE, "–")
    at = cell.package.received_at.astimezone(VIETNAM)
    return Standing.DONE_ON_TIME if cell.is_on_time else Standing.DONE_LATE, f"{at.day:02}/{at.month:02}"

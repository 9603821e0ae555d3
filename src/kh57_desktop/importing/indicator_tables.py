"""Indicator tables: one indicator for each line and filled year column."""

from __future__ import annotations

import re
from decimal import Decimal

from kh57_desktop.domain.plan_reading import ReadIndicator
from kh57_desktop.domain.terms import Comparator
from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.quantities import comparator_at, heading_horizon, measure_of, quantities_in, rate_of
from kh57_desktop.importing.tables import Columns, cell_text, columns_of, data_rows, group_title, has_lettered_groups
from kh57_desktop.importing.task_details import bodies_in
from kh57_desktop.importing.words import plain

_UNIT = re.compile(r"\((%|[^()\d]{1,14})\)\s*$")
_UNITS_IN_CAPITALS = frozenset({"USD", "VND", "VNĐ", "KB", "MB", "GB", "TB", "KW", "MW", "KWH", "KM", "HA", "GWH"})
"""Other capitals in brackets shorten the name before them: "Chỉ số chuyển đổi số (DTI)"."""


def read_indicator_table(
    table: Table, above: Columns | None, *, horizon: int | None
) -> tuple[list[ReadIndicator], Columns | None]:
    """Indicators of `table`, and its columns. A table without a heading goes on with the columns of the one `above`."""
    columns, start = columns_of(table)
    if columns is None and above is not None and table.rows and len(table.rows[0]) == above.width:
        columns = above
    if columns is None or not columns.is_indicators:
        return [], above
    text_at = columns.places["indicator"]
    group: str | None = None
    found: list[ReadIndicator] = []
    rows = data_rows(table, columns, start)
    lettered = has_lettered_groups(rows, columns)
    for row in rows:
        title = group_title(row, columns, text_at, lettered=lettered)
        group = cell_text(row, columns, "group") or group  # a column of its own names it on each row or on the first
        if title is not None:
            year = heading_horizon(title[1])
            horizon = year or horizon
            group = None if year else f"{title[0]}. {title[1]}" if title[0] else title[1]
            continue
        found.extend(_row(row, columns, group, horizon))
    return found, columns


def _row(row: tuple[Cell, ...], columns: Columns, group: str | None, horizon: int | None) -> list[ReadIndicator]:
    text = cell_text(row, columns, "indicator")
    if text is None:
        return []
    year_cells = columns.years or _single_value(row, columns, horizon)
    found = []
    for at, year in sorted(year_cells.items()):
        value = read_value(row[at].text)
        if value is None:
            continue
        comparator, low, high, is_percent = value
        unit = cell_text(row, columns, "unit") or _unit_in(text)
        found.append(
            ReadIndicator(
                text=text,
                horizon=year or None,
                group=group,
                comparator=comparator,
                value=low,
                value_max=high,
                unit=unit or ("%" if is_percent else _noun_in(row[at].text)),
                per=rate_of(text) or rate_of(unit or "") or rate_of(row[at].text),
                lead=cell_text(row, columns, "lead"),
                supporting=bodies_in(cell_text(row, columns, "supporting") or ""),
                note=cell_text(row, columns, "note"),
            )
        )
    return found


def _unit_in(text: str) -> str | None:
    """The unit in brackets at the end of the indicator's own words ("Tỷ lệ hộ có mạng (%)")."""
    match = _UNIT.search(text)
    unit = match[1].removeprefix("ĐVT:").strip() if match else ""
    is_short_name = unit.isupper() and len(unit) > 1 and unit not in _UNITS_IN_CAPITALS
    return None if is_short_name else unit or None


def _noun_in(text: str) -> str | None:
    """What a cell counts that says it itself ("04 sản phẩm")."""
    measure = measure_of(text)
    return measure.unit if measure is not None else None


def _single_value(row: tuple[Cell, ...], columns: Columns, horizon: int | None) -> dict[int, int]:
    """Without year columns the one column of values holds for the heading's year."""
    at = columns.value_at
    if at is not None and row[at].text:
        return {at: horizon or 0}
    at_product = columns.places.get("product")
    return {at_product: horizon or 0} if at_product is not None else {}


def read_value(text: str) -> tuple[Comparator, Decimal, Decimal | None, bool] | None:
    """Comparator, value, upper end and percent sign of a cell; None for words without a number and for "-"."""
    words = plain(text)
    quantities = quantities_in(words) or quantities_in(f"{words} ")
    if not quantities:
        return None
    first = quantities[0]
    return comparator_at(words, first), first.value, first.value_max, first.is_percent

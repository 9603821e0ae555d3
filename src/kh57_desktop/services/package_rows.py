"""A report's data as rows: what the superior stores, compares and sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from kh57_desktop.exchange.payloads import IndicatorRow, ReportData, TaskRow, TotalRow
from kh57_desktop.i18n import fold
from kh57_desktop.services.session import new_id
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow


def rows_in(data: ReportData) -> Iterator[tuple[str, str, Any]]:
    """Kind, key and value of the report's head, groups, tasks, indicators and totals, in order."""
    values = data.values
    kinds: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("report", (values.report,)),
        ("group", values.groups),
        ("task", values.tasks),
        ("indicator", values.indicators),
        ("total", values.totals),
    )
    for kind, rows in kinds:
        for place, value in enumerate(rows):
            yield kind, getattr(value, "id", "") or f"{kind}-{place}", value


def received_rows(package: ReceivedPackage, data: ReportData) -> list[ReceivedRow]:
    """The rows to be stored, with what sums and drill-down look for beside them."""
    known = package.known
    titles = {group.id: group.title for group in data.values.groups}
    places: dict[str, int] = {}
    found = []
    for kind, key, value in rows_in(data):
        position = places[kind] = places.get(kind, -1) + 1
        found.append(
            ReceivedRow(
                id=new_id(),
                received_package_id=package.id,
                office_code=known.office_code,
                report_type=known.report_type,
                period=known.period,
                kind=kind,
                key=key,
                content=msgspec.to_builtins(value),
                position=position,
                matched=_matched(value, titles),
                standing=value.standing.value if isinstance(value, TaskRow) else "",
                mark=value.mark.value if isinstance(value, IndicatorRow) else "",
                amount=(value.value or "") if isinstance(value, IndicatorRow) else "",
            )
        )
    return found


def _matched(value: Any, titles: dict[str, str]) -> str:
    """By what rows of different communes are the same: ids are each sender's own."""
    if isinstance(value, TaskRow):
        return matched_words(titles.get(value.group or "", ""))
    if isinstance(value, IndicatorRow):
        return matched_words(value.text, value.unit, value.per)
    if isinstance(value, TotalRow):
        return f"{value.of}:{matched_words(value.label)}"
    return ""


def matched_words(*words: str) -> str:
    """Letters and digits of the words, without accents, case and punctuation."""
    return "|".join("".join(letter for letter in fold(one) if letter.isalnum()) for one in words if one)

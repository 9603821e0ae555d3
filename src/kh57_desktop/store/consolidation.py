"""Questions over everything that was received: by sender, by group, by indicator; only packages that count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kh57_desktop.store.connection import Database

_COUNTS = """deleted_at is null and not superseded and not withdrawn and kind in ('report', 'correction')"""
MOMENTS = ("received_at", "first_received_at")
TOTALS = ("done_on_time", "done_late", "in_time", "overdue", "not_due", "continuous", "suspended", "cancelled")


@dataclass(frozen=True, slots=True)
class PackageInForce:
    """The package that counts for one office and period."""

    id: str
    office_code: str
    office_name: str
    report_type: str
    period: str
    received_at: datetime
    result: str
    state: str
    sequence: int
    first_received_at: datetime
    """When the office's first report of the period came, whatever replaced it since."""
    kind: str = "report"
    report_title: str = ""


@dataclass(frozen=True, slots=True)
class RowOfOffice:
    """One row of a package with whose it is."""

    package_id: str
    office_code: str
    key: str
    matched: str
    content: dict[str, Any]


class Consolidation:
    """`store.consolidation`; reads only."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def packages(self, report_type: str, first: str = "", last: str = "") -> list[PackageInForce]:
        """Of one regime: of one period (`first` alone) or of the periods whose codes lie between two."""
        condition, parameters = f"report_type = ? and {_COUNTS}", [report_type]
        if first and not last:
            condition, parameters = f"{condition} and period = ?", [*parameters, first]
        elif first:
            condition, parameters = f"{condition} and period between ? and ?", [*parameters, first, last]
        sql = f"""select id, office_code, office_name, report_type, period, received_at, result, state, sequence,
                kind, report_title, (select min(first.received_at) from received_package first
                    where first.report_type = received_package.report_type and first.period = received_package.period
                        and first.office_code = received_package.office_code and first.deleted_at is null
                        and first.kind in ('report', 'correction')) as first_received_at
            from received_package where {condition} order by office_code, period, received_at"""  # noqa: S608
        return [
            PackageInForce(**{**dict(row), **{name: datetime.fromisoformat(row[name]) for name in MOMENTS}})
            for row in self._db.rows(sql, tuple(parameters))
        ]

    def periods(self) -> list[tuple[str, str]]:
        """Regime and period of everything received, newest period first."""
        sql = f"select distinct report_type, period from received_package where {_COUNTS} order by period desc"  # noqa: S608
        return [(row["report_type"], row["period"]) for row in self._db.rows(sql)]

    def totals(self, report_type: str, period: str) -> list[tuple[str, str, str, str, dict[str, int]]]:
        """Office, what the row is of, its common name, its label and its counts, for every row of table 1."""
        counts = ", ".join(f"cast(json_extract(content, '$.{name}') as integer) as {name}" for name in TOTALS)
        sql = f"""select office_code, matched, json_extract(content, '$.of') as of,
                json_extract(content, '$.label') as label, {counts}
            from received_row where report_type = ? and period = ? and kind = 'total'
                and matched < 'unit' and {_in_force()} order by position"""  # noqa: S608
        return [
            (row["office_code"], row["of"], row["matched"], row["label"], {name: row[name] for name in TOTALS})
            for row in self._db.rows(sql, (report_type, period))
        ]

    def indicators(self, report_type: str, period: str, matched: str = "") -> Iterator[RowOfOffice]:
        """Every indicator of every office, or one of them."""
        condition = "matched = ?" if matched else "matched >= ?"
        return self._rows("indicator", report_type, period, condition, (matched,))

    def tasks(
        self, report_type: str, period: str, *, office: str = "", matched: str = "", standing: str = ""
    ) -> Iterator[RowOfOffice]:
        """Tasks for drill-down; empty words ask for all."""
        conditions, parameters = ["1"], []
        for column, wanted in (("office_code", office), ("matched", matched), ("standing", standing)):
            if wanted:
                conditions.append(f"{column} = ?")
                parameters.append(wanted)
        return self._rows("task", report_type, period, " and ".join(conditions), tuple(parameters))

    def task_counts(self, report_type: str, period: str) -> list[tuple[str, str, str, int]]:
        """Common name of the group, standing, office and how many tasks, straight from the index."""
        sql = f"""select matched, standing, office_code, count(*) as many from received_row
            where report_type = ? and period = ? and kind = 'task' and {_in_force()}
            group by matched, standing, office_code"""  # noqa: S608
        rows = self._db.rows(sql, (report_type, period))
        return [(row["matched"], row["standing"], row["office_code"], row["many"]) for row in rows]

    def _rows(
        self, kind: str, report_type: str, period: str, condition: str, parameters: tuple[str, ...]
    ) -> Iterator[RowOfOffice]:
        sql = f"""select received_package_id, office_code, key, matched, content from received_row
            where report_type = ? and period = ? and kind = '{kind}' and {condition} and {_in_force()}
            order by office_code, position"""  # noqa: S608
        for row in self._db.rows(sql, (report_type, period, *parameters)):
            yield RowOfOffice(
                row["received_package_id"], row["office_code"], row["key"], row["matched"], json.loads(row["content"])
            )


def _in_force() -> str:
    return f"received_package_id in (select id from received_package where {_COUNTS})"  # noqa: S608

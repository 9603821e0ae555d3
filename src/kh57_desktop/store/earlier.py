"""`store.earlier`: what the file said at an earlier moment (UTC as the journal writes it, exclusive)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kh57_desktop.domain.office_cut_off import OfficeHistory
from kh57_desktop.domain.versions import History, Versions
from kh57_desktop.store import as_of, office_as_of
from kh57_desktop.store.connection import Database
from kh57_desktop.store.files import Attachment
from kh57_desktop.store.past import Past

_NOT_TOLD = ("report", "waiver", "unit_form", "package", "draft", "saved_view")
"""Tables that change while a report is made and of which it tells nothing."""


class EarlierStates:
    """Each in two versions: at `moment`, and at `until` or now."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def plan(self, plan_id: str, moment: str, until: str = "") -> History:
        """A plan with its tasks and indicators."""
        return as_of.history_of(self._db, plan_id, moment, until)

    def office(self, plan_id: str, moment: str) -> OfficeHistory:
        """What reports tell beside them: registers, committee, chases."""
        return office_as_of.office_history_of(self._db, plan_id, moment)

    def files(self, moment: str, until: str = "") -> dict[str, Versions[Attachment]]:
        """Every attachment by id, as it was named and numbered."""
        return office_as_of.files_of(self._db, moment, until)

    def setting(self, name: str, moment: str, default: Any = None) -> Any:
        """A choice of the office as it was at `moment`."""
        rows = Past(self._db, ("setting",), moment).rows("setting", "id = ?", (name,), lambda row: row["id"] == name)
        then, _now = rows.get(name, (None, None))
        return json.loads(str(then["value"])) if then is not None and then["deleted_at"] is None else default

    def entered_at(self, table: str, row_id: str) -> str:
        """When a row came into the file, as the journal writes it; "" where it does not say."""
        sql = "select min(at) as at from journal where tbl = ? and row_id = ? and op = 'insert'"
        found = self._db.row(sql, (table, row_id))
        return str(found["at"] or "") if found is not None else ""

    def is_as_now(self, moment: str) -> bool:
        """Whether nothing that reports tell was recorded since."""
        marks = ", ".join("?" for _table in _NOT_TOLD)
        sql = f"select 1 from journal where hi_time >= ? and tbl not in ({marks}) limit 1"  # noqa: S608
        return self._db.row(sql, (moment, *_NOT_TOLD)) is None

    def issued(self, report_ids: Sequence[str], moment: str) -> set[str]:
        """Which of these reports had been issued."""
        marks = ", ".join("?" for _id in report_ids)
        found = self._db.rows(f"select id, state from report where id in ({marks})", tuple(report_ids))  # noqa: S608
        states = {str(row["id"]): str(row["state"]) for row in found}
        sql = f"""select row_id, op, json_extract(before, '$.state') as state from journal
            where hi_time >= ? and tbl = 'report' and row_id in ({marks}) order by seq desc"""  # noqa: S608
        for entry in self._db.rows(sql, (moment, *report_ids)):
            if entry["op"] == "insert":
                states.pop(entry["row_id"], None)
            elif entry["state"] is not None:
                states[entry["row_id"]] = str(entry["state"])
        return {row_id for row_id, state in states.items() if state != "draft"}

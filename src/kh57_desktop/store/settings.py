"""Settings of the office that belong to its data file (those of one PC lie with the user)."""

from __future__ import annotations

import json
from typing import Any

from kh57_desktop.store.codec import canonical
from kh57_desktop.store.records import Records


class Settings:
    """`store.settings`: JSON values by name, journaled like everything else."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def get(self, name: str, default: Any = None) -> Any:
        row = self._records.db.row("select value from setting where id = ? and deleted_at is null", (name,))
        return json.loads(row["value"]) if row else default

    def put(self, name: str, value: object) -> None:
        self._records.put("setting", {"id": name, "value": canonical(value)}, alive=True)

"""Saved views of tables in the data file."""

from __future__ import annotations

from kh57_desktop.domain.saved_views import SavedView
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table


class ViewTable:
    """`store.views`."""

    def __init__(self, records: Records) -> None:
        self._views = Table(records, Shape("saved_view", SavedView))

    def of(self, subject: str) -> list[SavedView]:
        return self._views.where("subject = ?", (subject,), order="position, row")

    def put(self, view: SavedView) -> None:
        self._views.put(view)

    def to_bin(self, view_id: str) -> None:
        self._views.to_bin(view_id)

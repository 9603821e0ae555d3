"""Saved views of sheets, bound to the file that the window has open."""

from __future__ import annotations

from typing import Any

from kh57_desktop.domain.saved_views import SavedView, ViewContent
from kh57_desktop.services import saved_views, sheet_views
from kh57_desktop.services.session import Session


class SheetViews:
    """The part of `SheetServices` that is the same for every sheet."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def views(self, key: str) -> list[SavedView]:
        return saved_views.views_of(self._session, sheet_views.subject_of(key))

    def save_view(self, key: str, name: str, content: ViewContent) -> SavedView:
        return saved_views.save_view(self._session, sheet_views.subject_of(key), name, content)

    def drop_view(self, view: SavedView) -> None:
        saved_views.drop_view(self._session, view)

    def wanted_of(self, key: str, content: ViewContent) -> Any:
        return sheet_views.wanted_of(key, content)

"""Saved views (khung nhìn): filter, grouping, order and columns of a table; also the layout of its print."""

from __future__ import annotations

from dataclasses import field

from kh57_desktop.light import dataclass


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column as the office wants it: in this order, this wide (px at zoom 100 %, 0 as usual), shown or not."""

    key: str
    width: int = 0
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class ViewContent:
    """`filters`: names and codes as the table's filter has them; `grouping`, `sort`: codes; columns in order."""

    filters: dict[str, str] = field(default_factory=dict)
    grouping: str = "group"
    sort: str = "printed"
    is_descending: bool = False
    columns: tuple[ViewColumn, ...] = ()
    is_full: bool = False
    """Rows show their full text."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """`subject`: which table ("tasks", "indicators", a register)."""

    id: str
    subject: str
    name: str
    content: ViewContent
    position: int = 0

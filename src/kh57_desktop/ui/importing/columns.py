"""The columns of each tab of the import page; which leave first when there is little room."""

from __future__ import annotations

from collections.abc import Collection

from kh57_desktop.i18n import N_
from kh57_desktop.ui.importing.review_lines import Tab
from kh57_desktop.ui.tables.columns import Column, ColumnKind

_FIRST, _TEXT = ColumnKind.FIRST, ColumnKind.TEXT
_MAIN = Column("text", N_("Content and what is doubtful"), _TEXT, 240, is_main=True, is_wrapped=True)
_CHANGE = Column("change", N_("Against the file"), _TEXT, 118)
_TASKS = (
    Column("number", N_("#"), _FIRST, 62),
    _MAIN,
    Column("lead", N_("Lead unit"), _TEXT, 136, wide_width=160, leaves=4),
    Column("supporting", N_("Supporting units"), _TEXT, 136, wide_width=180, leaves=2),
    Column("deadline", N_("Deadline"), _TEXT, 112, wide_width=140),
    Column("product", N_("Product"), _TEXT, 120, wide_width=160, leaves=1),
)
_INDICATORS = (
    Column("group", N_("Group"), _FIRST, 120, leaves=2),
    _MAIN,
    Column("horizon", N_("Year"), _TEXT, 58),
    Column("quantity", N_("Target"), _TEXT, 84),
    Column("unit", N_("Unit of measure"), _TEXT, 96),
    Column("lead", N_("Lead unit"), _TEXT, 136, leaves=1),
)
COLUMNS: dict[Tab, tuple[Column, ...]] = {
    Tab.TASKS: _TASKS,
    Tab.INDICATORS: _INDICATORS,
    Tab.DUTIES: (Column("number", N_("#"), _FIRST, 62), _MAIN),
    Tab.MEMBERS: (
        Column("number", N_("#"), _FIRST, 62),
        Column("text", N_("Full name"), _TEXT, 200, is_main=True, is_wrapped=True),
        Column("post", N_("Post"), _TEXT, 220, wide_width=300),
        Column("role", N_("Role"), _TEXT, 140),
    ),
    Tab.UNITS: (
        Column("uses", N_("Uses"), _FIRST, 76),
        Column("text", N_("Name in the document"), _TEXT, 240, is_main=True, is_wrapped=True),
        Column("unit", N_("Unit of the office"), _TEXT, 240, wide_width=300),
    ),
    Tab.HEAD: (
        Column("name", N_("Part"), _FIRST, 170),
        Column("text", N_("As read"), _TEXT, 240, is_main=True, is_wrapped=True),
    ),
    Tab.GONE: (Column("code", N_("Code"), _FIRST, 70), _MAIN, Column("change", N_("What happens"), _TEXT, 246)),
    Tab.LEFT_OUT: (Column("kind", N_("Kind"), _FIRST, 130), _MAIN),
}


_MAY_BE_EMPTY = {"supporting", "product", "group", "lead"}
"""Columns that make room where no row has a word in them and the document stands beside."""


def columns_for(tab: Tab, *, is_update: bool, filled: Collection[str] | None = None) -> tuple[Column, ...]:
    """With what a new version does to each row, where it is one.

    `filled`: keys of the columns that hold something; None shows all, so that each can be typed in.
    """
    columns = COLUMNS[tab]
    if filled is not None:
        columns = tuple(column for column in columns if column.key not in _MAY_BE_EMPTY or column.key in filled)
    if not is_update or tab not in (Tab.TASKS, Tab.INDICATORS):
        return columns
    return (*columns[:2], _CHANGE, *columns[2:])

"""What the columns of a sheet mean: chosen by a person, remembered for the same set of headings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from kh57_desktop.domain.plan_reading import ReadColumn
from kh57_desktop.services.session import Session

Mappings = Mapping[str, Mapping[str, str]]
"""What headings meant before: set of headings to meanings by heading, see `store.drafts`."""


def heading_set(columns: Sequence[ReadColumn]) -> str:
    """The key of a form: its headings, whatever their order."""
    return json.dumps(sorted({column.key for column in columns}), ensure_ascii=False)


def meanings_used(columns: Sequence[ReadColumn]) -> dict[str, str]:
    """Meaning by heading key; "" for a column that is left out."""
    return {column.key: column.meaning or "" for column in columns}


def remembered_mappings(session: Session) -> dict[str, dict[str, str]]:
    return session.store.drafts.mappings()


def remember_mapping(session: Session, columns: Sequence[ReadColumn], meanings: Mapping[str, str]) -> None:
    session.store.drafts.put_mapping(heading_set(columns), {**meanings_used(columns), **meanings})

"""Responsibilities in a table (TT, đơn vị, trách nhiệm): one body to a row, its duties line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.domain.plan_reading import ReadAssignment
from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.words import plain

_BODY = re.compile(
    r"(?:tên )?(?:các )?(?:cơ quan|đơn vị|phòng|bộ phận|tổ chức|địa phương)(?:\s*[,/]\s*(?:cơ quan|đơn vị|ban|tổ chức|"
    r"cá nhân|bộ phận|địa phương|ngành))*(?: (?:được (?:giao|phân công)|phụ trách|thực hiện|chủ trì|chịu trách nhiệm))?"
)
_DUTY = re.compile(r"(?:nội dung |các )?(?:trách nhiệm|nhiệm vụ|nội dung|công việc|phân công)\b.*")
_OTHER = ("supporting", "deadline", "product", "start", "indicator", "year")
_BULLET = re.compile(r"^[-–+•*]\s*")


def assignment_columns(texts: Sequence[str]) -> tuple[int | None, int, int] | None:
    """Places of the number, the body and its duties; None where the heading is of another kind of table."""
    number: int | None = None
    body: int | None = None
    duty: int | None = None
    for at, text in enumerate(texts):
        words = plain(text).strip(" .:")
        meaning = meaning_of(text)
        if meaning == "number":
            number = at
        elif body is None and _BODY.fullmatch(words):
            body = at
        elif body is not None and duty is None and _DUTY.fullmatch(words):
            duty = at
        elif meaning in _OTHER:
            return None
    return (number, body, duty) if body is not None and duty is not None else None


def read_assignment_table(table: Table) -> list[ReadAssignment]:
    """The bodies of the table with their duties; none where it is no such table."""
    columns = assignment_columns([cell.text for cell in table.rows[0]]) if table.rows else None
    if columns is None:
        return []
    number_at, body_at, duty_at = columns
    found: list[ReadAssignment] = []
    for row in table.rows[1:]:
        duties = tuple(duty for line in row[duty_at].lines if (duty := _BULLET.sub("", line).strip()))
        name = row[body_at].text.strip(" .,;:")
        if not duties or name == row[duty_at].text.strip(" .,;:"):
            continue
        if found and (not name or (_goes_on(row[body_at]) and name == found[-1].organization)):
            found[-1] = replace(found[-1], duties=(*found[-1].duties, *duties))
        elif name:
            number = row[number_at].text.strip(" .)") if number_at is not None else ""
            found.append(ReadAssignment(number or None, name, duties))
    return found


def _goes_on(cell: Cell) -> bool:
    """Whether the cell only goes on with the merged one above."""
    return not cell.is_first

"""Task tables (danh mục nhiệm vụ): groups from merged rows, one task for each line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from kh57_desktop.domain.plan_reading import ReadTask, ReadTaskGroup
from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.tables import (
    DASHES,
    Columns,
    cell_text,
    columns_of,
    data_rows,
    group_title,
    has_lettered_groups,
    has_rows_below,
    numbered,
)
from kh57_desktop.importing.task_details import Details, bodies_in, details_of_text, lead_and_supporting
from kh57_desktop.importing.words import plain

_MOST_ROWS = 0.6
_HEAD_NOUN = re.compile(
    r"(?:^|[;,]\s*)(?:Trường|Sở|Phòng|Ban|Hội|Trung tâm|Ủy ban|Trạm|Chi cục|Viện|Công ty|Văn phòng)$|\s(?:và|-|–|Việt)$"
)
"""A body's first word or an "and" at a line's end: its name goes on in the next line."""
_REMARK = re.compile(r"\(.*\)\.?|.{40,}\.|.{20,}\. [^\W\d_].{10,}", re.DOTALL)
"""A sentence or bracket over all columns is a remark and no group."""
_TORN_YEAR = re.compile(r"(?<=\d/)(\d{1,3}) (\d{1,3})(?!\d)")
"""A day in a column too narrow for it: "31/12/202 6"."""


def read_task_table(
    table: Table,
    above: Columns | None,
    *,
    last_group: str | None,
    last_number: str | None = None,
    is_group_open: bool = False,
) -> tuple[list[ReadTaskGroup], list[ReadTask], Columns | None]:
    """Groups and tasks of `table`, and its columns; one without a heading goes on with those of the table `above`.

    One with the same heading and a first row behind `last_number` goes on with its group, as one does below a group
    that has no task yet (`is_group_open`).
    """
    columns, start = columns_of(table)
    if columns is None and above is not None and table.rows and len(table.rows[0]) != above.width:
        table = _with_columns(table, above)
    continued = columns is None and above is not None and bool(table.rows) and len(table.rows[0]) == above.width
    if continued:
        columns = above
    if columns is None or not columns.is_tasks:
        return [], [], above
    if not continued:
        usual = Counter(_starts(row) for row in table.rows).most_common(1)
        columns = replace(columns, starts=usual[0][0])
    text_at = columns.places["task"]
    groups: list[ReadTaskGroup] = []
    tasks: list[ReadTask] = []
    rows = data_rows(table, columns, start)
    goes_on = continued or (
        above is not None and above.heading == columns.heading and _is_next(rows, columns, last_number)
    )
    group = last_group if goes_on or is_group_open else None
    lettered = has_lettered_groups(rows, columns)
    number_above: str | None = None
    for row, following in zip_longest(rows, rows[1:]):
        title = _group_in_column(row, columns, groups)
        is_named = title is not None
        title = title or group_title(row, columns, text_at, lettered=lettered, following=following)
        if title is not None and not is_named and _REMARK.fullmatch(title[1]) and title[0] is None:
            continue
        if title is not None:
            groups.append(ReadTaskGroup(title[0], title[1].strip(" .:;")))
            group = title[0] or groups[-1].title
        if title is not None and not is_named:
            continue
        if has_rows_below(row, following, columns, text_at):
            number_above = _number(row, columns)
            continue
        task = _task(row, columns, group)
        if task is not None and task.number in DASHES:
            task = replace(task, number=number_above)
        elif task is not None and task.number:
            number_above = None
        if task is not None and tasks and not row[text_at].is_first and row[text_at].width == 1:
            tasks[-1] = _together(tasks[-1], task)
        elif task is not None:
            tasks.append(task)
    return groups, tasks, columns


def _group_in_column(
    row: Sequence[Cell], columns: Columns, groups: Sequence[ReadTaskGroup]
) -> tuple[str | None, str] | None:
    """Number and title of a new group, where a column of its own names them on each row or on the first of each."""
    text = cell_text(row, columns, "group")
    if text is None or row[columns.places["group"]].width > 1 or _REMARK.fullmatch(text):
        return None
    number, title = numbered(text)
    is_same = bool(groups) and (groups[-1].number, groups[-1].title) == (number, title.strip(" .:;"))
    return None if is_same else (number, title)


def _is_next(rows: Sequence[Sequence[Cell]], columns: Columns, last_number: str | None) -> bool:
    number = cell_text(rows[0], columns, "number") if rows else None
    if number is None or last_number is None or not (number.isdecimal() and last_number.isdecimal()):
        return False
    return int(number) == int(last_number) + 1


def _with_columns(table: Table, above: Columns) -> Table:
    """A table without heading whose borders do not meet those of the one above, on that one's columns: cell by cell,
    where most rows have as many; the last of fewer cells reaches over the rest, as the title of a group does."""
    rows = [[cell for at, cell in enumerate(row) if at in _starts(row)] for row in table.rows]
    count = len(above.starts)
    if not count or sum(len(cells) == count for cells in rows) < _MOST_ROWS * len(rows):
        return table
    return replace(table, rows=tuple(_spread(cells[:count], above) for cells in rows))


def _starts(row: tuple[Cell, ...]) -> tuple[int, ...]:
    """Where the cells of a row begin."""
    starts: list[int] = []
    at = 0
    while at < len(row):
        starts.append(at)
        at += max(row[at].width, 1)
    return tuple(starts)


def _spread(cells: list[Cell], above: Columns) -> tuple[Cell, ...]:
    ends = [*above.starts[1 : len(cells)], above.width]
    spread: list[Cell] = []
    for cell, start, end in zip(cells, above.starts, ends, strict=False):
        spread += [replace(cell, width=end - start, is_first=cell.is_first and at == start) for at in range(start, end)]
    return tuple(spread)


def _task(row: tuple[Cell, ...], columns: Columns, group: str | None) -> ReadTask | None:
    text = cell_text(row, columns, "task")
    if text is None:
        return None
    number = _number(row, columns)
    lead, supporting = _bodies(row, columns)
    return ReadTask(
        group=group,
        number=number,
        text=re.sub(r"^[-–+•]\s*", "", text),
        lead=lead,
        supporting=supporting,
        deadline=_deadline(row, columns),
        product=cell_text(row, columns, "product"),
        start=cell_text(row, columns, "start"),
        note=cell_text(row, columns, "note"),
    )


def _number(row: Sequence[Cell], columns: Columns) -> str | None:
    return re.sub(r"(?<=[^a-zđ])[.)]+$|\.+$", "", cell_text(row, columns, "number") or "") or None


def _together(task: ReadTask, further: ReadTask) -> ReadTask:
    """A task whose cell covers several rows: what the further row adds goes to the same task."""
    bodies = [further.lead, *further.supporting] if further.lead != task.lead else [*further.supporting]
    products = [further.product] if further.product and further.product not in (task.product or "") else []
    return replace(
        task,
        lead=task.lead or further.lead,
        supporting=tuple(dict.fromkeys([*task.supporting, *(body for body in bodies if body and body != task.lead)])),
        deadline=task.deadline or further.deadline,
        product="; ".join([*filter(None, [task.product]), *products]) or None,
        note=task.note or further.note,
    )


def _bodies(row: tuple[Cell, ...], columns: Columns) -> tuple[str | None, tuple[str, ...]]:
    """Lead and supporting bodies; one column may hold both, by words, by labels or one body to a line."""
    supporting = _listed(row, columns, "supporting")
    lead = _words(row, columns, "lead")
    at = columns.places.get("lead")
    if at is None or "supporting" in columns.places:
        return lead_and_supporting(lead, supporting)
    labelled: Details = {}
    for line in row[at].lines:
        labelled |= details_of_text(line) or {}
    if "lead" in labelled:
        return lead_and_supporting(labelled["lead"], labelled.get("supporting", ""))
    if "phối hợp" in columns.heading[at] and "phối hợp" not in plain(lead):
        first, *others = bodies_in(_listed(row, columns, "lead")) or ("",)
        return first or None, tuple(others)
    return lead_and_supporting(lead, supporting)


def _deadline(row: tuple[Cell, ...], columns: Columns) -> str | None:
    """The time; where its column is parted (BTV, BCH), each filled part behind the word of its own heading."""
    first = _without_torn_year(cell_text(row, columns, "deadline"))
    places = [at for at in columns.further_deadlines if at < len(row) and row[at].text.strip(" -–.;")]
    if not places:
        return first
    times = [(columns.places["deadline"], first or ""), *((at, row[at].text.strip(" .;")) for at in places)]
    filled = [(at, time) for at, time in times if time.strip(" -–")]
    if len(filled) == 1 or len({time for _at, time in filled}) == 1:
        return filled[0][1]
    return "; ".join(f"{columns.heading_word(at)}: {time}" for at, time in filled)


def _without_torn_year(text: str | None) -> str | None:
    return text and _TORN_YEAR.sub(lambda torn: "".join(torn.groups()) if len(torn[0]) == 5 else torn[0], text)


def _words(row: tuple[Cell, ...], columns: Columns, meaning: str) -> str:
    text = cell_text(row, columns, meaning) or ""
    return "" if re.fullmatch(r"[-–—]+", text) else text


def _listed(row: tuple[Cell, ...], columns: Columns, meaning: str) -> str:
    """Lines of the cell as a list; a line that only wraps goes on with the one before."""
    at = columns.places.get(meaning)
    if at is None:
        return ""
    lines: list[str] = []
    for line in row[at].lines:
        text = re.sub(r"^[-–+•]\s*", "", line)
        if lines and text == line and (text[:1].islower() or _HEAD_NOUN.search(lines[-1])):
            lines[-1] += f" {text}"
        elif text:
            lines.append(text)
    return "; ".join(line.rstrip(" ,;") for line in lines)

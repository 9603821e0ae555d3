"""Task tables (danh mục nhiệm vụ): groups from merged rows, one task for each line."""

from __future__ import annotations

import re

from kh57_desktop.domain.plan_reading import ReadTask, ReadTaskGroup
from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.tables import Columns, cell_text, columns_of, data_rows, group_title, has_lettered_groups
from kh57_desktop.importing.task_details import lead_and_supporting


def read_task_table(
    table: Table, above: Columns | None, *, last_group: str | None
) -> tuple[list[ReadTaskGroup], list[ReadTask], Columns | None]:
    """Groups and tasks of `table`, and its columns; one without a heading goes on with those of the table `above`."""
    columns, start = columns_of(table)
    continued = columns is None and above is not None and bool(table.rows) and len(table.rows[0]) == above.width
    if continued:
        columns = above
    if columns is None or not columns.is_tasks:
        return [], [], above
    text_at = columns.places["task"]
    groups: list[ReadTaskGroup] = []
    tasks: list[ReadTask] = []
    group = last_group if continued else None
    rows = data_rows(table, columns, start)
    lettered = has_lettered_groups(rows, columns)
    for row in rows:
        title = group_title(row, columns, text_at, lettered=lettered)
        if title is not None:
            groups.append(ReadTaskGroup(title[0], title[1].strip(" .:;")))
            group = title[0] or groups[-1].title
            continue
        task = _task(row, columns, group)
        if task is not None:
            tasks.append(task)
    return groups, tasks, columns


def _task(row: tuple[Cell, ...], columns: Columns, group: str | None) -> ReadTask | None:
    text = cell_text(row, columns, "task")
    if text is None:
        return None
    number = cell_text(row, columns, "number")
    lead, supporting = lead_and_supporting(_words(row, columns, "lead"), _listed(row, columns, "supporting"))
    return ReadTask(
        group=group,
        number=re.sub(r"[.)]+$", "", number) if number else None,
        text=re.sub(r"^[-–+•]\s*", "", text),
        lead=lead,
        supporting=supporting,
        deadline=cell_text(row, columns, "deadline"),
        product=cell_text(row, columns, "product"),
        start=cell_text(row, columns, "start"),
        note=cell_text(row, columns, "note"),
    )


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
        if lines and (text[:1].islower() and text == line):
            lines[-1] += f" {text}"
        elif text:
            lines.append(text)
    return "; ".join(line.rstrip(" ,;") for line in lines)

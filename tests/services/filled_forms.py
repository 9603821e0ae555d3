"""Fills unit forms as units do: columns moved, rows added, numbers as text, days in every style, files renamed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


@dataclass
class Told:
    """What a file was filled with, by code of the row: what must be found again."""

    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)


def fill(path: Path, target: Path, *, seed: int, today: date) -> Told:
    """A filled copy of the form at `path`; what it says is chosen by `seed`."""
    chance = random.Random(seed)
    book = load_workbook(path)
    told = Told()
    if "Nhiệm vụ" in book.sheetnames:
        _fill_tasks(book["Nhiệm vụ"], told, chance, today)
    if "Chỉ tiêu" in book.sheetnames:
        _fill_values(book["Chỉ tiêu"], told, chance)
    if chance.random() < 0.5:
        _move_columns(book, chance)
    if chance.random() < 0.3 and len(book.sheetnames) > 1:
        del book["kh57"]  # pasted into a new workbook: only the printed code is left
    book.save(target)
    return told


def _columns(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    for row in sheet.iter_rows():
        names = {str(cell.value).strip(): cell.column for cell in row if cell.value}
        if "Mã" in names:
            return row[0].row, names
    raise AssertionError("no heading")


def _fill_tasks(sheet: Worksheet, told: Told, chance: random.Random, today: date) -> None:
    heading, columns = _columns(sheet)
    spare = 0
    for row in range(heading + 1, sheet.max_row + 1):
        code = sheet.cell(row, columns["Mã"]).value
        if code and str(code).startswith("N"):
            if chance.random() < 0.6:
                told.tasks[str(code)] = _fill_task(sheet, row, columns, chance, today)
        elif not spare and code is None and row < sheet.max_row - 4 and chance.random() < 0.3:
            words = f"Việc phát sinh số {chance.randrange(10_000)} của thôn"
            sheet.cell(row, columns["Nội dung nhiệm vụ"]).value = words
            sheet.cell(row, columns["Kết quả thực hiện"]).value = "Đã bắt đầu"
            told.added.append(words)
            spare += 1


def _fill_task(
    sheet: Worksheet, row: int, columns: dict[str, int], chance: random.Random, today: date
) -> dict[str, Any]:
    said: dict[str, Any] = {"result": f"Kết quả {chance.randrange(10_000)}"}
    sheet.cell(row, columns["Kết quả thực hiện"]).value = said["result"]
    if chance.random() < 0.3:
        day = today - timedelta(days=chance.randrange(60))
        _day(sheet.cell(row, columns["Ngày hoàn thành"]), day, chance)
        said["finished_on"], said["percent"] = day, 100
        if chance.random() < 0.5:
            _percent(sheet.cell(row, columns["Tiến độ (%)"]), 100, chance)
    else:
        said["percent"] = chance.randrange(2, 100)
        _percent(sheet.cell(row, columns["Tiến độ (%)"]), said["percent"], chance)
    if chance.random() < 0.3:
        said["difficulty"] = "Thiếu kinh phí"
        sheet.cell(row, columns["Khó khăn, vướng mắc"]).value = "Thiếu kinh phí"
    return said


def _percent(cell: Any, percent: int, chance: random.Random) -> None:
    style = chance.randrange(5)
    if style == 0:
        cell.value = percent
    elif style == 1:
        cell.value, cell.number_format = percent / 100, "0%"
    elif style == 2 and percent < 100:
        cell.value = percent / 100
    elif style == 3:
        cell.value = f"{percent} %"
    else:
        cell.value = str(percent)


def _day(cell: Any, day: date, chance: random.Random) -> None:
    style = chance.randrange(5)
    if style == 0:
        cell.value, cell.number_format = day, "mm-dd-yy"
    elif style == 1:
        cell.value, cell.number_format = day, "m/d/yyyy"
    elif style == 2:
        cell.value, cell.number_format = (day - date(1899, 12, 30)).days, "General"
    elif style == 3:
        cell.value = f"{day.day}/{day.month}/{day.year}"
    else:
        cell.value = f"ngày {day.day:02} tháng {day.month} năm {day.year}"


def _fill_values(sheet: Worksheet, told: Told, chance: random.Random) -> None:
    heading, columns = _columns(sheet)
    for row in range(heading + 1, sheet.max_row + 1):
        code = sheet.cell(row, columns["Mã"]).value
        if not code or not str(code).startswith("C"):
            continue
        number = chance.randrange(20, 95)
        cell = sheet.cell(row, columns["Số liệu kỳ này"])
        style = chance.randrange(4)
        if style == 0:
            cell.value = number
        elif style == 1:
            cell.value, cell.number_format = number / 100, "0%"
        elif style == 2:
            cell.value = f"{number},5"
        else:
            cell.value = f"{number}%"
        told.values[str(code)] = f"{number}.5" if style == 2 else str(number)


def _move_columns(book: Workbook, chance: random.Random) -> None:
    """The sheets with their columns in another order and a line more above."""
    for name in ("Nhiệm vụ", "Chỉ tiêu"):
        if name not in book.sheetnames:
            continue
        old = book[name]
        for area in list(old.merged_cells.ranges):
            old.unmerge_cells(str(area))
        heading, columns = _columns(old)
        order = list(columns.values())
        chance.shuffle(order)
        new = book.create_sheet("tạm")
        for row in range(1, old.max_row + 1):
            places = order if row >= heading else sorted(order)
            for at, column in enumerate(places, 1):
                source = old.cell(row, column)
                copy = new.cell(row + 1, at)
                copy.value, copy.number_format = source.value, source.number_format
        book.remove(old)
        new.title = name

"""Malformed files of each kind end in a reading or one refusal, soon; long ones take time in proportion."""

from __future__ import annotations

import contextlib
import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kh57_desktop.errors import UserError
from kh57_desktop.importing import deadline
from kh57_desktop.importing.errors import DocumentTooLarge
from kh57_desktop.importing.reader import read_document, read_text
from tests.importing.test_gold import PLANS
from tests.importing.word_files import word_of_text

COUNT = 2_000 if os.environ.get("KH57_LONG") else 25
LONGEST_SECONDS = 20
TEXT = (PLANS / "dac-khu-hon-may.txt").read_text(encoding="utf-8")


def outcome(path: Path) -> float:
    """Seconds that reading or refusing took; anything but a UserError is a failure."""
    start = time.perf_counter()
    with contextlib.suppress(UserError):
        read_document(path)
    return time.perf_counter() - start


def mutated_text(text: str, chance: random.Random) -> str:
    """`text` with pieces cut out, doubled, shuffled, or replaced by signs that break rules."""
    for _step in range(chance.randint(1, 8)):
        start = chance.randrange(max(1, len(text)))
        end = start + chance.choice([1, 3, 40, 400])
        piece = chance.choice(["", text[start:end] * 3, "\n" * 20, "((((", "1.1.1.1. ", "\t|\t|", "\u0300", "- " * 50])
        text = text[:start] + piece + text[end:]
    return text


def mutated_xml(xml: str, chance: random.Random) -> str:
    """A Word part that still parses: values changed, elements renamed, doubled or taken away."""
    for _step in range(chance.randint(1, 6)):
        kind = chance.randrange(4)
        if kind == 0:
            values = list(re.finditer(r'w:val="[^"]*"', xml))
            if values:
                value = chance.choice(values)
                other = chance.choice(["x", "-1", "99999999999", "²", "", "0"])
                xml = f'{xml[: value.start()]}w:val="{other}"{xml[value.end() :]}'
        elif kind == 1:
            xml = xml.replace(chance.choice(["w:p>", "w:r>", "w:tc>", "w:tr>"]), "w:x>", chance.choice([-1, 2]))
        elif kind == 2:
            rows = re.findall(r"<w:tr>.*?</w:tr>|<w:tc>.*?</w:tc>|<w:p>.*?</w:p>", xml, re.S)
            if rows:
                row = chance.choice(rows)
                xml = xml.replace(row, row * chance.randint(0, 3), 1)
        else:
            xml = re.sub(r'w:ilvl="\d+"', f'w:ilvl="{chance.choice(["x", "-3", "77", "²"])}"', xml, count=1)
    return xml


def test_mutated_texts_are_read_or_refused_in_time(tmp_path: Path) -> None:
    slowest = 0.0
    for seed in range(COUNT):
        path = tmp_path / "mutated.txt"
        path.write_text(mutated_text(TEXT, random.Random(seed)), encoding="utf-8")
        slowest = max(slowest, outcome(path))
    assert slowest < LONGEST_SECONDS


def test_mutated_word_parts_are_read_or_refused_in_time(tmp_path: Path) -> None:
    whole = word_of_text(TEXT, tmp_path / "whole.docx")
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    slowest = 0.0
    for seed in range(COUNT):
        chance = random.Random(seed)
        path = tmp_path / "mutated.docx"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                is_text = name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
                archive.writestr(name, mutated_xml(data.decode("utf-8"), chance) if is_text else data)
        slowest = max(slowest, outcome(path))
    assert slowest < LONGEST_SECONDS


def mutated_sheet(xml: str, chance: random.Random) -> str:
    """A part of a workbook that mostly still parses: places, values, kinds of cells changed, rows doubled or lost."""
    for _step in range(chance.randint(1, 6)):
        kind = chance.randrange(5)
        if kind == 0:
            values = list(re.finditer(r' (?:r|t|s|ref|numFmtId|r:id|sheetId)="[^"]*"', xml))
            if values:
                value = chance.choice(values)
                other = chance.choice(["XFD1048576", "A0", "-1", "99999999999", "²", "", "d", "A1:XFD9", "inlineStr"])
                key = value[0].split("=")[0]
                xml = f'{xml[: value.start()]}{key}="{other}"{xml[value.end() :]}'
        elif kind == 1:
            pieces = re.findall(r"<row.*?</row>|<c .*?</c>|<si>.*?</si>|<mergeCell [^>]*>", xml, re.S)
            if pieces:
                piece = chance.choice(pieces)
                xml = xml.replace(piece, piece * chance.choice([0, 2, 50]), 1)
        elif kind == 2:
            numbers = list(re.finditer(r"<v>[^<]*</v>", xml))
            if numbers:
                number = chance.choice(numbers)
                other = chance.choice(["1e999", "nan", "-5", "99999999999999999999", "x", "", "2958466"])
                xml = f"{xml[: number.start()]}<v>{other}</v>{xml[number.end() :]}"
        elif kind == 3:
            xml = xml.replace(
                "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', 1
            )
        else:
            start = chance.randrange(max(1, len(xml)))
            xml = xml[:start] + xml[start + chance.choice([1, 5, 60]) :]
    return xml


def test_mutated_workbooks_are_read_or_refused_in_time(tmp_path: Path) -> None:
    whole = openpyxl.Workbook()
    sheet = whole.active
    assert sheet is not None
    sheet.append(["(Kèm theo Kế hoạch số 05/KH-UBND ngày 05/01/2026 của UBND xã Bản Thử)"])
    sheet.append(["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"])
    sheet.append(["I", "Hạ tầng số"])
    sheet.merge_cells("A3:E3")
    for row in range(1, 9):
        sheet.append([row, f"Việc số {row}", "Phòng Kinh tế", "Công an xã", date(2026, row, 15)])
    whole.save(tmp_path / "whole.xlsx")
    assert len(read_document(tmp_path / "whole.xlsx").tasks) == 8
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    slowest = 0.0
    for seed in range(COUNT):
        chance = random.Random(seed)
        changed = chance.choice([name for name in parts if name.startswith("xl/") and name.endswith(".xml")])
        with zipfile.ZipFile(tmp_path / "mutated.xlsx", "w") as archive:
            for name, data in parts.items():
                text = mutated_sheet(data.decode("utf-8"), chance) if name == changed else data
                archive.writestr(name, text)
        slowest = max(slowest, outcome(tmp_path / "mutated.xlsx"))
    assert slowest < LONGEST_SECONDS


def test_mutated_lists_of_values_are_read_or_refused_in_time(tmp_path: Path) -> None:
    rows = [f'{row};"Việc số {row}; dữ liệu";Phòng Kinh tế;Công an xã;Quý I/2026' for row in range(1, 30)]
    text = "\n".join(["TT;Nội dung nhiệm vụ;Cơ quan chủ trì;Cơ quan phối hợp;Thời gian hoàn thành", *rows])
    (tmp_path / "whole.csv").write_text(text, encoding="utf-8")
    assert len(read_document(tmp_path / "whole.csv").tasks) == 29
    slowest = 0.0
    for seed in range(COUNT):
        chance = random.Random(seed)
        mutated = mutated_text(text, chance).replace(
            *chance.choice([('"', ""), (";", ","), (";", "\t"), ("\n", "\r"), ("a", "a")])
        )
        encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
        (tmp_path / "mutated.csv").write_bytes(mutated.encode(encoding))
        slowest = max(slowest, outcome(tmp_path / "mutated.csv"))
    assert slowest < LONGEST_SECONDS


def test_a_word_file_of_more_elements_than_any_plan_is_refused_unparsed(tmp_path: Path) -> None:
    whole = word_of_text(TEXT, tmp_path / "whole.docx")
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(1)
    body = "".join(f'<w:p w:rsidR="{chance.randrange(10**6)}"/>' for _count in range(1_100_000))
    with zipfile.ZipFile(tmp_path / "many.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            text = data.decode("utf-8").replace("<w:body>", f"<w:body>{body}") if name == "word/document.xml" else data
            archive.writestr(name, text)
    start = time.perf_counter()
    with pytest.raises(DocumentTooLarge):
        read_document(tmp_path / "many.docx")
    assert time.perf_counter() - start < LONGEST_SECONDS


@pytest.mark.parametrize("unit", ["1. ", "số 1 ", "A.", "ư", "1-", "ê", "100% ", "Căn cứ ", "( ", "a, và "])
def test_long_lines_without_sense_are_read_in_time(unit: str) -> None:
    line = f"- {unit * (19_000 // len(unit))}\n"
    text = f"KẾ HOẠCH\nI. MỤC TIÊU\n{line * 5}II. NHIỆM VỤ\n{line * 5}III. TỔ CHỨC THỰC HIỆN\n{line * 5}"
    start = time.perf_counter()
    with contextlib.suppress(UserError):
        read_text(text)
    assert time.perf_counter() - start < LONGEST_SECONDS


def test_the_time_of_a_document_is_looked_after_between_its_parts() -> None:
    text = "KẾ HOẠCH\nI. MỤC TIÊU\n- 100% hộ.\nII. NHIỆM VỤ\n- Một việc.\n" * 40
    with deadline.limited("kế hoạch.txt", seconds=0), pytest.raises(DocumentTooLarge, match="giây"):
        read_text(text)


@pytest.mark.parametrize(
    "line",
    [
        "1\n",
        "I\n",
        "a\n",
        "TT\nNội dung\nChủ trì\n",
        "Nội dung\tChủ trì\tThời gian\n",
        "x|y|z\n",
        "STT\n\nNhiệm vụ\n\nChủ trì\n\nThời gian\n\n1\n\n",
        "STT   Nhiệm vụ   Chủ trì   Thời gian\n1   Lắp trạm\n",
        "Nhiệm vụ   Chủ trì   Thời gian\nLắp trạm   Công an xã   2026\n\n",
    ],
)
def test_lines_made_like_a_torn_table_take_time_in_proportion(line: str) -> None:
    heading = "STT\nNội dung nhiệm vụ\nĐơn vị chủ trì\nThời gian hoàn thành\n"
    text = f"KẾ HOẠCH\nI. MỤC TIÊU\n- 100% hộ.\nII. NHIỆM VỤ\n- Một việc.\n{heading}{line * 8_000}"
    start = time.perf_counter()
    with contextlib.suppress(UserError):
        read_text(text)
    assert time.perf_counter() - start < LONGEST_SECONDS


def test_an_annex_of_four_hundred_rows_and_twice_that_grow_alike(
    tmp_path: Path, figures: Callable[[str, object, str], None]
) -> None:
    times = []
    for rows in (400, 800):
        cells = "\n".join(
            f"{row}\tViệc số {row} về chuyển đổi số trên địa bàn xã\tPhòng Kinh tế\tCông an xã\tQuý I/2026\tBáo cáo"
            for row in range(1, rows + 1)
        )
        heading = "TT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tSản phẩm"
        body = TEXT[: TEXT.index("STT")]
        annex = tmp_path / f"{rows}.txt"
        annex.write_text(f"{body}{heading}\n{cells}", encoding="utf-8")
        start = time.process_time()
        reading = read_document(annex)
        times.append(time.process_time() - start)
        assert len(reading.tasks) == rows
    figures("seconds to read an annex of 400 rows", round(times[0], 2), "< 3")
    assert times[0] < 3
    assert times[1] < 4 * times[0] + 0.5

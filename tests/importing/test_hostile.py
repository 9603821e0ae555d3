"""Malformed files of each kind end in a reading or one refusal, soon; long ones take time in proportion."""

from __future__ import annotations

import contextlib
import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kh57_desktop.errors import UserError
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


@pytest.mark.parametrize(
    "line", ["1\n", "I\n", "a\n", "TT\nNội dung\nChủ trì\n", "Nội dung\tChủ trì\tThời gian\n", "x|y|z\n"]
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
        start = time.perf_counter()
        reading = read_document(annex)
        times.append(time.perf_counter() - start)
        assert len(reading.tasks) == rows
    figures("seconds to read an annex of 400 rows", round(times[0], 2), "< 3")
    assert times[0] < 3
    assert times[1] < 4 * times[0] + 0.5

"""Workbooks and CSV files as offices keep and send them, each with the reading written before the reader saw it.

Headings over two rows, without accents or shortened; merged leads; real days; percentages kept as parts of one; groups
in letters; sums and signatures below; rows whose words would make headings ("Bản đồ địa chỉ số", "… chủ trì, phối hợp
…").
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kh57_desktop.importing.reader import read_document
from tests.importing.test_gold import PLANS, assert_reads_as

SHEETS = PLANS / "sheets"
FILES = sorted(path.name for path in SHEETS.iterdir() if path.suffix != ".json")


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SHEETS / Path(name).with_suffix(".json")).read_text(encoding="utf-8"))
    return gold


@pytest.mark.parametrize("name", FILES)
def test_the_sheet_reads_as_its_gold_says(name: str) -> None:
    reading = read_document(SHEETS / name)
    assert_reads_as(gold_of(name), reading)
    assert len(reading.doubts) <= 3

"""Word files with what Word files really hold, each with the reading written before the reader saw it.

Tracked changes (moved, merged and deleted paragraphs and rows), hidden text, signs of symbol fonts, content controls,
text boxes, notes, a table of contents, numbers by styles, nested and divided tables, a whole page in one table.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kh57_desktop.importing.reader import read_document
from tests.importing.test_gold import PLANS, assert_reads_as

WORD = PLANS / "word"


def gold_of(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return gold


@pytest.mark.parametrize("path", sorted(WORD.glob("*.docx")), ids=lambda path: path.stem)
def test_the_file_reads_as_its_gold_says(path: Path) -> None:
    reading = read_document(path)
    assert_reads_as(gold_of(path), reading)
    assert len(reading.doubts) <= 3

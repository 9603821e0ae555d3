"""Whole documents as an office has them: each a Word file, the PDF printed from it, and a text exported from that PDF.

Written with their gold readings before the reader saw them. The exports part words ("k ế hoạch"), move the columns of a
table at a page's end and lose a hyphen at a line's end: what no rule can know is allowed for, and only there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kh57_desktop.importing.reader import read_document
from tests.importing.test_gold import PLANS, assert_reads_as, same

OFFICE = PLANS / "office"
NAMES = sorted(path.stem for path in OFFICE.glob("*.json"))
LOSSY = {
    "phuong-hong-giang-bieu": 0.92,
    "tinh-tra-son-phu-luc": 0.95,
    "tinh-uy-lam-kinh": 0.97,
}
"""Texts that lost something on the way, with the share of their rows that is right in every field all the same."""
ROWS = ("indicators", "task_groups", "tasks", "assignments")


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((OFFICE / f"{name}.json").read_text(encoding="utf-8"))
    return gold


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_document_reads_as_its_gold_says(name: str, suffix: str) -> None:
    reading = read_document(OFFICE / f"{name}{suffix}")
    assert_reads_as(gold_of(name), reading)
    assert len(reading.doubts) <= 3


@pytest.mark.parametrize("name", sorted({*NAMES} - LOSSY.keys()))
def test_the_exported_text_reads_the_same(name: str) -> None:
    assert_reads_as(gold_of(name), read_document(OFFICE / f"{name}.txt"))


@pytest.mark.parametrize("name", sorted(LOSSY))
def test_a_text_that_lost_its_tables_lines_still_gives_nearly_all_rows(name: str) -> None:
    gold = gold_of(name)
    reading = read_document(OFFICE / f"{name}.txt").as_json()
    right = sum(_right(gold[kind], reading[kind]) for kind in ROWS)
    assert right / sum(len(gold[kind]) for kind in ROWS) >= LOSSY[name]
    rest = {key: value for key, value in gold.items() if key not in ROWS}
    assert {key for key, value in rest.items() if not same(value, reading.get(key))} == set()


def _right(gold: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> int:
    left = list(read)
    right = 0
    for row in gold:
        found = next((other for other in left if same(row, other)), None)
        if found is not None:
            left.remove(found)
            right += 1
    return right


def test_every_form_of_a_document_is_kept() -> None:
    kept = {path.name for path in OFFICE.iterdir()}
    assert kept == {f"{name}{suffix}" for name in NAMES for suffix in (".json", ".docx", ".pdf", ".txt")}
    assert len(NAMES) >= 24
    assert all(Path(OFFICE / f"{name}.pdf").read_bytes().startswith(b"%PDF") for name in NAMES)

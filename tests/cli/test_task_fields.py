"""Fields of tasks, extensions and evidence through the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


def listed(kh57: Run, data: Path, code: str) -> dict[str, Any]:
    rows = kh57("list", data, "tasks", "--json").json
    return next(row for row in rows if row["code"] == code)


def test_fields_extension_and_evidence(office_with_plan: Path, kh57: Run, tmp_path: Path) -> None:
    data = office_with_plan
    paper = tmp_path / "biên bản.txt"
    paper.write_text("Biên bản", encoding="utf-8")
    first = listed(kh57, data, "N1")
    assert kh57("set", data, "task", "N1", "phase=2026-2030", "budget=150 triệu").code == 0
    extended = ("deadline=31/12/2026", "extension_reason=Chờ vốn", "extension_document=15/UBND")
    assert kh57("set", data, "task", "N1", *extended).code == 0
    assert kh57("progress", data, "N1", "--percent", "50", "--evidence", paper).code == 0
    row = listed(kh57, data, "N1")
    assert (row["due_on"], row["first_due_on"]) == ("2026-12-31", first["due_on"])
    assert (row["phase"], row["budget"], row["evidence"]) == ("2026-2030", 150_000_000, 1)
    assert kh57("set", data, "task", "N2", "parent=N1").code == 0
    assert listed(kh57, data, "N1")["children"] == 1
    assert kh57("check", data).code == 0


def test_what_is_refused_changes_nothing(office_with_plan: Path, kh57: Run, tmp_path: Path) -> None:
    data = office_with_plan
    secret = tmp_path / "Báo cáo MẬT.txt"
    secret.write_text("x", encoding="utf-8")
    before = listed(kh57, data, "N1")
    for words in (
        ("set", data, "task", "N1", "deadline=khi có vốn", "extension_reason=Chờ"),
        ("set", data, "task", "N1", "deadline=30/9/2030", "extension_reason="),
        ("set", data, "task", "N1", "deadline=30/9/2030", "extension_reason=x", "product=y"),
        ("progress", data, "N1", "--percent", "50", "--evidence", secret),
        ("progress", data, "N1", "--percent", "50", "--evidence", tmp_path / "không có.txt"),
        ("set", data, "task", "N1", "parent=N1"),
    ):
        assert kh57(*words).code == 1, words
    assert listed(kh57, data, "N1") == before

"""Registers, units and people through the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kh57_desktop.cli.parser import REGISTER_PAPERS, REGISTER_ROWS, REGISTERS
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.papers import paper_code
from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


def test_names_of_registers_agree_with_the_services() -> None:
    assert set(REGISTER_ROWS) == set(RegisterKind)
    assert set(REGISTER_PAPERS) == {paper_code(kind) for kind in RegisterKind}
    assert len(REGISTERS) == len(REGISTER_ROWS)


def test_rows_are_added_changed_listed_printed_and_undone(kh57: Run, office_with_plan: Path, tmp_path: Path) -> None:
    made = kh57("add", office_with_plan, "finding", "text=Chưa công khai", "due_on=15/9/2026", "unit=Công an xã")
    assert made.code == 0, made.err
    assert kh57("set", office_with_plan, "finding", "Chưa công khai", "remedy=Công khai").code == 0
    rows = kh57("list", office_with_plan, "findings", "--json").json
    assert [(row["remedy"], row["unit"], row["id"]) for row in rows] == [("Công khai", "Công an xã", made.out.strip())]
    assert kh57("list", office_with_plan, "findings", "--unit", "Phòng Kinh tế").out == ""
    paper = kh57("print", office_with_plan, "register-finding", "--out", tmp_path / "so.pdf")
    assert paper.code == 0, paper.err
    assert kh57("undo", office_with_plan).code == 0
    assert kh57("list", office_with_plan, "findings", "--json").json[0]["remedy"] == ""
    refused = kh57("set", office_with_plan, "finding", "Chưa công khai", "closed_on=1/1/2099")
    assert refused.code == 1
    assert kh57("check", office_with_plan).code == 0


def test_conclusions_and_duties_become_tasks(kh57: Run, office_with_plan: Path) -> None:
    kh57("add", office_with_plan, "conclusion", "text=Lắp wifi nhà văn hóa", "held_on=05/9/2026")
    assert kh57("set", office_with_plan, "conclusion", "Lắp wifi nhà văn hóa", "task=new").out.strip() == "N4"
    assert kh57("set", office_with_plan, "duty", "Công an xã", "task=new").out.strip() == "N5"
    assert kh57("set", office_with_plan, "duty", "Công an xã", "task=new").code == 1
    duties = kh57("list", office_with_plan, "duties", "--json").json
    assert [row["task"] for row in duties if row["organization"] == "Công an xã"] == ["N5"]


def test_a_document_is_linked_and_units_are_merged(kh57: Run, office_with_plan: Path) -> None:
    kh57("add", office_with_plan, "directive", "kind=Nghị quyết", "number=57-NQ/TW", "links=K1, N2")
    assert kh57("list", office_with_plan, "directives", "--json").json[0]["links"] == "K1, N2"
    kh57("add", office_with_plan, "unit", "name=Ban Kinh tế", "kind=ban")
    merged = kh57("set", office_with_plan, "unit", "Ban Kinh tế", "merged_into=Phòng Kinh tế")
    assert merged.code == 0, merged.err
    names = {row["name"]: row for row in kh57("list", office_with_plan, "units", "--json").json}
    assert "Ban Kinh tế" not in names
    assert "Ban Kinh tế" in names["Phòng Kinh tế"]["aliases"]


def test_a_person_hands_over_and_units_are_evaluated(kh57: Run, office_with_plan: Path) -> None:
    assert kh57("add", office_with_plan, "person", "full_name=Lê Mẫu", "post=Công chức").code == 0
    kh57("set", office_with_plan, "task", "N3", "lead_person=Lê Mẫu")
    handed = kh57("set", office_with_plan, "person", "Lê Mẫu", "receiver=Vũ Mẫu", "reason=QĐ 5")
    assert handed.code == 0, handed.err
    assert kh57("list", office_with_plan, "people", "--json").json[0]["left_on"] is not None
    facts = kh57("list", office_with_plan, "evaluation", "--on", "2026-10-01", "--json").json
    assert {row["unit"] for row in facts} >= {"Phòng Kinh tế"}


@pytest.mark.parametrize("kind", REGISTERS)
def test_an_empty_register_lists_nothing(kh57: Run, office: Path, kind: str) -> None:
    assert kh57("list", office, kind).out == ""
    assert kh57("list", office, kind, "--json").json == []

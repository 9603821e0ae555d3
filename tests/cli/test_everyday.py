"""The everyday commands on a small plan: what is entered is listed, undone and kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kh57_desktop.importing.errors import NoPlanInDocument
from kh57_desktop.services.column_mappings import remember_mapping
from kh57_desktop.services.import_documents import read_documents
from kh57_desktop.services.session import open_session
from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


def test_import_gives_codes_in_printed_order(office_with_plan: Path, kh57: Run) -> None:
    rows = kh57("list", office_with_plan, "tasks", "--json").json
    assert [(row["code"], row["number"], row["group"]) for row in rows] == [
        ("N1", "1.1", "1"),
        ("N2", "1.2", "1"),
        ("N3", "2.1", "2"),
    ]
    assert rows[0]["lead_unit"] == "Ban Xây dựng Đảng"
    assert rows[0]["due_on"] == "2026-09-30"
    assert rows[0]["product"].startswith("Báo cáo kết quả hội nghị")
    assert rows[1]["standing"] == "continuous"
    assert rows[2]["due_on"] == "2026-06-30"


def test_indicators_of_two_horizons_become_one_with_two_targets(office_with_plan: Path, kh57: Run) -> None:
    rows = kh57("list", office_with_plan, "indicators", "--json").json
    assert [row["targets"] for row in rows] == [["2030: > 80 %", "2035: > 95 %"], ["2030: 2 sản phẩm"]]


def test_duties_and_units_come_from_the_assignments(office_with_plan: Path, kh57: Run) -> None:
    duties = kh57("list", office_with_plan, "duties", "--json").json
    assert [row["organization"] for row in duties] == ["Ủy ban nhân dân xã", "Công an xã"]
    units = {row["name"] for row in kh57("list", office_with_plan, "units", "--json").json}
    assert {"Ban Xây dựng Đảng", "Phòng Kinh tế", "Công an xã", "Ủy ban nhân dân xã"} <= units


def test_the_day_asked_for_decides_the_standing(office_with_plan: Path, kh57: Run) -> None:
    def standing(day: str) -> str:
        rows = kh57("list", office_with_plan, "tasks", "--on", day, "--json").json
        return next(row["standing"] for row in rows if row["code"] == "N3")

    assert standing("2026-06-01") == "not_due"
    assert standing("2026-06-23") == "due_soon"
    assert standing("2026-06-30") == "due_soon"
    assert standing("2026-07-01") == "overdue"


def test_search_needs_no_accents_and_filters_by_unit(office_with_plan: Path, kh57: Run) -> None:
    found = kh57("list", office_with_plan, "tasks", "--search", "lom song", "--json").json
    assert [row["code"] for row in found] == ["N3"]
    found = kh57("list", office_with_plan, "tasks", "--unit", "P. VHXH", "--json").json
    assert [row["code"] for row in found] == ["N2"]


def test_a_change_is_kept_and_undone_by_another_run(office_with_plan: Path, kh57: Run) -> None:
    assert kh57("set", office_with_plan, "task", "N1", "product=Nghị quyết chuyên đề").code == 0
    assert kh57("list", office_with_plan, "tasks", "--json").json[0]["product"] == "Nghị quyết chuyên đề"
    undone = kh57("undo", office_with_plan)
    assert undone.code == 0
    assert "N1" in undone.out
    assert kh57("list", office_with_plan, "tasks", "--json").json[0]["product"].startswith("Báo cáo")


def test_a_whole_import_is_one_undo(office_with_plan: Path, kh57: Run) -> None:
    assert kh57("undo", office_with_plan).code == 0
    assert kh57("list", office_with_plan, "units", "--json").json == []
    assert kh57("list", office_with_plan, "tasks", "--json").json == []


def test_progress_and_finishing(office_with_plan: Path, kh57: Run) -> None:
    told = kh57(
        "progress",
        office_with_plan,
        "1.1",
        "--percent",
        "100",
        "--result",
        "Đã tổ chức",
        "--on",
        "2026-10-05",
        "--done",
    )
    assert told.code == 0, told.err
    row = kh57("list", office_with_plan, "tasks", "--on", "2026-10-06", "--json").json[0]
    assert (row["standing"], row["percent"], row["finished_on"]) == ("done_late", 100, "2026-10-05")


def test_zero_missing_and_not_applicable_are_three_readings(office_with_plan: Path, kh57: Run) -> None:
    marks = [
        kh57("reading", office_with_plan, "C1", "2026-Q3", typed, "--json").json["mark"]
        for typed in ("85,5", "0", "missing", "na")
    ]
    assert marks == ["value", "zero", "missing", "not_applicable"]


def test_rows_are_added_and_found(office_with_plan: Path, kh57: Run) -> None:
    added = kh57("add", office_with_plan, "unit", "name=Trạm Y tế xã", "short_name=TYT")
    assert added.code == 0, added.err
    added = kh57(
        "add",
        office_with_plan,
        "task",
        "text=Lập sổ sức khỏe điện tử",
        "group=2",
        "lead_unit=TYT",
        "deadline=tháng 12/2026",
    )
    assert added.out.strip() == "N4"
    row = kh57("list", office_with_plan, "tasks", "--json").json[-1]
    assert (row["lead_unit"], row["due_on"], row["group"]) == ("Trạm Y tế xã", "2026-12-31", "2")
    assert (
        kh57("add", office_with_plan, "indicator", "text=Tỷ lệ hộ có cáp quang", "unit=%", "target_2030=>= 90").code
        == 0
    )
    assert kh57("list", office_with_plan, "indicators", "--json").json[-1]["targets"] == ["2030: ≥ 90 %"]


def test_committee_members_stand_in_order_of_rank(office_with_plan: Path, kh57: Run) -> None:
    for fields in (
        ("name=Lê Thị Mẫu", "post=Trưởng phòng", "role=Ủy viên"),
        ("name=Trần Văn Mẫu", "post=Bí thư Đảng ủy", "role=Trưởng ban"),
        ("name=Phạm Thị Mẫu", "post=Chủ tịch UBND", "role=Phó Trưởng ban Thường trực"),
    ):
        added = kh57("add", office_with_plan, "member", *fields)
        assert added.code == 0, added.err
    assert kh57("add", office_with_plan, "assignment", "member=Lê Thị Mẫu", "group=1").code == 0
    names = [row["name"] for row in kh57("list", office_with_plan, "members", "--json").json]
    assert names == ["Trần Văn Mẫu", "Phạm Thị Mẫu", "Lê Thị Mẫu"]


def test_check_backup_and_restore(office_with_plan: Path, tmp_path: Path, kh57: Run) -> None:
    assert kh57("check", office_with_plan).code == 0
    made = kh57("backup", office_with_plan, tmp_path / "copies", "--json")
    assert made.code == 0, made.err
    back = tmp_path / "back.kh57"
    assert kh57("restore", made.json["file"], back).code == 0
    before = kh57("list", office_with_plan, "tasks", "--json").json
    assert kh57("list", back, "tasks", "--json").json == before
    assert kh57("check", back).code == 0


def test_a_report_is_issued_locked_corrected_by_number_and_listed(office_with_plan: Path, kh57: Run) -> None:
    kh57("reading", office_with_plan, "C1", "2026-Q3", "60")
    issued = kh57("report", office_with_plan, "--period", "2026-Q3", "--issue", "--number", "5", "--json").json
    assert (issued["state"], issued["sign"], issued["due_on"]) == ("issued", "05-BC/ĐU", "2026-09-17")
    refused = kh57("reading", office_with_plan, "C1", "2026-Q3", "61")
    assert refused.code == 1
    assert "05-BC/ĐU" in refused.err
    opened = kh57("report", office_with_plan, "--period", "2026-Q3", "--correct", "Nhập nhầm", "--json").json
    assert (opened["state"], opened["corrections"]) == ("draft", 0)
    assert kh57("reading", office_with_plan, "C1", "2026-Q3", "66").code == 0
    words = ("report", office_with_plan, "--period", "2026-Q3", "--correct", "Nhập nhầm", "--issue", "--number", "6")
    corrected = kh57(*words, "--json").json
    assert (corrected["sign"], corrected["corrections"]) == ("06-BC/ĐU", 1)
    rows = kh57("list", office_with_plan, "reports", "--json").json
    assert [(row["sign"], row["corrects"], row["state"]) for row in rows] == [
        ("05-BC/ĐU", None, "issued"),
        ("06-BC/ĐU", "05-BC/ĐU", "issued"),
    ]
    assert kh57("report", office_with_plan, "--period", "2026-Q4", "--correct", "Sai").code == 1


def test_a_sheet_is_imported_by_what_its_columns_were_said_to_mean(office: Path, kh57: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "việc của quý.csv"
    sheet.write_text("TT;Việc phải làm;Ai lo;Bao giờ\n1;Mở lớp kỹ năng số;Công an xã;30/6/2026\n", encoding="utf-8")
    refused = kh57("import", office, sheet)
    assert refused.code != 0
    with open_session(office) as session:
        with pytest.raises(NoPlanInDocument) as unknown:
            read_documents([sheet])
        columns = unknown.value.columns
        meanings = dict(zip([column.key for column in columns], ["number", "task", "lead", "deadline"], strict=True))
        remember_mapping(session, columns, meanings)
    assert kh57("import", office, sheet).code == 0
    (task,) = kh57("list", office, "tasks", "--json").json
    assert (task["text"], task["due_on"]) == ("Mở lớp kỹ năng số", "2026-06-30")

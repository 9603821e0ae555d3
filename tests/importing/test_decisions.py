"""Decisions on a Ban Chỉ đạo or Tổ giúp việc: lists and tables, Party and government forms, with and without names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from kh57_desktop.domain.plan_reading import PlanReading, ReadCommittee
from kh57_desktop.i18n import _
from kh57_desktop.importing.errors import NoPlanInDocument
from kh57_desktop.importing.member_words import member_of, role_title
from kh57_desktop.importing.reader import read_document, read_text
from kh57_desktop.importing.table_lines import ends_table
from tests.importing.word_files import add_table, word_of_text

DECISIONS = Path(__file__).resolve().parents[1] / "data" / "decisions"
OWN = sorted(path.stem for path in DECISIONS.glob("*.json"))
OPENING = """ỦY BAN NHÂN DÂN XÃ SUỐI BẠC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/QĐ-UBND
Suối Bạc, ngày 12 tháng 8 năm 2025
QUYẾT ĐỊNH
Về việc thành lập Ban Chỉ đạo Chuyển đổi số xã Suối Bạc
CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI BẠC
Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;
QUYẾT ĐỊNH:
Điều 1. Thành lập Ban Chỉ đạo Chuyển đổi số xã Suối Bạc gồm các ông, bà sau:"""
CLOSING = """Điều 2. Cơ quan thường trực của Ban Chỉ đạo: Phòng Văn hóa - Xã hội.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 15/QĐ-UBND ngày 02 tháng 7 năm 2025./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Lê Ví Dụ"""


def committee_of(reading: PlanReading) -> ReadCommittee:
    assert reading.committee is not None
    return reading.committee


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((DECISIONS / f"{name}.json").read_text(encoding="utf-8"))
    return gold


def differences(gold: dict[str, Any], reading: PlanReading) -> dict[str, Any]:
    read = reading.as_json()
    return {key: (value, read[key]) for key, value in gold.items() if value != read[key]}


@pytest.mark.parametrize("name", OWN)
def test_our_own_decisions_read_as_their_gold_says(name: str) -> None:
    reading = read_document(DECISIONS / f"{name}.txt")
    assert differences(gold_of(name), reading) == {}
    torn = _("An export tore this table into lines; compare its rows with the original.")
    assert [doubt.reason for doubt in reading.doubts if doubt.reason != torn] == []
    assert len(reading.doubts) <= 1


@pytest.mark.parametrize("name", OWN)
def test_the_same_decision_as_a_word_file_reads_the_same(name: str, tmp_path: Path) -> None:
    text = (DECISIONS / f"{name}.txt").read_text(encoding="utf-8")
    assert differences(gold_of(name), read_document(word_of_text(text, tmp_path / "decision.docx"))) == {}


@pytest.mark.parametrize("path", sorted((DECISIONS / "word").glob("*.docx")), ids=lambda path: path.stem)
def test_lists_that_only_a_word_file_keeps_whole(path: Path) -> None:
    """Five villages' lists with years of birth; Ông and Bà in a column of their own, roles merged over rows."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    reading = read_document(path)
    assert differences(gold, reading) == {}
    assert reading.doubts == ()


def decision_with_table(path: Path, rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]]) -> Path:
    document = Document()
    for line in OPENING.split("\n"):
        document.add_paragraph(line)
    add_table(document, rows, merged=merged)
    for line in CLOSING.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_members_come_from_a_table_with_any_order_of_columns(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chức danh trong Ban Chỉ đạo", "Họ, tên", "Chức vụ, đơn vị công tác"],
        ["1", "Trưởng ban", "Ông Lê Ví Dụ", "Chủ tịch UBND xã"],
        ["2", "Phó Trưởng ban Thường trực", "Bà Hồ Ví Thử", "Phó Chủ tịch UBND xã"],
        ["3", "Thành viên", "", "Trưởng Công an xã"],
    ]
    committee = committee_of(read_document(decision_with_table(tmp_path / "d.docx", rows, [])))
    assert [(row.order, row.name, row.post, row.role) for row in committee.members] == [
        (1, "Lê Ví Dụ", "Chủ tịch UBND xã", "Trưởng ban"),
        (2, "Hồ Ví Thử", "Phó Chủ tịch UBND xã", "Phó Trưởng ban Thường trực"),
        (3, None, "Trưởng Công an xã", "Thành viên"),
    ]
    assert committee.standing_body == "Phòng Văn hóa - Xã hội"
    assert (committee.replaces_number, committee.replaces_date) == ("15/QĐ-UBND", "2025-07-02")
    assert (committee.name, committee.action) == ("Ban Chỉ đạo Chuyển đổi số xã Suối Bạc", "establish")


def test_a_merged_row_gives_the_role_of_those_below_it(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Chức vụ", "Ghi chú"],
        ["I. Trưởng ban", "", "", ""],
        ["1", "Lê Ví Dụ", "Bí thư Đảng ủy", ""],
        ["II. Các thành viên", "", "", ""],
        ["1", "Hồ Ví Thử", "Trưởng Công an xã", ""],
        ["Danh sách gồm 02 người", "", "", ""],
    ]
    merged = [(1, 0, 1, 3), (3, 0, 3, 3), (5, 0, 5, 3)]
    reading = read_document(decision_with_table(tmp_path / "d.docx", rows, merged))
    assert [(row.order, row.name, row.role) for row in committee_of(reading).members] == [
        (1, "Lê Ví Dụ", "Trưởng ban"),
        (2, "Hồ Ví Thử", "Thành viên"),
    ]


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("Đồng chí Lê Ví Dụ, Bí thư Đảng ủy - Trưởng ban;", ("Lê Ví Dụ", "Bí thư Đảng ủy", "Trưởng ban")),
        ("Ông Y Ví Dụ - Phó Bí thư - Phó Trưởng ban.", ("Y Ví Dụ", "Phó Bí thư", "Phó Trưởng ban")),
        ("Bà Hồ Thử, Trưởng phòng, làm Tổ phó Thường trực", ("Hồ Thử", "Trưởng phòng", "Tổ phó Thường trực")),
        ("Trưởng Phòng Văn hóa - Xã hội - Ủy viên;", (None, "Trưởng Phòng Văn hóa - Xã hội", "Ủy viên")),
        (
            "Đ/c Lê Thử - Phó Trưởng Ban Xây dựng Đảng: Thành viên",
            ("Lê Thử", "Phó Trưởng Ban Xây dựng Đảng", "Thành viên"),
        ),
        ("Mời Chủ tịch Hội Nông dân xã - Thành viên", (None, "Chủ tịch Hội Nông dân xã", "Thành viên")),
        ("Mời đại diện Hội Nông dân xã - Ủy viên", (None, "đại diện Hội Nông dân xã", "Ủy viên")),
        ("Ông Lê Ví Dụ, Chủ tịch UBND xã Trưởng ban", ("Lê Ví Dụ", "Chủ tịch UBND xã", "Trưởng ban")),
        ("Bà Lê Ví Dụ, Công chức kiêm Thư ký", ("Lê Ví Dụ", "Công chức kiêm Thư ký", None)),
        (
            "Ông Lê Ví Dụ Giám đốc Sở Nông nghiệp Ủy viên và Môi trường",
            ("Lê Ví Dụ", "Giám đốc Sở Nông nghiệp và Môi trường", "Ủy viên"),
        ),
        ("Bà Hồ Thử, Phó Bí thư, làm Ủy viên, thay ông Lê Ví Dụ", ("Hồ Thử", "Phó Bí thư", "Ủy viên")),
        ("Đ/c Thượng tá Lê Ví Dụ - Trưởng Công an - Ủy viên", ("Thượng tá Lê Ví Dụ", "Trưởng Công an", "Ủy viên")),
        ("Trưởng Công an xã (Thành viên)", (None, "Trưởng Công an xã", "Thành viên")),
        ("Ông Lê Ví Dụ, Chuyên viên - Tổ viên", ("Lê Ví Dụ", "Chuyên viên", "Tổ viên")),
        ("Đồng chí Bí thư Đoàn xã - Ủy viên", (None, "Bí thư Đoàn xã", "Ủy viên")),
        ("Ông Đoàn Ví Dụ, Trưởng Công an xã - Ủy viên", ("Đoàn Ví Dụ", "Trưởng Công an xã", "Ủy viên")),
        ("Đồng chí Đoàn Thanh niên - Ủy viên", (None, "Đoàn Thanh niên", "Ủy viên")),
    ],
)
def test_a_member_is_told_from_one_line(line: str, member: tuple[str | None, str, str]) -> None:
    assert member_of(line, None) == member


def test_a_sentence_of_duties_is_no_member() -> None:
    assert member_of("Tham mưu Ban Thường vụ lãnh đạo chuyển đổi số.", None) is None
    assert role_title("Các thành viên gồm:") == "Thành viên"
    assert role_title("Trưởng ban có trách nhiệm điều hành") is None


def test_a_member_without_a_role_is_shown_as_a_doubt() -> None:
    reading = read_text(
        f"{OPENING}\n1. Ông Lê Ví Dụ, Chủ tịch UBND xã - Trưởng ban;\n2. Bà Hồ Thử, Kế toán.\n{CLOSING}"
    )
    assert [row.role for row in committee_of(reading).members] == ["Trưởng ban", None]
    assert [doubt.where for doubt in reading.doubts] == ["2. Hồ Thử"]


def test_several_persons_in_a_row_and_a_number_of_members_that_is_not_read_are_named() -> None:
    opening = OPENING.replace("gồm các ông, bà sau:", "gồm 5 thành viên, các ông, bà sau:")
    rows = "1. Ông Lê Văn Ví Bà Trần Thị Dụ, Trưởng Công an xã - Ủy viên;\n2. Bà Lò Thị Thử, Trưởng bản - Ủy viên.\n"
    reading = read_text(f"{opening}\n{rows}{CLOSING}")
    reasons = [doubt.reason for doubt in reading.doubts]
    assert _("Several persons stand in one row; the table was torn by an export.") in reasons
    assert _("The decision counts {counted} members, {read} were read.").format(counted=5, read=2) in reasons


def test_names_and_posts_that_an_export_parted_are_shown_as_a_doubt() -> None:
    names = "Ông Lê Văn Ví\nBà Trần Thị Dụ\nÔng Hồ Văn Thử\n"
    posts = "Chủ tịch UBND xã\nTrưởng Công an xã\nTrưởng phòng Kinh tế\n"
    reading = read_text(f"{OPENING}\n- Thành viên:\n{names}{posts}{CLOSING}")
    reason = _(
        "An export tore this list so that names and posts no longer stand in one row. Correct the members by hand, or "
        "import the Word or PDF file."
    )
    assert reason in [doubt.reason for doubt in reading.doubts]


def test_rows_of_a_list_are_no_heading_and_its_groups_are_no_members(tmp_path: Path) -> None:
    """ "Thành viên | Mời tham gia" would name columns; a note behind the role is no part of it."""
    rows = [
        ["TT", "Họ và tên", "Chức vụ", "Chức danh trong Ban Chỉ đạo", "Ghi chú"],
        ["I", "LÃNH ĐẠO BAN CHỈ ĐẠO", "", "", ""],
        ["1", "Ông Lê Ví Dụ", "Chủ tịch UBND xã", "Trưởng ban", ""],
        ["2", "Bà Hồ Thử", "Chủ tịch Hội Nông dân xã", "Thành viên", "Mời tham gia"],
        ["3", "", "Trưởng các thôn", "Thành viên mời tham gia", ""],
    ]
    committee = committee_of(read_document(decision_with_table(tmp_path / "d.docx", rows, [])))
    assert [(row.name, row.post, row.role) for row in committee.members] == [
        ("Lê Ví Dụ", "Chủ tịch UBND xã", "Trưởng ban"),
        ("Hồ Thử", "Chủ tịch Hội Nông dân xã", "Thành viên"),
        (None, "Trưởng các thôn", "Thành viên"),
    ]


def test_a_name_that_runs_into_the_next_column_is_put_together_again(tmp_path: Path) -> None:
    """A text export that keeps the look of the page sets a long name one blank before the post."""
    rows = [
        ["TT", "Họ và tên", "Chức vụ", "Chức danh trong Ban Chỉ đạo"],
        ["1", "Ông Trần Đình", "Thông Trưởng phòng Kinh tế", "Thành viên"],
        ["2", "Ông Lê Ví", "Nguyên Chủ tịch UBND xã", "Thành viên"],
    ]
    committee = committee_of(read_document(decision_with_table(tmp_path / "d.docx", rows, [])))
    assert [(row.name, row.post) for row in committee.members] == [
        ("Trần Đình Thông", "Trưởng phòng Kinh tế"),
        ("Lê Ví", "Nguyên Chủ tịch UBND xã"),
    ]


def test_the_line_that_counts_a_list_ends_it() -> None:
    assert ends_table("(Danh sách gồm 17 ông, bà)")
    assert not ends_table("Danh sách hộ chưa có tài khoản gồm 17 hộ")


def test_the_title_may_begin_with_its_abbreviation() -> None:
    """ "V/v thành lập …" is no Roman five."""
    reading = read_text(f"{OPENING.replace('Về việc', 'V/v')}\n1. Ông Lê Ví Dụ - Trưởng ban.\n{CLOSING}")
    assert reading.title == "V/v thành lập Ban Chỉ đạo Chuyển đổi số xã Suối Bạc"


@pytest.mark.parametrize(
    ("again", "issuer"),
    [
        ("Chánh Văn phòng Sở Nông nghiệp và Môi trường", "Giám đốc Sở Nông nghiệp và Môi trường"),
        ("Chánh Văn phòng", "Giám đốc Sở nông nghiệp và môi trường"),
    ],
)
def test_a_department_issues_a_decision(again: str, issuer: str) -> None:
    opening = OPENING.replace("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI BẠC", "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    opening = opening.replace("QUYẾT ĐỊNH:", f"Theo đề nghị của {again};\nQUYẾT ĐỊNH:")
    reading = read_text(f"{opening}\n1. Ông Lê Ví Dụ - Trưởng ban.\n{CLOSING}")
    assert reading.issuer == issuer
    assert reading.title == "Về việc thành lập Ban Chỉ đạo Chuyển đổi số xã Suối Bạc"


def test_a_list_in_the_annex_is_found() -> None:
    opening = OPENING.replace("gồm các ông, bà sau:", "gồm các thành viên có tên trong danh sách kèm theo.")
    annex = (
        "DANH SÁCH THÀNH VIÊN BAN CHỈ ĐẠO\n1. Ông Lê Ví Dụ, Chủ tịch UBND xã - Trưởng ban\n2. Bà Hồ Thử - Thành viên"
    )
    reading = read_text(f"{opening}\n{CLOSING}\n{annex}")
    assert [row.name for row in committee_of(reading).members] == ["Lê Ví Dụ", "Hồ Thử"]


def test_a_role_whose_dash_begins_a_line_belongs_to_the_entry_above() -> None:
    members = (
        "1. Đồng chí Lê Ví Dụ, Bí thư Đảng ủy - Trưởng ban;\n2. Đồng chí Hồ Thử, Trưởng phòng Văn hóa - Xã hội\n"
        "- Thành viên;\n3. Đồng chí Y Thử, Trưởng Công an xã - Thành viên."
    )
    reading = read_text(f"{OPENING}\n{members}\n{CLOSING}")
    assert [(row.name, row.role) for row in committee_of(reading).members] == [
        ("Lê Ví Dụ", "Trưởng ban"),
        ("Hồ Thử", "Thành viên"),
        ("Y Thử", "Thành viên"),
    ]


def test_a_decision_that_issues_a_plan_is_read_as_the_plan() -> None:
    plan = (Path(__file__).resolve().parents[1] / "data" / "plans" / "xa-bai-ngang.txt").read_text(encoding="utf-8")
    decision = OPENING.replace("thành lập Ban Chỉ đạo Chuyển đổi số", "ban hành Kế hoạch của Ban Chỉ đạo")
    reading = read_text(f"{decision}\n{plan[plan.index('KẾ HOẠCH') :]}")
    assert reading.kind == "Kế hoạch"
    assert reading.tasks
    assert reading.committee is None


def test_a_decision_on_something_else_is_no_plan() -> None:
    with pytest.raises(NoPlanInDocument):
        read_text("QUYẾT ĐỊNH\nVề việc khen thưởng\nĐiều 1. Tặng giấy khen cho 05 cá nhân.\nĐiều 2. Thi hành.\n")

"""What no row may say is refused with the reason; nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


@pytest.mark.parametrize(
    "fields",
    [
        ["text="],
        ["state=cancelled"],
        ["state=suspended"],
        ["start_on=1/1/2027", "due_on=1/12/2026"],
        ["state=done", "finished_on=1/1/2099"],
        ["mau=xanh"],
        ["parent=N1"],
    ],
)
def test_a_task_refuses_what_it_cannot_say(fields: list[str], office_with_plan: Path, kh57: Run) -> None:
    before = kh57("list", office_with_plan, "tasks", "--json").out
    outcome = kh57("set", office_with_plan, "task", "N1", *fields)
    assert outcome.code == 1, outcome.out
    assert "giữ nguyên" in outcome.err
    assert kh57("list", office_with_plan, "tasks", "--json").out == before


def test_a_cancelled_task_names_its_reason(office_with_plan: Path, kh57: Run) -> None:
    given = ("state=cancelled", "state_reason=Theo Thông báo số 12-TB/ĐU")
    assert kh57("set", office_with_plan, "task", "N1", *given).code == 0
    assert kh57("list", office_with_plan, "tasks", "--json").json[0]["standing"] == "cancelled"


@pytest.mark.parametrize(
    "words",
    [[], ["--percent", "50", "--done"], ["--percent", "101"], ["--percent", "5", "--on", "2099-01-01"]],
)
def test_progress_that_says_nothing_or_the_impossible_is_refused(
    words: list[str], office_with_plan: Path, kh57: Run
) -> None:
    assert kh57("progress", office_with_plan, "N1", *words).code == 1


def test_the_same_unit_is_not_added_twice(office_with_plan: Path, kh57: Run) -> None:
    outcome = kh57("add", office_with_plan, "unit", "name=P. VHXH")
    assert outcome.code == 1
    assert "Phòng Văn hóa - Xã hội" in outcome.err
    assert kh57("set", office_with_plan, "unit", "Công an xã", "name=").code == 1


def test_a_task_is_found_by_its_words_and_an_assignment_is_changed(office_with_plan: Path, kh57: Run) -> None:
    assert kh57("set", office_with_plan, "task", "phu song di dong tai cac thon con lom song.", "priority=1").code == 0
    assert kh57("add", office_with_plan, "member", "name=Lê Thị Mẫu", "role=Ủy viên").code == 0
    added = kh57("add", office_with_plan, "assignment", "member=Lê Thị Mẫu", "group=1")
    changed = kh57("set", office_with_plan, "assignment", added.out.strip(), "task=N3", "text=theo dõi")
    assert changed.code == 0, changed.err
    assert kh57("set", office_with_plan, "assignment", "Lê Thị Mẫu", "group=2").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--name", " ", "--province", "Gia Lai", "--code", "23674"],
        ["--name", "xã", "--province", "Gia Lai", "--code", "23674"],
        ["--name", "Đồi Sim", "--province", "Không Có Tỉnh Này", "--code", "23674"],
        ["--name", "Gia Lai", "--province", "Gia Lai", "--code", "23674", "--level", "tỉnh"],
        ["--name", "Đồi Sim", "--province", "Gia Lai", "--code", "2367"],
    ],
)
def test_an_office_that_cannot_be_is_not_made(words: list[str], tmp_path: Path, kh57: Run) -> None:
    outcome = kh57("new", tmp_path / "x.kh57", *words)
    assert outcome.code == 1
    assert not (tmp_path / "x.kh57").exists()


def test_the_level_before_the_name_is_taken_off(tmp_path: Path, kh57: Run) -> None:
    made = kh57("new", tmp_path / "x.kh57", "--name", "Xã Đồi Sim", "--province", "Vân Khê", "--code", "00000")
    assert "xã Đồi Sim\t" in made.out


def test_a_plan_of_the_other_system_gets_its_own_body_and_a_twin_is_told(
    office: Path, plan_file: Path, tmp_path: Path, kh57: Run
) -> None:
    text = plan_file.read_text(encoding="utf-8")
    government = tmp_path / "ubnd.txt"
    changed = text.replace("Ban Thường vụ Đảng ủy xã Đồi Sim ban hành", "Ủy ban nhân dân xã Đồi Sim ban hành")
    changed = changed.replace("T/M BAN THƯỜNG VỤ\nBÍ THƯ", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH").replace("-----\n", "")
    government.write_text("Số:      /KH-UBND\n" + changed, encoding="utf-8")
    assert kh57("import", office, government).code == 0
    out = tmp_path / "plan.pdf"
    assert kh57("print", office, "plan", "--out", out).code == 0
    import pypdfium2

    with pypdfium2.PdfDocument(out) as pdf:
        page = pdf[0].get_textpage().get_text_range()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "ỦY BAN NHÂN DÂN" in page
    assert "ĐẢNG ỦY" not in page
    again = kh57("import", office, government)
    assert "K1" in again.err


def test_bad_usage_speaks_vietnamese_and_reading_a_missing_file_is_refused(tmp_path: Path, kh57: Run) -> None:
    outcome = kh57("list", tmp_path / "x.kh57", "cay")
    assert outcome.code == 2
    assert "không hợp lệ" in outcome.err
    outcome = kh57("verify", tmp_path / "khong-co.asice")
    assert outcome.code in (1, 3)
    assert "khong-co.asice" in outcome.err
    assert kh57("--language", "en", "list", tmp_path / "x.kh57", "units").code == 1

"""Line breaking: no word lost, no line too long, what belongs together on one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.documents.layouts import GOVERNMENT, Face
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import balanced, filled, is_torn, justified
from kh57_desktop.documents.pdf.paragraphs import styled_atoms
from kh57_desktop.documents.typography import NO_BREAK, glued, glued_cell, glued_title

MEASURE = meter(Face.REGULAR, 14)
WIDTH = 467.7
TEXTS = st.lists(st.text("abcđê ộữ-/57", min_size=1, max_size=14).filter(str.strip), min_size=1, max_size=80).map(
    " ".join
)


@given(text=TEXTS)
def test_justified_lines_hold_every_word_and_fit(text: str) -> None:
    lines = justified(glued(text), MEASURE, WIDTH, 28)
    assert " ".join(line.text for line in lines).replace(NO_BREAK, " ").split() == text.split()
    for place, line in enumerate(lines):
        room = WIDTH - 28 if place == 0 else WIDTH
        assert line.width <= room + 0.12 * MEASURE(" ") * line.gaps + 0.01


@given(text=TEXTS, width=st.integers(60, 460))
def test_filled_and_balanced_lines_have_the_same_words_and_number(text: str, width: int) -> None:
    usual, even = filled(text, MEASURE, width), balanced(text, MEASURE, width)
    assert [word for line in usual for word in line.text.split()] == [
        word for line in even for word in line.text.split()
    ]
    assert len(usual) == len(even)
    assert all(line.width <= width + 0.01 for line in even)


def test_numbers_signs_and_dates_stay_whole() -> None:
    text = glued(
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; ngày 16 tháng 6 năm 2025 có ≥ 85 % "
        "người dân và 80 doanh nghiệp theo khoản 1 Điều 5, quý III năm 2026, Phụ lục II, Phòng Văn hóa - Xã hội"
    )
    for kept in (
        "Nghị quyết số 57-NQ/TW",
        "ngày 22/12/2024",
        "ngày 16 tháng 6",
        "năm 2025",
        "≥ 85 %",
        "80 doanh",
        "khoản 1",
        "Điều 5",
        "quý III",
        "Phụ lục II",
        "Văn hóa - Xã hội",
    ):
        assert kept.replace(" ", NO_BREAK) in text


def test_marker_stays_with_its_first_word() -> None:
    for text in ("- Tuyên truyền", "1.1. Tuyên truyền", "a) Tuyên truyền", "(1) Tuyên truyền", "II. TUYÊN truyền"):
        assert NO_BREAK in glued(text)
        assert glued(text).replace(NO_BREAK, " ") == text


def test_words_are_the_same_after_gluing() -> None:
    text = "xã Suối Mơ có 12 thôn; năm 2026 - 2030 đạt 100%, 5G và 01 Gb/s"
    assert glued_title(text).replace(NO_BREAK, " ") == text


def test_a_spoiled_line_is_not_stretched_when_the_paragraph_can_share_it() -> None:
    """The widest space of a plan's usual paragraph stays below three normal ones."""
    text = (
        "Tăng cường sự lãnh đạo toàn diện của Đảng, phát huy sức mạnh tổng hợp của cả hệ thống chính trị, sự tham gia "
        "tích cực của doanh nhân, doanh nghiệp và Nhân dân đối với phát triển khoa học, công nghệ, đổi mới sáng tạo và "
        "chuyển đổi số theo Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; xác định đây là cuộc cách mạng "
        "sâu sắc, toàn diện trên tất cả các lĩnh vực; được triển khai quyết liệt, kiên trì, đồng bộ, nhất quán."
    )
    lines = justified(glued(text), MEASURE, WIDTH, 28)
    for place, line in enumerate(lines[:-1]):
        room = WIDTH - 28 if place == 0 else WIDTH
        assert (room - line.width) / line.gaps < 2 * MEASURE(" ")


def test_an_address_wider_than_its_column_is_cut_and_nothing_else() -> None:
    lines = filled("xem https://example.invalid/rat-dai-khong-co-cho-ngat-dong nhé", MEASURE, 80)
    assert "".join(line.text for line in lines).replace(" ", "") == (
        "xemhttps://example.invalid/rat-dai-khong-co-cho-ngat-dongnhé"
    )
    assert all(line.width <= 80 for line in lines)


def test_a_resolution_parts_from_its_number_before_a_line_is_torn() -> None:
    text = "Ban Thường vụ Đảng ủy ban hành Kế hoạch thực hiện Nghị quyết số 57-NQ/TW trên địa bàn xã Suối Mơ như sau:"
    first = justified(glued(text), MEASURE, WIDTH, 28)[0]
    assert not is_torn(first, MEASURE, WIDTH - 28)
    assert first.text.replace(NO_BREAK, " ").endswith("Nghị quyết")


def test_a_line_that_only_holes_would_fill_stays_ragged() -> None:
    long_address = "https://" + "x" * 40
    atoms = styled_atoms(f"Xem trang {long_address} và {long_address} nhé", GOVERNMENT.body, WIDTH)
    assert len(atoms) > 1
    assert all(mark.spread <= 2 * MEASURE(" ") for atom in atoms for mark in atom.marks)


def test_a_narrow_cell_keeps_only_days_and_quarters_whole() -> None:
    text = "Tại Nghị quyết số 57-NQ/TW giao 80 doanh nghiệp, quý III năm 2026, ngày 05/8/2026"
    narrow, wide = glued_cell(text, 60), glued_cell(text, 200)
    assert narrow.replace(NO_BREAK, "_").count("_") == 3
    assert "80 doanh".replace(" ", NO_BREAK) in wide
    assert narrow.replace(NO_BREAK, " ") == wide.replace(NO_BREAK, " ") == text

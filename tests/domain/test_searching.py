"""Finding without marks, by abbreviations, in both Unicode forms; what is typed with its marks comes first."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.searching import Entry, FoundKind, keyed, search
from kh57_desktop.i18n import fold

TEXTS = (
    "Đổi mới sáng tạo trong cơ quan", "Tập huấn năm 2026 cho cán bộ", "Nam thanh niên tham gia tổ công nghệ số",
    "Ủy ban nhân dân xã chủ trì", "UBND xã phối hợp", "Hòa mạng dịch vụ công trực tuyến", "Chuyển đổi số cấp xã",
    "Đào tạo kỹ thuật viên", "Ban Chỉ đạo họp định kỳ", "Năm công trình trọng điểm",
)  # fmt: skip
ROWS = [keyed(Entry(FoundKind.TASK, str(place), text, "")) for place, text in enumerate(TEXTS)]


def found(typed: str) -> list[str]:
    return [entry.title for group in search(ROWS, typed, at_most=20) for entry in group.entries]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("doi moi", {TEXTS[0]}), ("đổi mới", {TEXTS[0]}), ("DOI MOI sang", {TEXTS[0]}), ("sang doi", {TEXTS[0]}),
        ("hoà mạng", {TEXTS[5]}), ("hoa mang", {TEXTS[5]}), ("kĩ thuật", {TEXTS[7]}), ("ki thuat", {TEXTS[7]}),
        ("UBND", {TEXTS[3], TEXTS[4]}), ("uy ban nhan dan", {TEXTS[3], TEXTS[4]}),
        ("ủy ban nhân dân xã", {TEXTS[3], TEXTS[4]}),
        ("cđs", {TEXTS[6]}), ("BCĐ", {TEXTS[8]}), ("ĐMST", {TEXTS[0]}), ("dvc truc", {TEXTS[5]}), ("2026", {TEXTS[1]}),
        ("nam", {TEXTS[1], TEXTS[2], TEXTS[9]}), ("không có gì", set()), ("   ", set()), ("oi moi", set()),
    ],
)  # fmt: skip
def test_as_officers_type(typed: str, expected: set[str]) -> None:
    assert set(found(typed)) == expected


def test_typed_marks_come_first_but_hide_nothing() -> None:
    assert {*found("năm")[:2]} == {TEXTS[1], TEXTS[9]}
    assert TEXTS[2] in found("năm")


def test_words_that_stand_together_as_typed_come_before_scattered_ones() -> None:
    """ "doi moi" also finds "chuyển đổi … mỗi": it is shown, after "đổi mới"; an abbreviation stands for its words."""
    scattered, together, short = "Chuyển đổi số ở mỗi chi bộ", "Phong trào đổi mới sáng tạo", "Gửi UBND xã"
    rows = [
        keyed(Entry(FoundKind.TASK, text, text, "")) for text in (scattered, together, "Xã lập ủy ban nhân dân", short)
    ]
    assert [entry.title for entry in search(rows, "doi moi")[0].entries] == [together, scattered]
    assert search(rows, "uy ban nhan dan xa")[0].entries[0].title == short


def test_both_unicode_forms_find_the_same() -> None:
    assert found(unicodedata.normalize("NFD", "đổi mới")) == found("đổi mới")


@given(st.sampled_from(TEXTS), st.data())
def test_any_words_of_a_text_find_it_with_and_without_marks(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split() if word.isalnum()]
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True))
    cut = [word[: data.draw(st.integers(1, len(word)))] for word in chosen]
    assert text in found(" ".join(cut))
    assert text in found(fold(" ".join(cut)))


@given(st.text(max_size=50))
def test_no_query_breaks_the_search(typed: str) -> None:
    assert all(isinstance(title, str) for title in found(typed))

"""Finding without marks, by abbreviations, in both Unicode forms; what is typed with its marks comes first."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.searching import Entry, FoundKind, Keyed, Query, keyed, query, search
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


def score(row: Keyed, wanted: Query) -> int:
    """The rule in plain words: marks as typed weigh most, then words that stand together, whole words, the title."""
    phrase = any(words in row.key for words in wanted.phrases)
    whole = all(any(f"{term.rstrip()} " in row.key for term in terms) for terms in wanted.terms)
    title = all(any(term in row.title for term in terms) for terms in wanted.terms)
    marked = all(word in row.marked for word in wanted.marked)
    return 100 * (not marked) + 20 * (not phrase) + 10 * (not whole) + 5 * (not title)


SAID = ("đổi", "doi", "mới", "mỗi", "số", "chuyển", "UBND", "ủy", "ban", "nhân", "dân", "xã", "năm")
TYPED = ("doi", "đổi", "moi", "mới", "ub", "ubnd", "xa", "nam", "n")


@given(
    st.lists(st.lists(st.sampled_from(SAID), max_size=5)),
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=3),
    st.integers(1, 8),
)
def test_the_best_come_first_by_the_rule_whatever_the_number(
    texts: list[list[str]], typed: list[str], most: int
) -> None:
    rows = [
        keyed(Entry(FoundKind.UNIT, str(place), " ".join(text[:2]), " ".join(text[2:])))
        for place, text in enumerate(texts)
    ]
    wanted = query(" ".join(typed))
    hits = [row for row in rows if all(any(term in row.key for term in terms) for terms in wanted.terms)]
    expected = sorted(hits, key=lambda row: score(row, wanted))
    groups = search(rows, " ".join(typed), at_most=most)
    assert [entry for group in groups for entry in group.entries] == [row.entry for row in expected[:most]]
    assert sum(group.count for group in groups) == len(hits)

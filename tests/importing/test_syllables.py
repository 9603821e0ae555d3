"""The structure of syllables: what is one, what is a foreign word, and what is neither."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.importing.syllables import (
    DOT,
    INITIALS,
    SHARP,
    STOPS,
    TONES,
    Syllable,
    case_of,
    is_syllable,
    is_well_formed,
    openings,
    parse,
    spellings,
)

SYLLABLES = st.sampled_from(sorted(spellings()))

_WORDS = """
khoa học công nghệ đổi mới sáng tạo chuyển đổi số nghị quyết nghiêng ngoằn ngoèo khuỷu khuya huơ quốc quyền quýt quạu
giếng gìn gì già giữ giờ giục kỹ lý mỹ sỹ tỷ vỹ ý y yêu yết ỉa ướt ương nghĩa ghi ghép cả kẻ ngủ nghỉ tuyết luýnh huých
hoà hòa hoá hóa thuý thúy uỷ ủy xoè xòe khoẻ khỏe loà lòa tuỳ tùy hoàn thuyền buýt phuy voan boong xoong moóc ăn ẵm ở ạ
đặc đắp tiếp thuế thuở hưu rượu mười trường xuân luật khuấy huênh hoang oăm oẳn
"""

_NOT_SYLLABLES = """
sốđược vềthực kỳqua tat tàch mòc tìt chảp bốnh ngh th t ng rongx ka ce gẻ ngẻ ghà nghà kông hòan tóan qúa đềug
chuyểnđổi hoas wi fax jút zô fê buya xx
"""


@pytest.mark.parametrize("word", _WORDS.split())
def test_words_of_the_language_are_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.title())
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", _NOT_SYLLABLES.split())
def test_strings_against_the_structure_are_none(word: str) -> None:
    assert not is_syllable(word)


def test_misprints_that_keep_the_structure_are_well_formed() -> None:
    assert all(is_syllable(word) for word in ("chuyên", "hiên", "đai", "thông", "tê"))


def test_mixed_capitals_are_no_syllable() -> None:
    assert [case_of(word) for word in ("xã", "Xã", "XÃ", "Y", "xÃ", "VNeID")] == [
        "lower", "title", "upper", "title", None, None,
    ]  # fmt: skip
    assert not is_syllable("tRong")


def test_parts_are_initial_rhyme_and_tone() -> None:
    assert parse("nghiệp") == Syllable("ngh", "iêp", DOT)
    assert parse("hoá") == parse("hóa") == Syllable("h", "oa", SHARP)
    assert parse("Giếng") == Syllable("gi", "iêng", SHARP)
    assert parse("quyết") == Syllable("qu", "yêt", SHARP)
    assert parse("sốđược") is None


_TOKENS = """
UBND HĐND TW Internet Wi-Fi OCOP VNeID IoT 57-NQ/TW 71/NQ-CP 193/2025/QH15 15/12/2025 0,65% 100% 1.234 a) (b) II.
(UBND), “số” 24/7 30/6/2026; >80 ≥90% km Gb/s 4G dichvucong.gov.vn - – + … ĐMST, xã. /KH-UBND pH logistics
"""


@given(SYLLABLES)
def test_every_spelling_has_legal_parts(word: str) -> None:
    syllable = parse(word)
    assert syllable is not None
    assert syllable.initial in INITIALS
    assert syllable.tone in TONES
    assert unicodedata.is_normalized("NFC", word)
    if syllable.rhyme.endswith(STOPS):
        assert syllable.tone in (SHARP, DOT)
    bare = [letter for letter in unicodedata.normalize("NFD", word) if letter in TONES]
    assert bare == [syllable.tone] * bool(syllable.tone)


@given(SYLLABLES, st.sampled_from([str.lower, str.title, str.upper]))
def test_a_syllable_stays_one_in_every_case(word: str, style: object) -> None:
    assert callable(style)
    assert is_syllable(style(word))
    assert is_well_formed(style(word))


@given(SYLLABLES, SYLLABLES)
def test_two_syllables_with_different_tone_marks_are_never_one(left: str, right: str) -> None:
    first, second = parse(left), parse(right)
    assert first is not None
    assert second is not None
    if first.tone and second.tone:
        assert not is_syllable(left + right)


@given(SYLLABLES, st.integers(1, 7))
def test_every_beginning_is_an_opening(word: str, length: int) -> None:
    assert word[:length] in openings()


@pytest.mark.parametrize(
    "token",
    _TOKENS.split(),
)
def test_signs_numbers_and_foreign_words_are_well_formed(token: str) -> None:
    assert is_well_formed(token)


@pytest.mark.parametrize("token", ["sốđược", "vềthực,", "kỳqua", "t", "ng", "rongt", "trnog", "(sốđược)", "xãhội-đã"])
def test_damaged_words_are_not_well_formed(token: str) -> None:
    assert not is_well_formed(token)

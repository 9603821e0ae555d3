"""Words, numbers, dates and order in Vietnamese, and that no word for users lacks its translation."""

from __future__ import annotations

import ast
import gettext
import io
import re
import string
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop import i18n, paths
from kh57_desktop.domain import terms

SOURCE = Path(i18n.__file__).parent
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
VIETNAMESE = st.text(
    alphabet=ALPHABET + ALPHABET.upper() + "áàảãạấầẩẫậếềểễệóòỏõọớờởỡợúùủũụứừửữựýỳỷỹỵ 0123456789", max_size=30
)


# --- text ----------------------------------------------------------------------------------------------------------


def test_folded_text_has_no_marks_no_capitals_and_no_d_with_stroke() -> None:
    assert i18n.fold("ĐẢNG UỶ XÃ – Quý Ⅱ") == "dang uy xa – quy Ⅱ"
    assert i18n.fold("hoà") == i18n.fold("hòa") == i18n.fold("HÒA") == "hoa"


@given(text=VIETNAMESE)
def test_folding_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    folded = i18n.fold(text)
    assert folded == i18n.fold(unicodedata.normalize("NFD", text)) == i18n.fold(text.upper()) == i18n.fold(folded)
    assert folded.isascii()


def test_text_enters_composed() -> None:
    assert i18n.nfc(unicodedata.normalize("NFD", "Nghị quyết")) == "Nghị quyết"


def test_the_alphabet_is_the_vietnamese_one() -> None:
    backwards = ALPHABET[::-1]
    assert sorted(backwards, key=i18n.sort_key) == list(ALPHABET)
    words = ["Ân Thi", "An Khê", "Đông Anh", "Dầu Tiếng", "Êa Súp", "Ea Kar", "Ưu Điềm", "Uông Bí", "Ở", "Ô Môn"]
    ordered = ["An Khê", "Ân Thi", "Dầu Tiếng", "Đông Anh", "Ea Kar", "Êa Súp", "Ô Môn", "Ở", "Uông Bí", "Ưu Điềm"]
    assert sorted(words, key=i18n.sort_key) == ordered


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=i18n.sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ an", "ma ân"], key=i18n.sort_key) == ["mạ an", "ma ân"]


@given(one=VIETNAMESE, other=VIETNAMESE)
def test_order_agrees_with_the_alphabet_letter_by_letter(one: str, other: str) -> None:
    def letters(text: str) -> list[int]:
        """Places in the alphabet, tones taken off; only texts of letters are compared here."""
        plain = unicodedata.normalize("NFD", re.sub(r"[\d ]", "", text.lower()))
        without_tones = "".join(mark for mark in plain if mark not in "\u0300\u0301\u0303\u0309\u0323")
        return [ALPHABET.index(letter) for letter in unicodedata.normalize("NFC", without_tones)]

    first, second = (re.sub(r"[\d ]", "", text) for text in (one, other))
    if letters(first) != letters(second):
        assert (i18n.sort_key(first) < i18n.sort_key(second)) == (letters(first) < letters(second))


def test_numbers_in_words_go_by_value() -> None:
    assert sorted(["Thôn 10", "Thôn 2", "Thôn 1"], key=i18n.sort_key) == ["Thôn 1", "Thôn 2", "Thôn 10"]
    assert sorted(["N12", "N2", "N1"], key=i18n.sort_key) == ["N1", "N2", "N12"]


def test_people_go_by_given_name() -> None:
    people = ["Trần Thị Bưởi", "Lê Văn An", "Nguyễn Văn Ân", "Đỗ Văn An", "Nguyễn Đức Ân", "Y Bách"]
    ordered = ["Đỗ Văn An", "Lê Văn An", "Nguyễn Đức Ân", "Nguyễn Văn Ân", "Y Bách", "Trần Thị Bưởi"]
    assert sorted(people, key=i18n.name_sort_key) == ordered
    assert i18n.name_sort_key("") == i18n.sort_key("")


# --- numbers and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("85", "85"), ("0,65", "0.65"), ("0.65", "0.65"),
        ("1.234", "1234"), ("1.234.567", "1234567"), ("12.5", "12.5"), ("1,234.5", "1234.5"), ("-3,5", "-3.5"),
        (" 1 234 ", "1234"), ("1\u00a0234,5", "1234.5"), ("+7", "7"), ("01", "1"), ("0,0", "0"), ("2,", "2.0"),
    ],
)  # fmt: skip
def test_numbers_as_an_officer_types_them(typed: str, number: str) -> None:
    assert i18n.parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "x", "85%", "1,2,3.4.5", "1.23,4", "..", ",5", "1.", "1.2.3", "12a", "--1", "NaN"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert i18n.parse_decimal(typed) is None


@given(number=st.decimals(Decimal("-1e12"), Decimal("1e12"), places=3))
def test_a_written_number_is_read_back(number: Decimal) -> None:
    assert i18n.parse_decimal(i18n.format_decimal(number)) == number
    assert i18n.parse_decimal(i18n.format_decimal(number, places=3)) == number


def test_numbers_are_written_in_each_language() -> None:
    assert i18n.format_decimal(Decimal("1234.50")) == "1.234,5"
    assert i18n.format_decimal(1000) == "1.000"
    assert i18n.format_decimal(Decimal("66.6667"), places=1) == "66,7"
    i18n.use_language("en")
    assert i18n.format_decimal(Decimal("1234.50")) == "1,234.5"


def test_dates_are_written_as_the_decree_pads_them() -> None:
    assert i18n.format_date(date(2026, 2, 5)) == "05/02/2026"
    assert i18n.format_date(date(2026, 9, 15)) == "15/9/2026"
    assert i18n.long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert i18n.long_date(date(2026, 9, 5)) == "ngày 05 tháng 9 năm 2026"
    i18n.use_language("en")
    assert i18n.format_date(date(2026, 9, 5)) == "05/09/2026"
    assert i18n.long_date(date(2026, 9, 5)) == "ngày 05 tháng 9 năm 2026"


@pytest.mark.parametrize(
    "typed", ["5/9", "05/9/2026", "5-9-2026", "050926", "05092026", "2026-09-05", "5.9.26", " 5/9 "]
)
def test_dates_as_an_officer_types_them(typed: str) -> None:
    assert i18n.parse_date(typed, default_year=2026) == date(2026, 9, 5)


@pytest.mark.parametrize(
    "typed", ["", "31/4", "30/02/2026", "5", "13/13/2026", "2026", "hôm nay", "2026-13-01", "320126"]
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert i18n.parse_date(typed, default_year=2026) is None


@given(day=st.dates(date(1900, 1, 1), date(2999, 12, 31)), language=st.sampled_from(i18n.LANGUAGES))
def test_a_written_date_is_read_back(day: date, language: str) -> None:
    i18n.use_language(language)
    assert i18n.parse_date(i18n.format_date(day), default_year=1) == day
    assert i18n.parse_date(day.isoformat(), default_year=1) == day


def test_words_are_joined_without_empty_ones() -> None:
    assert i18n.join_words(["a", "", "b"]) == "a; b"


# --- catalogues ------------------------------------------------------------------------------------------------------


def source_messages() -> set[str]:
    """Every msgid that the source marks with `_` or `N_`, those inside f-strings among them."""
    calls = (
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")
    )
    first = (call.args[0] for call in calls if call.args)
    return {node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def catalogue(language: str) -> dict[str, str]:
    with (paths.translations() / language / "LC_MESSAGES" / "kh57.po").open("rb") as stream:
        return {str(entry.id): str(entry.string) for entry in read_po(stream, locale=language) if entry.id}


def fields(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name is not None}


def test_the_source_has_words_for_users() -> None:
    assert len(source_messages()) > 50


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_message_lacks_its_translation(language: str) -> None:
    words = catalogue(language)
    assert sorted(message for message in source_messages() if not words.get(message)) == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_translation_has_the_fields_of_its_message(language: str) -> None:
    words = catalogue(language)
    assert {message: text for message, text in words.items() if fields(message) != fields(text)} == {}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_message_stands_twice_in_a_catalogue(language: str) -> None:
    text = (paths.translations() / language / "LC_MESSAGES" / "kh57.po").read_text(encoding="utf-8")
    messages = Counter(re.findall(r'^msgid ((?:".*"\n)+)', text, flags=re.MULTILINE))
    assert [message for message, count in messages.items() if count > 1] == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_catalogue_has_no_words_that_nobody_uses(language: str) -> None:
    assert sorted(set(catalogue(language)) - source_messages()) == []


def test_the_english_catalogue_is_the_messages_themselves() -> None:
    assert {message: text for message, text in catalogue("en").items() if message != text} == {}


def test_the_vietnamese_catalogue_is_composed_and_keeps_closing_marks() -> None:
    words = catalogue("vi")
    assert [text for text in words.values() if not unicodedata.is_normalized("NFC", text)] == []
    assert [text for message, text in words.items() if message.endswith(".") and not text.endswith(".")] == []


def test_papers_print_standings_in_the_words_of_the_vietnamese_catalogue() -> None:
    assert {standing: terms.word(standing) for standing in terms.Standing} == terms.PRINTED


def test_languages_are_switched_and_anything_else_is_vietnamese() -> None:
    i18n.use_language("en")
    assert terms.word(terms.Standing.OVERDUE) == "Overdue"
    i18n.use_language("fr")
    assert i18n.language() == "vi"
    assert terms.word(terms.Standing.OVERDUE) == "Quá hạn"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_quick_catalogue_says_what_gettext_says(language: str) -> None:
    path = paths.translations() / language / "LC_MESSAGES" / "kh57.mo"
    i18n.use_language(language)  # makes it where it is not there yet
    content = path.read_bytes()
    library = gettext.GNUTranslations(io.BytesIO(content))
    quick = i18n._Catalogue(content)
    messages = [message for message in library._catalog if message]  # type: ignore[attr-defined]
    assert len(messages) > 1000
    for message in [*messages, "no such message", "Đã lưu"]:
        assert quick.gettext(message) == library.gettext(message) == quick.gettext(message)

"""TCVN3 and VNI to Unicode: every letter there and back, told by the font's name or by the letters alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.importing.legacy_fonts import (
    TCVN3,
    VNI,
    decode_tcvn3,
    decode_vni,
    encoding_of_font,
    guess_encoding,
    is_capital_font,
    repair_legacy,
    repair_legacy_bytes,
)
from kh57_desktop.importing.syllables import spellings

LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
TO_VNI = {letter: code for code, letter in VNI.items()}
TO_VNI |= {letter.upper(): code.upper() for letter, code in TO_VNI.items()}
PLAN = (
    "Ủy ban nhân dân xã Bãi Ngang ban hành kế hoạch chuyển đổi số; 90% hồ sơ được xử lý trực tuyến, Ý thức. NGHỊ QUYẾT"
)
WORDS = st.lists(st.sampled_from(sorted(spellings())), min_size=8, max_size=30).map(" ".join)


def tcvn3(text: str) -> str:
    """As typed in .VnTime, or in .VnTimeH where the letters are capitals."""
    return "".join(TO_TCVN3.get(letter, TO_TCVN3.get(letter.lower(), letter)) for letter in text)


def vni(text: str) -> str:
    return "".join(TO_VNI.get(letter, letter) for letter in text)


def test_there_are_67_marked_letters_and_both_tables_hold_them() -> None:
    assert len(LETTERS) == 67
    assert set(LETTERS) == {letter for letter in TCVN3.values() if letter.islower()} == set(VNI.values())


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_goes_there_and_back(letter: str) -> None:
    assert decode_tcvn3(tcvn3(letter) + "x")[0] == letter
    assert decode_tcvn3(tcvn3(letter) + "x", capitals=True) == letter.upper() + "X"
    assert decode_vni(vni(letter)) == letter
    assert decode_vni(vni(letter.upper())) == letter.upper()


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_capitals_without_a_tone_have_codes_of_their_own_in_tcvn3(letter: str) -> None:
    assert decode_tcvn3(TO_TCVN3[letter]) == letter


@given(WORDS)
def test_texts_go_there_and_back(text: str) -> None:
    assert decode_tcvn3(tcvn3(text)) == text
    assert decode_vni(vni(text)) == text
    assert decode_vni(vni(text.upper())) == text.upper()
    assert repair_legacy(tcvn3(text.upper()), ".VnTimeH").text in {text.upper(), tcvn3(text.upper())}


@given(WORDS)
def test_unicode_text_is_never_taken_for_an_old_encoding(text: str) -> None:
    for written in (text, text.title(), text.upper()):
        assert guess_encoding(written) is None
        assert repair_legacy(written).text == written
        assert repair_legacy(written, ".VnTime").text in {written, decode_tcvn3(written)}


def test_the_examples_of_both_encodings_are_read() -> None:
    assert repair_legacy("ChuyÓn ®æi sè").text == "Chuyển đổi số"
    assert repair_legacy("Chuyeån ñoåi soá").text == "Chuyển đổi số"
    assert repair_legacy("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM").text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", "tcvn3"), (".VnTimeH", "tcvn3"), (".vnarial", "tcvn3"), (" .VnArial NarrowH", "tcvn3"),
        ("VNI-Times", "vni"), ("VNI Times", "vni"), ("vni-helve", "vni"), ("Times New Roman", None), ("Arial", None),
        ("VnTimes", None), ("", None), ("Vnivers", None),
    ],
)  # fmt: skip
def test_a_font_name_tells_the_encoding(name: str, encoding: str | None) -> None:
    assert encoding_of_font(name) == encoding


def test_capital_fonts_end_in_h() -> None:
    capital = [".VnTimeH", ".VnArialH Bold", ".vntimeh", ".VnArial NarrowH"]
    assert all(map(is_capital_font, capital))
    assert not any(map(is_capital_font, [".VnTime", ".VnArial Bold", "VNI-Times", "HelvH", "Times"]))


def test_the_font_decides_where_the_letters_are_too_few() -> None:
    assert repair_legacy("sè", ".VnTime").text == "số"
    assert repair_legacy("soá", "VNI-Times").text == "số"
    assert repair_legacy("céng hßa", ".VnTimeH").text == "CỘNG HÒA"
    assert repair_legacy("kh 57", ".VnTimeH").text == "KH 57"
    assert repair_legacy("sè").encoding is None


def test_letters_of_a_symbol_font_are_read_too() -> None:
    assert repair_legacy("\uf0aei", ".VnTime").text == "đi"


def test_text_retyped_in_unicode_keeps_its_letters_though_the_font_stayed() -> None:
    assert repair_legacy("các đơn vị", ".VnTime").text == "các đơn vị"
    assert repair_legacy("các thôn và xã", ".VnTime").text == "các thôn và xã"


@pytest.mark.parametrize(
    "text", ["Café résumé à la carte", "naïve über Straße", "2 × 3 = 6 µm", "© 2026 · ®", "UBND", ""]
)
def test_other_languages_and_signs_are_left_alone(text: str) -> None:
    assert repair_legacy(text).text == text
    assert repair_legacy(text).encoding is None


def test_a_bullet_stays_a_bullet() -> None:
    assert decode_tcvn3("· x· · ") == "· xã · "


def test_a_whole_plan_is_told_by_its_letters() -> None:
    assert repair_legacy(vni(PLAN)).text == PLAN
    read = repair_legacy(tcvn3(PLAN))
    assert read.encoding == "tcvn3"
    # Ủ and Ý have no code outside a capital font: typed there, they come back as small letters
    assert read.text == PLAN.replace("Ủy", "ủy").replace("Ý thức", "ý thức")


def test_the_bytes_of_an_old_text_file_are_read() -> None:
    for written in (tcvn3(PLAN), vni(PLAN)):
        read = repair_legacy_bytes(written.encode("latin-1"))
        assert read is not None
        assert read.text.lower() == PLAN.lower()
    assert repair_legacy_bytes(b"plain \x81 ascii") is None

"""The list of provinces and communes: whole, well formed, and found the way an officer types."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop import paths
from kh57_desktop.domain import administrative
from kh57_desktop.domain.administrative import (
    COMMUNE_LEVELS,
    PROVINCE_LEVELS,
    SAMPLE_CODES,
    SAMPLE_COMMUNE_UNIT,
    SAMPLE_PROVINCE_UNIT,
    Commune,
    communes,
    find_commune,
    find_province,
    parse_units,
    provinces,
    search_communes,
    units_version,
)
from kh57_desktop.i18n import fold, sort_key

ALL = [commune for province in provinces() for commune in communes(province.code)]


def test_the_list_holds_every_unit_of_the_two_level_government() -> None:
    assert len(provinces()) == 34
    assert len(ALL) == 3321
    assert Counter(commune.level for commune in ALL) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert Counter(province.level for province in provinces()) == {"tỉnh": 28, "thành phố": 6}


def test_codes_are_unique_and_of_the_official_length() -> None:
    assert len({commune.code for commune in ALL}) == 3321
    assert all(len(commune.code) == 5 and commune.code.isdigit() for commune in ALL)
    assert all(len(province.code) == 2 and province.code.isdigit() for province in provinces())
    assert {commune.province_code for commune in ALL} == {province.code for province in provinces()}


def test_names_are_composed_trimmed_and_without_their_level() -> None:
    for unit in (*provinces(), *ALL):
        assert unit.name == unicodedata.normalize("NFC", unit.name)
        assert unit.name == " ".join(unit.name.split())
        assert not unit.name.casefold().startswith(tuple(f"{level} " for level in (*COMMUNE_LEVELS, *PROVINCE_LEVELS)))


def test_the_list_is_dated_and_small() -> None:
    assert date.fromisoformat(units_version()) == date(2025, 7, 1)
    assert (paths.resources() / "administrative" / "units.tsv").stat().st_size < 300_000


def test_lists_follow_the_vietnamese_alphabet() -> None:
    names = [province.name for province in provinces()]
    assert names == sorted(names, key=sort_key)
    assert names.index("Cà Mau") < names.index("Đà Nẵng") < names.index("Gia Lai")
    in_order = [commune.name for commune in communes("52")]
    assert in_order == sorted(in_order, key=sort_key)


@pytest.mark.parametrize(
    ("code", "name", "level", "province"),
    [
        ("00082", "Cửa Nam", "phường", "01"),  # the draft of the decision said 00073
        ("23674", "Kông Bơ La", "xã", "52"),
        ("10543", "Việt Hòa", "phường", "31"),
        ("11848", "Vĩnh Hòa", "xã", "31"),
        ("31078", "Phú Quốc", "đặc khu", "91"),
        ("22303", "Phú Hòa 2", "xã", "66"),
    ],
)
def test_a_commune_is_found_by_its_code(code: str, name: str, level: str, province: str) -> None:
    assert find_commune(code) == Commune(code, province, level, name)


def test_unknown_codes_find_nothing() -> None:
    assert find_commune("99999") is None
    assert find_commune("") is None
    assert find_province("Huyện Không Có") is None
    assert communes("03") == ()


def test_no_real_unit_has_the_code_or_the_name_of_a_sample_unit() -> None:
    for sample in (SAMPLE_COMMUNE_UNIT, SAMPLE_PROVINCE_UNIT):
        assert sample.code in SAMPLE_CODES
        assert find_commune(sample.code) is None
        assert find_province(sample.code) is None
        assert find_province(sample.name) is None
        assert search_communes(sample.name) == ()
    assert communes(SAMPLE_PROVINCE_UNIT.code) == ()


@pytest.mark.parametrize(
    "text",
    ["Gia Lai", "tỉnh Gia Lai", "Tỉnh gia lai", "gia lai", "GIA LAI", "52", unicodedata.normalize("NFD", "Gia Lai")],
)
def test_a_province_is_found_however_it_is_typed(text: str) -> None:
    province = find_province(text)
    assert province is not None
    assert province.code == "52"


@pytest.mark.parametrize("text", ["Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh", "TP.HCM", "hcm", "ho chi minh", "79"])
def test_short_forms_of_the_city_are_known(text: str) -> None:
    province = find_province(text)
    assert province is not None
    assert province.full_name == "Thành phố Hồ Chí Minh"


def test_every_province_is_found_by_its_full_name_and_by_its_folded_name() -> None:
    for province in provinces():
        assert find_province(province.full_name) == province
        assert find_province(fold(province.name)) == province


def test_search_ranks_exact_accents_before_the_rest() -> None:
    found = search_communes("Tân Lập")
    assert [commune.name for commune in found[:2]] == ["Tân Lập", "Tân Lập"]
    unaccented = search_communes("tan lap", limit=100)
    assert set(found) <= set(unaccented)
    assert fold(unaccented[0].name) == "tan lap"


def test_search_takes_level_province_and_code() -> None:
    assert [commune.code for commune in search_communes("kong bo la gia lai")] == ["23674"]
    assert [commune.code for commune in search_communes("xã Kông Bơ La")] == ["23674"]
    assert [commune.code for commune in search_communes("23674")] == ["23674"]
    assert {commune.province_code for commune in search_communes("tan", province_code="79", limit=50)} == {"79"}


def test_a_name_followed_by_its_province_comes_first_whatever_words_the_province_shares() -> None:
    assert search_communes("thanh ha hai phong")[0].code == "10813"
    assert search_communes("xã Thanh Hà, thành phố Hải Phòng", limit=1)[0].code == "10813"


def test_search_for_nothing_finds_nothing_and_keeps_its_limit() -> None:
    assert search_communes("  .,") == ()
    assert len(search_communes("a", limit=5)) == 5


@given(st.sampled_from(ALL))
def test_every_commune_is_found_by_what_is_printed_and_by_what_is_typed_without_accents(commune: Commune) -> None:
    province = find_province(commune.province_code)
    assert province is not None
    for text in (f"{commune.full_name}, {province.full_name}", f"{fold(commune.name)} {fold(province.name)}"):
        assert commune in search_communes(text, limit=50)


@given(st.text(max_size=40))
def test_any_text_can_be_searched(text: str) -> None:
    assert len(search_communes(text)) <= 20
    find_province(text)
    find_commune(text)


def test_a_line_that_is_no_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="not a line"):
        parse_units(["units_version\t2025-07-01\n", "1\n"])


def test_the_source_and_its_licence_lie_beside_the_list() -> None:
    folder = paths.resources() / "administrative"
    assert "MIT" in (folder / "SOURCE.md").read_text("utf-8")
    assert "Permission is hereby granted" in (folder / "LICENSE-vietnamadminunits.txt").read_text("utf-8")
    assert administrative.units_version() in (folder / "units.tsv").read_text("utf-8").splitlines()[0]

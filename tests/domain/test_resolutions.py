"""Resolution packs: the NQ57 pack is whole and typed, a bad pack or unknown code is refused."""

from __future__ import annotations

import copy
import tomllib
import unicodedata
from datetime import date
from typing import Any

import pytest

from kh57_desktop import paths
from kh57_desktop.domain.resolutions import (
    CONTENTS,
    OutlinePart,
    UnknownResolution,
    load_resolution,
    parse_resolution,
    resolution_codes,
)
from kh57_desktop.domain.terms import Direction, System


def pack() -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "resolutions" / "nq57.toml").read_text("utf-8"))


def test_the_first_pack_is_resolution_57() -> None:
    resolution = load_resolution("NQ57")
    assert (resolution.code, resolution.number, resolution.issued_on) == ("NQ57", "57-NQ/TW", date(2024, 12, 22))
    assert resolution.name.startswith(resolution.short_name)
    assert "NQ57" in resolution_codes()


def test_it_has_the_seven_standing_groups_in_order() -> None:
    groups = load_resolution("NQ57").groups
    assert [group.number for group in groups] == list("1234567")
    assert all(group.title and len(group.short_title) < 70 for group in groups)


def test_every_catalogue_indicator_belongs_to_a_group_and_is_there_once() -> None:
    resolution = load_resolution("NQ57")
    keys = [indicator.key for indicator in resolution.catalogue]
    assert len(keys) >= 12
    assert len(set(keys)) == len(keys)
    assert {indicator.group for indicator in resolution.catalogue} <= {group.number for group in resolution.groups}
    assert any(indicator.direction is Direction.DOWN for indicator in resolution.catalogue)


@pytest.mark.parametrize("system", list(System))
@pytest.mark.parametrize("regime", ["ND09", "DUONGLICH", "RIENG"])
def test_periodic_reports_have_the_five_printed_sections(regime: str, system: System) -> None:
    outline = load_resolution("NQ57").outline_for(regime, system)
    assert [section.number for section in outline.sections] == ["I", "II", "III", "IV", "V"]
    contents = [part.content for part in outline.sections[1].parts]
    assert contents == ["tasks", "indicators", "de-an-06", "unit-reporting", "comparison"]
    assert "quý III năm 2026" in outline.title.format(period="quý III năm 2026", place="xã", issuer="Đảng ủy")


@pytest.mark.parametrize(
    ("regime", "kind", "template", "key"),
    [
        ("ND09", "quarter", "", "periodic"),
        ("RIENG", "month", "", "periodic"),
        ("ND09", "half", "", "half-nine"),
        ("DUONGLICH", "nine-months", "", "half-nine"),
        ("ND09", "year", "", "year"),
        ("ND09", "week", "", "weekly"),
        ("TUAN", "week", "", "weekly"),
        ("TUAN", "quarter", "", "periodic"),
        ("ND09", "range", "", "ad-hoc"),
        ("ND09", "range", "review-3", "review-3"),
        ("ND09", "year", "mid-term", "mid-term"),
        ("ND09", "range", "end-of-term", "end-of-term"),
        ("ND09", "range", "review-5", "review-5"),
        ("ND09", "quarter", "khong-co", "periodic"),
    ],
)
def test_the_outline_follows_the_length_unless_one_is_chosen(regime: str, kind: str, template: str, key: str) -> None:
    assert load_resolution("NQ57").outline_for(regime, System.PARTY, kind, template).key == key


def test_the_weekly_form_has_three_parts() -> None:
    outline = load_resolution("NQ57").outline_for("TUAN", System.PARTY)
    assert [section.title for section in outline.sections] == [
        "Kết quả nổi bật trong tuần",
        "Khó khăn, vướng mắc",
        "Nhiệm vụ tuần tiếp theo",
    ]


def test_every_outline_drafts_tasks_and_names_contents_once() -> None:
    def leaves(parts: tuple[OutlinePart, ...]) -> list[OutlinePart]:
        return [leaf for part in parts for leaf in (leaves(part.parts) or [part])]

    outlines = load_resolution("NQ57").outlines
    assert len({outline.key for outline in outlines}) == len({outline.name for outline in outlines}) == len(outlines)
    for outline in outlines:
        contents = [leaf.content for leaf in leaves(outline.sections) if leaf.content]
        assert set(contents) <= set(CONTENTS)
        assert "tasks" in contents
        assert len(set(contents)) == len(contents)
        assert outline.title.format(period="x", place="y", issuer="z")


def test_all_words_of_the_pack_are_composed() -> None:
    text = (paths.resources() / "resolutions" / "nq57.toml").read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_an_unknown_code_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(UnknownResolution) as refused:
        load_resolution("NQ99")
    assert "NQ99" in refused.value.sentence
    assert "NQ57" in refused.value.advice


def test_codes_are_found_in_any_case_and_never_leave_the_folder() -> None:
    assert load_resolution("nq57") == load_resolution("NQ57")
    with pytest.raises(UnknownResolution):
        load_resolution("../resolutions/nq57")


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [("catalogue", "direction", "sideways"), ("catalogue", "roll_up", "guess"), ("outlines", "systems", ["other"])],
)
def test_a_pack_with_an_unknown_word_is_refused(table: str, key: str, value: object) -> None:
    wrong = copy.deepcopy(pack())
    wrong[table][0][key] = value
    with pytest.raises(ValueError):
        parse_resolution(wrong)


def test_a_pack_without_a_needed_field_is_refused() -> None:
    wrong = pack()
    del wrong["groups"][0]["short_title"]
    with pytest.raises(TypeError):
        parse_resolution(wrong)

"""The sample plan that the product carries: made from its source, in the size the demo needs, with invented people."""

from __future__ import annotations

import io
import json
import tomllib
import unicodedata
import zipfile
from collections import Counter
from typing import Any

import docx
import pytest
from tests.data.samples_source import make_sample

from kh57_desktop import paths
from kh57_desktop.domain.administrative import SAMPLE_COMMUNE_UNIT, SAMPLE_PROVINCE_UNIT
from kh57_desktop.domain.terms import CommitteeKind, RoleRank, System, UnitSide
from kh57_desktop.i18n import fold


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return json.loads(make_sample.GOLD.read_text("utf-8"))


@pytest.fixture(scope="module")
def people() -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "samples" / "nguoi-mau.toml").read_text("utf-8"))


def parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("word/")}


def test_the_committed_document_and_gold_are_what_the_source_makes(gold: dict[str, Any]) -> None:
    lines = make_sample.source_lines()
    assert parts(make_sample.SAMPLE.read_bytes()) == parts(make_sample.packed(make_sample.document_of(lines)))
    assert gold == make_sample.gold_of(lines)


def test_it_has_the_size_that_the_demo_shows(gold: dict[str, Any]) -> None:
    assert len(gold["task_groups"]) == 9
    assert 43 <= len(gold["tasks"]) <= 50
    assert 55 <= len(gold["indicators"]) <= 70
    assert set(Counter(indicator["horizon"] for indicator in gold["indicators"])) == {2030, 2035, 2040, 2045}
    assert 8 <= len(gold["assignments"]) <= 12
    assert {indicator["comparator"] for indicator in gold["indicators"]} == {"=", ">", ">=", "<", "<="}


def test_every_word_of_the_gold_stands_in_the_document(gold: dict[str, Any]) -> None:
    document = docx.Document(str(make_sample.SAMPLE))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = " ".join(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).split())
    for indicator in gold["indicators"]:
        assert indicator["text"] in text
    for task in gold["tasks"]:
        assert task["text"] in text
        assert all(organization in text for organization in [task["lead"] or "", *task["supporting"]])
    for assignment in gold["assignments"]:
        assert all(words in text for words in [assignment["organization"], *assignment["duties"]])


def test_it_is_typed_the_way_offices_type() -> None:
    document = docx.Document(str(make_sample.SAMPLE))
    body = parts(make_sample.SAMPLE.read_bytes())["word/document.xml"].decode("utf-8")
    assert {paragraph.style.name for paragraph in document.paragraphs} == {"Normal"}
    assert body.count("<w:numPr>") >= 7
    assert body.count("<w:br/>") == 3
    assert "\u00a0" in body
    assert body == unicodedata.normalize("NFC", body)


def test_it_says_that_it_is_a_sample(people: dict[str, Any]) -> None:
    document = docx.Document(str(make_sample.SAMPLE))
    assert "(VĂN BẢN MẪU)" in document.tables[0].cell(0, 0).text
    assert "VĂN BẢN MẪU" in document.core_properties.title
    assert make_sample.SAMPLE.stat().st_size < 60_000
    names = [person["name"] for person in (*people["signers"].values(), *people["committee"]["members"])]
    names += [people["superior"]["signer"], *(unit["head"] for unit in people["units"] if "head" in unit)]
    assert all("Mẫu" in name for name in names)


def test_the_people_belong_to_the_sample_offices_and_sign_the_plan(
    gold: dict[str, Any], people: dict[str, Any]
) -> None:
    commune, superior = people["commune"], people["superior"]
    assert (commune["code"], commune["name"]) == (SAMPLE_COMMUNE_UNIT.code, SAMPLE_COMMUNE_UNIT.name)
    assert (superior["code"], superior["name"]) == (SAMPLE_PROVINCE_UNIT.code, SAMPLE_PROVINCE_UNIT.name)
    assert gold["locality"] == commune["name"]
    assert people["signers"]["party"]["name"] == gold["signature"]["name"]


def test_units_and_members_use_the_words_of_the_model(people: dict[str, Any]) -> None:
    names = [unit["name"] for unit in people["units"]]
    assert len(set(names)) == len(names)
    assert {UnitSide(unit["side"]) for unit in people["units"]} == set(UnitSide)
    assert {unit["parent"] for unit in people["units"] if "parent" in unit} <= set(names)
    committee = people["committee"]
    assert (CommitteeKind(committee["kind"]), System(committee["system"])) == (CommitteeKind.STEERING, System.PARTY)
    assert committee["standing_body"] in names
    ranks = [list(RoleRank).index(RoleRank(member["rank"])) for member in committee["members"]]
    assert ranks == sorted(ranks)
    assert {name for member in committee["members"] for name in member.get("units", [])} <= set(names)


def test_every_task_group_has_a_member_who_answers_for_it(gold: dict[str, Any], people: dict[str, Any]) -> None:
    led = [number for member in people["committee"]["members"] for number in member.get("groups", [])]
    assert sorted(led) == [group["number"] for group in gold["task_groups"]]


def test_every_body_that_the_plan_names_is_a_unit_of_the_office(gold: dict[str, Any], people: dict[str, Any]) -> None:
    known = {
        fold(name)
        for unit in people["units"]
        for name in (unit["name"], unit.get("short_name", unit["name"]), *unit.get("aliases", []))
    }
    named = [body for task in gold["tasks"] for body in [task["lead"], *task["supporting"]] if body]
    named += [indicator["lead"] for indicator in gold["indicators"] if "lead" in indicator]
    named += [assignment["organization"] for assignment in gold["assignments"]]
    assert sorted({body for body in named if fold(body) not in known}) == []

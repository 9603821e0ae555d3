from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop import paths
from kh57_desktop.domain.packages import PackageKind
from kh57_desktop.exchange.envelope import BadEnvelope, read_envelope
from kh57_desktop.exchange.payloads import (
    BadData,
    KeyChangeData,
    KeyChangeValues,
    Remark,
    ReturnData,
    ReturnValues,
    TrustListData,
    TrustListValues,
    TrustRow,
    read_data,
    write_data,
)
from kh57_desktop.exchange.schemas import DOCUMENTS, json_schema, schema_file
from tests.exchange.makers import OFFICE, UID, data, identity, receipt_data, report_package, trusted
from tests.exchange.raw_zip import read_parts

RETURN = write_data(
    ReturnData(
        office_code="68",
        period=None,
        report_uid=UID.format(1),
        values=ReturnValues("ab" * 32, UID.format(1), "returned", (Remark("1", "tasks", "N1", "percent", "Sai"),)),
    )
)
KEY_CHANGE = write_data(
    KeyChangeData(office_code=OFFICE, period=None, report_uid=None, values=KeyChangeValues("ab" * 32, "cd" * 32))
)
ROW = TrustRow(
    sha256="ab" * 32,
    subject="Ủy ban nhân dân xã Suối Mơ",
    office_code=OFFICE,
    roles=tuple(trusted(identity())[0].roles),
    valid_from=None,
    valid_to="2029-01-01T00:00:00+07:00",
    status="trusted",
    revoked_at=None,
    added_at=None,
    added_by="",
    checked_how="in person",
    certificate="AAAA",
)
TRUST_LIST = write_data(
    TrustListData(office_code="68", period=None, report_uid=None, values=TrustListValues(3, (ROW,)))
)
SAMPLES = {
    "kh57-report-1.0.0": (PackageKind.REPORT, data()),
    "kh57-return-1.0.0": (PackageKind.RETURN, RETURN),
    "kh57-receipt-1.0.0": (PackageKind.RECEIPT, receipt_data()),
    "kh57-key-change-1.0.0": (PackageKind.KEY_CHANGE, KEY_CHANGE),
    "kh57-trust-list-1.0.0": (PackageKind.TRUST_LIST, TRUST_LIST),
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory) -> bytes:
    parts = read_parts(report_package(tmp_path_factory.mktemp("sheet")).path.read_bytes())
    return parts[1].content


def schema(name: str) -> dict:
    return json.loads((paths.resources() / "schemas" / f"{name}.schema.json").read_bytes())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_kept_file_is_what_the_structs_say(name):
    path: Path = paths.resources() / "schemas" / f"{name}.schema.json"
    assert path.read_bytes() == schema_file(name)
    jsonschema.Draft202012Validator.check_schema(json_schema(name))


def test_no_schema_is_left_over():
    kept = {path.name.removesuffix(".schema.json") for path in (paths.resources() / "schemas").iterdir()}
    assert kept == set(DOCUMENTS)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_program_writes_obeys_its_schema(name):
    kind, text = SAMPLES[name]
    jsonschema.validate(json.loads(text), schema(name), cls=jsonschema.Draft202012Validator)
    known, unknown = read_data(text, kind)
    assert (write_data(known), unknown) == (text, False)


def test_the_sheet_obeys_its_schema(sheet):
    jsonschema.validate(json.loads(sheet), schema("vn-commune-report-package-1.0"))


def _places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _places(member, (*path, key))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _places(member, (*path, number))


def _with(value, path, new):
    changed = copy.deepcopy(value)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return changed


OTHERS = [None, True, -1, 2**60, "", "x", "68", "0.5", "1.0.0", "2026-01-01", "report", "\n", [], {}, ["x"], {"x": 1}]


@pytest.mark.parametrize("name", [*SAMPLES, "vn-commune-report-package-1.0"])
@given(choice=st.data())
def test_schema_and_structs_refuse_the_same(name, sheet, choice):
    """One place of a sound document gets another value: both judge it alike."""
    text = sheet if name.startswith("vn-") else SAMPLES[name][1]
    document = json.loads(text)
    place = choice.draw(st.sampled_from([path for path in _places(document) if path]))
    changed = _with(document, place, choice.draw(st.sampled_from(OTHERS)))
    checker = jsonschema.Draft202012Validator(
        schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    by_schema = checker.is_valid(changed)
    try:
        msgspec.convert(changed, DOCUMENTS[name])
        by_struct = True
    except msgspec.ValidationError:
        by_struct = False
    assert by_schema == by_struct or _has_other_keys(document, changed)


def _has_other_keys(document, changed) -> bool:
    """A struct ignores unknown keys (they are counted apart as ENV-09 or ENV-06); a data schema refuses them."""
    return sorted(map(str, _places(changed))) != sorted(map(str, _places(document))) and '"x"' in json.dumps(changed)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_missing_key_is_refused(name):
    kind, text = SAMPLES[name]
    document = json.loads(text)
    for key in document:
        less = json.dumps({one: value for one, value in document.items() if one != key}).encode()
        with pytest.raises(BadData):
            read_data(less, kind)


def test_a_missing_key_of_the_sheet_is_refused(sheet):
    document = json.loads(sheet)
    for key in document:
        less = json.dumps({one: value for one, value in document.items() if one != key}).encode()
        with pytest.raises(BadEnvelope) as refused:
            read_envelope(less)
        assert refused.value.code == "ENV-01"

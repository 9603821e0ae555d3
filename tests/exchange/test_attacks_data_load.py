"""Sheets and data made to fill the memory or to keep the PC busy: two seconds and 300 MB for the largest allowed."""

from __future__ import annotations

import hashlib
import json

import pytest

from kh57_desktop.exchange import json_rules
from kh57_desktop.exchange.zip_profile import Limits
from tests.exchange.costs import GOAL, LARGEST, UNBOUNDED, cost_of
from tests.exchange.makers import LONG, identity, judge, report_package
from tests.exchange.raw_zip import changed, read_parts, save, signed_again, write_zip
from tests.exchange.test_attacks_content import content, with_sheet

DATA = "data/report.json"
SIZE = Limits().data - 200_000


@pytest.fixture
def parts(tmp_path):
    return read_parts(report_package(tmp_path / "made").path.read_bytes())


def packed(parts, text: bytes, **others: bytes) -> bytes:
    """The package with these data (and PDF), everything else made right by the right signer."""
    new = {DATA: text, **others}

    def renew(sheet: dict) -> None:
        for one in sheet["files"]:
            if one["path"] in new:
                own = new[one["path"]]
                one |= {"size": len(own), "sha256": hashlib.sha256(own).hexdigest()}

    for name, one in new.items():
        parts = changed(parts, name, one)
    return write_zip(signed_again(with_sheet(parts, renew), identity()))


def filled(parts, filling: bytes) -> bytes:
    """The data with this in the place of the first task's text."""
    own = json.loads(content(parts, DATA))["values"]["tasks"][0]["text"]
    quoted = json.dumps(own, ensure_ascii=False).encode()
    return content(parts, DATA).replace(quoted, filling, 1)


FILLINGS = {
    "letters": b'"' + b"a" * SIZE + b'"',
    "wide": b'"' + "\U0001f600".encode() + b"a" * SIZE + b'"',
    "escapes": b'"' + b"\\u00e9" * (SIZE // 6) + b'"',
    "digits": b"9" * SIZE,
    "numbers": b"[" + b"1," * (SIZE // 2) + b"1]",
    "nothing": b"[" + b"null," * (SIZE // 5) + b"0]",
    "space": b" " * SIZE + b"0",
    "marks": b'"' + "\u0323\u0301".encode() * (SIZE // 4) + b'"',
    "minus": b"[" + b"-," * (SIZE // 2) + b"]",
    "quotes": b'"' + b'\\"' * (SIZE // 2) + b'"',
    "open": b'"' + b"a" * SIZE,
}


@pytest.mark.parametrize("name", FILLINGS if LONG else ["wide", "numbers", "space"])
def test_the_largest_data_that_are_allowed(tmp_path, parts, name):
    path = save(tmp_path, packed(parts, filled(parts, FILLINGS[name])))
    codes, seconds, growth = cost_of(lambda: judge(path).codes)
    assert "ENV-06" in codes
    assert seconds < UNBOUNDED
    assert growth < LARGEST


def test_more_tasks_than_any_office_has_are_read(parts):
    """Ten thousand tasks, in time; the usual report has two hundred."""
    data = json.loads(content(parts, DATA))
    task = data["values"]["tasks"][0]
    data["values"]["tasks"] = [{**task, "id": f"t{number}"} for number in range(10_000)]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    read, seconds, growth = cost_of(lambda: len(json_rules.parse(text)["values"]["tasks"]))
    assert read == 10_000
    assert seconds < UNBOUNDED
    assert growth < LARGEST


def test_many_tasks_and_a_pdf_of_many_keys_share_one_bound(tmp_path, parts, figures):
    data = json.loads(content(parts, DATA))
    task = data["values"]["tasks"][0]
    data["values"]["tasks"] = [{**task, "id": f"t{number}", "text": "é" * 2400} for number in range(11_000)]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    keys = b"".join(b"/%x 1" % number for number in range(1_000_000))
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/X <<" + keys + b">>>>\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    pdf = head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)
    path = save(tmp_path, packed(parts, text, **{"report/report.pdf": pdf}))
    codes, seconds, growth = cost_of(lambda: judge(path).codes)
    figures("the dearest package that is allowed, s of processor time", seconds, f"< {GOAL:.0f}")
    assert "PDF-05" in codes
    assert "ENV-06" not in codes
    assert seconds < UNBOUNDED
    assert growth < LARGEST


@pytest.mark.parametrize("letter", ["\U0001f600", "ệ"])
def test_text_that_would_fill_the_memory_once_it_is_decoded(letter):
    def parsed() -> str:
        try:
            json_rules.parse(b'"' + letter.encode() + b"a" * (SIZE - 9) + b'"')
        except json_rules.NotOurJson as refused:
            return str(refused)
        return "read"

    answer, seconds, growth = cost_of(parsed)
    assert answer == "too much text"
    assert seconds < UNBOUNDED
    assert growth < LARGEST
    assert json_rules.parse(json.dumps(letter * 100, ensure_ascii=False).encode()) == letter * 100

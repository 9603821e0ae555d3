from __future__ import annotations

import re

import pytest

from kh57_desktop.domain.packages import Result
from kh57_desktop.exchange.findings import MESSAGES, WARNINGS, Severity, finding, result_of, warning

FIELDS = {"file": "tệp", "role": "vai trò", "time": "thời gian", "numbers": "các số"}


def test_every_message_is_the_formats_own(shared):
    text = (shared / "domain" / "package-format.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| ([A-Z]{3}-\d\d) \| (.+?) \|$", text, re.MULTILINE))
    said = {code: finding(code, **{key: f"{{{name}}}" for key, name in FIELDS.items()}).text for code in MESSAGES}
    assert said == table


def test_the_fields_of_every_message_can_be_filled():
    for code in MESSAGES:
        assert "{" not in finding(code, file="f", role="r", time="t", numbers="n").text


@pytest.mark.parametrize(
    "codes,result",
    [
        ((), Result.VALID),
        (("REP-01",), Result.VALID),
        (("NAM-01",), Result.VALID_REVIEW),
        (("REP-08", "ENV-10"), Result.VALID_REVIEW),
        (("TRU-01",), Result.NOT_ENOUGH),
        (("TRU-01", "NAM-01"), Result.NOT_ENOUGH),
        (("TRU-01", "TRU-02"), Result.INVALID),
        (("PKG-12",), Result.INVALID),
        (("REP-02", "REP-04"), Result.INVALID),
    ],
)
def test_the_four_results(codes, result):
    assert result_of(tuple(finding(code) for code in codes)) is result


def test_only_the_named_codes_are_warnings():
    severities = {code: finding(code).severity for code in MESSAGES}
    assert {code for code, severity in severities.items() if severity is Severity.WARNING} == WARNINGS - {"TXT-01"}
    assert [code for code, severity in severities.items() if severity is Severity.INFO] == ["REP-01"]
    assert warning("TRU-02", MESSAGES["TRU-02"]).severity is Severity.WARNING

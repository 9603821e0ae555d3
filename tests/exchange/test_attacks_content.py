"""Section 8 of the format, steps 12 to 17: what a signer could state falsely, and what the receiver knows better.

The packages are signed again after the change, so that only the step under test can object.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kh57_desktop.domain.packages import Gap, Link, PackageKind, Register, Result, SignerRole, TrustStatus
from kh57_desktop.exchange.replay import known_package, missing_before
from tests.exchange.makers import (
    NOW,
    UID,
    data,
    facts,
    identity,
    judge,
    pdf,
    receipt_package,
    report_package,
    signed_pdf,
    trusted,
)
from tests.exchange.raw_zip import Raw, changed, read_parts, save, signed_again, write_zip

PERSON = {"name": "Trần Thị Bình", "role": SignerRole.AUTHOR}


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> list[Raw]:
    return read_parts(receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes())


@pytest.fixture(scope="module")
def report_parts(tmp_path_factory) -> list[Raw]:
    return read_parts(report_package(tmp_path_factory.mktemp("report")).path.read_bytes())


@pytest.fixture
def codes_of(tmp_path):
    """Codes of the parts signed again by the office, without the remark on the file name."""

    def judged(parts, *signers, **options) -> tuple[str, ...]:
        signing = signers or (identity(),)
        path = save(tmp_path, write_zip(signed_again(parts, *signing)))
        return tuple(code for code in judge(path, *signing, **options).codes if code != "NAM-01")

    return judged


def content(parts: list[Raw], name: str) -> bytes:
    return next(one.content for one in parts if one.name == name)


def with_sheet(parts: list[Raw], change, name: str = "package.json") -> list[Raw]:
    """The parts with entries of a JSON file changed; for the data file the sheet and the PDF follow."""
    sheet = json.loads(content(parts, name))
    change(sheet)
    text = json.dumps(sheet, ensure_ascii=False, separators=(",", ":")).encode()
    return changed(parts, name, text) if name == "package.json" else follow(changed(parts, name, text), name)


def follow(parts: list[Raw], name: str) -> list[Raw]:
    """The sheet names the new content; a report's PDF is signed anew with the new digest."""
    names = [str(one.name) for one in parts]
    if name.startswith("data/") and "report/report.pdf" in names:
        digest = hashlib.sha256(content(parts, name)).hexdigest()
        parts = follow(changed(parts, "report/report.pdf", signed_pdf(data_sha256=digest)), "report/report.pdf")

    def renew(sheet: dict) -> None:
        for one in sheet["files"]:
            if one["path"] == name:
                one |= {"size": len(content(parts, name)), "sha256": hashlib.sha256(content(parts, name)).hexdigest()}

    return with_sheet(parts, renew)


def test_parts_signed_again_are_valid(codes_of, parts, report_parts):
    assert codes_of(parts) == ()
    assert codes_of(report_parts) == ()
    assert codes_of(follow(report_parts, "data/report.json")) == ()


# --- JSON ------------------------------------------------------------------------------------------------------------


def _replaced(old: bytes, new: bytes):
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    "change",
    [
        _replaced(b'"kind":"receipt"', b'"kind":"receipt","kind":"receipt"'),
        _replaced(b'"sequence":1', b'"sequence":NaN'),
        _replaced(b'"sequence":1', b'"sequence":Infinity'),
        _replaced(b'"sequence":1', b'"sequence":1e400'),
        _replaced(b'"sequence":1', b'"sequence":1.0'),
        _replaced(b'"sequence":1', b'"sequence":01'),
        _replaced(b'"sequence":1', b'"sequence":-0'),
        _replaced(b'"sequence":1', b'"sequence":9007199254740993'),
        _replaced(b'"sequence":1', b'"sequence":' + b"9" * 5000),
        _replaced(b'"sequence":1', b'"sequence":0'),
        _replaced(b'"sequence":1', b'"sequence":"1"'),
        _replaced(b'"sequence":1', b'"sequence":true'),
        _replaced(b'"previous":null', b'"previous":' + b"[" * 10_000 + b"]" * 10_000),
        _replaced(b'"previous":null', b'"previous":' + b'{"a":' * 17 + b"1" + b"}" * 17),
        _replaced(b'"app":"KH57"', b'"app":"\\ud800"'),
        _replaced(b'"app":"KH57"', b'"app":"\xed\xa0\x80"'),
        _replaced(b'"app":"KH57"', b'"app":"e\xcc\x81"'),
        _replaced(b'"app":"KH57"', b'"app":"e\\u0301"'),
        _replaced(b'"app":"KH57"', b'"app":"\xff"'),
        _replaced(b'"app":"KH57"', b'"app":"a\nb"'),
        _replaced(b'"app":"KH57"', b"'app':'KH57'"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.decode().encode("utf-16"),
        lambda text: text[:-1],
        lambda text: text + b"{}",
        lambda text: b"[" + text + b"]",
        lambda text: b"null",
        lambda text: b"",
        _replaced(b'"receipt"', b'["receipt"]'),
        _replaced(b'"format_version":"1.0"', b'"format_version":1'),
        _replaced(b'"vn-commune-report-package"', b'"other"'),
        _replaced(b'"policy":"bc-1",', b""),
        _replaced(b"2026-12-17T08:30:15+07:00", b"2026-12-17T08:30:15+00:00"),
        _replaced(b"2026-12-17T08:30:15+07:00", b"2026-13-17T08:30:15+07:00"),
        _replaced(b'"office_code":"23674"', b'"office_code":"236746"'),
        _replaced(b'"office_code":"23674"', b'"office_code":"23674\\n"'),
        _replaced(b'"organ_id":null', b'"organ_id":[]'),
    ],
)
def test_a_sheet_that_programs_could_read_in_two_ways(codes_of, parts, change):
    text = change(content(parts, "package.json"))
    assert text != content(parts, "package.json")
    assert codes_of(changed(parts, "package.json", text)) == ("ENV-01",)


def test_depth_sixteen_is_allowed_and_brackets_in_words_do_not_count(codes_of, parts):
    deep = b'"x":' + b"[" * 15 + b"]" * 15 + b',"previous":null'
    text = content(parts, "package.json").replace(b'"previous":null', deep)
    assert codes_of(changed(parts, "package.json", text)) == ("ENV-09",)
    words = content(parts, "package.json").replace(b'"app":"KH57"', b'"app":"' + b"[{" * 300 + b'\\""')
    assert codes_of(changed(parts, "package.json", words)) == ()


def test_unknown_entries_are_a_warning_and_a_newer_format_an_error(codes_of, parts):
    assert codes_of(with_sheet(parts, lambda sheet: sheet.update(later=1))) == ("ENV-09",)
    assert codes_of(with_sheet(parts, lambda sheet: sheet["issuer"].update(later=1))) == ("ENV-09",)
    assert codes_of(with_sheet(parts, lambda sheet: sheet.update(format_version="1.7"))) == ()
    assert codes_of(with_sheet(parts, lambda sheet: sheet.update(format_version="2.0"))) == ("ENV-02",)
    assert codes_of(with_sheet(parts, lambda sheet: sheet["signing"].update(policy="bc-2"))) == ("ENV-02",)


@pytest.mark.parametrize("kind", ["letter", "report", "return", "trust-list", "key-change", "withdrawal"])
def test_a_kind_that_the_files_do_not_fit(codes_of, parts, kind):
    assert "ENV-08" in codes_of(with_sheet(parts, lambda sheet: sheet.update(kind=kind)))


def test_payload_that_the_kind_does_not_have(codes_of, parts):
    stray = Raw("keys/new-cert.der", b"x")
    assert "ENV-08" in codes_of([*parts[:3], stray, *parts[3:]])
    assert "ENV-08" in codes_of([*parts[:3], Raw("data/return.json", b"{}"), *parts[3:]])


@pytest.mark.parametrize("kind", ["correction", "withdrawal"])
def test_a_replacement_that_replaces_nothing(codes_of, report_parts, kind):
    assert "ENV-08" in codes_of(with_sheet(report_parts, lambda sheet: sheet.update(kind=kind)))


@pytest.mark.parametrize(
    "field,value",
    [("path", "data/other.json"), ("size", 1), ("sha256", "0" * 64), ("media_type", "text/html"), ("role", "table")],
)
def test_a_sheet_that_describes_other_files(codes_of, parts, field, value):
    assert codes_of(with_sheet(parts, lambda sheet: sheet["files"][0].update({field: value}))) == ("ENV-03",)


def test_a_sheet_that_lists_too_few_or_too_many_files(codes_of, parts):
    assert codes_of(with_sheet(parts, lambda sheet: sheet.update(files=[]))) == ("ENV-03",)
    assert codes_of(with_sheet(parts, lambda sheet: sheet["files"].append(sheet["files"][0]))) == ("ENV-03",)


def test_another_time_of_creation_than_the_container(codes_of, parts):
    other = "2026-12-18T08:30:15+07:00"
    assert codes_of(with_sheet(parts, lambda sheet: sheet.update(created_at=other))) == ("PKG-03",)


# --- signers ---------------------------------------------------------------------------------------------------------


def test_a_sheet_that_names_other_signers(codes_of, parts):
    def signer(**change: str):
        return with_sheet(parts, lambda sheet: sheet["signing"]["signers"][0].update(change))

    assert codes_of(signer(certificate_sha256="0" * 64)) == ("ENV-07",)
    assert codes_of(signer(common_name="Chủ tịch tỉnh")) == ("ENV-07",)


def test_a_signature_that_the_sheet_does_not_name(codes_of, parts):
    assert codes_of(parts, identity(), identity("Người thứ hai")) == ("ENV-07",)


def test_a_signer_of_another_office(codes_of, parts):
    """Trusted for its own office, it signs in the name of this one."""
    other = identity("Xã bên cạnh", office_code="23675")

    def named(sheet: dict) -> None:
        sheet["signing"]["signers"][0].update(certificate_sha256=other.sha256, common_name=other.name)

    assert codes_of(with_sheet(parts, named), other) == ("ENV-04",)
    assert set(codes_of(with_sheet(parts, named), other, trust=[])) == {"TRU-01", "ENV-04"}
    nobody = [replace(trusted(other)[0], office_code="")]
    assert codes_of(with_sheet(parts, named), other, trust=nobody) == ("ENV-04",)


def test_a_required_second_signature_cut_away(tmp_path):
    person, office = identity(**PERSON), identity()
    whole = read_parts(report_package(tmp_path, person, office).path.read_bytes())
    path = save(tmp_path / "x", write_zip(whole[:-2]), "BC_23674_ND09_2026-Q4_000001.asice")
    assert judge(path, person, office).codes == ("TRU-06",)
    path = save(tmp_path / "y", write_zip(whole), "BC_23674_ND09_2026-Q4_000001.asice")
    required = frozenset({SignerRole.OFFICE, SignerRole.AUTHOR})
    assert judge(path, person, office, required_roles=required).codes == ()
    single = report_package(tmp_path / "z").path
    assert judge(single, required_roles=required).codes == ("TRU-06",)


def test_signers_in_another_order(tmp_path, codes_of):
    person, office = identity(**PERSON), identity()
    whole = read_parts(report_package(tmp_path, person, office).path.read_bytes())
    assert "ENV-07" in codes_of(whole, office, person)


# --- trust -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def judged_with(tmp_path_factory):
    path = receipt_package(tmp_path_factory.mktemp("receipt")).path

    def judged(*, register: Register | None = None, now: datetime = NOW, **row: object):
        rows = [replace(trusted(identity())[0], **row)]
        return judge(path, trust=rows, now=now, register=register or Register())

    return judged


def test_an_unknown_signer_is_not_enough(tmp_path):
    path = receipt_package(tmp_path).path
    assert judge(path, trust=[]).result is Result.NOT_ENOUGH
    renamed = path.rename(tmp_path / "x.asice")
    assert judge(renamed, trust=[]).result is Result.NOT_ENOUGH
    assert set(judge(renamed, trust=[]).codes) == {"TRU-01", "NAM-01"}


def test_an_expired_or_not_yet_valid_signer(tmp_path, codes_of, parts):
    for start in (datetime(2026, 12, 18, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)):
        signer = identity(start=start)
        path = save(tmp_path, write_zip(_signed_out_of_time(parts, signer)))
        assert "TRU-02" in judge(path, signer).codes


def _signed_out_of_time(parts: list[Raw], signer) -> list[Raw]:
    always = replace(signer, valid_from=datetime(2000, 1, 1, tzinfo=UTC), valid_to=datetime(2100, 1, 1, tzinfo=UTC))
    return signed_again(parts, always)


def test_a_row_that_a_key_change_ended_earlier(judged_with):
    assert judged_with(valid_to=NOW - timedelta(seconds=1)).codes == ("TRU-02",)
    assert judged_with(valid_from=NOW + timedelta(seconds=1)).codes == ("TRU-02",)


def test_a_package_received_long_after_the_certificates_end(judged_with):
    end = identity().valid_to
    assert judged_with(now=end + timedelta(days=30)).codes == ()
    late = judged_with(now=end + timedelta(days=31))
    assert (late.codes, late.result) == (("TRU-02",), Result.VALID_REVIEW)


def test_a_time_in_the_future(judged_with):
    assert judged_with(now=NOW - timedelta(hours=24)).codes == ()
    assert judged_with(now=NOW - timedelta(hours=24, seconds=1)).codes == ("TRU-03",)


def test_revocation_counts_by_first_receipt(judged_with):
    revoked = {"status": TrustStatus.REVOKED, "revoked_at": NOW + timedelta(days=3)}
    assert judged_with(now=NOW + timedelta(days=2), **revoked).codes == ()
    assert judged_with(now=NOW + timedelta(days=3), **revoked).codes == ("TRU-04",)
    assert judged_with(now=NOW, status=TrustStatus.REVOKED).codes == ("TRU-04",)
    first = judged_with()
    row = known_package(first.envelope, first.digest, received_at=NOW + timedelta(days=1))
    again = judged_with(now=NOW + timedelta(days=9), register=Register(known=(row,)), **revoked)
    assert (again.codes, again.result) == (("REP-01",), Result.VALID)


def test_a_suspended_signer_or_one_without_the_role(judged_with):
    assert judged_with(status=TrustStatus.SUSPENDED).codes == ("TRU-05",)
    assert judged_with(roles=frozenset({SignerRole.AUTHOR})).codes == ("TRU-05",)


# --- order and replay ------------------------------------------------------------------------------------------------


def _register(*verifications, gaps=(), closed=()) -> Register:
    rows = tuple(known_package(one.envelope, one.digest, received_at=NOW) for one in verifications)
    return Register(known=rows, gaps=frozenset(gaps), closed_series=frozenset(closed))


@pytest.fixture
def chain(tmp_path):
    """Packages 1 to 5 of one series, each naming the one before."""
    judged, previous = [], None
    for number in range(1, 6):
        link = previous and Link(number - 1, previous.digest)
        monthly = facts(sequence=number, previous=link, period_code=f"2026-0{number}")
        period = replace(monthly.period, kind="month", label=f"2026-0{number}")
        monthly = replace(monthly, period=period)
        content = data().replace(b'"quarter","label":"2026-Q4"', f'"month","label":"2026-0{number}"'.encode())
        signed = signed_pdf(data_sha256=hashlib.sha256(content).hexdigest())
        previous = report_package(tmp_path, package_facts=monthly, data=content, pdf=signed)
        judged.append(judge(previous.path))
    assert {one.codes for one in judged[:1]} == {()}
    return judged


def _again(verification, register: Register) -> tuple[str, ...]:
    return judge(verification.path, register=register).codes


def test_a_chain_in_order_is_valid(chain):
    for place, one in enumerate(chain):
        assert _again(one, _register(*chain[:place])) == ()


def test_a_replay_is_no_error(chain):
    judged = judge(chain[1].path, register=_register(*chain[:2]))
    assert (judged.codes, judged.result, judged.is_replay) == (("REP-01",), Result.VALID, True)
    assert "08:30 17/12/2026" in judged.findings[0].text


def test_a_gap_is_told_and_may_be_filled_later(chain):
    register = _register(chain[0], chain[4])
    judged = judge(chain[4].path, register=_register(chain[0]))
    assert (judged.codes, judged.result) == (("REP-04",), Result.VALID_REVIEW)
    assert "2-4" in judged.findings[0].text
    assert missing_before(judged.envelope, _register(chain[0])) == (2, 3, 4)
    assert _again(chain[2], register) == ("REP-03",)
    series = chain[0].envelope.series.id
    assert _again(chain[2], replace(register, gaps=frozenset({Gap(series, 3, 3)}))) == ()


def test_a_forked_or_chain_broken_package(chain, tmp_path):
    broken = report_package(tmp_path / "b", package_facts=facts(sequence=3, previous=Link(2, "f" * 64)))
    assert judge(broken.path, register=_register(*chain[:2])).codes == ("REP-05",)
    assert judge(broken.path, register=_register(*chain[:3])).codes == ("REP-02", "REP-05")
    series = chain[0].envelope.series.id
    forked = _register(chain[0], chain[1], chain[3], gaps={Gap(series, 3, 3)})
    good = report_package(tmp_path / "c", package_facts=facts(sequence=3, previous=Link(2, chain[1].digest)))
    assert judge(good.path, register=forked).codes == ("REP-05",)  # number 4 follows on another number 3


def test_a_number_one_with_a_past_or_a_later_one_without(tmp_path):
    first = report_package(tmp_path / "a", package_facts=facts(previous=Link(1, "0" * 64)))
    later = report_package(tmp_path / "b", package_facts=facts(sequence=2, previous=None))
    assert judge(first.path).codes == ("REP-05",)
    assert judge(later.path).codes == ("REP-04", "REP-05")


def test_a_second_report_for_a_period(chain, tmp_path):
    standing = _register(chain[0])
    stands = replace(standing.known[0], period="2026-Q4", series_id=UID.format(901))
    built = report_package(tmp_path / "x")
    assert judge(built.path, register=Register(known=(stands,))).codes == ("REP-06",)
    assert judge(built.path, register=Register(known=(replace(stands, superseded=True),))).codes == ()
    assert judge(built.path, register=Register(known=(replace(stands, withdrawn=True),))).codes == ()
    assert judge(built.path, register=Register(known=(replace(stands, office_code="23675"),))).codes == ()


def test_a_correction_must_name_a_package_of_the_same_place(tmp_path):
    first = report_package(tmp_path / "a")
    known = _register(judge(first.path))
    link = Link(1, first.digest, reason="Sửa số liệu")
    correction = facts(PackageKind.CORRECTION, sequence=2, previous=Link(1, first.digest), supersedes=link)
    built = report_package(tmp_path / "b", package_facts=correction)
    assert judge(built.path, register=known).codes == ()
    assert judge(built.path, register=Register()).codes == ("REP-04", "REP-07")
    other = Register(known=(replace(known.known[0], period="2026-Q3"),))
    assert judge(built.path, register=other).codes == ("ENV-03",)


def test_a_series_begun_anew_waits_for_a_person(tmp_path):
    anew = facts(series_id=UID.format(901), continues=Link(9, "a" * 64, UID.format(900)))
    judged = judge(report_package(tmp_path, package_facts=anew).path)
    assert (judged.codes, judged.result) == (("REP-08",), Result.VALID_REVIEW)
    old = report_package(tmp_path / "old")
    assert judge(old.path, register=_register(closed={UID.format(900)})).codes == ("REP-03",)


# --- data ------------------------------------------------------------------------------------------------------------


def test_data_of_another_office_period_or_report(codes_of, report_parts):
    def other(**change: object):
        return with_sheet(report_parts, lambda one: one.update(change), "data/report.json")

    period = {"kind": "quarter", "label": "2026-Q3", "from": "2026-06-15", "to": "2026-09-14"}
    assert codes_of(other(office_code="23675")) == ("ENV-05",)
    assert codes_of(other(period=period)) == ("ENV-05",)
    assert codes_of(other(period=None)) == ("ENV-05",)
    assert codes_of(other(report_uid=UID.format(1))) == ("ENV-05",)
    assert codes_of(other(report_uid=None)) == ("ENV-05",)
    assert codes_of(other(schema_version="1.1.0")) == ("ENV-05",)


def test_data_of_another_regime(codes_of, report_parts):
    changed_regime = with_sheet(
        report_parts, lambda one: one["values"]["report"].update(regime="TUAN"), "data/report.json"
    )
    assert codes_of(changed_regime) == ("ENV-05",)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["values"].pop("totals"),
        lambda one: one["values"].update(extra=1),
        lambda one: one["values"]["tasks"][0].update(percent=50),
        lambda one: one["values"]["tasks"][0].update(percent="5e1"),
        lambda one: one["values"]["tasks"][0].update(percent="50,5"),
        lambda one: one["values"]["tasks"][0].update(percent="NaN"),
        lambda one: one["values"]["tasks"][0].update(due_on="30/11/2026"),
        lambda one: one["values"]["tasks"][0].update(due_on="2026-02-30"),
        lambda one: one["values"]["tasks"][0].update(standing="late"),
        lambda one: one["values"]["tasks"][0].update(group="nowhere"),
        lambda one: one["values"]["tasks"][0].update(id=one["values"]["tasks"][1]["id"]),
        lambda one: one["values"]["indicators"][0].update(mark="unknown"),
        lambda one: one.update(schema="kh57-return"),
        lambda one: one.update(schema_version=1),
        lambda one: one.pop("schema_version"),
        lambda one: one.update(values=[]),
    ],
)
def test_data_that_break_the_schema(codes_of, report_parts, change):
    assert codes_of(with_sheet(report_parts, change, "data/report.json")) == ("ENV-06",)


def test_data_that_are_no_object(codes_of, report_parts):
    bare = follow(changed(report_parts, "data/report.json", b"[]"), "data/report.json")
    assert codes_of(bare) == ("ENV-06",)


@pytest.mark.parametrize(
    "moment", ["2026-12-17T25:30:15+07:00", "2026-02-30T08:30:15+07:00", "1850-01-01T00:00:00+07:00"]
)
def test_a_receipt_at_a_time_that_no_calendar_has(codes_of, parts, moment):
    late = with_sheet(parts, lambda one: one["values"].update(received_at=moment), "data/receipt.json")
    assert codes_of(late) == ("ENV-06",)


def test_data_of_a_newer_version(codes_of, report_parts):
    newer = with_sheet(report_parts, lambda one: one.update(schema_version="2.0.0"), "data/report.json")
    assert codes_of(newer) == ("ENV-02",)
    minor = with_sheet(report_parts, lambda one: one.update(schema_version="1.1.0", later=1), "data/report.json")
    minor = with_sheet(minor, lambda one: one["data"].update(schema_version="1.1.0"))
    assert codes_of(minor) == ("ENV-09",)


def test_hidden_characters_are_counted(codes_of, parts):
    def hide(sheet: dict) -> None:
        sheet["recipient"]["name"] = "Sở\u200b KH\u202eCN"

    assert codes_of(with_sheet(parts, hide)) == ("TXT-01",)


def test_the_pdf_of_another_report(codes_of, report_parts):
    """Both validly signed by the right signer."""
    other = follow(changed(report_parts, "report/report.pdf", signed_pdf(data_sha256="0" * 64)), "report/report.pdf")
    assert codes_of(other) == ("PDF-06",)
    unsigned = follow(changed(report_parts, "report/report.pdf", pdf()), "report/report.pdf")
    assert codes_of(unsigned) == ("PDF-01",)
    stranger = signed_pdf(identity("Người lạ"))
    assert codes_of(follow(changed(report_parts, "report/report.pdf", stranger), "report/report.pdf")) == ("PDF-04",)
    nothing = follow(changed(report_parts, "report/report.pdf", b"x" * 50), "report/report.pdf")
    assert codes_of(nothing) == ("PDF-05",)

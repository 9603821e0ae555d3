"""Steps 12 to 16, each part of a condition by itself: taken away from the verifier, one of these tests fails."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kh57_desktop.domain.packages import Gap, Link, PackageKind, Register, Result, SignerRole
from kh57_desktop.exchange.cms_check import read_signature
from kh57_desktop.exchange.payloads import (
    KeyChangeData,
    KeyChangeValues,
    ReturnData,
    ReturnValues,
    write_data,
)
from kh57_desktop.exchange.replay import known_package
from kh57_desktop.exchange.trust import judge_signer
from kh57_desktop.exchange.writer import build_package
from tests.exchange.makers import (
    NOW,
    OFFICE,
    PERIOD,
    UID,
    facts,
    identity,
    judge,
    receipt_package,
    report_package,
    signed_pdf,
    trusted,
)
from tests.exchange.raw_cms import signed
from tests.exchange.raw_zip import Raw, read_parts, save, signed_again, write_zip
from tests.exchange.test_attacks_content import content, follow, with_sheet

DATA = "data/report.json"


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> list[Raw]:
    return read_parts(receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes())


@pytest.fixture(scope="module")
def report_parts(tmp_path_factory) -> list[Raw]:
    return read_parts(report_package(tmp_path_factory.mktemp("report")).path.read_bytes())


@pytest.fixture
def codes_of(tmp_path):
    def judged(parts: list[Raw], *signers, **options) -> tuple[str, ...]:
        signing = signers or (identity(),)
        path = save(tmp_path, write_zip(signed_again(parts, *signing)))
        return tuple(code for code in judge(path, *signing, **options).codes if code != "NAM-01")

    return judged


def known(path, **changes: object):
    judged = judge(path)
    assert judged.envelope is not None
    return replace(known_package(judged.envelope, judged.digest, received_at=NOW), **changes)


def codes(path, *rows, **options) -> tuple[str, ...]:
    return judge(path, register=Register(known=tuple(rows)), **options).codes


# --- order and replacement -------------------------------------------------------------------------------------------


def test_a_series_belongs_to_one_office(tmp_path):
    """A trusted neighbour goes on with the numbers of this office: its packages would close this one's gaps."""
    first = report_package(tmp_path / "1")
    link = Link(1, first.digest)
    second = report_package(tmp_path / "2", package_facts=facts(sequence=2, previous=link, period_code="2026-Q4"))
    earlier = known(first.path, superseded=True)
    assert codes(second.path, earlier) == ()
    assert codes(second.path, replace(earlier, office_code="23675")) == ("REP-05",)


def test_only_the_first_package_continues_another_series(tmp_path):
    continued = Link(9, "a" * 64, UID.format(901))
    first = report_package(tmp_path / "1")
    later = facts(sequence=2, previous=Link(1, first.digest), continues=continued)
    assert "REP-05" in codes(report_package(tmp_path / "2", package_facts=later).path, known(first.path))


def test_a_series_continues_another_one_of_the_same_office(tmp_path):
    itself = facts(continues=Link(9, "a" * 64, facts().series_id))
    assert codes(report_package(tmp_path / "1", package_facts=itself).path) == ("REP-05",)
    built = report_package(tmp_path / "2", package_facts=facts(continues=Link(9, "a" * 64, UID.format(901))))
    other = known(built.path, series_id=UID.format(901), digest="b" * 64, superseded=True, sequence=9)
    assert codes(built.path, other) == ("REP-08",)
    assert codes(built.path, replace(other, office_code="23675")) == ("REP-05",)


def test_a_later_package_of_unknown_past_is_no_contradiction(tmp_path):
    first = report_package(tmp_path / "1")
    later = known(first.path, sequence=2, digest="b" * 64, previous_digest="", superseded=True)
    register = Register(known=(later,), gaps=frozenset({Gap(later.series_id, 1, 1)}))
    assert judge(first.path, register=register).codes == ()
    contradicts = replace(later, previous_digest="c" * 64)
    assert judge(first.path, register=replace(register, known=(contradicts,))).codes == ("REP-05",)


def test_a_correction_names_number_and_digest_of_one_package(tmp_path):
    first = report_package(tmp_path / "1")
    wrong = Link(2, first.digest, reason="Sửa số liệu")
    correction = facts(PackageKind.CORRECTION, sequence=2, previous=Link(1, first.digest), supersedes=wrong)
    built = report_package(tmp_path / "2", package_facts=correction)
    assert codes(built.path, known(first.path)) == ("ENV-03",)


def test_a_report_that_came_late_is_no_second_one(tmp_path):
    late = report_package(tmp_path / "1")
    digest = judge(late.path).digest
    here = known(late.path, sequence=2, digest="b" * 64, supersedes_digest=digest, series_id=UID.format(902))
    assert codes(late.path, here) == ()
    assert codes(late.path, replace(here, supersedes_digest="")) == ("REP-06",)
    elsewhere = replace(here, period="2026-Q3")
    standing = known(late.path, series_id=UID.format(903), digest="d" * 64)
    assert codes(late.path, elsewhere, standing) == ("REP-06",)


def returned(folder, **changes: object):
    values = ReturnValues(package_digest="ab" * 32, report_uid=UID.format(500), verdict="accepted", remarks=())
    data = ReturnData(office_code=OFFICE, period=_period(), report_uid=UID.format(500), values=values)
    return build_package(
        facts(PackageKind.RETURN, **changes),
        data=write_data(data),
        pdf=None,
        signers=[(identity(), None)],
        target_folder=folder,
    )


def _period():
    from kh57_desktop.exchange.envelope import PeriodData

    return PeriodData.of(PERIOD)


def test_a_return_is_no_report_of_the_period(tmp_path):
    back = returned(tmp_path / "1")
    report = report_package(tmp_path / "2", package_facts=facts(series_id=UID.format(901)))
    assert codes(back.path) == ()
    assert codes(back.path, known(report.path)) == ()
    assert codes(report.path, known(back.path)) == ()
    assert codes(report.path, known(back.path, kind=PackageKind.REPORT)) == ("REP-06",)


# --- sheet and data --------------------------------------------------------------------------------------------------


def test_sample_data_is_told(tmp_path):
    sample = identity("Xã mẫu", office_code="00000")
    receipt = receipt_package(tmp_path / "1", sample)
    parts = with_sheet(read_parts(receipt.path.read_bytes()), lambda sheet: sheet["issuer"].update(office_code="00000"))
    path = save(tmp_path, write_zip(signed_again(parts, sample)))
    assert "ENV-10" in judge(path, sample).codes
    assert "ENV-10" not in judge(receipt.path, sample).codes


def test_a_period_that_ends_before_it_begins(codes_of, report_parts):
    turned = {"from": "2026-12-14", "to": "2026-09-15"}
    parts = with_sheet(report_parts, lambda one: one["period"].update(turned), DATA)
    assert codes_of(with_sheet(parts, lambda one: one["report"]["period"].update(turned))) == ("ENV-01",)


def test_hidden_characters_of_the_data_are_counted(codes_of, report_parts):
    parts = with_sheet(report_parts, lambda one: one["values"]["tasks"][0].update(text="Nhiệm\u200bvụ"), DATA)
    assert codes_of(parts) == ("TXT-01",)


def test_a_package_without_its_data_or_its_pdf(codes_of, parts, report_parts):
    def without(parts: list[Raw], name: str) -> list[Raw]:
        kept = [one for one in parts if one.name != name]
        return with_sheet(kept, lambda sheet: sheet.update(files=[f for f in sheet["files"] if f["path"] != name]))

    assert codes_of(without(parts, "data/receipt.json")) == ("ENV-08",)
    assert codes_of(without(report_parts, "report/report.pdf")) == ("ENV-08",)
    assert "ENV-08" in codes_of(with_sheet(report_parts, lambda sheet: sheet.update(report=None)))


def test_a_sheet_whose_data_lie_elsewhere(codes_of, report_parts):
    other = with_sheet(report_parts, lambda sheet: sheet["data"].update(path="data/report.xlsx"))
    assert codes_of(other) == ("ENV-03", "PDF-06")


def test_groups_are_named_once_and_a_task_may_have_none(codes_of, report_parts):
    def doubled(one: dict) -> None:
        one["values"]["groups"].append(one["values"]["groups"][0])

    assert codes_of(with_sheet(report_parts, doubled, DATA)) == ("ENV-06",)
    loose = with_sheet(report_parts, lambda one: one["values"]["tasks"][0].update(group=None), DATA)
    assert codes_of(loose) == ()


def test_an_unknown_signer_whose_certificate_names_no_office(tmp_path):
    nobody = identity("Người không nêu đơn vị", office_code="")
    path = receipt_package(tmp_path, nobody).path
    assert judge(path, trust=[]).codes == ("TRU-01",)


def test_a_key_change_says_which_keys_and_carries_the_new_one(tmp_path):
    old, new, third = identity(), identity("Khóa mới"), identity("Khóa thứ ba")

    def changed_key(folder: str, stated: tuple[str, str], certificate: bytes) -> tuple[str, ...]:
        data = KeyChangeData(office_code=OFFICE, period=None, report_uid=None, values=KeyChangeValues(*stated))
        built = build_package(
            facts(PackageKind.KEY_CHANGE),
            data=write_data(data),
            pdf=None,
            new_certificate=certificate,
            signers=[(old, None), (new, None)],
            target_folder=tmp_path / folder,
        )
        return judge(built.path, old).codes

    assert changed_key("a", (old.sha256, new.sha256), new.certificate) == ()
    assert changed_key("b", (old.sha256, third.sha256), third.certificate) == ("ENV-05",)
    assert changed_key("c", (third.sha256, new.sha256), new.certificate) == ("ENV-05",)
    assert changed_key("d", (old.sha256, new.sha256), third.certificate) == ("ENV-05",)


def test_a_signature_that_states_no_time(parts):
    """A PDF may leave the time out; then nothing says that the certificate was in force."""
    whole = signed(content(parts, "META-INF/ASiCManifest001.xml"), identity())
    signature = read_signature(whole)
    rows = trusted(identity())

    def told(signed_at: datetime | None) -> list[str]:
        judged = judge_signer(signature, signed_at, None, rows, now=NOW, first_received=NOW)
        return [one.code for one in judged.findings]

    assert told(NOW) == []
    assert told(None) == ["TRU-02"]
    assert told(NOW + timedelta(days=9)) == ["TRU-03"]


@pytest.mark.parametrize("key,told", [("RSA-2048", ("ALG-01",)), ("RSA-3072", ()), ("P-384", ()), ("P-521", ())])
def test_only_a_short_rsa_key_is_remarked_on(tmp_path, key, told):
    signer = identity("Người ký", key=key)
    judged = judge(receipt_package(tmp_path, signer).path, signer)
    assert (judged.codes, judged.is_acceptable) == (told, True)


def test_a_role_that_nobody_states_is_not_judged(tmp_path, parts):
    """Of a PDF alone signed by another program no role is known; a package states the roles."""
    rows = [replace(trusted(identity())[0], roles=frozenset({SignerRole.AUTHOR}))]
    signature = read_signature(signed(content(parts, "META-INF/ASiCManifest001.xml"), identity()))
    assert judge_signer(signature, NOW, None, rows, now=NOW, first_received=NOW).findings == ()
    (found,) = judge_signer(signature, NOW, SignerRole.OFFICE, rows, now=NOW, first_received=NOW).findings
    assert found.code == "TRU-05"


def test_the_data_and_their_sheet_changed_together_need_the_pdf_too(codes_of, report_parts):
    """A right signer's program writes other figures: sheet and data agree, the signed paper shows the old ones."""
    other = json.loads(content(report_parts, DATA))
    other["values"]["tasks"][0]["result"] = "Kết quả khác"
    text = json.dumps(other, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [replace(one, content=text) if one.name == DATA else one for one in report_parts]

    def renew(sheet: dict) -> None:
        for one in sheet["files"]:
            if one["path"] == DATA:
                one |= {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()}

    assert codes_of(with_sheet(parts, renew)) == ("PDF-06",)
    assert codes_of(follow(parts, DATA)) == ()


def test_a_valid_package_is_valid_by_every_measure(tmp_path):
    """The ground on which all attacks stand: untouched, nothing is said."""
    built = report_package(tmp_path, pdf=signed_pdf(identity()))
    judged = judge(built.path)
    assert (judged.codes, judged.result, judged.is_replay) == ((), Result.VALID, False)

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.packages import PackageKind, Result, SignerRole
from kh57_desktop.exchange.errors import AttachmentDamaged, IdentityNotValid, PackageExists, PackageTooLarge
from kh57_desktop.exchange.payloads import ReportData
from kh57_desktop.exchange.placing import copy_package
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.exchange.verify import verify_pdf
from kh57_desktop.exchange.writer import Attachment
from kh57_desktop.i18n import nfc
from tests.exchange.makers import (
    NOW,
    PERIOD,
    data,
    facts,
    identity,
    judge,
    receipt_data,
    receipt_package,
    report,
    report_package,
    signed_pdf,
    trusted,
)

PERSON = {"name": "Trần Thị Bình", "role": SignerRole.AUTHOR}


def test_a_report_package_is_valid_and_gives_back_what_was_frozen(tmp_path):
    built = report_package(tmp_path)
    judged = judge(built.path)
    assert (judged.result, judged.findings) == (Result.VALID, ())
    assert (judged.digest, judged.comparison_code) == (built.digest, built.comparison_code)
    assert judged.envelope.report.document_number == "45/BC-UBND"
    assert isinstance(judged.data, ReportData)
    values = judged.data.values
    assert [task.code for task in values.tasks] == ["N1", "N2"]
    assert [task.percent for task in values.tasks] == ["100", None]
    assert [(one.mark.value, one.value) for one in values.indicators] == [
        ("value", "81.25"),
        ("zero", "0"),
        ("missing", None),
    ]
    assert [(row.of, row.total, row.share_done) for row in values.totals] == [
        ("group", "3", "33.33"),
        ("all", "3", "33.33"),
    ]
    assert judged.pdf.startswith(b"%PDF")
    assert judged.signers[0].signed_at == NOW
    assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", judged.comparison_code)


@pytest.mark.parametrize("key", ["P-256", "P-384", "P-521", "RSA-2048", "RSA-3072"])
def test_every_accepted_key_signs_container_and_pdf(tmp_path, key):
    signer = identity(key=key)
    judged = judge(report_package(tmp_path, signer).path, signer)
    assert judged.codes == (("ALG-01",) if key == "RSA-2048" else ())
    assert judged.is_acceptable


def test_two_signers_sign_in_order(tmp_path):
    person, office = identity(**PERSON), identity()
    built = report_package(tmp_path, person, office)
    judged = judge(built.path, person, office)
    assert judged.result is Result.VALID
    assert [signer.role for signer in judged.signers] == [SignerRole.AUTHOR, SignerRole.OFFICE]


def test_a_sample_office_is_shown_as_sample(tmp_path):
    sample = identity(office_code="00000")
    content = data().replace(b'"office_code":"23674"', b'"office_code":"00000"')
    pdf = signed_pdf(sample, data_sha256=hashlib.sha256(content).hexdigest())
    built = report_package(tmp_path, sample, package_facts=facts(office_code="00000"), data=content, pdf=pdf)
    judged = judge(built.path, sample)
    assert (judged.result, judged.codes) == (Result.VALID_REVIEW, ("ENV-10",))


def test_the_name_follows_the_format(tmp_path):
    assert report_package(tmp_path).path.name == "BC_23674_ND09_2026-Q4_000001.asice"
    assert receipt_package(tmp_path).path.name == "BC_23674_RECEIPT_20261217_000001.asice"


def test_a_renamed_package_stays_valid_with_a_warning(tmp_path):
    path = report_package(tmp_path).path.rename(tmp_path / "bao cao.asice")
    assert judge(path).codes == ("NAM-01",)
    assert judge(path).result is Result.VALID_REVIEW


def test_zipfile_sees_the_profile(tmp_path):
    with zipfile.ZipFile(report_package(tmp_path).path) as archive:
        assert archive.testzip() is None
        for info in archive.infolist():
            shared = (info.compress_type, info.flag_bits, info.extra, info.comment, info.internal_attr)
            assert shared == (0, 0, b"", b"", 0)
            assert (info.create_version, info.extract_version, info.create_system) == (20, 20, 3)
            assert info.external_attr == 0o100644 << 16
            assert info.date_time == (2026, 12, 17, 8, 30, 14)


def test_attachments_travel_under_plain_names(tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(b"anh chup")
    sha256 = hashlib.sha256(b"anh chup").hexdigest()
    photo = Attachment(kept, sha256, 8, "Ảnh hội nghị.JPEG", "Hội nghị quán triệt")
    judged = judge(report_package(tmp_path, attachments=[photo, replace(photo, name="bản.odt")]).path)
    assert judged.result is Result.VALID
    sheets = [(one.path, one.name) for one in judged.envelope.files if one.role == "evidence"]
    assert sheets == [("evidence/0001.jpg", "Ảnh hội nghị.JPEG"), ("evidence/0002.bin", "bản.odt")]


def test_a_damaged_attachment_stops_the_package(tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(b"khac")
    photo = Attachment(kept, hashlib.sha256(b"anh chup").hexdigest(), 8, "anh.jpg")
    for attachment in (photo, replace(photo, path=tmp_path / "gone")):
        with pytest.raises(AttachmentDamaged):
            report_package(tmp_path / "out", attachments=[attachment])
    assert list((tmp_path / "out").iterdir()) == []


def test_too_large_a_package_is_refused_before_writing(tmp_path):
    huge = Attachment(tmp_path / "gone", "00" * 32, 201 << 20, "phim.bin")
    with pytest.raises(PackageTooLarge) as refused:
        report_package(tmp_path / "out", attachments=[huge])
    assert refused.value.exit_code == 1


def test_a_package_is_never_overwritten(tmp_path):
    first = receipt_package(tmp_path)
    before = first.path.read_bytes()
    with pytest.raises(PackageExists):
        receipt_package(tmp_path)  # ECDSA signs with a random number: the same facts give other bytes
    assert first.path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [first.path.name]


def test_the_same_file_again_is_success(tmp_path):
    first = receipt_package(tmp_path / "office")
    for _time in range(2):
        assert copy_package(first.path, tmp_path / "stick").read_bytes() == first.path.read_bytes()
    assert len(list((tmp_path / "stick").iterdir())) == 1


def test_nothing_is_signed_outside_the_certificate(tmp_path):
    late = facts(PackageKind.RECEIPT, created_at=NOW + timedelta(days=2000))
    with pytest.raises(IdentityNotValid):
        report_package(tmp_path, package_facts=late, data=receipt_data(), pdf=None)
    assert list(tmp_path.iterdir()) == []


def test_data_bytes_stay_the_same():
    assert data() == data()
    with pytest.raises(ValueError, match="not issued"):
        report_data(report(uid=None), office_code="23674", period=PERIOD)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("key", ["P-256", "P-384", "RSA-3072"])
def test_openssl_and_sha256sum_agree(tmp_path, key):
    person, office = identity(key=key, **PERSON), identity(key=key)
    with zipfile.ZipFile(report_package(tmp_path, person, office).path) as archive:
        archive.extractall(tmp_path / "x")
    for number, signer in enumerate((person, office), start=1):
        certificate = tmp_path / f"{number}.cer"
        convert = ["openssl", "x509", "-inform", "DER", "-out", str(certificate)]
        subprocess.run(convert, input=signer.certificate, check=True, capture_output=True)
        manifest = f"META-INF/ASiCManifest{number:03}.xml"
        command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any", "-out", "/dev/null"]
        command += ["-in", f"META-INF/signature{number:03}.p7s", "-content", manifest, "-CAfile", str(certificate)]
        # openssl checks the certificate's validity by today's clock
        command += ["-attime", str(int(NOW.timestamp()))]
        done = subprocess.run(command, cwd=tmp_path / "x", capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        listed = re.findall(
            r'URI="([^"]+)" MimeType="[^"]+"(?: Rootfile="true")?><ds:DigestMethod [^>]*/><ds:DigestValue>([^<]+)<',
            (tmp_path / "x" / manifest).read_text(encoding="utf-8"),
        )
        assert [name for name, _value in listed] == ["package.json", "data/report.json", "report/report.pdf"]
        for name, value in listed:
            summed = subprocess.run(
                ["sha256sum", name], cwd=tmp_path / "x", capture_output=True, encoding="utf-8", check=True
            )
            assert summed.stdout.split()[0] == base64.b64decode(value).hex()


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler) is not installed")
def test_pdfsig_finds_both_signatures_valid(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(signed_pdf(identity(**PERSON), identity()))
    done = subprocess.run(["pdfsig", str(path)], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.count("Signature is Valid") == 2
    assert "Field Name: NguoiKy1" in done.stdout
    assert "Field Name: CoQuan" in done.stdout
    assert "Total document signed" in done.stdout


def test_a_pdf_alone_is_judged(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(signed_pdf(identity(**PERSON), identity()))
    judged = verify_pdf(path, trust=trusted(identity(**PERSON), identity()), now=NOW)
    assert (judged.result, judged.codes) == (Result.VALID, ())
    assert [signer.signed_at for signer in judged.signers] == [NOW, NOW]
    assert verify_pdf(path, trust=trusted(identity()), now=NOW).result is Result.NOT_ENOUGH


@settings(max_examples=30, deadline=None)
@given(words=st.text(st.characters(blacklist_categories=["Cs"]), max_size=40), number=st.integers(1, 999_999))
def test_any_words_come_back_as_they_were(tmp_path_factory, words, number):
    folder: Path = tmp_path_factory.mktemp("words")
    given_facts = facts(sequence=number, recipient_name=nfc(words), report_title=nfc(words))
    judged = judge(report_package(folder, package_facts=given_facts).path)
    assert judged.is_acceptable
    assert judged.envelope.recipient.name == nfc(words)
    assert set(judged.codes) <= {"REP-04", "TXT-01"}

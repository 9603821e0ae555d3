"""Signing with a token through PKCS#11: SoftHSM stands in for the government's USB tokens."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.exchange import token
from kh57_desktop.exchange.errors import IdentityNotValid
from kh57_desktop.exchange.token import certificates_on, choose, open_token
from tests.exchange.makers import judge, report_package, signed_pdf
from tests.exchange.soft_token import MODULE, PIN, make_token, put

pytestmark = pytest.mark.skipif(
    not MODULE or shutil.which("softhsm2-util") is None, reason="SoftHSM (softhsm2) is not installed"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    before = os.environ.get("SOFTHSM2_CONF")
    made = tmp_path_factory.mktemp("token")
    make_token(made)
    yield made
    if before is None:
        os.environ.pop("SOFTHSM2_CONF", None)
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture(scope="module")
def found(folder):
    return certificates_on(MODULE)


def test_everything_on_the_token_can_be_chosen(found):
    assert sorted(one.label for one in found) == ["EC", "RSA"]
    for one in found:
        assert choose(found, one.uri) == one
    assert choose(found, "pkcs11:token=USB-KY-SO;object=RSA").label == "RSA"
    with pytest.raises(token.KeyMissing):
        choose(found, "pkcs11:")
    with pytest.raises(token.NoToken):
        choose([], "pkcs11:object=EC")


@pytest.mark.parametrize("label,algorithm", [("EC", "sha256_ecdsa"), ("RSA", "rsassa_pss")])
def test_a_token_signs_pdf_and_container(tmp_path, found, label, algorithm):
    signer = open_token(choose(found, f"pkcs11:object={label}"), PIN)
    try:
        assert signer.signature_algorithm["algorithm"].native == algorithm
        built = report_package(tmp_path, signer, pdf=signed_pdf(signer))
    finally:
        signer.close()
    judged = judge(built.path, signer)
    assert (judged.codes, judged.result) == ((), Result.VALID)
    assert judged.envelope.signing.identity == "token"


def test_a_token_is_the_seal_of_the_office_where_that_is_said(tmp_path, found):
    """Certificates of other authorities name no role; the seal signs without a post, in the field CoQuan."""
    signer = open_token(choose(found, "pkcs11:object=EC"), PIN)
    try:
        seal = replace(signer, role=SignerRole.OFFICE)
        built = report_package(tmp_path, seal, pdf=signed_pdf(seal))
    finally:
        signer.close()
    judged = judge(built.path, signer)
    assert (judged.codes, judged.signers[0].role) == ((), SignerRole.OFFICE)


def test_openssl_and_pdfsig_agree_with_a_token_signature(tmp_path, found):
    if shutil.which("openssl") is None or shutil.which("pdfsig") is None:
        pytest.skip("openssl or pdfsig is not installed")
    from tests.exchange.raw_zip import read_parts

    for label in ("EC", "RSA"):
        signer = open_token(choose(found, f"pkcs11:object={label}"), PIN)
        built = report_package(tmp_path / label, signer, pdf=signed_pdf(signer))
        signer.close()
        parts = {one.name: one.content for one in read_parts(built.path.read_bytes())}
        (tmp_path / "m").write_bytes(parts["META-INF/ASiCManifest001.xml"])
        (tmp_path / "s").write_bytes(parts["META-INF/signature001.p7s"])
        (tmp_path / "c").write_bytes(signer.certificate)
        subprocess.run(["openssl", "x509", "-inform", "DER", "-in", "c", "-out", "c.pem"], cwd=tmp_path, check=True)
        verify = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", "s", "-content", "m"]
        verify += ["-CAfile", "c.pem", "-purpose", "any"]
        subprocess.run(verify, cwd=tmp_path, check=True, capture_output=True)
        (tmp_path / "r.pdf").write_bytes(parts["report/report.pdf"])
        said = subprocess.run(["pdfsig", "r.pdf"], cwd=tmp_path, capture_output=True, encoding="utf-8").stdout
        assert "Signature is Valid" in said


def test_a_wrong_pin_is_one_sentence_and_is_never_tried_again(found):
    with pytest.raises(token.WrongPin) as refused:
        open_token(choose(found, "pkcs11:object=EC"), "000000")
    assert "000000" not in refused.value.sentence
    assert refused.value.sentence
    signer = open_token(choose(found, "pkcs11:object=EC"), PIN)
    signer.close()


@pytest.mark.parametrize(
    "tries,kind", [("none", token.TokenLocked), ("last", token.WrongPin), ("few", token.WrongPin), ("", token.WrongPin)]
)
def test_the_tries_that_are_left_are_told(tries, kind):
    error = token._error({"error": "wrong-pin", "tries": tries, "detail": ""}, MODULE, "")
    assert type(error) is kind
    assert ("1" in error.sentence) == (tries == "last")


def test_no_driver_is_one_sentence(tmp_path):
    with pytest.raises(token.NoDriver):
        certificates_on(str(tmp_path / "khong-co.so"))
    other = tmp_path / "hong.so"
    other.write_bytes(b"\x7fELF" + bytes(100))
    with pytest.raises(token.NoDriver):
        certificates_on(str(other))


def test_a_token_pulled_while_signing_leaves_nothing_half_signed(tmp_path, found):
    signer = open_token(choose(found, "pkcs11:object=EC"), PIN)
    pdf = signed_pdf(signer)
    signer.close()  # what a pulled token and an ended driver look like from here
    with pytest.raises((token.TokenPulled, token.DriverFailed)):
        report_package(tmp_path, signer, pdf=pdf)
    assert list(tmp_path.iterdir()) == []


def test_a_token_that_goes_away_after_it_was_opened_is_called_that(tmp_path, folder, found):
    """The driver answered with an error of its own, which was told as a driver that is not installed."""
    signer = open_token(choose(found, "pkcs11:object=EC"), PIN)
    (folder / "tokens").rename(folder / "away")
    try:
        with pytest.raises((token.TokenPulled, token.DriverFailed)) as refused:
            report_package(tmp_path, signer, pdf=signed_pdf(signer))
    finally:
        (folder / "away").rename(folder / "tokens")
        signer.close()
    assert isinstance(refused.value, token.TokenPulled)
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_told_as_people_know_it():
    assert token.name_in("pkcs11:token=USB-KY-SO;object=RSA?module-path=/usr/lib/x.so") == "USB-KY-SO, RSA"
    assert token.name_in("pkcs11:serial=41ab;id=%01") == "41ab"
    assert token.name_in("pkcs11:") == "PKCS#11"


def test_a_driver_that_dies_takes_only_its_own_process(found):
    process = token.TokenProcess(MODULE)
    process.ask("list")
    process._process.kill()
    process._process.join(5)
    with pytest.raises(token.DriverFailed):
        process.ask("list")
    process.close()


@pytest.mark.parametrize(
    "code,kind", [("pulled", token.TokenPulled), ("no-token", token.NoToken), ("x", token.DriverFailed)]
)
def test_what_a_driver_says_becomes_a_sentence(code, kind):
    error = token._error({"error": code, "tries": "", "detail": "GeneralError"}, MODULE, "USB")
    assert type(error) is kind
    assert error.sentence
    assert error.advice


def test_an_expired_certificate_on_a_token_signs_nothing(tmp_path, folder):
    key = ec.generate_private_key(ec.SECP256R1())
    put(folder, "USB-KY-SO", "0a", "CU", key, office="23674", start=datetime(2020, 1, 1, tzinfo=UTC), days=30)
    signer = open_token(choose(certificates_on(MODULE), "pkcs11:object=CU"), PIN)
    try:
        with pytest.raises(IdentityNotValid):
            signed_pdf(signer)
    finally:
        signer.close()


def test_drivers_that_are_installed_are_found_by_themselves(monkeypatch, tmp_path):
    monkeypatch.setattr(token, "LINUX_DRIVERS", ("softhsm/libsofthsm2.so",))
    if os.name != "nt":
        assert MODULE in token.find_drivers()

from __future__ import annotations

import shutil
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core as asn1_core
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, pkcs12

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import BadValue, OutputExists
from kh57_desktop.exchange.certificates import fingerprint_words, read_certificate
from kh57_desktop.exchange.errors import IdentityNotValid, NotACertificate, NotAnIdentity, WrongPassword
from kh57_desktop.exchange.identity import certificate_pem, create_identity, load_identity
from kh57_desktop.exchange.pkcs12_mac import cost_of

NOW = datetime(2026, 11, 22, 8, 0, 0, 123456, tzinfo=UTC)
NAME, PASSWORD = "Ủy ban nhân dân xã Suối Mơ", "Mật khẩu dài 57"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("identity") / "office.p12"
    create_identity(made, name=NAME, office_code="23674", role=SignerRole.OFFICE, password=PASSWORD, now=NOW)
    return made


def test_an_identity_opens_with_its_password(path):
    identity = load_identity(path, PASSWORD)
    assert (identity.name, identity.office_code, identity.role) == (NAME, "23674", SignerRole.OFFICE)
    assert identity.valid_from == NOW.replace(microsecond=0)
    assert identity.valid_to - identity.valid_from == timedelta(days=1096)
    certificate = x509.load_der_x509_certificate(identity.certificate)
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)


def test_guessing_the_password_costs_as_much_at_the_mac_as_at_the_key(path):
    cost = cost_of(path.read_bytes())
    assert cost.mac >= 600_000
    assert cost.key >= 600_000


def test_a_file_of_which_one_part_would_take_hours(tmp_path):
    """The key asks for few rounds, the certificate for two thousand million: the fewest were all that was looked at."""
    hours = pkcs12_with_rounds(2_000_000_000, 1_000)
    assert (cost_of(hours).key, cost_of(hours).most) == (1_000, 2_000_000_000)
    (tmp_path / "hours.p12").write_bytes(hours)
    began = time.process_time()
    with pytest.raises(NotAnIdentity):
        load_identity(tmp_path / "hours.p12", PASSWORD)
    assert time.process_time() - began < 1


def pkcs12_with_rounds(of_certificate: int, of_key: int) -> bytes:
    """A file whose two encrypted parts state these rounds."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "A")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=9))
    encryption = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1_000).build(PASSWORD.encode())
    made = pkcs12.serialize_key_and_certificates(b"x", key, builder.sign(key, hashes.SHA256()), None, encryption)
    pfx = asn1_pkcs12.Pfx.load(made)
    safe = asn1_pkcs12.AuthenticatedSafe.load(pfx["auth_safe"]["content"].native)
    for part in safe:
        if part["content_type"].native == "encrypted_data":
            info = part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
            info["parameters"]["key_derivation_func"]["parameters"]["iteration_count"] = of_certificate
        else:
            bags = asn1_pkcs12.SafeContents.load(part["content"].native)
            info = bags[0]["bag_value"]["encryption_algorithm"]
            info["parameters"]["key_derivation_func"]["parameters"]["iteration_count"] = of_key
            part["content"] = asn1_core.OctetString(bags.dump(force=True))
    pfx["auth_safe"]["content"] = asn1_core.OctetString(safe.dump(force=True))
    whole: bytes = pfx.dump(force=True)
    return whole


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_reads_the_file_and_its_costs(path):
    command = ["openssl", "pkcs12", "-in", str(path), "-passin", f"pass:{PASSWORD}", "-info", "-noout"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "MAC: sha256, Iteration 600000" in done.stderr
    assert done.stderr.count("AES-256-CBC, Iteration 600000") == 2


def test_a_decomposed_password_is_the_same_password(path):
    import unicodedata

    assert load_identity(path, unicodedata.normalize("NFD", PASSWORD)).office_code == "23674"


@pytest.mark.parametrize("password", ["", "x", PASSWORD + " ", PASSWORD.lower()])
def test_a_wrong_password_is_told_in_one_sentence(path, password):
    before = path.read_bytes()
    with pytest.raises(WrongPassword) as refused:
        load_identity(path, password)
    assert refused.value.exit_code == 1
    assert "office.p12" in refused.value.sentence
    assert "Chưa ký" in refused.value.advice
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", b"\x30\x03\x02\x01\x03", b"\x30\x80" + b"\0" * 99, b"x" * 2_000_000]
)
def test_another_file_is_no_identity(tmp_path, content):
    other = tmp_path / "other.p12"
    other.write_bytes(content)
    with pytest.raises(NotAnIdentity) as refused:
        load_identity(other, PASSWORD)
    assert refused.value.exit_code == 1
    with pytest.raises(NotAnIdentity):
        load_identity(tmp_path / "absent.p12", PASSWORD)


def test_a_cut_or_damaged_identity_never_opens(path, tmp_path):
    content = path.read_bytes()
    copy = tmp_path / "copy.p12"
    for place in range(0, len(content), 37):
        copy.write_bytes(content[:place])
        with pytest.raises(NotAnIdentity):
            load_identity(copy, PASSWORD)
    for place in range(5, len(content), 211):
        copy.write_bytes(content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :])
        with pytest.raises((NotAnIdentity, WrongPassword)):
            load_identity(copy, PASSWORD)


def test_a_file_without_a_usable_key_is_no_identity(path, tmp_path):
    identity = load_identity(path, PASSWORD)
    certificate = x509.load_der_x509_certificate(identity.certificate)
    other = tmp_path / "other.p12"
    key = ec.generate_private_key(ec.SECP256K1())
    for one in (key, None):
        encryption = BestAvailableEncryption(b"x")
        match = certificate if one is None else None
        other.write_bytes(pkcs12.serialize_key_and_certificates(b"a", one, match, None, encryption))
        with pytest.raises(NotAnIdentity):
            load_identity(other, "x")


def test_nothing_is_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(OutputExists):
        create_identity(path, name=NAME, office_code="23674", role=SignerRole.OFFICE, password="x", now=NOW)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "change", [{"password": ""}, {"office_code": "123"}, {"office_code": "١٢٣٤٥"}, {"name": " "}, {"name": "x" * 65}]
)
def test_values_that_no_certificate_can_hold(tmp_path, change):
    given = {"name": NAME, "office_code": "23674", "role": SignerRole.AUTHOR, "password": "x", **change}
    with pytest.raises(BadValue):
        create_identity(tmp_path / "new.p12", now=NOW, **given)
    assert list(tmp_path.iterdir()) == []


def test_the_key_shows_nowhere(path):
    identity = load_identity(path, PASSWORD)
    shown = repr(identity) + str(identity)
    assert "sign" not in shown.replace("signers", "")
    assert "key" not in shown.replace("office-key", "")


def test_signing_stops_outside_the_validity(path):
    identity = load_identity(path, PASSWORD)
    identity.ensure_valid(identity.valid_from)
    identity.ensure_valid(identity.valid_to)
    for moment in (identity.valid_from - timedelta(seconds=1), identity.valid_to + timedelta(seconds=1)):
        with pytest.raises(IdentityNotValid) as refused:
            identity.ensure_valid(moment)
        assert "22/11/2026" in refused.value.sentence


@pytest.mark.parametrize("form", ["pem", "der"])
def test_the_certificate_file_becomes_a_row_of_the_trust_list(path, tmp_path, form):
    identity = load_identity(path, PASSWORD)
    pem = certificate_pem(identity)
    assert pem.startswith(b"-----BEGIN CERTIFICATE-----")
    kept = tmp_path / f"office.{form}"
    kept.write_bytes(pem if form == "pem" else x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER))
    row = read_certificate(kept)
    assert (row.sha256, row.subject, row.office_code) == (identity.sha256, NAME, "23674")
    assert row.roles == frozenset({SignerRole.OFFICE})
    assert row.certificate == identity.certificate
    enrolled = read_certificate(kept, office_code="68", roles=frozenset(SignerRole), added_by="Văn thư")
    assert (enrolled.office_code, enrolled.roles, enrolled.added_by) == ("68", frozenset(SignerRole), "Văn thư")
    assert len(fingerprint_words(row.sha256).split()) == 16


@pytest.mark.parametrize("content", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_another_file_is_no_certificate(tmp_path, content):
    other = tmp_path / "other.cer"
    other.write_bytes(content)
    with pytest.raises(NotACertificate):
        read_certificate(other)
    with pytest.raises(NotACertificate):
        read_certificate(tmp_path / "absent.cer")


def test_two_certificates_in_one_file_are_refused(path, tmp_path):
    other = tmp_path / "two.pem"
    other.write_bytes(certificate_pem(load_identity(path, PASSWORD)) * 2)
    with pytest.raises(NotACertificate):
        read_certificate(other)

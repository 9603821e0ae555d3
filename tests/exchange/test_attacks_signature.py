"""Section 8 of the format, the CMS object: form, attributes, certificates, algorithms."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import algos, core, tsp
from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from kh57_desktop.domain.packages import Result
from kh57_desktop.exchange import cms_check, cms_value
from kh57_desktop.exchange.identity import SigningIdentity, identity_of
from tests.exchange.makers import NOW, identity, judge, receipt_package, trusted
from tests.exchange.raw_cms import attribute, signed, usual_attributes
from tests.exchange.raw_zip import Raw, changed, read_parts, save, write_zip

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A"), x509.NameAttribute(NameOID.SERIAL_NUMBER, "23674")])
MANIFEST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> list[Raw]:
    return read_parts(receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes())


@pytest.fixture(scope="module")
def manifest(parts) -> bytes:
    return next(one.content for one in parts if one.name == MANIFEST)


@pytest.fixture
def codes_of(tmp_path, parts):
    def judged(signature: bytes, *signers: SigningIdentity) -> tuple[str, ...]:
        path = save(tmp_path, write_zip(changed(parts, SIGNATURE, signature)))
        return judge(path, *(signers or (identity(),))).codes

    return judged


def test_the_tests_own_signature_is_accepted(codes_of, manifest):
    assert codes_of(signed(manifest, identity())) == ()


# --- form ------------------------------------------------------------------------------------------------------------


def test_two_signers_or_none_in_one_object(codes_of, manifest):
    assert codes_of(signed(manifest, identity(), signers=2)) == ("SIG-02",)
    assert codes_of(signed(manifest, identity(), signers=0)) == ("SIG-02",)


def test_attached_content(codes_of, manifest):
    attached = {"content_type": "data", "content": manifest}
    assert codes_of(signed(manifest, identity(), encap=attached)) == ("SIG-01",)
    assert codes_of(signed(manifest, identity(), encap={"content_type": "tst_info"})) == ("SIG-01",)


@pytest.mark.parametrize(
    "change", [lambda der: der + b"\0", lambda der: der + der, lambda der: der[:-1], lambda der: b""]
)
def test_bytes_after_or_missing_from_the_value(codes_of, manifest, change):
    assert codes_of(change(signed(manifest, identity()))) == ("SIG-01",)


def test_a_longer_way_to_write_a_length(codes_of, manifest):
    whole = signed(manifest, identity())
    assert whole[:2] == b"\x30\x82"
    assert codes_of(b"\x30\x83\x00" + whole[2:]) == ("SIG-01",)
    assert codes_of(b"\x30\x80" + whole[4:] + b"\0\0") == ("SIG-01",)


def test_a_repeated_attribute_or_a_second_value(codes_of, manifest):
    usual = usual_attributes(manifest, identity())
    assert codes_of(signed(manifest, identity(), attributes=[*usual, usual[1]])) == ("SIG-01",)
    twice = [usual[0], attribute("message_digest", b"1" * 32, hashlib.sha256(manifest).digest()), *usual[2:]]
    assert codes_of(signed(manifest, identity(), attributes=twice)) == ("SIG-01",)


def test_unsigned_attributes_are_refused(codes_of, manifest):
    added = {"unsigned_attrs": [attribute("1.2.3.4", asn1.OctetString(b"x"))]}
    assert codes_of(signed(manifest, identity(), signer_info=added)) == ("SIG-01",)


@pytest.mark.parametrize("change", [{"version": "v3"}, {"version": "v4"}])
def test_another_version(codes_of, manifest, change):
    assert codes_of(signed(manifest, identity(), signed_data=change)) == ("SIG-01",)


def test_digest_algorithms_that_differ_from_the_signers(codes_of, manifest):
    others = {"digest_algorithms": asn1.DigestAlgorithms([{"algorithm": "sha512"}])}
    assert codes_of(signed(manifest, identity(), signed_data=others)) == ("SIG-01",)


def test_deeply_nested_or_huge_asn1_is_refused_quickly(codes_of):
    deep = b""
    for _level in range(5000):
        deep = (
            b"\x30"
            + (
                bytes([0x82]) + (len(deep)).to_bytes(2, "big")
                if len(deep) > 255
                else bytes([0x81, len(deep)])
                if len(deep) > 127
                else bytes([len(deep)])
            )
            + deep
        )
        if len(deep) > 60000:
            break
    assert codes_of(deep) == ("SIG-01",)
    assert codes_of(b"\x30\x84\xff\xff\xff\xff" + b"\0" * 100) == ("SIG-01",)
    assert codes_of(b"\x30\x82\xff\xf0" + b"\x30\x00" * 0x7FF8) == ("SIG-01",)


# --- attributes ------------------------------------------------------------------------------------------------------


def test_no_signed_attributes(codes_of, manifest):
    assert codes_of(signed(manifest, identity(), no_attributes=True)) == ("SIG-03",)


@pytest.mark.parametrize("place", range(4))
def test_each_attribute_is_required(codes_of, manifest, place):
    usual = usual_attributes(manifest, identity())
    assert codes_of(signed(manifest, identity(), attributes=usual[:place] + usual[place + 1 :])) == ("SIG-03",)


def test_another_content_type(codes_of, manifest):
    usual = usual_attributes(manifest, identity())
    other = [attribute("content_type", "signed_data"), *usual[1:]]
    assert codes_of(signed(manifest, identity(), attributes=other)) == ("SIG-01",)


def test_attributes_that_the_verifier_does_not_know_are_ignored(codes_of, manifest):
    usual = usual_attributes(manifest, identity())
    other = attribute("1.2.3.4", asn1.OctetString(b"x"))
    assert codes_of(signed(manifest, identity(), attributes=[*usual, other])) == ()


@pytest.mark.parametrize("text", [b"2612170130Z", b"261217013015+0700", b"269917013015Z", b"26121701301 Z", b""])
def test_a_time_in_another_form(codes_of, manifest, text):
    usual = usual_attributes(manifest, identity())
    time = asn1.Time({"utc_time": NOW})
    time.chosen.contents = text
    time.chosen._header = None
    odd = asn1.CMSAttribute({"type": "signing_time", "values": [time]})
    assert codes_of(signed(manifest, identity(), attributes=[*usual[:2], odd, usual[3]])) == ("SIG-01",)


def test_another_digest_in_the_attributes(codes_of, manifest):
    assert codes_of(signed(manifest + b" ", identity())) == ("SIG-06",)


# --- certificates ----------------------------------------------------------------------------------------------------


def _same_key_other_certificate() -> tuple[SigningIdentity, SigningIdentity]:
    key = ec.generate_private_key(ec.SECP256R1())

    def made(days: int, serial: int) -> SigningIdentity:
        name = x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, "A"), x509.NameAttribute(NameOID.SERIAL_NUMBER, "23674")]
        )
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        builder = builder.serial_number(serial).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        return identity_of(key, builder.not_valid_after(datetime(2027, 1, days, tzinfo=UTC)).sign(key, hashes.SHA256()))

    return made(1, 5), made(2, 5)


def test_an_embedded_certificate_swapped_for_one_of_the_same_key(codes_of, manifest):
    genuine, other = _same_key_other_certificate()
    assert codes_of(signed(manifest, genuine, certificates=[other.certificate]), genuine, other) == ("SIG-04",)


def test_a_reference_to_another_certificate(codes_of, manifest):
    other = usual_attributes(manifest, identity("Khác"))[3]
    usual = usual_attributes(manifest, identity())
    assert codes_of(signed(manifest, identity(), attributes=[*usual[:3], other])) == ("SIG-04",)


def test_no_certificate_or_one_that_does_not_belong(codes_of, manifest):
    stranger = identity("Người lạ").certificate
    own = identity().certificate
    assert codes_of(signed(manifest, identity(), certificates=[])) == ("SIG-04",)
    assert codes_of(signed(manifest, identity(), certificates=[stranger])) == ("SIG-04",)
    for carried in ([own, stranger], [stranger, own], [own, own]):
        assert codes_of(signed(manifest, identity(), certificates=carried)) == ("SIG-04",)


def test_a_signature_by_another_key(codes_of, manifest):
    assert codes_of(signed(manifest, identity(), sign=identity("Khác").sign)) == ("SIG-07",)
    assert codes_of(signed(manifest, identity(), sign=lambda _content: b"")) == ("SIG-07",)
    assert codes_of(signed(manifest, identity(), sign=lambda _content: bytes(8))) == ("SIG-07",)
    zero = bytes.fromhex("3006020100020100")
    assert codes_of(signed(manifest, identity(), sign=lambda _content: zero)) == ("SIG-07",)


def test_a_signature_value_has_one_encoding(codes_of, manifest):
    def padded(content: bytes) -> bytes:
        value = identity().sign(content)
        return b"\x30\x81" + value[1:]

    assert codes_of(signed(manifest, identity(), sign=padded)) == ("SIG-07",)


# --- algorithms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digest", ["sha1", "md5"])
def test_a_weak_digest(codes_of, manifest, digest):
    usual = usual_attributes(manifest, identity())
    weak = attribute("message_digest", hashlib.new(digest, manifest, usedforsecurity=False).digest())
    assert codes_of(signed(manifest, identity(), digest=digest, attributes=[usual[0], weak, *usual[2:]])) == ("SIG-05",)


def test_the_algorithm_is_judged_before_the_content(codes_of, manifest):
    """Step 9 comes before step 10: what no longer counts is not even compared."""
    usual = usual_attributes(manifest, identity())
    weak = attribute("message_digest", bytes(20))
    assert codes_of(signed(manifest, identity(), digest="sha1", attributes=[usual[0], weak, *usual[2:]])) == ("SIG-05",)
    other = algos.SignedDigestAlgorithm({"algorithm": "sha384_ecdsa"})
    assert codes_of(signed(manifest + b" ", identity(), algorithm=other)) == ("SIG-05",)


@pytest.mark.parametrize("name", ["sha1_ecdsa", "sha384_ecdsa", "sha256_rsa", "sha256_dsa", "ed25519"])
def test_a_signature_algorithm_that_disagrees(codes_of, manifest, name):
    other = algos.SignedDigestAlgorithm({"algorithm": name})
    assert codes_of(signed(manifest, identity(), algorithm=other)) == ("SIG-05",)


def test_parameters_of_an_ecdsa_signature(codes_of, manifest):
    other = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa", "parameters": core.Null()})
    assert codes_of(signed(manifest, identity(), algorithm=other)) == ("SIG-05",)


def _pss(hash_name: str, mgf_name: str, salt: int, **more: object) -> algos.SignedDigestAlgorithm:
    parameters = {
        "hash_algorithm": {"algorithm": hash_name},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": mgf_name}},
        "salt_length": salt,
        **more,
    }
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": algos.RSASSAPSSParams(parameters)})


@pytest.mark.parametrize(
    "algorithm",
    [
        _pss("sha1", "sha1", 20),
        _pss("sha256", "sha1", 32),
        _pss("sha1", "sha256", 32),
        _pss("sha512", "sha512", 32),
        _pss("sha256", "sha512", 32),
        _pss("sha256", "sha256", 0),
        _pss("sha256", "sha256", 8),
        _pss("sha512", "sha256", 32),
        _pss("sha256", "sha256", 0x2000),
        _pss("sha256", "sha256", 32, trailer_field=2),
        algos.SignedDigestAlgorithm.load(bytes.fromhex("300e06092a864886f70d01010b020101")),
        algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss"}),
        algos.SignedDigestAlgorithm({"algorithm": "sha1_rsa"}),
        algos.SignedDigestAlgorithm({"algorithm": "sha512_rsa"}),
        algos.SignedDigestAlgorithm({"algorithm": "md5_rsa"}),
    ],
)
def test_pss_and_rsa_parameters_must_agree(codes_of, manifest, algorithm):
    signer = identity(key="RSA-3072")
    assert codes_of(signed(manifest, signer, algorithm=algorithm), signer) == ("SIG-05",)


def test_pkcs1_is_accepted_from_tokens_without_pss(codes_of, manifest):
    key = rsa.generate_private_key(65537, 2048)
    signer = _with_key(key)
    for name in ("sha256_rsa", "rsassa_pkcs1v15"):
        plain = algos.SignedDigestAlgorithm({"algorithm": name})
        value = signed(
            manifest, signer, algorithm=plain, sign=lambda one: key.sign(one, padding.PKCS1v15(), hashes.SHA256())
        )
        assert codes_of(value, signer) == ("ALG-01", "ENV-07")  # the sheet names the office's own certificate


SHA256 = hashes.SHA256()


def _with_key(key: object, digest: hashes.HashAlgorithm | None = SHA256) -> SigningIdentity:
    builder = x509.CertificateBuilder().subject_name(NAME).issuer_name(NAME).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    certificate = builder.not_valid_after(datetime(2028, 1, 1, tzinfo=UTC)).sign(key, digest)
    der = certificate.public_bytes(Encoding.DER)
    return replace(identity(), certificate=der, sha256=hashlib.sha256(der).hexdigest())


@pytest.mark.parametrize(
    "key,algorithm",
    [
        (rsa.generate_private_key(65537, 1024), "sha256_rsa"),
        (dsa.generate_private_key(2048), "sha256_dsa"),
        (ec.generate_private_key(ec.SECP256K1()), "sha256_ecdsa"),
        (ec.generate_private_key(ec.BrainpoolP256R1()), "sha256_ecdsa"),
        (ec.generate_private_key(ec.SECP224R1()), "sha256_ecdsa"),
    ],
)
def test_weak_keys_and_other_curves(codes_of, manifest, key, algorithm):
    signer = _with_key(key)

    def sign(content: bytes) -> bytes:
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(key, dsa.DSAPrivateKey):
            return key.sign(content, hashes.SHA256())
        return key.sign(content, ec.ECDSA(hashes.SHA256()))

    value = signed(manifest, signer, algorithm=algos.SignedDigestAlgorithm({"algorithm": algorithm}), sign=sign)
    assert codes_of(value, signer) == ("SIG-05",)


def test_a_certificate_hash_in_sha1(codes_of, manifest):
    usual = usual_attributes(manifest, identity())
    weak = tsp.ESSCertIDv2(
        {
            "hash_algorithm": {"algorithm": "sha1"},
            "cert_hash": hashlib.sha1(identity().certificate, usedforsecurity=False).digest(),
        }
    )
    other = attribute("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [weak]}))
    assert codes_of(signed(manifest, identity(), attributes=[*usual[:3], other])) == ("SIG-05",)


def test_every_damage_to_the_object_is_refused_with_a_signature_code(parts, manifest):
    """Every bit of the object, straight at the checker: nothing but Refused, and never accepted."""
    whole = signed(manifest, identity())
    digest = hashlib.sha256(manifest).digest()

    codes: set[str] = set()

    def accepted(encoded: bytes) -> bool:
        try:
            signature = cms_check.read_signature(encoded)
            cms_value.check_algorithms(signature)
            cms_value.check_value(signature, digest)
        except cms_check.Refused as refusal:
            codes.add(refusal.finding.code)
            return False
        return True

    assert accepted(whole)
    for place in range(len(whole)):
        for bit in range(8):
            damaged = whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :]
            assert not accepted(damaged), (place, bit)
    assert codes <= {"SIG-01", "SIG-02", "SIG-03", "SIG-04", "SIG-05", "SIG-06", "SIG-07"}


def test_a_right_signature_by_an_unknown_signer_is_not_enough(tmp_path, parts, manifest):
    path = save(tmp_path, write_zip(parts))
    judged = judge(path, trust=[])
    assert (judged.codes, judged.result) == (("TRU-01",), Result.NOT_ENOUGH)
    assert judge(path, trust=trusted(identity("Khác"))).result is Result.NOT_ENOUGH


def test_a_key_of_another_kind(codes_of, manifest):
    signer = _with_key(ed25519.Ed25519PrivateKey.generate(), None)
    assert codes_of(signed(manifest, signer, sign=lambda _one: bytes(64)), signer) == ("SIG-05",)

"""An authority on the trust list (section 5.1): chain, key usage, list of revocations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import crl as asn1_crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from kh57_desktop.domain.packages import Result
from kh57_desktop.exchange import der
from kh57_desktop.exchange.certificates import trusted_certificate
from kh57_desktop.exchange.identity import SigningIdentity, identity_of
from tests.exchange.makers import LONG, NOW, identity, judge, receipt_package
from tests.exchange.raw_cms import signed
from tests.exchange.raw_zip import changed, read_parts, save, signed_again, write_zip

START = datetime(2026, 1, 1, tzinfo=UTC)


def _name(common_name: str, office: str = "") -> x509.Name:
    names = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    return x509.Name([*names, x509.NameAttribute(NameOID.SERIAL_NUMBER, office)] if office else names)


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
    names += ["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{**dict.fromkeys(names, False), **allowed})


class Authority:
    """A certificate authority of the tests with one key."""

    def __init__(
        self,
        common_name: str,
        parent: Authority | None = None,
        *,
        is_ca: bool | None = True,
        critical: x509.ExtensionType | None = None,
        below: int | None = None,
        issues: bool | None = None,
        start: datetime = START,
    ) -> None:
        """`below`: path length; `is_ca`, `issues`: constraints and key usage, none where they are None."""
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), _name(common_name)
        constraints = None if is_ca is None else x509.BasicConstraints(ca=is_ca, path_length=below)
        builder = self._builder(self.name, self.key.public_key(), parent or self, start)
        for extension in (constraints, critical):
            builder = builder if extension is None else builder.add_extension(extension, critical=True)
        if issues is not None:
            builder = builder.add_extension(_usage(digital_signature=True, key_cert_sign=issues), critical=True)
        self.certificate = builder.sign((parent or self).key, hashes.SHA256())

    @staticmethod
    def _builder(
        subject: x509.Name, key: ec.EllipticCurvePublicKey, issuer: Authority, start: datetime = START
    ) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start)
        return builder.not_valid_after(start + timedelta(days=900))

    def issue(
        self,
        *,
        office: str = "23674",
        usage: bool = True,
        only: str = "",
        critical: x509.ExtensionType | None = None,
        other: x509.ExtensionType | None = None,
        digest: hashes.HashAlgorithm | None = None,
    ) -> SigningIdentity:
        """`only`: the one key usage; `other`: an extension that is not critical."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_name("Xã Suối Mơ", office), key.public_key(), self)
        if critical is not None:
            builder = builder.add_extension(critical, critical=True)
        if other is not None:
            builder = builder.add_extension(other, critical=False)
        allowed = _usage(**{only: True}) if only else _usage(digital_signature=usage, content_commitment=usage)
        signed_by = builder.add_extension(allowed, critical=True).sign(self.key, digest or hashes.SHA256())
        return identity_of(key, signed_by)

    def crl(
        self,
        *revoked: SigningIdentity,
        at: datetime = START,
        days: int = 400,
        issued_at: datetime = START,
        critical: x509.ExtensionType | None = None,
        digest: hashes.HashAlgorithm | None = None,
    ) -> bytes:
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(issued_at).next_update(START + timedelta(days=days))
        if critical is not None:
            builder = builder.add_extension(critical, critical=True)
        for one in revoked:
            serial = x509.load_der_x509_certificate(one.certificate).serial_number
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, digest or hashes.SHA256()).public_bytes(Encoding.DER)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def row(self):
        return trusted_certificate(self.der)


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority("CA cơ quan")


@pytest.fixture
def judged_with(tmp_path):
    """The receipt signed by a leaf with the certificates and lists that are carried along."""
    parts = read_parts(receipt_package(tmp_path / "made").path.read_bytes())

    def judged(leaf: SigningIdentity, *rows, others: tuple[bytes, ...] = (), crls: tuple[bytes, ...] = (), now=NOW):
        sheet = parts[1].content.replace(identity().sha256.encode(), leaf.sha256.encode())
        sheet = sheet.replace(identity().name.encode(), leaf.name.encode(), 2)
        sheet = sheet.replace(f'"office_name":"{leaf.name}"'.encode(), f'"office_name":"{identity().name}"'.encode())
        made = signed_again(changed(parts, "package.json", sheet), leaf)
        lists = [asn1_crl.CertificateList.load(one) for one in crls]
        data = {"crls": lists} if lists else {}
        whole = signed(made[-2].content, leaf, certificates=[leaf.certificate, *others], signed_data=data)
        path = save(tmp_path, write_zip(changed(made, "META-INF/signature001.p7s", whole)))
        return judge(path, trust=[*rows], now=now)

    return judged


def test_a_leaf_of_a_trusted_authority_with_its_list(judged_with, root):
    judged = judged_with(root.issue(), root.row, crls=(root.crl(),))
    assert (judged.codes, judged.result) == ((), Result.VALID)
    assert judged.signers[0].office_code == "23674"


def test_without_a_list_nothing_can_be_said(judged_with, root):
    assert judged_with(root.issue(), root.row).codes == ("TRU-01",)
    assert judged_with(root.issue(), root.row, crls=(Authority("CA cơ quan").crl(),)).codes == ("TRU-01",)
    assert judged_with(root.issue(), root.row, crls=(Authority("khác").crl(),)).codes == ("SIG-01",)


def test_a_revoked_leaf(judged_with, root):
    leaf = root.issue()
    assert judged_with(leaf, root.row, crls=(root.crl(leaf),)).codes == ("TRU-04",)
    later = root.crl(leaf, at=NOW + timedelta(days=1))
    assert judged_with(leaf, root.row, crls=(later,)).codes == ()


def test_an_old_list_is_a_warning_with_its_day(judged_with, root):
    judged = judged_with(root.issue(), root.row, crls=(root.crl(days=10),))
    assert (judged.codes, judged.result) == (("TRU-04",), Result.VALID_REVIEW)
    assert "11/01/2026" in judged.findings[0].text


def test_a_chain_through_an_intermediate(judged_with, root):
    between = Authority("CA phòng", root)
    leaf = between.issue()
    carried = {"others": (between.der,), "crls": (between.crl(),)}
    assert judged_with(leaf, root.row, **carried).codes == ()
    assert judged_with(leaf, Authority("CA cơ quan").row, **carried).codes == ("TRU-01",)
    assert judged_with(leaf, root.row, crls=carried["crls"]).codes == ("TRU-01",)
    assert judged_with(leaf, root.row, others=(between.der,), crls=(root.crl(),)).codes == ("TRU-01",)


def test_a_leaf_cannot_issue(judged_with, root):
    """A commune's own certificate is no authority, even where it stands on the list or in the chain."""
    false = Authority("Xã bên cạnh", root, is_ca=False)
    carried = {"others": (false.der,), "crls": (false.crl(),)}
    assert judged_with(false.issue(), root.row, **carried).codes == ("TRU-01",)
    assert judged_with(false.issue(), false.row, crls=(false.crl(),)).codes == ("TRU-01",)


def test_a_certificate_that_may_not_sign(judged_with, root):
    assert judged_with(root.issue(usage=False), root.row, crls=(root.crl(),)).codes == ("TRU-01",)


def test_the_office_is_the_rows_or_the_certificates(judged_with, root):
    leaf = root.issue(office="23675")
    crls = (root.crl(),)
    assert judged_with(leaf, root.row, crls=crls).codes == ("ENV-04",)
    assert judged_with(leaf, replace(root.row, office_code="23674"), crls=crls).codes == ()
    assert judged_with(root.issue(office=""), root.row, crls=crls).codes == ("ENV-04",)


def test_certificates_that_belong_to_no_chain_are_refused(judged_with, root):
    leaf = root.issue()
    assert judged_with(leaf, root.row, others=(Authority("lạ").der,), crls=(root.crl(),)).codes == ("SIG-04",)


# --- chains that RFC 5280 does not allow, each accepted once ---------------------------------------------------------


def test_an_authority_that_may_not_issue_certificates(judged_with, root):
    between = Authority("CA trung gian", root, issues=False)
    leaf = between.issue()
    assert judged_with(leaf, root.row, others=(between.der,), crls=(between.crl(),)).codes == ("TRU-01",)
    top = Authority("CA khác", issues=False)
    leaf = top.issue()
    assert judged_with(leaf, top.row, crls=(top.crl(),)).codes == ("TRU-01",)


def test_more_authorities_than_the_path_length_allows(judged_with):
    top = Authority("CA gốc", below=0)
    leaf = top.issue()
    assert judged_with(leaf, top.row, crls=(top.crl(),)).result is Result.VALID
    between = Authority("CA trung gian", top)
    leaf = between.issue()
    assert judged_with(leaf, top.row, others=(between.der,), crls=(between.crl(),)).codes == ("TRU-01",)


def test_a_critical_extension_that_is_not_understood(judged_with, root):
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\5\0")
    leaf = root.issue(critical=unknown)
    assert judged_with(leaf, root.row, crls=(root.crl(),)).codes == ("TRU-01",)


def test_an_intermediate_that_was_revoked(judged_with, root):
    between = Authority("CA trung gian", root)
    leaf = between.issue()
    itself = identity_of(between.key, between.certificate)
    lists = (between.crl(), root.crl(itself))
    assert judged_with(leaf, root.row, others=(between.der,), crls=lists).codes == ("TRU-04",)


NARROW = [
    x509.DeltaCRLIndicator(5),
    x509.IssuingDistributionPoint(
        full_name=None,
        relative_name=None,
        only_contains_user_certs=False,
        only_contains_ca_certs=True,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    ),
]


@pytest.mark.parametrize("narrow", NARROW)
def test_a_newer_list_that_speaks_of_some_certificates_only(judged_with, root, narrow):
    leaf = root.issue()
    newer = root.crl(issued_at=START + timedelta(days=1), critical=narrow)
    assert judged_with(leaf, root.row, crls=(root.crl(leaf), newer)).codes == ("TRU-04",)
    assert judged_with(leaf, root.row, crls=(newer,)).codes == ("TRU-01",)


def test_a_list_signed_with_a_digest_that_is_not_accepted(judged_with, root):
    leaf = root.issue()
    assert judged_with(leaf, root.row, crls=(root.crl(digest=hashes.SHA224()),)).codes == ("TRU-01",)


# --- what RFC 5280 does allow ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("usage", ["digital_signature", "content_commitment"])
def test_either_key_usage_is_enough_to_sign(judged_with, root, usage):
    assert judged_with(root.issue(only=usage), root.row, crls=(root.crl(),)).codes == ()
    assert judged_with(root.issue(only="key_encipherment"), root.row, crls=(root.crl(),)).codes == ("TRU-01",)


def test_an_authority_that_says_it_issues(judged_with):
    top = Authority("CA có mục đích", issues=True)
    assert judged_with(top.issue(), top.row, crls=(top.crl(),)).codes == ()


def test_an_extension_that_is_not_critical_may_be_unknown(judged_with, root):
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\5\0")
    assert judged_with(root.issue(other=unknown), root.row, crls=(root.crl(),)).codes == ()


def test_an_authority_without_constraints_or_with_an_unknown_critical_extension(judged_with):
    plain = Authority("Chứng thư thường", is_ca=None)
    assert judged_with(plain.issue(), plain.row, crls=(plain.crl(),)).codes == ("TRU-01",)
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\5\0")
    odd = Authority("CA lạ", critical=unknown)
    assert judged_with(odd.issue(), odd.row, crls=(odd.crl(),)).codes == ("TRU-01",)


def test_an_intermediate_that_was_revoked_after_the_receipt(judged_with, root):
    between = Authority("CA trung gian", root)
    itself = identity_of(between.key, between.certificate)
    lists = (between.crl(), root.crl(itself, at=NOW + timedelta(days=1)))
    assert judged_with(between.issue(), root.row, others=(between.der,), crls=lists).codes == ()


def test_a_list_that_says_no_next_day_is_out_of_date(judged_with, root):
    listed = asn1_crl.CertificateList.load(root.crl())
    body = asn1_crl.TbsCertList({key: listed["tbs_cert_list"][key] for key in ("version", "signature", "issuer")})
    body["this_update"] = listed["tbs_cert_list"]["this_update"]
    signature = root.key.sign(body.dump(), ec.ECDSA(hashes.SHA256()))
    algorithm = listed["signature_algorithm"]
    endless = asn1_crl.CertificateList(
        {"tbs_cert_list": body, "signature_algorithm": algorithm, "signature": signature}
    ).dump()
    judged = judged_with(root.issue(), root.row, crls=(endless,))
    assert (judged.codes, judged.result) == (("TRU-04",), Result.VALID_REVIEW)


# --- a signer enrolled by his own row, with what an authority gave him -----------------------------------------------


def test_what_comes_with_an_enrolled_signer_is_proved_or_said(judged_with, root):
    """Certificates and lists lie outside the signature: the receiver who does not know their issuer hears of it."""
    between = Authority("CA trung gian", root)
    leaf = between.issue()
    own = trusted_certificate(leaf.certificate)
    said = (("CRT-01",), Result.VALID)

    def seen(*rows, **carried) -> tuple[tuple[str, ...], Result]:
        judged = judged_with(leaf, *rows, **carried)
        return judged.codes, judged.result

    assert seen(own) == ((), Result.VALID)
    assert seen(own, crls=(between.crl(),)) == said
    assert "were not used" in judged_with(leaf, own, crls=(between.crl(),)).findings[0].message
    assert seen(own, between.row, crls=(between.crl(),)) == ((), Result.VALID)
    assert seen(own, others=(between.der,)) == said
    assert seen(own, others=(between.der,), crls=(between.crl(),)) == said
    assert seen(own, root.row, others=(between.der,), crls=(between.crl(),)) == ((), Result.VALID)
    assert seen(own, between.row, others=(between.der,)) == ((), Result.VALID)
    assert seen(own, others=(between.der, root.der), crls=(between.crl(), root.crl())) == ((), Result.VALID)


def test_no_bit_of_what_comes_with_an_enrolled_signer_changes_unnoticed(judged_with, root):
    """Flipped bits of a certificate or of a list were accepted without a word."""
    leaf = root.issue()
    own = trusted_certificate(leaf.certificate)
    whole = {"others": (root.der,), "crls": (root.crl(),)}
    assert judged_with(leaf, own, **whole).result is Result.VALID
    assert judged_with(leaf, own, root.row, crls=whole["crls"]).result is Result.VALID
    judged_once = 0
    for name, rows in (("others", (own,)), ("crls", (own,)), ("crls", (own, root.row))):
        encoded = whole[name][0]
        for place in range(0, len(encoded), 1 if LONG else 11):
            damaged = encoded[:place] + bytes([encoded[place] ^ 1 << place % 8]) + encoded[place + 1 :]
            carried = {name: (damaged,)} if len(rows) > 1 else {**whole, name: (damaged,)}
            try:
                judged = judged_with(leaf, *rows, **carried)
            except ValueError:  # the test's own tool cannot carry it
                continue
            if damaged not in judged.path.read_bytes():  # or it has put it right
                continue
            judged_once += 1
            assert judged.result is Result.INVALID or judged.codes == ("CRT-01",), (name, place)
    assert judged_once > 40


@pytest.mark.parametrize("name", ["others", "crls"])
def test_unused_bits_of_a_carried_signature(judged_with, root, name):
    """Where the last bit happens to be 0, a signature of one bit less is the same to every library."""
    leaf = root.issue()
    while True:
        whole = {"others": (root.der,), "crls": (root.crl(),)}
        if name == "others":
            between = Authority("CA trung gian", root)
            leaf, whole = between.issue(), {"others": (between.der, root.der), "crls": ()}
        encoded = whole[name][0]
        if encoded[-1] & 1 == 0:
            break
    signature = der.read(encoded).children()[2]
    place = len(encoded) - len(signature.content)
    damaged = encoded[:place] + b"\1" + encoded[place + 1 :]
    own = trusted_certificate(leaf.certificate)
    assert judged_with(leaf, own, **whole).codes == ()
    assert judged_with(leaf, own, **whole | {name: (damaged, *whole[name][1:])}).codes == ("SIG-01",)


def test_a_list_that_its_carried_issuer_did_not_sign(judged_with, root):
    """Where the issuer's certificate is there, a wrong list is no question of trust: the signature object is broken."""
    leaf = root.issue()
    own = trusted_certificate(leaf.certificate)
    other = Authority("CA cơ quan").crl()
    assert judged_with(leaf, own, others=(root.der,), crls=(other,)).codes == ("SIG-01",)


def test_a_certificate_signed_with_a_digest_that_is_not_accepted(judged_with, root):
    weak = root.issue(digest=hashes.SHA224())
    assert judged_with(weak, root.row, crls=(root.crl(),)).codes == ("TRU-01",)


def test_an_enrolled_signer_whom_his_authority_revoked(judged_with, root):
    leaf = root.issue()
    own = trusted_certificate(leaf.certificate)
    revoked = (root.crl(leaf),)
    assert judged_with(leaf, own, others=(root.der,), crls=revoked).codes == ("TRU-04",)
    assert judged_with(leaf, own, root.row, crls=revoked).result is Result.INVALID
    later = (root.crl(leaf, at=NOW + timedelta(days=1)),)
    assert judged_with(leaf, own, root.row, crls=later).codes == ()
    stranger = Authority("CA cơ quan")  # the same name, another key: its list says nothing of this signer
    assert judged_with(leaf, own, stranger.row, crls=(stranger.crl(leaf),)).result is Result.VALID


def test_an_enrolled_signer_needs_no_chain_in_force(judged_with):
    """What an unknown certificate says of its own days is not believed either."""
    short = Authority("CA ngắn", start=START - timedelta(days=800))
    leaf = short.issue()
    own = trusted_certificate(leaf.certificate)
    assert judged_with(leaf, own, others=(short.der,), now=NOW).codes == ()

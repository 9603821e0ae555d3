"""What a stranger could send to fill the memory, to keep the PC busy, or to reach the ends of the calendar."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from asn1crypto import algos, core, keys
from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kh57_desktop.exchange import der, json_rules
from kh57_desktop.exchange.certificates import LONGEST_NAME, sha256_of, subject_words
from kh57_desktop.exchange.cms_check import read_signature
from kh57_desktop.exchange.pdf_limits import MOST_OBJECTS
from tests.exchange.makers import identity, judge, receipt_package, signed_pdf
from tests.exchange.raw_cms import attribute, signed, usual_attributes
from tests.exchange.raw_zip import changed, read_parts, save, signed_again, write_zip
from tests.exchange.test_attacks_content import with_sheet
from tests.exchange.test_attacks_pdf import codes


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return read_parts(receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes())


@pytest.fixture
def codes_of(tmp_path, parts):
    """Codes of the receipt with this signature object."""

    def judged(whole: bytes) -> tuple[str, ...]:
        path = save(tmp_path, write_zip(changed(parts, "META-INF/signature001.p7s", whole)))
        return judge(path).codes

    return judged


@pytest.fixture
def manifest(parts) -> bytes:
    return next(one.content for one in parts if one.name == "META-INF/ASiCManifest001.xml")


def _signer(common_name: str, *extensions: dict[str, object]) -> SimpleNamespace:
    """A self-signed identity that the usual builders of certificates would refuse to make."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    name = asn1_x509.Name.build({"common_name": common_name, "serial_number": "23674"})
    days = [asn1_x509.Time({"utc_time": datetime(year, 1, 1, tzinfo=UTC)}) for year in (2026, 2028)]
    fields = {
        "version": "v3",
        "serial_number": 77,
        "signature": {"algorithm": "sha256_ecdsa"},
        "issuer": name,
        "validity": {"not_before": days[0], "not_after": days[1]},
        "subject": name,
        "subject_public_key_info": keys.PublicKeyInfo.load(public),
    }
    if extensions:
        fields["extensions"] = asn1_x509.Extensions(extensions)
    body = asn1_x509.TbsCertificate(fields)

    def sign(content: bytes) -> bytes:
        return key.sign(content, ec.ECDSA(hashes.SHA256()))

    algorithm = {"algorithm": "sha256_ecdsa"}
    whole = {"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": sign(body.dump())}
    return SimpleNamespace(
        certificate=asn1_x509.Certificate(whole).dump(),
        signature_algorithm=algos.SignedDigestAlgorithm(algorithm),
        sign=sign,
    )


def test_a_long_name_of_unordered_marks_is_cut_before_it_is_normalised(codes_of, manifest):
    """Normalising takes the square of the number of marks: 120,000 took 18 seconds, a megabyte takes half an hour."""
    signer = _signer("a" + "\u0301\u0323" * 60_000)
    assert codes_of(signed(manifest, signer)) == ("TRU-01", "ENV-07")
    read = read_signature(signed(manifest, signer))
    assert sha256_of(read.certificate) == read.sha256
    assert len(subject_words(read.certificate)) <= LONGEST_NAME


def test_extensions_that_no_program_can_read_are_no_reason_to_fail(codes_of, manifest):
    address = core.ParsableOctetString(bytes.fromhex("3002a300"))  # an x400Address
    signer = _signer("Xã khác", {"extn_id": "subject_alt_name", "critical": False, "extn_value": address})
    assert codes_of(signed(manifest, signer)) == ("TRU-01", "ENV-07")


@pytest.mark.parametrize("year", [1, 1949, 3000, 9999])
def test_a_time_of_signing_at_an_end_of_the_calendar(codes_of, manifest, year):
    chosen = usual_attributes(manifest, identity())
    at = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    chosen[2] = attribute("signing_time", asn1.Time({"generalized_time": at}))
    assert codes_of(signed(manifest, identity(), attributes=chosen)) == ("SIG-01",)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59+07:00"])
def test_a_time_of_creation_at_an_end_of_the_calendar(tmp_path, parts, moment):
    changed_parts = with_sheet(parts, lambda sheet: sheet.update(created_at=moment))
    assert judge(save(tmp_path, write_zip(signed_again(changed_parts, identity())))).codes == ("ENV-01",)


def with_list(whole: bytes, listed: bytes) -> bytes:
    """The signature object with other bytes where lists of revocations stand, which no signature covers."""
    kind, inner = der.read(whole).children()
    *before, signers = der.read(inner.content).children()
    body = b"".join(one.raw for one in before) + der.encode(der.EXPLICIT_1, listed) + signers.raw
    return der.encode(der.SEQUENCE, kind.raw + der.encode(der.EXPLICIT_0, der.encode(der.SEQUENCE, body)))


def test_bytes_hung_on_a_signed_package_as_a_list_of_revocations(codes_of, manifest):
    whole = signed(manifest, identity())
    assert codes_of(whole) == ()
    assert codes_of(with_list(whole, der.encode(der.SEQUENCE, b"anything"))) == ("SIG-01",)


def test_a_signature_of_very_many_attributes(codes_of, manifest):
    """All in order and signed, as a stranger could: unknown attributes are ignored, but not half a million of them."""
    usual = usual_attributes(manifest, identity())
    some = [attribute(f"1.2.3.{number}", core.Null()) for number in range(400)]
    assert codes_of(signed(manifest, identity(), attributes=[*usual, *some])) == ()
    many = [attribute(f"1.2.3.{number}", core.Null()) for number in range(der.MOST_CHILDREN)]
    assert codes_of(signed(manifest, identity(), attributes=[*usual, *many])) == ("SIG-01",)
    with pytest.raises(der.NotDer):
        der.read(der.encode(der.SEQUENCE, der.NULL_VALUE * (der.MOST_CHILDREN + 1))).children()


def _rebuilt(whole: bytes, change) -> bytes:
    """The signature object with its bags and its signer's fields as `change` makes them, lengths made right."""
    kind, inner = der.read(whole).children()
    *head, certificates, signers = der.read(inner.content).children()
    (info,) = signers.children()
    bags, fields = change([certificates.raw], [field.raw for field in info.children()])
    signer = der.encode(der.SET, der.encode(der.SEQUENCE, b"".join(fields)))
    body = b"".join(one.raw for one in head) + b"".join(bags) + signer
    return der.encode(der.SEQUENCE, kind.raw + der.encode(der.EXPLICIT_0, der.encode(der.SEQUENCE, body)))


@pytest.mark.parametrize(
    "change",
    [
        lambda bags, fields: (bags + bags, fields),
        lambda bags, fields: ([der.encode(0xA2, b""), *bags], fields),
        lambda bags, fields: ([der.encode(der.EXPLICIT_1, der.read(bags[0]).content), *bags], fields),
        lambda bags, fields: ([der.encode(der.EXPLICIT_0, b"")], fields),
        lambda bags, fields: ([der.encode(der.EXPLICIT_0, der.read(bags[0]).content * 11)], fields),
        lambda bags, fields: (bags, [*fields, der.encode(der.EXPLICIT_1, b""), der.encode(der.EXPLICIT_1, b"")]),
        lambda bags, fields: (bags, [*fields, der.NULL_VALUE, der.NULL_VALUE]),
        lambda bags, fields: (bags, fields[:4]),
    ],
)
def test_another_number_or_order_of_parts_in_the_signature_object(codes_of, manifest, change):
    whole = signed(manifest, identity())
    assert _rebuilt(whole, lambda bags, fields: (bags, fields)) == whole
    assert codes_of(_rebuilt(whole, change)) == ("SIG-01",)


def test_an_unfinished_file_is_never_taken(tmp_path, parts):
    path = save(tmp_path, write_zip(parts), "BC_23674_RECEIPT_20261217_000001.asice.dangghi")
    assert judge(path).codes == ("PKG-01",)


@pytest.mark.parametrize("part", [b"[]", b'""', b"{}"])
def test_a_file_of_many_empty_parts_is_refused_before_it_is_built(part):
    """64 MiB of `[],` would become 1.4 GB of lists."""
    with pytest.raises(json_rules.NotOurJson, match="too many"):
        json_rules.parse(b"[" + b",".join([part] * (json_rules.MOST_PARTS + 1)) + b"]")


def cross_references(widths: bytes, index: bytes, content: bytes) -> bytes:
    packed, head = zlib.compress(content, 9), b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Type/XRef/W[%s]/Index[%s]/Size 3/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
    body = stream % (widths, index, len(packed)) + packed
    return head + body + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


@pytest.mark.parametrize(
    ("widths", "index", "content"),
    [
        (b"0 0 0", b"0 1000000000", b""),
        (b"0 0 0", b"0 200000 200000 200000", b""),
        (b"1 0 0", b"0 8000000", b"\1" * 8_000_000),
        (b"1 0 0", b"0 8000000", b"\5" * 8_000_000),
    ],
)
def test_a_pdf_that_claims_more_objects_than_it_has_bytes(widths, index, content):
    """300 bytes took the memory of the PC: pyHanko lists what the stream claims."""
    assert codes(cross_references(widths, index, content)) == ("PDF-05",)


def test_a_long_table_of_objects():
    rows = b"0000000009 00000 n \n" * (MOST_OBJECTS + 1)
    head = b"%PDF-1.7\nxref\n0 " + str(MOST_OBJECTS + 1).encode() + b"\n"
    trailer = b"trailer\n<</Size 300000/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    assert codes(head + rows + trailer) == ("PDF-05",)
    assert codes(signed_pdf(identity())) == ()  # the next one is judged, and made, as ever

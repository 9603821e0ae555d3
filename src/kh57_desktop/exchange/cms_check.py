"""Checking the form of a CMS signature: structure, attributes, certificates (package-format.md 3.2, step 8).

Shares no code with the writer: own strict DER reader, and `cryptography` for certificates.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa

from kh57_desktop.exchange import der
from kh57_desktop.exchange.der import Node, NotDer
from kh57_desktop.exchange.findings import Refused

_DATA = bytes.fromhex("2a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_SIGNING_TIME = bytes.fromhex("2a864886f70d010905")
_SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910020c")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
TIME_STAMP_OID = bytes.fromhex("2a864886f70d010910020e")
_Extension = TypeVar("_Extension", bound=x509.ExtensionType)

_SHA256 = bytes.fromhex("608648016503040201")
ACCEPTED_DIGESTS = ("sha256", "sha384", "sha512")
MOST_CERTIFICATES = 10
STRONG_RSA = 3072
FIRST_YEAR, LAST_YEAR = 1950, 2999
"""Years in which a signature may say that it was made; far ends of the calendar cannot be shown in local time."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature object whose form is right; nothing in it is believed yet."""

    certificate: x509.Certificate
    sha256: str
    signed_at: datetime | None
    others: tuple[x509.Certificate, ...]
    crls: tuple[bytes, ...]
    digest_algorithm: bytes
    signature_algorithm: bytes
    message_digest: bytes
    signed_attributes: bytes
    value: bytes
    time_stamp: bytes | None = None
    """The one unsigned attribute there may be: a token of a time-stamp service over `value`, not judged yet."""

    @property
    def is_short_rsa(self) -> bool:
        """ALG-01: RSA of 2048 bits still counts, a stronger key is advised."""
        key = self.certificate.public_key()
        return isinstance(key, rsa.RSAPublicKey) and key.key_size < STRONG_RSA


def read_signature(encoded: bytes, *, needs_signing_time: bool = True) -> Signature:
    """Step 8. Refused SIG-01 (form), SIG-02 (not one signer), SIG-03 (attribute missing), SIG-04 (certificate).

    In PDF signatures the time stands in the PDF, not in the attributes (PAdES): `needs_signing_time` False.
    """
    try:
        return _read_signature(encoded, needs_signing_time=needs_signing_time)
    except (ValueError, IndexError) as cause:  # also where a sequence has fewer members than its type
        raise Refused("SIG-01") from cause


def _read_signature(encoded: bytes, *, needs_signing_time: bool) -> Signature:
    version, algorithms, content, bags, info = signed_data_parts(encoded)
    if content.raw != der.encode(der.SEQUENCE, der.oid(_DATA).raw):
        raise NotDer("attached content")
    carried, crls = _bags(bags)
    signature, info_version = _signer(info, carried, crls, needs_signing_time=needs_signing_time)
    if version.raw != info_version or algorithms.raw not in _sets_of(signature.digest_algorithm):
        raise NotDer("version or digest algorithms")
    return signature


def signed_data_parts(encoded: bytes) -> tuple[Node, Node, Node, list[Node], Node]:
    """Version, digest algorithms, content, bags and the one signer; SIG-02 where there is not one signer."""
    kind, inner = _pair(der.sequence(der.read(encoded)))
    if kind != der.oid(_SIGNED_DATA):
        raise NotDer("no SignedData")
    signed_data = der.read(der.expect(inner, der.EXPLICIT_0).content)
    version, algorithms, content, *bags, signers = der.sequence(signed_data)
    infos = der.sequence(signers, der.SET)
    if len(infos) != 1:
        raise Refused("SIG-02")
    return version, algorithms, content, bags, infos[0]


def read_token_signature(encoded: bytes, content_type: bytes) -> tuple[Signature, bytes]:
    """The signature of a time-stamp token and the content that it signs (RFC 3161); NotDer or Refused where wrong.

    Services differ more than our own writers: the older certificate reference is taken, and any order of the
    algorithms; what is not under the signature must still have one form.
    """
    version, algorithms, content, bags, info = signed_data_parts(encoded)
    kind, attached = _pair(der.sequence(content))
    if kind != der.oid(content_type) or version.raw != der.encode(der.INTEGER, b"\3"):
        raise NotDer("no time-stamp")
    carried, crls = _bags(bags)
    signature, _version = _signer(info, carried, crls, needs_signing_time=False, content_type=content_type)
    if signature.time_stamp is not None or algorithms.raw not in _sets_of(signature.digest_algorithm):
        raise NotDer("digest algorithms")
    return signature, der.read(attached.content, der.OCTET_STRING).content if attached.tag == der.EXPLICIT_0 else b""


def _bags(bags: list[Node]) -> tuple[list[Node], tuple[bytes, ...]]:
    """Certificates [0] and CRLs [1], each bag at most once and in this order."""
    tags = [bag.tag for bag in bags]
    if tags not in ([], [der.EXPLICIT_0], [der.EXPLICIT_1], [der.EXPLICIT_0, der.EXPLICIT_1]):
        raise NotDer("unknown bag")
    certificates: list[Node] = []
    crls: tuple[bytes, ...] = ()
    for bag in bags:
        nodes = [der.expect(node, der.SEQUENCE) for node in bag.children()]
        if not 1 <= len(nodes) <= MOST_CERTIFICATES:
            raise NotDer("number of certificates")
        if not all(_has_whole_bytes(node) for node in nodes):
            raise NotDer("signature of a certificate")
        if bag.tag == der.EXPLICIT_0:
            certificates = nodes
        else:
            crls = tuple(node.raw for node in nodes)
    return certificates, crls


def _has_whole_bytes(signed: Node) -> bool:
    """Whether the signature of a certificate or list has no unused bits: nobody reads their number, it must be 0."""
    fields = signed.children()
    return len(fields) == 3 and fields[2].tag == der.BIT_STRING and fields[2].content[:1] == b"\0"


def _sets_of(algorithm: bytes) -> tuple[bytes, ...]:
    """`digestAlgorithms` holds the one algorithm of the signer, in either of the two usual spellings."""
    node = der.read(algorithm)
    bare = node.children()[0].raw
    return tuple(der.encode(der.SET, der.encode(der.SEQUENCE, bare + end)) for end in (b"", der.NULL_VALUE))


def _signer(
    info: Node,
    carried: list[Node],
    crls: tuple[bytes, ...],
    *,
    needs_signing_time: bool,
    content_type: bytes = _DATA,
) -> tuple[Signature, bytes]:
    """The signature, and the encoding of the version that its way of naming the certificate asks for."""
    fields = der.sequence(info)
    if len(fields) == 5 and fields[3].tag == der.SEQUENCE:
        raise Refused("SIG-03")  # no signed attributes
    if len(fields) not in (6, 7):
        raise NotDer("signer")
    version, sid, digest_algorithm, attributes, signature_algorithm, value, *unsigned = fields
    der.expect(attributes, der.EXPLICIT_0)
    der.expect(value, der.OCTET_STRING)
    for algorithm in (digest_algorithm, signature_algorithm):
        der.expect(der.sequence(algorithm)[0], der.OID)
    info_version = der.encode(der.INTEGER, b"\1" if sid.tag == der.SEQUENCE else b"\3")
    if version.raw != info_version:
        raise NotDer("version")
    named = _attributes(attributes)
    is_token = content_type != _DATA
    names_certificate = _SIGNING_CERTIFICATE_V2 in named or (is_token and _SIGNING_CERTIFICATE in named)
    missing = {_CONTENT_TYPE, _MESSAGE_DIGEST} - named.keys()
    if missing or not names_certificate or (needs_signing_time and _SIGNING_TIME not in named):
        raise Refused("SIG-03")
    if named[_CONTENT_TYPE] != der.oid(content_type):
        raise NotDer("content type")
    certificate = _certificate_of(sid, carried)
    sha256 = hashlib.sha256(certificate.raw).hexdigest()
    if _SIGNING_CERTIFICATE_V2 in named:
        refers = _certificate_hash(named[_SIGNING_CERTIFICATE_V2]).hex() == sha256
    else:
        refers = _certificate_hash(named[_SIGNING_CERTIFICATE]) == hashlib.sha1(certificate.raw).digest()  # noqa: S324
    if not refers:
        raise Refused("SIG-04")
    loaded = _load(certificate)
    others = _issuers(loaded, [_load(node) for node in carried if node.raw != certificate.raw], len(carried))
    _check_crls(crls, (loaded, *others))
    signature = Signature(
        certificate=loaded,
        sha256=sha256,
        signed_at=_time(named[_SIGNING_TIME]) if _SIGNING_TIME in named else None,
        others=others,
        crls=crls,
        digest_algorithm=digest_algorithm.raw,
        signature_algorithm=signature_algorithm.raw,
        message_digest=der.expect(named[_MESSAGE_DIGEST], der.OCTET_STRING).content,
        signed_attributes=der.encode(der.SET, attributes.content),
        value=value.content,
        time_stamp=_time_stamp(unsigned[0]) if unsigned else None,
    )
    return signature, info_version


def _time_stamp(bag: Node) -> bytes:
    """Unsigned attributes: one signature-time-stamp with one value and nothing else (format section 3.2)."""
    named = _attributes(der.expect(bag, der.EXPLICIT_1))
    if named.keys() != {TIME_STAMP_OID}:
        raise NotDer("unsigned attributes")
    return named[TIME_STAMP_OID].raw


def _attributes(bag: Node) -> dict[bytes, Node]:
    """Signed attributes by type: each once, with one value, in DER order."""
    nodes = bag.children()
    if [node.raw for node in nodes] != sorted(node.raw for node in nodes):
        raise NotDer("order of attributes")
    named: dict[bytes, Node] = {}
    for node in nodes:
        kind, values = _pair(der.sequence(node))
        members = der.sequence(values, der.SET)
        if len(members) != 1 or der.expect(kind, der.OID).content in named:
            raise NotDer("repeated attribute")
        named[kind.content] = members[0]
    return named


def _pair(nodes: list[Node]) -> tuple[Node, Node]:
    if len(nodes) != 2:
        raise NotDer("not a pair")
    return nodes[0], nodes[1]


def _certificate_hash(value: Node) -> bytes:
    """certHash of the first ESSCertIDv2; its algorithm, where named, must be SHA-256 (else SIG-05)."""
    certs = der.sequence(value)
    if not certs or not (references := der.sequence(certs[0])):
        raise NotDer("no certificate reference")
    first, *rest = der.sequence(references[0]) or [Node(0, b"", b"")]
    if first.tag == der.SEQUENCE:
        algorithm = der.sequence(first)
        if not algorithm or algorithm[0] != der.oid(_SHA256) or not rest:
            raise Refused("SIG-05")
        first = rest[0]
    return der.expect(first, der.OCTET_STRING).content


def _certificate_of(sid: Node, carried: list[Node]) -> Node:
    """The carried certificate that `sid` names, compared byte for byte."""
    if sid.tag == der.SEQUENCE:
        for node in carried:
            fields = der.sequence(der.sequence(node)[0])
            names = fields[1:] if fields[0].tag == der.EXPLICIT_0 else fields
            if len(names) > 2 and sid.content == names[2].raw + names[0].raw:
                return node
    elif sid.tag == der.IMPLICIT_0:
        for node in carried:
            key_id = extension(_load(node), x509.SubjectKeyIdentifier)
            if key_id is not None and key_id.value.digest == sid.content:
                return node
    raise Refused("SIG-04")


def _load(node: Node) -> x509.Certificate:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of certificates that others made with small faults of form
            certificate = x509.load_der_x509_certificate(node.raw)
            certificate.public_key()
            _ = certificate.subject, certificate.issuer  # parsed late, as the days are
            _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except UnsupportedAlgorithm as cause:
        raise Refused("SIG-05") from cause
    except (ValueError, TypeError, x509.InvalidVersion) as cause:
        raise Refused("SIG-04") from cause
    return certificate


def _issuers(leaf: x509.Certificate, others: list[x509.Certificate], carried: int) -> tuple[x509.Certificate, ...]:
    """The other certificates in the order of the chain; one that issued nothing here does not belong (SIG-04)."""
    if len(others) != carried - 1:
        raise Refused("SIG-04")
    chain, current, left = [], leaf, list(others)
    while left:
        issuer = next((one for one in left if issued(current, one)), None)
        if issuer is None:
            raise Refused("SIG-04")
        chain.append(issuer)
        left.remove(issuer)
        current = issuer
    return tuple(chain)


def _check_crls(encoded: tuple[bytes, ...], chain: tuple[x509.Certificate, ...]) -> None:
    """Lists of revocations stand outside the signature: each must be of an issuer of the chain, and of that one's key
    where its certificate is carried. Otherwise anybody could hang other bytes on a signed package (NotDer).
    """
    issuers = {one.issuer for one in chain}
    for one in encoded:
        crl = read_crl(one)
        if crl is None or crl.issuer not in issuers:
            raise NotDer("foreign list of revocations")
        keys = [known for known in chain if known.subject == crl.issuer]
        if keys and not any(signed_crl(crl, known) for known in keys):
            raise NotDer("list of revocations changed")


def read_crl(encoded: bytes) -> x509.CertificateRevocationList | None:
    """The list if every part of it can be read, None otherwise."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            crl = x509.load_der_x509_crl(encoded)
            _ = crl.issuer, crl.last_update_utc, crl.next_update_utc, crl.extensions, len(crl)
    except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None
    return crl


def signed_crl(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Whether `issuer` signed the list, with a digest still accepted."""
    try:
        algorithm = crl.signature_hash_algorithm
        if algorithm is None or algorithm.name not in ACCEPTED_DIGESTS or crl.issuer != issuer.subject:
            return False
        return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def extension(certificate: x509.Certificate, kind: type[_Extension]) -> x509.Extension[_Extension] | None:
    """The extension of this kind, None where there is none or the certificate's extensions cannot be read at all."""
    try:
        return certificate.extensions.get_extension_for_class(kind)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError, TypeError):
        return None


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether `issuer` signed `certificate`, by name and mathematics, with an algorithm still accepted."""
    try:
        algorithm = certificate.signature_hash_algorithm
        if algorithm is None or algorithm.name not in ACCEPTED_DIGESTS:
            return False
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _time(node: Node) -> datetime:
    """UTC, whole seconds; UTCTime to 2049, GeneralizedTime after (RFC 5652, 11.3)."""
    form = {der.UTC_TIME: "%y%m%d%H%M%SZ", der.GENERALIZED_TIME: "%Y%m%d%H%M%SZ"}.get(node.tag)
    length = 13 if node.tag == der.UTC_TIME else 15
    try:
        text = node.content.decode("ascii")
        if form is None or len(text) != length or not text[:-1].isdigit():
            raise NotDer("time")
        moment = datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError as cause:
        raise NotDer("time") from cause
    if node.tag == der.UTC_TIME and moment.year >= 2050:  # strptime takes 69 to be 1969, ASN.1 takes 50 to be 1950
        moment = moment.replace(year=moment.year - 100)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise NotDer("time")
    return moment

"""Judging a signature-time-stamp (RFC 3161) of a container's signature: level B-T (package-format.md section 3.2).

It is the one part of a signature object that the signer did not sign, so each byte of it must stand under the
signature of the time-stamp service. Whether that service is known to the receiver is told, never taken for granted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from kh57_desktop.exchange import der
from kh57_desktop.exchange.cms_check import FIRST_YEAR, LAST_YEAR, Signature, extension, read_token_signature
from kh57_desktop.exchange.cms_value import check_algorithms, check_value, digest_name, hash_named
from kh57_desktop.exchange.der import NotDer
from kh57_desktop.exchange.findings import Refused

TST_INFO = bytes.fromhex("2a864886f70d0109100104")


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What the service says: the signature was there at `at`. `certificate` is the service's own."""

    at: datetime
    certificate: x509.Certificate
    sha256: str
    signature: Signature
    """The service's own, with the certificates and lists that it carries."""


def check_time_stamp(signature: Signature) -> TimeStamp | None:
    """The stamp of the signature, None where it has none; Refused SIG-01 (form) or SIG-07 (other value)."""
    if signature.time_stamp is None:
        return None
    try:
        token, content = read_token_signature(signature.time_stamp, TST_INFO)
        check_algorithms(token)
        hash_name, imprint, at = _stated(content)
        _check_service(token, at)
    except (ValueError, IndexError, Refused) as cause:
        raise Refused("SIG-01") from cause
    if imprint != hashlib.new(hash_name, signature.value).digest():
        raise Refused("SIG-07")
    try:
        check_value(token, hashlib.new(digest_name(token), content).digest())
    except Refused as cause:
        raise Refused("SIG-07") from cause
    return TimeStamp(at, token.certificate, token.sha256, token)


def _stated(content: bytes) -> tuple[str, bytes, datetime]:
    """Digest name, imprint and time of a TSTInfo: version, policy, imprint, serial, time come first, in this order."""
    version, policy, imprint, serial, moment, *_rest = der.sequence(der.read(content))
    if version.raw != der.encode(der.INTEGER, b"\1") or serial.tag != der.INTEGER or policy.tag != der.OID:
        raise NotDer("no TSTInfo")
    algorithm, hashed = der.sequence(imprint)
    hash_name = hash_named(der.sequence(algorithm)[0].content)
    if hash_name is None:
        raise NotDer("digest of the imprint")
    text = der.expect(moment, der.GENERALIZED_TIME).content.decode("ascii")
    whole, _point, fraction = text.removesuffix("Z").partition(".")
    if not text.endswith("Z") or len(whole) != 14 or not (whole + fraction).isdigit():
        raise NotDer("time")
    at = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise NotDer("time")
    return hash_name, der.expect(hashed, der.OCTET_STRING).content, at


def _check_service(token: Signature, at: datetime) -> None:
    """RFC 3161, 2.3: the certificate is for time-stamping and for nothing else; the chain is in force at that time."""
    usage = extension(token.certificate, x509.ExtendedKeyUsage)
    if usage is None or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise Refused("SIG-01")
    for one in (token.certificate, *token.others):
        if not one.not_valid_before_utc <= at <= one.not_valid_after_utc:
            raise Refused("SIG-01")

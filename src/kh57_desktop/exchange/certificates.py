"""Reading certificates: whose they are, and as rows for a trust list (danh sách tin cậy)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from kh57_desktop.domain.packages import SignerRole, TrustedCertificate
from kh57_desktop.exchange.errors import NotACertificate
from kh57_desktop.i18n import nfc

LARGEST_FILE = 1 << 18
LONGEST_NAME = 1_000
"""Letters of a name that are read, as many as the sheet may hold: NFC of a long hostile name takes minutes."""
PEM_MARK = b"-----BEGIN CERTIFICATE-----"

_LAST_DAY = datetime(2999, 12, 31, tzinfo=UTC)
"""Instead of the end of the calendar, which certificates without an end name and no zone east of Greenwich has."""


def read_certificate(
    path: Path,
    *,
    office_code: str | None = None,
    roles: frozenset[SignerRole] | None = None,
    added_at: datetime | None = None,
    added_by: str = "",
    checked_how: str = "",
) -> TrustedCertificate:
    """The one certificate of a .cer, .pem or .der file as a row of the trust list.

    What the person who enrols it says (`office_code`, `roles`) goes before what the certificate says of itself.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        row = trusted_certificate(content)
    except (OSError, ValueError, x509.InvalidVersion) as cause:
        raise NotACertificate(name=path.name) from cause
    return replace(
        row,
        office_code=row.office_code if office_code is None else office_code,
        roles=roles or row.roles,
        added_at=added_at,
        added_by=added_by,
        checked_how=checked_how,
    )


def trusted_certificate(content: bytes) -> TrustedCertificate:
    """The same from bytes (PEM or DER); ValueError where they are no single certificate.

    A certificate that names no role may sign in both; one that names no office has the empty office code, which
    agrees with no package until a person enters the code.
    """
    if len(content) > LARGEST_FILE:
        raise ValueError("too large for a certificate")
    if PEM_MARK in content:
        found = x509.load_pem_x509_certificates(content)
        if len(found) != 1:
            raise ValueError("more than one certificate")
        certificate = found[0]
    else:
        certificate = x509.load_der_x509_certificate(content)
    role = role_of(certificate)
    return TrustedCertificate(
        sha256=sha256_of(certificate),
        subject=subject_words(certificate),
        office_code=office_code_of(certificate),
        roles=frozenset(SignerRole) if role is None else frozenset({role}),
        certificate=certificate.public_bytes(Encoding.DER),
        valid_from=certificate.not_valid_before_utc,
        valid_to=min(certificate.not_valid_after_utc, _LAST_DAY),
    )


def sha256_of(certificate: x509.Certificate) -> str:
    """Fingerprint of the DER certificate, 64 lower-case hex digits: the key of the trust list."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def fingerprint_words(sha256: str) -> str:
    """The fingerprint as people compare it: 16 groups of 4 digits."""
    return " ".join(sha256[place : place + 4] for place in range(0, len(sha256), 4))


def subject_words(certificate: x509.Certificate) -> str:
    """The common name, or the whole subject where there is none."""
    return _first(certificate, NameOID.COMMON_NAME) or certificate.subject.rfc4514_string()[:LONGEST_NAME]


def office_code_of(certificate: x509.Certificate) -> str:
    """Office code in the subject's serialNumber: 5 digits, 2 for a province; empty where there is none."""
    code = _first(certificate, NameOID.SERIAL_NUMBER)
    return code if code.isascii() and code.isdigit() and len(code) in (2, 5) else ""


def role_of(certificate: x509.Certificate) -> SignerRole | None:
    """Role in the subject's OU, None in certificates that others made."""
    unit = _first(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)
    return SignerRole(unit) if unit in list(SignerRole) else None


def _first(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    values = certificate.subject.get_attributes_for_oid(oid)
    return nfc(str(values[0].value)[:LONGEST_NAME]) if values else ""

"""Whether the receiver knows and trusts a signer (package-format.md section 5.1, step 12)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from kh57_desktop.domain.packages import SignerRole, TrustedCertificate, TrustStatus
from kh57_desktop.exchange.certificates import office_code_of
from kh57_desktop.exchange.cms_check import Signature, extension, issued, read_crl, signed_crl
from kh57_desktop.exchange.findings import (
    CARRIED_UNPROVED,
    CRL_OUT_OF_DATE,
    RECEIVED_LATE,
    Finding,
    finding,
    note,
    warning,
)
from kh57_desktop.exchange.time_stamp_check import TimeStamp
from kh57_desktop.i18n import format_date

CLOCK_TOLERANCE = timedelta(hours=24)
GRACE_AFTER_END = timedelta(days=30)
_UNDERSTOOD = frozenset({ExtensionOID.BASIC_CONSTRAINTS, ExtensionOID.KEY_USAGE, ExtensionOID.CERTIFICATE_POLICIES})


@dataclass(frozen=True, slots=True)
class TrustJudgement:
    """`office_code` is the office that the trust list gives the signer, None where the signer is unknown."""

    office_code: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Path:
    """How the trust list reaches the signer: its own row, or the row of an authority with its list of revocations."""

    row: TrustedCertificate
    crl: x509.CertificateRevocationList | None = None


def judge_signer(
    signature: Signature,
    signed_at: datetime | None,
    role: SignerRole | None,
    rows: Sequence[TrustedCertificate],
    *,
    now: datetime,
    first_received: datetime,
) -> TrustJudgement:
    """Findings TRU-01 to TRU-05 for one signature.

    `role` None: not declared, so not judged. `first_received`: when this very package was first received, `now` for a
    new one; revocation counts by it, because a stolen key can back-date.
    """
    path = _path(signature, rows)
    findings = _by_time(signature, signed_at, path, now=now, first_received=first_received)
    if path is None:
        return TrustJudgement(None, (finding("TRU-01"), *findings))
    row = path.row
    if row.status is TrustStatus.SUSPENDED or (role is not None and role not in row.roles):
        findings.append(finding("TRU-05"))
    if row.status is TrustStatus.REVOKED and (row.revoked_at is None or row.revoked_at <= first_received):
        findings.append(finding("TRU-04"))
    elif path.crl is not None:
        findings += _by_crl(signature, path.crl, now=now, first_received=first_received)
        if not findings and _is_issuer_revoked(signature, row, first_received):
            findings.append(finding("TRU-04"))
    elif _is_revoked_by_its_issuer(signature, rows, first_received):
        findings.append(finding("TRU-04"))
    if not carries_only_proved(signature, rows):
        findings.append(note("CRT-01", CARRIED_UNPROVED))
    return TrustJudgement(row.office_code or _office_under_authority(path, signature), tuple(findings))


def carries_only_proved(signature: Signature, rows: Sequence[TrustedCertificate]) -> bool:
    """Whether each byte of the other certificates and of the lists of revocations stands under a signature known here.

    They lie outside the signer's own signature. Every authority of the chain is signed by the one above it; the
    topmost must have signed itself, be on the trust list, or have its issuer there. What cannot be proved is not used.
    """
    if not signature.others and not signature.crls:
        return True
    known = _certificates(rows)
    if signature.others:
        top = signature.others[-1]
        if top not in known and not any(issued(top, one) for one in (top, *known)):
            return False
    keys = (*signature.others, *known)
    lists = [read_crl(one) for one in signature.crls]
    return all(crl is not None and any(signed_crl(crl, key) for key in keys) for crl in lists)


def _certificates(rows: Sequence[TrustedCertificate]) -> list[x509.Certificate]:
    """Those of the trust list that are more than a fingerprint."""
    found = (_loaded(row.certificate) for row in rows)
    return [one for one in found if one is not None]


def _is_revoked_by_its_issuer(
    signature: Signature, rows: Sequence[TrustedCertificate], first_received: datetime
) -> bool:
    """Whether a carried list, signed by the key that signed the certificate, revokes a signer enrolled by himself."""
    if not signature.crls:
        return False
    leaf = signature.certificate
    for issuer in (*signature.others[:1], *_certificates(rows)):
        if not issued(leaf, issuer):
            continue
        crl = _crl_of(issuer, signature.crls)
        revoked = None if crl is None else crl.get_revoked_certificate_by_serial_number(leaf.serial_number)
        if revoked is not None and revoked.revocation_date_utc <= first_received:
            return True
    return False


def knows_service(stamp: TimeStamp, rows: Sequence[TrustedCertificate]) -> bool:
    """Whether a time-stamp service is on the list itself, or was certified by an authority on it."""
    for row in rows:
        starts, ends = row.valid_from or stamp.at, row.valid_to or stamp.at
        if row.status is not TrustStatus.TRUSTED or not starts <= stamp.at <= ends:
            continue
        if row.sha256 == stamp.sha256:
            return True
        authority = _authority(row.certificate)
        if authority is not None and issued(stamp.certificate, authority):
            return True
    return False


def _office_under_authority(path: _Path, signature: Signature) -> str:
    """A government authority has no office of its own: then the signer's certificate names it."""
    return office_code_of(signature.certificate) if path.crl is not None else ""


def _path(signature: Signature, rows: Sequence[TrustedCertificate]) -> _Path | None:
    """The signer's own row goes before any authority's."""
    own = next((row for row in rows if row.sha256 == signature.sha256), None)
    if own is not None:
        return _Path(own)
    if not _may_sign(signature.certificate):
        return None
    chain = (signature.certificate, *signature.others)
    for row in rows:
        authority = _authority(row.certificate)
        if authority is None or not all(_is_authority(one, below) for below, one in enumerate(signature.others)):
            continue
        for place, certificate in enumerate(chain):
            if _is_authority(authority, place) and issued(certificate, authority):
                issuer = chain[1] if place else authority
                crl = _crl_of(issuer, signature.crls)
                return None if crl is None else _Path(row, crl)
    return None


def is_authority(certificate: bytes) -> bool:
    """Whether a row with this certificate would let its owner certify others."""
    return _authority(certificate) is not None


def _authority(encoded: bytes) -> x509.Certificate | None:
    certificate = _loaded(encoded)
    return certificate if certificate is not None and _is_authority(certificate) else None


@lru_cache(maxsize=4096)
def _loaded(encoded: bytes) -> x509.Certificate | None:
    """Kept, for a province's thousands of rows are asked for each package."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of certificates that others made with small faults of form
            return x509.load_der_x509_certificate(encoded)
    except (ValueError, x509.InvalidVersion):  # a row enrolled by its fingerprint alone
        return None


def _is_authority(certificate: x509.Certificate, below: int = 0) -> bool:
    """Whether it may issue certificates, with `below` other authorities between it and the signer (RFC 5280)."""
    constraints, usage = extension(certificate, x509.BasicConstraints), extension(certificate, x509.KeyUsage)
    if constraints is None or not constraints.value.ca or not _is_understood(certificate):
        return False
    length = constraints.value.path_length
    is_for_certificates = usage is None or usage.value.key_cert_sign
    return is_for_certificates and (length is None or below <= length)


def _may_sign(certificate: x509.Certificate) -> bool:
    usage = extension(certificate, x509.KeyUsage)
    if usage is None or not _is_understood(certificate):
        return False
    return usage.value.digital_signature or usage.value.content_commitment


def _is_understood(certificate: x509.Certificate) -> bool:
    """RFC 5280, 4.2: a critical extension that is not understood makes the certificate unusable in a chain."""
    return all(not one.critical or one.oid in _UNDERSTOOD for one in certificate.extensions)


def _crl_of(issuer: x509.Certificate, encoded: Sequence[bytes]) -> x509.CertificateRevocationList | None:
    """The newest list that `issuer` signed; without one nothing can be said of revocation."""
    found = [crl for crl in map(read_crl, encoded) if crl is not None and _is_complete(crl) and signed_crl(crl, issuer)]
    return max(found, key=lambda crl: crl.last_update_utc, default=None)


def _is_complete(crl: x509.CertificateRevocationList) -> bool:
    """A critical extension narrows a list (changes only, some certificates only): it does not speak of all."""
    return not any(one.critical for one in crl.extensions)


def _by_crl(
    signature: Signature, crl: x509.CertificateRevocationList, *, now: datetime, first_received: datetime
) -> list[Finding]:
    revoked = crl.get_revoked_certificate_by_serial_number(signature.certificate.serial_number)
    if revoked is not None and revoked.revocation_date_utc <= first_received:
        return [finding("TRU-04")]
    if crl.next_update_utc is None or crl.next_update_utc < now:
        day = crl.next_update_utc or crl.last_update_utc
        return [warning("TRU-04", CRL_OUT_OF_DATE, day=format_date(day.astimezone(now.tzinfo).date()))]
    return []


def _is_issuer_revoked(signature: Signature, row: TrustedCertificate, first_received: datetime) -> bool:
    """Whether a carried list of the authority above says that an authority of the chain was revoked."""
    above = [*signature.others[1:], _authority(row.certificate)]
    for one, issuer in zip(signature.others, above, strict=False):
        crl = None if issuer is None else _crl_of(issuer, signature.crls)
        revoked = None if crl is None else crl.get_revoked_certificate_by_serial_number(one.serial_number)
        if revoked is not None and revoked.revocation_date_utc <= first_received:
            return True
    return False


def _by_time(
    signature: Signature, signed_at: datetime | None, path: _Path | None, *, now: datetime, first_received: datetime
) -> list[Finding]:
    """TRU-02 and TRU-03 by the claimed time, at which the whole chain must be in force.

    A row may end a certificate earlier than it says itself (key change). A signer on the list himself needs no chain.
    """
    needs_chain = path is None or path.crl is not None
    chain = (signature.certificate, *(signature.others if needs_chain else ()))
    starts = [one.not_valid_before_utc for one in chain]
    ends = [one.not_valid_after_utc for one in chain]
    if path is not None:
        starts += [path.row.valid_from] if path.row.valid_from else []
        ends += [path.row.valid_to] if path.row.valid_to else []
    findings = []
    if signed_at is None or not max(starts) <= signed_at <= min(ends):
        findings.append(finding("TRU-02"))
    elif first_received - GRACE_AFTER_END > ends[0]:  # this way round: a certificate may end on the last day there is
        findings.append(warning("TRU-02", RECEIVED_LATE))
    if signed_at is not None and signed_at > now + CLOCK_TOLERANCE:
        findings.append(finding("TRU-03"))
    return findings

"""Signing identities of the office and the certificates it trusts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kh57_desktop.domain.packages import SignerRole, TrustedCertificate
from kh57_desktop.errors import UserError
from kh57_desktop.exchange import identity as identities
from kh57_desktop.exchange.certificates import read_certificate
from kh57_desktop.exchange.identity import SigningIdentity, certificate_pem
from kh57_desktop.exchange.token import SCHEME
from kh57_desktop.i18n import N_, _
from kh57_desktop.services import issuers
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.session import Session, vietnam_now
from kh57_desktop.services.tokens import open_token
from kh57_desktop.services.trust_lists import check_read_aloud


class CertificateOfAnotherOffice(UserError):
    """The subject's serialNumber holds the office code (design.md section 4)."""

    code = "certificate-of-another-office"
    message = N_("The certificate of “{name}” says that it belongs to office {own}, not {asked}.")
    hint = N_("The trust list is unchanged. Please check the code with the sender.")


__all__ = ["certificate_pem", "new_identity", "open_any", "open_identity", "signer_of", "trust"]


def new_identity(
    path: Path, *, name: str, office_code: str, role: SignerRole, password: str, now: datetime | None = None
) -> SigningIdentity:
    """A new key with its certificate in a password-protected file; returns it opened."""
    identities.create_identity(
        path, name=name, office_code=office_code, role=role, password=password, now=now or vietnam_now()
    )
    return identities.load_identity(path, password)


def open_identity(path: Path, password: str) -> SigningIdentity:
    return identities.load_identity(path, password)


def open_any(session: Session, words: str, secret: str) -> SigningIdentity:
    """An identity by what the office calls it: a .p12 file, or `pkcs11:…` for a token; close it after signing."""
    is_token = words.startswith(SCHEME)
    opened = open_token(session, words, secret) if is_token else identities.load_identity(Path(words), secret)
    return issuers.completed(session, opened)


def signer_of(identity: SigningIdentity, post: str | None) -> Signer:
    """As whom it signs: a person with a post, or the office's seal.

    The program's own certificates name their role. One by a public or government authority names none: an empty
    `post` makes it the seal, None (nothing was said) a person.
    """
    if identity.role is None and post == "":
        identity = replace(identity, role=SignerRole.OFFICE)
    return Signer(identity, None if identity.role is SignerRole.OFFICE else post or None)


def trust(
    session: Session,
    certificate: Path,
    *,
    office_code: str,
    roles: frozenset[SignerRole],
    heard: str | None = None,
    checked_how: str = "",
) -> TrustedCertificate:
    """Enrol a certificate for an office; no role given means the role that the certificate names, else both.

    `heard`: the fingerprint as it was read by telephone; FingerprintDiffers unless it is the certificate's.
    """
    own = read_certificate(certificate)
    if heard is not None:
        check_read_aloud(own.subject, own.sha256, heard)
    if own.office_code not in ("", office_code):
        raise CertificateOfAnotherOffice(name=own.subject, own=own.office_code, asked=office_code)
    row = read_certificate(
        certificate,
        office_code=office_code,
        roles=roles or own.roles,
        added_at=session.now(),
        added_by=session.user,
        checked_how=checked_how or ("telephone" if heard is not None else ""),
    )
    with session.store.changes(_("Trust certificate of {office}").format(office=office_code)):
        session.store.packages.put_trusted(row)
    return row

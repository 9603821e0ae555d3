"""The superior's trust list (danh sách tin cậy) as a signed package of its own kind, with a rising version."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kh57_desktop.domain.packages import PackageKind, SignerRole, TrustedCertificate, TrustStatus
from kh57_desktop.errors import UnknownKey, UserError
from kh57_desktop.exchange.payloads import TrustListData, TrustListValues, TrustRow, write_data
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.package_series import HandedFile, Payload, Signer, build_numbered, copy_out
from kh57_desktop.services.session import VIETNAM, Session

EXPORTED_VERSION = "exported_trust_list_version"
RECIPIENT = "Các đơn vị trực thuộc"


class NothingTrusted(UserError):
    """An empty list tells nobody anything."""

    code = "nothing-trusted"
    message = N_("The trust list is empty.")
    hint = N_("Nothing was written. Please enrol certificates first.")


class FingerprintDiffers(UserError):
    """The digits read by telephone are not those of the certificate."""

    code = "fingerprint-differs"
    message = N_("The fingerprint that was read does not match the certificate of “{name}”.")
    hint = N_("The trust list is unchanged. Please have all 64 digits read again; never trust one that differs.")


def export_trust_list(session: Session, signers: Sequence[Signer], folder: Path) -> tuple[HandedFile, int]:
    """Write the whole list, signed, under the next version; returns the file and the version."""
    rows = session.store.packages.trusted()
    if not rows:
        raise NothingTrusted
    version = int(session.store.settings.get(EXPORTED_VERSION, 0)) + 1
    office = session.store.offices.office()
    values = TrustListValues(version=version, rows=tuple(_row(row) for row in rows))
    data = TrustListData(office_code=office.code, period=None, report_uid=None, values=values)
    built = build_numbered(
        session,
        kind=PackageKind.TRUST_LIST,
        recipient=RECIPIENT,
        recipient_organ_id=None,
        payload=Payload(write_data(data)),
        signers=signers,
        words=_("Write trust list number {version}").format(version=version),
        also=lambda _built: session.store.settings.put(EXPORTED_VERSION, version),
    )
    return copy_out(session, built, folder), version


def _row(row: TrustedCertificate) -> TrustRow:
    return TrustRow(
        sha256=row.sha256,
        subject=row.subject,
        office_code=row.office_code,
        roles=tuple(sorted(row.roles)),
        valid_from=_moment(row.valid_from),
        valid_to=_moment(row.valid_to),
        status=row.status,
        revoked_at=_moment(row.revoked_at),
        added_at=_moment(row.added_at),
        added_by=row.added_by,
        checked_how=row.checked_how,
        certificate=base64.b64encode(row.certificate).decode("ascii"),
    )


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(VIETNAM).replace(microsecond=0).isoformat()


def change_status(
    session: Session, sha256: str, status: TrustStatus, *, roles: frozenset[SignerRole] | None = None
) -> TrustedCertificate:
    """Suspend (tạm dừng), revoke (thu hồi, from now on) or trust a certificate again."""
    row = next((one for one in session.store.packages.trusted() if one.sha256 == sha256), None)
    if row is None:
        raise UnknownKey(kind=_("certificate"), key=sha256)
    revoked_at = session.now() if status is TrustStatus.REVOKED else None
    changed = replace(row, status=status, revoked_at=revoked_at, roles=roles or row.roles)
    with session.store.changes(_("Change the trust in {name}").format(name=row.subject)):
        session.store.packages.put_trusted(changed)
    return changed


def grouped(sha256: str) -> str:
    """64 digits as 16 groups of 4, for reading aloud."""
    return " ".join(sha256[place : place + 4] for place in range(0, len(sha256), 4))


def check_read_aloud(name: str, sha256: str, heard: str) -> None:
    """FingerprintDiffers unless the digits that were heard are all those of the certificate."""
    digits = "".join(letter for letter in heard.lower() if letter in "0123456789abcdef")
    if digits != sha256:
        raise FingerprintDiffers(name=name)

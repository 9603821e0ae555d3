"""A new signing key in place of an old one: the change is signed by both (package-format.md section 5.4)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kh57_desktop.domain.packages import PackageKind, SignerRole
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.payloads import KeyChangeData, KeyChangeValues, write_data
from kh57_desktop.i18n import _
from kh57_desktop.services import identities
from kh57_desktop.services.offices import superior_of
from kh57_desktop.services.package_series import HandedFile, Payload, Signer, build_numbered, check_signers, copy_out
from kh57_desktop.services.session import Session


def renew_identity(
    session: Session, old: SigningIdentity, new_file: Path, folder: Path, *, password: str
) -> tuple[SigningIdentity, HandedFile]:
    """Make a new identity of the same name, office and role, and the package that tells the superior.

    A new file that is there already is used as it is, so that the same command again finishes what was stopped.
    """
    check_signers(session, [Signer(old)])
    if new_file.exists():
        new = identities.open_identity(new_file, password)
    else:
        role = old.role or SignerRole.OFFICE
        new = identities.new_identity(
            new_file, name=old.name, office_code=old.office_code, role=role, password=password, now=session.now()
        )
    return new, announce(session, old, new, folder)


def announce(session: Session, old: SigningIdentity, new: SigningIdentity, folder: Path) -> HandedFile:
    """The key-change package; asked again for the same two keys it copies the same file."""
    label = f"key:{old.sha256}:{new.sha256}"
    before = next((row for row in session.store.packages.all() if row.answers == label), None)
    if before is not None:
        return copy_out(session, before, folder)
    office = session.store.offices.office()
    bodies = session.store.offices.bodies()
    recipient = superior_of(session, bodies[0].system)
    values = KeyChangeValues(old_fingerprint=old.sha256, new_fingerprint=new.sha256)
    data = KeyChangeData(office_code=office.code, period=None, report_uid=None, values=values)
    post = None if old.role is SignerRole.OFFICE else old.name
    built = build_numbered(
        session,
        kind=PackageKind.KEY_CHANGE,
        recipient=recipient.name,
        recipient_organ_id=recipient.organ_id,
        payload=Payload(write_data(data), new_certificate=new.certificate),
        signers=[Signer(old, post), Signer(new, post)],
        words=_("Tell the superior the new key of {name}").format(name=new.name),
        also=lambda package: session.store.packages.put(replace(package, answers=label)),
    )
    return copy_out(session, built, folder)

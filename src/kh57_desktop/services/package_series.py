"""Numbering a package, building it and entering it into the register of what this office sent, in one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain import administrative
from kh57_desktop.domain.packages import Link, PackageFacts, PackageKind, SignedBy, SignerRole
from kh57_desktop.errors import UserError, reason_of
from kh57_desktop.exchange.errors import TargetNotWritable
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.exchange.placing import finish, unfinished
from kh57_desktop.exchange.writer import Attachment, build_package
from kh57_desktop.i18n import N_
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.files import is_whole
from kh57_desktop.store.packages import OutgoingPackage, Series

RESTORED_SERIES = "restored_series"
"""Setting: ids of the series that a restored backup may not simply go on with."""


class WrongSigner(UserError):
    """A package carries the office code of its signers (format section 5, ENV-04)."""

    code = "wrong-signer"
    message = N_("The certificate of “{name}” is for office {signer}, this data file is office {office}.")
    hint = N_("Nothing was signed. Please use the identity of this office.")


class AnotherPackage(UserError):
    """A package is never overwritten: the file there has other bytes."""

    code = "another-package"
    message = N_("The folder already has another file named “{name}”.")
    hint = N_("It was left as it is, and the package is kept in the register. Please choose another folder.")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in this order; `post` (chức vụ) in words, None for the office's own seal."""

    identity: SigningIdentity
    post: str | None = None


@dataclass(frozen=True, slots=True)
class HandedFile:
    """The package as it lies in the folder that was asked for."""

    path: Path
    digest: str
    comparison_code: str
    size: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Payload:
    """What goes into a package beside its sheet."""

    data: bytes
    pdf: bytes | None = None
    attachments: tuple[Attachment, ...] = ()
    table: bytes | None = None
    new_certificate: bytes | None = None


def check_signers(session: Session, signers: Sequence[Signer]) -> None:
    """Raise before anything is signed: WrongSigner, or IdentityNotValid for a certificate out of time."""
    office = session.store.offices.office()
    for signer in signers:
        if signer.identity.office_code not in ("", office.code):  # a token of the government names none
            raise WrongSigner(name=signer.identity.name, signer=signer.identity.office_code, office=office.code)
        signer.identity.ensure_valid(session.now())


def build_numbered(
    session: Session,
    *,
    kind: PackageKind,
    recipient: str,
    recipient_organ_id: str | None,
    payload: Payload,
    signers: Sequence[Signer],
    words: str,
    about: Callable[[PackageFacts], PackageFacts] = lambda facts: facts,
    report_id: str | None = None,
    also: Callable[[OutgoingPackage], None] = lambda _package: None,
    progress: Progress = SILENT,
) -> OutgoingPackage:
    """Take the recipient's next number, build and keep the package, enter it, and do `also`: all together or nothing.

    `about` adds to the facts what the kind needs (report, supersedes).
    """
    check_signers(session, signers)
    packages = session.store.packages
    with session.store.files.on_the_way() as temporary, session.store.changes(words, irrevocable=True):
        series = _next_number(session, recipient)
        before = packages.last(series.id)
        facts = about(_facts(session, kind, series, before, recipient_organ_id))
        built = build_package(
            facts,
            data=payload.data,
            pdf=payload.pdf,
            attachments=payload.attachments,
            signers=[(signer.identity, post_of(signer)) for signer in signers],
            target_folder=temporary,
            table=payload.table,
            new_certificate=payload.new_certificate,
            progress=progress,
        )
        kept = session.store.files.take(built.path, built.sha256, built.path.name, "package")
        package = OutgoingPackage(
            id=new_id(),
            series_id=series.id,
            sequence=facts.sequence,
            kind=kind,
            package_uid=facts.package_uid,
            name=built.path.name,
            digest=built.digest,
            created_at=facts.created_at,
            previous_digest=before.digest if before else None,
            report_id=report_id,
            attachment_id=kept.id,
            report_type=facts.report_type or "",
            period=facts.period_code,
            supersedes_digest=facts.supersedes.package_digest if facts.supersedes else "",
            signers=tuple(_signed_by(signer) for signer in signers),
        )
        packages.put(package)
        also(package)
    return package


def _next_number(session: Session, recipient: str) -> Series:
    """The next number of the recipient's series; after a restore the first one of a new series that continues it."""
    packages, settings = session.store.packages, session.store.settings
    series = packages.series(recipient)
    restored = settings.get(RESTORED_SERIES, "").split()
    if series is None or series.id not in restored:
        return packages.take_number(recipient)
    last = packages.last(series.id)
    settings.put(RESTORED_SERIES, " ".join(id_ for id_ in restored if id_ != series.id))
    link = Link(last.sequence, last.digest, series_id=series.id) if last else None
    return packages.take_number(recipient, continues=link)


def post_of(signer: Signer) -> str | None:
    if signer.identity.role is SignerRole.OFFICE:
        return None
    return signer.post or signer.identity.name


def _signed_by(signer: Signer) -> SignedBy:
    return SignedBy(signer.identity.name, post_of(signer) or "", signer.identity.role, signer.identity.sha256)


def _facts(
    session: Session, kind: PackageKind, series: Series, before: OutgoingPackage | None, recipient_organ_id: str | None
) -> PackageFacts:
    office = session.store.offices.office()
    return PackageFacts(
        kind=kind,
        package_uid=new_id(),
        series_id=series.id,
        sequence=series.last_sequence,
        office_code=office.code,
        office_name=office.full_name,
        province_code=office.province_code,
        province_name=office.province,
        units_version=administrative.units_version(),
        recipient_name=series.recipient,
        created_at=session.now(),
        organ_id=office.organ_id,
        recipient_organ_id=recipient_organ_id,
        continues=series.continues if series.last_sequence == 1 else None,
        previous=Link(before.sequence, before.digest) if before else None,
    )


def copy_out(session: Session, package: OutgoingPackage, folder: Path) -> HandedFile:
    """Put the kept file into `folder`; AnotherPackage where another file has its name, TargetNotWritable where the
    folder, a stick perhaps, is gone.

    A package that got time-stamps later is the same package: a copy made before stays as it is.
    """
    try:
        return _copy_out(session, package, folder)
    except OSError as cause:
        raise TargetNotWritable(name=package.name, reason=reason_of(cause)) from cause


def _copy_out(session: Session, package: OutgoingPackage, folder: Path) -> HandedFile:
    files = session.store.files
    kept = [files.get(one) for one in (package.stamped_attachment, package.attachment_id) if one]
    target = folder / package.name
    if not target.exists():
        size = kept[0].size
        with unfinished(folder, package.name) as (stream, path):  # and what a killed run left there goes
            files.pour(kept[0].id, stream.write)
            finish(stream, path, target)
    else:
        size = target.stat().st_size
        if not any(is_whole(target, one.sha256) for one in kept):
            raise AnotherPackage(name=package.name)
    return HandedFile(target, package.digest, comparison_code(package.digest), size, package.sequence)


def content_of(session: Session, package: OutgoingPackage) -> bytes:
    """The bytes that are handed over: with time-stamps where the package has got them."""
    return session.store.files.read(package.stamped_attachment or package.attachment_id or "")


def mark(session: Session, package: OutgoingPackage, state: str) -> None:
    """Save another state, inside an open action."""
    session.store.packages.put(replace(package, state=state))

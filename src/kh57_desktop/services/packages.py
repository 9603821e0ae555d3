"""Packages going out: sign the issued report, build the container, keep the register."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain import administrative
from kh57_desktop.domain.packages import Link, PackageFacts, PackageKind, SignerRole
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.writer import BuiltPackage, build_package
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.files import write_new
from kh57_desktop.services.offices import superior_of
from kh57_desktop.services.reports import period_facts
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.packages import OutgoingPackage, Series

TEMPLATE_VERSION = "1.0"
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


def package_report(
    session: Session,
    report: Report,
    signers: Sequence[Signer],
    folder: Path,
    *,
    progress: Progress = SILENT,
) -> HandedFile:
    """Sign the issued report, build its package and copy it into `folder`.

    The number is used up, the package kept and the report marked in one action, before the copy: a copy that fails
    is made again from the same bytes, never signed anew. Run again for the same report it copies the same bytes.
    """
    known = session.store.packages.of_report(report.id)
    package = known[-1] if known else _build(session, report, signers, progress)
    return _copy_out(session, package, folder)


def _build(session: Session, report: Report, signers: Sequence[Signer], progress: Progress) -> OutgoingPackage:
    office = session.store.offices.office()
    for signer in signers:
        if signer.identity.office_code != office.code:
            raise WrongSigner(name=signer.identity.name, signer=signer.identity.office_code, office=office.code)
    files, packages = session.store.files, session.store.packages
    at = session.now()
    data = files.read(report.data_attachment or "")
    signed = sign_pdf(files.read(report.pdf_attachment or ""), [signer.identity for signer in signers], at=at)
    recipient = superior_of(session, report.system)
    with (
        tempfile.TemporaryDirectory(prefix="kh57-") as temporary,
        session.store.changes(_("Package report {sign}").format(sign=report.sign), irrevocable=True),
    ):
        series = _next_number(session, recipient.name)
        before = packages.last(series.id)
        facts = _facts(session, report, series, before)
        built = build_package(
            replace(facts, created_at=at),
            data=data,
            pdf=signed,
            signers=[(signer.identity, _post(signer)) for signer in signers],
            target_folder=Path(temporary),
            progress=progress,
        )
        kept = files.put_bytes(built.path.read_bytes(), built.path.name, "package")
        files.put_bytes(signed, f"{(report.sign or '').replace('/', '_')}-signed.pdf", "signed-report")
        package = _registered(report, facts, series, before, built, kept.id)
        packages.put(package)
        session.store.reports.put(replace(report, state=ReportState.PACKAGED))
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


def _post(signer: Signer) -> str | None:
    if signer.identity.role is SignerRole.OFFICE:
        return None
    return signer.post or signer.identity.name


def _facts(session: Session, report: Report, series: Series, before: OutgoingPackage | None) -> PackageFacts:
    office = session.store.offices.office()
    recipient = superior_of(session, report.system)
    return PackageFacts(
        kind=PackageKind.REPORT,
        package_uid=new_id(),
        series_id=series.id,
        sequence=series.last_sequence,
        office_code=office.code,
        office_name=office.full_name,
        province_code=office.province_code,
        province_name=office.province,
        units_version=administrative.units_version(),
        recipient_name=recipient.name,
        created_at=session.now(),
        organ_id=office.organ_id,
        recipient_organ_id=recipient.organ_id,
        continues=series.continues if series.last_sequence == 1 else None,
        previous=Link(before.sequence, before.digest) if before else None,
        report_uid=report.uid,
        report_type=report.regime,
        report_title=report.title,
        template_version=TEMPLATE_VERSION,
        document_number=report.sign,
        period_code=report.period,
        period=period_facts(report),
    )


def _registered(
    report: Report,
    facts: PackageFacts,
    series: Series,
    before: OutgoingPackage | None,
    built: BuiltPackage,
    attachment_id: str,
) -> OutgoingPackage:
    return OutgoingPackage(
        id=new_id(),
        series_id=series.id,
        sequence=facts.sequence,
        kind=facts.kind,
        package_uid=facts.package_uid,
        name=built.path.name,
        digest=built.digest,
        created_at=facts.created_at,
        previous_digest=before.digest if before else None,
        report_id=report.id,
        attachment_id=attachment_id,
        report_type=report.regime,
        period=report.period,
    )


def _copy_out(session: Session, package: OutgoingPackage, folder: Path) -> HandedFile:
    content = session.store.files.read(package.attachment_id or "")
    target = folder / package.name
    if not target.exists():
        write_new(target, content)
    elif target.read_bytes() != content:
        raise AnotherPackage(name=package.name)
    return HandedFile(target, package.digest, comparison_code(package.digest), len(content), package.sequence)

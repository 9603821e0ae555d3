"""What the page needs of the services, bound to the file that is open; jobs open the file for themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from kh57_desktop.domain.consolidated_reports import ConsolidatedReport
from kh57_desktop.domain.packages import PackageKind, RemarkOnRow, SignerRole
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.exchange.token import TokenCertificate
from kh57_desktop.i18n import _, format_date
from kh57_desktop.progress import Progress
from kh57_desktop.services import (
    consolidated_packages,
    hand_over,
    identities,
    issuers,
    key_changes,
    packages,
    receiving,
    remarks,
    tokens,
)
from kh57_desktop.services.files import write_new
from kh57_desktop.services.hand_over import Drive, MailDraft, PackageLine
from kh57_desktop.services.package_series import HandedFile
from kh57_desktop.services.receiving import Received
from kh57_desktop.services.session import Session, open_session
from kh57_desktop.services.signature_places import keep_picture_file
from kh57_desktop.store.packages import OutgoingPackage


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """An issued report; `package` where it has one already."""

    id: str
    words: str
    contents: str
    package: OutgoingPackage | None
    replaces: bool = False
    """It corrects a report that was packaged before."""


@dataclass(frozen=True, slots=True)
class SignSource:
    """Who signs next: a .p12 file or a token's name, the post in words ("" for the seal), the password or PIN."""

    where: str
    post: str
    secret: str
    picture: Path | None = None
    """Picture of the signature or seal (.png), kept for the next times."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new signature file, its certificate beside it, and the fingerprint of that."""

    path: Path
    certificate: Path
    sha256: str


class OfficePackages:
    def __init__(self, session: Session) -> None:
        self._session = session

    def _anew(self) -> AbstractContextManager[Session]:
        here = self._session
        return open_session(here.store.path, user=here.user, now=here.now)

    @property
    def is_sample(self) -> bool:
        return self._session.store.offices.office().is_sample

    @property
    def folder(self) -> Path:
        return self._session.store.path.parent

    def recipients(self) -> str:
        return " · ".join(row.name for row in self._session.store.offices.superiors())

    def reports(self) -> list[ReportChoice]:
        """Issued reports, newest first."""
        rows = [row for row in self._session.store.reports.all() if row.state is not ReportState.DRAFT]
        rows.sort(key=lambda row: (row.dated_on is None, row.dated_on, row.number or 0), reverse=True)
        summed = sorted(self._session.store.consolidated.all(), key=lambda row: row.dated_on, reverse=True)
        return [*(self._summed(row) for row in summed), *(self._choice(row) for row in rows)]

    def _summed(self, report: ConsolidatedReport) -> ReportChoice:
        times = _(" · replaces an earlier one") if report.corrects else ""
        words = _("Consolidated report of {period} · No. {sign} of {day}{times}").format(
            period=label(parse_period(report.period)), sign=report.sign, day=format_date(report.dated_on), times=times
        )
        package = consolidated_packages.package_of(self._session, report)
        return ReportChoice(report.id, words, report.title, package, report.corrects is not None)

    def _choice(self, report: Report) -> ReportChoice:
        day = format_date(report.dated_on) if report.dated_on else ""
        times = _(" · replaces an earlier one") if report.corrects else ""
        words = _("{period} · No. {sign} of {day}{times}").format(
            period=_period_words(report.period), sign=report.sign, day=day, times=times
        )
        figures = report.figures
        contents = _("{tasks} tasks, {indicators} indicators, {attachments} attachments").format(
            tasks=len(figures.tasks),
            indicators=len(figures.indicators),
            attachments=sum(row.goes_along for row in self._session.store.files.all()),
        )
        package = packages.package_of(self._session, report)
        return ReportChoice(report.id, words, contents, package, report.corrects is not None)

    def lines(self) -> list[PackageLine]:
        return hand_over.register(self._session)

    def remarks(self, package_digest: str) -> list[RemarkOnRow]:
        return [row for row in remarks.remarks_on(self._session, package_digest) if not row.is_ours]

    def answer(self, remark: RemarkOnRow, text: str) -> None:
        remarks.answer(self._session, remark, text)

    def row_words(self, remark: RemarkOnRow) -> tuple[str, str, str]:
        """Page, id and words of the row that a remark opens; an empty page for rows that are in no table."""
        with contextlib.suppress(KeyError):  # the row is gone
            if remark.tbl == "tasks":
                task = self._session.store.tasks.get(remark.row_id)
                return "tasks", task.id, f"{task.code} · {task.text}"
            if remark.tbl == "indicators":
                indicator = self._session.store.indicators.get(remark.row_id)
                return "indicators", indicator.id, f"{indicator.code} · {indicator.text}"
        return "", "", _("The report itself")

    # jobs

    def tokens(self, progress: Progress) -> list[TokenCertificate]:
        progress.step(0, 1, "")
        with self._anew() as session:
            return tokens.plugged_in(session)

    def sign(self, report_id: str, sources: Sequence[SignSource], reason: str, progress: Progress) -> OutgoingPackage:
        """Open every identity, sign in order, keep the package; the tokens are given back whatever happens."""
        opened = []
        with self._anew() as session:
            try:
                for place, source in enumerate(sources):
                    progress.step(place, len(sources) + 1, _("opening the signature"))
                    opened.append(identities.open_any(session, source.where, source.secret))
                for identity, source in zip(opened, sources, strict=True):
                    if source.picture is not None:
                        keep_picture_file(session, identity, source.picture)
                signers = [
                    identities.signer_of(identity, source.post)
                    for identity, source in zip(opened, sources, strict=True)
                ]
                summed = session.store.consolidated.first("id = ?", (report_id,))
                if summed is not None:
                    return consolidated_packages.build(session, summed, signers, reason=reason, progress=progress)
                report = session.store.reports.get(report_id)
                return packages.build_report_package(session, report, signers, reason=reason, progress=progress)
            finally:
                for identity in opened:
                    identity.close()

    def to_stick(self, package_id: str, drive: Drive, progress: Progress) -> HandedFile:
        with self._anew() as session:
            return hand_over.to_stick(session, session.store.packages.get(package_id), drive, progress=progress)

    def to_folder(self, package_id: str, folder: Path, progress: Progress) -> HandedFile:
        progress.step(0, 1, "")
        with self._anew() as session:
            return hand_over.folder(session, session.store.packages.get(package_id), folder)

    def mail(self, package_id: str, to: str, progress: Progress) -> MailDraft:
        progress.step(0, 1, "")
        with self._anew() as session:
            package = session.store.packages.get(package_id)
            return hand_over.mail(session, package, session.store.path.parent, to=to)

    def take_answers(self, paths: Sequence[Path], progress: Progress) -> list[Received]:
        with self._anew() as session:
            return receiving.receive_all(session, paths, processes=1, progress=progress)

    @property
    def office_name(self) -> str:
        return self._session.store.offices.bodies()[0].name

    @property
    def province_code(self) -> str:
        return self._session.store.offices.office().province_code

    def new_key(self, path: Path, name: str, role: str, password: str, progress: Progress) -> MadeKey:
        progress.step(0, 1, "")
        office = self._session.store.offices.office()
        made = identities.new_identity(
            path, name=name, office_code=office.code, role=SignerRole(role), password=password, now=self._session.now()
        )
        certificate = path.with_suffix(".cer")
        write_new(certificate, identities.certificate_pem(made), force=True)
        return MadeKey(path, certificate, made.sha256)

    def renew_key(self, old: Path, before: str, new: Path, password: str, progress: Progress) -> HandedFile:
        progress.step(0, 1, "")
        with self._anew() as session:
            opened = identities.open_identity(old, before)
            return key_changes.renew_identity(session, opened, new, session.store.path.parent, password=password)[1]

    def trust(self, certificate: Path, office: str, heard: str) -> None:
        identities.trust(self._session, certificate, office_code=office, roles=frozenset(), heard=heard)

    @property
    def stamp_service(self) -> str:
        return str(self._session.store.settings.get(packages.STAMP_SERVICE, ""))

    def time_stamp(self, package_id: str, address: str, progress: Progress) -> bool:
        """Whether it is new; the address is kept for the next time."""
        progress.step(0, 1, "")
        with self._anew() as session:
            package = session.store.packages.get(package_id)
            stamped = packages.add_time_stamps(session, package, packages.service_at(address))
            if session.store.settings.get(packages.STAMP_SERVICE, "") != address:
                with session.store.changes(_("Keep the address of the time-stamp service")):
                    session.store.settings.put(packages.STAMP_SERVICE, address)
            return stamped != package

    def can_withdraw(self, package_id: str) -> bool:
        package = self._session.store.packages.get(package_id)
        return package.report_id is not None and package.kind is not PackageKind.WITHDRAWAL

    def withdraw(self, package_id: str, reason: str, source: SignSource, progress: Progress) -> HandedFile:
        progress.step(0, 1, "")
        with self._anew() as session:
            report = session.store.reports.get(session.store.packages.get(package_id).report_id or "")
            identity = identities.open_any(session, source.where, source.secret)
            try:
                signer = identities.signer_of(identity, source.post or None)
                folder = session.store.path.parent
                return packages.withdraw_report(session, report, [signer], folder, reason=reason)
            finally:
                identity.close()

    def keep_issuer(self, path: Path) -> str:
        """A file of the authority that issued the certificate; returns in words what it is."""
        return issuers.keep(self._session, path)

    @staticmethod
    def drives() -> list[Drive]:
        return hand_over.drives()


def _period_words(code: str) -> str:
    words = label(parse_period(code))
    return _("Report of {period}").format(period=words)

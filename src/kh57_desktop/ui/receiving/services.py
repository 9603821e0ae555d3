"""What the page needs of the services, bound to the file that is open; jobs open the file for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kh57_desktop.domain.package_changes import RowChange, changes_between
from kh57_desktop.domain.packages import RemarkOnRow, TrustedCertificate, TrustStatus
from kh57_desktop.exchange.token import TokenCertificate
from kh57_desktop.exchange.verify import Verification
from kh57_desktop.progress import Progress
from kh57_desktop.services import (
    answering,
    consolidated_paper,
    consolidated_reports,
    consolidation,
    identities,
    judging,
    receiving,
    remarks,
    senders,
    set_aside,
    tokens,
    trust_lists,
)
from kh57_desktop.services.answering import NewRemark
from kh57_desktop.services.consolidated_reports import AlreadyIssued, ConsolidatedReport
from kh57_desktop.services.consolidation import IndicatorSum, PeriodView, TaskOfOffice
from kh57_desktop.services.package_series import HandedFile, Signer
from kh57_desktop.services.receiving import Received
from kh57_desktop.services.session import Session, open_session
from kh57_desktop.services.year_table import YearTable, periods_to_show, year_table
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow, SetAside


@dataclass(frozen=True, slots=True)
class Sealed:
    """With what a return or an acceptance is signed."""

    where: str
    secret: str


class OfficeReceiving:
    def __init__(self, session: Session) -> None:
        self._session = session

    def _anew(self) -> AbstractContextManager[Session]:
        here = self._session
        return open_session(here.store.path, user=here.user, now=here.now)

    @property
    def folder(self) -> Path:
        return self._session.store.path.parent

    # what is shown

    def regimes(self) -> list[tuple[str, str]]:
        return [(row.code, row.name) for row in self._session.store.reports.regimes()]

    def periods(self) -> list[tuple[str, str]]:
        """Regime and period of everything received or owed by now, the last to end first."""
        return periods_to_show(self._session, today=self._session.today)

    def received_periods(self) -> list[tuple[str, str]]:
        return self._session.store.consolidation.periods()

    def view(self, regime: str, period: str) -> PeriodView:
        return consolidation.period_view(self._session, regime=regime, period=period)

    def year(self, regime: str, period: str) -> YearTable:
        return year_table(self._session, regime=regime, period=period, today=self._session.today)

    def package_of(self, regime: str, period: str, office: str) -> ReceivedPackage | None:
        """What counts of an office for a period."""
        found = self._session.store.consolidation.packages(regime, period)
        return next((self.package(row.id) for row in found if row.office_code == office), None)

    def indicators(self, regime: str, period: str) -> list[IndicatorSum]:
        return consolidation.indicator_sums(self._session, regime=regime, period=period)

    def tasks(
        self, regime: str, period: str, *, office: str = "", matched: str = "", standing: str = ""
    ) -> list[TaskOfOffice]:
        return consolidation.tasks_of(
            self._session, regime=regime, period=period, office=office, matched=matched, standing=standing
        )

    def package(self, package_id: str) -> ReceivedPackage | None:
        return next((row for row in self._session.store.packages.received() if row.id == package_id), None)

    def rows(self, package_id: str) -> list[ReceivedRow]:
        return self._session.store.packages.rows_of(package_id)

    def remarks(self, package: ReceivedPackage) -> list[RemarkOnRow]:
        return remarks.remarks_on(self._session, package.known.digest)

    def earlier(self, package: ReceivedPackage) -> ReceivedPackage | None:
        """What it is compared with: the package it replaces, else the sender's report of the period before."""
        others = [
            row
            for row in self._session.store.packages.received()
            if row.id != package.id
            and row.known.office_code == package.known.office_code
            and row.known.report_type == package.known.report_type
            and row.known.kind in receiving.REPORTS
            and row.known.received_at <= package.known.received_at
        ]
        replaced = next((row for row in others if row.known.digest == package.known.supersedes_digest), None)
        return replaced or next((row for row in others if row.known.period < package.known.period), None)

    def changes(self, before: ReceivedPackage, after: ReceivedPackage) -> list[RowChange]:
        def rows(package: ReceivedPackage) -> dict[tuple[str, str], dict[str, object]]:
            return {(row.kind, row.key): row.content for row in self.rows(package.id)}

        return changes_between(rows(before), rows(after))

    def waiting(self) -> list[SetAside]:
        return set_aside.waiting(self._session)

    def dismiss(self, row: SetAside) -> None:
        set_aside.dismiss(self._session, row)

    def trusted(self) -> list[TrustedCertificate]:
        return self._session.store.packages.trusted()

    # what is done at once

    def approve(self, package: ReceivedPackage) -> None:
        answering.approve(self._session, package)

    def enrol(self, certificate: Path, office: str, heard: str) -> TrustedCertificate:
        """With the fingerprint as it was read by telephone."""
        return identities.trust(self._session, certificate, office_code=office, roles=frozenset(), heard=heard or None)

    def change_status(self, sha256: str, status: TrustStatus) -> None:
        trust_lists.change_status(self._session, sha256, status)

    def fill_senders(self) -> int:
        return senders.fill_from_province(self._session)

    # jobs

    def tokens(self, progress: Progress) -> list[TokenCertificate]:
        progress.step(0, 1, "")
        with self._anew() as session:
            return tokens.plugged_in(session)

    def judge(self, path: Path, progress: Progress) -> Verification:
        """A PDF alone, by the certificates that this office trusts; nothing is stored."""
        return judging.verify(path, trust=self._session.store.path, progress=progress)

    def receive(self, paths: Sequence[Path], confirm: bool, progress: Progress) -> list[Received]:
        with self._anew() as session:
            return receiving.receive_all(session, paths, confirm=confirm, progress=progress)

    def send_back(
        self, package_id: str, wanted: Sequence[NewRemark], sealed: Sealed, folder: Path, progress: Progress
    ) -> HandedFile:
        with self._signing(sealed, progress) as (session, signers):
            return answering.return_package(session, _received(session, package_id), wanted, signers, folder)

    def accept(self, package_id: str, sealed: Sealed, folder: Path, progress: Progress) -> HandedFile:
        with self._signing(sealed, progress) as (session, signers):
            return answering.accept(session, _received(session, package_id), signers, folder)

    def receipt(self, package_id: str, sealed: Sealed, folder: Path, progress: Progress) -> HandedFile:
        with self._signing(sealed, progress) as (session, signers):
            return answering.receipt(session, _received(session, package_id), signers, folder)

    def export_trust(self, sealed: Sealed, folder: Path, progress: Progress) -> HandedFile:
        with self._signing(sealed, progress) as (session, signers):
            return trust_lists.export_trust_list(session, signers, folder)[0]

    @contextmanager
    def _signing(self, sealed: Sealed, progress: Progress) -> Iterator[tuple[Session, list[Signer]]]:
        """The file opened anew with the one who signs; a token is given back whatever happens."""
        progress.step(0, 1, "")
        with self._anew() as session:
            identity = identities.open_any(session, sealed.where, sealed.secret)
            try:
                yield session, [identities.signer_of(identity, identity.name)]
            finally:
                identity.close()

    def issue_report(
        self, regime: str, period: str, number: int, on: date, again: bool, progress: Progress
    ) -> ConsolidatedReport | AlreadyIssued:
        """AlreadyIssued comes back as an answer: a person may say that the new one replaces it."""
        progress.step(0, 1, "")
        with self._anew() as session:
            try:
                return consolidated_reports.issue(
                    session, period=period, regime=regime, number=number, on=on, again=again
                )
            except AlreadyIssued as before:
                return before

    def write_report(self, regime: str, period: str, out: Path, progress: Progress) -> Path:
        progress.step(0, 1, "")
        with self._anew() as session:
            consolidated_paper.write_report(session, period=period, regime=regime, out=out, force=True)
        return out


def _received(session: Session, package_id: str) -> ReceivedPackage:
    return next(row for row in session.store.packages.received() if row.id == package_id)

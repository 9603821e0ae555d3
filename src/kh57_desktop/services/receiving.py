"""Packages coming in: judge them, and store what an accepted one brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from kh57_desktop.domain.packages import PackageKind, Result, TrustedCertificate
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.certificates import read_certificate
from kh57_desktop.exchange.errors import NotACertificate
from kh57_desktop.exchange.payloads import ReportData
from kh57_desktop.exchange.replay import known_package
from kh57_desktop.exchange.verify import Verification, verify_package, verify_pdf
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.session import Session, new_id, open_session, vietnam_now
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow

__all__ = ["Received", "Verification", "advice_words", "findings_in_words", "receive", "verdict_words", "verify"]

VERDICTS = {
    Result.VALID: N_("VALID"),
    Result.VALID_REVIEW: N_("VALID, TO BE LOOKED AT"),
    Result.NOT_ENOUGH: N_("NOT ENOUGH GROUNDS"),
    Result.INVALID: N_("NOT VALID"),
}
ADVICE = {
    Result.VALID: N_("The package can be used."),
    Result.VALID_REVIEW: N_("The package can be used; please look at the warnings."),
    Result.NOT_ENOUGH: N_(
        "Please compare the certificate's fingerprint with the sender, then enrol it and check again."
    ),
    Result.INVALID: N_("Please do not use it and ask the sender for the original."),
}
"""The four results and what to do (format section 5)."""
CERTIFICATE_ENDINGS = (".cer", ".pem", ".der", ".crt")


class NotReceivedHere(UserError):
    """Some kinds of package are for the superior, others for the commune."""

    code = "not-received-here"
    message = N_("The package “{name}” is of kind “{kind}”, which this office does not receive.")
    hint = N_("Nothing was stored. Please open it in the data file of the office that it is meant for.")


class SampleElsewhere(UserError):
    """Packages of sample offices go into sample files only."""

    code = "sample-elsewhere"
    message = N_("The package “{name}” holds sample data, and this is the file of a real office.")
    hint = N_("Nothing was stored. Sample packages are received only in a sample file (code 00).")


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one package: `stored` is None where nothing new was stored (refused, or received before)."""

    verification: Verification
    stored: ReceivedPackage | None
    rows: int = 0

    @property
    def verdict_words(self) -> str:
        return verdict_words(self.verification)


def verdict_words(verification: Verification) -> str:
    return _(VERDICTS[verification.result])


def advice_words(verification: Verification) -> str:
    """What to do now."""
    return _(ADVICE[verification.result])


def verify(path: Path, *, trust: Path | None = None, progress: Progress = SILENT) -> Verification:
    """Judge a package, or a PDF alone, by the certificates in a folder or those that a data file trusts."""
    now = vietnam_now()
    if trust is not None and trust.is_file():
        with open_session(trust, read_only=True) as session:
            rows, register = session.store.packages.trusted(), session.store.packages.register()
        if _is_pdf(path):
            return verify_pdf(path, trust=rows, now=now)
        return verify_package(path, trust=rows, register=register, now=now, progress=progress)
    rows = _certificates_in(trust) if trust is not None else []
    if _is_pdf(path):
        return verify_pdf(path, trust=rows, now=now)
    return verify_package(path, trust=rows, register=None, now=now, progress=progress)


def _is_pdf(path: Path) -> bool:
    if path.suffix.lower() != ".pdf":
        return False
    with path.open("rb") as stream:
        return stream.read(5) == b"%PDF-"


def _certificates_in(folder: Path) -> list[TrustedCertificate]:
    """Every certificate of the folder; a file that is none is passed over, it can only make trust smaller."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in CERTIFICATE_ENDINGS and path.is_file():
            try:
                found.append(read_certificate(path))
            except NotACertificate:
                continue
    return found


def receive(session: Session, path: Path, *, confirm: bool = False, progress: Progress = SILENT) -> Received:
    """Judge the package and, if it is acceptable, store it with its rows in one action.

    A package received before is stored no second time. A series that was begun anew (REP-08) is stored only with
    `confirm`. What was not accepted is in the verification's findings.
    """
    packages = session.store.packages
    verification = verify_package(
        path, trust=packages.trusted(), register=packages.register(), now=session.now(), progress=progress
    )
    envelope = verification.envelope
    if not verification.is_acceptable or envelope is None or verification.is_replay:
        return Received(verification, None)
    if "REP-08" in verification.codes and not confirm:
        return Received(verification, None)
    if envelope.kind not in (PackageKind.REPORT, PackageKind.CORRECTION, PackageKind.WITHDRAWAL):
        raise NotReceivedHere(name=path.name, kind=envelope.kind.value)
    if "ENV-10" in verification.codes and not session.store.offices.office().is_sample:
        raise SampleElsewhere(name=path.name)
    return _store(session, path, verification)


def _store(session: Session, path: Path, verification: Verification) -> Received:
    envelope = verification.envelope
    if envelope is None:
        raise ValueError("an accepted package has its sheet")
    known = known_package(envelope, verification.digest, received_at=verification.received_at)
    words = _("Receive package {number} of {office}").format(number=known.sequence, office=known.office_code)
    with session.store.changes(words, irrevocable=True):
        kept = session.store.files.put_bytes(path.read_bytes(), path.name, "received-package")
        package = ReceivedPackage(
            id=new_id(),
            known=known,
            office_name=envelope.issuer.office_name,
            report_title=envelope.report.title if envelope.report else "",
            document_number=envelope.report.document_number if envelope.report else None,
            result=verification.result,
            codes=verification.codes,
            attachment_id=kept.id,
        )
        rows = _rows(package, verification)
        session.store.packages.put_received(package, rows)
        if envelope.series.continues is not None:
            session.store.packages.close_series(envelope.series.continues.series_id, words)
    return Received(verification, package, len(rows))


def _rows(package: ReceivedPackage, verification: Verification) -> list[ReceivedRow]:
    """Tasks, indicators, totals and the report's head of a report package, each as one row."""
    data = verification.data
    if not isinstance(data, ReportData):
        return []
    values = data.values
    kinds: tuple[tuple[str, Any], ...] = (
        ("report", (values.report,)),
        ("group", values.groups),
        ("task", values.tasks),
        ("indicator", values.indicators),
        ("total", values.totals),
    )
    blank = ReceivedRow(
        id="",
        received_package_id=package.id,
        office_code=package.known.office_code,
        report_type=package.known.report_type,
        period=package.known.period,
        kind="",
        key="",
        content={},
    )
    return [
        replace(
            blank,
            id=new_id(),
            kind=kind,
            key=getattr(value, "id", "") or f"{kind}-{place}",
            content=msgspec.to_builtins(value),
            position=place,
        )
        for kind, rows in kinds
        for place, value in enumerate(rows)
    ]


def findings_in_words(verification: Verification) -> list[dict[str, str]]:
    return [{"code": one.code, "severity": one.severity.value, "message": one.text} for one in verification.findings]

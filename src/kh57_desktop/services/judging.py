"""Judging a package or a signed PDF for people: the four results in words, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain.packages import Result, TrustedCertificate
from kh57_desktop.exchange.certificates import read_certificate
from kh57_desktop.exchange.errors import NotACertificate
from kh57_desktop.exchange.findings import Finding, Severity
from kh57_desktop.exchange.verify import Verification, verify_package, verify_pdf
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.session import open_session, vietnam_now

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
CHECKS = (
    (N_("Structure and integrity of the package"), ("PKG",)),
    (N_("Digital signatures"), ("SIG", "ALG")),
    (N_("Trust in the signers"), ("TRU",)),
    (N_("Information sheet and figures in the package"), ("ENV", "TXT")),
    (N_("Order of the packages, period, doubles"), ("REP",)),
    (N_("The report as PDF and the signatures on it"), ("PDF",)),
    (N_("File name"), ("NAM",)),
)
"""The steps of a verification by what they look at, with the beginnings of their codes."""
OUTCOMES = {
    Severity.ERROR: N_("not passed"),
    Severity.WARNING: N_("to be looked at"),
    None: N_("passed"),
}
NOT_REACHED = N_("not reached")
CERTIFICATE_ENDINGS = (".cer", ".pem", ".der", ".crt")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of what was checked; `name` and `outcome` are msgids."""

    name: str
    outcome: str
    worst: Severity | None
    findings: tuple[str, ...] = ()
    """Codes."""


def checks_of(findings: Iterable[Finding | str], *, is_read: bool) -> list[Check]:
    """Every check with its outcome; codes alone are those of a package that was accepted, so none is an error.

    A verification that stopped early did not come to everything (`is_read` False): what found nothing is not reached.
    """
    known = [(one, Severity.WARNING) if isinstance(one, str) else (one.code, one.severity) for one in findings]
    checks = []
    for name, beginnings in CHECKS:
        found = [(code, severity) for code, severity in known if code.startswith(beginnings)]
        severities = {severity for _code, severity in found}
        worst = next((one for one in (Severity.ERROR, Severity.WARNING) if one in severities), None)
        outcome = OUTCOMES[worst] if worst is not None or is_read else NOT_REACHED
        checks.append(Check(name, outcome, worst, tuple(code for code, _severity in found)))
    return checks


def checks_in(judged: Verification, *, is_stranger: bool = False) -> list[Check]:
    """Of a package every check, of a PDF alone those that it can pass.

    `is_stranger`: judged without a register, which order and doubles need.
    """
    is_pdf_alone = not judged.digest and judged.pdf is not None
    checks = checks_of(judged.findings, is_read=is_pdf_alone or judged.envelope is not None)
    of_pdf = [name for name, beginnings in CHECKS if not {"SIG", "TRU", "PDF"}.isdisjoint(beginnings)]
    if is_stranger:
        order = next(name for name, beginnings in CHECKS if "REP" in beginnings)
        checks = [replace(one, outcome=NOT_REACHED) if one.name == order else one for one in checks]
    return [one for one in checks if not is_pdf_alone or one.name in of_pdf]


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


def findings_in_words(verification: Verification) -> list[dict[str, str]]:
    return [{"code": one.code, "severity": one.severity.value, "message": one.text} for one in verification.findings]

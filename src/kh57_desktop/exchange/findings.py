"""The codes of a verification and what they say (package-format.md section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kh57_desktop.domain.packages import Result
from kh57_desktop.i18n import N_, _


class Severity(StrEnum):
    """`info` changes nothing: REP-01, a package that is already here, keeps the result of its first receipt; CRT-01."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


MESSAGES = {
    "PKG-01": N_("The file is cut off or has extra data at its end. Please copy the package from the sender again."),
    "PKG-02": N_("This is not a report package."),
    "PKG-03": N_(
        "The structure of the package was changed (perhaps unpacked and packed again). Please ask for the original."
    ),
    "PKG-04": N_("The package exceeds the permitted number of files or size."),
    "PKG-05": N_("The package contains an unsafe file name."),
    "PKG-06": N_("The package has two files of the same name."),
    "PKG-07": N_("The package does not declare the right file type."),
    "PKG-08": N_("Data in the package are damaged: {file}."),
    "PKG-09": N_("The package has a file that is not signed: {file}."),
    "PKG-10": N_("The list of files in the package has the wrong form."),
    "PKG-11": N_("A signed file is missing from the package: {file}."),
    "PKG-12": N_("The content of a file was changed after signing: {file}."),
    "SIG-01": N_("The digital signature has the wrong form."),
    "SIG-02": N_("The package has no digital signature, or the signature was taken away."),
    "SIG-03": N_("The digital signature lacks required information."),
    "SIG-04": N_("The certificate in the package is not the one that was used to sign."),
    "SIG-05": N_("The signature uses an algorithm that is no longer safe."),
    "SIG-06": N_("The list of files was changed after signing."),
    "SIG-07": N_("The digital signature is not valid."),
    "TRU-01": N_(
        "The signer is not on the trust list yet. Please compare the certificate's fingerprint with the sending office."
    ),
    "TRU-02": N_("The certificate had expired (or was not yet valid) at the time of signing."),
    "TRU-03": N_("The time of signing lies in the future. Check the computer's clock."),
    "TRU-04": N_("The certificate was revoked before the package was received."),
    "TRU-05": N_("The signer has no right to sign in this role or is suspended."),
    "TRU-06": N_("A required signature is missing ({role})."),
    "ALG-01": N_("Warning: RSA key of 2048 bits; a stronger key is advisable."),
    "ENV-01": N_("The information sheet of the package cannot be read."),
    "ENV-02": N_("The package was made by a newer version. Please update the program."),
    "ENV-03": N_("The information sheet does not match the list of signed files."),
    "ENV-04": N_("The office code in the package does not match the signer."),
    "ENV-05": N_("The figures do not match the information sheet (office code, period or report number)."),
    "ENV-06": N_("The figures do not follow the report's schema."),
    "ENV-07": N_("The signers named in the sheet do not match the signatures."),
    "ENV-08": N_("The kind of the package is not valid."),
    "ENV-09": N_("Warning: the sheet has unknown entries, which were ignored."),
    "ENV-10": N_("Warning: sample data."),
    "REP-01": N_("This package was already received at {time}."),
    "REP-02": N_(
        "Another package with the same sequence number was already received. This must be cleared with the sender."
    ),
    "REP-03": N_("The package is older than the one received last."),
    "REP-04": N_("Warning: packages number {numbers} are still missing."),
    "REP-05": N_("The package does not follow on from the one before it."),
    "REP-06": N_("This period already has a report, and the new package does not say that it replaces it."),
    "REP-07": N_("Warning: the package that is replaced is not here yet."),
    "REP-08": N_("The sender has started the numbering anew. This must be confirmed with the sender."),
    "PDF-01": N_("The PDF does not carry all signatures."),
    "PDF-02": N_("A digital signature on the PDF is not valid."),
    "PDF-03": N_("The PDF was changed after signing."),
    "PDF-04": N_("The signer on the PDF differs from the signer named in the package."),
    "PDF-05": N_("The PDF cannot be read."),
    "PDF-06": N_("The PDF does not belong to the figures in the package."),
    "NAM-01": N_("Warning: the file name was changed."),
}
"""Code → msgid; the Vietnamese wording in the catalogue is the format's own table, word for word."""

RECEIVED_LATE = N_("Warning: the certificate had ended more than 30 days before the package was received.")
"""Shown with TRU-02 as a warning (section 5.1)."""
HIDDEN_CHARACTERS = N_("Warning: {count} control or invisible characters in the package's texts are shown as □.")
"""Shown with TXT-01 (section 5.3)."""
CRL_OUT_OF_DATE = N_("Warning: the list of revoked certificates of the issuer should have been renewed by {day}.")
"""Shown with TRU-04 as a warning (section 5.1)."""
CARRIED_UNPROVED = N_(
    "Certificates or a list of revoked certificates that came with the signature could not be checked, because their "
    "issuer is not known here; they were not used."
)
"""CRT-01: they lie outside the signature, so anybody could have changed them. It changes no result, for nothing rests
on them: the signer is on the list himself, and the list of a commune's receivers need not hold every authority.
"""

WARNINGS = frozenset({"ALG-01", "ENV-09", "ENV-10", "NAM-01", "REP-04", "REP-07", "REP-08", "TXT-01"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say. `fields` fill the message; they hold cleaned text only."""

    code: str
    severity: Severity
    message: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return _(self.message).format(**self.fields)


def finding(code: str, **fields: str) -> Finding:
    """The finding of a code with its own message and severity."""
    severity = Severity.WARNING if code in WARNINGS else Severity.INFO if code == "REP-01" else Severity.ERROR
    return Finding(code, severity, MESSAGES[code], fields)


def note(code: str, message: str) -> Finding:
    """What is said and changes no result."""
    return Finding(code, Severity.INFO, message)


def warning(code: str, message: str, **fields: str) -> Finding:
    """A warning with another message than the code's own."""
    return Finding(code, Severity.WARNING, message, fields)


class Refused(Exception):
    """A check of steps 1 to 11 failed: verification stops here."""

    def __init__(self, code: str, **fields: str) -> None:
        super().__init__(code)
        self.finding = finding(code, **fields)


def result_of(findings: tuple[Finding, ...]) -> Result:
    """HỢP LỆ · HỢP LỆ, CẦN XEM LẠI · CHƯA ĐỦ CƠ SỞ (TRU-01 the only error) · KHÔNG HỢP LỆ."""
    errors = {one.code for one in findings if one.severity is Severity.ERROR}
    if errors == {"TRU-01"}:
        return Result.NOT_ENOUGH
    if errors:
        return Result.INVALID
    if any(one.severity is Severity.WARNING for one in findings):
        return Result.VALID_REVIEW
    return Result.VALID

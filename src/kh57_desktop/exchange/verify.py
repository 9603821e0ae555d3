"""Judging a package or a signed PDF: the seventeen steps of package-format.md section 5, in order.

Nothing is written anywhere, and nothing of a package is believed before step 11 has passed. A bad package is never an
exception, only findings.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kh57_desktop.domain.packages import PackageKind, Register, Result, SignerRole, TrustedCertificate
from kh57_desktop.exchange.certificates import office_code_of, subject_words
from kh57_desktop.exchange.cms_check import Signature
from kh57_desktop.exchange.container_check import Contents, read_container
from kh57_desktop.exchange.content_check import judge_data, judge_sheet, judge_signers
from kh57_desktop.exchange.display import clean_line
from kh57_desktop.exchange.entry_names import OFFICE_FIELD, PERSON_FIELD, REPORT_PDF
from kh57_desktop.exchange.envelope import Envelope
from kh57_desktop.exchange.errors import FileNotReadable
from kh57_desktop.exchange.findings import (
    CARRIED_UNPROVED,
    Finding,
    Refused,
    Severity,
    finding,
    note,
    result_of,
)
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.exchange.naming import UNFINISHED, name_of
from kh57_desktop.exchange.payloads import AnyData, TrustListData
from kh57_desktop.exchange.pdf_check import PdfSignature, check_pdf
from kh57_desktop.exchange.replay import already_received, judge_order
from kh57_desktop.exchange.time_stamp_check import TimeStamp
from kh57_desktop.exchange.trust import carries_only_proved, judge_signer, knows_service
from kh57_desktop.exchange.zip_profile import Limits
from kh57_desktop.progress import SILENT, Cancelled, Progress

_log = logging.getLogger(__name__)

EMPTY_REGISTER = Register()
USUAL_LIMITS = Limits()
LARGEST_PDF = 64 << 20
"""Bytes of a PDF alone, which may be a signed paper of many scanned pages."""


@dataclass(frozen=True, slots=True)
class SignerSeen:
    """Who signed, as shown: `signed_at` is the time by the signer's own clock (thời gian ký theo máy người ký).

    `office_code` is the trust list's where the signer is on it, else what the certificate says of itself.
    """

    name: str
    office_code: str
    role: SignerRole | None
    post: str | None
    sha256: str
    signed_at: datetime | None
    is_trusted: bool
    stamped_at: datetime | None = None
    """When a time-stamp service saw the signature (level B-T), None without one."""
    stamped_by: str = ""
    is_stamp_trusted: bool = False
    """Whether the service's certificate, or its authority's, is on the receiver's trust list."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The judgement. `envelope` and `data` are None where they could not be read; `digest` is empty for a PDF alone
    and for a container that failed before its digest was proved.
    """

    path: Path
    findings: tuple[Finding, ...]
    received_at: datetime
    digest: str = ""
    signers: tuple[SignerSeen, ...] = ()
    envelope: Envelope | None = None
    data: AnyData | None = None
    held: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Content of the payload files that were read whole: package.json, the data file, the report PDF."""

    @property
    def result(self) -> Result:
        return result_of(self.findings)

    @property
    def is_acceptable(self) -> bool:
        """HỢP LỆ, or HỢP LỆ, CẦN XEM LẠI."""
        return self.result in (Result.VALID, Result.VALID_REVIEW)

    @property
    def is_replay(self) -> bool:
        return "REP-01" in self.codes

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def comparison_code(self) -> str:
        """Mã đối chiếu, empty where there is no digest."""
        return comparison_code(self.digest) if self.digest else ""

    @property
    def pdf(self) -> bytes | None:
        """The report PDF of the package as it was checked."""
        return self.held.get(REPORT_PDF)


def verify_package(
    path: Path,
    *,
    trust: Sequence[TrustedCertificate],
    register: Register | None = EMPTY_REGISTER,
    now: datetime,
    required_roles: frozenset[SignerRole] = frozenset(),
    limits: Limits = USUAL_LIMITS,
    copy: Path | None = None,
    progress: Progress = SILENT,
) -> Verification:
    """Judge the package at `path` as received at `now` (aware). FileNotReadable where the disk does not give it.

    `copy`: read this file in its place, whose own name says nothing (long names do not fit into deep folders).

    `register` None: a stranger's view, who keeps no register and cannot judge order and replacement (step 14).
    """
    contents: Contents | None = None
    try:
        if path.name.lower().endswith(
            UNFINISHED
        ):  # section 1: never accepted as input, the writer has not read it back
            raise Refused("PKG-01")
        with (copy or path).open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            contents = read_container(stream, size, limits, progress)
        return _judge(path, contents, trust=trust, register=register, now=now, required_roles=required_roles)
    except Refused as refusal:
        return Verification(path, (refusal.finding,), now)
    except OSError as cause:
        raise FileNotReadable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause
    except Cancelled:
        raise
    except Exception:  # noqa: BLE001
        # A hostile file found a hole in our own code: it is refused, and the log has the place.
        _log.exception("verification failed unexpectedly")
        return Verification(path, (finding("PKG-03" if contents is None else "ENV-01"),), now)


def _judge(
    path: Path,
    contents: Contents,
    *,
    trust: Sequence[TrustedCertificate],
    register: Register | None,
    now: datetime,
    required_roles: frozenset[SignerRole],
) -> Verification:
    """Steps 12 to 17: every finding is collected."""
    envelope, sheet_findings = judge_sheet(contents)
    signers, office_codes, findings = _judge_signers(contents, envelope, trust, register or EMPTY_REGISTER, now)
    findings += sheet_findings
    data: AnyData | None = None
    if envelope is not None:
        findings += judge_signers(envelope, contents.signatures, office_codes, required_roles)
        if register is not None:
            findings += judge_order(envelope, contents.digest, register)
        findings += _judge_pdf(envelope, contents)
        data, data_findings = judge_data(envelope, contents)
        findings += data_findings
        if register is not None and not already_received(contents.digest, register):
            findings += _list_version(data, register)
        if envelope.fits_kind and path.name != name_of(envelope):
            findings.append(finding("NAM-01"))
    return Verification(
        path=path,
        findings=tuple({(one.code, one.text): one for one in findings}.values()),
        received_at=now,
        digest=contents.digest,
        signers=signers,
        envelope=envelope,
        data=data,
        held=contents.held,
    )


def in_register(judged: Verification, register: Register) -> Verification:
    """Step 14 added to a stranger's view: order, chain, replacement, and the version of a trust list.

    For a replay REP-01 is all there is to say: the result is that of the first receipt.
    """
    if judged.envelope is None:
        return judged
    if already_received(judged.digest, register) is not None:
        return replace(judged, findings=tuple(judge_order(judged.envelope, judged.digest, register)))
    found = [*judge_order(judged.envelope, judged.digest, register), *_list_version(judged.data, register)]
    known = {(one.code, one.text) for one in judged.findings}
    return replace(judged, findings=(*judged.findings, *(one for one in found if (one.code, one.text) not in known)))


def _list_version(data: AnyData | None, register: Register) -> list[Finding]:
    """A trust list that is not newer than the one taken last is refused (section 5.1)."""
    if isinstance(data, TrustListData) and data.values.version <= register.trust_list_version:
        return [finding("REP-03")]
    return []


def _judge_signers(
    contents: Contents,
    envelope: Envelope | None,
    trust: Sequence[TrustedCertificate],
    register: Register,
    now: datetime,
) -> tuple[tuple[SignerSeen, ...], list[str | None], list[Finding]]:
    """Step 12, and ALG-01. In a key change the second signature is the new key's: nobody trusts it yet."""
    before = already_received(contents.digest, register)
    first_received = before.received_at if before else now
    sheets = envelope.signing.signers if envelope else ()
    is_key_change = envelope is not None and envelope.kind is PackageKind.KEY_CHANGE
    seen, office_codes, findings = [], [], []
    for place, signature in enumerate(contents.signatures):
        sheet = sheets[place] if place < len(sheets) else None
        role, post = (sheet.role, sheet.post) if sheet else (None, None)
        office_code = None
        if signature.is_short_rsa:
            findings.append(finding("ALG-01"))
        if not (is_key_change and place > 0):
            judged = judge_signer(signature, signature.signed_at, role, trust, now=now, first_received=first_received)
            findings += judged.findings
            office_code = judged.office_code
        office_codes.append(office_code)
        stamp = contents.time_stamps[place] if place < len(contents.time_stamps) else None
        if stamp is not None and not carries_only_proved(stamp.signature, trust):
            findings.append(note("CRT-01", CARRIED_UNPROVED))
        seen.append(_stamped(_seen(signature, signature.signed_at, office_code, role, post), stamp, trust))
    return tuple(seen), office_codes, findings


def _seen(
    signature: Signature,
    signed_at: datetime | None,
    office_code: str | None,
    role: SignerRole | None,
    post: str | None,
) -> SignerSeen:
    return SignerSeen(
        name=clean_line(subject_words(signature.certificate)),
        office_code=office_code_of(signature.certificate) if office_code is None else office_code,
        role=role,
        post=None if post is None else clean_line(post),
        sha256=signature.sha256,
        signed_at=signed_at,
        is_trusted=office_code is not None,
    )


def _stamped(seen: SignerSeen, stamp: TimeStamp | None, trust: Sequence[TrustedCertificate]) -> SignerSeen:
    if stamp is None:
        return seen
    name = clean_line(subject_words(stamp.certificate))
    return replace(seen, stamped_at=stamp.at, stamped_by=name, is_stamp_trusted=knows_service(stamp, trust))


def _judge_pdf(envelope: Envelope, contents: Contents) -> tuple[Finding, ...]:
    """Step 15."""
    pdf = contents.held.get(REPORT_PDF)
    if pdf is None:
        return ()
    expected = [sheet.certificate_sha256 for sheet in envelope.signing.signers]
    data_sha256 = contents.sha256.get(envelope.data.path, "")
    beside = sum(len(content) for name, content in contents.held.items() if name != REPORT_PDF)
    return check_pdf(pdf, expected=expected, data_sha256=data_sha256, data_size=beside, in_package=True).findings


def verify_pdf(path: Path, *, trust: Sequence[TrustedCertificate], now: datetime) -> Verification:
    """Judge a PDF alone. FileNotReadable where the disk does not give it, or it is larger than any paper is."""
    try:
        with path.open("rb") as stream:
            pdf = stream.read(LARGEST_PDF + 1)
    except OSError as cause:
        raise FileNotReadable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause
    if len(pdf) > LARGEST_PDF:
        return Verification(path, (finding("PDF-05"),), now)
    judged = check_pdf(pdf)
    findings, seen = list(judged.findings), []
    for one in judged.signatures:
        if one.signature.is_short_rsa:
            findings.append(finding("ALG-01"))
        trusted = judge_signer(one.signature, one.signed_at, None, trust, now=now, first_received=now)
        findings += trusted.findings
        seen.append(_seen(one.signature, one.signed_at, trusted.office_code, _role_by_field(one), None))
    return Verification(
        path=path,
        findings=tuple({(one.code, one.text): one for one in findings}.values()),
        received_at=now,
        signers=tuple(seen),
        held={REPORT_PDF: pdf},
    )


def _role_by_field(signature: PdfSignature) -> SignerRole | None:
    """The program's own field names tell the role (section 3.4)."""
    if signature.field == OFFICE_FIELD:
        return SignerRole.OFFICE
    return SignerRole.AUTHOR if signature.field.startswith(PERSON_FIELD) else None

"""`package.json`: the information sheet (phiếu thông tin) of a package, typed (package-format.md section 4)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from kh57_desktop.domain.packages import Link, PackageFacts, PackageKind, PeriodFacts, SignerRole
from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.exchange import json_rules
from kh57_desktop.exchange.zip_profile import VIETNAM

FORMAT: Literal["vn-commune-report-package"] = "vn-commune-report-package"
FORMAT_VERSION = "1.0"
POLICY = "bc-1"


def matching(pattern: str, max_length: int) -> Meta:
    """Text that matches as a whole; a bare `$` would let a line end pass behind it."""
    return Meta(pattern=rf"^(?:{pattern})$(?!\n)", max_length=max_length)


Uid = Annotated[str, matching(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 36)]
Digest = Annotated[str, matching(r"[0-9a-f]{64}", 64)]
Words = Annotated[str, Meta(max_length=100_000)]
Line = Annotated[str, Meta(max_length=1_000)]
OfficeCode = Annotated[str, matching(r"[0-9]{5}|[0-9]{2}", 5)]
ProvinceCode = Annotated[str, matching(r"[0-9]{2}", 2)]
ReportType = Annotated[str, matching(r"[A-Z0-9]{2,12}", 12)]
Sequence = Annotated[int, Meta(ge=1, le=999_999)]
"""Six digits in the file name."""
Version = Annotated[str, matching(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){1,2}", 20)]
Moment = Annotated[str, matching(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+07:00", 25)]
"""Whole seconds in Vietnam time."""
EntryName = Annotated[str, Meta(max_length=300)]
PeriodKindWord = Literal["year", "nine-months", "half", "quarter", "month", "week", "range"]


class Continued(Struct, frozen=True):
    """`series.continues`: the series that this one replaces after loss or a restored backup."""

    series_id: Uid
    sequence: Sequence
    package_digest: Digest


class Series(Struct, frozen=True):
    id: Uid
    sequence: Sequence
    continues: Continued | None


class Previous(Struct, frozen=True):
    sequence: Sequence
    package_digest: Digest


class Superseded(Struct, frozen=True):
    sequence: Sequence
    package_digest: Digest
    reason: Words


class Issuer(Struct, frozen=True):
    office_code: OfficeCode
    office_name: Line
    province_code: ProvinceCode
    province_name: Line
    units_version: Line
    organ_id: Line | None


class Recipient(Struct, frozen=True):
    organ_id: Line | None
    name: Line


class PeriodData(Struct, frozen=True, rename={"data_from": "from", "data_to": "to"}):
    """Both days inclusive."""

    kind: PeriodKindWord
    label: Line
    data_from: date
    data_to: date

    @classmethod
    def of(cls, period: PeriodFacts) -> PeriodData:
        """As both JSON files name it; ValueError where the kind is unknown."""
        return cls(PeriodKind(period.kind).value, period.label, period.data_from, period.data_to)


class ReportSheet(Struct, frozen=True):
    report_uid: Uid
    type: ReportType
    template_version: Line
    title: Line
    document_number: Line | None
    period: PeriodData


class DataSheet(Struct, frozen=True):
    path: EntryName
    schema: Line
    schema_version: Version


class FileSheet(Struct, frozen=True):
    path: EntryName
    role: Literal["report", "data", "table", "evidence", "certificate"]
    media_type: Annotated[str, matching(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}", 161)]
    size: Annotated[int, Meta(ge=0)]
    sha256: Digest
    name: Line
    caption: Words


class SignerSheet(Struct, frozen=True):
    role: SignerRole
    post: Line | None
    common_name: Line
    certificate_sha256: Digest


class Signing(Struct, frozen=True):
    policy: Line
    signers: Annotated[tuple[SignerSheet, ...], Meta(min_length=1, max_length=9)]
    identity: Literal["token", "office-key"]


class CreatedBy(Struct, frozen=True):
    app: Line
    app_version: Line


class Envelope(Struct, frozen=True):
    format: Literal["vn-commune-report-package"]
    format_version: Version
    kind: PackageKind
    package_uid: Uid
    series: Series
    previous: Previous | None
    supersedes: Superseded | None
    issuer: Issuer
    recipient: Recipient
    report: ReportSheet | None
    data: DataSheet
    files: tuple[FileSheet, ...]
    signing: Signing
    created_at: Moment
    created_by: CreatedBy

    @property
    def created(self) -> datetime:
        return datetime.fromisoformat(self.created_at)

    @property
    def fits_kind(self) -> bool:
        """Whether the sheet has a report where its kind needs one, and names what a replacing kind replaces."""
        without_report = self.kind in (PackageKind.KEY_CHANGE, PackageKind.RECEIPT, PackageKind.TRUST_LIST)
        replaces = self.kind in (PackageKind.CORRECTION, PackageKind.WITHDRAWAL)
        return (self.report is None) == without_report and (self.supersedes is not None or not replaces)

    @property
    def period(self) -> PeriodData | None:
        return self.report.period if self.report else None


def check_moment(text: str) -> None:
    """ValueError where a moment has the right form but names no day or hour, or one at an end of the calendar."""
    if not 1900 <= datetime.fromisoformat(text).year <= 2999:
        raise ValueError("no time of an office")


class BadEnvelope(ValueError):
    """`code` of the format: ENV-01 not readable, ENV-02 newer version, ENV-08 unknown kind."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_envelope(text: bytes) -> tuple[Envelope, bool]:
    """The sheet, and whether it has keys that this version does not know (ENV-09). Raises BadEnvelope."""
    try:
        raw = json_rules.parse(text)
    except json_rules.NotOurJson as cause:
        raise BadEnvelope("ENV-01", str(cause)) from cause
    if not isinstance(raw, dict):
        raise BadEnvelope("ENV-01", "no object")
    version = raw.get("format_version")
    if raw.get("format") == FORMAT and isinstance(version, str) and not version.startswith("1."):
        raise BadEnvelope("ENV-02", version)
    kind = raw.get("kind")
    if isinstance(kind, str) and kind not in list(PackageKind):
        raise BadEnvelope("ENV-08", kind)
    try:
        envelope = msgspec.convert(raw, Envelope)
        check_moment(envelope.created_at)
    except (msgspec.ValidationError, ValueError) as cause:
        raise BadEnvelope("ENV-01", str(cause)) from cause
    return envelope, has_unknown_keys(raw, envelope)


def has_unknown_keys(raw: Any, known: Any) -> bool:
    """Whether `raw` says more, at any depth, than its typed reading."""
    return _digest(raw) != _digest(known)


def _digest(value: Any) -> bytes:
    """Of the value written out; both writings at once would be twice a large file."""
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).digest()


def write_envelope(envelope: Envelope) -> bytes:
    """Canonical bytes of the sheet."""
    return json_rules.canonical(msgspec.to_builtins(envelope))


def envelope_of(
    facts: PackageFacts,
    *,
    data: DataSheet,
    files: tuple[FileSheet, ...],
    signing: Signing,
    created_by: CreatedBy,
) -> Envelope:
    """The sheet that a package of these facts carries."""
    return Envelope(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        kind=facts.kind,
        package_uid=facts.package_uid,
        series=Series(facts.series_id, facts.sequence, _continued(facts.continues)),
        previous=_previous(facts.previous),
        supersedes=_superseded(facts.supersedes),
        issuer=Issuer(
            facts.office_code,
            facts.office_name,
            facts.province_code,
            facts.province_name,
            facts.units_version,
            facts.organ_id,
        ),
        recipient=Recipient(facts.recipient_organ_id, facts.recipient_name),
        report=_report_sheet(facts),
        data=data,
        files=files,
        signing=signing,
        created_at=facts.created_at.astimezone(VIETNAM).replace(microsecond=0).isoformat(),
        created_by=created_by,
    )


def _continued(link: Link | None) -> Continued | None:
    return None if link is None else Continued(link.series_id, link.sequence, link.package_digest)


def _previous(link: Link | None) -> Previous | None:
    return None if link is None else Previous(link.sequence, link.package_digest)


def _superseded(link: Link | None) -> Superseded | None:
    return None if link is None else Superseded(link.sequence, link.package_digest, link.reason)


def _report_sheet(facts: PackageFacts) -> ReportSheet | None:
    if facts.report_uid is None or facts.report_type is None or facts.period is None:
        return None
    return ReportSheet(
        report_uid=facts.report_uid,
        type=facts.report_type,
        template_version=facts.template_version,
        title=facts.report_title,
        document_number=facts.document_number,
        period=PeriodData.of(facts.period),
    )

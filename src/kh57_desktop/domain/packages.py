"""Report packages (gói báo cáo): what is known of one before and after its file is made (package-format.md)."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from kh57_desktop.light import dataclass


class PackageKind(StrEnum):
    REPORT = "report"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    RETURN = "return"
    KEY_CHANGE = "key-change"
    RECEIPT = "receipt"
    TRUST_LIST = "trust-list"


class SignerRole(StrEnum):
    AUTHOR = "author"
    OFFICE = "office"


class Result(StrEnum):
    """The four results of a verification."""

    VALID = "valid"
    VALID_REVIEW = "valid_review"
    NOT_ENOUGH = "not_enough"
    INVALID = "invalid"


class TrustStatus(StrEnum):
    TRUSTED = "trusted"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Medium(StrEnum):
    """How a package left the office."""

    USB = "usb"
    EMAIL = "email"
    FOLDER = "folder"


class RemarkTable(StrEnum):
    """Which part of a report a remark (ý kiến) is about; the words of the format."""

    REPORT = "report"
    TASKS = "tasks"
    INDICATORS = "indicators"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class RemarkOnRow:
    """A superior's remark on one field of one row, and the commune's answer; `is_ours`: this office made it.

    `row_id` is the id of the row in the sender's file, so the remark opens that very row there.
    """

    id: str
    package_digest: str
    report_uid: str
    office_code: str
    report_type: str
    period: str
    is_ours: bool
    tbl: RemarkTable
    row_id: str
    field: str
    text: str
    author: str
    made_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One signer of a package as its register keeps it; `post` is empty for the office's seal."""

    name: str
    post: str
    role: SignerRole | None
    sha256: str


@dataclass(frozen=True, slots=True)
class TrustedCertificate:
    """One row of the receiver's trust list (danh sách tin cậy), format section 5.1."""

    sha256: str
    subject: str
    office_code: str
    roles: frozenset[SignerRole]
    certificate: bytes
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    status: TrustStatus = TrustStatus.TRUSTED
    revoked_at: datetime | None = None
    added_at: datetime | None = None
    added_by: str = ""
    checked_how: str = ""


@dataclass(frozen=True, slots=True)
class KnownPackage:
    """What the receiver keeps of an accepted package for order and replay (format section 5.2)."""

    series_id: str
    sequence: int
    digest: str
    package_uid: str
    kind: PackageKind
    office_code: str
    report_type: str
    period: str
    received_at: datetime
    superseded: bool = False
    withdrawn: bool = False
    previous_digest: str = ""
    """Digest of the package before it in its series, as it says itself; empty for the first."""
    supersedes_digest: str = ""
    """Digest of the package that it replaces or withdraws; empty where it does neither."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Office, type and period: only a package of the same place replaces another."""
        return self.office_code, self.report_type, self.period


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of a series that were skipped and may still come, `first` to `last` inclusive."""

    series_id: str
    first: int
    last: int

    def holds(self, series_id: str, number: int) -> bool:
        return self.series_id == series_id and self.first <= number <= self.last

    def without(self, number: int) -> tuple[Gap, ...]:
        """What still lacks once `number` has come."""
        before, after = Gap(self.series_id, self.first, number - 1), Gap(self.series_id, number + 1, self.last)
        return tuple(one for one in (before, after) if one.first <= one.last)


@dataclass(frozen=True, slots=True)
class Register:
    """The receiver's register: accepted packages, recorded gaps, closed series."""

    known: tuple[KnownPackage, ...] = ()
    gaps: frozenset[Gap] = frozenset()
    closed_series: frozenset[str] = frozenset()
    trust_list_version: int = 0
    """Highest version of an exported trust list taken so far; an older one is refused."""


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer to another package of a chain."""

    sequence: int
    package_digest: str
    series_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    kind: str
    label: str
    data_from: date
    data_to: date


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the sender's office knows of a package to be built; signers and files come from the exchange layer."""

    kind: PackageKind
    package_uid: str
    series_id: str
    sequence: int
    office_code: str
    office_name: str
    province_code: str
    province_name: str
    units_version: str
    recipient_name: str
    created_at: datetime
    organ_id: str | None = None
    recipient_organ_id: str | None = None
    continues: Link | None = None
    previous: Link | None = None
    supersedes: Link | None = None
    report_uid: str | None = None
    report_type: str | None = None
    report_title: str = ""
    template_version: str = "1.0"
    document_number: str | None = None
    period_code: str = ""
    period: PeriodFacts | None = None
    extra: dict[str, str] = field(default_factory=dict)

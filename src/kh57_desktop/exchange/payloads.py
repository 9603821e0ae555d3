"""`data/*.json` of each kind of package, typed (package-format.md section 4.1).

Every amount, percent and quantity is a decimal string; the files are canonical, so that the same report packed again
has the same bytes and the PDF that names their digest stays the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta, Struct

from kh57_desktop.domain.packages import PackageKind, SignerRole, TrustStatus
from kh57_desktop.domain.terms import Mark, Standing, System, TaskState
from kh57_desktop.exchange import json_rules
from kh57_desktop.exchange.envelope import (
    Digest,
    Line,
    Moment,
    OfficeCode,
    PeriodData,
    Sequence,
    Uid,
    Version,
    Words,
    check_moment,
    has_unknown_keys,
    matching,
)

SCHEMA_VERSION = "1.0.0"

Quantity = Annotated[str, matching(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", 40)]
RowId = Annotated[str, Meta(min_length=1, max_length=100)]


class Section(Struct, frozen=True):
    number: Line
    title: Line
    text: Words


class ReportHead(Struct, frozen=True):
    """`number`: the whole sign ("45/BC-UBND"); `corrects`: uid of the report that this one corrects."""

    regime: Line
    number: Line | None
    date: dt.date | None
    cut_off: dt.date
    system: System
    title: Line
    sections: tuple[Section, ...]
    corrects: Uid | None


class Group(Struct, frozen=True):
    id: RowId
    number: Line
    title: Words


class Proof(Struct, frozen=True):
    kind: Line
    number: Line
    date: dt.date | None
    title: Words
    sha256: Digest | None


class TaskRow(Struct, frozen=True):
    """A task as at the cut-off; `group` is the id of a row of `groups`."""

    id: RowId
    code: Line
    number: Line
    group: RowId | None
    text: Words
    lead: Line
    supporting: tuple[Line, ...]
    start_on: dt.date | None
    due_on: dt.date | None
    due_words: Words
    state: TaskState
    standing: Standing
    percent: Quantity | None
    result: Words
    difficulty: Words
    proposal: Words
    finished_on: dt.date | None
    proofs: tuple[Proof, ...]


class TargetRow(Struct, frozen=True):
    year: Annotated[int, Meta(ge=1900, le=2999)] | None
    comparator: Literal["", ">=", ">", "<=", "<", "="]
    value: Quantity | None
    value_max: Quantity | None
    words: Words


class IndicatorRow(Struct, frozen=True):
    id: RowId
    code: Line
    text: Words
    unit: Line
    per: Line
    targets: tuple[TargetRow, ...]
    value: Quantity | None
    mark: Mark
    numerator: Quantity | None
    denominator: Quantity | None
    source: Words
    remark: Words
    follow_up: bool


class TotalRow(Struct, frozen=True):
    """One row of table 1 as printed; `of` says whether the label names a group, a lead unit, or everything."""

    of: Literal["group", "unit", "all"]
    number: Line
    label: Words
    total: Quantity
    done_on_time: Quantity
    done_late: Quantity
    in_time: Quantity
    overdue: Quantity
    not_due: Quantity
    continuous: Quantity
    suspended: Quantity
    cancelled: Quantity
    share_done: Quantity | None


class Answer(Struct, frozen=True):
    """The commune's answer to a remark of the superior's return."""

    remark_id: RowId
    text: Words


class ReportValues(Struct, frozen=True):
    report: ReportHead
    groups: tuple[Group, ...]
    tasks: tuple[TaskRow, ...]
    indicators: tuple[IndicatorRow, ...]
    totals: tuple[TotalRow, ...]
    answers: tuple[Answer, ...]


class Remark(Struct, frozen=True):
    """A remark on one field of one row of the report."""

    id: RowId
    table: Literal["report", "tasks", "indicators", "totals"]
    row_id: Line
    field: Line
    text: Words


class ReturnValues(Struct, frozen=True):
    package_digest: Digest
    report_uid: Uid
    verdict: Literal["returned", "accepted"]
    remarks: tuple[Remark, ...]


class ReceiptValues(Struct, frozen=True):
    """Biên nhận (section 5.5): what became of the package with this digest."""

    package_digest: Digest
    sequence: Sequence
    result: Literal["valid", "valid_review", "not_enough", "invalid"]
    codes: tuple[Annotated[str, matching(r"[A-Z]{3}-[0-9]{2}", 6)], ...]
    received_at: Moment


class KeyChangeValues(Struct, frozen=True):
    old_fingerprint: Digest
    new_fingerprint: Digest


class TrustRow(Struct, frozen=True):
    sha256: Digest
    subject: Line
    office_code: OfficeCode
    roles: tuple[SignerRole, ...]
    valid_from: Moment | None
    valid_to: Moment | None
    status: TrustStatus
    revoked_at: Moment | None
    added_at: Moment | None
    added_by: Line
    checked_how: Line
    certificate: Annotated[str, matching(r"[A-Za-z0-9+/]*={0,2}", 20_000)]
    """DER in base64: the row is of use only with it."""


class TrustListValues(Struct, frozen=True):
    version: Annotated[int, Meta(ge=1)]
    rows: tuple[TrustRow, ...]


class _Data(Struct, frozen=True, kw_only=True):
    """What every data file begins with, so that it can be read alone."""

    schema_name: ClassVar[str]

    schema: Line
    schema_version: Version
    office_code: OfficeCode
    period: PeriodData | None
    report_uid: Uid | None


class ReportData(_Data, frozen=True, kw_only=True):
    schema_name = "kh57-report"
    schema: Literal["kh57-report"] = "kh57-report"
    schema_version: Version = SCHEMA_VERSION
    values: ReportValues


class ReturnData(_Data, frozen=True, kw_only=True):
    schema_name = "kh57-return"
    schema: Literal["kh57-return"] = "kh57-return"
    schema_version: Version = SCHEMA_VERSION
    values: ReturnValues


class ReceiptData(_Data, frozen=True, kw_only=True):
    schema_name = "kh57-receipt"
    schema: Literal["kh57-receipt"] = "kh57-receipt"
    schema_version: Version = SCHEMA_VERSION
    values: ReceiptValues


class KeyChangeData(_Data, frozen=True, kw_only=True):
    schema_name = "kh57-key-change"
    schema: Literal["kh57-key-change"] = "kh57-key-change"
    schema_version: Version = SCHEMA_VERSION
    values: KeyChangeValues


class TrustListData(_Data, frozen=True, kw_only=True):
    schema_name = "kh57-trust-list"
    schema: Literal["kh57-trust-list"] = "kh57-trust-list"
    schema_version: Version = SCHEMA_VERSION
    values: TrustListValues


AnyData = ReportData | ReturnData | ReceiptData | KeyChangeData | TrustListData

DATA_TYPES: dict[PackageKind, type[AnyData]] = {
    PackageKind.REPORT: ReportData,
    PackageKind.CORRECTION: ReportData,
    PackageKind.WITHDRAWAL: ReportData,
    PackageKind.RETURN: ReturnData,
    PackageKind.RECEIPT: ReceiptData,
    PackageKind.KEY_CHANGE: KeyChangeData,
    PackageKind.TRUST_LIST: TrustListData,
}
DATA_PATHS: dict[PackageKind, str] = {
    PackageKind.REPORT: "data/report.json",
    PackageKind.CORRECTION: "data/report.json",
    PackageKind.WITHDRAWAL: "data/report.json",
    PackageKind.KEY_CHANGE: "data/report.json",
    PackageKind.RETURN: "data/return.json",
    PackageKind.RECEIPT: "data/receipt.json",
    PackageKind.TRUST_LIST: "data/trust-list.json",
}


class BadData(ValueError):
    """The data file breaks its schema (ENV-06) or is of a newer version (ENV-02); `code` says which."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_data(text: bytes, kind: PackageKind) -> tuple[AnyData, bool]:
    """The data file of a package of this kind, and whether a later minor version added keys. Raises BadData."""
    wanted = DATA_TYPES[kind]
    try:
        raw: Any = json_rules.parse(text)
        if not isinstance(raw, dict) or raw.get("schema") != wanted.schema_name:
            raise BadData("ENV-06", "another schema")
        version = raw.get("schema_version")
        if not isinstance(version, str):
            raise BadData("ENV-06", "no version")
        if not version.startswith("1."):
            raise BadData("ENV-02", version)
        known = msgspec.convert(raw, wanted)
        _check_moments(known)
    except BadData:
        raise
    except ValueError as cause:  # of the JSON rules, the types, and days that no calendar has
        raise BadData("ENV-06", str(cause)) from cause
    unknown = has_unknown_keys(raw, known)
    if unknown and known.schema_version == SCHEMA_VERSION:
        raise BadData("ENV-06", "unknown keys")
    return known, unknown


def _check_moments(data: AnyData) -> None:
    """ValueError where a moment has the right form but names no day or hour."""
    if isinstance(data, ReceiptData):
        check_moment(data.values.received_at)
    elif isinstance(data, TrustListData):
        for row in data.values.rows:
            for moment in (row.valid_from, row.valid_to, row.revoked_at, row.added_at):
                if moment is not None:
                    check_moment(moment)


def write_data(data: AnyData) -> bytes:
    """Canonical bytes of a data file."""
    return json_rules.canonical(msgspec.to_builtins(data))

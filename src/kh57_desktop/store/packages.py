"""Report packages in the data file: the sender's series and what it built, the receiver's trust list and register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from kh57_desktop.domain.packages import (
    Gap,
    KnownPackage,
    Link,
    Medium,
    PackageKind,
    Register,
    RemarkOnRow,
    Result,
    SignedBy,
    TrustedCertificate,
)
from kh57_desktop.light import dataclass
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table
from kh57_desktop.store.settings import Settings


@dataclass(frozen=True, slots=True)
class Series:
    """Packages to one recipient, numbered without gaps; `continues`: the lost series that it replaces."""

    id: str
    recipient: str
    last_sequence: int = 0
    continues: Link | None = None


@dataclass(frozen=True, slots=True)
class OutgoingPackage:
    """A package that this office built; the file itself is the attachment, copied out as often as needed.

    `digest`: of the package as the format defines it; `state`: "built", "handed_over", then what the superior says:
    "received", "refused", "returned", "accepted"; "superseded" or "withdrawn" by a later package of this office.
    """

    id: str
    series_id: str
    sequence: int
    kind: PackageKind
    package_uid: str
    name: str
    digest: str
    created_at: datetime
    previous_digest: str | None = None
    report_id: str | None = None
    attachment_id: str | None = None
    report_type: str = ""
    period: str = ""
    state: str = "built"
    supersedes_digest: str = ""
    answers: str = ""
    """What it answers where a superior sent it: "returned:DIGEST", "accepted:DIGEST" or "receipt:DIGEST"."""
    signers: tuple[SignedBy, ...] = ()
    stamped_attachment: str | None = None
    """The same package with time-stamps on its signatures; handed over instead of the first file once it is there."""
    answer_at: datetime | None = None
    answer_codes: tuple[str, ...] = ()
    """When the superior's last receipt, return or acceptance came, and the codes of the receipt."""
    consolidated_id: str | None = None
    """The consolidated report that it carries, in the place of `report_id`."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over (bàn giao) of a package: when, on what, where to, by whom."""

    id: str
    package_id: str
    at: datetime
    medium: Medium
    place: str
    recipient: str
    author: str


@dataclass(frozen=True, slots=True)
class Sender:
    """An office that owes reports to this one (đơn vị gửi); `active_from`/`active_to` bound the periods it owes."""

    id: str
    office_code: str
    name: str
    level: str = "xã"
    contact: str = ""
    phone: str = ""
    active_from: date | None = None
    active_to: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A package that was refused, with the reply for its sender; what it says of itself is not believed."""

    id: str
    name: str
    size: int
    sha256: str
    at: datetime
    result: Result
    codes: tuple[str, ...]
    messages: tuple[str, ...]
    office_code: str = ""
    office_name: str = ""
    sequence: int | None = None
    reply: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package that this office accepted into its register; `codes`: findings of the verification.

    `state`: "received", "approved" (first step), then "accepted" or "returned".
    """

    id: str
    known: KnownPackage
    office_name: str = ""
    report_title: str = ""
    document_number: str | None = None
    result: Result = Result.VALID
    codes: tuple[str, ...] = ()
    attachment_id: str | None = None
    state: str = "received"
    approved_by: str = ""
    approved_at: datetime | None = None
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One task, indicator or total of a received package; `key`: its id in the sender's file."""

    id: str
    received_package_id: str
    office_code: str
    report_type: str
    period: str
    kind: str
    key: str
    content: dict[str, Any]
    position: int = 0
    matched: str = ""
    """What rows of different senders have in common: folded title or text, with the unit of an indicator."""
    standing: str = ""
    mark: str = ""
    amount: str = ""
    """Exact decimal of an indicator's value, empty without one."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """`last` 0: the one number `sequence` alone, as files before step 0013 have it."""

    id: str
    series_id: str
    sequence: int
    last: int = 0

    @property
    def gap(self) -> Gap:
        return Gap(self.series_id, self.sequence, self.last or self.sequence)


_KNOWN = Shape("received_package", KnownPackage)
_RECEIVED = Shape("received_package", ReceivedPackage, without=frozenset({"known"}))
_TRUST_LIST_VERSION = "trust_list_version"
_IN_PLACE = "office_code = ? and report_type = ? and period = ? and deleted_at is null"
_IN_FORCE = """received_package_id in (select id from received_package
    where deleted_at is null and not superseded and not withdrawn)"""


class PackageTables:
    """`store.packages`."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db
        self._settings = Settings(records)
        self._series = Table(records, Shape("series", Series))
        self._outgoing = Table(records, Shape("package", OutgoingPackage))
        self._trusted = Table(records, Shape("trusted_certificate", TrustedCertificate, columns={"sha256": "id"}))
        self._rows = Table(records, Shape("received_row", ReceivedRow))
        self._gaps = Table(records, Shape("series_gap", _Gap))
        self.hand_overs = Table(records, Shape("package_hand_over", HandOver))
        self.remarks = Table(records, Shape("remark", RemarkOnRow))
        self.senders = Table(records, Shape("sender", Sender))
        self.set_aside = Table(records, Shape("set_aside", SetAside))

    # what this office sends

    def series(self, recipient: str) -> Series | None:
        """The series in use for `recipient`: the last one begun."""
        return self._series.first("recipient = ?", (recipient,), order="row desc")

    def take_number(self, recipient: str, *, continues: Link | None = None) -> Series:
        """Use up the next number of the series; it is `last_sequence` of the answer.

        The first call for a recipient begins its series, and so does every call with `continues`.
        """
        series = self.series(recipient)
        if series is None or continues is not None:
            series = Series(str(uuid4()), recipient, 0, continues)
        series = replace(series, last_sequence=series.last_sequence + 1)
        self._series.put(series)
        return series

    def put(self, package: OutgoingPackage) -> None:
        self._outgoing.put(package)

    def all(self) -> list[OutgoingPackage]:
        return self._outgoing.all(order="created_at, row")

    def of_report(self, report_id: str) -> list[OutgoingPackage]:
        """Oldest first."""
        return self._outgoing.where("report_id = ?", (report_id,), order="created_at, row")

    def by_digest(self, digest: str) -> OutgoingPackage | None:
        return self._outgoing.first("digest = ?", (digest,))

    def get(self, package_id: str) -> OutgoingPackage:
        return self._outgoing.get(package_id)

    def all_series(self) -> list[Series]:
        return self._series.all()

    def last(self, series_id: str) -> OutgoingPackage | None:
        """The package with the highest number, which the next one names as `previous`."""
        return self._outgoing.first("series_id = ?", (series_id,), order="sequence desc")

    # what this office trusts and receives

    def trusted(self) -> list[TrustedCertificate]:
        return self._trusted.all(order="office_code, row")

    def put_trusted(self, certificate: TrustedCertificate) -> None:
        self._trusted.put(certificate)

    def register(self) -> Register:
        known = self._db.rows("select * from received_package where deleted_at is null order by row")
        closed = self._db.rows("select id from closed_series where deleted_at is null")
        return Register(
            known=tuple(_KNOWN.value(row) for row in known),
            gaps=frozenset(row.gap for row in self._gaps.all()),
            closed_series=frozenset(row["id"] for row in closed),
            trust_list_version=int(self._settings.get(_TRUST_LIST_VERSION, 0)),
        )

    def put_received(self, package: ReceivedPackage, rows: Iterable[ReceivedRow] = ()) -> None:
        """Enter an accepted package with its rows; numbers that it skips are kept as gaps, the gap it fills closes."""
        known = package.known
        top = self._db.number("select max(sequence) from received_package where series_id = ?", (known.series_id,))
        self._records.put("received_package", {**_KNOWN.row(known), **_RECEIVED.row(package)})
        if known.sequence > top + 1:
            self._put_gap(Gap(known.series_id, top + 1, known.sequence - 1))
        self._replace(package)
        within = "series_id = ? and ? between sequence and max(sequence, last)"
        filled = self._gaps.first(within, (known.series_id, known.sequence))
        if filled is not None:
            self._fill(filled, known.sequence)
        for row in rows:
            self._rows.put(row)

    def _put_gap(self, gap: Gap) -> None:
        """Under its first number, which a filled gap never gets again."""
        self._gaps.put(_Gap(f"{gap.series_id}/{gap.first}", gap.series_id, gap.first, gap.last))

    def _fill(self, filled: _Gap, number: int) -> None:
        rest = filled.gap.without(number)
        if all(gap.first != filled.sequence for gap in rest):
            self._gaps.to_bin(filled.id)
        for gap in rest:
            self._put_gap(gap)

    def _replace(self, package: ReceivedPackage) -> None:
        """What the package replaces or withdraws counts no more, whichever of the two came first.

        Only in its own place: no office ends the report of another.
        """
        known = package.known
        if known.supersedes_digest:
            self._end(known.supersedes_digest, known.place, withdrawn=known.kind is PackageKind.WITHDRAWAL)
        sql = f"select kind from received_package where supersedes_digest = ? and {_IN_PLACE}"  # noqa: S608 - our words
        for later in self._db.rows(sql, (known.digest, *known.place)):
            self._end(known.digest, known.place, withdrawn=later["kind"] == PackageKind.WITHDRAWAL)

    def _end(self, digest: str, place: tuple[str, str, str], *, withdrawn: bool) -> None:
        column = "withdrawn" if withdrawn else "superseded"
        sql = f"select id from received_package where digest = ? and {_IN_PLACE}"  # noqa: S608 - our own words
        for row in self._db.rows(sql, (digest, *place)):
            self._records.put("received_package", {"id": row["id"], column: 1})

    def put_state(self, package: ReceivedPackage) -> None:
        """Save what was decided on a received package; what it brought stays."""
        self._records.put("received_package", _RECEIVED.row(package))

    def put_trust_list_version(self, version: int) -> None:
        """The version of the trust list just taken; an older list is refused from then on."""
        self._settings.put(_TRUST_LIST_VERSION, version)

    def close_series(self, series_id: str, reason: str) -> None:
        """A series that another one continues takes no more packages."""
        self._records.put("closed_series", {"id": series_id, "reason": reason}, alive=True)

    def received(self) -> list[ReceivedPackage]:
        """Newest first."""
        sql = "select * from received_package where deleted_at is null order by received_at desc, row desc"
        return [_RECEIVED.value(row, known=_KNOWN.value(row)) for row in self._db.rows(sql)]

    def received_by_digest(self, digest: str) -> ReceivedPackage | None:
        row = self._db.row("select * from received_package where digest = ? and deleted_at is null", (digest,))
        return _RECEIVED.value(row, known=_KNOWN.value(row)) if row else None

    def rows_of(self, received_package_id: str) -> list[ReceivedRow]:
        """All rows that one package brought, whether it still counts or not."""
        return self._rows.where("received_package_id = ?", (received_package_id,), order="kind, position, row")

    def received_rows(self, office_code: str, period: str) -> list[ReceivedRow]:
        """Rows that count at present: of packages neither superseded nor withdrawn."""
        condition = f"office_code = ? and period = ? and {_IN_FORCE}"
        return self._rows.where(condition, (office_code, period), order="kind, position, row")

"""Report packages in the data file: the sender's series and what it built, the receiver's trust list and register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from kh57_desktop.domain.packages import KnownPackage, Link, PackageKind, Register, Result, TrustedCertificate
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

    `digest`: of the package as the format defines it; `state`: "built", then "handed_over".
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


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package that this office accepted into its register; `codes`: findings of the verification."""

    id: str
    known: KnownPackage
    office_name: str = ""
    report_title: str = ""
    document_number: str | None = None
    result: Result = Result.VALID
    codes: tuple[str, ...] = ()
    attachment_id: str | None = None
    state: str = "received"


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


@dataclass(frozen=True, slots=True)
class _Gap:
    id: str
    series_id: str
    sequence: int


_KNOWN = Shape("received_package", KnownPackage)
_RECEIVED = Shape("received_package", ReceivedPackage, without=frozenset({"known"}))
_TRUST_LIST_VERSION = "trust_list_version"
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
            gaps=frozenset((gap.series_id, gap.sequence) for gap in self._gaps.all()),
            closed_series=frozenset(row["id"] for row in closed),
            trust_list_version=int(self._settings.get(_TRUST_LIST_VERSION, 0)),
        )

    def put_received(self, package: ReceivedPackage, rows: Iterable[ReceivedRow] = ()) -> None:
        """Enter an accepted package with its rows; numbers that it skips are kept as gaps, the gap it fills closes."""
        known = package.known
        top = self._db.number("select max(sequence) from received_package where series_id = ?", (known.series_id,))
        self._records.put("received_package", {**_KNOWN.row(known), **_RECEIVED.row(package)})
        for sequence in range(top + 1, known.sequence):
            self._gaps.put(_Gap(f"{known.series_id}/{sequence}", known.series_id, sequence))
        filled = self._gaps.first("series_id = ? and sequence = ?", (known.series_id, known.sequence))
        if filled is not None:
            self._gaps.to_bin(filled.id)
        for row in rows:
            self._rows.put(row)

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

    def received_rows(self, office_code: str, period: str) -> list[ReceivedRow]:
        """Rows that count at present: of packages neither superseded nor withdrawn."""
        condition = f"office_code = ? and period = ? and {_IN_FORCE}"
        return self._rows.where(condition, (office_code, period), order="kind, position, row")

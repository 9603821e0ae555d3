"""Order, gaps, replacement and replay within a series (package-format.md section 5.2, step 14)."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from kh57_desktop.domain.packages import KnownPackage, PackageKind, Register
from kh57_desktop.exchange.envelope import Envelope
from kh57_desktop.exchange.findings import Finding, finding
from kh57_desktop.exchange.naming import code_of
from kh57_desktop.exchange.zip_profile import VIETNAM


def already_received(digest: str, register: Register) -> KnownPackage | None:
    """The accepted package of this digest, if it came before."""
    return next((known for known in register.known if known.digest == digest), None)


def judge_order(envelope: Envelope, digest: str, register: Register) -> list[Finding]:
    """REP-01 alone for a package that is already here, else every other REP finding."""
    before = already_received(digest, register)
    if before is not None:
        return [finding("REP-01", time=f"{before.received_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")]
    series = {known.sequence: known for known in register.known if known.series_id == envelope.series.id}
    return [
        *_sequence(envelope, series, register),
        *_chain(envelope, digest, series),
        *_replacement(envelope, digest, register),
        *_continuation(envelope, register),
    ]


def missing_before(envelope: Envelope, register: Register) -> tuple[int, ...]:
    """Sequence numbers of the series between the highest received and this package: the gaps to be recorded."""
    received = [known.sequence for known in register.known if known.series_id == envelope.series.id]
    return tuple(range(max(received, default=0) + 1, envelope.series.sequence))


def known_package(envelope: Envelope, digest: str, *, received_at: datetime) -> KnownPackage:
    """The row that the receiver keeps of an accepted package."""
    return KnownPackage(
        series_id=envelope.series.id,
        sequence=envelope.series.sequence,
        digest=digest,
        package_uid=envelope.package_uid,
        kind=envelope.kind,
        office_code=envelope.issuer.office_code,
        report_type=envelope.report.type if envelope.report else "",
        period=code_of(envelope.period) if envelope.period else "",
        received_at=received_at,
        withdrawn=envelope.kind is PackageKind.WITHDRAWAL,
        previous_digest=envelope.previous.package_digest if envelope.previous else "",
        supersedes_digest=envelope.supersedes.package_digest if envelope.supersedes else "",
    )


def _sequence(envelope: Envelope, series: dict[int, KnownPackage], register: Register) -> list[Finding]:
    number = envelope.series.sequence
    if number in series:
        return [finding("REP-02")]
    highest = max(series, default=0)
    is_gap = any(gap.holds(envelope.series.id, number) for gap in register.gaps)
    if (number < highest and not is_gap) or envelope.series.id in register.closed_series:
        return [finding("REP-03")]
    if number > highest + 1:
        return [finding("REP-04", numbers=_runs(missing_before(envelope, register)))]
    return []


def _runs(numbers: tuple[int, ...]) -> str:
    """`3, 7-9`."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return ", ".join(str(start) if start == end else f"{start}-{end}" for start, end in zip(starts, ends, strict=True))


def _chain(envelope: Envelope, digest: str, series: dict[int, KnownPackage]) -> list[Finding]:
    """REP-05: the package before and the one after, as far as they are here, must agree with this one."""
    number, previous = envelope.series.sequence, envelope.previous
    if previous is None:
        agrees = number == 1
    else:
        before = series.get(previous.sequence)
        agrees = previous.sequence == number - 1 and (before is None or before.digest == previous.package_digest)
    after = series.get(number + 1)
    agrees = agrees and (after is None or after.previous_digest in ("", digest))
    agrees = agrees and all(known.office_code == envelope.issuer.office_code for known in series.values())
    agrees = agrees and (envelope.series.continues is None or number == 1)
    return [] if agrees else [finding("REP-05")]


def _replacement(envelope: Envelope, digest: str, register: Register) -> list[Finding]:
    """REP-06, REP-07, and ENV-03 for a replacement of another office's, type's or period's package.

    A report that a package of the same place already here replaces came late: it is no second one.
    """
    if envelope.report is None:
        return [] if envelope.supersedes is None else [finding("ENV-03")]
    place = (envelope.issuer.office_code, envelope.report.type, code_of(envelope.report.period))
    if any(known.supersedes_digest == digest and known.place == place for known in register.known):
        return []
    if envelope.supersedes is None:
        reports = (PackageKind.REPORT, PackageKind.CORRECTION)
        stands = any(
            known.kind in reports and not known.superseded and not known.withdrawn and known.place == place
            for known in register.known
        )
        return [finding("REP-06")] if stands and envelope.kind in reports else []
    replaced = already_received(envelope.supersedes.package_digest, register)
    if replaced is None:
        return [finding("REP-07")]
    return [] if replaced.place == place and replaced.sequence == envelope.supersedes.sequence else [finding("ENV-03")]


def _continuation(envelope: Envelope, register: Register) -> list[Finding]:
    """REP-08: the old series is closed once a person has confirmed the new one. REP-05 where it is another office's."""
    continued = envelope.series.continues
    if continued is None:
        return []
    owners = {known.office_code for known in register.known if known.series_id == continued.series_id}
    if continued.series_id == envelope.series.id or owners - {envelope.issuer.office_code}:
        return [finding("REP-05")]
    return [finding("REP-08")]

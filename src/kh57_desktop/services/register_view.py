"""The receiver's register while a whole folder is taken: what concerns one package, without reading all of it anew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kh57_desktop.domain.packages import Gap, KnownPackage, PackageKind, Register
from kh57_desktop.exchange.envelope import Envelope
from kh57_desktop.exchange.naming import code_of


class RegisterView:
    """Grows with each package that is stored; `about` gives the part of the register that can matter to a package."""

    def __init__(self, register: Register) -> None:
        self._rest = replace(register, known=(), gaps=frozenset())
        self._gaps: dict[str, set[Gap]] = defaultdict(set)
        for gap in register.gaps:
            self._gaps[gap.series_id].add(gap)
        self._by_digest: dict[str, KnownPackage] = {}
        self._by_series: dict[str, list[str]] = defaultdict(list)
        self._by_place: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._by_replaced: dict[str, list[str]] = defaultdict(list)
        for known in register.known:
            self._enter(known)

    def about(self, envelope: Envelope, digest: str) -> Register:
        wanted = {digest, *self._by_series[envelope.series.id], *self._by_replaced[digest]}
        if envelope.series.continues is not None:
            wanted.update(self._by_series[envelope.series.continues.series_id])
        if envelope.supersedes is not None:
            wanted.add(envelope.supersedes.package_digest)
        if envelope.report is not None:
            place = (envelope.issuer.office_code, envelope.report.type, code_of(envelope.report.period))
            wanted.update(self._by_place[place])
        gaps = frozenset(self._gaps[envelope.series.id])
        return replace(
            self._rest, known=tuple(self._by_digest[one] for one in wanted if one in self._by_digest), gaps=gaps
        )

    def add(self, known: KnownPackage) -> None:
        """As the store enters it: skipped numbers become gaps, a filled gap closes, what is replaced counts no more."""
        numbers = [self._by_digest[digest].sequence for digest in self._by_series[known.series_id]]
        gaps, top = self._gaps[known.series_id], max(numbers, default=0)
        for filled in [gap for gap in gaps if gap.holds(known.series_id, known.sequence)]:
            gaps.remove(filled)
            gaps.update(filled.without(known.sequence))
        if known.sequence > top + 1:
            gaps.add(Gap(known.series_id, top + 1, known.sequence - 1))
        self._enter(known)
        self._end(known)
        for later in [self._by_digest[one] for one in self._by_replaced[known.digest]]:
            self._end(later)

    def _enter(self, known: KnownPackage) -> None:
        self._by_digest[known.digest] = known
        self._by_series[known.series_id].append(known.digest)
        self._by_place[known.office_code, known.report_type, known.period].append(known.digest)
        if known.supersedes_digest:
            self._by_replaced[known.supersedes_digest].append(known.digest)

    def _end(self, replacing: KnownPackage) -> None:
        replaced = self._by_digest.get(replacing.supersedes_digest)
        if replaced is not None and replaced.place == replacing.place:
            is_withdrawal = replacing.kind is PackageKind.WITHDRAWAL
            ended = replace(replaced, withdrawn=True) if is_withdrawal else replace(replaced, superseded=True)
            self._by_digest[replaced.digest] = ended

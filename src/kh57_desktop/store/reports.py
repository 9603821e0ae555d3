"""Regimes, their obligations period by period, and reports in the data file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.periods import Regime
from kh57_desktop.domain.reports import Report
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table


@dataclass(frozen=True, slots=True)
class Obligation:
    """What differs for one period of a regime: a day that is None follows the rule; `letter` says who changed it.

    `is_entered_above`: "đã cập nhật hệ thống cấp trên".
    """

    id: str
    regime: str
    period: str
    data_from: date | None = None
    data_to: date | None = None
    cut_off: date | None = None
    due_on: date | None = None
    letter: str = ""
    is_entered_above: bool = False


class ReportTables:
    """`store.reports`."""

    def __init__(self, records: Records) -> None:
        self._regimes = Table(records, Shape("regime", Regime))
        self._obligations = Table(records, Shape("obligation", Obligation))
        self._reports = Table(records, Shape("report", Report))

    def regimes(self) -> list[Regime]:
        """In the office's order; the first is the default."""
        return self._regimes.all(order="position, row")

    def regime(self, code: str) -> Regime | None:
        return self._regimes.first("code = ?", (code,))

    def put_regime(self, regime: Regime) -> None:
        self._regimes.put(regime)

    def obligation(self, regime: str, period: str) -> Obligation | None:
        return self._obligations.first("regime = ? and period = ?", (regime, period))

    def put_obligation(self, obligation: Obligation) -> None:
        self._obligations.put(obligation)

    def all(self) -> list[Report]:
        return self._reports.all(order="data_to, row")

    def get(self, report_id: str) -> Report:
        return self._reports.get(report_id)

    def find(self, regime: str, period: str, body_id: str) -> Report | None:
        """The newest report of one issuing body for the period: after a correction (đính chính), the correction."""
        condition = "regime = ? and period = ? and issuing_body_id = ?"
        return self._reports.first(condition, (regime, period, body_id), order="row desc")

    def put(self, report: Report) -> None:
        self._reports.put(report)

    def to_bin(self, report_id: str) -> None:
        self._reports.to_bin(report_id)

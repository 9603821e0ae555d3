"""Regimes, their obligations period by period, reports and waived findings in the data file."""

from __future__ import annotations

import json

from kh57_desktop.domain.regimes import Obligation, Regime
from kh57_desktop.domain.report_checks import Waiver
from kh57_desktop.domain.reports import Report, ReportHead
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table

_HEAD = Shape("report", ReportHead)


class ReportTables:
    """`store.reports`."""

    def __init__(self, records: Records) -> None:
        self._regimes = Table(records, Shape("regime", Regime))
        self._records = records
        self._obligation = Shape("obligation", Obligation)
        self._obligations = Table(records, self._obligation)
        self._reports = Table(records, Shape("report", Report))
        self._waivers = Table(records, Shape("waiver", Waiver))

    def regimes(self) -> list[Regime]:
        """In the office's order; the first is the default."""
        return self._regimes.all(order="position, row")

    def regime(self, code: str) -> Regime | None:
        return self._regimes.first("code = ?", (code,))

    def put_regime(self, regime: Regime) -> None:
        self._regimes.put(regime)

    def obligation(self, regime: str, period: str) -> Obligation | None:
        return self._obligations.first("regime = ? and period = ?", (regime, period))

    def obligations(self) -> list[Obligation]:
        return self._obligations.all()

    def dropped_obligation(self, regime: str, period: str) -> Obligation | None:
        """The one in the bin: a period of a regime has one row, which `put_obligation` takes out again."""
        found = self._obligations.where("regime = ? and period = ?", (regime, period), binned=True)
        return found[0] if found else None

    def put_obligation(self, obligation: Obligation) -> None:
        self._records.put("obligation", self._obligation.row(obligation), alive=True)

    def obligation_to_bin(self, obligation_id: str) -> None:
        self._obligations.to_bin(obligation_id)

    def all(self) -> list[Report]:
        return self._reports.all(order="data_to, row")

    def heads(self, condition: str = "1", parameters: tuple[str, ...] = ()) -> list[ReportHead]:
        """Reports without their figures, by the end of their period and as they were made; for lists and locks."""
        columns = ", ".join(_HEAD.columns)
        sql = f"select {columns} from report where deleted_at is null and {condition} order by data_to, row"  # noqa: S608
        return [_HEAD.value(row) for row in self._records.db.rows(sql, parameters)]

    def heads_of_period(self, plan_id: str, period: str) -> list[ReportHead]:
        return self.heads("plan_id = ? and period = ?", (plan_id, period))

    def last_signer(self, body_id: str) -> str:
        """Who signed the newest report that a body issued; "" where none is."""
        sql = """select signature from report where issuing_body_id = ? and sign is not null and deleted_at is null
            order by dated_on desc, row desc limit 1"""
        found = next(iter(self._records.db.rows(sql, (body_id,))), None)
        return str(json.loads(found["signature"])["name"]) if found is not None else ""

    def get(self, report_id: str) -> Report:
        return self._reports.get(report_id)

    def find(self, regime: str, period: str, body_id: str) -> Report | None:
        """The newest report of one issuing body for the period: after a correction (đính chính), the correction."""
        condition = "regime = ? and period = ? and issuing_body_id = ?"
        return self._reports.first(condition, (regime, period, body_id), order="row desc")

    def of_period(self, regime: str, period: str) -> list[Report]:
        """Oldest first: the report of each body, and its corrections after it."""
        return self._reports.where("regime = ? and period = ?", (regime, period))

    def put(self, report: Report) -> None:
        self._reports.put(report)

    def to_bin(self, report_id: str) -> None:
        self._reports.to_bin(report_id)

    def waivers(self, plan_id: str, regime: str, period: str) -> list[Waiver]:
        """Findings of the report of a period that a person let pass, with the reason."""
        return self._waivers.where("plan_id = ? and regime = ? and period = ?", (plan_id, regime, period))

    def put_waiver(self, waiver: Waiver) -> None:
        self._waivers.put(waiver)

    def waiver_to_bin(self, waiver_id: str) -> None:
        self._waivers.to_bin(waiver_id)

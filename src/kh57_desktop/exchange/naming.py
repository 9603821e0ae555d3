"""The file name of a package (package-format.md section 1): a convenience that the verifier never trusts."""

from __future__ import annotations

import re
from datetime import date, datetime

from kh57_desktop.domain.packages import PackageKind
from kh57_desktop.domain.periods import BadPeriod, PeriodKind, parse_period, period_code
from kh57_desktop.exchange.envelope import Envelope, PeriodData
from kh57_desktop.exchange.zip_profile import VIETNAM

SUFFIX, UNFINISHED = ".asice", ".dangghi"

_KIND_WORDS = {
    PackageKind.RECEIPT: "RECEIPT",
    PackageKind.KEY_CHANGE: "KEYCHANGE",
    PackageKind.TRUST_LIST: "TRUSTLIST",
}
_PERIOD_PART = re.compile(r"[0-9A-Z-]{4,17}")


def package_name(
    *, office_code: str, kind: PackageKind, sequence: int, created_at: datetime, report_type: str | None, period: str
) -> str:
    """`BC_<office>_<type>_<period>_<sequence>.asice`, or with kind and day for kinds without a report."""
    if kind in _KIND_WORDS:
        middle = f"{_KIND_WORDS[kind]}_{created_at.astimezone(VIETNAM):%Y%m%d}"
    else:
        if report_type is None or not _PERIOD_PART.fullmatch(period):
            raise ValueError("a report package needs type and period")
        middle = f"{report_type}_{period}"
    return f"BC_{office_code}_{middle}_{sequence:06}{SUFFIX}"


def name_of(envelope: Envelope) -> str:
    """The name that the sheet's own entries give."""
    return package_name(
        office_code=envelope.issuer.office_code,
        kind=envelope.kind,
        sequence=envelope.series.sequence,
        created_at=envelope.created,
        report_type=envelope.report.type if envelope.report else None,
        period=code_of(envelope.period) if envelope.period else "",
    )


def code_of(period: PeriodData) -> str:
    """The period's code: its label where that is one of its kind, else that of the period in which its last day lies.

    The first day would not do: under Nghị định 09/2019 (Điều 12) a quarter's data begin in the month before it.
    """
    kind = PeriodKind(period.kind)
    try:
        named = parse_period(period.label)
    except BadPeriod:
        return _code_by_last_day(kind, period.data_from, period.data_to)
    return named.code if named.kind is kind else _code_by_last_day(kind, period.data_from, period.data_to)


def _code_by_last_day(kind: PeriodKind, first: date, last: date) -> str:
    if kind is PeriodKind.RANGE:
        return f"{first:%Y%m%d}-{last:%Y%m%d}"
    if kind is PeriodKind.WEEK:
        year, week, _weekday = last.isocalendar()
        return period_code(kind, year, week)
    spans = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}
    return period_code(kind, last.year, (last.month - 1) // spans[kind] + 1 if kind in spans else 0)

"""The register of reports (sổ báo cáo) as a paper: every number, what became of it, and its package (feature 58)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from kh57_desktop.documents.content import Content, short_date
from kh57_desktop.documents.kinds.parts import sentence_start
from kh57_desktop.documents.kinds.register import RegisterColumn, register_content
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.terms import printed_word
from kh57_desktop.i18n import _
from kh57_desktop.services.lists import Row, report_rows
from kh57_desktop.services.obligations import DEFAULT_REGIME
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form
from kh57_desktop.services.session import Session

_COLUMNS = (
    RegisterColumn("Số, ký hiệu", 28),
    RegisterColumn("Ngày", 22),
    RegisterColumn("Kỳ báo cáo", 44),
    RegisterColumn("Cơ quan ban hành", 42),
    RegisterColumn("Hạn gửi", 22),
    RegisterColumn("Tình trạng", 26),
    RegisterColumn("Gói, ngày bàn giao", 48),
    RegisterColumn("Hệ thống cấp trên", 24),
)


def report_register(session: Session, request: Request) -> Content:
    """Drafts, issued reports and corrections of the year of `request.period`, else of every year."""
    year = parse_period(request.period).year if request.period else None
    rows = [row for row in report_rows(session) if year is None or parse_period(row["period"]).year == year]
    if not rows:
        raise NothingToPrint(what=_("there is no report yet"))
    names = {row.code: row.name for row in session.store.reports.regimes() if row.code != DEFAULT_REGIME}
    return register_content(
        body_form(session, body_named(session, request.body), request.on),
        title="Sổ theo dõi báo cáo",
        columns=_COLUMNS,
        rows=[_row(row, names.get(row["regime"], "")) for row in sorted(rows, key=_by_number)],
        on=request.on,
        year=year,
    )


def _by_number(row: Row) -> tuple[date, int]:
    """As they were issued; drafts last."""
    return row["dated_on"] or date.max, int(re.match(r"\d*", row["sign"] or "")[0] or 0)  # type: ignore[index]


def _row(row: Row, regime: str) -> tuple[str, ...]:
    """`regime`: its name where it is not the usual one."""
    period = label(parse_period(row["period"]))
    about = f"Đính chính Báo cáo số {row['corrects']}, {period}" if row["corrects"] else period
    handed = f"bàn giao ngày {short_date(row['handed_over_on'])}" if row["handed_over_on"] else ""
    return (
        row["sign"] or "-",
        short_date(row["dated_on"]) if row["dated_on"] else "-",
        "\n".join(part for part in (sentence_start(about), regime) if part),
        row["body"] or "",
        short_date(row["due_on"]) if row["due_on"] else "-",
        printed_word(row["state"]),
        "\n".join(part for part in (row["package"], handed) if part) or "-",
        f"Đã cập nhật ngày {short_date(row['entered_above_on'])}" if row["entered_above_on"] else "-",
    )


MAKERS: Mapping[str, Callable[[Session, Request], Content]] = {"register-report": report_register}
"""By KIND of `kh57 print`."""

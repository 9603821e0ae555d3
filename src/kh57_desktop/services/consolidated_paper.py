"""The consolidated report (báo cáo tổng hợp) of a period as PDF, Word or Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.excel import render_xlsx
from kh57_desktop.documents.kinds.consolidated_report import (
    Consolidated,
    IndicatorLine,
    SenderLine,
    SenderValue,
    consolidated_report_content,
)
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.word import render_docx
from kh57_desktop.domain.consolidation import RollUp
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.terms import MARK_SIGNS
from kh57_desktop.errors import BadValue
from kh57_desktop.services.consolidation import IndicatorSum, OfficeValue, PeriodView, indicator_sums, period_view
from kh57_desktop.services.files import write_new
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_forms import NothingToPrint, body_form
from kh57_desktop.services.paper_settings import layout_of
from kh57_desktop.services.session import Session

METHOD_WORDS = {
    RollUp.SUM: "Tổng cộng",
    RollUp.RATIO: "Tổng tử số trên tổng mẫu số",
    RollUp.MEAN: "Bình quân các xã có số liệu",
}
STATE_WORDS = {"approved": "Đã duyệt", "accepted": "Đã chấp nhận", "returned": "Đã trả lại"}
DECIMALS = 2


def consolidated_content(
    session: Session,
    *,
    period: str,
    regime: str | None = None,
    body: str | None = None,
    sign: str | None = None,
    on: date | None = None,
) -> Content:
    """The paper's content; NothingToPrint where nobody is expected and nothing has come.

    `sign`, `on`: number and day of the one that is issued; without them they are left to be written by hand.
    """
    view = period_view(session, period=period, regime=regime)
    if not view.senders:
        raise NothingToPrint(what="chưa có đơn vị gửi và chưa nhận gói nào của kỳ này")
    names = {row.sender.office_code: row.sender.name for row in view.senders}
    indicators = indicator_sums(session, period=view.period, regime=view.regime)
    issuer = body_named(session, body)
    data = Consolidated(
        subject=f"Tổng hợp {_subject(view)}",
        data_from=view.dates.data_from,
        data_to=view.dates.data_to,
        on=on or session.today,
        senders=tuple(_sender_line(row) for row in view.senders),
        overall=replace(view.overall, label="Tổng cộng"),
        by_group=tuple(group.totals for group in view.groups),
        indicators=tuple(_indicator_line(place, row, names) for place, row in enumerate(indicators, start=1)),
        sender_word=_sender_word(view),
    )
    form = body_form(session, issuer, on or session.today)
    if sign is not None and on is not None:
        form = replace(form, number=sign, day_words=on.isoformat())
    return consolidated_report_content(form, data)


def _subject(view: PeriodView) -> str:
    """What most senders call their own report; a correction has a title of its own kind."""
    titles = Counter(
        row.package.report_title for row in view.senders if row.package is not None and row.package.kind == "report"
    )
    found = next((title for title, _many in titles.most_common(1) if title), "")
    return f"{found[0].lower()}{found[1:]}" if found else f"kết quả thực hiện {label(parse_period(view.period))}"


def _sender_word(view: PeriodView) -> str:
    levels = Counter(row.sender.level for row in view.senders if row.sender.level)
    return ", ".join(word for word in ("xã", "phường", "đặc khu") if levels[word]) or "đơn vị"


def _sender_line(row: Any) -> SenderLine:
    state = STATE_WORDS.get(row.package.state, "") if row.package else ""
    return SenderLine(row.sender.name, row.received_on, row.is_on_time, state, row.totals)


def _indicator_line(place: int, row: IndicatorSum, names: dict[str, str]) -> IndicatorLine:
    result = row.rolled.result
    return IndicatorLine(
        code=str(place),
        text=row.text,
        unit=row.unit,
        method=METHOD_WORDS[row.rolled.rule],
        result=None if result is None else round(result, DECIMALS),
        reported=row.rolled.reported,
        attained=row.attained,
        target=row.target,
        values=tuple(
            SenderValue(names.get(value.office_code, value.office_code), _shown(value), _judged(value))
            for value in row.values
        ),
    )


def _shown(value: OfficeValue) -> str:
    """As printed: a value, or the sign of zero, missing and not applicable."""
    if value.reported.value is None or not value.reported.counts:
        return MARK_SIGNS.get(value.reported.mark, "…")
    return f"{value.reported.value.normalize():f}".replace(".", ",")


def _judged(value: OfficeValue) -> str:
    return {True: "Đạt", False: "Chưa đạt", None: ""}[value.attained]


def write_report(
    session: Session,
    *,
    period: str,
    out: Path,
    regime: str | None = None,
    body: str | None = None,
    force: bool = False,
) -> dict[str, Any]:
    """Write the paper in the form that the name asks for; returns what it covers."""
    ending = out.suffix.lower()
    if ending not in (".pdf", ".docx", ".xlsx"):
        raise BadValue(field="--out", value=out.name, allowed=".pdf, .docx, .xlsx")
    content = consolidated_content(session, period=period, regime=regime, body=body)
    layout = layout_of(session, body_named(session, body).system)
    if ending == ".pdf":
        paper = render_pdf(content, layout=layout)
    elif ending == ".docx":
        paper = render_docx(content, layout=layout)
    else:
        paper = render_xlsx(content)
    write_new(out, paper, force=force)
    view = period_view(session, period=period, regime=regime)
    counted = view.completeness
    return {
        "file": out,
        "period": view.period,
        "expected": counted.expected,
        "received": counted.received,
        "rate": _rounded(counted.rate),
        "on_time": counted.on_time,
        "rate_on_time": _rounded(counted.rate_on_time),
        "missing": list(view.missing),
    }


def _rounded(rate: Any) -> str | None:
    return None if rate is None else f"{rate:.1f}"

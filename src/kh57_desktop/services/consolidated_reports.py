"""Issuing the consolidated report (báo cáo tổng hợp): number, day, signer, frozen figures, and its package upwards."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from kh57_desktop.documents.content import Content, Heading, Level, Paragraph
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.consolidated_reports import ConsolidatedReport
from kh57_desktop.domain.numbering import sign_of
from kh57_desktop.domain.packages import PeriodFacts
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.terms import Mark
from kh57_desktop.exchange.envelope import PeriodData
from kh57_desktop.exchange.payloads import (
    Group,
    IndicatorRow,
    ReportData,
    ReportHead,
    ReportValues,
    Section,
    TargetRow,
    write_data,
)
from kh57_desktop.exchange.report_data import quantity, totals_of
from kh57_desktop.i18n import _
from kh57_desktop.services.consolidated_paper import DECIMALS, METHOD_WORDS, consolidated_content
from kh57_desktop.services.consolidation import IndicatorSum, PeriodView, indicator_sums, period_view
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_settings import layout_of
from kh57_desktop.services.reports import AlreadyIssued, NotIssued, NumberTaken
from kh57_desktop.services.session import Session, new_id


def issue(
    session: Session,
    *,
    period: str,
    number: int,
    on: date,
    regime: str | None = None,
    body: str | None = None,
    again: bool = False,
) -> ConsolidatedReport:
    """Give number and day, freeze figures and words, keep paper and data for ever. Cannot be undone.

    Asked again with the same number and day it gives the one that is there. AlreadyIssued where the period has
    another, unless `again`: then the new one replaces it. NumberTaken for a number of the series that is used.
    """
    view = period_view(session, period=period, regime=regime)
    issuer = body_named(session, body)
    before = latest(session, source=view.regime, period=view.period)
    if before is not None and (before.number, before.dated_on) == (number, on):
        return before
    if before is not None and not again:
        raise AlreadyIssued(period=view.period, sign=before.sign)
    sign = sign_of(number, "BC", issuer.symbol, issuer.system)
    _refuse_taken(session, sign, on)
    content = consolidated_content(session, period=period, regime=regime, body=body, sign=sign, on=on)
    made = ConsolidatedReport(
        id=new_id(),
        uid=new_id(),
        source=view.regime,
        period=view.period,
        data_from=view.dates.data_from,
        data_to=view.dates.data_to,
        issuing_body_id=issuer.id,
        title=content.title,
        number=number,
        sign=sign,
        dated_on=on,
        data_attachment="",
        pdf_attachment="",
        corrects=before.uid if before is not None else None,
    )
    sums = indicator_sums(session, period=view.period, regime=view.regime)
    data = write_data(_data(session, made, view, sums, content))
    info = {"BCDataSHA256": hashlib.sha256(data).hexdigest()}
    pdf = render_pdf(content, info=info, layout=layout_of(session, issuer.system))
    files, name = session.store.files, sign.replace("/", "_")
    with session.store.changes(_("Issue the consolidated report {sign}").format(sign=sign), irrevocable=True):
        kept_data = files.put_bytes(data, f"{name}.json", "data", number=sign, document_on=on)
        kept_pdf = files.put_bytes(pdf, f"{name}.pdf", "report", number=sign, document_on=on)
        made = replace(made, data_attachment=kept_data.id, pdf_attachment=kept_pdf.id)
        session.store.consolidated.put(made)
    return made


def _refuse_taken(session: Session, sign: str, on: date) -> None:
    others = [(row.sign, row.dated_on) for row in session.store.reports.heads()]
    others += [(row.sign, row.dated_on) for row in session.store.consolidated.all()]
    if any(taken == sign and day is not None and day.year == on.year for taken, day in others):
        raise NumberTaken(sign=sign)


def latest(session: Session, *, source: str, period: str) -> ConsolidatedReport | None:
    """The one that counts for a regime and period."""
    return session.store.consolidated.first("source = ? and period = ?", (source, period), order="row desc")


def issued(session: Session, *, period: str, regime: str | None = None) -> ConsolidatedReport:
    """NotIssued where the period has none."""
    view_of = period_view(session, period=period, regime=regime)
    found = latest(session, source=view_of.regime, period=view_of.period)
    if found is None:
        raise NotIssued(period=parse_period(period).code)
    return found


def period_of(report: ConsolidatedReport) -> PeriodFacts:
    period = parse_period(report.period)
    return PeriodFacts(period.kind.value, label(period), report.data_from, report.data_to)


def _data(
    session: Session, report: ConsolidatedReport, view: PeriodView, sums: list[IndicatorSum], content: Content
) -> ReportData:
    """kh57-report: sums by group, one row per sending office, rolled-up indicators; tasks stay with their offices."""
    by_sender = [replace(row.totals, label=row.sender.name, number="") for row in view.senders if row.totals]
    groups = [group.totals for group in view.groups]
    head = ReportHead(
        regime=report.regime,
        number=report.sign,
        date=report.dated_on,
        cut_off=view.dates.cut_off,
        system=body_named(session, None).system,
        title=report.title,
        sections=tuple(_sections(content)),
        corrects=report.corrects,
    )
    values = ReportValues(
        report=head,
        groups=tuple(Group(f"group-{place}", str(place), row.label) for place, row in enumerate(groups, start=1)),
        tasks=(),
        indicators=tuple(_indicator(place, row, len(view.senders)) for place, row in enumerate(sums, start=1)),
        totals=(
            *totals_of("group", groups),
            *totals_of("unit", by_sender),
            *totals_of("all", (replace(view.overall, label="Tổng cộng"),)),
        ),
        answers=(),
    )
    office = session.store.offices.office()
    period = PeriodData.of(period_of(report))
    return ReportData(office_code=office.code, period=period, report_uid=report.uid, values=values)


def _sections(content: Content) -> list[Section]:
    """The words of the paper by its sections; tables are the figures beside them."""
    found: list[tuple[str, str, list[str]]] = []
    for block in content.parts[0].blocks:
        if isinstance(block, Heading) and block.level is Level.SECTION:
            found.append((block.marker, block.text, []))
        elif isinstance(block, Paragraph) and found:
            found[-1][2].append(block.text)
    return [Section(number, title, "\n".join(lines)) for number, title, lines in found]


def _indicator(place: int, row: IndicatorSum, expected: int) -> IndicatorRow:
    """Of how many offices the figure is stands beside it, here as on paper."""
    result = row.rolled.result
    mark = Mark.MISSING if result is None else Mark.VALUE if result else Mark.ZERO
    return IndicatorRow(
        id=f"indicator-{place}",
        code=f"C{place}",
        text=row.text,
        unit=row.unit,
        per=row.per,
        targets=(TargetRow(None, "", None, None, row.target),) if row.target else (),
        value=quantity(round(result, DECIMALS)) if mark is Mark.VALUE and result is not None else None,
        mark=mark,
        numerator=quantity(row.rolled.numerator),
        denominator=quantity(row.rolled.denominator),
        source=METHOD_WORDS[row.rolled.rule],
        remark=f"{row.rolled.reported}/{expected} đơn vị có số liệu",
        follow_up=False,
    )


__all__ = ["AlreadyIssued", "ConsolidatedReport", "issue", "issued", "latest", "period_of"]

"""A year in the life of an office, through the services: plan, forms each month, every owed report on time.

Within it one correction, two reminders, a meeting's conclusion that becomes a task, the yearly review.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kh57_desktop import paths
from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.periods import DateRules, DueRule, PeriodKind
from kh57_desktop.domain.regimes import OWN
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.services import (
    chasing,
    form_collection,
    indicators,
    obligations,
    papers,
    report_checks,
    report_corrections,
    reports,
    unit_forms,
)
from kh57_desktop.services.obligations import OwedReport
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.period_locks import PeriodLocked
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.registers import entries
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.evaluation import evaluation
from kh57_desktop.services.registers.work import task_of_conclusion
from kh57_desktop.services.report_state import rebuilt_figures
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.store.check import check
from tests.services.filled_forms import fill

YEAR = 2026


@dataclass
class Office:
    session: Session
    clock: list[datetime]
    folder: Path
    issued: list[tuple[OwedReport, Report]] = field(default_factory=list)
    number: int = 0

    def go_to(self, day: date) -> None:
        self.clock[0] = datetime(day.year, day.month, day.day, 9, 0, tzinfo=VIETNAM)

    @property
    def today(self) -> date:
        return self.session.today


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = [datetime(YEAR, 1, 3, 9, 0, tzinfo=VIETNAM)]
    session = create_office(
        tmp_path / "xa.kh57", name="Suối Mây", province="Vân Khê", code="00000", user="Mẫu", now=lambda: clock[0]
    )
    sample = paths.resources() / "samples" / "ke-hoach-mau.docx"
    accept_reading(session, read_plan(sample), source=sample)
    with session.store.changes("set up"):
        session.store.plans.put(replace(plan_of(session, None), date_words=f"{YEAR}-01-02"))
        session.store.offices.put_unit(Unit(new_id(), "Tổ công nghệ số", position=900))
    own = replace(
        obligations.new_regime(session, "DANG", "Báo cáo tháng của Tỉnh ủy", OWN),
        own_rules=DateRules(first_day=21, due=(DueRule(working_days=2),)),
        kinds=(PeriodKind.MONTH,),
        superior_id=session.store.offices.superiors()[0].id,
    )
    obligations.save_regime(session, own)
    _responsible(session)
    yield Office(session, clock, tmp_path)
    session.close()


def _responsible(session: Session) -> None:
    """Every indicator is somebody's, so that forms ask for it."""
    units = [unit for unit in session.store.offices.units() if not unit.is_group]
    with session.store.changes("responsible"):
        for place, row in enumerate(session.store.indicators.of_plan(plan_of(session, None).id)):
            session.store.indicators.put(replace(row, responsible_unit_id=units[place % len(units)].id))


def test_a_year_in_the_life(office: Office) -> None:
    for month in range(1, 13):
        _collect_forms(office, month)
        if month in (5, 10):
            _remind(office, month)
        if month == 6:
            _meet(office)
        _issue_what_is_due(office, until=_month_end(month))
        if month == 4:
            _correct(office, "2026-Q1")
    _issue_what_is_due(office, until=date(YEAR + 1, 1, 15))
    _judge(office)
    _review(office)
    assert check(office.session.store.path) == []


def _month_end(month: int) -> date:
    return date(YEAR + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _collect_forms(office: Office, month: int) -> None:
    """Forms go out on the 8th and come back filled on the 12th under other names."""
    session = office.session
    office.go_to(date(YEAR, month, 8))
    out, back = office.folder / f"out-{month}", office.folder / f"back-{month}"
    back.mkdir()
    period = f"{YEAR}-{month:02}" if month % 3 else f"{YEAR}-Q{month // 3}"
    made = unit_forms.send_forms(session, out, period=period)
    office.go_to(date(YEAR, month, 12))
    for place, form in enumerate(made):
        fill(form.files[0], back / f"zalo_{place} (1).xlsx", seed=100 * month + place, today=office.today)
    collected = form_collection.collect(session, [back])
    assert not collected.refused
    accepted = form_collection.accept(session, collected)
    assert accepted.tasks + accepted.indicators > 0


def _issue_what_is_due(office: Office, until: date) -> None:
    """Each report is drafted the day after its cut-off at the earliest, looked over, and issued on its due day."""
    session = office.session
    waiting = sorted(obligations.next_reports(session, count=99), key=lambda row: row.dates.due_on)
    for owed in [row for row in waiting if row.dates.due_on <= until]:
        office.go_to(max(office.today, owed.dates.due_on))
        assert office.today <= owed.dates.due_on
        draft = reports.draft_report(session, period=owed.period.code, regime=owed.regime.code)
        found = report_checks.check_list(session, draft, on=office.today)
        report_checks.waive(session, draft, found.open, "Đã rà soát với đơn vị")
        assert report_checks.check_list(session, draft, on=office.today).open == ()
        office.number += 1
        issued = reports.issue_report(session, draft, number=office.number, on=office.today)
        obligations.tick_entered_above(session, owed.regime, owed.period, on=office.today)
        office.issued.append((owed, issued))


def _correct(office: Office, period: str) -> None:
    session = office.session
    issued = next(report for owed, report in office.issued if report.period == period)
    indicator = session.store.indicators.of_plan(plan_of(session, None).id)[0]
    with pytest.raises(PeriodLocked):
        indicators.enter_reading(session, indicator, period, "51")
    report_corrections.start_correction(session, issued)
    indicators.enter_reading(session, indicator, period, "51")
    draft = reports.draft_report(session, period=period)
    draft = report_corrections.give_reason(session, draft, list(draft.corrections), "Đơn vị gửi nhầm số liệu")
    office.number += 1
    corrected = reports.issue_report(session, draft, number=office.number, on=office.today)
    assert corrected.corrects == issued.uid
    assert any(line.row == indicator.code and line.new.startswith("51") for line in corrected.corrections)


def _remind(office: Office, month: int) -> None:
    session = office.session
    office.go_to(date(YEAR, month, 13))
    late = chasing.late_units(session)
    assert late
    chasing.log_chases(session, late, ChaseKind.LETTER, number=f"{month:02}-CV/ĐU")
    paper = papers.render(session, "reminder", papers.Request(on=office.today))
    assert paper.startswith(b"%PDF-")


def _meet(office: Office) -> None:
    session = office.session
    office.go_to(date(YEAR, 6, 13))
    fields = {"text": "Hoàn thành số hóa hồ sơ tại thôn", "held_on": "12/6/2026", "deadline": "trước ngày 30/9/2026"}
    entries.add(session, RegisterKind.CONCLUSION, fields)
    conclusion = session.store.registers.conclusions.all()[-1]
    task = task_of_conclusion(session, conclusion)
    assert task.due_on == date(YEAR, 9, 30)


def _judge(office: Office) -> None:
    """All owed reports of the year are issued, in time, and still say what they said."""
    session = office.session
    codes = {f"{owed.regime.code} {owed.period.code}" for owed, _report in office.issued}
    expected = {"ND09 2026-Q1", "ND09 2026-H1", "ND09 2026-9M", "ND09 2026"}
    assert codes >= expected | {f"DANG 2026-{month:02}" for month in range(2, 13)}
    for owed, report in office.issued:
        assert report.dated_on is not None
        assert owed.dates.cut_off < report.dated_on <= owed.dates.due_on
        assert report.pdf_attachment is not None
        request = papers.Request(on=office.today, period=report.period, regime=report.regime)
        frozen = session.store.files.read(report.pdf_attachment)
        if report.period != "2026-Q1":  # its correction is printed now
            assert papers.render(session, "report", request) == frozen
        assert session.store.reports.get(report.id) == report
        again = rebuilt_figures(session, report.plan_id, owed.dates).figures
        was = {row.id: row for row in (*report.figures.tasks, *report.figures.indicators)}
        for row in (*again.tasks, *again.indicators):
            if not row.late and row.id in was and not was[row.id].late:
                assert row == was[row.id]
    rows = obligations.owed_reports(session, last=date(YEAR, 12, 31))
    assert all(row.is_issued and row.entered_above_on is not None for row in rows)
    told = [section.text for _owed, report in office.issued for section in report.sections]
    assert any("đã đôn đốc" in text for text in told)
    assert any("So với" in text for text in told)
    assert len({report.number for _owed, report in office.issued}) == len(office.issued)
    assert all(row.state is not ReportState.DRAFT for row in session.store.reports.heads())


def _review(office: Office) -> None:
    session = office.session
    view = evaluation(session, date(YEAR, 1, 1), date(YEAR, 12, 31))
    assert view.lines
    assert view.rule
    year = next(report for owed, report in office.issued if owed.period.code == str(YEAR))
    assert year.template == "year"
    assert any("BÀI HỌC" in row.text.upper() for section in year.sections for row in section.paragraphs)

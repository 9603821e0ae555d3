"""The calendar of owed reports: due days in working days, letters, countdown, and what is missing from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kh57_desktop.domain.periods import DateRules, DueRule, PeriodKind, parse_period
from kh57_desktop.domain.regimes import OWN
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import BadValue
from kh57_desktop.services import indicators, obligations, papers, reports, tasks, working_calendar
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session

Q3 = parse_period("2026-Q3")


def names(rows: list[obligations.OwedReport]) -> list[str]:
    return [row.period.code for row in rows]


def test_tet_and_the_days_in_lieu_are_no_working_days(commune: Session) -> None:
    tet = working_calendar.public_holidays(2026)
    assert {date(2026, 2, 16), date(2026, 2, 17), date(2026, 4, 27), date(2026, 9, 2)} <= tet
    assert date(2025, 1, 29) in working_calendar.public_holidays(2025)  # mùng 1 Tết Ất Tỵ
    weekly = obligations.regime_of(commune, "TUAN")
    # the Monday after the week before Tết is a day off, so are the four days after it
    assert obligations.dates_in(commune, weekly, parse_period("2026-W07")).due_on == date(2026, 2, 23)


def test_days_off_of_the_office_put_the_due_day_off(commune: Session) -> None:
    regime = obligations.regime_of(commune, None)
    assert obligations.dates_in(commune, regime, Q3).due_on == date(2026, 9, 17)
    working_calendar.set_days_off(commune, [date(2026, 9, 16)])
    assert obligations.dates_in(commune, regime, Q3).due_on == date(2026, 9, 18)
    commune.store.undo()
    assert working_calendar.days_off(commune) == []


def test_the_calendar_begins_with_the_plan_and_counts_days(commune: Session) -> None:
    with commune.store.changes("day"):
        commune.store.plans.put(replace(plan_of(commune, None), date_words="2026-02-05"))
    rows = obligations.owed_reports(commune)
    assert names(rows)[:3] == ["2026-Q1", "2026-H1", "2026-9M"]
    assert [row.dates.due_on for row in rows] == sorted(row.dates.due_on for row in rows)
    late = rows[2]
    assert late.is_overdue(commune.today)
    assert late.days_left(commune.today) == (date(2026, 9, 17) - commune.today).days < 0
    assert late.state is None
    assert obligations.next_reports(commune, count=2) == [row for row in rows if not row.is_issued][:2]


@pytest.fixture
def dated(commune: Session) -> Session:
    """An office whose plan names its day."""
    with commune.store.changes("day"):
        commune.store.plans.put(replace(plan_of(commune, None), date_words="2026-02-05"))
    return commune


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (None, "2026"),  # entered on 19 September, when 9M had been due: nothing was owed on what was not there
        ("2026", "2026"),
        ("2026-12", "2026"),
        ("2026-08", "2026-9M"),
        ("2026-05", "2026-H1"),
        ("2025-12", "2026-Q1"),
        ("2026-09-20", "2026"),
        ("sắp ban hành", "2026"),
    ],
)
def test_a_plan_whose_day_is_not_known_owes_from_when_it_was_surely_there(
    commune: Session, words: str | None, first: str
) -> None:
    with commune.store.changes("day"):
        commune.store.plans.put(replace(plan_of(commune, None), date_words=words))
    assert names(obligations.owed_reports(commune))[0] == first


def test_what_a_plan_without_a_day_owes_stays_owed(commune: Session) -> None:
    later = Session(commune.store, commune.user, lambda: commune.now() + timedelta(days=200))
    assert names(obligations.owed_reports(commune))[0] == "2026"
    assert names(obligations.owed_reports(later))[0] == "2026"
    assert obligations.owed_reports(later)[0].is_overdue(later.today)


def test_a_report_that_is_drafted_and_issued_shows_it(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-9M")
    row = next(row for row in obligations.owed_reports(commune) if row.period.code == "2026-9M")
    assert (row.state, row.is_issued) == (ReportState.DRAFT, False)
    reports.issue_report(commune, report, number=5, on=date(2026, 9, 16))
    row = next(row for row in obligations.owed_reports(commune) if row.period.code == "2026-9M")
    assert (row.state, row.is_issued, row.is_overdue(commune.today)) == (ReportState.ISSUED, True, False)
    assert "2026-9M" not in names(obligations.next_reports(commune, count=9))


def test_a_letter_is_needed_to_change_days_and_an_impossible_day_is_refused(commune: Session) -> None:
    regime = obligations.regime_of(commune, None)
    with pytest.raises(BadValue):
        obligations.change_dates(commune, regime, Q3, letter=" ", due_on=date(2026, 9, 25))
    with pytest.raises(obligations.TooLittleTime):
        obligations.change_dates(commune, regime, Q3, letter="Công văn 5", due_on=date(2026, 9, 14))
    obligations.change_dates(commune, regime, Q3, letter="Công văn số 88/UBND-VX", due_on=date(2026, 9, 25))
    assert obligations.dates_in(commune, regime, Q3).due_on == date(2026, 9, 25)
    changed = commune.store.reports.obligation("ND09", "2026-Q3")
    assert changed is not None
    obligations.drop_asked(commune, changed.id)
    assert obligations.dates_in(commune, regime, Q3).due_on == date(2026, 9, 17)
    again = obligations.change_dates(commune, regime, Q3, letter="Công văn số 90", due_on=date(2026, 9, 24))
    assert again.id == changed.id
    assert again.data_to is None


def test_an_ad_hoc_report_stands_in_the_calendar_with_its_own_due_day(commune: Session) -> None:
    asked = obligations.ask_for_report(
        commune,
        first=date(2026, 7, 1),
        last=date(2026, 9, 25),
        letter="Công văn số 145/SKHCN-CĐS ngày 20/9/2026",
        due_on=date(2026, 10, 3),
        title="Báo cáo chuyên đề Đề án 06",
    )
    row = next(row for row in obligations.owed_reports(commune) if row.period.code == asked.period)
    assert row.name == "Báo cáo chuyên đề Đề án 06"
    assert row.dates.due_on == date(2026, 10, 3)
    assert row.letter.startswith("Công văn số 145")
    report = reports.draft_report(commune, period=asked.period)
    assert (report.data_from, report.cut_off) == (date(2026, 7, 1), date(2026, 9, 25))
    with pytest.raises(BadValue):
        obligations.ask_for_report(
            commune, first=date(2026, 7, 1), last=date(2026, 9, 1), letter="", due_on=date(2026, 10, 3)
        )


def test_several_superiors_have_different_periods_from_one_list(commune: Session) -> None:
    party, state = commune.store.offices.superiors()[:2]
    own = obligations.new_regime(commune, "DANG", "Báo cáo Ban Thường vụ Tỉnh ủy", OWN)
    monthly = DateRules(first_day=21, due=(DueRule(working_days=2),))
    obligations.save_regime(commune, replace(own, own_rules=monthly, kinds=(PeriodKind.MONTH,), superior_id=party.id))
    quarterly = obligations.regime_of(commune, "DUONGLICH")
    obligations.save_regime(commune, replace(quarterly, is_owed=True, superior_id=state.id))
    rows = obligations.owed_reports(commune, first=date(2026, 9, 1), last=date(2026, 9, 30))
    assert {(row.regime.code, row.period.code, row.superior) for row in rows} == {
        ("ND09", "2026-9M", ""),
        ("DANG", "2026-09", party.name),
        ("DUONGLICH", "2026-9M", state.name),
    }
    ours = reports.draft_report(commune, period="2026-09", regime="DANG")
    theirs = reports.draft_report(commune, period="2026-9M", regime="DUONGLICH")
    assert (ours.cut_off, theirs.cut_off) == (date(2026, 9, 20), date(2026, 9, 30))


def test_a_regime_with_a_bad_code_or_no_time_to_report_is_refused(commune: Session) -> None:
    for code in ("A", "ND09", "BÁO", "A" * 13):
        with pytest.raises(BadValue):
            obligations.save_regime(commune, obligations.new_regime(commune, code, "Chế độ", "nd09"))
    hasty = replace(
        obligations.new_regime(commune, "GAP", "Chế độ", OWN),
        own_rules=DateRules(due=(DueRule(day=28, months=0),)),
        kinds=(PeriodKind.MONTH,),
    )
    with pytest.raises(obligations.TooLittleTime):
        obligations.save_regime(commune, hasty)
    assert commune.store.reports.regime("GAP") is None


def test_the_missing_are_named_by_unit_until_they_report(dated: Session) -> None:
    plan = plan_of(dated, None)
    row = next(row for row in obligations.owed_reports(dated) if row.period.code == "2026-9M")
    before = obligations.missing_for(dated, row)
    task = dated.store.tasks.of_plan(plan.id)[0]
    assert any(task.code in part.tasks for part in before)
    tasks.record_progress(dated, task, percent=10, on=date(2026, 9, 14))
    after = obligations.missing_for(dated, row)
    assert not any(task.code in part.tasks for part in after)
    indicator = dated.store.indicators.of_plan(plan.id)[0]
    assert any(indicator.code in part.indicators for part in after)
    indicators.enter_reading(dated, indicator, "2026-9M", "0")
    assert not any(indicator.code in part.indicators for part in obligations.missing_for(dated, row))


def test_the_tick_for_the_superiors_system_keeps_its_day(dated: Session) -> None:
    regime = obligations.regime_of(dated, None)
    obligations.tick_entered_above(dated, regime, parse_period("2026-9M"), on=date(2026, 9, 18))
    row = next(row for row in obligations.owed_reports(dated) if row.period.code == "2026-9M")
    assert row.entered_above_on == date(2026, 9, 18)
    with pytest.raises(BadValue):
        obligations.tick_entered_above(dated, regime, Q3, on=date(2027, 1, 1))
    obligations.tick_entered_above(dated, regime, parse_period("2026-9M"), on=None)
    row = next(row for row in obligations.owed_reports(dated) if row.period.code == "2026-9M")
    assert row.entered_above_on is None


def test_what_was_reported_without_the_program_is_left_out_and_comes_back_by_undo(commune: Session) -> None:
    with commune.store.changes("day"):
        commune.store.plans.put(replace(plan_of(commune, None), date_words="2026-02-05"))
    rows = {row.period.code: row for row in obligations.owed_reports(commune)}
    obligations.leave_out(commune, rows["2026-H1"])
    assert names(obligations.owed_reports(commune))[:2] == ["2026-9M", "2026"]
    commune.store.undo()
    assert "2026-Q1" in names(obligations.owed_reports(commune))
    report = reports.draft_report(commune, period="2026-Q1")
    reports.issue_report(commune, report, number=1, on=date(2026, 3, 16))
    obligations.leave_out(commune, rows["2026-H1"])
    assert names(obligations.owed_reports(commune))[:2] == ["2026-Q1", "2026-9M"]


def test_a_report_asked_for_by_letter_is_left_out_by_itself(commune: Session) -> None:
    asked = obligations.ask_for_report(
        commune, first=date(2026, 7, 1), last=date(2026, 9, 25), letter="Công văn 145", due_on=date(2026, 10, 3)
    )
    row = next(row for row in obligations.owed_reports(commune) if row.period.code == asked.period)
    before = names(obligations.owed_reports(commune))
    obligations.leave_out(commune, row)
    assert names(obligations.owed_reports(commune)) == [code for code in before if code != asked.period]


def test_what_was_issued_beside_the_owed_reports_stands_in_the_calendar_and_in_the_register(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    assert "2026-Q3" not in names(obligations.owed_reports(commune))
    reports.issue_report(commune, report, number=5, on=date(2026, 9, 16))
    assert "2026-Q3" in names(obligations.owed_reports(commune))
    register = str(papers.content(commune, "register-report", papers.Request(on=commune.today)))
    for said in ("SỔ THEO DÕI BÁO CÁO", "05-BC/ĐU", "16/9/2026", "Quý III năm 2026", "Đã ban hành"):
        assert said in register

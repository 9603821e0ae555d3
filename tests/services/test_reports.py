"""Drafting keeps what a person typed; issuing freezes figures, words and pages for good."""

from __future__ import annotations

from datetime import date

import pytest

from kh57_desktop.domain.terms import ReportState, Standing
from kh57_desktop.services import papers, report_checks, report_editing, reports, tasks
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session


def first_task(session: Session):  # type: ignore[no-untyped-def]
    return session.store.tasks.of_plan(plan_of(session, None).id)[0]


def test_the_report_tells_the_state_of_the_cut_off_day(commune: Session) -> None:
    tasks.record_progress(commune, first_task(commune), percent=50, on=date(2026, 9, 10), result="trước ngày chốt")
    tasks.record_progress(commune, first_task(commune), percent=100, on=date(2026, 9, 20), result="sau", done=True)
    report = reports.draft_report(commune, period="2026-Q3")
    assert report.cut_off == date(2026, 9, 14)
    row = report.figures.tasks[0]
    assert (row.percent, row.result, row.standing) == (50, "trước ngày chốt", Standing.UNDER_WAY)
    assert report.figures.overall.done_on_time == 0
    assert reports.draft_report(commune, period="2026-Q4").figures.tasks[0].standing is Standing.DONE_ON_TIME


def test_words_typed_by_hand_survive_drafting_again(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    report_editing.edit_section(commune, report, "III", "Do cán bộ soạn.")
    tasks.record_progress(commune, first_task(commune), percent=80, on=date(2026, 9, 10), result="mới")
    again = reports.draft_report(commune, period="2026-Q3")
    assert {section.number: section.text for section in again.sections}["III"] == "Do cán bộ soạn."
    assert again.figures.tasks[0].percent == 80
    assert again.id == report.id


def test_an_issued_report_prints_the_same_bytes_whatever_changes_later(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    issued = reports.issue_report(commune, report, number=5, on=date(2026, 9, 16))
    assert (issued.state, issued.sign) == (ReportState.ISSUED, "05-BC/ĐU")
    request = papers.Request(on=commune.today, period="2026-Q3")
    before = papers.render(commune, "report", request)
    tasks.edit_tasks(commune, [first_task(commune)], {"text": "Đã sửa sau khi ban hành"})
    assert papers.render(commune, "report", request) == before
    assert reports.draft_report(commune, period="2026-Q3") == issued
    with pytest.raises(reports.AlreadyIssued):
        reports.issue_report(commune, issued, number=6, on=date(2026, 9, 17))


def test_a_number_is_given_once_a_year(commune: Session) -> None:
    first = reports.draft_report(commune, period="2026-Q2")
    reports.issue_report(commune, first, number=7, on=date(2026, 6, 16))
    second = reports.draft_report(commune, period="2026-Q3")
    with pytest.raises(reports.NumberTaken):
        reports.issue_report(commune, second, number=7, on=date(2026, 9, 16))
    assert reports.draft_report(commune, period="2026-Q3").state is ReportState.DRAFT


def test_the_check_list_names_what_is_missing(commune: Session) -> None:
    findings = report_checks.summary(report_checks.check_list(commune, reports.draft_report(commune, period="2026-Q3")))
    assert any("N1" in finding for finding in findings)
    assert any("C1" in finding for finding in findings)


def test_every_kind_prints_in_both_forms(commune: Session) -> None:
    from kh57_desktop.services.committees import add_member
    from kh57_desktop.services.offices import add_body_from

    add_body_from(commune, {"system": "government"})
    add_member(commune, {"name": "Trần Văn Mẫu", "role": "Trưởng ban", "post": "Bí thư"})
    for kind in ("plan", "task-list", "committee-assignments", "report"):
        for body in ("party", "government"):
            pdf = papers.render(commune, kind, papers.Request(on=commune.today, body=body, period="2026-Q3"))
            assert pdf.startswith(b"%PDF-"), (kind, body)

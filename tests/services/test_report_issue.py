"""The check list with its waivers, locked periods, numbered corrections, and several layouts of one set of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kh57_desktop.domain.report_checks import FindingKind
from kh57_desktop.domain.report_facts import UNIT_ROW
from kh57_desktop.domain.reports import ALL_COUNTED
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import BadValue
from kh57_desktop.services import (
    indicator_entries,
    indicators,
    obligations,
    papers,
    period_locks,
    report_checks,
    report_corrections,
    report_editing,
    reports,
    tasks,
)
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session


def first_indicator(session: Session):  # type: ignore[no-untyped-def]
    return session.store.indicators.of_plan(plan_of(session, None).id)[0]


def first_task(session: Session):  # type: ignore[no-untyped-def]
    return session.store.tasks.of_plan(plan_of(session, None).id)[0]


def test_every_finding_names_its_record_and_may_be_waived_with_a_reason(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    found = report_checks.check_list(commune, report)
    kinds = {finding.kind for finding in found.open}
    assert {FindingKind.NO_PROGRESS, FindingKind.NO_VALUE, FindingKind.UNCLEAR} <= kinds
    silent = [finding for finding in found.open if finding.kind is FindingKind.NO_PROGRESS]
    assert {finding.row for finding in silent} == {"N1", "N2", "N3"}
    with pytest.raises(BadValue):
        report_checks.waive(commune, report, silent, "  ")
    report_checks.waive(commune, report, silent, "Đơn vị đang kiểm tra, có báo cáo riêng")
    again = report_checks.check_list(commune, report)
    assert FindingKind.NO_PROGRESS not in {finding.kind for finding in again.open}
    assert {waiver.reason for _finding, waiver in again.waived} == {"Đơn vị đang kiểm tra, có báo cáo riêng"}
    assert again.passed == found.passed + 1
    report_checks.take_back(commune, again.waived[0][1])
    assert len(report_checks.check_list(commune, report).open) == len(again.open) + 1


def test_a_jump_and_a_value_over_a_hundred_are_found_beside_the_value_before(commune: Session) -> None:
    indicator = first_indicator(commune)
    assert indicator.unit == "%"
    with commune.store.changes("day"):
        commune.store.plans.put(replace(plan_of(commune, None), date_words="2026-02-05"))
    indicators.enter_reading(commune, indicator, "2026-Q2", "7,2")
    indicators.enter_reading(commune, indicator, "2026-Q3", "72")
    found = report_checks.check_list(commune, reports.draft_report(commune, period="2026-Q3"))
    jump = next(finding for finding in found.open if finding.kind is FindingKind.JUMP)
    assert (jump.row, jump.fields["value"], jump.fields["last"]) == (indicator.code, "72", "7,2")
    report_checks.waive(commune, reports.draft_report(commune, period="2026-Q3"), [jump], "Đã kiểm tra")
    indicators.enter_reading(commune, indicator, "2026-Q3", "720")  # another value is found anew
    found = report_checks.check_list(commune, reports.draft_report(commune, period="2026-Q3"))
    assert FindingKind.OVER_HUNDRED in {finding.kind for finding in found.open}


def test_an_issued_period_is_locked_until_a_correction_is_open(commune: Session) -> None:
    indicator = first_indicator(commune)
    indicators.enter_reading(commune, indicator, "2026-Q3", "60")
    issued = reports.issue_report(
        commune, reports.draft_report(commune, period="2026-Q3"), number=5, on=date(2026, 9, 16)
    )
    for change in (
        lambda: indicators.enter_reading(commune, indicator, "2026-Q3", "61"),
        lambda: indicator_entries.enter(commune, indicator, "2026-Q3", "61"),
        lambda: indicator_entries.enter(commune, indicator, "2026-Q3", ""),
        lambda: indicator_entries.enter_block(commune, [(indicator, "2026-Q3", "61")]),
    ):
        with pytest.raises(period_locks.PeriodLocked):
            change()
    indicators.enter_reading(commune, indicator, "2026-Q4", "61")
    draft = report_corrections.start_correction(commune, issued)
    assert report_corrections.start_correction(commune, issued).id == draft.id
    indicators.enter_reading(commune, indicator, "2026-Q3", "61")
    report_corrections.drop_correction(commune, draft)
    with pytest.raises(period_locks.PeriodLocked):
        indicators.enter_reading(commune, indicator, "2026-Q3", "62")


def test_a_correction_is_a_numbered_supplement_with_old_new_and_reason(commune: Session) -> None:
    indicator = first_indicator(commune)
    indicators.enter_reading(commune, indicator, "2026-Q3", "60")
    issued = reports.issue_report(
        commune, reports.draft_report(commune, period="2026-Q3"), number=5, on=date(2026, 9, 16)
    )
    frozen = papers.render(commune, "report", papers.Request(on=commune.today, period="2026-Q3"))
    draft = report_corrections.start_correction(commune, issued)
    with pytest.raises(report_corrections.NothingToCorrect):
        reports.issue_report(commune, draft, number=6, on=date(2026, 9, 20))
    indicators.enter_reading(commune, indicator, "2026-Q3", "66,5")
    tasks.record_progress(commune, first_task(commune), on=date(2026, 9, 12), done=True, result="đã xong")
    draft = reports.draft_report(commune, period="2026-Q3")
    lines = {(line.row, line.what): (line.old, line.new) for line in draft.corrections}
    assert lines[indicator.code, indicator.text] == ("60 %", "66,5 %")
    assert lines["N1", "Trạng thái"] == ("Chưa đến hạn", "Hoàn thành đúng hạn")
    assert lines["", "Số nhiệm vụ hoàn thành đúng hạn"] == ("0", "1")
    with pytest.raises(report_corrections.ReasonMissing):
        reports.issue_report(commune, draft, number=6, on=date(2026, 9, 20))
    draft = report_corrections.give_reason(commune, draft, list(draft.corrections), "Nhập thiếu minh chứng")
    assert reports.draft_report(commune, period="2026-Q3").corrections == draft.corrections
    corrected = reports.issue_report(commune, draft, number=6, on=date(2026, 9, 20))
    assert (corrected.sign, corrected.corrects, corrected.state) == ("06-BC/ĐU", issued.uid, ReportState.ISSUED)
    assert commune.store.reports.get(issued.id) == issued
    assert issued.pdf_attachment is not None
    assert commune.store.files.read(issued.pdf_attachment) == frozen
    assert reports.issued_report(commune, period="2026-Q3", regime=None) == corrected
    paper = _text(papers.render(commune, "report", papers.Request(on=commune.today, period="2026-Q3")))
    for words in ("Đính chính số liệu tại Báo cáo số 05-BC/ĐU", "66,5%", "60%", "Nhập thiếu minh chứng"):
        assert words in paper
    with pytest.raises(period_locks.PeriodLocked):
        indicators.enter_reading(commune, indicator, "2026-Q3", "70")


def _text(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def test_a_sentence_typed_by_hand_survives_and_is_marked_in_the_check_list(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    section = next(row for row in report.sections if row.number == "II")
    place = next(place for place, row in enumerate(section.paragraphs) if row.key == "tasks.totals")
    report = report_editing.edit_paragraph(commune, report, "II", place, "Câu của cán bộ về tình hình chung.")
    tasks.record_progress(commune, first_task(commune), on=date(2026, 9, 12), done=True)
    again = reports.draft_report(commune, period="2026-Q3")
    row = next(row for row in again.sections if row.number == "II").paragraphs[place]
    assert (row.text, row.edited, row.changed) == ("Câu của cán bộ về tình hình chung.", True, True)
    assert "hoàn thành 01" in row.computed
    findings = report_checks.check_list(commune, again).open
    assert FindingKind.CHANGED in {finding.kind for finding in findings}
    taken = report_editing.take_computed(commune, again, "II", place)
    assert "hoàn thành 01" in next(row for row in taken.sections if row.number == "II").text
    commune.store.undo()
    assert (
        "Câu của cán bộ"
        in next(row for row in reports.draft_report(commune, period="2026-Q3").sections if row.number == "II").text
    )


def test_numbers_of_a_draft_open_their_rows(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    rows = {piece.rows for section in report.sections for row in section.paragraphs for piece in row.pieces}
    assert ("N3",) in rows  # the overdue one
    codes = {code for found in rows for code in found}
    known = {task.code for task in report.figures.tasks} | {row.code for row in report.figures.indicators}
    units = {f"{UNIT_ROW}{task.lead}" for task in report.figures.tasks if task.lead}
    assert codes == known | units


def test_the_same_figures_print_in_the_layout_of_each_requester(commune: Session) -> None:
    from kh57_desktop.services.offices import add_body_from

    add_body_from(commune, {"system": "government"})
    tasks.record_progress(commune, first_task(commune), on=date(2026, 9, 12), percent=40, result="đang làm")
    party = reports.draft_report(commune, period="2026-Q3", body="party")
    state = reports.draft_report(commune, period="2026-Q3", body="government")
    assert party.figures == state.figures
    assert reports.figures_digest(party) == reports.figures_digest(state)
    assert [row.is_same for row in reports.layouts_of(commune, party)] == [True, True]
    tasks.record_progress(commune, first_task(commune), on=date(2026, 9, 13), percent=50)
    state = reports.draft_report(commune, period="2026-Q3", body="government")
    assert sorted(row.is_same for row in reports.layouts_of(commune, state)) == [False, True]


@pytest.mark.parametrize("period", ["2026-W37", "2026-08", "2026-Q3", "2026-H1", "2026-9M", "2026"])
def test_every_length_of_period_prints_with_its_outline(commune: Session, period: str) -> None:
    regime = "TUAN" if "W" in period else None
    report = reports.draft_report(commune, period=period, regime=regime)
    pdf = papers.render(commune, "report", papers.Request(on=commune.today, period=period, regime=regime))
    words = _text(pdf)
    assert report.template in ("weekly", "periodic", "half-nine", "year")
    for section in report.sections:
        if section.text:
            assert section.title in words or section.title.upper() in words


def test_a_review_of_three_years_is_asked_for_by_letter(commune: Session) -> None:
    asked = obligations.ask_for_report(
        commune,
        first=date(2024, 1, 1),
        last=date(2026, 9, 30),
        letter="Công văn số 9",
        due_on=date(2026, 10, 10),
        template="review-3",
    )
    report = reports.draft_report(commune, period=asked.period)
    assert report.template == "review-3"
    assert report.title.startswith("Sơ kết 03 năm thực hiện Nghị quyết số 57-NQ/TW")
    assert report.due_on == date(2026, 10, 10)


def test_changes_after_the_cut_off_are_named_and_may_be_dated_back(tmp_path: Path) -> None:
    from tests.services.test_report_state import office

    with office(tmp_path) as (session, clock):
        clock.day = date(2026, 9, 20)
        task = session.store.tasks.of_plan(plan_of(session, None).id)[2]
        tasks.edit_tasks(session, [task], {"due_on": "31/12/2026"})
        draft = reports.draft_at_hand(session, period="2026-Q3")
        assert [change.code for change in draft.left_out] == ["N3"]
        report = reports.keep_draft(session, draft.report)
        counted = reports.date_back(session, report, (task.id,))
        assert counted.figures.overall.overdue == 0
        assert reports.draft_at_hand(session, period="2026-Q3").left_out == ()
        assert counted.counted == (task.id,)
        assert ALL_COUNTED not in counted.counted


def test_the_time_of_a_draft_is_kept(commune: Session) -> None:
    report = reports.draft_report(commune, period="2026-Q3")
    assert datetime.fromisoformat(report.drafted_at) == commune.now()
    assert reports.draft_report(commune, period="2026-Q3") == report


def test_late_entries_carry_their_mark_on_paper(tmp_path: Path) -> None:
    from tests.services.test_report_state import office

    with office(tmp_path) as (session, clock):
        clock.day = date(2026, 9, 16)
        request = papers.Request(on=clock.day, period="2026-Q3")
        assert "(*)" not in _text(papers.render(session, "report", request))
        task = session.store.tasks.of_plan(plan_of(session, None).id)[0]
        tasks.record_progress(session, task, percent=60, on=date(2026, 9, 12), result="nhập muộn")
        words = _text(papers.render(session, "report", request))
        assert "(*) Nội dung thuộc kỳ báo cáo, được cập nhật sau ngày chốt số liệu." in words

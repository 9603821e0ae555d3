"""The period before and the same one last year beside the present one; what crossed a line since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.comparisons import changes_since, comparisons
from kh57_desktop.domain.report_facts import ReportFacts
from kh57_desktop.domain.report_sentences import paragraphs_of
from kh57_desktop.domain.reports import IndicatorFigure, ReportFigures, TaskFigure, TotalsRow
from kh57_desktop.domain.terms import Mark, Standing


def task(code: str, standing: Standing) -> TaskFigure:
    return TaskFigure(
        id=code,
        code=code,
        number="",
        group_id=None,
        text=f"Nhiệm vụ {code}",
        lead="",
        supporting=(),
        start_on=None,
        due_on=None,
        due_words="",
        state="open",
        standing=standing,
        percent=None,
        result="",
        difficulty="",
        proposal="",
        finished_on=None,
    )


def indicator(code: str, value: str | None, attained: bool | None = None, mark: Mark = Mark.VALUE) -> IndicatorFigure:
    return IndicatorFigure(
        id=code,
        code=code,
        text=f"Chỉ tiêu {code}",
        group="",
        unit="%",
        per="",
        targets=(),
        target_year=None,
        mark=mark if value is not None or mark is not Mark.VALUE else Mark.MISSING,
        value=Decimal(value) if value is not None else None,
        numerator=None,
        denominator=None,
        source="",
        remark="",
        follow_up=False,
        share=None,
        attained=attained,
    )


def figures(tasks: list[TaskFigure], indicators: list[IndicatorFigure]) -> ReportFigures:
    standings = [row.standing for row in tasks]
    overall = TotalsRow(
        "Tổng cộng",
        "",
        done_on_time=standings.count(Standing.DONE_ON_TIME),
        overdue=standings.count(Standing.OVERDUE),
        in_time=standings.count(Standing.UNDER_WAY),
    )
    return ReportFigures((), tuple(tasks), tuple(indicators), (), (), overall)


NOW = figures(
    [task("N1", Standing.DONE_ON_TIME), task("N2", Standing.OVERDUE), task("N4", Standing.UNDER_WAY)],
    [indicator("C1", "72.4", True), indicator("C2", "0", False, Mark.ZERO), indicator("C3", None)],
)
BEFORE = figures(
    [task("N1", Standing.OVERDUE), task("N2", Standing.UNDER_WAY), task("N3", Standing.UNDER_WAY)],
    [indicator("C1", "70.9", False), indicator("C2", "5", True), indicator("C3", None)],
)


def test_sums_and_values_stand_beside_those_of_the_other_periods() -> None:
    rows = {row.label: row for row in comparisons(NOW, BEFORE, None)}
    assert rows["Nhiệm vụ hoàn thành"].difference == 1
    assert rows["Chỉ tiêu C1"].difference == Decimal("1.5")
    assert rows["Chỉ tiêu C2"].now == 0  # zero is a value, missing is none
    assert "Chỉ tiêu C3" not in rows
    assert all(row.last_year is None and row.difference_to_last_year is None for row in rows.values())
    assert rows["Tỷ lệ hoàn thành"].before == 0


def test_what_crossed_a_line_since() -> None:
    changes = changes_since(NOW, BEFORE)
    assert changes.finished == changes.caught_up == ("N1",)
    assert changes.fallen_due == ("N2",)
    assert (changes.added, changes.dropped) == (("N4",), ("N3",))
    assert (changes.attained, changes.lost) == (("C1",), ("C2",))
    assert changes_since(NOW, None).finished == ()


def test_the_numbers_of_indicators_add_up_to_all_of_them() -> None:
    facts = ReportFacts("quý III năm 2026", "quý IV năm 2026", date(2026, 6, 15), date(2026, 9, 14), "Kế hoạch", "")
    rows = [
        indicator("C1", "90", attained=True), indicator("C2", "5", attained=False), indicator("C3", "7"),
        indicator("C4", None), indicator("C5", None, mark=Mark.NOT_APPLICABLE),
    ]  # fmt: skip
    [totals, _table] = paragraphs_of("indicators", facts, figures([], rows))
    assert totals.text == (
        "Trong 05 chỉ tiêu theo dõi, 03 chỉ tiêu có số liệu đến kỳ báo cáo: 01 đạt mục tiêu của mốc gần nhất, 01 chưa "
        "đạt, 01 không đánh giá kỳ này; 01 chỉ tiêu chưa có số liệu; 01 chỉ tiêu không áp dụng (Bảng 2)."
    )


def test_a_period_without_news_does_not_repeat_what_was_told_before() -> None:
    facts = ReportFacts("tuần 40 năm 2026", "tuần 41 năm 2026", date(2026, 9, 28), date(2026, 10, 4), "Kế hoạch", "")
    old = replace(task("N1", Standing.DONE_ON_TIME), result="đã xong từ tháng 2")
    texts = [row.text for row in paragraphs_of("tasks", facts, figures([old], []))]
    assert "Trong kỳ chưa ghi nhận kết quả mới của các nhiệm vụ." in texts
    assert not any("đã xong từ tháng 2" in text for text in texts)
    fresh = replace(old, is_new_to_period=True)
    texts = [row.text for row in paragraphs_of("tasks", facts, figures([fresh] * 13, []))]
    assert "Một số kết quả cụ thể:" in texts
    assert texts[-1] == "Kết quả của các nhiệm vụ khác nêu tại Bảng 3."


def test_the_sentences_name_the_rows_and_the_percentage_points() -> None:
    facts = ReportFacts(
        label="quý III năm 2026",
        next_label="quý IV năm 2026",
        data_from=date(2026, 6, 15),
        data_to=date(2026, 9, 14),
        plan_words="Kế hoạch",
        committee_words="",
        previous_label="quý II năm 2026",
        last_year_label="quý III năm 2025",
        comparisons=comparisons(NOW, BEFORE, None),
        changes=changes_since(NOW, BEFORE),
    )
    rows = {row.key: row for row in paragraphs_of("comparison", facts, NOW)}
    assert "chỉ tiêu C1 tăng 1,5 điểm phần trăm (từ 70,9% lên 72,4%)" in rows["comparison.before"].text
    assert "chỉ tiêu C2 giảm 5 điểm phần trăm (từ 5% xuống 0%)" in rows["comparison.before"].text
    assert ("C1",) in {piece.rows for piece in rows["comparison.before"].pieces}
    assert rows["changes.fallen-due"].text == "So với kỳ báo cáo trước, có 01 nhiệm vụ mới quá hạn: Nhiệm vụ N2."
    assert "comparison.last-year" not in rows
    assert "comparison.table" in rows
    nothing = replace(facts, comparisons=(), changes=changes_since(NOW, None))
    assert paragraphs_of("comparison", nothing, NOW) == ()

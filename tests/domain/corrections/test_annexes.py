"""An annex that comes later completes the corrected plan; what a person decided stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kh57_desktop.domain.corrections.annexes import is_annex, with_annex
from kh57_desktop.domain.corrections.doubts import Answer, doubts_of
from kh57_desktop.domain.corrections.draft import Fate, RowKind, draft_of, reading_of, same_pairs
from kh57_desktop.domain.corrections.edits import checked, drop, not_ours, same_indicator, set_field
from kh57_desktop.domain.plan_reading import (
    Doubt,
    DoubtKind,
    Passage,
    PlanReading,
    ReadIndicator,
    ReadSection,
    ReadTask,
    ReadTaskGroup,
)
from kh57_desktop.domain.terms import Comparator

PLAN = PlanReading(
    sections=(ReadSection("I", "NHIỆM VỤ", ("1. Hạ tầng",)),),
    task_groups=(ReadTaskGroup("1", "Hạ tầng số"),),
    tasks=(
        ReadTask("1", "1.1", "Lắp đặt Wi-Fi công cộng tại nhà văn hóa"),
        ReadTask("1", "1.2", "Nâng cấp mạng nội bộ của trụ sở"),
        ReadTask("1", "1.3", "Việc của cấp tỉnh về trạm thu phát sóng"),
    ),
    indicators=tuple(
        ReadIndicator(text, year, None, Comparator.EQUAL, Decimal(value), None, "%", None)
        for text, year, value in (("Hồ sơ nộp trực tuyến đạt 80%", 2026, 80), ("Hồ sơ qua mạng đạt 100%", 2030, 100))
    ),
    doubts=(
        Doubt("phụ lục I", "Phụ lục không có trong tệp.", DoubtKind.ANNEX),
        Doubt("Nâng cấp mạng nội bộ", "nhảy số"),
    ),
    passages=(Passage("KẾ HOẠCH"), Passage("1 | a", ("1", "a"), 1)),
)
ANNEX = PlanReading(
    task_groups=(ReadTaskGroup("I", "Hạ tầng số"),),
    tasks=(
        ReadTask("I", "1", "Lắp đặt Wi-Fi công cộng tại nhà văn hóa", "Phòng Kinh tế", (), "Quý II/2026", None),
        ReadTask("I", "2", "Mua sắm thiết bị cho bộ phận một cửa", "Công an xã", (), "2026", None),
    ),
    passages=(Passage("1 | b", ("1", "b"), 1),),
)


def test_an_annex_has_no_sections_and_no_members():
    assert is_annex(ANNEX)
    assert not is_annex(PLAN)


def test_the_missing_annex_is_asked_for_and_no_more_once_it_came():
    draft = draft_of(PLAN)
    asked = next(doubt for doubt in doubts_of(draft) if doubt.row is None)
    assert asked.answers == (Answer.ADD_ANNEX, Answer.RIGHT)
    after = with_annex(draft, ANNEX, name="phụ lục.xlsx")
    assert [doubt.reason for doubt in after.doubts] == ["nhảy số"]


def test_the_annex_completes_tasks_and_corrections_stay():
    draft = set_field(draft_of(PLAN), 3, "deadline", "30/6/2027")
    draft = not_ours(checked(draft, [3]), [4])
    after = with_annex(draft, ANNEX, name="phụ lục.xlsx")
    tasks = {task.text: task for task in reading_of(after).tasks}
    assert len(tasks) == 4
    assert tasks["Lắp đặt Wi-Fi công cộng tại nhà văn hóa"].lead == "Phòng Kinh tế"
    assert tasks["Nâng cấp mạng nội bộ của trụ sở"].deadline == "30/6/2027"
    rows = {row.text: row for row in after.rows}
    assert rows["Nâng cấp mạng nội bộ của trụ sở"].is_checked
    assert rows["Việc của cấp tỉnh về trạm thu phát sóng"].fate is Fate.NOT_OURS
    assert len({row.key for row in after.rows}) == len(after.rows)
    assert all(row.key < after.next_key for row in after.rows)


def test_left_out_rows_stay_left_out_and_joined_indicators_joined():
    draft = same_indicator(drop(draft_of(PLAN), [2]), [6], 5)
    after = with_annex(draft, ANNEX, name="phụ lục.xlsx")
    assert same_pairs(after) == {1: 0}
    dropped = [row for row in after.rows if row.fate is Fate.DROPPED]
    assert [row.text for row in dropped] == ["Lắp đặt Wi-Fi công cộng tại nhà văn hóa"]
    assert len([row for row in after.of_kind(RowKind.TASK) if row.text.startswith("Lắp đặt")]) == 1  # the annex's own


def test_settled_doubts_stay_settled_and_the_annex_follows_the_document():
    draft = replace(draft_of(PLAN), settled=frozenset({"read:1"}))
    after = with_annex(draft, ANNEX, name="phụ lục.xlsx")
    assert after.doubts == ()
    assert [passage.text for passage in after.base.passages] == ["KẾ HOẠCH", "1 | a", "phụ lục.xlsx", "1 | b"]
    assert [passage.table for passage in after.base.passages] == [0, 1, 0, 2]

"""What a person corrected is there again when the columns of the document come to mean something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.corrections import edits
from kh57_desktop.domain.corrections.draft import Draft, DraftRow, Fate, RowKind, draft_of, reading_of
from kh57_desktop.domain.corrections.rereading import carried_over
from kh57_desktop.domain.plan_reading import Doubt, Passage, PlanReading, ReadIndicator, ReadTask
from kh57_desktop.domain.terms import Comparator

SHEET = (
    ("TT", "Việc phải làm", "Kết quả mong muốn", "Ai lo"),
    ("1", "Mở lớp kỹ năng số", "02 lớp học buổi tối", "Phòng Văn hóa - Xã hội"),
    ("2", "Số hóa sổ hộ tịch", "Dữ liệu được đối soát", "Công an xã"),
    ("3", "Lắp Wi-Fi nhà văn hóa", "08 điểm truy cập", "Phòng Kinh tế"),
    ("4", "Dán mã QR tại chợ", "01 chợ không tiền mặt", "Phòng Kinh tế"),
)
PASSAGES = tuple(Passage(" | ".join(cells), cells, 1) for cells in SHEET)


def read(subject: int, *, lead: bool = True, rows: int = 4) -> PlanReading:
    """The sheet with the task in column `subject`."""
    tasks = tuple(ReadTask(None, cells[0], cells[subject], cells[3] if lead else None) for cells in SHEET[1 : rows + 1])
    doubts = tuple(Doubt(task.text, "Xem lại.") for task in tasks[:2])
    return PlanReading(tasks=tasks, passages=PASSAGES, doubts=doubts)


def texts(draft: Draft) -> list[str]:
    return [row.text for row in draft.rows if row.fate is not Fate.DROPPED]


def test_corrections_go_to_the_rows_of_the_same_line() -> None:
    first = draft_of(read(1, lead=False))
    corrected = edits.set_field(first, 1, "lead", "Đoàn Thanh niên xã")
    corrected = edits.set_field(corrected, 2, "deadline", "30/6/2026")
    corrected = edits.drop(corrected, [3])
    corrected = edits.not_ours(corrected, [4])
    corrected = edits.set_head(corrected, "title", "Kế hoạch của xã")
    anew = draft_of(read(2))
    carried = carried_over(corrected, first, anew)
    assert carried.lost == ()
    assert texts(carried.draft) == ["02 lớp học buổi tối", "Dữ liệu được đối soát", "01 chợ không tiền mặt"]
    one, two, three, four = carried.draft.rows
    assert (one.lead, two.lead, two.deadline) == ("Đoàn Thanh niên xã", "Công an xã", "30/6/2026")
    assert (three.fate, four.fate) == (Fate.DROPPED, Fate.NOT_OURS)
    assert carried.draft.base.title == "Kế hoạch của xã"


def test_rows_split_joined_and_added_are_so_again() -> None:
    first = draft_of(read(1, lead=False))
    corrected = edits.split(first, 1, len("Mở lớp"))
    corrected = edits.join(corrected, [2, 3])
    corrected = edits.add_row(corrected, RowKind.TASK, "Việc không có trong biểu", after=4)
    carried = carried_over(corrected, first, draft_of(read(1)))
    assert texts(carried.draft) == [
        "Mở lớp", "kỹ năng số", "Số hóa sổ hộ tịch Lắp Wi-Fi nhà văn hóa", "Dán mã QR tại chợ",
        "Việc không có trong biểu",
    ]  # fmt: skip
    assert carried.draft.rows[3].lead == "Phòng Kinh tế"
    assert len({row.key for row in carried.draft.rows}) == 5
    assert carried.draft.next_key > max(row.key for row in carried.draft.rows)


def test_what_finds_no_row_is_told_and_untouched_rows_are_not() -> None:
    first = draft_of(read(1))
    corrected = edits.set_field(first, 4, "deadline", "Quý I/2027")
    carried = carried_over(corrected, first, draft_of(read(1, rows=2)))
    assert carried.lost == ("Dán mã QR tại chợ",)
    assert texts(carried.draft) == ["Mở lớp kỹ năng số", "Số hóa sổ hộ tịch"]


def test_answered_doubts_stay_answered_and_units_chosen() -> None:
    first = draft_of(read(1, lead=False))
    corrected = replace(
        first, settled=frozenset({"read:1", "lead:3", "near:1:2"}), chosen_units=(("Công an xã", "u9"),)
    )
    rows = read(1, lead=False)
    anew = draft_of(replace(rows, tasks=(ReadTask(None, "0", "Một dòng mới"), *rows.tasks), doubts=rows.doubts[1:]))
    carried = carried_over(corrected, first, anew).draft
    assert carried.settled == {"read:0", "lead:4", "near:2:3"}
    assert carried.chosen_units == (("Công an xã", "u9"),)


def test_a_row_keeps_the_kind_that_a_person_gave_it() -> None:
    first = draft_of(read(1))
    corrected = edits.as_kind(first, [2], RowKind.GROUP)
    carried = carried_over(corrected, first, draft_of(read(1))).draft
    assert [row.kind for row in carried.rows] == [RowKind.TASK, RowKind.GROUP, RowKind.TASK, RowKind.TASK]
    assert [row.parent for row in carried.rows[2:]] == [carried.rows[1].key] * 2


def test_indicators_of_one_line_are_told_apart_by_their_words() -> None:
    def indicator(text: str, year: int) -> ReadIndicator:
        return ReadIndicator(text, year, None, Comparator.EQUAL, None, None, "%", None)

    reading = PlanReading(indicators=(indicator("Tỷ lệ A", 2026), indicator("Tỷ lệ A", 2028)), passages=PASSAGES)
    first = draft_of(reading)
    corrected = edits.set_field(first, 2, "quantity", "≥ 90")
    assert [row.value for row in carried_over(corrected, first, draft_of(reading)).draft.rows] == [None, 90]


GESTURES = st.lists(
    st.tuples(st.sampled_from(["field", "drop", "not_ours", "split", "join", "add", "group"]), st.integers(0, 5)),
    max_size=6,
)


def gesture(draft: Draft, name: str, at: int) -> Draft:
    row: DraftRow = draft.rows[at % len(draft.rows)]
    match name:
        case "field":
            return edits.set_field(draft, row.key, "text", f"{row.text} và việc {at}")
        case "drop":
            return edits.drop(draft, [row.key])
        case "not_ours":
            return edits.not_ours(draft, [row.key])
        case "split":
            return edits.split(draft, row.key, row.text.index(" "))
        case "add":
            return edits.add_row(draft, RowKind.TASK, f"Thêm việc số {at}", after=row.key)
        case "group" if row.kind is RowKind.TASK:
            return edits.as_kind(draft, [row.key], RowKind.GROUP)
        case "join" if at + 1 < len(draft.rows) and draft.rows[at].kind is draft.rows[at + 1].kind:
            return edits.join(draft, [draft.rows[at].key, draft.rows[at + 1].key])
    return draft


@given(GESTURES)
def test_the_same_reading_anew_gives_the_corrected_rows_again(gestures: list[tuple[str, int]]) -> None:
    first = corrected = draft_of(read(1))
    for name, at in gestures:
        if " " in corrected.rows[at % len(corrected.rows)].text:
            corrected = gesture(corrected, name, at)
    carried = carried_over(corrected, first, draft_of(read(1)))
    assert carried.lost == ()
    assert reading_of(carried.draft) == reading_of(corrected)


@pytest.mark.parametrize("subject", [1, 2])
def test_without_corrections_the_new_reading_stands_alone(subject: int) -> None:
    anew = draft_of(read(subject))
    assert carried_over(draft_of(read(1)), draft_of(read(1)), anew).draft == anew

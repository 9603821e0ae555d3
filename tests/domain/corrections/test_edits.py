"""Corrections lose no word: split, join, drop and change of kind as pure functions on a reading."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.corrections.draft import (
    Draft,
    Fate,
    RowKind,
    draft_of,
    reading_of,
    same_pairs,
    task_parents,
)
from kh57_desktop.domain.corrections.edits import (
    FIELDS,
    add_row,
    as_kind,
    drop,
    join,
    move_to,
    not_ours,
    restore,
    set_field,
    set_head,
    split,
    words_of,
)
from kh57_desktop.domain.plan_reading import (
    PlanReading,
    ReadAssignment,
    ReadCommittee,
    ReadIndicator,
    ReadMember,
    ReadTask,
    ReadTaskGroup,
)
from kh57_desktop.domain.terms import Comparator
from kh57_desktop.errors import BadValue

_SAID = ("Lắp", "đặt", "Wi-Fi", "tại", "nhà", "văn", "hóa", "thôn;", "rà", "soát")
WORDS = st.lists(st.sampled_from(_SAID), min_size=1, max_size=8)
TEXTS = WORDS.map(" ".join)
MAYBE = st.none() | TEXTS


@st.composite
def readings(draw) -> PlanReading:
    numbers = draw(st.lists(st.sampled_from(["1", "2", "3", None]), max_size=4))
    groups = tuple(ReadTaskGroup(number, draw(TEXTS)) for number in numbers)
    order = sorted(draw(st.lists(st.integers(0, max(len(groups) - 1, 0)), max_size=8)))
    tasks = tuple(
        ReadTask(groups[at].number if groups else None, draw(st.none() | st.just("1.1")), draw(TEXTS), draw(MAYBE),
                 tuple(draw(st.lists(TEXTS, max_size=2))), draw(MAYBE), draw(MAYBE))
        for at in order
    )  # fmt: skip
    indicators = tuple(
        ReadIndicator(draw(TEXTS), draw(st.none() | st.integers(2025, 2045)), draw(MAYBE), Comparator.AT_LEAST,
                      Decimal(80), None, "%", None)
        for _row in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    assignments = tuple(
        ReadAssignment(str(at), draw(TEXTS), tuple(draw(st.lists(TEXTS, max_size=3))))
        for at in range(draw(st.integers(0, 3)))
    )
    members = tuple(ReadMember(at, draw(MAYBE), draw(MAYBE), draw(MAYBE)) for at in range(1, draw(st.integers(1, 4))))
    committee = draw(st.none() | st.just(ReadCommittee("Ban Chỉ đạo", "establish", None, members)))
    return PlanReading(
        kind="Kế hoạch", task_groups=groups, tasks=tasks, indicators=indicators, assignments=assignments,
        committee=committee,
    )  # fmt: skip


def words_in(draft: Draft) -> Counter[str]:
    """Every word of every text, dropped rows included."""
    return Counter(word for row in draft.rows for word in row.text.split())


@given(readings())
def test_an_untouched_draft_says_what_was_read(reading):
    assert reading_of(draft_of(reading)) == reading


@given(readings())
def test_parents_are_rows_and_every_task_of_a_group_finds_it(reading):
    draft = draft_of(reading)
    keys = {row.key for row in draft.rows}
    assert len(keys) == len(draft.rows)
    assert all(row.parent is None or row.parent in keys for row in draft.rows)
    for task, place in zip(reading.tasks, task_parents(draft), strict=True):
        if place is not None:
            assert reading.task_groups[place].number == task.group


@given(readings(), st.data())
def test_no_correction_loses_or_makes_up_a_word(reading, data):
    draft = draft_of(reading)
    before = words_in(draft)
    for _step in range(6):
        if not draft.rows:
            break
        row = data.draw(st.sampled_from(draft.rows))
        same = [other.key for other in draft.rows if other.kind is row.kind]
        action = data.draw(st.sampled_from(["split", "join", "drop", "restore", "ours", "kind", "move"]))
        if action == "split":
            at = data.draw(st.integers(0, len(row.text)))
            if not (row.text[:at].strip() and row.text[at:].strip()):
                with pytest.raises(BadValue):
                    split(draft, row.key, at)
                continue
            before -= Counter(row.text.split())
            before += Counter([*row.text[:at].split(), *row.text[at:].split()])
            draft = split(draft, row.key, at)
        elif action == "join" and len(same) > 1:
            draft = join(draft, data.draw(st.lists(st.sampled_from(same), min_size=2, unique=True)))
        elif action == "drop":
            draft = drop(draft, [row.key])
        elif action == "restore":
            draft = restore(draft, [row.key])
        elif action == "ours":
            draft = not_ours(draft, [row.key])
        elif action == "kind":
            draft = as_kind(draft, [row.key], data.draw(st.sampled_from(RowKind)))
        elif action == "move" and row.kind is RowKind.TASK:
            groups = [other.key for other in draft.rows if other.kind is RowKind.GROUP]
            draft = move_to(draft, [row.key], data.draw(st.sampled_from([None, *groups])))
        keys = {other.key for other in draft.rows}
        assert all(other.parent is None or other.parent in keys for other in draft.rows)
        assert words_in(draft) == before
        reading_of(draft)  # every state can be accepted
        task_parents(draft)
        same_pairs(draft)


@given(readings())
def test_dropping_and_restoring_everything_gives_the_reading_back(reading):
    draft = draft_of(reading)
    keys = [row.key for row in draft.rows]
    gone = drop(draft, keys)
    assert not reading_of(gone).tasks
    assert reading_of(restore(gone, keys)) == reading


def plan() -> Draft:
    return draft_of(
        PlanReading(
            task_groups=(ReadTaskGroup("1", "Hạ tầng"), ReadTaskGroup("2", "Nhân lực")),
            tasks=(
                ReadTask("1", "1.1", "Lắp Wi-Fi; trang bị máy tính", "Phòng Kinh tế", ("Các thôn",), "2026", None),
                ReadTask("1", None, "Nâng cấp mạng", "Công an xã", (), None, None),
                ReadTask("2", None, "Mở lớp", None, (), None, None),
            ),
            indicators=(
                ReadIndicator("Tỷ lệ hồ sơ trực tuyến đạt 80%", 2026, None, Comparator.EQUAL, Decimal(80), None, "%",
                              None),
                ReadIndicator("Hồ sơ trực tuyến 100%", 2030, None, Comparator.EQUAL, Decimal(100), None, "%", None),
            ),
            assignments=(ReadAssignment("1", "Ủy ban nhân dân xã", ("Bố trí kinh phí",)),),
        )
    )  # fmt: skip


def test_a_split_keeps_lead_and_deadline_in_both_and_the_number_in_the_first():
    draft = split(plan(), 2, len("Lắp Wi-Fi;"))
    first, second = draft.rows[1], draft.rows[2]
    assert (first.text, first.number) == ("Lắp Wi-Fi;", "1.1")
    assert (second.text, second.number, second.lead, second.deadline, second.parent) == (
        "trang bị máy tính", "", "Phòng Kinh tế", "2026", 1,
    )  # fmt: skip


def test_joined_tasks_keep_every_body():
    joined = join(plan(), [3, 2]).row(2)
    assert joined.text == "Lắp Wi-Fi; trang bị máy tính Nâng cấp mạng"
    assert (joined.lead, joined.supporting, joined.deadline) == ("Phòng Kinh tế", ("Công an xã", "Các thôn"), "2026")


def test_indicators_of_two_years_become_one_with_a_target_each():
    draft = join(plan(), [6, 7])
    assert len(reading_of(draft).indicators) == 2
    assert same_pairs(draft) == {1: 0}


def test_a_task_that_becomes_a_group_heads_the_tasks_below():
    draft = as_kind(plan(), [2], RowKind.GROUP)
    reading = reading_of(draft)
    assert [group.title for group in reading.task_groups] == ["Hạ tầng", "Lắp Wi-Fi; trang bị máy tính", "Nhân lực"]
    assert task_parents(draft) == [1, 2]


def test_a_group_that_becomes_a_task_hands_its_tasks_to_the_group_above():
    draft = as_kind(plan(), [4], RowKind.TASK)
    reading = reading_of(draft)
    assert [task.text for task in reading.tasks][-2:] == ["Nhân lực", "Mở lớp"]
    assert task_parents(draft) == [0, 0, 0, 0]


def test_dropping_a_group_drops_its_tasks_and_restoring_one_task_brings_the_group_back():
    draft = drop(plan(), [1])
    assert [task.text for task in reading_of(draft).tasks] == ["Mở lớp"]
    draft = restore(draft, [3])
    assert [group.title for group in reading_of(draft).task_groups] == ["Hạ tầng", "Nhân lực"]
    assert [task.text for task in reading_of(draft).tasks] == ["Nâng cấp mạng", "Mở lớp"]


def test_a_row_that_was_not_found_is_added_into_the_group_of_the_row_above():
    draft = add_row(plan(), RowKind.TASK, "Việc sót", after=3)
    assert draft.row(draft.next_key - 1).parent == 1
    assert task_parents(draft) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("80", ("=", 80, None)),
        ("≥ 80", (">=", 80, None)),
        ("từ", None),
        ("80 trở lên", (">=", 80, None)),
        ("trên 0,65", (">", Decimal("0.65"), None)),
        ("70-80", ("=", 70, 80)),
        ("80-70", None),
        ("1.200", ("=", 1200, None)),
        ("", ("=", None, None)),
    ],
)
def test_quantities_are_read_as_typed(typed, expected):
    if expected is None:
        with pytest.raises(BadValue):
            set_field(plan(), 6, "quantity", typed)
        return
    row = set_field(plan(), 6, "quantity", typed).row(6)
    assert (row.comparator.value, row.value, row.value_max) == expected


def test_every_field_can_be_typed_and_reads_back():
    draft = plan()
    values = {"horizon": "2035", "quantity": "≥ 90", "supporting": "Công an xã; Các thôn"}
    for row in draft.rows:
        for name in FIELDS[row.kind]:
            words = values.get(name, "chữ mới")
            assert words_of(set_field(draft, row.key, name, words).row(row.key), name) == words


def test_a_text_is_never_emptied_and_a_year_is_a_year():
    with pytest.raises(BadValue):
        set_field(plan(), 2, "text", "  ")
    with pytest.raises(BadValue):
        set_field(plan(), 6, "horizon", "sau này")


def test_the_head_is_corrected_with_days_as_people_type_them():
    draft = set_head(set_head(plan(), "date", "05/9/2026"), "number", "12-KH/ĐU")
    assert (draft.base.date, draft.base.number) == ("2026-09-05", "12-KH/ĐU")
    assert set_head(draft, "name", "Y Thử").base.signature.name == "Y Thử"
    with pytest.raises(BadValue):
        set_head(draft, "date", "hôm qua")


def test_the_mark_not_ours_is_for_tasks_alone():
    draft = not_ours(plan(), [2, 5])
    assert [row.fate for row in draft.rows if row.key in (2, 5)] == [Fate.NOT_OURS, Fate.NOT_OURS]
    assert not_ours(plan(), [1]).row(1).fate is Fate.TAKEN

"""The task list in SQL says the same as the rules in the domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.task_tree import standings_of
from kh57_desktop.domain.tasks import Occurrence, Task, clear_members, standing_of
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, DeadlineKind, Standing, TaskState
from kh57_desktop.i18n import sort_key
from kh57_desktop.store.database import Store
from kh57_desktop.store.task_wanted import Grouping, TaskQuery, TaskRow, TaskSort
from tests.store.makers import ON, entry, group, new_store, task, unit, with_plan

DAYS = st.dates(date(2026, 5, 15), date(2026, 6, 20))


@pytest.fixture(scope="module")
def module_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("query")) as opened:
        with_plan(opened)
        yield opened


def listed(store: Store, query: TaskQuery) -> list[TaskRow]:
    rows = store.tasks.page(query, offset=0, limit=1000)
    assert len(rows) == store.tasks.count(query)
    return rows


def codes(store: Store, query: TaskQuery) -> list[str]:
    return [row.task.code for row in listed(store, query)]


@given(
    state=st.sampled_from(TaskState),
    kind=st.sampled_from(DeadlineKind),
    due=st.none() | DAYS,
    finished=st.none() | DAYS,
    entries=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 100)), max_size=4),
    on=DAYS | st.sampled_from([date.min, date.max]),
    soon=st.integers(0, 30),
    clear=st.tuples(*[st.sampled_from(["", " ", "\u00a0", "x"])] * 4),
)
def test_standing_percent_and_clarity_equal_the_domain(
    module_store: Store,
    state: TaskState,
    kind: DeadlineKind,
    due: date | None,
    finished: date | None,
    entries: list[tuple[date, int | None]],
    on: date,
    soon: int,
    clear: tuple[str, ...],
) -> None:
    plan = with_plan(module_store)
    person, text, product, approver = clear
    made = task(
        plan.id,
        "N1",
        state=state,
        deadline_kind=kind,
        due_on=due,
        finished_on=finished,
        lead_person=person,
        text=text,
        product=product,
        approver=approver,
    )
    with module_store.changes("case"):
        module_store.tasks.put(made)
        for day, percent in entries:
            module_store.tasks.put_progress(entry(made.id, day, percent))
    row = listed(module_store, TaskQuery(plan.id, on, due_soon_days=soon))[0]
    until = [(day, percent) for day, percent in entries if day <= on]
    assert row.standing is standing_of(made, on, has_progress=bool(until), due_soon_days=soon)
    said = [percent for _day, percent in sorted(until, key=lambda pair: pair[0]) if percent is not None]
    assert row.percent == (said[-1] if said else None)
    assert row.task == made
    for members in (FIVE_CLEAR, SIX_CLEAR):
        unclear = TaskQuery(plan.id, on, missing_clarity=True, clarity=members)
        assert module_store.tasks.count(unclear) == (clear_members(made, members) != frozenset(members))
    assert sum(module_store.tasks.standing_counts(TaskQuery(plan.id, on)).values()) == 1


TREE = st.lists(
    st.tuples(
        st.sampled_from(TaskState),
        st.sampled_from([DeadlineKind.DATED, DeadlineKind.RECURRING, DeadlineKind.CONTINUOUS]),
        st.none() | DAYS,
        st.none() | DAYS,
        st.booleans(),
        st.integers(0, 5),
        st.lists(st.tuples(DAYS, st.integers(0, 20), st.none() | DAYS), max_size=3),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=TREE, on=DAYS, soon=st.integers(0, 12))
def test_sub_tasks_and_instances_roll_up_as_in_the_domain(
    module_store: Store, rows: list[tuple[TaskState, DeadlineKind, date, date, bool, int, list]], on: date, soon: int
) -> None:
    plan = with_plan(module_store)
    tasks: list[Task] = []
    begun: list[str] = []
    instances: dict[str, list[Occurrence]] = {}
    with module_store.changes("tree"):
        for number, (state, kind, due, finished, has_entry, parent, opened) in enumerate(rows, 1):
            made = task(
                plan.id,
                f"N{number}",
                state=state,
                deadline_kind=kind,
                due_on=due,
                finished_on=finished,
                parent_id=tasks[parent].id if parent < len(tasks) else None,
            )
            tasks.append(made)
            module_store.tasks.put(made)
            if has_entry:
                begun.append(made.id)
                module_store.tasks.put_progress(entry(made.id, on, 10))
            for place, (opens, days, done) in enumerate(opened):
                row = Occurrence(f"{made.id}-{place}", made.id, str(place), opens, opens + timedelta(days=days), done)
                instances.setdefault(made.id, []).append(row)
                module_store.tasks.put_occurrence(row)
    expected = standings_of(tasks, on, begun=begun, occurrences=instances, due_soon_days=soon)
    shown = {row.task.id: row.standing for row in listed(module_store, TaskQuery(plan.id, on, due_soon_days=soon))}
    assert shown == expected


def test_every_grouping_counts_all_rows_and_keeps_them_together(store: Store, plan_id: str) -> None:
    for group_by in Grouping:
        query = TaskQuery(plan_id, ON, group_by=group_by)
        counts = store.tasks.group_counts(query)
        assert sum(counts.values()) == store.tasks.count(query)
        standings = store.tasks.group_standings(query)
        assert list(standings) == list(counts), group_by
        one_by_one = [
            row.task.code
            for key, count in counts.items()
            for row in store.tasks.page(replace(query, only_key=key, is_one_key=True), offset=0, limit=count + 1)
        ]
        assert one_by_one == codes(store, query), group_by


def test_people_are_ordered_by_given_name_and_printed_numbers_by_value(store: Store) -> None:
    plan = with_plan(store)
    people = ("Trần Văn Đạt", "Lê Thị An", "Nguyễn Bình", "")
    numbers = ("1.10", "1.9", "1.2", "II")
    with store.changes("rows"):
        for place, (person, number) in enumerate(zip(people, numbers, strict=True), 1):
            store.tasks.put(task(plan.id, f"N{place}", lead_person=person, number=number, position=place))
    query = TaskQuery(plan.id, ON, group_by=Grouping.NONE)
    by_person = [row.task.lead_person for row in listed(store, replace(query, sort=TaskSort.PERSON))]
    assert by_person == ["Lê Thị An", "Nguyễn Bình", "Trần Văn Đạt", ""]
    by_number = [row.task.number for row in listed(store, replace(query, sort=TaskSort.NUMBER))]
    assert by_number == ["1.2", "1.9", "1.10", "II"]


@pytest.fixture
def plan_id(store: Store) -> str:
    plan = with_plan(store)
    groups = [group(plan.id, "2", 2), group(plan.id, "1", 1)]
    police, office = unit("Công an xã", aliases=("CA",)), unit("Văn phòng HĐND - UBND")
    rows: list[tuple[str, dict[str, object]]] = [
        ("Đẩy mạnh chuyển đổi số", {"group_id": groups[1].id, "lead_unit_id": police.id, "due_on": date(2026, 5, 1)}),
        ("Ẩn danh dữ liệu", {"group_id": groups[0].id, "lead_unit_id": office.id, "due_on": date(2026, 6, 5)}),
        ("Áp dụng chữ ký số", {"supporting_unit_ids": (police.id,), "deadline_kind": DeadlineKind.CONTINUOUS}),
        ("Dân số, 10 thôn", {"group_id": groups[0].id, "due_on": date(2026, 12, 31), "product": "Báo cáo"}),
        ("Dân số, 9 thôn", {"group_id": groups[1].id, "state": TaskState.CANCELLED}),
    ]
    with store.changes("rows"):
        for row in groups:
            store.plans.put_group(row)
        for lead in (police, office):
            store.offices.put_unit(lead)
        for number, (text, fields) in enumerate(rows, 1):
            store.tasks.put(task(plan.id, f"N{number}", text=text, position=number, **fields))
        first = store.tasks.by_code(plan.id, "N4")
        assert first is not None
        store.tasks.put_progress(entry(first.id, ON - timedelta(days=1), 30))
    return plan.id


def test_the_printed_order_is_by_group_then_position_rows_without_group_last(store: Store, plan_id: str) -> None:
    assert codes(store, TaskQuery(plan_id, ON)) == ["N1", "N5", "N2", "N4", "N3"]
    assert codes(store, TaskQuery(plan_id, ON, descending=True)) == ["N4", "N2", "N5", "N1", "N3"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chuyen doi so", ["N1"]),
        ("CHUYỂN ĐỔI", ["N1"]),
        ("doi chu", ["N1"]),
        ("so", ["N1", "N5", "N4", "N3"]),
        ("bao c", ["N4"]),
        ("n3", ["N3"]),
        ("cong an", ["N1"]),
        ("ubnd", ["N2"]),
        ("zzz", []),
        ('"* (', []),
        ("NEAR OR AND", []),
        ("  ", ["N1", "N5", "N2", "N4", "N3"]),
        ("ha\u0323", []),
    ],
)
def test_search_finds_beginnings_of_words_without_marks(
    store: Store, plan_id: str, typed: str, found: list[str]
) -> None:
    assert codes(store, TaskQuery(plan_id, ON, search=typed)) == found


@given(typed=st.text(max_size=30))
def test_no_typed_text_breaks_the_search(module_store: Store, typed: str) -> None:
    plan = module_store.plans.by_code("K1")
    assert plan is not None
    module_store.tasks.page(TaskQuery(plan.id, ON, search=typed), offset=0, limit=10)


def test_search_follows_every_change_of_the_text(store: Store, plan_id: str) -> None:
    row = store.tasks.by_code(plan_id, "N1")
    assert row is not None
    with store.changes("edit"):
        store.tasks.put(replace(row, text="Mở lớp bồi dưỡng"))
    assert codes(store, TaskQuery(plan_id, ON, search="chuyen")) == []
    assert codes(store, TaskQuery(plan_id, ON, search="boi duong")) == ["N1"]
    store.undo()
    assert codes(store, TaskQuery(plan_id, ON, search="chuyen")) == ["N1"]
    assert codes(store, TaskQuery(plan_id, ON, search="boi")) == []


def test_filters_narrow_and_counts_follow(store: Store, plan_id: str) -> None:
    overdue = TaskQuery(plan_id, ON, standing=Standing.OVERDUE)
    assert codes(store, overdue) == ["N1"]
    counts = store.tasks.standing_counts(overdue)
    assert list(counts) == list(Standing)
    assert {standing: number for standing, number in counts.items() if number} == {
        Standing.CANCELLED: 1,
        Standing.CONTINUOUS: 1,
        Standing.OVERDUE: 1,
        Standing.DUE_SOON: 1,
        Standing.UNDER_WAY: 1,
    }
    police = next(row for row in store.offices.units() if row.name == "Công an xã")
    assert codes(store, TaskQuery(plan_id, ON, unit_id=police.id)) == ["N1"]
    assert codes(store, TaskQuery(plan_id, ON, unit_id=police.id, with_supporting=True)) == ["N1", "N3"]
    second = next(row for row in store.plans.groups(plan_id) if row.number == "2")
    assert codes(store, TaskQuery(plan_id, ON, group_id=second.id)) == ["N2", "N4"]
    folded_away = TaskQuery(plan_id, ON, collapsed_group_ids=frozenset({second.id, None}))
    assert codes(store, folded_away) == ["N1", "N5"]
    assert list(store.tasks.group_counts(folded_away).values()) == [2, 2, 1]


def test_a_row_names_its_lead_unit_and_group(store: Store, plan_id: str) -> None:
    first, *_others, last = listed(store, TaskQuery(plan_id, ON))
    assert (first.lead_name, first.group and first.group.number) == ("Công an xã", "1")
    assert (last.lead_name, last.group) == ("", None)


@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_and_empty_cells_come_last(store: Store, plan_id: str, descending: bool) -> None:
    by = {
        sort: listed(store, TaskQuery(plan_id, ON, sort=sort, descending=descending, group_by=Grouping.NONE))
        for sort in TaskSort
    }
    keys: dict[TaskSort, list[object]] = {
        TaskSort.CODE: [row.task.code for row in by[TaskSort.CODE]],
        TaskSort.TEXT: [sort_key(row.task.text) for row in by[TaskSort.TEXT]],
        TaskSort.STANDING: [list(Standing).index(row.standing) for row in by[TaskSort.STANDING]],
        TaskSort.LEAD: [sort_key(row.lead_name) for row in by[TaskSort.LEAD] if row.lead_name],
        TaskSort.DUE_ON: [row.task.due_on for row in by[TaskSort.DUE_ON] if row.task.due_on],
    }
    for sort, found in keys.items():
        assert found == sorted(found, reverse=descending), sort  # type: ignore[type-var]
    assert [bool(row.lead_name) for row in by[TaskSort.LEAD]] == [True, True, False, False, False]
    assert [bool(row.task.due_on) for row in by[TaskSort.DUE_ON]] == [True, True, True, False, False]
    assert by[TaskSort.PERCENT][0].percent == 30


def test_vietnamese_letters_and_numbers_sort_as_people_expect(store: Store, plan_id: str) -> None:
    texts = [row.task.text for row in listed(store, TaskQuery(plan_id, ON, sort=TaskSort.TEXT, group_by=Grouping.NONE))]
    assert texts == [
        "Áp dụng chữ ký số",
        "Ẩn danh dữ liệu",
        "Dân số, 9 thôn",
        "Dân số, 10 thôn",
        "Đẩy mạnh chuyển đổi số",
    ]


def test_pages_join_to_the_whole_list(store: Store) -> None:
    plan = with_plan(store, 53)
    query = TaskQuery(plan.id, ON)
    pages: list[Task] = []
    for offset in range(0, 60, 10):
        pages += [row.task for row in store.tasks.page(query, offset=offset, limit=10)]
    assert pages == store.tasks.of_plan(plan.id)


def test_counts_are_kept_only_while_nothing_they_are_made_of_is_written(store: Store) -> None:
    made = with_plan(store, 3)
    query = TaskQuery(made.id, ON)
    first = store.tasks.standing_counts(query)
    with store.changes("other"):
        store.settings.put("number", 1)
    assert store.tasks.standing_counts(query) == first
    rows = store.tasks.of_plan(made.id)
    with store.changes("one more"):
        store.tasks.put(replace(rows[0], due_on=ON - timedelta(days=1)))
    assert store.tasks.standing_counts(query)[Standing.OVERDUE] == first[Standing.OVERDUE] + 1
    store.undo()
    assert store.tasks.standing_counts(query) == first
    with pytest.raises(ZeroDivisionError):
        _changed_and_taken_back(store, query, rows[0])
    assert store.tasks.standing_counts(query) == first


def _changed_and_taken_back(store: Store, query: TaskQuery, row: Task) -> None:
    with store.changes("taken back"):
        store.tasks.to_bin(row.id)
        assert sum(store.tasks.standing_counts(query).values()) == 2
        raise ZeroDivisionError


def test_where_tasks_stand_is_counted_without_reading_their_wide_rows(store: Store) -> None:
    made = with_plan(store, 3)
    statements: list[str] = []
    store.database.connection.set_trace_callback(statements.append)
    store.tasks.standing_counts(TaskQuery(made.id, ON))
    assert not store.tasks.has_recurring()
    store.database.connection.set_trace_callback(None)
    plans = [
        " | ".join(str(row[3]) for row in store.database.connection.execute(f"explain query plan {statement}"))
        for statement in statements
        if " from task " in statement
    ]
    assert len(plans) == 2
    assert "SEARCH t USING COVERING INDEX task_alive" in plans[0]
    assert "SEARCH p USING COVERING INDEX progress_entry_by_task" in plans[0]
    assert "INDEX task_recurring" in plans[1]

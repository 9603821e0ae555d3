"""The task table's model: group rows, pages, Qt's contract."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Clarity, Standing, word
from kh57_desktop.services.task_table import GroupLine, TaskLine, TaskSummary
from kh57_desktop.ui.tables.roles import CellRole, EditorKind
from kh57_desktop.ui.tasks.columns import COLUMNS
from kh57_desktop.ui.tasks.model import PAGE, TaskTableModel


def line(number: int, **fields) -> TaskLine:
    task = Task(id=f"t{number}", plan_id="p", code=f"N{number}", text=f"Việc {number}", number=f"{number}.")
    return TaskLine(
        task=task, standing=Standing.OVERDUE, lead="Văn phòng HĐND và UBND", lead_short="VP HĐND-UBND", **fields
    )


def group(key: str, count: int) -> GroupLine:
    return GroupLine(key, key.upper(), f"Nhóm {key}", count, overdue=1, due_soon=0, done=2)


class Source:
    """Counts how often pages are fetched."""

    def __init__(self, count: int) -> None:
        self.all = [line(number) for number in range(count)]
        self.fetched: list[tuple[int, int]] = []
        self.starts = {"b": 3}

    def __call__(self, key: str, offset: int, limit: int) -> list[TaskLine]:
        self.fetched.append((offset, limit))
        begin = self.starts.get(key, 0)
        return self.all[begin + offset : begin + offset + limit]


def summary(*groups: GroupLine) -> TaskSummary:
    return TaskSummary(total=sum(one.count for one in groups), groups=groups)


@pytest.fixture
def model(qapp):
    made = TaskTableModel()
    made.show(summary(group("a", 3), group("b", 2)), frozenset(), Source(5))
    return made


def column(key: str) -> int:
    return next(place for place, one in enumerate(COLUMNS) if one.column.key == key)


def test_the_model_keeps_qts_contract_while_it_is_folded_and_filtered(model, qtbot):
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(summary(group("a", 3), group("b", 2)), frozenset({"a"}), Source(2))
    model.show(summary(group("b", 1)), frozenset(), Source(1))
    model.show(summary(), frozenset(), Source(0))
    model.show(summary(group("a", 3), group("b", 2)), frozenset(), Source(5))
    assert model.rowCount() == 7


def test_group_rows_stand_before_their_tasks(model):
    assert model.group_rows() == [0, 4]
    assert [model.line_at(row) and model.line_at(row).task.id for row in range(7)] == [
        None, "t0", "t1", "t2", None, "t3", "t4",
    ]  # fmt: skip


def test_a_folded_group_keeps_its_row_and_its_counts(model):
    model.show(summary(group("a", 3), group("b", 2)), frozenset({"a"}), Source(5))
    cells = model.index(0, 0).data(CellRole.RECORD)
    assert cells.is_folded
    assert (cells.overdue, cells.due_soon, cells.done) == ("1 quá hạn", "", "xong 2/3")
    assert model.rowCount() == 4
    assert model.line_at(2).task.id == "t3"


def test_a_plan_without_groups_has_no_group_rows(model):
    model.show(summary(GroupLine("", "", "", 2, 0, 0, 0)), frozenset(), Source(2))
    assert model.group_rows() == []
    assert model.rowCount() == 2


def test_only_the_pages_in_sight_are_fetched(qapp):
    source = Source(100_000)
    made = TaskTableModel()
    made.show(summary(group("a", 100_000)), frozenset(), source)
    for row in (*range(1, 30), *range(50_000, 50_030)):
        assert made.index(row, 1).data() == f"Việc {row - 1}"
    assert source.fetched == [(0, PAGE), (50_000 - 50_000 % PAGE - PAGE, PAGE), (50_000 - 50_000 % PAGE, PAGE)]


def test_a_change_that_moves_no_row_repaints_without_a_reset(model, qtbot):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show(summary(group("a", 3), group("b", 2)), frozenset(), Source(5))


def test_editing_asks_and_changes_nothing_itself(model, qtbot):
    index = model.index(1, column("text"))
    with qtbot.waitSignal(model.edit_asked) as asked:
        assert model.setData(index, "Vie\u0323\u0302c khác")
    assert asked.args[0].id == "t0"
    assert asked.args[1:] == ["text", "Việc khác"]
    assert index.data() == "Việc 0"


def test_what_can_be_edited_says_so_and_the_rest_does_not(model):
    editable = {
        one.column.key
        for place, one in enumerate(COLUMNS)
        if model.flags(model.index(1, place)) & Qt.ItemFlag.ItemIsEditable
    }
    usual = {"text", "lead", "supporting", "deadline", "product", "progress"}
    chosen = {"person", "approver", "term", "phase", "priority", "budget", "document", "note"}
    assert editable == usual | chosen
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.index(1, column("lead")).data(CellRole.EDITOR) is EditorKind.CHOICE


def test_short_names_are_shown_where_a_column_had_to_leave(model):
    index = model.index(1, column("lead"))
    assert index.data() == "Văn phòng HĐND và UBND"
    model.use_short_names(True)
    assert index.data() == "VP HĐND-UBND"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Văn phòng HĐND và UBND"


def test_every_cell_tells_a_screen_reader_what_it_shows(qapp):
    made = TaskTableModel()
    made.show(
        summary(group("a", 1)),
        frozenset(),
        lambda _key, _offset, _limit: [line(7, percent=45, clear=frozenset({Clarity.WORK}))],
    )
    spoken = [made.index(1, place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(made.columnCount())]
    assert "Tình trạng: Quá hạn" in spoken
    assert "Tiến độ: 45 %" in spoken
    assert made.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "A. Nhóm a, 1 quá hạn, xong 2/1"
    assert "rõ người" in made.index(1, column("clear")).data(Qt.ItemDataRole.ToolTipRole)


def test_a_task_is_found_again_after_the_rows_moved(model):
    assert model.row_of("t4", 1) == 6
    assert model.row_of("gone", 1) is None


@pytest.mark.parametrize("standing", list(Standing))
def test_a_standing_tells_the_rule_that_it_is_computed_by(standing):
    place = next(place for place, column in enumerate(COLUMNS) if column.column.key == "standing")
    parent = replace(line(1, children=2), standing=standing)
    model = TaskTableModel()
    model.show(summary(group("a", 1)), frozenset(), lambda _key, _offset, _limit: [parent])
    told = model.index(1, place).data(Qt.ItemDataRole.ToolTipRole)
    assert told.startswith(word(standing)), told
    assert told.endswith("Có nhiệm vụ con thì tính theo nhiệm vụ con chưa xong chậm nhất.")

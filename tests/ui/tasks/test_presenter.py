"""The task presenter with a fake page and fake services: no QApplication."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.errors import NOT_DONE, UnknownKey, UserError
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.services.task_table import GroupLine, TaskLine, TaskSummary
from kh57_desktop.ui.tasks.presenter import TaskPresenter

TASK = Task(id="t1", plan_id="p1", code="N1", text="Lắp Wi-Fi")
LINE = TaskLine(task=TASK, standing=Standing.OVERDUE)


class DiskFull(UserError):
    code = "disk-full"


class FakePage:
    def __init__(self) -> None:
        self.shown: list[tuple] = []

    def __getattr__(self, name):
        return lambda *parts, **_named: self.shown.append((name, *parts))

    def current_line(self):
        return LINE

    def last(self, name):
        return next(parts for kind, *parts in reversed(self.shown) if kind == name)

    def count(self, name):
        return sum(1 for kind, *_parts in self.shown if kind == name)


class FakeServices:
    def __init__(self) -> None:
        self.calls: list[tuple] = []
        self.refusal: UserError | None = None
        self.known = [Unit("u1", "Phòng Kinh tế")]

    def summary(self, wanted):
        return TaskSummary(total=1, groups=(GroupLine("g1", "1", "Nhóm", 1, 1, 0, 0),))

    def lines(self, wanted, key, offset, limit):
        return (LINE,)

    def first_lines(self, wanted, limit):
        return None

    def choices(self, plan_id):
        return {"lead": [unit.name for unit in self.known]}

    def details(self, line):
        return TaskDetails(line)

    def units(self):
        return self.known

    def edit(self, tasks, fields):
        self._call("edit", tasks[0].code, dict(fields))

    def record(self, task, *, percent, result, difficulty, proposal, files=()):
        self._call("record", task.code, percent, result)

    def add(self, plan_id, fields):
        self._call("add", plan_id, dict(fields))
        return replace(TASK, id="t2")

    def bin(self, tasks):
        self._call("bin", len(tasks))

    def unknown_units(self, words):
        return [words]

    def add_unit(self, name):
        self.known.append(Unit("u9", name))
        self.refusal = None

    def _call(self, *call):
        if self.refusal is not None:
            raise self.refusal
        self.calls.append(call)


@pytest.fixture
def made():
    page, services, saves = FakePage(), FakeServices(), []
    presenter = TaskPresenter(page, services, saved=lambda: saves.append(True))
    presenter.open_plan("p1")
    presenter.select(LINE)
    return presenter, page, services, saves


def test_in_a_very_long_plan_an_edit_is_shown_before_everything_is_counted(monkeypatch):
    from kh57_desktop.ui.tasks import presenter as module

    monkeypatch.setattr(module, "MANY_TASKS", 1)
    page, services, saved = FakePage(), FakeServices(), []
    presenter = TaskPresenter(page, services, saved=lambda: saved.append(True))
    presenter.open_plan("p1")
    counted = page.count("show_summary")
    presenter.edit(TASK, "text", "Mới")
    assert services.calls == [("edit", "N1", {"text": "Mới"})]
    assert (page.count("show_rows_again"), page.count("show_summary"), saved) == (1, counted, [])
    presenter.count_again()
    assert (page.count("show_summary"), saved) == (counted + 1, [True])


def test_an_edit_goes_to_the_services_and_the_list_is_shown_anew(made):
    presenter, page, services, saves = made
    before = page.count("show_summary")
    presenter.edit(TASK, "product", "Biên bản")
    assert services.calls == [("edit", "N1", {"product": "Biên bản"})]
    assert saves
    assert page.count("show_summary") == before + 1


def test_a_refused_edit_keeps_the_words_as_a_draft_and_saves_nothing(made):
    presenter, page, services, saves = made
    services.refusal = DiskFull()
    presenter.edit(TASK, "text", "Chữ đã gõ")
    error, draft, *_offers = page.last("show_refused")
    assert error.code == "disk-full"
    assert (draft.task_id, draft.field, draft.words) == ("t1", "text", "Chữ đã gõ")
    assert not saves


def test_an_unknown_unit_offers_to_add_it_and_then_sets_it(made):
    presenter, page, services, _saves = made
    services.refusal = UnknownKey(kind="đơn vị", key="Trạm Y tế")
    presenter.edit(TASK, "lead_unit", "Trạm Y tế")
    _error, _draft, offers = page.last("show_refused")
    offers[0].action()
    assert services.known[-1].name == "Trạm Y tế"
    assert services.calls == [("edit", "N1", {"lead_unit": "Trạm Y tế"})]


@pytest.mark.parametrize(("typed", "percent"), [("50", 50), (" 100 % ", 100), ("0", 0)])
def test_percent_in_a_cell_is_recorded_as_progress(made, typed, percent):
    presenter, _page, services, _saves = made
    presenter.edit(TASK, "percent", typed)
    assert services.calls == [("record", "N1", percent, "")]


@pytest.mark.parametrize("typed", ["", "nửa", "101", "-1", "4,5"])
def test_a_percent_that_is_none_is_refused(made, typed):
    presenter, page, services, _saves = made
    presenter.edit(TASK, "percent", typed)
    assert page.last("show_refused")[0].code == "bad-value"
    assert services.calls == []


def test_an_empty_entry_line_is_refused_and_not_cleared(made):
    presenter, page, services, _saves = made
    presenter.record("", "  ", "", "")
    assert page.last("show_refused")[0].code == "bad-value"
    assert page.count("clear_entry") == 0
    presenter.record("60", "Đã khảo sát", "", "")
    assert services.calls == [("record", "N1", 60, "Đã khảo sát")]
    assert page.count("clear_entry") == 1


def test_search_is_composed_and_keeps_the_chips(made):
    presenter, page, _services, _saves = made
    presenter.choose_standing(Standing.OVERDUE)
    presenter.search("Đie\u0323\u0302n")
    wanted, _summary = page.last("show_summary")
    assert (wanted.search, wanted.standing) == ("Điện", Standing.OVERDUE)
    presenter.drop_filter()
    wanted, _summary = page.last("show_summary")
    assert not wanted.narrows


def test_folding_a_group_twice_leaves_it_open(made):
    presenter, page, _services, _saves = made
    presenter.fold("g1")
    assert page.last("show_summary")[0].folded == {"g1"}
    presenter.fold("g1")
    assert page.last("show_summary")[0].folded == set()


def test_a_new_task_is_gone_to(made):
    presenter, page, services, _saves = made
    presenter.add("Việc mới", "Nhóm")
    assert services.calls == [("add", "p1", {"text": "Việc mới", "group": "Nhóm"})]
    assert page.last("go_to") == ["t2"]


@pytest.mark.parametrize("module", ["tasks.presenter", "importing.presenter", "window_presenter"])
def test_the_presenters_load_without_qt(module):
    words = f"import sys, kh57_desktop.ui.{module}; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0


def test_a_file_that_takes_no_change_is_told_to_the_status_bar():
    class Full(DiskFull):
        exit_code = NOT_DONE

    page, services, told = FakePage(), FakeServices(), []
    presenter = TaskPresenter(page, services, saved=lambda: told.append("saved"), not_saved=lambda: told.append("not"))
    services.refusal = Full()
    presenter.edit(TASK, "product", "Biên bản")
    services.refusal = None
    presenter.edit(TASK, "product", "Biên bản")
    assert told == ["not", "saved"]

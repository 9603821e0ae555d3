"""Unit forms out and back: what was typed is found again, whatever was done to the file, and nothing else."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kh57_desktop.domain.form_changes import ChangeKind
from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import DeadlineKind, Mark, TaskState
from kh57_desktop.domain.unit_forms import Doubtful
from kh57_desktop.errors import OutputExists, UserError
from kh57_desktop.services import report_corrections, reports
from kh57_desktop.services.form_collection import (
    Collected,
    accept,
    collect,
    returned_for_correction,
)
from kh57_desktop.services.history import opening, undo
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.services.tasks import edit_tasks
from kh57_desktop.services.unit_forms import MadeForm, NothingToAsk, send_forms
from tests.conftest import LONG
from tests.documents.word.libreoffice import converted
from tests.services.filled_forms import Told, fill

NOW = datetime(2026, 12, 15, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
UNITS, TASKS, INDICATORS = (30, 40, 4) if LONG else (6, 12, 3)
PERIOD = "2026-Q4"


@pytest.fixture
def office(tmp_path: Path, plan_file: Path) -> Iterator[Session]:
    """An office whose units each lead tasks and answer for indicators."""
    session = create_office(
        tmp_path / "xa.kh57", name="Đồi Sim", province="Vân Khê", code="00000", user="Cán bộ Mẫu", now=lambda: NOW
    )
    accept_reading(session, read_plan(plan_file), source=plan_file)
    plan = session.store.plans.newest()
    assert plan is not None
    with session.store.changes("test"):
        for task in session.store.tasks.of_plan(plan.id):
            session.store.tasks.to_bin(task.id)
        for number in range(1, UNITS + 1):
            unit = Unit(new_id(), f"Thôn Mẫu {number}", position=100 + number)
            session.store.offices.put_unit(unit)
            for at in range(TASKS):
                code = session.store.tasks.next_code(plan.id)
                session.store.tasks.put(
                    Task(new_id(), plan.id, code, f"Việc thứ {at} giao cho thôn {number}: làm phần số {at * number}",
                         lead_unit_id=unit.id, deadline_words="Quý IV/2026", deadline_kind=DeadlineKind.DATED,
                         due_on=date(2026, 12, 31), position=number * 100 + at)
                )  # fmt: skip
            for at in range(INDICATORS):
                code = session.store.indicators.next_code(plan.id)
                row = Indicator(new_id(), plan.id, code, f"Tỷ lệ {at} của thôn {number}", unit="%")
                session.store.indicators.put(replace(row, responsible_unit_id=unit.id))
    yield session
    session.close()


def sent(office: Session, folder: Path) -> list[MadeForm]:
    return send_forms(office, folder, period=PERIOD)


def filled(made: list[MadeForm], folder: Path) -> dict[str, Told]:
    """What each file says, by the name that it came back under."""
    folder.mkdir()
    told = {}
    for number, one in enumerate(made):
        name = f"Zalo_{number:02}_{one.form.unit_name} (1).xlsx"
        told[name] = fill(one.files[0], folder / name, seed=number, today=TODAY)
    return told


def check_everything_was_found(office: Session, collected: Collected, told: dict[str, Told]) -> None:
    """Every value that was typed, and no other, by the rows of the file."""
    assert {name for name, _sent in collected.forms} == set(told)
    for name, said in told.items():
        rows = [change for change in collected.changes if change.file == name]
        found = {change.code: change for change in rows if change.code}
        assert set(found) == {*said.tasks, *said.values}
        added = [change.text for change in rows if not change.row_id]
        assert added == said.added
        assert all(change.kind is ChangeKind.DOUBTFUL for change in rows if not change.row_id)
        for code, expected in said.tasks.items():
            change = found[code]
            assert change.kind is ChangeKind.NEW, (change.place, change.typed, change.doubts)
            report = change.report
            assert report.result == expected["result"]  # type: ignore[union-attr]
            assert report.finished_on == expected.get("finished_on")  # type: ignore[union-attr]
            assert report.difficulty == expected.get("difficulty", "")  # type: ignore[union-attr]
            assert report.percent in (expected["percent"], None if "finished_on" in expected else -1)  # type: ignore[union-attr]
        for code, number in said.values.items():
            assert found[code].kind is ChangeKind.NEW, (found[code].typed, found[code].doubts)
            assert found[code].report.value == Decimal(number)  # type: ignore[union-attr]


def test_a_folder_of_filled_forms_comes_back_whole(office: Session, tmp_path: Path) -> None:
    told = filled(sent(office, tmp_path / "out"), tmp_path / "back")
    collected = collect(office, [tmp_path / "back"])
    check_everything_was_found(office, collected, told)
    before = opening(office)
    done = accept(office, collected)
    assert done.tasks == sum(len(said.tasks) for said in told.values())
    assert done.indicators == sum(len(said.values) for said in told.values())
    plan = office.store.plans.newest()
    tasks = {task.code: task for task in office.store.tasks.of_plan(plan.id)}  # type: ignore[union-attr]
    for said in told.values():
        for code, expected in said.tasks.items():
            [entry] = office.store.tasks.progress(tasks[code].id)
            assert (entry.percent, entry.result) == (expected["percent"], expected["result"])
            assert entry.on == expected.get("finished_on", date(2026, 12, 14))  # the cut-off, not the day of typing
            assert (tasks[code].state is TaskState.DONE) == ("finished_on" in expected)
    undo(office, since=before)
    assert all(not office.store.tasks.progress(task.id) for task in tasks.values())


def test_the_same_files_again_change_nothing(office: Session, tmp_path: Path) -> None:
    filled(sent(office, tmp_path / "out"), tmp_path / "back")
    accept(office, collect(office, [tmp_path / "back"]))
    again = collect(office, [tmp_path / "back"])
    assert not again.sure
    assert {change.kind for change in again.changes if change.row_id} == {ChangeKind.SAME}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_copies_saved_by_libreoffice_say_the_same(
    office: Session, tmp_path: Path, kind: str, figures: Callable[[str, object, object], None]
) -> None:
    """Every form as LibreOffice saves it again; the short version takes two of each kind."""
    made = sent(office, tmp_path / "out")
    told = filled(made if LONG else made[:2], tmp_path / "back")
    sources = {Path(name).stem: (tmp_path / "back" / name).read_bytes() for name in told}
    (tmp_path / "saved").mkdir()
    (tmp_path / "office").mkdir()
    for name, data in converted(sources, tmp_path / "office", suffix="xlsx", into=kind).items():
        (tmp_path / "saved" / f"{name}.{kind}").write_bytes(data)
    begun, worked = time.perf_counter(), time.process_time()
    collected = collect(office, [tmp_path / "saved"])
    check_everything_was_found(office, collected, {f"{Path(name).stem}.{kind}": said for name, said in told.items()})
    assert accept(office, collected).tasks == sum(len(said.tasks) for said in told.values())
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    if LONG:
        figures(
            f"{len(told)} forms saved by LibreOffice as .{kind}, back", f"{seconds:.1f} s, CPU {work:.1f} s", "10 s"
        )
        assert work < 10


def test_a_form_keeps_its_code_and_is_not_written_over(office: Session, tmp_path: Path) -> None:
    first = sent(office, tmp_path / "out")
    with pytest.raises(OutputExists):
        sent(office, tmp_path / "out")
    again = send_forms(office, tmp_path / "other", period=PERIOD)
    assert [one.sent.code for one in again] == [one.sent.code for one in first]


def test_a_unit_without_work_gets_no_form(office: Session, tmp_path: Path) -> None:
    with office.store.changes("test"):
        office.store.offices.put_unit(Unit(new_id(), "Thôn Không Việc"))
    with pytest.raises(NothingToAsk):
        send_forms(office, tmp_path / "out", period=PERIOD, unit="Thôn Không Việc")
    assert not (tmp_path / "out").exists()


def test_a_form_of_another_office_and_a_foreign_file_are_refused_alone(office: Session, tmp_path: Path) -> None:
    made = sent(office, tmp_path / "out")
    back = tmp_path / "back"
    filled(made[:1], back)
    book = load_workbook(made[1].files[0])
    book["kh57"]["B2"] = "12345"
    book.save(back / "khac.xlsx")
    (back / "rac.xlsx").write_bytes(b"not a workbook")
    collected = collect(office, [back])
    refused = {one.name: one.error.code for one in collected.refused}
    assert refused == {"khac.xlsx": "form-of-another", "rac.xlsx": "workbook-damaged"}
    assert len(collected.forms) == 1


def test_doubtful_cells_go_back_with_remarks_and_come_back_right(office: Session, tmp_path: Path) -> None:
    [one, *_others] = sent(office, tmp_path / "out")
    book = load_workbook(one.files[0])
    sheet = book["Nhiệm vụ"]
    heading = next(row[0].row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    names = {cell.value: cell.column for cell in sheet[heading]}
    typed = ("1", "150", "khoảng một nửa", "100")
    for place, words in enumerate(typed, 1):
        sheet.cell(heading + place, names["Tiến độ (%)"]).value = words
    back = tmp_path / "back"
    back.mkdir()
    book.save(back / "phieu.xlsx")
    collected = collect(office, [back])
    assert [change.doubts for change in collected.changes] == [
        (Doubtful.ONE_OR_HUNDRED,), (Doubtful.OUT_OF_RANGE,), (Doubtful.UNREADABLE,), (Doubtful.NO_DAY,),
    ]  # fmt: skip
    assert not collected.sure
    [(name, data)] = returned_for_correction(office, collected)
    corrected = back / name
    corrected.write_bytes(data)
    book = load_workbook(corrected)
    sheet = book["Nhiệm vụ"]
    remarked = [cell for row in sheet.iter_rows() for cell in row if cell.comment is not None]
    assert len(remarked) == len(typed)
    for cell in remarked[:3]:
        assert cell.value in typed
        cell.value = "60%"
    book.save(corrected)
    (back / "phieu.xlsx").unlink()
    again = collect(office, [back])
    assert [change.report.percent for change in again.sure] == [60, 60, 60]  # type: ignore[union-attr]


def test_two_files_that_disagree_are_both_in_doubt(office: Session, tmp_path: Path) -> None:
    made = sent(office, tmp_path / "out")[:1]
    back = tmp_path / "back"
    back.mkdir()
    fill(made[0].files[0], back / "a.xlsx", seed=1, today=TODAY)
    fill(made[0].files[0], back / "b.xlsx", seed=2, today=TODAY)
    collected = collect(office, [back])
    both = {change.row_id for change in collected.changes if change.file == "a.xlsx"} & {
        change.row_id for change in collected.changes if change.file == "b.xlsx"
    } - {""}  # fmt: skip
    assert both
    assert all(change.kind is ChangeKind.DOUBTFUL for change in collected.changes if change.row_id in both)


def test_zero_missing_and_not_applicable_come_back_as_three(office: Session, tmp_path: Path) -> None:
    [one, *_others] = sent(office, tmp_path / "out")
    book = load_workbook(one.files[0])
    sheet = book["Chỉ tiêu"]
    heading = next(row[0].row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    names = {cell.value: cell.column for cell in sheet[heading]}
    for place, words in enumerate((0, "…", "x"), 1):
        sheet.cell(heading + place, names["Số liệu kỳ này"]).value = words
    back = tmp_path / "back"
    back.mkdir()
    book.save(back / "phieu.xlsx")
    collected = collect(office, [back])
    marks = [change.report.mark for change in collected.sure]  # type: ignore[union-attr]
    assert marks == [Mark.ZERO, Mark.MISSING, Mark.NOT_APPLICABLE]


def test_damaged_forms_never_put_a_wrong_value_in(office: Session, tmp_path: Path) -> None:
    """Bytes changed or cut: refused, or read as the whole file says; nothing else is accepted."""
    made = sent(office, tmp_path / "out")[0]
    whole = tmp_path / "whole.xlsx"
    said = fill(made.files[0], whole, seed=7, today=TODAY)
    data = whole.read_bytes()
    chance = random.Random(57)
    for round_ in range(500 if LONG else 25):
        back = tmp_path / f"back{round_}"
        back.mkdir()
        broken = bytearray(data)
        if chance.random() < 0.5:
            broken = broken[: chance.randrange(len(broken))]
        else:
            for _turn in range(chance.randrange(1, 20)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        (back / "phieu.xlsx").write_bytes(bytes(broken))
        collected = collect(office, [back])
        for change in collected.sure:
            expected = said.tasks.get(change.code)
            if expected is not None:
                assert change.report.result == expected["result"]  # type: ignore[union-attr]
            else:
                assert change.report.value == Decimal(said.values[change.code])  # type: ignore[union-attr]
        assert all(isinstance(one.error, UserError) for one in collected.refused)


def test_the_day_of_finishing_a_recurring_task_closes_its_period_only(office: Session, tmp_path: Path) -> None:
    plan = plan_of(office, None)
    task = office.store.tasks.of_plan(plan.id)[0]
    edit_tasks(office, [task], {"deadline": "Hằng quý"})
    opened = [row for row in office.store.tasks.occurrences(task.id) if row.opens_on <= TODAY <= row.due_on]
    assert [row.period for row in opened] == [PERIOD]
    form = sent(office, tmp_path)[0]
    book = load_workbook(form.files[0])
    sheet = book["Nhiệm vụ"]
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
    columns = {str(cell.value).strip(): cell.column for cell in heading if cell.value}
    row = next(cells[0].row for cells in sheet.iter_rows() if any(cell.value == task.code for cell in cells))
    sheet.cell(row, columns["Kết quả thực hiện"]).value = "Đã làm xong kỳ này"
    sheet.cell(row, columns["Ngày hoàn thành"]).value = "10/12/2026"
    book.save(tmp_path / "về.xlsx")
    collected = collect(office, [tmp_path / "về.xlsx"])
    assert accept(office, collected).tasks == 1
    assert office.store.tasks.get(task.id).state is TaskState.OPEN
    done = [row for row in office.store.tasks.occurrences(task.id) if row.finished_on is not None]
    assert [(row.period, row.finished_on) for row in done] == [(PERIOD, date(2026, 12, 10))]
    assert form.sent.code in done[0].proof


def test_a_form_of_a_reported_period_says_what_is_locked_and_what_helps(office: Session, tmp_path: Path) -> None:
    made = sent(office, tmp_path)
    told = filled(made[:1], tmp_path / "về")
    draft = reports.draft_report(office, period=PERIOD)
    issued = reports.issue_report(office, draft, number=7, on=TODAY)
    collected = collect(office, [tmp_path / "về"])
    [lock] = collected.locks
    assert (lock.period, lock.sign) == (PERIOD, issued.sign)
    assert issued.sign in lock.sentence
    assert "Đính chính" in lock.advice
    values = next(iter(told.values())).values
    locked = [change for change in collected.changes if Doubtful.LOCKED in change.doubts]
    assert {change.code for change in locked} == set(values)
    done = accept(office, collected)
    assert (done.indicators, done.tasks > 0) == (0, True)
    report_corrections.start_correction(office, issued)
    again = collect(office, [tmp_path / "về"])
    assert again.locks == ()
    assert accept(office, again).indicators == len(values)

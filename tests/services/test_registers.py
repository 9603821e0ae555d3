"""The registers as an office keeps them: typed, listed, undone, counted, printed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from kh57_desktop.domain.registers import Conclusion
from kh57_desktop.domain.terms import Mark, OwedKind, SessionKind, Standing
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownField, UnknownKey
from kh57_desktop.services import chasing, indicators, papers, tasks, units
from kh57_desktop.services.paper_committee import meeting_day
from kh57_desktop.services.paper_forms import NothingToPrint, Request
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.registers import bases, counting, evaluation, facts, lines, owed, rows, work
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.papers import paper_code
from kh57_desktop.services.session import Session
from tests.services.register_samples import SAMPLES
from tests.services.test_papers import words_of
from tests.store.makers import canonical_dump


@pytest.mark.parametrize("kind", RegisterKind)
def test_a_row_is_typed_listed_edited_and_undone(commune: Session, kind: RegisterKind) -> None:
    before = canonical_dump(commune.store)
    added = rows.add_row(commune, kind, SAMPLES[kind])
    assert added.id in {line.id for line in lines.view(commune, kind).lines}
    first = canonical_dump(commune.store)
    edited = rows.edit_rows(
        commune, kind, [added], {"note" if kind is not RegisterKind.INSPECTION else "result": "Xem"}
    )
    assert edited[0] != added
    rows.bin_rows(commune, kind, edited)
    assert not lines.view(commune, kind).lines
    assert commune.store.actions(1)[0].words
    commune.store.undo()
    commune.store.undo()
    assert canonical_dump(commune.store) == first
    commune.store.undo()
    assert canonical_dump(commune.store) == before


@pytest.mark.parametrize("kind", RegisterKind)
def test_every_register_prints_as_pdf_word_and_excel(commune: Session, kind: RegisterKind) -> None:
    request = Request(on=commune.today)
    with pytest.raises(NothingToPrint):
        papers.render(commune, paper_code(kind), request)
    rows.add_row(commune, kind, SAMPLES[kind])
    assert papers.render(commune, paper_code(kind), request).startswith(b"%PDF-")
    assert papers.render(commune, paper_code(kind), request, suffix=".docx").startswith(b"PK")
    book = openpyxl.load_workbook(io.BytesIO(papers.render(commune, paper_code(kind), request, suffix=".xlsx")))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any(DEFINITIONS[kind].paper_title in str(cell) for cell in cells)


def test_amounts_are_kept_in_dong_and_added_up_below(commune: Session) -> None:
    rows.add_rows(
        commune, RegisterKind.BUDGET_LINE, [{"text": "a", "planned": "1,5"}, {"text": "b", "planned": "2 tỷ"}]
    )
    found = lines.view(commune, RegisterKind.BUDGET_LINE)
    assert [line.record.planned for line in found.lines] == [1_500_000, 2_000_000_000]
    assert found.sums == {"planned": "2.001,5", "spent": ""}
    assert found.lines[0].cells["planned"] == "1,5"
    assert found.lines[0].cells["spent"] == ""


def test_the_share_of_the_year_stands_beside_the_asked_one(commune: Session) -> None:
    rows.add_row(commune, RegisterKind.BUDGET_YEAR, SAMPLES[RegisterKind.BUDGET_YEAR])
    rows.add_row(commune, RegisterKind.BUDGET_LINE, {"text": "x", "year": "2026", "planned": "500", "spent": "125"})
    cells = lines.view(commune, RegisterKind.BUDGET_YEAR).lines[0].cells
    assert (cells["share"], cells["asked_share"], cells["asked"]) == ("2,18 %", "3 %", "2.475")
    assert (cells["reached"], cells["planned"], cells["spent"]) == ("Chưa đạt", "500", "125")


@pytest.mark.parametrize(
    ("kind", "fields", "error"),
    [
        (RegisterKind.BUDGET_LINE, {"planned": "mười"}, BadValue),
        (RegisterKind.BUDGET_LINE, {"task": "N99"}, UnknownKey),
        (RegisterKind.BUDGET_LINE, {"colour": "đỏ"}, UnknownField),
        (RegisterKind.BUDGET_YEAR, {"share": "3"}, UnknownField),
        (RegisterKind.FINDING, {"text": "x", "closed_on": "1/1/2099"}, BadValue),
        (RegisterKind.FINDING, {"text": "x", "found_on": "5/9/2026", "closed_on": "4/9/2026"}, BadValue),
        (RegisterKind.SESSION, {"kind": "hát"}, BadValue),
        (RegisterKind.SESSION, {"participants": "4,5"}, BadValue),
        (RegisterKind.UNIT_PLAN, {"text": "  "}, BadValue),
        (RegisterKind.INSPECTION, {"year": "26"}, BadValue),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_saved(commune: Session, kind, fields, error) -> None:  # type: ignore[no-untyped-def]
    before = canonical_dump(commune.store)
    with pytest.raises(error):
        rows.add_rows(commune, kind, [SAMPLES[kind], fields])
    assert canonical_dump(commune.store) == before


def test_a_year_has_one_budget(commune: Session) -> None:
    rows.add_row(commune, RegisterKind.BUDGET_YEAR, {"year": "2026"})
    with pytest.raises(BadValue):
        rows.add_row(commune, RegisterKind.BUDGET_YEAR, {"year": "2026"})
    assert len(lines.view(commune, RegisterKind.BUDGET_YEAR).lines) == 1


def test_a_document_never_carries_out_itself(commune: Session) -> None:
    upper = rows.add_row(commune, RegisterKind.DIRECTIVE, {"kind": "Nghị quyết", "number": "57-NQ/TW"})
    lower = rows.add_row(commune, RegisterKind.DIRECTIVE, {"kind": "Kế hoạch", "number": "05", "parent": "57-NQ/TW"})
    assert [line.depth for line in lines.view(commune, RegisterKind.DIRECTIVE).lines] == [0, 1]
    with pytest.raises(BadValue):
        rows.edit_rows(commune, RegisterKind.DIRECTIVE, [upper], {"parent": "Kế hoạch 05"})
    rows.bin_rows(commune, RegisterKind.DIRECTIVE, [upper])
    assert commune.store.registers.directives.get(lower.id).parent_id is None


def test_late_remedies_and_inspections_say_how_many_days(commune: Session) -> None:
    rows.add_row(commune, RegisterKind.FINDING, SAMPLES[RegisterKind.FINDING])
    rows.add_row(commune, RegisterKind.INSPECTION, {**SAMPLES[RegisterKind.INSPECTION], "year": "2026"})
    finding = lines.view(commune, RegisterKind.FINDING)
    assert (finding.late, finding.lines[0].standing) == (1, Standing.OVERDUE)
    assert finding.lines[0].standing_words == "Quá hạn 16 ngày"
    assert lines.view(commune, RegisterKind.INSPECTION).lines[0].record.planned_on == date(2026, 9, 30)
    assert lines.view(commune, RegisterKind.FINDING, lines.Wanted(search="chua cap nhat")).lines
    assert not lines.view(commune, RegisterKind.FINDING, lines.Wanted(year=2025)).lines


def test_a_block_changes_and_adds_in_one_undoable_action(commune: Session) -> None:
    first = rows.add_row(commune, RegisterKind.SESSION, {"text": "a"})
    before = canonical_dump(commune.store)
    rows.paste(commune, RegisterKind.SESSION, [(first, {"participants": "30"}), (None, {"text": "b"})])
    found = lines.view(commune, RegisterKind.SESSION).lines
    assert sorted((line.cells["text"], line.cells["participants"]) for line in found) == [("a", "30"), ("b", "")]
    commune.store.undo()
    assert canonical_dump(commune.store) == before


def test_the_plan_a_session_counts_into_an_indicator_only_when_asked(commune: Session) -> None:
    plan = plan_of(commune, None)
    indicator = indicators.indicator_by_key(commune, plan, "C2")
    for held, people in (("12/8/2026", "45"), ("20/9/2026", "50"), ("01/8/2026", "30")):
        rows.add_row(
            commune, RegisterKind.SESSION, {"text": "x", "held_on": held, "participants": people, "indicator": "C2"}
        )
    assert not commune.store.indicators.readings(indicator.id)
    reading = counting.enter_counted(commune, indicator, "2026-Q3")  # NĐ 09: 15/6 to 14/9
    assert (reading.mark, reading.value) == (Mark.VALUE, 2)
    people = indicators.edit_indicator(commune, indicator, {"unit": "lượt người"})
    assert counting.enter_counted(commune, people, "2026-Q3").value == 75
    with pytest.raises(counting.NothingToCount):
        counting.enter_counted(commune, people, "2025-Q1")


def test_a_conclusion_becomes_a_task_with_its_basis(commune: Session) -> None:
    fields = {**SAMPLES[RegisterKind.CONCLUSION], "document": "Thông báo số 12-TB/BCĐ", "unit": "Phòng Kinh tế"}
    row = rows.add_row(commune, RegisterKind.CONCLUSION, fields)
    before = canonical_dump(commune.store)
    task = work.task_of_conclusion(commune, row)
    assert (task.text, task.due_on, task.lead_unit_id) == (
        "Lắp wifi", date(2026, 12, 31), unit_by_name(commune, "Phòng Kinh tế").id,
    )  # fmt: skip
    assert meeting_day(task.note) == date(2026, 9, 5)
    assert "12-TB/BCĐ" in task.note
    line = lines.view(commune, RegisterKind.CONCLUSION).lines[0]
    assert (line.cells["task"], line.standing) == (task.code, Standing.NOT_DUE)
    with pytest.raises(work.IsTaskAlready):
        work.task_of_conclusion(commune, line.record)
    commune.store.undo()
    assert canonical_dump(commune.store).replace('"last":', "") == before.replace('"last":', "")
    with pytest.raises(work.NoWordsForTask):
        work.task_of_conclusion(commune, Conclusion("x"))


def test_a_duty_becomes_a_task_once(commune: Session) -> None:
    duty = commune.store.plans.duties(plan_of(commune, None).id)[0]
    task = work.task_of_duty(commune, duty)
    kept = next(row for row in commune.store.plans.duties(duty.plan_id) if row.id == duty.id)
    assert (kept.task_id, task.lead_unit_id, task.text) == (task.id, duty.unit_id, duty.text)
    with pytest.raises(work.IsTaskAlready):
        work.task_of_duty(commune, kept)
    tasks.bin_tasks(commune, [task])
    assert work.task_of_duty(commune, kept).code != task.code


def test_links_and_bases_come_from_the_register(commune: Session) -> None:
    row = rows.add_row(
        commune, RegisterKind.DIRECTIVE, {**SAMPLES[RegisterKind.DIRECTIVE], "dated_on": "22/12/2024", "is_basis": "có"}
    )
    bases.set_links(commune, row, "K1, N2; C1")
    assert lines.view(commune, RegisterKind.DIRECTIVE).lines[0].cells["links"] == "K1, N2, C1"
    bases.set_links(commune, row, "N2")
    assert lines.view(commune, RegisterKind.DIRECTIVE).lines[0].cells["links"] == "N2"
    task = tasks.task_by_key(commune, plan_of(commune, None), "N2")
    assert bases.directives_of_task(commune, task.id) == [row]
    with pytest.raises(UnknownKey):
        bases.set_links(commune, row, "N99")
    with commune.store.changes("văn bản"):
        commune.store.tasks.put(replace(tasks.task_by_key(commune, plan_of(commune, None), "N3"), directive_id=row.id))
    assert lines.view(commune, RegisterKind.DIRECTIVE).lines[0].cells["links"] == "N2, N3"
    bases.set_links(commune, row, "N2, C1")
    assert tasks.task_by_key(commune, plan_of(commune, None), "N3").directive_id is None
    line = "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị"
    assert bases.picked_bases(commune) == (line,)
    plan = bases.add_bases(commune, plan_of(commune, None), [row])
    assert plan.bases[-1] == line
    assert bases.add_bases(commune, plan, [row]).bases == plan.bases


def test_units_are_asked_at_once_and_the_late_ones_listed(commune: Session) -> None:
    names = ("Công an xã", "Phòng Kinh tế")
    units.edit_unit(commune, unit_by_name(commune, "Công an xã"), {"phone": "0900"})
    ids = [unit_by_name(commune, name).id for name in names]
    assert len(owed.ask_units(commune, ids, text="Kế hoạch năm", due="15/9/2026")) == 2
    assert owed.ask_units(commune, ids, text="Kế hoạch năm", due="15/9/2026") == []
    late = owed.late_unit_plans(commune, commune.today)
    assert [(line.unit, line.days_late) for line in late] == [(name, 16) for name in names]
    assert late[0].phone == "0900"
    chased = {unit.name: unit for unit in chasing.late_units(commune)}
    assert chased["Công an xã"].owed_papers == ("Kế hoạch năm",)
    assert "Còn chưa gửi: Kế hoạch năm." in chasing.short_text(commune, chased["Công an xã"])
    letter = words_of(papers.content(commune, "reminder", Request(on=commune.today, unit="Công an xã")))
    assert "còn 01 kế hoạch, báo cáo quá hạn" in letter
    assert "Gửi kế hoạch năm" in letter
    rows.edit_rows(commune, RegisterKind.UNIT_PLAN, [late[0].row], {"received_on": "20/9/2026", "number": "01-KH"})
    assert [line.unit for line in owed.late_unit_plans(commune, commune.today)] == ["Phòng Kinh tế"]
    assert lines.view(commune, RegisterKind.UNIT_PLAN).lines[0].standing is Standing.DONE_LATE


def test_the_facts_of_a_period_are_sentences_with_their_rows(commune: Session) -> None:
    assert facts.sentences(commune, date(2026, 6, 15), date(2026, 9, 14)) == ()
    for kind in RegisterKind:
        rows.add_row(commune, kind, SAMPLES[kind])
    rows.add_row(commune, RegisterKind.INSPECTION, {"text": "Giám sát", "kind": "Giám sát", "held_on": "01/9/2026"})
    rows.add_row(commune, RegisterKind.BUDGET_LINE, {"text": "b", "spent": "120", "spent_on": "01/9/2026"})
    found = {one.key: one for one in facts.sentences(commune, date(2026, 6, 15), date(2026, 9, 14))}
    assert found["sessions"].text == "Đã tổ chức 01 lớp tập huấn, bồi dưỡng với 45 lượt người tham gia."
    assert found["inspections"].text == "Đã tiến hành 01 cuộc giám sát."
    money = "Kinh phí bố trí năm 2026 là 1.800 triệu đồng, bằng 2,18% tổng chi ngân sách xã (chưa đạt mức yêu cầu 3%)"
    assert found["money"].text.startswith(money)
    assert "trong kỳ đã chi 120 triệu đồng" in found["money"].text
    assert found["owed"].text == (
        "Có 0/01 kế hoạch, báo cáo của các đơn vị đến hạn trong kỳ đã gửi về; "
        "còn 01 kế hoạch, báo cáo quá hạn chưa gửi."
    )
    counted = facts.facts(commune, date(2026, 6, 15), date(2026, 9, 14))
    assert {held.kind: held.count for held in counted.sessions}[SessionKind.TRAINING] == 1
    for sentence in found.values():
        assert all(table in {kind.value for kind in RegisterKind} for table, _row in sentence.rows)


def test_units_are_evaluated_by_their_tasks_with_the_rule_printed(commune: Session) -> None:
    plan = plan_of(commune, None)
    tasks.record_progress(
        commune, tasks.task_by_key(commune, plan, "N1"), done=True, result="xong", on=date(2026, 9, 1)
    )
    owed.ask_units(
        commune, [unit_by_name(commune, "Phòng Kinh tế").id], text="BC", due="1/9/2026", kind=OwedKind.REPORT
    )
    found = evaluation.evaluation(commune, date(2026, 1, 1), commune.today)
    lines = {line.unit.name: line for line in found.lines}
    assert lines["Ban Xây dựng Đảng"].evaluated.place == 1
    assert lines["Phòng Kinh tế"].facts.overdue == 1
    assert (lines["Phòng Kinh tế"].facts.owed, lines["Phòng Kinh tế"].facts.owed_on_time) == (1, 0)
    assert lines["Phòng Văn hóa - Xã hội"].evaluated.place is None
    assert len(found.rule) == 6
    evaluation.set_weights(commune, evaluation.Weights(on_time=70, clear=30))
    again = evaluation.evaluation(commune, date(2026, 1, 1), commune.today)
    assert len(again.rule) == 7
    assert again.lines[0].evaluated.points is not None
    assert papers.render(commune, "unit-evaluation", Request(on=commune.today)).startswith(b"%PDF-")
    with pytest.raises(BadValue):
        evaluation.set_weights(commune, evaluation.Weights(on_time=101))


def test_an_inspection_of_the_same_name_asks_which(commune: Session) -> None:
    for _each in range(2):
        rows.add_row(commune, RegisterKind.INSPECTION, {"text": "Kiểm tra"})
    with pytest.raises(AmbiguousKey):
        rows.add_row(commune, RegisterKind.FINDING, {"text": "x", "inspection": "Kiểm tra"})

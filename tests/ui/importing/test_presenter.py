"""Reading, correcting and accepting with a fake page and jobs that run when they are told to: no QApplication."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kh57_desktop.domain.corrections.doubts import Answer
from kh57_desktop.domain.corrections.draft import RowKind, draft_of
from kh57_desktop.domain.corrections.kept import KeptDocument, UnfinishedImport
from kh57_desktop.domain.corrections.rereading import carried_over
from kh57_desktop.domain.corrections.unit_matches import matches_of
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plan_reading import Doubt, Passage, PlanReading, ReadColumn, ReadTask, ReadTaskGroup
from kh57_desktop.errors import BadValue
from kh57_desktop.importing.errors import NoPlanInDocument
from kh57_desktop.progress import SILENT
from kh57_desktop.services.import_documents import ReadAll, ReadTogether
from kh57_desktop.services.import_rereading import ReadAnew
from kh57_desktop.services.imports import Advice
from kh57_desktop.ui.importing.presenter import ImportPresenter
from kh57_desktop.ui.importing.review_lines import Heading, Line, Tab, changed_words, lines_of, tabs_of

DOCUMENT = Path("kế hoạch.docx")


def task(text: str, number: str, **fields) -> ReadTask:
    return ReadTask("1", number, text, **{"lead": "Phòng Kinh tế", "deadline": "Quý II/2026", **fields})


READING = PlanReading(
    title="thử",
    task_groups=(ReadTaskGroup("1", "Hạ tầng số"),),
    tasks=(
        task("Lắp đặt Wi-Fi công cộng; trang bị máy vi tính", "1.1", deadline="trước 31/9/2026"),
        task("Nâng cấp mạng nội bộ", "1.2"),
        task("Hoàn thành số hóa bản đồ", "1.3"),
        task("Đưa kết quả vào tiêu chí thi đua", "1.4", deadline=None),
    ),
    doubts=(Doubt("cuối văn bản", "Không thấy chữ ký."),),
    passages=(Passage("1. Hạ tầng số"), Passage("- Lắp đặt Wi-Fi công cộng; trang bị máy vi tính"), Passage("Sót lại")),
)


class FakePage:
    def __init__(self) -> None:
        self.face = ""
        self.refused: list[str] = []
        self.selected = self.asked = self.advice = ""
        self.place = None
        self.steps = ("", "")
        self.waiting = 0
        self.columns = ()
        self.review = None
        self.tab = None

    def show_start(self, waiting):
        self.face, self.waiting = "start", len(waiting)

    def show_working(self, names):
        self.face = f"working {', '.join(names)}"

    def show_progress(self, done, total, text):
        self.face = f"working {done}/{total}"

    def show_import(self, unfinished):
        self.face = "import"

    def show_columns(self, columns, passages, name):
        self.face, self.columns = "columns", columns

    def show_review(self, review, tab):
        self.face, self.review, self.tab = "review", review, tab

    def show_place(self, first, last, *, is_doubtful):
        self.place = (first, last, is_doubtful)

    def select(self, line_id):
        self.selected = line_id

    def show_steps(self, undo, redo):
        self.steps = (undo, redo)

    def show_refused(self, error):
        self.refused.append(error.code)

    def ask_version(self, code):
        self.asked = code

    def show_advice(self, sentence):
        self.advice = sentence

    def lines(self) -> list[Line]:
        return [line for line in lines_of(self.review, self.tab) if isinstance(line, Line)]

    def doubtful(self) -> list[str]:
        return [line.id for line in self.lines() if line.is_doubtful]

    def line(self, line_id: str) -> Line:
        return next(line for line in self.lines() if line.id == line_id)


def read_anew_as(unfinished, reading, meanings) -> ReadAnew:
    """What the service makes of a second reading, here without the documents."""
    carried = carried_over(unfinished.draft, draft_of(READING), draft_of(reading))
    return ReadAnew(replace(unfinished, draft=carried.draft), reading.columns, meanings, carried.lost)


class FakeServices:
    """An office with one unit; what is kept lies in `kept`."""

    def __init__(self) -> None:
        self.kept: dict[str, UnfinishedImport] = {}
        self.accepted: list[tuple[UnfinishedImport, object]] = []
        self.remembered: list[dict[str, str]] = []
        self.reading = READING
        self.on_file = None
        self.refuses_anew = False
        self.units_on_file = [Unit("u1", "Phòng Kinh tế và Hạ tầng")]

    def read(self, documents, mappings, progress):
        progress.step(1, 3, "")
        if self.reading is None:
            refusal = NoPlanInDocument(name="x")
            refusal.columns = (ReadColumn("", "Việc", "viec", None),)
            raise refusal
        return ReadAll((ReadTogether(self.reading, ((documents[0].name, b"x"),)),))

    def read_anew(self, unfinished, documents, meanings, progress):
        """A column that means indicators leaves the tasks out of the new reading."""
        progress.step(1, 3, "")
        if self.refuses_anew:
            raise NoPlanInDocument(name="x")
        return read_anew_as(unfinished, self.reading, meanings)

    def accept(self, unfinished, only, progress):
        self.accepted.append((unfinished, only))
        self.kept.pop(unfinished.id)
        return "đã nhận"

    def mappings(self):
        return {}

    def remember(self, columns, meanings):
        self.remembered.append(dict(meanings))

    def unfinished(self):
        return list(self.kept.values())

    def tidy(self): ...

    def begin(self, read):
        begun = UnfinishedImport(
            f"d{len(self.kept)}", draft_of(read.reading), (KeptDocument(read.documents[0][0], "0"),)
        )
        self.kept[begun.id] = begun
        return begun

    def add_annex(self, unfinished, read):
        return unfinished

    def keep(self, unfinished):
        self.kept[unfinished.id] = unfinished

    def give_up(self, unfinished):
        self.kept.pop(unfinished.id)

    def write_documents(self, unfinished, folder):
        return [folder / document.name for document in unfinished.documents]

    def advice(self, unfinished):
        return Advice(self.on_file, ())

    def units(self):
        return self.units_on_file

    def matches(self, draft):
        return matches_of(draft, self.units_on_file)

    def changes(self, unfinished):
        return []

    def members(self, draft):
        raise AssertionError("no decision here")


class Jobs:
    """Holds the work until `run`."""

    def __init__(self) -> None:
        self.was_cancelled = False

    def start(self, work, end):
        self.work, self.end = work, end
        return self

    def cancel(self):
        self.was_cancelled = True

    def run(self):
        try:
            result = self.work(SILENT)
        except NoPlanInDocument as error:
            self.end.failed(error)
        else:
            self.end.finished(result)


class Made:
    def __init__(self) -> None:
        self.page, self.services, self.jobs = FakePage(), FakeServices(), Jobs()
        self.accepted: list[tuple[object, int]] = []
        self.one = ImportPresenter(
            self.page, self.services, self.jobs.start, accepted=lambda *result: self.accepted.append(result)
        )

    def read(self) -> Made:
        self.one.read([DOCUMENT])
        self.jobs.run()
        return self


@pytest.fixture
def made() -> Made:
    return Made()


def test_a_document_is_read_shown_doubts_first_and_accepted(made):
    made.one.read([DOCUMENT])
    assert made.page.face == "working kế hoạch.docx"
    made.jobs.run()
    assert made.page.face == "review"
    lines = lines_of(made.page.review, Tab.TASKS)
    assert [line.title for line in lines if isinstance(line, Heading)] == ["Cần xem lại trước", "Đã đọc rõ"]
    assert made.page.doubtful() == ["row:2", "row:5", "whole:read:0"]
    made.one.accept()
    made.jobs.run()
    assert made.accepted == [("đã nhận", 0)]
    assert made.page.face == "start"


def test_an_answer_settles_the_doubt_and_leads_to_the_next(made):
    made.read()
    (doubt,) = made.page.line("row:5").doubts
    made.one.answer(doubt, Answer.CONTINUOUS)
    assert made.one.draft.row(5).deadline == "Thường xuyên"
    assert made.page.selected == "whole:read:0"
    assert made.page.doubtful() == ["row:2", "whole:read:0"]


def test_corrections_are_taken_back_one_by_one_and_done_again(made):
    made.read()
    before = made.one.draft
    assert made.one.edit(made.page.line("row:2"), "deadline", "30/9/2026")
    made.one.split(2, len("Lắp đặt Wi-Fi công cộng;"))
    split = made.one.draft
    assert made.page.steps[0]
    made.one.undo()
    made.one.undo()
    assert made.one.draft == before
    assert made.page.steps[0] == ""
    made.one.redo()
    made.one.redo()
    assert made.one.draft == split
    made.one.redo()
    assert made.one.draft == split


def test_a_value_that_cannot_be_taken_is_refused_and_nothing_changes(made):
    made.read()
    before = made.one.draft
    assert not made.one.edit(made.page.line("row:2"), "text", " ")
    assert made.page.refused == [BadValue.code]
    assert made.one.draft == before


def test_corrections_are_kept_after_a_pause_and_can_be_gone_on_with(made):
    made.read()
    made.one.drop([3])
    made.one.keep()
    kept = made.services.kept["d0"]
    again = ImportPresenter(made.page, made.services, made.jobs.start, accepted=lambda *_: None)
    again.open()
    assert (made.page.face, made.page.waiting) == ("start", 1)
    again.resume(kept)
    assert again.draft == made.one.draft
    again.choose_tab(Tab.LEFT_OUT)
    assert [line.id for line in made.page.lines()] == ["row:3"]


def test_only_the_clear_rows_are_accepted(made):
    made.read()
    made.one.accept(only_clear=True)
    made.jobs.run()
    ((_unfinished, only),) = made.services.accepted
    assert set(only) == {1, 3, 4}


def test_rows_are_joined_dropped_marked_and_made_something_else(made):
    made.read()
    made.one.join([4])
    assert made.one.draft.row(3).text == "Nâng cấp mạng nội bộ Hoàn thành số hóa bản đồ"
    made.one.mark_not_ours([3])
    assert made.page.line("row:3").mark == "Không thuộc trách nhiệm xã"
    made.one.mark_not_ours([3])
    assert made.page.line("row:3").mark == ""
    made.one.make([5], RowKind.GROUP)
    assert made.page.line("row:5").is_head
    made.one.check([2])
    assert "row:2" not in made.page.doubtful()


def test_a_paragraph_that_was_missed_becomes_a_task_behind_the_one_above(made):
    made.read()
    made.one.add_passage(2, RowKind.TASK)
    rows = [row.text for row in made.one.draft.rows if row.kind is RowKind.TASK]
    assert rows[1] == "Sót lại"
    assert made.one.draft.row(6).parent == 1
    assert made.page.selected == "row:6"


def test_the_current_row_shows_its_place_and_a_paragraph_its_row(made):
    made.read()
    made.one.point_at(made.page.line("row:2"))
    assert made.page.place == (1, 1, True)
    made.one.choose_tab(Tab.HEAD)
    made.one.point_from(1)
    assert (made.page.tab, made.page.selected) == (Tab.TASKS, "row:2")


def test_doubtful_units_are_chosen_and_the_next_tab_with_a_doubt_is_found(made):
    made.read()
    tabs = {tab: places for tab, _count, places in tabs_of(made.page.review)}
    assert tabs[Tab.UNITS] == 1
    made.one.next_doubtful("whole:read:0")
    assert made.page.tab is Tab.UNITS
    (line,) = made.page.lines()
    assert made.one.edit(line, "unit", "Phòng Kinh tế và Hạ tầng")
    assert made.page.doubtful() == []
    assert not made.one.edit(line, "unit", "không có đơn vị này")


def test_a_plan_on_file_is_asked_about_and_becomes_a_new_version(made):
    made.services.on_file = type("OnFile", (), {"code": "K3"})()
    made.read()
    assert made.page.asked == "K3"
    made.one.choose_version("K3")
    made.one.keep_row_on_file("t1", on=True)
    assert made.page.review.unfinished.update_of == "K3"
    assert made.page.review.unfinished.kept_rows == {"t1"}
    made.one.undo()
    assert made.page.review.unfinished.kept_rows == set()


def test_columns_that_were_not_understood_are_asked_for_and_read_again(made, tmp_path):
    made.services.reading = None
    made.read()
    assert made.page.face == "columns"
    assert made.page.refused == []
    made.services.reading = READING
    made.one.put_columns(made.page.columns, {"viec": "task"}, tmp_path)
    made.jobs.run()
    assert made.services.remembered == [{"viec": "task"}]
    assert made.page.face == "review"


COLUMNS = (ReadColumn("", "Việc", "viec", "task"),)


def test_a_change_of_columns_keeps_the_corrections_and_is_one_step(made, tmp_path):
    made.services.reading = replace(READING, columns=COLUMNS)
    made.read()
    made.one.edit(made.page.line("row:2"), "lead", "Công an xã")
    made.services.reading = replace(READING, tasks=READING.tasks[:2], columns=COLUMNS)
    made.one.put_columns(COLUMNS, {"viec": "indicator"}, tmp_path)
    assert made.page.face == "working kế hoạch.docx"
    assert list(made.services.kept) == ["d0"]
    made.jobs.run()
    assert made.services.remembered == [{"viec": "indicator"}]
    assert (made.page.face, made.page.advice) == ("review", "")
    assert [row.lead for row in made.one.draft.of_kind(RowKind.TASK)] == ["Công an xã", "Phòng Kinh tế"]
    made.one.undo()
    assert len(made.one.draft.of_kind(RowKind.TASK)) == 4


def test_corrected_rows_that_are_not_in_the_new_reading_are_named(made, tmp_path):
    made.services.reading = replace(READING, columns=COLUMNS)
    made.read()
    made.one.edit(made.page.line("row:4"), "lead", "Công an xã")
    made.services.reading = replace(READING, tasks=READING.tasks[:2], columns=COLUMNS)
    made.one.put_columns(COLUMNS, {"viec": "indicator"}, tmp_path)
    made.jobs.run()
    assert "“Hoàn thành số hóa bản đồ”" in made.page.advice
    made.one.undo()
    assert made.one.draft.row(4).lead == "Công an xã"


@pytest.mark.parametrize("end", ["refused", "stopped"])
def test_a_reading_anew_that_comes_to_nothing_leaves_everything_as_it_was(made, tmp_path, end):
    made.services.reading = replace(READING, columns=COLUMNS)
    made.read()
    before = made.one.draft
    made.services.refuses_anew = True
    made.one.put_columns(COLUMNS, {"viec": ""}, tmp_path)
    if end == "refused":
        made.jobs.run()
        assert made.page.refused == [NoPlanInDocument.code]
    else:
        made.jobs.end.cancelled()
    assert (made.page.face, made.one.draft) == ("review", before)
    assert made.services.remembered == []


def test_a_refusal_leaves_the_page_at_its_start(made):
    made.one.read([DOCUMENT])
    made.jobs.end.failed(BadValue(field="x", value="y", allowed="z"))
    assert (made.page.face, made.page.refused) == ("start", ["bad-value"])


def test_stopping_while_accepting_keeps_what_was_read(made):
    made.read()
    made.one.accept()
    made.one.stop()
    assert made.jobs.was_cancelled
    made.jobs.end.cancelled()
    assert made.page.face == "review"
    made.one.accept()
    made.jobs.run()
    assert made.accepted


def test_only_one_job_at_a_time_and_nothing_to_accept_before_reading(made):
    made.one.accept()
    made.one.stop()
    assert made.page.face == ""
    made.one.read([DOCUMENT])
    first = made.jobs.end
    made.one.read([Path("khác.docx")])
    assert made.jobs.end is first
    first.progressed(1, 3, "")
    assert made.page.face == "working 1/3"


def test_dropping_what_was_read_goes_back_to_the_start(made):
    made.read()
    made.one.give_up()
    made.one.accept()
    assert made.page.face == "start"
    assert made.services.kept == {}


def test_another_document_lets_the_one_in_hand_wait(made):
    made.read()
    made.one.drop([2])
    made.one.read([Path("khác.docx")])
    made.jobs.run()
    assert len(made.services.kept) == 2
    made.one.put_aside()
    assert made.page.waiting == 2


def test_a_new_version_tells_the_words_that_it_changes():
    row = draft_of(READING).row(3)
    before = ("Sửa chữa mạng nội bộ", "Công an xã", "Quý II/2026", "")
    assert changed_words(row, before) == ("“Sửa chữa” → “Nâng cấp”; Chủ trì: Công an xã → Phòng Kinh tế")

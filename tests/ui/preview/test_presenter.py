"""Choosing, making, printing and saving a paper with a fake page and jobs that run when told to: no QApplication."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kh57_desktop.errors import BadValue
from kh57_desktop.progress import SILENT
from kh57_desktop.services.page_pictures import PageSize
from kh57_desktop.services.plans import NoPlan
from kh57_desktop.services.printing import KINDS, Choice, Offer
from kh57_desktop.ui.preview.presenter import NotWritten, PreviewPresenter
from kh57_desktop.ui.preview.print_choice import PrintChoice

BODIES = (Choice("Đảng ủy", "Đảng ủy"), Choice("UBND", "UBND"))
PERIODS = (Choice("2026-Q3", "quý III năm 2026"), Choice("2026-09", "tháng 9 năm 2026"))
OFFER = Offer(
    tuple(kind for kind in KINDS if kind.code in ("plan", "task-list", "report")),
    BODIES,
    PERIODS,
    {"plan": "Đảng ủy", "task-list": "Đảng ủy", "report": "UBND"},
    "K1",
)


class FakePictures:
    def __init__(self) -> None:
        self.sizes = (PageSize(595, 842),) * 3
        self.pdf = b"%PDF"
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


class FakePage:
    def __init__(self) -> None:
        self.wanted = None
        self.paper = None
        self.is_busy = self.is_locked = False
        self.refused = self.nothing = self.done = ""
        self.target: Path | None = Path("a.pdf")
        self.proposed = ""

    def show_offer(self, offer):
        self.offer = offer

    def show_wanted(self, wanted):
        self.wanted = wanted

    def show_paper(self, title, pictures):
        self.paper = (title, pictures)

    def show_nothing(self, error):
        self.nothing = error.code

    def forget(self):
        self.paper = None

    def show_working(self, words, *, is_locked):
        self.is_busy, self.is_locked = True, is_locked

    def show_progress(self, done, total, text):
        self.progress = (done, total)

    def show_idle(self):
        self.is_busy = self.is_locked = False

    def show_refused(self, error):
        self.refused = error.code

    def show_done(self, words):
        self.done = words

    def ask_target(self, proposed, file_format):
        self.proposed = proposed
        return self.target


class FakeServices:
    def __init__(self) -> None:
        self.made: list[FakePictures] = []
        self.saved: list[tuple[str, Path]] = []
        self.error: Exception | None = None
        self.offered = OFFER

    def offer(self, plan_id, progress):
        if self.error is not None:
            raise self.error
        return self.offered

    def pictures(self, wanted, progress):
        if self.error is not None:
            raise self.error
        self.made.append(FakePictures())
        return self.made[-1]

    def save(self, wanted, file_format, target, progress):
        if self.error is not None:
            raise self.error
        self.saved.append((file_format, target))
        return target

    def save_shown(self, pictures, target):
        return self.save(None, "pdf", target, SILENT)


class Jobs:
    """Holds each work until `run`."""

    def __init__(self) -> None:
        self.waiting: list[tuple[object, object]] = []
        self.cancelled: list[object] = []

    def start(self, work, end):
        self.waiting.append((work, end))
        jobs = self

        class Running:
            def cancel(self) -> None:
                jobs.cancelled.append(end)

        return Running()

    def run(self) -> None:
        while self.waiting:
            work, end = self.waiting.pop(0)
            if end in self.cancelled:
                end.cancelled()
                continue
            try:
                result = work(SILENT)
            except BadValue as error:
                end.failed(error)
            except NoPlan as error:
                end.failed(error)
            except OSError as error:
                end.failed(error)
            else:
                end.finished(result)


class Desk:
    def __init__(self) -> None:
        self.page, self.services, self.jobs = FakePage(), FakeServices(), Jobs()
        self.printed: list[PrintChoice] = []
        self.remembered: list[PrintChoice] = []

        def print_pages(_pictures, choice, _progress, _title):
            self.printed.append(choice)
            return 3

        self.presenter = PreviewPresenter(
            self.page, self.services, self.jobs.start, print_pages=print_pages, remember=self.remembered.append
        )

    def open(self, kind: str | None = None) -> None:
        self.presenter.open("plan-1", kind)
        self.jobs.run()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_first_kind_that_can_be_made_is_shown_in_its_usual_form(desk):
    desk.open()
    assert desk.page.wanted.kind == "plan"
    assert (desk.page.wanted.plan, desk.page.wanted.body) == ("K1", "Đảng ủy")
    assert desk.page.paper[1] is desk.services.made[0]
    assert not desk.page.is_busy


def test_the_kind_asked_for_comes_and_comes_again_the_next_time(desk):
    desk.open("task-list")
    assert desk.page.wanted.kind == "task-list"
    desk.open()
    assert desk.page.wanted.kind == "task-list"


def test_a_body_and_a_period_chosen_are_made_and_the_period_is_kept(desk):
    desk.open("report")
    assert (desk.page.wanted.body, desk.page.wanted.period) == ("UBND", "2026-Q3")
    desk.presenter.choose_body("Đảng ủy")
    desk.presenter.choose_period("2026-09")
    desk.jobs.run()
    desk.presenter.choose_kind("plan")
    desk.presenter.choose_kind("report")
    desk.jobs.run()
    assert desk.page.wanted.period == "2026-09"
    assert desk.page.wanted.body == "UBND"


def test_a_file_for_an_inspection_is_of_the_whole_plan_until_a_period_is_chosen(desk):
    desk.open("report")
    desk.presenter.choose_period("2026-09")
    desk.presenter.choose_kind("evidence-file")
    desk.jobs.run()
    assert desk.page.wanted.period == ""
    desk.presenter.choose_period("2026-Q3")
    desk.presenter.choose_kind("report")
    assert desk.page.wanted.period == "2026-09"
    desk.presenter.choose_kind("evidence-file")
    desk.jobs.run()
    assert desk.page.wanted.period == "2026-Q3"


def test_the_unit_chosen_is_made_and_stays_for_the_next_kind_that_it_can_be_made_for(desk):
    lists = (Choice("", "Tất cả"), Choice("unit:Công an xã", "Công an xã"), Choice("person:Lê Mẫu", "Lê Mẫu"))
    kinds = tuple(kind for kind in KINDS if kind.code in ("work-list", "work-order", "plan"))
    desk.services.offered = replace(OFFER, kinds=kinds, whose={"work-list": lists, "work-order": lists[:2]})
    desk.open("work-list")
    assert desk.page.wanted.whose == ""
    desk.presenter.choose_whose("unit:Công an xã")
    desk.jobs.run()
    assert desk.page.wanted.whose == "unit:Công an xã"
    desk.presenter.save("docx")
    assert desk.page.proposed == "Danh mục việc theo đơn vị Công an xã K1.docx"
    desk.jobs.run()
    desk.presenter.choose_kind("work-order")
    assert desk.page.wanted.whose == "unit:Công an xã"
    desk.presenter.choose_kind("plan")
    assert desk.page.wanted.whose == ""
    desk.jobs.run()


def test_a_person_of_whom_there_is_nothing_stays_asked_for(desk):
    """Else the page of a member without open work was everybody's, unsaid."""
    lists = (Choice("", "Tất cả"), Choice("person:Lê Mẫu", "Lê Mẫu"))
    kinds = tuple(kind for kind in KINDS if kind.code in ("work-list", "plan"))
    desk.services.offered = replace(OFFER, kinds=kinds, whose={"work-list": lists})
    desk.presenter.open("plan-1", "work-list", choice={"whose": "person:Trần Mẫu"})
    desk.jobs.run()
    assert desk.page.wanted.whose == "person:Trần Mẫu"
    desk.presenter.choose_kind("plan")
    assert desk.page.wanted.whose == ""
    desk.jobs.run()


def test_another_choice_stops_what_is_being_made_and_only_the_last_is_shown(desk):
    desk.open()
    desk.presenter.choose_kind("task-list")
    desk.presenter.choose_kind("report")
    assert len(desk.jobs.cancelled) == 1
    desk.jobs.run()
    assert desk.page.wanted.kind == "report"
    assert len(desk.services.made) == 2
    assert not desk.page.is_busy


def test_pages_that_came_too_late_are_closed_unseen(desk):
    desk.open()
    desk.presenter.choose_kind("task-list")
    _work, late = desk.jobs.waiting.pop()
    desk.presenter.choose_kind("report")
    pictures = FakePictures()
    late.finished(pictures)
    assert pictures.is_closed
    assert desk.page.paper[1] is desk.services.made[0]


def test_stopping_goes_back_to_what_is_in_sight(desk):
    desk.open()
    desk.presenter.choose_kind("report")
    desk.presenter.stop()
    desk.jobs.run()
    assert desk.page.wanted.kind == "plan"
    assert desk.page.paper[1] is desk.services.made[0]


def test_a_paper_that_cannot_be_made_leaves_no_other_in_sight(desk):
    desk.open()
    desk.services.error = BadValue(field="f", value="v", allowed="a")
    desk.presenter.choose_kind("report")
    desk.jobs.run()
    assert desk.page.refused == "bad-value"
    assert desk.page.paper is None
    desk.presenter.print(PrintChoice("máy in"))
    desk.jobs.run()
    assert desk.printed == []


def test_an_empty_file_says_what_to_do_first(desk):
    desk.services.error = NoPlan()
    desk.open()
    assert desk.page.nothing == "no-plan"


def test_printing_takes_what_is_in_sight_and_remembers_the_choice(desk):
    desk.open()
    choice = PrintChoice("Canon", copies=2)
    desk.presenter.print(choice)
    assert desk.page.is_locked
    desk.presenter.choose_kind("report")
    desk.jobs.run()
    assert desk.page.wanted.kind == "plan"
    assert desk.printed == desk.remembered == [choice]
    assert "Canon" in desk.page.done
    assert not desk.page.is_locked


def test_wrong_pages_never_reach_the_printer(desk):
    desk.open()
    desk.presenter.print(PrintChoice("Canon", pages="9"))
    desk.jobs.run()
    assert desk.page.refused == "bad-pages"
    assert desk.printed == []
    assert desk.remembered == []


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_a_paper_is_saved_under_the_name_chosen(desk, file_format):
    desk.open("report")
    desk.page.target = Path(f"báo cáo.{file_format}")
    desk.presenter.save(file_format)
    desk.jobs.run()
    assert desk.page.proposed.endswith(f"K1 2026-Q3.{file_format}")
    assert desk.services.saved == [(file_format, desk.page.target)]
    assert "báo cáo" in desk.page.done


def test_thinking_better_of_it_saves_nothing(desk):
    desk.open()
    desk.page.target = None
    desk.presenter.save("pdf")
    assert desk.jobs.waiting == []


def test_a_file_that_is_open_elsewhere_is_a_sentence(desk):
    desk.open()
    desk.services.error = PermissionError()
    desk.presenter.save("docx")
    work, end = desk.jobs.waiting.pop()
    with pytest.raises(NotWritten, match=r"a\.pdf") as refused:
        work(SILENT)
    end.failed(refused.value)
    assert desk.page.refused == "not-written"
    assert desk.page.paper is not None

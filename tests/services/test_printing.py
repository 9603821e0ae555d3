"""What is offered to print is what can be made, and comes out as a file of its format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kh57_desktop.domain.terms import System
from kh57_desktop.progress import Cancelled
from kh57_desktop.services import layout_choices, papers, printing
from kh57_desktop.services.layout_specimen import specimen
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.services.plans import NoPlan
from kh57_desktop.services.printing import EACH_LETTER, Choice, PaperWanted, file_name, kind_named
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.services.tasks import edit_tasks
from tests.documents.measures import text_of
from tests.ui.conftest import small_reading

NOW = datetime(2026, 9, 8, 14, 5, tzinfo=VIETNAM)


@pytest.fixture
def empty(tmp_path: Path):
    session = create_office(
        tmp_path / "xã.kh57", name="Suối Thử", province="Gia Lai", code="00000", user="Thử", now=lambda: NOW
    )
    yield session
    session.close()


@pytest.fixture
def filled(empty: Session):
    accept_reading(empty, small_reading())
    return empty


def offer_of(session: Session) -> printing.Offer:
    return printing.offer(session, session.store.plans.newest().id)


def text_for(session: Session, kind: str, whose: str, period: str | None = None) -> str:
    offered = offer_of(session)
    wanted = PaperWanted(kind, offered.plan, offered.usual_bodies[kind], period, whose)
    return " ".join(text_of(printing.paper(session, wanted)).split())


def test_a_work_list_and_an_order_are_made_for_the_unit_or_person_chosen(filled):
    task = filled.store.tasks.of_plan(filled.store.plans.newest().id)[0]
    edit_tasks(filled, [task], {"lead_person": "Nguyễn Văn Mẫu"})
    whose = offer_of(filled).whose
    assert set(whose) == {"work-list", "work-order", "evidence-file"}
    for kind in ("work-list", "work-order"):
        keys = [choice.key for choice in whose[kind]]
        assert keys[0] == ""
        assert {"unit:Phòng Kinh tế", "unit:Công an xã", "person:Nguyễn Văn Mẫu"} <= set(keys)
        assert ("unit:Các thôn" in keys) == (kind == "work-list")  # they support, and lead nothing
        for key, is_in_it in (
            ("person:Nguyễn Văn Mẫu", True),
            ("unit:Phòng Kinh tế", True),
            ("unit:Công an xã", False),
        ):
            assert (task.text in text_for(filled, kind, key)) == is_in_it, (kind, key)


def test_the_file_for_an_inspection_is_made_for_a_period_or_a_unit(filled):
    offer, kind = offer_of(filled), kind_named("evidence-file")
    assert "unit:Phòng Kinh tế" in {choice.key for choice in offer.whose["evidence-file"]}
    whole, period, *_more = offer.periods_of(kind)
    assert whole == Choice("", "Toàn bộ kế hoạch")
    for whose in ("", "unit:Phòng Kinh tế"):
        for chosen, is_named in ((period.key, True), ("", False)):
            made = " ".join(text_for(filled, "evidence-file", whose, chosen).split())
            assert (period.words in made) == is_named, (whose, chosen)
    wanted = PaperWanted("evidence-file", plan="KH1", period=period.key)
    assert file_name(wanted, "pdf") == f"Hồ sơ phục vụ kiểm tra KH1 {period.key}.pdf"
    assert file_name(replace(wanted, period=""), "pdf") == "Hồ sơ phục vụ kiểm tra KH1.pdf"


def test_a_period_is_offered_where_a_paper_is_of_one(filled):
    offer = offer_of(filled)
    of_period = {kind.code for kind in offer.kinds if offer.periods_of(kind)}
    assert of_period == {"report", "evidence-file"}
    assert offer.periods_of(kind_named("report")) == offer.periods


def test_units_with_late_work_are_offered_a_letter_of_their_own(filled):
    task = filled.store.tasks.of_plan(filled.store.plans.newest().id)[1]
    assert "reminder" not in offer_of(filled).whose, "one unit is late: its letter is the only one"
    edit_tasks(filled, [task], {"deadline": "31/8/2026"})
    assert [choice.key for choice in offer_of(filled).whose["reminder"]] == [
        "",
        EACH_LETTER,
        "unit:Phòng Kinh tế",
        "unit:Công an xã",
    ]
    letter = text_for(filled, "reminder", "unit:Công an xã")
    assert "Kính gửi: Công an xã" in letter
    assert "Phòng Kinh tế" not in letter


def test_an_empty_file_offers_its_history_alone(empty):
    assert [kind.code for kind in printing.offer(empty, "").kinds] == ["change-history"]


def test_where_nothing_can_be_made_it_says_what_to_do(empty, monkeypatch):
    monkeypatch.setattr(printing, "KINDS", tuple(kind for kind in printing.KINDS if kind.code != "change-history"))
    with pytest.raises(NoPlan):
        printing.offer(empty, "")


def test_everything_offered_can_be_made_in_every_format(filled):
    offered = offer_of(filled)
    assert {"plan", "task-list", "report", "summary"} <= {kind.code for kind in offered.kinds}
    assert "committee-decision" not in {kind.code for kind in offered.kinds}
    for kind in offered.kinds:
        wanted = PaperWanted(kind.code, offered.plan, offered.usual_bodies[kind.code], offered.periods[0].key)
        for file_format in printing.FORMATS:
            made = printing.paper(filled, wanted, file_format=file_format)
            if printing.ending(file_format) == printing.PDF:
                assert made.startswith(b"%PDF-")
                assert (b"/EmbeddedFiles" in made) == (file_format == printing.PDF_WITH_DATA)
            else:
                assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


def test_every_kind_is_one_that_papers_know(filled):
    assert {kind.code for kind in printing.KINDS} == set(papers.KINDS) - {"hand-over-record"}
    assert len({kind.name for kind in printing.KINDS}) == len(printing.KINDS)


def test_the_present_quarter_comes_first_among_the_periods(filled):
    periods = [choice.key for choice in offer_of(filled).periods]
    assert periods[:4] == ["2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]
    assert len(set(periods)) == len(periods)
    assert {"2026-09", "2026-H2", "2026-9M", "2026"} <= set(periods)


def test_a_paper_is_stopped_while_it_is_set(filled):
    class Stop:
        def __init__(self) -> None:
            self.steps = 0

        def step(self, done: int, total: int, text: str) -> None:
            self.steps += 1
            if self.steps == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        printing.paper(filled, PaperWanted("work-order"), progress=Stop())


def test_a_name_is_proposed_that_a_file_system_takes():
    assert printing.file_name(PaperWanted("report", "K1", None, "2026-Q3"), "docx").endswith(" K1 2026-Q3.docx")
    assert "2026" not in printing.file_name(PaperWanted("plan", "K1", None, "2026-Q3"), "pdf")


@pytest.mark.parametrize("system", list(System))
def test_the_specimen_shows_every_system_in_the_layout_in_force(filled, system):
    before = specimen(filled, system)
    pictures = PagePictures(before)
    assert [size.width > size.height for size in pictures.sizes][-1]
    pictures.close()
    for choice in layout_choices.choices(filled, system):
        changed = layout_choices.choose(filled, system, choice.name, choice.allowed[-1])
        after = specimen(filled, system)
        if choice.name != "bottom_mm":  # less than a line: seen only where a page is full to the last one
            assert (after != before) == changed
        before = after
    assert layout_choices.is_own(filled, system)
    layout_choices.reset(filled, system)
    assert not layout_choices.is_own(filled, system)


def test_what_is_in_force_is_always_one_of_what_is_allowed(filled):
    for system in System:
        for choice in layout_choices.choices(filled, system):
            if choice.is_range:
                assert choice.allowed[0] <= choice.value <= choice.allowed[1]
            else:
                assert choice.value in choice.allowed

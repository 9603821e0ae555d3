"""What is offered to print is what can be made, and comes out as a file of its format."""

from __future__ import annotations

import io
import zipfile
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
from kh57_desktop.services.printing import PaperWanted
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.session import VIETNAM, Session
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


def test_an_empty_file_offers_nothing_and_says_what_to_do(empty):
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

"""Reading and accepting with a fake page and jobs that run when they are told to: no QApplication."""

from __future__ import annotations

from pathlib import Path

import pytest

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import BadValue
from kh57_desktop.progress import SILENT
from kh57_desktop.ui.importing.presenter import ImportPresenter

DOCUMENT = Path("kế hoạch.docx")
READING = PlanReading(title="thử")


class FakePage:
    def __init__(self) -> None:
        self.face = ""
        self.refused = None

    def show_start(self):
        self.face = "start"

    def show_working(self, document):
        self.face = "working"

    def show_progress(self, done, total, text):
        self.face = f"working {done}/{total}"

    def show_reading(self, document, reading):
        self.face = "reading"

    def show_refused(self, error):
        self.refused = error.code


class FakeServices:
    accepted_as = "đã nhận"

    def read(self, document, progress):
        progress.step(1, 3, "")
        return READING

    def accept(self, reading, document, progress):
        return self.accepted_as


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
        self.end.finished(self.work(SILENT))


@pytest.fixture
def made():
    page, jobs, accepted = FakePage(), Jobs(), []
    presenter = ImportPresenter(page, FakeServices(), jobs.start, accepted=accepted.append)
    return presenter, page, jobs, accepted


def test_a_document_is_read_shown_and_accepted(made):
    presenter, page, jobs, accepted = made
    presenter.read(DOCUMENT)
    assert page.face == "working"
    jobs.end.progressed(2, 3, "đoạn 2")
    assert page.face == "working 2/3"
    jobs.run()
    assert page.face == "reading"
    presenter.accept()
    jobs.run()
    assert accepted == ["đã nhận"]
    assert page.face == "start"


def test_one_job_at_a_time(made):
    presenter, _page, jobs, _accepted = made
    presenter.read(DOCUMENT)
    first = jobs.work
    presenter.read(Path("khác.docx"))
    presenter.accept()
    assert jobs.work is first


def test_stop_asks_the_job_and_the_page_goes_back(made):
    presenter, page, jobs, accepted = made
    presenter.read(DOCUMENT)
    presenter.stop()
    assert jobs.was_cancelled
    jobs.end.cancelled()
    assert page.face == "start"
    presenter.accept()
    assert accepted == []


def test_a_refused_document_is_said_and_leaves_the_page_ready(made):
    presenter, page, jobs, _accepted = made
    presenter.read(DOCUMENT)
    jobs.end.failed(BadValue(field="x", value="y", allowed="z"))
    assert (page.face, page.refused) == ("start", "bad-value")
    assert not presenter.is_working


def test_accepting_that_fails_keeps_the_reading_in_sight(made):
    presenter, page, jobs, accepted = made
    presenter.read(DOCUMENT)
    jobs.run()
    presenter.accept()
    jobs.end.failed(BadValue(field="x", value="y", allowed="z"))
    assert page.face == "reading"
    assert accepted == []
    presenter.drop()
    assert page.face == "start"

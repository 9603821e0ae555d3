"""Jobs of the desk whose file is closed meanwhile: nobody is told, nothing stays open, nothing unexpected is said."""

from __future__ import annotations

import logging
import sqlite3
import threading
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.progress import Cancelled


class Told:
    """What a presenter is told of its job."""

    def __init__(self) -> None:
        self.all: list[tuple[str, object]] = []

    def progressed(self, done: int, total: int, text: str) -> None:
        self.all.append(("progressed", done))

    def finished(self, result: Any) -> None:
        self.all.append(("finished", result))

    def failed(self, error: UserError) -> None:
        self.all.append(("failed", error))

    def cancelled(self) -> None:
        self.all.append(("cancelled", None))


class Pages:
    """A result that holds something open."""

    def __init__(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False


def settle() -> None:
    """All jobs over, all of them told."""
    QThreadPool.globalInstance().waitForDone()
    for _turn in range(3):
        QApplication.processEvents()


def test_a_job_that_was_over_as_its_file_closed_is_not_told_and_leaves_nothing_open(desk):
    told, pages = Told(), Pages()

    def work(progress):
        progress.step(1, 2, "")
        return pages

    desk.start_job(work, told)
    QThreadPool.globalInstance().waitForDone()  # its end is under way
    desk.close()
    settle()
    assert told.all == []
    assert not pages.is_open


@pytest.mark.parametrize("error", [Cancelled(), BadValue(field="x", value="y", allowed="z"), ValueError("closed")])
def test_no_end_is_told_of_a_closed_file_and_none_is_a_bug(desk, caplog, error):
    """A job may meet what the closing took from it, pages to print for example: that is kept in the log alone."""
    told = Told()

    def work(_progress):
        raise error

    desk.start_job(work, told)
    desk.start_work(work, told.finished)
    with caplog.at_level(logging.WARNING, "kh57_desktop"):
        desk.close()
        settle()  # pytest-qt fails the test of an exception that reaches the window
    assert told.all == []
    assert len(caplog.records) == (2 if isinstance(error, ValueError) else 0)


def test_a_job_of_the_file_that_was_opened_next_is_told(desk, data_file):
    desk.close()
    assert desk.open(data_file)
    told = Told()
    desk.start_job(lambda _progress: 7, told)
    settle()
    assert told.all == [("finished", 7)]


def test_a_page_that_fails_as_the_file_closes_leaves_no_job_and_no_open_file(desk, data_file, monkeypatch):
    part, go_on = desk._shelf.part("tasks"), threading.Event()
    over: list[bool] = []

    def fail() -> None:
        go_on.set()
        raise OSError("disk gone")

    def work(_progress):
        go_on.wait(5)
        over.append(True)

    monkeypatch.setattr(part, "close", fail)
    session = desk._office.session
    desk.start_job(work, Told())
    with pytest.raises(OSError, match="disk gone"):
        desk.close()
    assert over == [True]
    with pytest.raises(sqlite3.ProgrammingError):
        session.store.settings.get("any", None)
    monkeypatch.undo()
    assert desk.open(data_file)

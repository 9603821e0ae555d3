"""Work off the UI thread: progress, cancel, errors carried back."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject, QThreadPool

from kh57_desktop.errors import BadValue
from kh57_desktop.ui.jobs import Job


def test_a_job_works_on_another_thread_and_tells_its_progress(qtbot):
    seen = []

    def work(progress):
        progress.step(1, 2, "trang 1")
        return threading.current_thread() is threading.main_thread()

    job = Job(work)
    job.progressed.connect(lambda *step: seen.append(step))
    with qtbot.waitSignal(job.finished) as ended:
        job.start()
    assert ended.args == [False]
    assert seen == [(1, 2, "trang 1")]


def test_who_is_told_the_end_is_held_until_then(qtbot):
    """An end on its way to somebody whom nothing else holds: PySide6 alone would call a method of what is gone."""
    told = []

    class Listener:
        def __init__(self) -> None:
            self.name = "here"

        def finished(self, result: object) -> None:
            told.append((self.name, result))

    job = Job(lambda _progress: 7)
    job.tell(finished=Listener().finished)
    job.start()
    QThreadPool.globalInstance().waitForDone()  # the end is under way, nobody keeps the listener
    gc.collect()
    qtbot.waitUntil(lambda: told == [("here", 7)])


def test_cancel_stops_between_two_units_of_work(qtbot):
    started, go_on, units = threading.Event(), threading.Event(), []

    def work(progress):
        for number in range(5):
            progress.step(number, 5, "")
            units.append(number)
            started.set()
            go_on.wait(5)

    job = Job(work)
    with qtbot.waitSignal(job.cancelled):
        job.start()
        started.wait(5)
        job.cancel()
        go_on.set()
    assert units == [0]


@pytest.mark.parametrize("error", [BadValue(field="x", value="y", allowed="z"), ZeroDivisionError()])
def test_an_error_arrives_on_the_ui_thread_whole(qtbot, error):
    def work(progress):
        raise error

    job = Job(work)
    with qtbot.waitSignal(job.failed) as ended:
        job.start()
    assert ended.args == [error]


def test_what_a_job_held_last_is_freed_on_the_windows_thread(qtbot):
    """Freed by the job's thread, a timer is half gone for the window: its next event ends the program."""
    freed: list[bool] = []

    class Part(QObject):
        def __del__(self) -> None:
            freed.append(threading.current_thread() is threading.main_thread())

    def start() -> None:
        part = Part()
        job = Job(lambda _progress: part.objectName())
        job.tell(finished=lambda _name: part)
        job.start()

    for _round in range(20):
        start()
    QThreadPool.globalInstance().waitForDone()
    assert freed == []
    qtbot.waitUntil(lambda: len(freed) == 20)
    assert all(freed)

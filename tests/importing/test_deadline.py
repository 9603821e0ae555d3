"""Reading asks between its own steps whether the person still waits."""

from __future__ import annotations

import pytest

from kh57_desktop.importing import deadline
from kh57_desktop.importing.errors import DocumentTooLarge
from kh57_desktop.progress import Cancelled


class Person:
    """Counts how often it was asked and stops the reading at the asking numbered `stops_at`."""

    def __init__(self, stops_at: int) -> None:
        self.asked: list[tuple[int, int, str]] = []
        self.stops_at = stops_at

    def step(self, done: int, total: int, text: str) -> None:
        self.asked.append((done, total, text))
        if len(self.asked) >= self.stops_at:
            raise Cancelled


def work() -> None:
    for _unit in range(10):
        deadline.check()


def test_a_long_step_is_told_again_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(float(second) for second in range(100))
    monkeypatch.setattr(deadline.time, "monotonic", lambda: next(clock))
    person = Person(stops_at=3)
    with deadline.limited("kế hoạch.pdf", 50, progress=person) as progress:
        progress.step(1, 3, "Đang đọc")
        with pytest.raises(Cancelled):
            work()
    assert person.asked == [(1, 3, "Đang đọc")] * 3


def test_the_time_of_the_document_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(float(second) for second in range(100))
    monkeypatch.setattr(deadline.time, "monotonic", lambda: next(clock))
    with deadline.limited("kế hoạch.pdf", 5), pytest.raises(DocumentTooLarge):
        work()


def test_nobody_is_asked_outside_of_a_reading() -> None:
    deadline.check()
    assert deadline.left() == deadline.SECONDS

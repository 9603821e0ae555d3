"""Circular garbage is found by the window's thread, never by another."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from kh57_desktop.ui.garbage import GarbageSearch


class Ring:
    """Holds itself; tells in which thread it was freed."""

    def __init__(self, freed: list[threading.Thread]) -> None:
        self.me = self
        self.freed = freed

    def __del__(self) -> None:
        self.freed.append(threading.current_thread())


@pytest.fixture
def few() -> Iterator[None]:
    """Python's thresholds so low that every search is due."""
    usual = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    yield
    gc.set_threshold(*usual)


def test_the_windows_thread_finds_what_a_thread_left(qtbot, qapp, few):
    freed: list[threading.Thread] = []
    search = GarbageSearch(qapp)
    thread = threading.Thread(target=lambda: [Ring(freed) for _number in range(1000)])
    thread.start()
    thread.join()
    assert freed == []
    qtbot.waitUntil(lambda: len(freed) == 1000)
    assert set(freed) == {threading.main_thread()}
    search.deleteLater()


def test_python_does_not_search_by_itself(qapp):
    GarbageSearch(qapp).deleteLater()
    assert not gc.isenabled()

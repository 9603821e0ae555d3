"""A desk that only notes what a page's part asked of it: for tests of one page without the window around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from kh57_desktop.errors import UserError
from kh57_desktop.progress import Progress
from kh57_desktop.ui.job_end import JobEnd, Work
from kh57_desktop.ui.messages import Message, message_of
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme


class _NoProgress:
    def step(self, done: int, total: int, text: str) -> None: ...


class _Ended:
    def cancel(self) -> None: ...


class FakeDesk:
    """`told` lists calls in order; work runs at once, on the test's own thread."""

    def __init__(self, theme: Theme, folder: Path, *, plan_id: str = "", page_key: str = "") -> None:
        self.theme = theme
        self.settings = WindowSettings(folder / "window.ini")
        self.pages = QWidget()
        self.plan_id = plan_id
        self.page_key = page_key
        self.told: list[str] = []
        self.messages: list[Message] = []

    def saved(self) -> None:
        self.told.append("saved")

    def not_saved(self) -> None:
        self.told.append("not saved")

    def start_work(self, work: Work, done: Callable[[Any], None]) -> None:
        try:
            result = work(_progress())
        except UserError as error:
            self.show_message(message_of(error))
        else:
            done(result)

    def start_job(self, work: Work, end: JobEnd) -> _Ended:
        end.finished(work(_progress()))
        return _Ended()

    def show_page(self, key: str) -> None:
        self.told.append(f"page {key}")

    def show_back(self) -> None:
        self.told.append("back")

    def go_to(self, key: str, what: str) -> None:
        self.told.append(f"go to {key} {what}")

    def choose_plan(self, plan_id: str) -> None:
        self.told.append(f"plan {plan_id}")

    def show_message(self, message: Message) -> None:
        self.messages.append(message)

    def show_done(self, words: str, *, can_undo: bool = False) -> None:
        self.told.append(f"done {words}")

    def show_paper(self, kind: str | None, *, to_print: bool = False, view: str | None = None) -> None:
        self.told.append(f"paper {kind}")

    def put_steps(self, steps: Mapping[str, str] | None) -> None:
        self.told.append(f"steps {steps}")

    def switch_user(self, name: str) -> None:
        self.told.append(f"user {name}")

    def put_counts(self, key: str, count: int, late: int = 0) -> None:
        self.told.append(f"counts {key} {count} {late}")

    def clear_search(self) -> None:
        self.told.append("search cleared")


def _progress() -> Progress:
    return _NoProgress()

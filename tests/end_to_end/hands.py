"""What a person's hands do in the real window of an office: the first start, dialogs of files, the clipboard."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.screen import Screen, wait_for
from tests.end_to_end.test_window import colours

TITLE = "KH57 – Xã Kon Gang"
BUSY = 60.0
"""Seconds that a step may take where other programs use the machine too."""


class Hands:
    """`path`: the office's data file; `folder`: where the person keeps other files."""

    def __init__(self, on: Screen, path: Path, folder: Path) -> None:
        self.on, self.path, self.folder = on, path, folder

    def accept_plan(self, document: Path, is_there: Callable[[], bool]) -> None:
        """First start: commune, name, where to keep the file, the plan's document, accept everything."""
        on = self.on
        on.focus(on.window("KH57"))
        on.type("kon gang")
        on.keys("Return", "Tab")
        on.type("Nguyen Van Thu")
        on.keys("Return")
        self.answer_dialog("Nơi lưu tệp dữ liệu", self.path)
        self.answer_dialog("Chọn văn bản kế hoạch", document)
        on.focus(on.window(TITLE))

        def is_accepted() -> bool:
            on.keys("F12")
            return is_there()

        self.wait(is_accepted, "the accepted plan")

    def see_it_painted(self) -> None:
        window = self.on.window(TITLE)
        self.on.focus(window)
        picture = self.folder / "again.png"
        self.wait(lambda: colours(self.on, self.on.picture(picture, window)) > 50, "the painted window")

    def answer_dialog(self, title: str, file: Path) -> None:
        self.on.focus(self.on.window(title))
        self.on.keys("ctrl+a")
        self.on.type(str(file))
        self.on.keys("Return")

    def put_on_clipboard(self, words: str) -> None:
        """As another program would: it goes on answering in the background."""
        subprocess.run(
            ["xclip", "-selection", "clipboard", "-i"],
            env=self.on.environment,
            input=words.encode(),
            stdout=subprocess.DEVNULL,
            timeout=BUSY,
            check=True,
        )

    def clipboard(self) -> str:
        asked = ["xclip", "-selection", "clipboard", "-o"]
        done = subprocess.run(asked, env=self.on.environment, capture_output=True, timeout=BUSY, check=False)
        return done.stdout.decode()

    def wait(self, found, what: str):
        """What is waited for; where it never comes, `stuck.png` shows what the person saw."""
        try:
            return wait_for(found, what, BUSY)
        except TimeoutError:
            self.on.picture(self.folder / "stuck.png")
            raise

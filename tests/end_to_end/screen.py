"""A screen of its own for the real window: Xvfb, a window manager, and the program as a person starts it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

TOOLS = ("Xvfb", "xdotool", "import")
PATIENCE = 30.0
"""Seconds that anything on the screen may take."""
_STILL = 0.6
"""Seconds for which nothing moves on a screen that has settled."""
_UNREST = 10.0
"""Seconds after which one that does not settle is looked at all the same."""
_FEW = 12
"""Of the pixels looked at: those of a caret."""
PRESSES = 3
"""Times that keys are pressed for a window that does not come."""


def missing_tools(tools: Sequence[str] = TOOLS) -> list[str]:
    return [tool for tool in tools if shutil.which(tool) is None]


class Screen:
    """Keys and mouse of a person, pictures of what is seen; nothing calls into the program."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)

    def run(self, *words: str) -> str:
        done = subprocess.run(
            words, env=self.environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Id of the window whose title begins so, waited for."""
        return wait_for(lambda: self._find(title), f"a window “{title}”")

    def window_after(self, title: str, *keys: str) -> str:
        """The window that `keys` open, pressed again where a busy page was not there yet to take them."""
        for _again in range(PRESSES - 1):
            self.keys(*keys)
            try:
                return wait_for(lambda: self._find(title), f"a window “{title}”", PATIENCE / PRESSES)
            except TimeoutError:
                continue
        self.keys(*keys)
        return self.window(title)

    def wait_without(self, title: str) -> None:
        """Until no window has a title that begins so."""
        wait_for(lambda: not self._find(title), f"the end of “{title}”")

    def _find(self, title: str) -> str:
        words = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}"]
        found = subprocess.run(
            words, env=self.environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
        return found.stdout.split()[0] if found.stdout.split() else ""

    def title(self, window: str) -> str:
        return self.run("xdotool", "getwindowname", window)

    def focus(self, window: str) -> None:
        self.run("xdotool", "windowfocus", "--sync", window)

    def keys(self, *keys: str) -> None:
        self.run("xdotool", "key", "--delay", "40", "--clearmodifiers", *keys)

    def type(self, words: str) -> None:
        """A letter outside the keyboard map is mapped for one stroke only: a busy window must see it in that time."""
        self.run("xdotool", "type", "--delay", "25" if words.isascii() else "300", words)

    def click(self, window: str, x: int, y: int) -> None:
        self.run("xdotool", "mousemove", "--window", window, str(x), str(y), "click", "1")

    def picture(self, path: Path, window: str = "root") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-window", window, str(path))
        return path

    def see(self) -> bytes:
        """The pixels of the whole screen."""
        words = ["import", "-window", "root", "rgb:-"]
        return subprocess.run(words, env=self.environment, capture_output=True, timeout=PATIENCE, check=True).stdout

    def settle(self, least: float = 0.0) -> None:
        """Until nothing on the screen moves any more, but for a caret that blinks: a busy machine needs longer."""
        begin = time.monotonic()
        end, quiet, last = begin + least + _UNREST, begin + least, self.see()
        while time.monotonic() < min(end, quiet + _STILL) or time.monotonic() < quiet:
            time.sleep(0.25)
            now = self.see()
            if sum(one != other for one, other in zip(last[::97], now[::97], strict=True)) > _FEW:
                quiet = max(quiet, time.monotonic())
            last = now


def wait_for(found, what: str, patience: float = PATIENCE):
    """The first true answer of `found`, asked again and again."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(0.1)
    raise TimeoutError(f"waited {patience:.0f} s for {what}")


@contextmanager
def screen(width: int, height: int, home: Path) -> Iterator[Screen]:
    """A new X server of this size with a window manager where there is one; `home` holds the person's settings."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answers:
            number = answers.readline().strip()
        environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "XDG_DATA_HOME": str(home),
            "HOME": str(home),
        }
        manager = None
        if shutil.which("openbox"):
            manager = subprocess.Popen(
                ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        try:
            yield Screen(environment)
        finally:
            if manager is not None:
                manager.terminate()
                manager.wait(timeout=10)
    finally:
        server.terminate()
        server.wait(timeout=10)


def on_day(day: date) -> list[str]:
    """Words before a command that runs on the morning of that day, in Việt Nam.

    Without the first of them threads wait for one another by the wrong clock, and every job takes five times as long.
    """
    return ["env", "FAKETIME_FORCE_MONOTONIC_FIX=0", "faketime", "--exclude-monotonic", "-f", f"@{day} 02:00:00"]


@contextmanager
def program(on: Screen, *words: str, scale: float = 1.0, day: date | None = None) -> Iterator[subprocess.Popen]:
    """The program, started as by double click; it must have ended by itself or is killed.

    `day`: the clock of its computer says this morning; it goes on from there.
    """
    environment = {**on.environment, "QT_SCALE_FACTOR": str(scale)}
    clock = [] if day is None else on_day(day)
    words = (*clock, sys.executable, "-m", "kh57_desktop.ui.app", *words)
    started = subprocess.Popen(words, env=environment, start_new_session=True)
    try:
        yield started
    finally:
        end(started)
        started.wait(timeout=10)


def end(started: subprocess.Popen) -> None:
    """As by kill -9: the program, and where its clock says another day the one that started it so."""
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)

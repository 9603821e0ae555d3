"""The program in a real window under Xvfb, driven by keys and mouse alone."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kh57_desktop.domain.tasks import Task
from kh57_desktop.services.session import open_session
from tests.end_to_end.screen import Screen, missing_tools, program, screen, wait_for

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "ke-hoach-mau.docx"
TITLE = "KH57 – Xã Suối Mây"
MOST_TABS, LEAST_ROUND = 150, 7
"""Pages have more places than the least round; a trap, where a few of them take turns, comes back earlier."""


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Screen]:
    if missing_tools():
        pytest.skip(f"no real window on this machine: {', '.join(missing_tools())} missing")
    with screen(1366, 768, tmp_path / "home") as shown:
        yield shown


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    """Made by the command line, as an office would."""
    path = tmp_path / "xã mẫu.kh57"
    office = ("--name", "Suối Mây", "--province", "Vân Khê", "--code", "00000")
    for words in (("new", str(path), *office), ("import", str(path), str(SAMPLE))):
        assert kh57(*words) == 0
    return path


def kh57(*words: str) -> int:
    command = [sys.executable, "-m", "kh57_desktop.cli.main", *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode


def tasks(path: Path) -> list[Task]:
    """As another program reads the file meanwhile; none where there is no plan yet."""
    with open_session(path, user="khác", read_only=True) as session:
        plan = session.store.plans.newest()
        return session.store.tasks.of_plan(plan.id) if plan else []


def first_task(path: Path) -> Task:
    return tasks(path)[0]


def test_type_save_undo_and_close_in_a_real_window(on: Screen, data_file: Path, tmp_path: Path) -> None:
    before = first_task(data_file).text
    with program(on, str(data_file)) as started:
        focus_painted(on, tmp_path)
        on.keys("ctrl+2", "F2", "ctrl+a")
        on.settle()  # each letter beside the keyboard's is mapped for one stroke: a window at work would miss it
        on.type("Lắp đặt Wi-Fi tại nhà văn hóa các thôn")
        on.keys("Return")
        wait_for(lambda: first_task(data_file).text == "Lắp đặt Wi-Fi tại nhà văn hóa các thôn", "the text in the file")
        on.keys("ctrl+z")
        wait_for(lambda: first_task(data_file).text == before, "the text as it was")
        on.keys("ctrl+y")
        wait_for(lambda: first_task(data_file).text != before, "the text again")
        on.keys("ctrl+c", "ctrl+q")
        assert started.wait(timeout=30) == 0
    assert kh57("check", str(data_file)) == 0


def test_a_killed_window_loses_nothing_that_was_saved(on: Screen, data_file: Path, tmp_path: Path) -> None:
    with program(on, str(data_file)) as started:
        focus_painted(on, tmp_path)
        on.keys("ctrl+2", "F2", "ctrl+a")
        on.type("Da luu truoc khi mat dien")
        on.keys("Return")
        wait_for(lambda: first_task(data_file).text == "Da luu truoc khi mat dien", "the text in the file")
        started.kill()
        started.wait(timeout=10)
    assert first_task(data_file).text == "Da luu truoc khi mat dien"
    with program(on, str(data_file)) as again:
        on.focus(on.window(TITLE))
        on.keys("ctrl+q")
        assert again.wait(timeout=30) == 0


def test_from_the_first_start_to_the_accepted_plan_with_the_keyboard_alone(on: Screen, tmp_path: Path) -> None:
    """Commune, name, where to keep the file, the plan document, accept all, and one undo takes it back."""
    path = tmp_path / "kon gang.kh57"
    with program(on) as started:
        window = on.window("KH57")
        on.focus(window)
        on.type("kon gang")
        on.keys("Return", "Tab")
        on.type("Nguyen Van Thu")
        on.keys("Return")
        on.focus(on.window("Nơi lưu tệp dữ liệu"))
        on.keys("ctrl+a")
        on.type(str(path))
        on.keys("Return")
        on.focus(on.window("Chọn văn bản kế hoạch"))
        on.type(str(SAMPLE))
        on.keys("Return")
        on.focus(on.window("KH57 – Xã Kon Gang"))
        wait_for(lambda: _accepted(on, path), "the accepted plan")
        on.keys("ctrl+z")
        wait_for(lambda: not tasks(path), "the import taken back")
        on.keys("ctrl+q")
        assert started.wait(timeout=30) == 0
    assert kh57("check", str(path)) == 0


@pytest.mark.parametrize("page", ["ctrl+2", "ctrl+3", "ctrl+5"])
def test_tab_goes_round_the_page_and_comes_back(on: Screen, data_file: Path, tmp_path: Path, page: str) -> None:
    """No trap for the keyboard: every Tab is seen to move, and what was seen comes again only after a whole round."""
    with program(on, str(data_file)) as started:
        focus_painted(on, tmp_path)
        on.keys(page)
        shown, last_seen, round_of = steady(on), {}, 0
        for tab in range(MOST_TABS):
            round_of = tab - last_seen.get(shown, tab)
            if round_of > LEAST_ROUND:
                break
            last_seen[shown] = tab
            on.keys("Tab")
            shown = wait_for(lambda before=shown: changed(on, before), f"Tab number {tab + 1} on the page")
        assert round_of > LEAST_ROUND
        on.keys("ctrl+q")
        assert started.wait(timeout=30) == 0


def look(on: Screen) -> str:
    return hashlib.sha256(on.see()).hexdigest()


def steady(on: Screen) -> str:
    """The picture once it stands still."""
    last = ""

    def stands_still() -> str:
        nonlocal last
        before, last = last, look(on)
        return last if last == before else ""

    return wait_for(stands_still, "a window that stands still")


def changed(on: Screen, before: str) -> str:
    now = look(on)
    return now if now != before else ""


def _accepted(on: Screen, path: Path) -> bool:
    """F12 on the page is “Nhận tất cả”, once it is there."""
    on.keys("F12")
    return len(tasks(path)) > 40


def focus_painted(on: Screen, folder: Path) -> None:
    """The window has its title before its table; keys are for one that a person sees."""
    window = on.window(TITLE)
    on.focus(window)
    wait_for(lambda: colours(on, on.picture(folder / "window.png", window)) > 50, "the painted window")


def colours(on: Screen, picture: Path) -> int:
    """Different colours of a picture: an empty or black one has very few."""
    return int(on.run("identify", "-format", "%k", str(picture)))

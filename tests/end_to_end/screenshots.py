"""Pictures of every page as people see it: `python tests/end_to_end/screenshots.py OUT [DATA.kh57]`.

1366×768 and 1920×1080, 100 % and 150 %, light and dark, in real windows under Xvfb. They are made to be looked at, by
the checklist of the design; nothing is compared automatically. Without DATA the sample office is made first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.end_to_end.screen import Screen, missing_tools, program, screen, wait_for

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "ke-hoach-mau.docx"
TITLE_BAR, TASK_BAR = 24, 40


@dataclass(frozen=True, slots=True)
class Look:
    width: int
    height: int
    scale: float
    theme: str

    @property
    def name(self) -> str:
        return f"{self.width}-{round(self.scale * 100)}-{self.theme}"


LOOKS = tuple(
    Look(width, height, scale, theme)
    for width, height in ((1366, 768), (1920, 1080))
    for scale in (1.0, 1.5)
    for theme in ("light", "dark")
)


def overview(on: Screen, window: str) -> None:
    on.keys("ctrl+1")
    time.sleep(0.5)


def in_place(place: int) -> Callable[[Screen, str], None]:
    """The page of that place in the navigation."""

    def page(on: Screen, window: str) -> None:
        on.keys(f"ctrl+{place}")
        time.sleep(0.8)

    page.__name__ = f"page-{place}"
    return page


def settings(on: Screen, window: str) -> None:
    on.keys("alt+t")
    on.keys("h")
    time.sleep(0.5)


def help_page(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "F1")
    time.sleep(0.5)


def tasks(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "Down", "Down")


def full_text(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "F4", "ctrl+l")


def editing(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "Down", "F2")


def choosing_a_unit(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "Down", "Right", "F2", "ctrl+a")
    on.type("van")
    time.sleep(0.6)


def adding(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "F5")
    on.type("Mot viec moi")


def menu(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "alt+x")


def refused(on: Screen, window: str) -> None:
    on.keys("ctrl+2", "Down", "F2", "ctrl+a", "Delete", "Return")


def nothing_found(on: Screen, window: str) -> None:
    on.keys("ctrl+f")
    on.type("khong co viec nay")


def importing(on: Screen, window: str) -> None:
    on.keys("ctrl+i")
    time.sleep(0.5)


def read(on: Screen, window: str) -> None:
    on.keys("ctrl+i", "Return")
    on.focus(on.window("Chọn văn bản kế hoạch"))
    on.type(str(SAMPLE))
    on.keys("Return")
    time.sleep(3)


PAGES: tuple[Callable[[Screen, str], None], ...] = (
    overview, *(in_place(place) for place in range(3, 9)), settings, help_page, tasks, full_text, editing,
    choosing_a_unit, adding, menu, refused, nothing_found, importing, read,
)  # fmt: skip


def take(out: Path, data: Path, pages: tuple[Callable[[Screen, str], None], ...], looks: tuple[Look, ...]) -> None:
    for look in looks:
        with tempfile.TemporaryDirectory() as home, screen(look.width, look.height, Path(home)) as on:
            settings = Path(home) / "kh57" / "window.ini"
            settings.parent.mkdir(parents=True)
            for page in pages:
                settings.write_text(f"[General]\ntheme={look.theme}\nuser=Nguyễn Văn Mẫu\n", encoding="utf-8")
                _page(on, out / f"{page.__name__}-{look.name}.png", look, page, data)
            settings.write_text(f"[General]\ntheme={look.theme}\n", encoding="utf-8")
            _page(on, out / f"start-{look.name}.png", look, lambda _on, _window: None, None)


def _page(on: Screen, path: Path, look: Look, page: Callable[[Screen, str], None], data: Path | None) -> None:
    with program(on, *([str(data)] if data else []), scale=look.scale) as started:
        window = on.window("KH57 – " if data else "KH57")
        on.run("xdotool", "windowmove", window, "0", "0")
        on.run("xdotool", "windowsize", "--sync", window, str(look.width), str(look.height - TITLE_BAR - TASK_BAR))
        on.focus(window)
        wait_for(lambda: int(on.run("identify", "-format", "%k", str(on.picture(path, window)))) > 20, "the window")
        time.sleep(0.6)
        page(on, window)
        time.sleep(0.6)
        on.picture(path)
        print(path)
        started.kill()


def make_sample(folder: Path) -> Path:
    path = folder / "xa-mau.kh57"
    office = ("--name", "Suối Mây", "--province", "Vân Khê", "--code", "00000")
    for words in (("new", str(path), *office), ("import", str(path), str(SAMPLE))):
        subprocess.run([sys.executable, "-m", "kh57_desktop.cli.main", *words], check=True, capture_output=True)
    progress = (("N1", "70"), ("N4", "100"), ("N6", "40"), ("N8", "85"), ("N11", "55"), ("N12", "20"))
    for code, percent in progress:
        words = ("progress", str(path), code, "--percent", percent, "--result", "Đã khảo sát, đang hoàn thiện hồ sơ")
        subprocess.run([sys.executable, "-m", "kh57_desktop.cli.main", *words], check=True, capture_output=True)
    for code, deadline in (("N2", "Trước ngày 30/11/2026"), ("N13", "Tháng 11/2026")):
        words = ("set", str(path), "task", code, f"deadline={deadline}")
        subprocess.run([sys.executable, "-m", "kh57_desktop.cli.main", *words], check=True, capture_output=True)
    for code in ("N4", "N9", "N14"):
        words = ("set", str(path), "task", code, "state=done")
        subprocess.run([sys.executable, "-m", "kh57_desktop.cli.main", *words], check=True, capture_output=True)
    return path


def main() -> int:
    if missing_tools():
        print(f"missing: {', '.join(missing_tools())}", file=sys.stderr)
        return 1
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        data = Path(sys.argv[2]) if len(sys.argv) > 2 else make_sample(Path(folder))
        take(out, data, PAGES, LOOKS)
    return 0


if __name__ == "__main__":
    sys.exit(main())

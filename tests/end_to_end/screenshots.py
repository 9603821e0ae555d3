"""Pictures of every page, pane and dialog as people see them: `python tests/end_to_end/screenshots.py OUT [LOOK…]`.

1366×768 and 1920×1080, 100 % and 150 %, light and dark, of the sample commune and the sample province, in real windows
under Xvfb, by keys alone, always on the same day: two before the report of nine months is due. They are made to be
looked at, by the checklist of the design; nothing is compared. LOOK is the beginning of a name such as
`1366-150-dark`; without one all eight are taken. With `--help-pictures OUT` only those that the help and the README
show.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kh57_desktop import i18n
from kh57_desktop.ui.menus import MENUS
from kh57_desktop.ui.reports.part import ReportsPart
from kh57_desktop.ui.tasks.part import TasksPart
from tests.end_to_end.screen import TOOLS, Screen, end, missing_tools, on_day, program, screen, wait_for

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "ke-hoach-mau.docx"
DAY = date(2026, 9, 15)
TITLE_BAR, TASK_BAR = 24, 40
HELP_PICTURES = {
    "overview": "tong-quan", "tasks": "nhiem-vu", "indicators": "chi-tieu", "reports": "bao-cao",
    "committee": "ban-chi-dao", "units": "don-vi", "packages": "goi-gui-di", "registers-next": "so-theo-doi",
    "chasing": "don-doc", "quick-typed": "y-kien", "preview": "xem-truoc", "settings-1": "thiet-lap",
    "import-read": "nhap-ke-hoach", "receiving": "tiep-nhan",
}  # fmt: skip
"""Shots that the help shows, and the names of their files; the README shows the first four."""
HELP_WIDTH = 1024


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


@dataclass(frozen=True, slots=True)
class Shot:
    """`act` brings it into sight; `dialog`: it opens a window of its own, closed with Esc after the picture."""

    name: str
    act: Callable[[Screen], None]
    wait: float = 0.6
    dialog: bool = False


def keys(*pressed: str) -> Callable[[Screen], None]:
    return lambda on: on.keys(*pressed) if pressed else None


def then_typed(words: str, *pressed: str) -> Callable[[Screen], None]:
    def act(on: Screen) -> None:
        if pressed:
            on.keys(*pressed)
        on.type(words)

    return act


def from_menu(place: int, key: str, *before: str) -> Callable[[Screen], None]:
    """An entry of the menu at this place of the bar (the page's own is the last but one), by its letter."""
    entries = [*(one for _title, menu in MENUS for one in menu), *ReportsPart.MENU, *TasksPart.MENU]
    words = i18n._(next(one.words for one in entries if one.key == key))

    def act(on: Screen) -> None:
        on.keys(*before, "alt+t", *["Right"] * place)
        on.type(words[words.index("&") + 1].lower())

    return act


def choose_file(path: Path) -> Callable[[Screen], None]:
    def act(on: Screen) -> None:
        on.keys("ctrl+i", "Return")
        on.focus(on.window("Chọn văn bản kế hoạch"))
        on.keys("ctrl+a")
        on.type(str(path))
        on.keys("Return")

    return act


def shots() -> tuple[Shot, ...]:
    """Of a commune; each begins wherever the one before ended."""
    i18n.use_language("vi")
    page, units = 4, 3
    settings = [
        Shot(f"settings-{row}", keys("shift+Tab", "Home", *["Down"] * row) if row == 1 else keys("Down"))
        for row in range(1, 7)
    ]
    return (
        Shot("overview", keys("ctrl+1"), 1.5),
        Shot("indicators", keys("ctrl+3", "Down"), 1.0),
        Shot("indicators-editing", then_typed("72,5", "F2")),
        Shot("committee", keys("Escape", "ctrl+4"), 1.0),
        Shot("committee-list", keys("shift+Tab", "shift+Tab", "Right"), 1.0),
        Shot("units", keys("ctrl+5"), 1.0),
        Shot("reports", keys("ctrl+6"), 4.0),
        Shot("reports-issue", keys("ctrl+Return"), dialog=True),
        Shot("reports-days", from_menu(page, "days"), dialog=True),
        Shot("reports-asked", from_menu(page, "ask"), dialog=True),
        Shot("reports-regimes", from_menu(page, "regimes"), dialog=True),
        Shot("packages", keys("ctrl+7"), 1.5),
        Shot("registers", keys("ctrl+8"), 1.0),
        Shot("registers-next", keys("ctrl+Next"), 1.0),
        Shot("forms", from_menu(units, "forms"), 1.0),
        Shot("chasing", from_menu(units, "chasing"), 1.5),
        Shot("quick", from_menu(units, "quick"), 1.0),
        Shot("quick-typed", then_typed("N2 70%; N3 han 30/12; N99 xong"), 1.0),
        Shot("tasks", keys("ctrl+2", "Down", "Down"), 1.0),
        Shot("tasks-menu", keys("alt+x")),
        Shot("tasks-full-text", keys("Escape", "ctrl+l"), 1.0),
        Shot("tasks-editing", keys("ctrl+l", "F2")),
        Shot("tasks-unit-list", then_typed("van", "Escape", "Right", "F2", "ctrl+a"), 1.0),
        Shot("tasks-refused", keys("Escape", "Left", "F2", "ctrl+a", "Delete", "Return"), 1.0),
        Shot("tasks-adding", then_typed("Mot viec moi", "Escape", "Escape", "F5")),
        Shot("tasks-bulk", keys("Escape", "Escape", "ctrl+b")),
        Shot("tasks-extend", keys("Escape", "ctrl+g")),
        Shot("tasks-month", keys("Escape", "ctrl+m"), 1.0),
        Shot("search-nothing", then_typed("khong co viec nay", "ctrl+m", "ctrl+f"), 1.0),
        Shot("search", then_typed("chuyen doi so", "ctrl+a"), 1.5),
        Shot("preview", from_menu(0, "preview", "Escape", "ctrl+a", "Delete", "ctrl+2"), 5.0),
        Shot("preview-print", keys("ctrl+p"), 1.0),
        Shot("settings", from_menu(0, "settings", "Escape", "Escape", "Escape"), 1.0),
        *settings,
        Shot("layout", from_menu(0, "layout"), 3.0),
        Shot("history", from_menu(1, "history_page", "Escape"), 1.5),
        Shot("help", keys("Escape", "ctrl+2", "F1"), 1.0),
        Shot("help-first-day", from_menu(page + 1, "first_day", "Escape"), 1.0),
        Shot("import", keys("Escape", "ctrl+i"), 1.0),
        Shot("import-read", choose_file(SAMPLE), 5.0),
        Shot("open-file", keys("ctrl+o"), 1.0, dialog=True),
    )


def superior_shots() -> tuple[Shot, ...]:
    return (
        Shot("superior-overview", keys("ctrl+1"), 1.0),
        Shot("receiving", keys("ctrl+8"), 2.0),
        Shot("receiving-package", keys("Home", "Return"), 1.5),
        Shot("receiving-year", keys("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "Left"), 1.5),
    )


def take(out: Path, looks: tuple[Look, ...], commune: Path, superior: Path) -> None:
    for look in looks:
        with tempfile.TemporaryDirectory() as home, screen(look.width, look.height, Path(home)) as on:
            for data, wanted in ((commune, shots()), (superior, superior_shots()), (None, (Shot("start", keys()),))):
                with opened(on, look, Path(home), data):
                    for shot in wanted:
                        shot.act(on)
                        on.settle(shot.wait)
                        print(on.picture(out / f"{shot.name}-{look.name}.png"), flush=True)
                        if shot.dialog:
                            on.keys("Escape")


@contextmanager
def opened(on: Screen, look: Look, home: Path, data: Path | None) -> Iterator[str]:
    """The program as that person starts it, as large as the screen leaves room."""
    settings = home / "kh57" / "window.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    user = "user=Nguyễn Văn Mẫu\n" if data else ""
    settings.write_text(f"[General]\ntheme={look.theme}\n{user}", encoding="utf-8")
    on.wait_without("KH57")  # the window of the program before this one
    with program(on, *([str(data)] if data else []), scale=look.scale, day=DAY) as started:
        window = on.window("KH57 – " if data else "KH57")
        on.run("xdotool", "windowmove", window, "0", "0")
        on.run("xdotool", "windowsize", "--sync", window, str(look.width), str(look.height - TITLE_BAR - TASK_BAR))
        on.focus(window)
        picture = home / "first.png"
        wait_for(lambda: int(on.run("identify", "-format", "%k", str(on.picture(picture, window)))) > 20, "the window")
        time.sleep(1.0)
        yield window
        end(started)


def help_pictures(out: Path, commune: Path, superior: Path) -> None:
    """The window alone, small enough for a page: its colours are few."""
    look = LOOKS[0]
    with tempfile.TemporaryDirectory() as home, screen(look.width, look.height, Path(home)) as on:
        for data, all_of in ((commune, shots()), (superior, superior_shots())):
            with opened(on, look, Path(home), data) as window:
                for shot in all_of:
                    shot.act(on)
                    if shot.name in HELP_PICTURES:
                        on.settle(shot.wait + 1)
                        print(_small(on.picture(out / f"{HELP_PICTURES[shot.name]}.png", window)), flush=True)
                    elif shot.dialog:
                        on.settle(shot.wait)
                        on.keys("Escape")


def _small(path: Path) -> Path:
    words = ("-resize", f"{HELP_WIDTH}x", "+dither", "-colors", "96", "-strip", f"png8:{path}")
    subprocess.run(["convert", str(path), *words], check=True)
    return path


def make_samples(folder: Path) -> tuple[Path, Path]:
    """The whole main job on the sample plan: a commune that has issued and packed a report, and its superior."""
    words = [sys.executable, "-m", "kh57_desktop.cli.main", "demo", "--out", str(folder / "mau")]
    subprocess.run([*on_day(DAY), *words], check=True, capture_output=True)
    return folder / "mau" / "offices" / "xa-mau.kh57", folder / "mau" / "offices" / "tinh-mau.kh57"


def main() -> int:
    if missing := missing_tools((*TOOLS, "faketime", "convert", "identify")):
        print(f"missing: {', '.join(missing)}", file=sys.stderr)
        return 1
    words = [word for word in sys.argv[1:] if word != "--help-pictures"]
    out, wanted = Path(words[0]), words[1:]
    with tempfile.TemporaryDirectory() as folder:
        commune, superior = make_samples(Path(folder))
        if "--help-pictures" in sys.argv:
            help_pictures(out, commune, superior)
        else:
            looks = tuple(look for look in LOOKS if not wanted or any(look.name.startswith(one) for one in wanted))
            take(out, looks, commune, superior)
    return 0


if __name__ == "__main__":
    sys.exit(main())

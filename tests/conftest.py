"""Settings of the whole suite: no screen, fixed random samples, nothing of the user touched, a table of figures."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kh57_desktop import i18n

PROJECT = Path(__file__).resolve().parent.parent
LONG = bool(os.environ.get("KH57_LONG"))
"""True under `./test --long`: tests then repeat as often as the issue asks."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# the small sample is the same on every machine and run; the long one looks further each time
settings.register_profile(
    "small",
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("small"), max_examples=2000, derandomize=False, print_blob=True)
settings.load_profile("long" if LONG else "small")

FIGURES: list[tuple[str, str, str]] = []
_home = Path(tempfile.mkdtemp(prefix="kh57-test-"))


def pytest_configure() -> None:
    """Settings, log and the list of last files go to a folder of this run, never to the person who tests."""
    os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = str(_home)
    os.environ.pop("KH57_PASSWORD", None)


def pytest_unconfigure() -> None:
    shutil.rmtree(_home, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
    if not LONG:
        skip = pytest.mark.skip(reason="long repetition, run by ./test --long")
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(skip)


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Each test, and what is made for several of them, begins in the program's language, whatever one before chose."""
    i18n.use_language("vi")
    yield
    i18n.use_language("vi")


@pytest.fixture(scope="session")
def figures() -> Callable[[str, object, str], None]:
    """`figures(name, value, goal)` puts a measured number into the table at the end and into build/figures.txt."""

    def note(name: str, value: object, goal: str = "") -> None:
        FIGURES.append((name, f"{value:.3f}" if isinstance(value, float) else str(value), goal))

    return note


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project, which is never part of it."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real documents (../shared) is not on this machine")
    return folder


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that `./test` runs beside others hands its figures to the one that prints them."""
    handed = getattr(session.config, "workeroutput", None)
    if handed is not None:
        handed["figures"] = FIGURES


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    FIGURES.extend(tuple(row) for row in getattr(node, "workeroutput", {}).get("figures", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not FIGURES:
        return
    rows = [("figure", "measured", "goal"), *FIGURES]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    terminalreporter.section("figures")
    terminalreporter.write_line("\n".join(lines))
    target = PROJECT / "build" / "figures.txt"
    target.parent.mkdir(exist_ok=True)
    with target.open("a" if os.environ.get("KH57_FIGURES_GO_ON") else "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")

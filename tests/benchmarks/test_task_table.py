"""The task table at ten thousand rows: a key in the search, a step of scrolling, an edit; beside the repaint alone."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import data_file, settings, theme  # noqa: F401 - fixtures

from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.session import new_id
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme

pytestmark = pytest.mark.long

ROWS = 10_000
KEYS = ("c", "ch", "chu", "chuy", "chuyen", "chuyen d", "chuyen doi", "chuyen doi so", "nhiem vu 57", "zzz", "thon")
WORDS = [
    "chuyển",
    "đổi",
    "số",
    "dữ",
    "liệu",
    "hạ",
    "tầng",
    "thôn",
    "xã",
    "cán",
    "bộ",
    "kỹ",
    "năng",
    "đào",
    "tạo",
    "thiết",
    "bị",
    "hồ",
    "sơ",
    "dịch",
    "vụ",
    "công",
    "trực",
    "tuyến",
    "mạng",
    "camera",
    "an",
    "ninh",
    "giám",
    "sát",
    "môi",
    "trường",
    "nông",
    "nghiệp",
    "du",
    "lịch",
    "y",
    "tế",
    "giáo",
    "dục",
]


def fill(path: Path) -> None:
    session = begin_session(path, user="thử")
    store = session.store
    plan = store.plans.newest()
    assert plan is not None
    first = store.tasks.of_plan(plan.id)[0]
    groups = store.plans.groups(plan.id)
    chance = random.Random(57)
    with store.changes("rows"):
        for number in range(10, ROWS + 1):
            words = " ".join(chance.choices(WORDS, k=14))
            store.tasks.put(
                replace(
                    first,
                    id=new_id(),
                    code=f"N{number}",
                    number=str(number),
                    text=f"Nhiệm vụ {number}: {words}",
                    group_id=groups[number * len(groups) // (ROWS + 1)].id,
                    due_on=date(2026, 1, 1) + timedelta(days=chance.randrange(1500)),
                    position=number,
                )
            )
    session.close()


def milliseconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def test_keys_scrolling_and_edits_at_ten_thousand_rows(
    data_file: Path,  # noqa: F811
    theme: Theme,  # noqa: F811
    settings: WindowSettings,  # noqa: F811
    figures: Callable[[str, object, str], None],
) -> None:
    fill(data_file)
    desk = Desk(theme, settings)
    desk.window.resize(1366, 697)
    desk.window.show()
    assert desk.open(data_file)
    desk.window.show_page("tasks")
    QApplication.processEvents()
    page, part = desk.window.page("tasks"), desk._shelf.part("tasks")
    viewport, bar = page.table.viewport(), page.table.verticalScrollBar()

    def painted(action: Callable[[], object]) -> float:
        return milliseconds(lambda: (action(), viewport.repaint()))

    floor = statistics.median(milliseconds(viewport.repaint) for _ in range(20))
    keys = [painted(lambda typed=typed: part.search(typed)) for typed in KEYS]
    part.search("")
    steps = [painted(lambda: bar.setValue(bar.value() + 3)) for _ in range(60)]
    bar.setValue(0)
    page.table.select_row(1, 1)
    edits = [painted(lambda n=n: page.model.setData(page.model.index(1, 1), f"Nội dung {n}")) for n in range(10)]
    figures("10,000 tasks: repaint of the table alone, ms (median)", floor, "")
    figures("10,000 tasks: key in the search to repainted, ms (median)", statistics.median(keys), "< 16")
    figures("10,000 tasks: scroll step to repainted, ms (median)", statistics.median(steps), "< 16")
    figures("10,000 tasks: edit to saved and repainted, ms (median)", statistics.median(edits), "< 50")
    assert page.model.index(1, 1).data() == "Nội dung 9"
    desk.window.close()

"""Dừng while a long document is read in the real window: answered at once, nothing kept, no process left behind."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication

from kh57_desktop.importing.pdf import document
from kh57_desktop.services.imports import unfinished_imports
from tests.importing.pdf_files import body, built, paragraphs, register_fonts, ruled
from tests.importing.test_pdf_apart import helpers
from tests.ui.importing.test_importing import DOUBTFUL, drop, page_of, presenter_of

PAGES = 120
_SENTENCE = (
    "tổ chức thực hiện đồng bộ các nhiệm vụ về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số trên địa bàn xã; "
    "bảo đảm an toàn, an ninh thông tin và quyền lợi của người dân, doanh nghiệp trong quá trình triển khai"
)
ANSWERED = 3.0
"""Seconds; measured 0.1 to 0.4 on a machine that does other things besides."""


@pytest.fixture(scope="module")
def long_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text PDF of more than a hundred pages: tasks in prose and an annex table."""
    register_fonts()
    head = (
        "KẾ HOẠCH\nthực hiện Nghị quyết số 57-NQ/TW\n\nỦy ban nhân dân xã Suối Thử ban hành Kế hoạch như sau:\n"
        "I. MỤC TIÊU\n- Tỷ lệ hồ sơ trực tuyến đạt 80% vào năm 2026.\nII. NHIỆM VỤ, GIẢI PHÁP\n"
    )
    groups = "".join(
        f"{group}. Nhóm nhiệm vụ số {group}\n" + "".join(f"- Việc {group}.{at}: {_SENTENCE}.\n" for at in range(52))
        for group in range(1, 31)
    )
    foot = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế: theo dõi việc thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    rows = [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]]
    rows += [[str(at), f"Việc {at} của biểu", "Phòng Kinh tế", "Quý II/2026"] for at in range(1, 400)]
    path = tmp_path_factory.mktemp("long") / "kế hoạch dài.pdf"
    return built(path, paragraphs(head + groups + foot, body()), annex=[ruled(rows, [40, 380, 150, 120])])


def state_of(folder: Path) -> dict[str, str]:
    """Every file of the office by its content; what SQLite writes beside an open file and the window's own settings,
    which are kept a moment later, aside."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm", ".ini"))
    }


@pytest.mark.parametrize("moment", ["opening", "pages", "reading"])
def test_stopping_a_long_pdf(
    desk, qtbot, long_plan: Path, moment: str, figures: Callable[[str, object, str], None], monkeypatch
) -> None:
    monkeypatch.undo()  # the helper process itself, not its work in ours
    session = desk._office.session
    folder = session.store.path.parent
    plans, before = len(desk._office.plans()), state_of(folder)
    steps: list[tuple[int, int, float]] = []
    page = page_of(desk)
    tell = page.show_progress

    def told(done: int, total: int, text: str) -> None:
        steps.append((done, total, time.monotonic()))
        tell(done, total, text)

    page.show_progress = told
    drop(desk.window, long_plan)
    reached = {
        "opening": lambda: bool(steps),
        "pages": lambda: any(total >= PAGES and done > 10 for done, total, _at in steps),
        "reading": lambda: any(total == 3 and done == 1 for done, total, _at in steps),
    }
    qtbot.waitUntil(reached[moment], timeout=60_000)
    pressed = time.monotonic()
    qtbot.mouseClick(page._stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not presenter_of(desk).is_working, timeout=20_000)
    answered = time.monotonic() - pressed
    figures(f"seconds until a long PDF stops, {moment}", round(answered, 2), "< 1")
    assert answered < ANSWERED
    qtbot.waitUntil(lambda: helpers() == [], timeout=2_000)
    assert unfinished_imports(session) == []
    assert (len(desk._office.plans()), state_of(folder)) == (plans, before)
    assert not page.is_reviewing


def test_the_long_plan_is_long(long_plan: Path) -> None:
    assert max(source.page for source in document.sources_of(long_plan)) >= PAGES
    assert long_plan.stat().st_size > 100_000


@pytest.mark.parametrize("opens_again", [True, False])
def test_a_file_closed_as_its_reading_ends_is_not_asked_any_more(
    desk, qtbot, tmp_path, data_file, opens_again: bool
) -> None:
    """The reading is over and its end under way: the import page would put it into a file that is closed."""
    path = tmp_path / "kế hoạch.txt"
    path.write_text(DOUBTFUL, encoding="utf-8")
    drop(desk.window, path)
    QThreadPool.globalInstance().waitForDone()
    desk.close()
    if opens_again:
        assert desk.open(data_file)
        desk.window.show_page("import")
    for _turn in range(3):  # pytest-qt fails the test of an exception that reaches the window
        QApplication.processEvents()
    assert not page_of(desk).is_reviewing
    if opens_again:
        assert not unfinished_imports(desk._office.session)

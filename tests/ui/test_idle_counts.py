"""What is overdue in the registers stands in the navigation before anybody opens their page."""

from __future__ import annotations

from kh57_desktop.services.indicators import add_indicator
from kh57_desktop.services.registers import rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.ui.idle_counts import IdleCounts
from tests.ui.conftest import NOW


def numbers(desk, key: str) -> tuple[int, int]:
    item = next(one for one in desk.window.navigation._model.items if one.key == key)
    return item.count, item.late


def at_known_day(desk):
    session = desk._office.session
    session.now = lambda: NOW
    return session


def owe_a_remedy(session, due: str) -> None:
    rows.add_row(session, RegisterKind.FINDING, {"text": f"Chưa đủ hồ sơ {due}", "due_on": due})


def test_an_opened_file_tells_what_is_overdue_on_pages_that_nobody_opened(desk, qtbot):
    session = at_known_day(desk)
    owe_a_remedy(session, "1/9/2026")
    owe_a_remedy(session, "1/12/2026")
    add_indicator(session, {"text": "Tỷ lệ hộ dân được kết nối"})
    assert numbers(desk, "registers") == (0, 0)
    path = desk._office.path
    desk.close()
    desk.open(path)
    at_known_day(desk)
    qtbot.waitUntil(lambda: numbers(desk, "registers") == (0, 1))
    assert numbers(desk, "indicators") == (1, 0)


def test_what_is_saved_elsewhere_is_counted_when_the_window_stands_still(desk, qtbot):
    qtbot.waitUntil(lambda: not desk._counts._timer.isActive())
    owe_a_remedy(at_known_day(desk), "1/9/2026")
    desk.saved()
    assert numbers(desk, "registers") == (0, 0)
    qtbot.waitUntil(lambda: numbers(desk, "registers") == (0, 1))


def test_another_year_on_the_page_leaves_the_number_as_it_is(desk):
    owe_a_remedy(at_known_day(desk), "1/9/2026")
    desk.window.show_page("registers")
    assert numbers(desk, "registers") == (0, 1)
    desk._shelf.part("registers")._with(lambda one: one.choose_year(2031))
    assert numbers(desk, "registers") == (0, 1)


def test_nothing_is_counted_once_the_file_is_closed(desk):
    counted = []
    counts = IdleCounts(desk, lambda: None, desk.window)
    desk.put_counts = lambda *given: counted.append(given)
    counts._count()
    assert counted == []
    desk.close()
    assert not desk._counts._timer.isActive()

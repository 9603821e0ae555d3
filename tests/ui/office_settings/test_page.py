"""Settings in the window on a real file: saved when a field is left, undone, wrong values stay with their reason."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, OfficeRole, Standing
from kh57_desktop.services import task_table, tokens
from kh57_desktop.services.office_choices import MailLimits, due_soon_days, mail_limits, required_roles
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.staff_names import staff_names
from kh57_desktop.services.tasks import add_task
from kh57_desktop.ui.office_settings import part
from tests.ui.conftest import press, type_words


@pytest.fixture
def page(desk):
    desk.window.menus.actions["settings"].trigger()
    QApplication.processEvents()
    return desk.window.page("settings")


def enter(page, key: str, words: str) -> None:
    field = page.open_field(key)
    field.selectAll()
    type_words(field, words)
    press(field, Qt.Key.Key_Return, "\r")


def body_key(desk, name: str) -> str:
    return f"body.{desk._office.session.store.offices.bodies()[0].id}/{name}"


def test_the_signer_is_saved_at_once_and_taken_back_by_undo(desk, page):
    key = body_key(desk, "signer")
    enter(page, key, "Nguyễn Thị Bích")
    assert desk._office.session.store.offices.bodies()[0].signer == "Nguyễn Thị Bích"
    desk.window.undo_asked.emit()
    assert desk._office.session.store.offices.bodies()[0].signer == ""
    assert page._fields[key].text() == ""


def test_header_lines_are_a_list_and_another_body_can_be_added(desk, page):
    field = page.open_field(body_key(desk, "header_lines"))
    field.selectAll()
    type_words(field, "ĐẢNG BỘ TỈNH")
    press(field, Qt.Key.Key_Return, "\r")
    type_words(field, "ĐẢNG ỦY XÃ THỬ")
    press(field, Qt.Key.Key_Tab, "\t")
    assert desk._office.session.store.offices.bodies()[0].header_lines == ("ĐẢNG BỘ TỈNH", "ĐẢNG ỦY XÃ THỬ")
    page._fields["add.government"].click()
    assert len(desk._office.session.store.offices.bodies()) == 2
    assert "add.government" not in page._fields


def test_the_horizon_changes_what_is_due_soon_and_nonsense_is_refused_beside_its_field(desk, page):
    enter(page, "work.horizon", "0")
    assert page._fields["work.horizon"].property("wrong") == "true"
    assert "từ 1 đến 90" in page._wrong["work.horizon"].words
    assert due_soon_days(desk._office.session) == 7
    enter(page, "work.horizon", "30")
    assert due_soon_days(desk._office.session) == 30
    assert page._fields["work.horizon"].property("wrong") == "false"
    standings = task_table.summary(
        desk._office.session, task_table.TaskFilter(plan_id=desk._presenter.plan_id)
    ).standings
    assert standings[Standing.OVERDUE] == 3


def test_five_or_six_clear_is_the_offices_choice(desk, page):
    page._fields["work.clear"].chosen.emit(str(len(SIX_CLEAR)))
    assert task_table.clarity_of(desk._office.session) == SIX_CLEAR
    page._fields["work.clear"].chosen.emit(str(len(FIVE_CLEAR)))
    assert task_table.clarity_of(desk._office.session) == FIVE_CLEAR


def test_size_and_colours_are_put_on_and_remembered(desk, page, theme):
    page._fields["own.zoom"].chosen.emit("125")
    page._fields["own.theme"].chosen.emit("dark")
    assert (theme.zoom, theme.is_dark) == (125, True)
    assert (desk.settings.zoom, desk.settings.theme) == (125, "dark")
    theme.choose("light")
    theme.zoom_to(100)


def test_the_name_is_changed_in_two_clicks_and_new_entries_carry_it(desk, qtbot):
    top = desk.window.top
    top._people.aboutToShow.emit()
    assert "Nguyễn Văn Thử" in [line.text() for line in top._people.actions()]
    desk.switch_user("Trần Thị Ân")
    assert top._user.text() == "Trần Thị Ân"
    tasks = desk.window.page("tasks")
    tasks.table.select_row(1, 1)
    desk.window.menus.page_action("tasks", "finish").trigger()
    newest = desk._office.session.store.actions(1)[0]
    assert newest.user == "Trần Thị Ân"
    assert staff_names(desk._office.session) == ["Trần Thị Ân", "Nguyễn Văn Thử"]  # by given name
    assert desk.settings.user == "Trần Thị Ân"


def test_escape_first_gives_back_what_is_saved_and_then_leads_to_the_page_before(desk, page, qtbot):
    field = page.open_field(body_key(desk, "signer"))
    type_words(field, "Ai đó")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), desk.window.page_key) == ("", "settings")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert desk.window.page_key == "tasks"
    assert desk._office.session.store.offices.bodies()[0].signer == ""


def test_escape_takes_back_what_was_refused_with_its_reason(desk, page, qtbot):
    enter(page, "work.horizon", "0")
    field = page._fields["work.horizon"]
    assert page._wrong["work.horizon"].words
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.property("wrong"), page._wrong["work.horizon"].words) == ("7", "false", "")
    assert desk.window.page_key == "settings"


def test_escape_gives_back_the_lines_that_are_saved(desk, page, qtbot):
    field = page.open_field(body_key(desk, "recipients"))
    before = field.text()
    field.selectAll()
    type_words(field, "Ai")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), desk.window.page_key) == (before, "settings")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert desk.window.page_key == "tasks"
    assert "; ".join(desk._office.session.store.offices.bodies()[0].recipients) == before


def test_every_section_is_reached_with_the_arrows_and_shows_its_fields_alone(desk, page, qtbot):
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    seen = []
    for _turn in range(page.list.count):
        seen += [key for key, field in page._fields.items() if field.isVisible()]
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert sorted(seen) == sorted(page._fields)


def test_the_office_of_a_sample_is_kept_and_the_reason_stands_below(desk, page):
    enter(page, "office.name", "Xã Khác")
    assert "Xã mẫu" in page._wrong["office.name"].words
    assert desk._office.office.name == "Suối Thử"


def test_before_a_day_is_counted_as_the_office_says_and_the_page_tells_how_many(desk, page):
    session = desk._office.session
    task = add_task(session, {"text": "Việc", "deadline": "trước ngày 30/6/2027"})
    page._fields["work.before"].chosen.emit("strict")
    assert session.store.tasks.get(task.id).due_on == date(2027, 6, 29)
    assert "1 thời hạn" in page.banner.message.sentence
    page.banner.message.buttons[0][1]()
    assert session.store.tasks.get(task.id).due_on == date(2027, 6, 30)
    assert page._fields["work.before"].key == "last-day"


def test_the_driver_of_the_token_is_chosen_from_those_found_or_by_its_file(desk, page, tmp_path, monkeypatch):
    own = tmp_path / "hang-khac.so"
    own.write_bytes(b"\x7fELF")
    monkeypatch.setattr(part, "ask_open", lambda *_asked: own)
    page.pressed.emit("browse.sign.driver")
    assert tokens.chosen_driver(desk._office.session) == str(own)
    assert page._fields["sign.driver"].words == "hang-khac.so"
    own.unlink()
    page.edited.emit("work.horizon", "8")
    assert "không còn ở chỗ cũ" in page._fields["sign.driver"].words
    page.edited.emit("sign.driver", str(tmp_path / "lost.so"))
    assert "lost.so" in page._wrong["sign.driver"].words
    page._fields["sign.driver"].chosen.emit("")
    assert tokens.drivers(desk._office.session) == tokens.installed_drivers()


def test_sizes_of_mails_are_refused_where_they_contradict(desk, page):
    enter(page, "mail.warn", "20")
    assert "từ 1 đến 18" in page._wrong["mail.warn"].words
    enter(page, "mail.warn", "5")
    enter(page, "mail.refuse", "10")
    assert mail_limits(desk._office.session) == MailLimits(5, 10)


def test_a_superior_says_which_signatures_it_requires(theme, settings, tmp_path):
    from kh57_desktop.ui.desk import Desk

    path = tmp_path / "tinh.kh57"
    create_office(path, name="Vân Khê", level="tỉnh", province="Vân Khê", code="00", role=OfficeRole.SUPERIOR).close()
    superior = Desk(theme, settings)
    assert superior.open(path)
    superior.window.show_page("settings")
    shown = superior.window.page("settings")
    shown._fields["receive.roles"].chosen.emit("author+office")
    assert required_roles(superior._office.session) == frozenset(SignerRole)
    superior.close()
    superior.window.deleteLater()

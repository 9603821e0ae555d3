"""The office corrected after the first start, and its own choices: each one undoable action, each refusal in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import System
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.services import office_choices
from kh57_desktop.services.due_days import is_strict_before, set_strict_before
from kh57_desktop.services.extensions import extend_deadline
from kh57_desktop.services.occurrences import finish_occurrence, open_periods
from kh57_desktop.services.office_changes import change_code, rename_office
from kh57_desktop.services.office_choices import MailLimits
from kh57_desktop.services.offices import add_body_from, create_office
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.rows import add_row
from kh57_desktop.services.session import Session
from kh57_desktop.services.tasks import add_task
from tests.services.conftest import NOON
from tests.store.makers import canonical_dump


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Session]:
    """A real commune, its code mistyped as that of its neighbour."""
    session = create_office(
        tmp_path / "that.kh57", name="Kon Gang", province="Gia Lai", code="23728", user="Cán bộ", now=lambda: NOON
    )
    yield session
    session.close()


def test_a_new_name_goes_into_header_lines_and_recipients_and_one_undo_takes_it_all_back(ward: Session) -> None:
    add_body_from(ward, {"system": System.GOVERNMENT.value})
    before = canonical_dump(ward.store)
    rename_office(ward, "phường Hội Thử")
    party, government = ward.store.offices.bodies()
    assert ward.store.offices.office().full_name == "phường Hội Thử"
    assert party.header_lines[-1] == "ĐẢNG ỦY PHƯỜNG HỘI THỬ"
    assert (government.name, government.locality) == ("Ủy ban nhân dân phường Hội Thử", "Hội Thử")
    ward.store.undo()
    assert canonical_dump(ward.store) == before


def test_the_code_brings_name_level_and_province_of_the_list(ward: Session) -> None:
    change_code(ward, " 00004 ")
    office = ward.store.offices.office()
    assert (office.full_name, office.province, office.province_code) == ("phường Ba Đình", "Hà Nội", "01")
    assert {row.name for row in ward.store.offices.superiors()} == {
        "Thành ủy Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"
    }  # fmt: skip
    assert "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI" in ward.store.offices.bodies()[0].header_lines


@pytest.mark.parametrize("words", ["", "xã", "  "])
def test_an_empty_name_is_refused(ward: Session, words: str) -> None:
    with pytest.raises(BadValue):
        rename_office(ward, words)


@pytest.mark.parametrize("words", ["99999", "12", "abcde", ""])
def test_a_code_of_no_commune_is_refused(ward: Session, words: str) -> None:
    with pytest.raises(BadValue):
        change_code(ward, words)
    assert ward.store.offices.office().code == "23728"


def test_the_sample_stays_the_sample(commune: Session) -> None:
    for change in (lambda: rename_office(commune, "Kon Gang"), lambda: change_code(commune, "00004")):
        with pytest.raises(UserError) as refused:
            change()
        assert refused.value.code == "sample-stays-sample"


# --- the office's choices -----------------------------------------------------------------------------------------


def test_sizes_of_mails_are_kept_and_a_warning_after_the_refusal_is_refused(commune: Session) -> None:
    assert office_choices.mail_limits(commune) == MailLimits(7, 18)
    office_choices.set_mail_limits(commune, MailLimits(3, 10))
    assert office_choices.mail_limits(commune) == MailLimits(3, 10)
    for wrong in (MailLimits(11, 10), MailLimits(0, 10), MailLimits(3, 2), MailLimits(3, 101)):
        with pytest.raises(BadValue):
            office_choices.set_mail_limits(commune, wrong)
    assert office_choices.mail_limits(commune) == MailLimits(3, 10)


def test_required_signatures_are_kept(commune: Session) -> None:
    assert office_choices.required_roles(commune) == frozenset()
    office_choices.set_required_roles(commune, [SignerRole.AUTHOR, SignerRole.OFFICE])
    assert office_choices.required_roles(commune) == frozenset(SignerRole)
    commune.store.undo()
    assert office_choices.required_roles(commune) == frozenset()


# --- "trước ngày" -------------------------------------------------------------------------------------------------


def test_new_words_follow_the_habit_of_the_office(commune: Session) -> None:
    assert not is_strict_before(commune)
    usual = add_task(commune, {"text": "Việc một", "deadline": "trước ngày 30/6/2027"})
    set_strict_before(commune, True)
    strict = add_task(commune, {"text": "Việc hai", "deadline": "trước ngày 30/6/2027"})
    assert strict.due_on == date(2027, 6, 29)
    assert commune.store.tasks.get(usual.id).due_on == date(2027, 6, 29)


def test_a_changed_habit_moves_first_days_open_periods_and_registers_and_one_undo_brings_all_back(
    commune: Session,
) -> None:
    late = add_task(commune, {"text": "Gia hạn", "deadline": "trước ngày 30/6/2027"})
    extend_deadline(commune, [late], words="trước ngày 15/9/2027", reason="Chờ hướng dẫn")
    rhythm = add_task(commune, {"text": "Định kỳ", "deadline": "trước ngày 15 hằng tháng"})
    fixed = add_task(commune, {"text": "Đúng ngày", "deadline": "30/6/2027"})
    open_periods(commune)
    first, *others = commune.store.tasks.occurrences(rhythm.id)
    finish_occurrence(commune, first, proof="Báo cáo 01")
    add_row(commune, RegisterKind.CONCLUSION, {"text": "Kết luận", "deadline": "trước ngày 20/12/2026"})
    words = [one.deadline_words for one in commune.store.tasks.of_plan(commune.store.plans.newest().id)]
    before = canonical_dump(commune.store)
    assert set_strict_before(commune, True) == sum("trước" in one.casefold() for one in words) + 1
    extended = commune.store.tasks.get(late.id)
    assert (extended.due_on, extended.first_due_on) == (date(2027, 9, 14), date(2027, 6, 29))
    assert commune.store.tasks.get(fixed.id).due_on == date(2027, 6, 30)
    moved = {row.period: row.due_on.day for row in commune.store.tasks.occurrences(rhythm.id)}
    assert moved.pop(first.period) == 15
    assert others
    assert set(moved.values()) == {14}
    assert [row.due_on for row in commune.store.registers.conclusions.all()] == [date(2026, 12, 19)]
    assert set_strict_before(commune, True) == 0
    commune.store.undo()
    assert canonical_dump(commune.store) == before


def test_turning_the_habit_back_gives_the_same_days_again(commune: Session) -> None:
    for words in ("trước ngày 30/6/2027", "trước 15/11 hằng năm", "Quý III/2026", "từ 01/5 đến trước ngày 01/9/2027"):
        add_task(commune, {"text": words, "deadline": words})

    def days() -> list[tuple[date | None, date | None, date | None]]:
        plan = commune.store.plans.newest()
        return [(one.start_on, one.due_on, one.first_due_on) for one in commune.store.tasks.of_plan(plan.id)]

    usual = days()
    set_strict_before(commune, True)
    assert days() != usual
    set_strict_before(commune, False)
    assert days() == usual

"""Who is late or silent, what is sent to them, and that each chase is logged and told."""

from __future__ import annotations

from datetime import date

import pytest

from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.reports import Piece
from kh57_desktop.errors import BadValue
from kh57_desktop.services import chasing, obligations, papers
from kh57_desktop.services.history import opening, undo
from kh57_desktop.services.obligations import OwedReport, dates_in, regime_of
from kh57_desktop.services.paper_tasks import EACH_UNIT
from kh57_desktop.services.people import add_person
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session
from kh57_desktop.services.tasks import edit_tasks, record_progress, task_by_key
from kh57_desktop.services.units import edit_unit


def owed(session: Session, code: str = "2026-Q4") -> OwedReport:
    regime, period = regime_of(session, None), parse_period(code)
    return OwedReport(regime, period, dates_in(session, regime, period), "", None)


def make_late(session: Session, code: str, due_on: str) -> None:
    plan = plan_of(session, None)
    words = f"Ngày {date.fromisoformat(due_on):%d/%m/%Y}"
    edit_tasks(session, [task_by_key(session, plan, code)], {"deadline": words})


def test_late_and_silent_units_are_listed_the_latest_first(commune: Session) -> None:
    plan = plan_of(commune, None)
    tasks = [task for task in commune.store.tasks.of_plan(plan.id) if task.lead_unit_id]
    first, second = tasks[0], next(task for task in tasks if task.lead_unit_id != tasks[0].lead_unit_id)
    make_late(commune, first.code, "2026-09-20")
    make_late(commune, second.code, "2026-05-01")
    found = chasing.late_units(commune, owed=owed(commune))
    order = [unit.unit_id for unit in found]
    assert order[0] == second.lead_unit_id
    assert order.index(first.lead_unit_id) > 0
    assert found[0].days_late == (commune.today - date(2026, 5, 1)).days
    assert second.code in found[0].overdue
    silent = {code for unit in found for code in unit.silent_tasks}
    record_progress(commune, commune.store.tasks.get(second.id), percent=10)
    again = {code for unit in chasing.late_units(commune, owed=owed(commune)) for code in unit.silent_tasks}
    assert silent - again == {second.code}


def test_the_short_text_names_codes_and_the_day_but_no_person(commune: Session) -> None:
    plan = plan_of(commune, None)
    task = next(task for task in commune.store.tasks.of_plan(plan.id) if task.lead_unit_id)
    make_late(commune, task.code, "2026-09-20")
    unit_row = commune.store.offices.unit(task.lead_unit_id or "")
    edit_unit(commune, unit_row, {"head": "Người Mẫu Riêng", "phone": "0900000000"})
    [unit] = [one for one in chasing.late_units(commune, owed=owed(commune)) if one.unit_id == unit_row.id]
    words = chasing.short_text(commune, unit, owed=owed(commune))
    assert unit_row.name in words
    assert task.code in words
    assert "quý IV năm 2026" in words
    assert "Người Mẫu Riêng" not in words
    assert "0900000000" not in words
    assert unit.phone == "0900000000"


def test_chases_are_logged_counted_and_undone_together(commune: Session) -> None:
    plan = plan_of(commune, None)
    for task in commune.store.tasks.of_plan(plan.id)[:4]:
        if task.lead_unit_id:
            make_late(commune, task.code, "2026-09-20")
    units = chasing.late_units(commune)
    before = opening(commune)
    chasing.log_chases(commune, units, ChaseKind.LETTER, number="15/UBND", on=date(2026, 9, 25))
    chasing.log_chases(commune, units[:1], ChaseKind.TELEPHONE)
    pieces = told(commune, date(2026, 9, 15), date(2026, 12, 14))
    count = len(units)
    assert [(piece.text, len(piece.rows)) for piece in pieces if piece.rows] == [
        (f"{count:02}", count),
        (f"{count:02}", count),
        ("01", 1),
    ]
    sentence = "".join(piece.text for piece in pieces)
    assert sentence.endswith(f"bằng {count:02} công văn, 01 cuộc điện thoại.")
    assert chasing.late_units(commune)[0].last_chase is not None
    assert told(commune, date(2026, 9, 26), date(2026, 9, 30)) == ()
    undo(commune, since=before)
    undo(commune, since=before)
    assert told(commune, date.min, date.max) == ()


def told(commune: Session, first: date, last: date) -> tuple[Piece, ...]:
    plan = plan_of(commune, None)
    return chasing.chase_pieces(commune.store.forms.chases(plan.id, first=first, last=last))


def test_a_chase_of_tomorrow_is_refused(commune: Session) -> None:
    with pytest.raises(BadValue):
        chasing.log_chases(commune, [], ChaseKind.LETTER, on=date(2026, 10, 2))


def test_each_late_unit_gets_a_letter_with_only_its_own_tasks(commune: Session) -> None:
    plan = plan_of(commune, None)
    tasks = [task for task in commune.store.tasks.of_plan(plan.id) if task.lead_unit_id]
    first, second = tasks[0], next(task for task in tasks if task.lead_unit_id != tasks[0].lead_unit_id)
    for task in (first, second):
        make_late(commune, task.code, "2026-09-20")
    letters = papers.content(commune, "reminder", papers.Request(on=commune.today, unit=EACH_UNIT))
    common = papers.content(commune, "reminder", papers.Request(on=commune.today))
    words = [str(part) for part in letters.parts]
    assert len(common.parts) == 1
    for own, other in ((first, second), (second, first)):
        [letter] = [one for one in words if own.text in one]
        assert other.text not in letter
    assert all(task.text in str(common.parts) for task in (first, second))


def test_the_phone_list_has_only_who_is_to_be_chased_and_the_heads_own_number(commune: Session) -> None:
    plan = plan_of(commune, None)
    task = next(task for task in commune.store.tasks.of_plan(plan.id) if task.lead_unit_id)
    make_late(commune, task.code, "2026-09-20")
    unit = commune.store.offices.unit(task.lead_unit_id or "")
    edit_unit(commune, unit, {"head": "Người Mẫu Riêng", "phone": ""})
    add_person(commune, {"full_name": "Người Mẫu Riêng", "contact": "0900 111 222"})
    words = str(papers.content(commune, "phone-list", papers.Request(on=commune.today)))
    for said in ("DANH SÁCH ĐIỆN THOẠI ĐÔN ĐỐC", unit.name, "0900 111 222", task.code):
        assert said in words
    listed = {one.name for one in chasing.late_units(commune, owed=obligations.next_reports(commune, count=1)[0])}
    for other in commune.store.offices.units():
        if other.name not in listed:
            assert f"'{other.name}'" not in words

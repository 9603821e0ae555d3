"""Random work of an office on everything that a report tells: dated entries, changes without a day, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.services import (
    chasing,
    committee_changes,
    committees,
    evidence,
    extensions,
    indicators,
    occurrences,
    tasks,
    units,
)
from kh57_desktop.services.office_choices import set_due_soon_days
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers import rows as register_rows
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.session import Session, new_id

Work = Callable[[Session, int, date], None]


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _plan(session: Session) -> Plan:
    return plan_of(session, None)


def _one(rows: Sequence[Any], pick: int) -> Any:
    return rows[pick % len(rows)] if rows else None


def _task(session: Session, pick: int) -> Any:
    return _one(session.store.tasks.of_plan(_plan(session).id), pick)


def _indicator(session: Session, pick: int) -> Any:
    return _one(session.store.indicators.of_plan(_plan(session).id), pick)


# --- dated entries ----------------------------------------------------------------------------------------------------


def _progress(session: Session, pick: int, day: date) -> None:
    if (task := _task(session, pick)) is not None:
        difficulty = ("", "Thiếu kinh phí", "Chưa có hướng dẫn")[pick % 3]
        tasks.record_progress(
            session, task, percent=pick % 100, on=day, result=f"việc {pick}", difficulty=difficulty, proposal=difficulty
        )


def _finish(session: Session, pick: int, day: date) -> None:
    if (task := _task(session, pick)) is not None:
        tasks.record_progress(session, task, percent=100, on=day, result=f"xong {pick}", done=True)


def _register(kind: RegisterKind, fields: Callable[[int, str], dict[str, str]]) -> Work:
    def work(session: Session, pick: int, day: date) -> None:
        register_rows.add_row(session, kind, {"text": f"Dòng {pick}", **fields(pick, typed(day))})

    return work


def _budget_year(session: Session, pick: int, day: date) -> None:
    fields = {"year": str(day.year), "total": str(1000 + pick), "allotment": str(pick)}
    register_rows.add_row(session, RegisterKind.BUDGET_YEAR, fields)


def _chase(session: Session, pick: int, day: date) -> None:
    unit = _one(session.store.offices.units(), pick)
    late = chasing.LateUnit(unit.id, unit.name, "", "")
    chasing.log_chases(session, [late], tuple(ChaseKind)[pick % 3], on=day, words=f"lần {pick}")


def _member(session: Session, pick: int, day: date) -> None:
    committees.add_member(session, {"name": f"Nguyễn Văn {pick}", "role": "Ủy viên", "active_from": typed(day)})


def _reading(session: Session, pick: int, _day: date) -> None:
    if (indicator := _indicator(session, pick)) is not None:
        indicators.enter_reading(session, indicator, "2026-Q3", ("12", "0", "missing", "na")[pick % 4])


def _closed(kind: RegisterKind, column: str) -> Work:
    """A day filled in where it was blank."""

    def work(session: Session, pick: int, day: date) -> None:
        rows = DEFINITIONS[kind].table(session).all()
        if (row := _one([one for one in rows if getattr(one, column) is None], pick)) is not None:
            register_rows.edit_rows(session, kind, [row], {column: typed(day)})

    return work


def _instance(session: Session, pick: int, day: date) -> None:
    rows = [
        one
        for task in session.store.tasks.of_plan(_plan(session).id)
        for one in session.store.tasks.occurrences(task.id)
    ]
    if (row := _one([one for one in rows if one.finished_on is None], pick)) is not None:
        occurrences.finish_occurrence(session, row, proof=f"biên bản {pick}", on=day)


def _attach(session: Session, pick: int, _day: date) -> None:
    """Proof completes what was reported, whenever it comes."""
    if (task := _task(session, pick)) is not None:
        path = session.store.path.parent / f"minh-chung-{pick}.txt"
        path.write_text(f"Biên bản {pick}", encoding="utf-8")
        evidence.attach(session, task, [path], number=f"{pick}/BB", document_on=date(2026, 8, 1))


def _extension(session: Session, pick: int, day: date) -> None:
    """By a document of that day."""
    if (task := _task(session, pick)) is not None and task.deadline_kind is not DeadlineKind.RECURRING:
        extensions.extend_deadline(
            session,
            [task],
            words=f"{1 + pick % 28}/11/2027",
            reason="chờ vốn",
            document=f"{pick}/UBND",
            document_on=day,
        )


DATED: dict[str, Work] = {
    "progress": _progress,
    "finish": _finish,
    "budget line": _register(
        RegisterKind.BUDGET_LINE,
        lambda pick, day: {"year": "2026", "planned": str(pick + 5), "spent": str(pick), "spent_on": day},
    ),
    "budget year": _budget_year,
    "inspection": _register(
        RegisterKind.INSPECTION,
        lambda pick, day: {"year": "2026", "kind": ("inspection", "supervision")[pick % 2], "held_on": day},
    ),
    "finding": _register(RegisterKind.FINDING, lambda _pick, day: {"found_on": day, "due_on": day}),
    "session": _register(
        RegisterKind.SESSION,
        lambda pick, day: {"kind": ("training", "contest")[pick % 2], "held_on": day, "participants": str(pick)},
    ),
    "commendation": _register(RegisterKind.COMMENDATION, lambda _pick, day: {"proposed_on": day, "granted_on": day}),
    "directive": _register(
        RegisterKind.DIRECTIVE,
        lambda pick, day: {"level": ("centre", "province", "commune")[pick % 3], "kind": "Công văn", "dated_on": day},
    ),
    "unit plan": _register(RegisterKind.UNIT_PLAN, lambda _pick, day: {"due_on": day}),
    "conclusion": _register(RegisterKind.CONCLUSION, lambda _pick, day: {"held_on": day}),
    "chase": _chase,
    "member": _member,
    "reading": _reading,
    "instance": _instance,
    "attach": _attach,
    "extension": _extension,
    "finding closed": _closed(RegisterKind.FINDING, "closed_on"),
    "paper received": _closed(RegisterKind.UNIT_PLAN, "received_on"),
}
"""Work that is dated by itself; a reading by its period."""


# --- changes without a day of their own -------------------------------------------------------------------------------


def _edit(field: str, values: Sequence[str]) -> Work:
    def work(session: Session, pick: int, _day: date) -> None:
        if (task := _task(session, pick)) is not None:
            tasks.edit_tasks(session, [task], {field: values[pick % len(values)]})

    return work


def _add_task(session: Session, pick: int, _day: date) -> None:
    tasks.add_task(session, {"text": f"Việc mới {pick}", "lead_unit": "Phòng Kinh tế", "due_on": "1/12/2026"})


def _bin_task(session: Session, pick: int, _day: date) -> None:
    if (task := _task(session, pick)) is not None:
        tasks.bin_tasks(session, [task])


def _indicator_words(session: Session, pick: int, _day: date) -> None:
    if (indicator := _indicator(session, pick)) is not None:
        indicators.edit_indicator(session, indicator, {"text": f"Chỉ tiêu {pick}", "target_2030": str(pick % 90)})


def _add_indicator(session: Session, pick: int, _day: date) -> None:
    indicators.add_indicator(session, {"text": f"Chỉ tiêu thêm {pick}", "target_2030": "5"})


def _rename_unit(session: Session, pick: int, _day: date) -> None:
    units.edit_unit(session, _one(session.store.offices.units(), pick), {"name": f"Đơn vị đổi tên {pick}"})


def _rename_group(session: Session, pick: int, _day: date) -> None:
    group = _one(session.store.plans.groups(_plan(session).id), pick)
    with session.store.changes("group"):
        session.store.plans.put_group(replace(group, title=f"Nhóm đổi tên {pick}"))


def _add_group(session: Session, pick: int, _day: date) -> None:
    with session.store.changes("group"):
        session.store.plans.put_group(TaskGroup(new_id(), _plan(session).id, "9", f"Nhóm mới {pick}", 9))


def _plan_issuer(session: Session, pick: int, _day: date) -> None:
    with session.store.changes("plan"):
        session.store.plans.put(replace(_plan(session), issuer=f"Ban Thường vụ {pick}", kind="Chương trình"))


def _committee_words(session: Session, pick: int, _day: date) -> None:
    committee = session.store.committees.all()[0]
    committee_changes.edit_committee(
        session, committee, name=f"Ban Chỉ đạo {pick}", decision=f"{pick}-QĐ/ĐU", day="2/8/2025"
    )


def _member_without_day(session: Session, pick: int, _day: date) -> None:
    committees.add_member(session, {"name": f"Trần Thị {pick}", "role": "Ủy viên"})


def _bin_member(session: Session, pick: int, _day: date) -> None:
    committee = session.store.committees.all()[0]
    if (member := _one(session.store.committees.members(committee.id), pick)) is not None:
        with session.store.changes("member"):
            session.store.committees.member_to_bin(member.id)


def _horizon(session: Session, pick: int, _day: date) -> None:
    set_due_soon_days(session, 1 + pick % 60)


def _describe(session: Session, pick: int, _day: date) -> None:
    proofs = [
        one for task in session.store.tasks.of_plan(_plan(session).id) for one in evidence.proofs_of(session, task.id)
    ]
    if (proof := _one(proofs, pick)) is not None:
        evidence.describe(session, proof, number=f"{pick}/BC", document_on=date(2026, 8, 2), goes_along=True)


_KINDS = tuple(RegisterKind)
_MOVED = {
    RegisterKind.INSPECTION: "held_on", RegisterKind.SESSION: "held_on", RegisterKind.FINDING: "found_on",
    RegisterKind.COMMENDATION: "granted_on", RegisterKind.DIRECTIVE: "dated_on", RegisterKind.CONCLUSION: "held_on",
    RegisterKind.UNIT_PLAN: "due_on",
}  # fmt: skip


def _bin_row(session: Session, pick: int, _day: date) -> None:
    kind = _KINDS[pick % len(_KINDS)]
    if (row := _one(DEFINITIONS[kind].table(session).all(), pick // len(_KINDS))) is not None:
        register_rows.bin_rows(session, kind, [row])


def _edit_row(session: Session, pick: int, day: date) -> None:
    """Another day, kind or number of a row that has one already."""
    kind = _KINDS[pick % len(_KINDS)]
    row = _one(DEFINITIONS[kind].table(session).all(), pick // len(_KINDS))
    if row is None:
        return
    if kind in _MOVED:
        if getattr(row, _MOVED[kind]) is not None:
            register_rows.edit_rows(session, kind, [row], {_MOVED[kind]: typed(day - timedelta(days=pick % 3))})
    elif kind is RegisterKind.BUDGET_YEAR and row.allotment is not None:
        register_rows.edit_rows(session, kind, [row], {"allotment": str(pick + 1)})
    elif kind is RegisterKind.BUDGET_LINE and row.planned is not None:
        register_rows.edit_rows(session, kind, [row], {"planned": str(pick + 1)})


def _plan_of_unit_without_day(session: Session, pick: int, _day: date) -> None:
    register_rows.add_row(session, RegisterKind.UNIT_PLAN, {"text": f"Không hạn {pick}"})


def _planned(session: Session, pick: int, _day: date) -> None:
    register_rows.add_row(session, RegisterKind.BUDGET_LINE, {"year": "2026", "text": "Dự kiến", "planned": str(pick)})


UNDATED: dict[str, Work] = {
    "due": _edit("due_on", ["30/8/2026", "10/9/2026", "31/12/2026"]),
    "lead": _edit("lead_unit", ["Phòng Kinh tế", "Văn phòng Đảng ủy", "Công an xã"]),
    "text": _edit("text", ["Nội dung khác", "Nội dung nữa về Đề án 06"]),
    "reopen": _edit("state", ["open", "submitted"]),
    "add task": _add_task,
    "bin task": _bin_task,
    "indicator words": _indicator_words,
    "add indicator": _add_indicator,
    "rename unit": _rename_unit,
    "rename group": _rename_group,
    "add group": _add_group,
    "plan issuer": _plan_issuer,
    "committee": _committee_words,
    "member without day": _member_without_day,
    "bin member": _bin_member,
    "horizon": _horizon,
    "describe": _describe,
    "bin row": _bin_row,
    "edit row": _edit_row,
    "unit plan without day": _plan_of_unit_without_day,
    "planned": _planned,
}


def _undo(session: Session, _pick: int, _day: date) -> None:
    action = session.store.next_undo()
    if action is not None and action.entries < 10:  # not the import of the plan itself
        session.store.undo()


def _redo(session: Session, _pick: int, _day: date) -> None:
    if session.store.next_redo() is not None:
        session.store.redo()


def _open(session: Session, _pick: int, _day: date) -> None:
    """The file is opened: instances of periods that have begun are made."""
    occurrences.open_periods(session)


ALL: dict[str, Work] = {**DATED, **UNDATED, "undo": _undo, "redo": _redo, "open": _open}


def begun(session: Session, folder: Any) -> None:
    """The office as its history begins: a dated plan, a committee, a row of each register, a proof."""
    plan = _plan(session)
    with session.store.changes("begin"):
        session.store.plans.put(replace(plan, date_words="2025-03-01", number="12-KH/ĐU"))
    for words in ("Hằng tháng", "Hằng quý"):
        tasks.add_task(session, {"text": f"Báo cáo {words.lower()}", "lead_unit": "Phòng Kinh tế", "deadline": words})
    rows = session.store.tasks.of_plan(plan.id)
    committees.add_member(session, {"name": "Lê Văn Mẫu", "role": "Trưởng ban", "active_from": "1/8/2025"})
    committees.add_member(session, {"name": "Phạm Thị Mẫu", "role": "Ủy viên"})
    _committee_words(session, 1, date(2026, 8, 1))
    day = date(2026, 8, 1)
    for place, name in enumerate(name for name in DATED if name not in ("finish", "finding closed", "paper received")):
        DATED[name](session, place, day)
    path = folder / "minh-chung.txt"
    path.write_text("Biên bản nghiệm thu", encoding="utf-8")
    evidence.attach(session, rows[0], [path], number="01/BB", document_on=date(2026, 7, 30))

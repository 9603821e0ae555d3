"""The sample commune: an invented office with a plan and invented, clearly marked people, progress and figures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from kh57_desktop import paths
from kh57_desktop.domain.administrative import SAMPLE_COMMUNE_UNIT, SAMPLE_PROVINCE_UNIT
from kh57_desktop.domain.committee import Assignment, Committee, Member, rank_of
from kh57_desktop.domain.periods import Period, PeriodKind, containing, dates_of, previous
from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import CommitteeKind, DeadlineKind, RoleRank, System
from kh57_desktop.i18n import _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services import indicators, tasks, units
from kh57_desktop.services.obligations import regime_of, save_regime
from kh57_desktop.services.offices import add_body_from, create_office, edit_body
from kh57_desktop.services.plans import group_by_number, unit_by_name
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.sample_registers import enter_sample_registers
from kh57_desktop.services.session import Session, new_id

SAMPLE_USER = "Cán bộ Mẫu"
CONCLUSION = "Kết luận cuộc họp ngày 05/9/2026 (mẫu)"
DEADLINES = ("Quý III/2026", "Tháng 9/2026", "Quý IV/2026", "Trước ngày 30/6/2026", "Năm 2027", "Thường xuyên")
"""Given in turn to tasks whose plan names no deadline."""
PERCENTS = (100, 60, 30, None, 80, 100, 45)
"""Told in turn of the tasks; None: nothing told yet."""

UNIT_WORDS = ("name", "short_name", "side", "head", "parent", "kind")
HELPER_ROLES = ("Tổ trưởng", "Tổ phó", "Thành viên", "Thành viên", "Thành viên", "Thành viên")


def sample_plan() -> Path:
    return paths.resources() / "samples" / "ke-hoach-mau.docx"


def sample_people() -> dict[str, Any]:
    """Units, signers and committee of the sample offices, as their file says them."""
    return tomllib.loads((paths.resources() / "samples" / "nguoi-mau.toml").read_text(encoding="utf-8"))


def make_sample_office(path: Path, *, user: str, progress: Progress = SILENT) -> None:
    """A new data file of the sample commune with the sample plan, people, progress and readings."""
    people = sample_people()
    reading = read_plan(sample_plan(), progress=progress)
    session = open_sample_commune(path, reading, sample_plan(), people, user=user)
    try:
        enter_sample_data(session, last_finished_quarter(session.today), people)
    finally:
        session.close()


def last_finished_quarter(today: date) -> Period:
    period = containing(today, PeriodKind.QUARTER, "nd09")
    return period if dates_of(period, "nd09").cut_off < today else previous(period)


def open_sample_commune(
    path: Path, reading: PlanReading, source: Path, people: Mapping[str, Any], *, user: str = SAMPLE_USER
) -> Session:
    """A new sample office (code 00000) that has taken in the plan, with both issuing bodies and short unit names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first = System(reading.system) if reading.system in set(System) else System.PARTY
    session = create_office(
        path,
        name=reading.locality or SAMPLE_COMMUNE_UNIT.name,
        level=reading.level if reading.level in ("xã", "phường", "đặc khu") else "xã",
        province=SAMPLE_PROVINCE_UNIT.name,
        code=SAMPLE_COMMUNE_UNIT.code,
        system=first,
        user=user,
    )
    second = System.GOVERNMENT if first is System.PARTY else System.PARTY
    add_body_from(session, {"system": second.value})
    for body in session.store.offices.bodies():
        signer = people["signers"][body.system.value]
        edit_body(session, body, {"signer": signer["name"], "position": signer["position"]})
    for row in people["units"]:
        fields = {name: str(row[name]) for name in UNIT_WORDS if name in row}
        units.add_unit(session, {**fields, "aliases": "; ".join(row.get("aliases", ()))})
    accept_reading(session, reading, source=source)
    return session


def enter_sample_data(session: Session, period: Period, people: Mapping[str, Any]) -> None:
    """Leads, deadlines, progress and readings of the period, committee, registers: all invented and marked."""
    plan = session.store.plans.newest()
    if plan is None:
        raise RuntimeError("the plan just accepted is not there")
    _complete_tasks(session, plan)
    _tell_progress(session, plan, period)
    _tell_readings(session, plan, period)
    _committee(session, plan, people["committee"])
    enter_sample_registers(session, period)
    _owe_from(session, period)


def _owe_from(session: Session, period: Period) -> None:
    """The sample reports from the first period on that it has figures for: nothing older is owed."""
    regime = regime_of(session, None)
    save_regime(session, replace(regime, active_from=dates_of(period, regime.rule).data_from))


def _complete_tasks(session: Session, plan: Plan) -> None:
    """Tasks that the plan gives to nobody or no day get one in turn, so that every paper has something to show."""
    rows = session.store.offices.units()
    leads = cycle([row.name for row in rows if not row.is_group] or [row.name for row in rows])
    words = cycle(DEADLINES)
    for place, task in enumerate(session.store.tasks.of_plan(plan.id)):
        fields: dict[str, str] = {"note": CONCLUSION} if place % 15 == 7 else {}
        if task.lead_unit_id is None:
            fields["lead_unit"] = next(leads)
        if task.deadline_kind is DeadlineKind.UNKNOWN and not task.deadline_words:
            fields["deadline"] = next(words)
        if fields:
            tasks.edit_tasks(session, [task], fields)


def _tell_progress(session: Session, plan: Plan, period: Period) -> None:
    dates = dates_of(period, "nd09")
    told = cycle(PERCENTS)
    for place, task in enumerate(session.store.tasks.of_plan(plan.id)):
        percent = next(told)
        if percent is None or (task.deadline_kind is DeadlineKind.CONTINUOUS and percent == 100):
            continue
        day = dates.data_from.toordinal() + (place * 7) % max(1, (dates.data_to - dates.data_from).days)
        tasks.record_progress(
            session,
            task,
            percent=percent,
            result=_result(task, percent),
            difficulty="Số liệu mẫu: thiếu cán bộ chuyên trách công nghệ thông tin." if place % 11 == 2 else "",
            proposal="Số liệu mẫu: đề nghị cấp trên hỗ trợ tập huấn." if place % 11 == 2 else "",
            on=date.fromordinal(day),
            done=percent == 100,
        )


def _result(task: Task, percent: int) -> str:
    if percent == 100:
        return f"Số liệu mẫu: đã hoàn thành, sản phẩm: {task.product}" if task.product else "Số liệu mẫu: đã hoàn thành"
    return f"Số liệu mẫu: đã thực hiện {percent}% khối lượng"


def _tell_readings(session: Session, plan: Plan, period: Period) -> None:
    """Two of three indicators get a value near their next target, one in twelve is marked as not applicable."""
    for place, indicator in enumerate(session.store.indicators.of_plan(plan.id)):
        target = next((row for row in indicator.targets if row.value is not None), None)
        if target is None or target.value is None or place % 3 == 2:
            continue
        part = target.value * (7 + place % 4) / 10
        typed = f"{part.quantize(target.value if target.value % 1 else part.to_integral_value()):f}".replace(".", ",")
        for code in _told_of(period):
            if place % 12 == 0:
                indicators.enter_reading(session, indicator, code, "na", remark="Số liệu mẫu")
            else:
                indicators.enter_reading(session, indicator, code, typed, source="Số liệu mẫu")


def _told_of(period: Period) -> list[str]:
    """The quarter, and the longest period that ends with it: the report that is owed is on that one."""
    last = dates_of(period, "nd09").data_to
    longer = [containing(last, kind, "nd09") for kind in (PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)]
    ending = [one for one in longer if dates_of(one, "nd09").data_to == last]
    return [period.code, *(one.code for one in ending[-1:])]


def _committee(session: Session, plan: Plan, given: Mapping[str, Any]) -> None:
    committee = Committee(
        id=new_id(),
        name=given["name"].replace(SAMPLE_COMMUNE_UNIT.name, plan.locality),
        kind=CommitteeKind(given["kind"]),
        system=plan.system,
        decision=given["decision"],
        decided_on=given["decided_on"],
        standing_body=given["standing_body"],
        active_from=given["decided_on"],
        position=1,
    )
    helpers = Committee(
        id=new_id(),
        name=f"Tổ giúp việc {committee.name}",
        kind=CommitteeKind.HELPER_GROUP,
        system=plan.system,
        parent_id=committee.id,
        active_from=given["decided_on"],
        position=2,
    )
    groups = {group.number for group in session.store.plans.groups(plan.id)}
    with session.store.changes(_("Committee “{name}”").format(name=committee.name)):
        session.store.committees.put_committee(committee)
        for place, row in enumerate(given["members"], 1):
            member = Member(
                id=new_id(),
                committee_id=committee.id,
                name=row["name"],
                post=row["post"],
                rank=RoleRank(row["rank"]),
                role=row["role"],
                field=row.get("field", ""),
                active_from=committee.decided_on,
                decision_in=committee.decision,
                position=place,
            )
            session.store.committees.put_member(member)
            _assign(session, plan, member, [n for n in row.get("groups", ()) if n in groups], row.get("units", ()))
        session.store.committees.put_committee(helpers)
        for place, (row, role) in enumerate(zip(given["members"][4:], HELPER_ROLES, strict=False), 1):
            session.store.committees.put_member(
                Member(
                    id=new_id(),
                    committee_id=helpers.id,
                    name=row["name"],
                    post=row["post"],
                    rank=rank_of(role),
                    role=role,
                    active_from=helpers.active_from,
                    position=place,
                )
            )


def _assign(session: Session, plan: Plan, member: Member, groups: list[str], names: list[str]) -> None:
    place = 0
    for number in groups:
        place += 1
        group = group_by_number(session, plan, number)
        session.store.committees.put_assignment(
            Assignment(id=new_id(), member_id=member.id, task_group_id=group.id, position=place)
        )
    for name in names:
        place += 1
        unit = unit_by_name(session, name)
        session.store.committees.put_assignment(
            Assignment(id=new_id(), member_id=member.id, unit_id=unit.id, position=place)
        )

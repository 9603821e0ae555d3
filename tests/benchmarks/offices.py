"""Data files of a given size, invented throughout: tasks in groups, units, progress over years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from kh57_desktop.domain.plan_reading import PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.domain.tasks import ProgressEntry
from kh57_desktop.domain.terms import DeadlineKind, TaskState
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.services.tasks import record_progress

UNITS = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã", "Trạm Y tế", "Văn phòng HĐND và UBND")
WORDS = (
    "Rà soát, số hóa hồ sơ tại nhà văn hóa thôn", "Lắp đặt điểm truy cập Wi-Fi miễn phí", "Tập huấn kỹ năng số cho",
    "Xây dựng chuyên mục tuyên truyền về chuyển đổi số", "Cấp chữ ký số cá nhân cho người dân",
)  # fmt: skip


def make_office(path: Path, *, tasks: int, years: int, on: date | None = None) -> Path:
    """A sample office with one plan; every task has a line of progress per quarter over so many years."""
    today = on or date.today()
    session = create_office(
        path,
        name="Suối Thử",
        province="Gia Lai",
        code="00000",
        user="thử",
        now=lambda: datetime(today.year, today.month, today.day, 8, tzinfo=VIETNAM),
    )
    groups = tuple(ReadTaskGroup(str(number), f"Nhóm giải pháp số {number}") for number in range(1, 10))
    seed = ReadTask(
        "1", "1.1", WORDS[0], lead=UNITS[0], supporting=UNITS[1:3], deadline="Tháng 3/2026", product="Báo cáo"
    )
    accept_reading(
        session,
        PlanReading(title="thử", number="01-KH/ĐU", date="2026-01-05", task_groups=groups, tasks=(seed,)),
    )
    store = session.store
    plan = store.plans.newest()
    assert plan is not None
    first, known = store.tasks.of_plan(plan.id)[0], store.plans.groups(plan.id)
    units = [first.lead_unit_id, *first.supporting_unit_ids]
    with store.changes("dữ liệu đo"):
        store.tasks.put_many(
            replace(
                first,
                id=f"task-{place:06}",
                code=f"N{place + 2}",
                number=f"{place % 9 + 1}.{place // 9 + 2}",
                text=f"{WORDS[place % len(WORDS)]} {place + 1}",
                group_id=known[place % 9].id,
                lead_unit_id=units[place % len(units)],
                deadline_kind=DeadlineKind.CONTINUOUS if place % 7 == 0 else DeadlineKind.DATED,
                due_on=None if place % 7 == 0 else today + timedelta(days=(place * 37) % 1200 - 200),
                state=TaskState.DONE if place % 5 == 0 else TaskState.OPEN,
                finished_on=today - timedelta(days=30) if place % 5 == 0 else None,
                position=place + 1,
            )
            for place in range(tasks - 1)
        )
        for place in range(tasks - 1):
            for quarter in range(4 * years):
                store.tasks.put_progress(
                    ProgressEntry(
                        id=f"entry-{place:06}-{quarter:02}",
                        task_id=f"task-{place:06}",
                        on=today - timedelta(days=91 * quarter + place % 60),
                        recorded_at=f"2026-01-01T00:{quarter:02}:00",
                        percent=max(0, 95 - 4 * quarter),
                        result="Đã khảo sát, đang hoàn thiện hồ sơ",
                    )
                )
    record_progress(session, first, percent=50)  # the last action of a real file is a small one
    session.close()
    return path

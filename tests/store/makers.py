"""Small makers of rows and the canonical dump that two states of a file are compared by."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from uuid import uuid4

from kh57_desktop.domain.committee import Committee, Member
from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.offices import IssuingBody, Office, SignatureBlock, Unit
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import OfficeRole, RoleRank, System
from kh57_desktop.store import schema
from kh57_desktop.store.codec import canonical
from kh57_desktop.store.database import Store
from kh57_desktop.store.opening import create_store

LONG = bool(os.environ.get("KH57_LONG"))
ON = date(2026, 6, 1)


def new_id() -> str:
    return str(uuid4())


def new_store(folder: Path, name: str = "Xã An Bình.kh57") -> Store:
    return create_store(folder / name, device="pc-1", user="an")


def office() -> Office:
    return Office(new_id(), "An Bình", "xã", "Tỉnh Mẫu", "00", "00000", OfficeRole.COMMUNE)


def body() -> IssuingBody:
    lines = ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH")
    return IssuingBody(
        new_id(), "Ủy ban nhân dân xã An Bình", System.GOVERNMENT, lines, "UBND", "An Bình", (), "CHỦ TỊCH", "A"
    )


def plan(code: str = "K1", **fields: object) -> Plan:
    values: dict[str, object] = {
        "id": new_id(),
        "code": code,
        "kind": "kế hoạch",
        "system": System.PARTY,
        "issuer": "Đảng ủy xã An Bình",
        "locality": "An Bình",
        "level": "xã",
        "title": "Thực hiện Nghị quyết 57",
        "number": "12-KH/ĐU",
        "date_words": "2026-01-15",
        "bases": ("Căn cứ một", "Căn cứ hai"),
        "preamble": (),
        "recipients": ("Như trên",),
        "filing": "Lưu VP",
        "signature": SignatureBlock("T/M BAN THƯỜNG VỤ", "", "BÍ THƯ", "Người Mẫu"),
    }
    return Plan(**{**values, **fields})  # type: ignore[arg-type]


def group(plan_id: str, number: str = "1", position: int = 0) -> TaskGroup:
    return TaskGroup(new_id(), plan_id, number, f"Nhóm {number}", position)


def task(plan_id: str, code: str = "N1", **fields: object) -> Task:
    return Task(**{"id": new_id(), "plan_id": plan_id, "code": code, "text": f"Nhiệm vụ {code}", **fields})  # type: ignore[arg-type]


def entry(task_id: str, on: date = ON, percent: int | None = 50, result: str = "Đã làm") -> ProgressEntry:
    return ProgressEntry(new_id(), task_id, on, "2026-06-01T08:00:00+07:00", percent, result)


def unit(name: str = "Phòng Văn hóa - Xã hội", **fields: object) -> Unit:
    return Unit(**{"id": new_id(), "name": name, **fields})  # type: ignore[arg-type]


def indicator(plan_id: str, code: str = "C1", **fields: object) -> Indicator:
    return Indicator(**{"id": new_id(), "plan_id": plan_id, "code": code, "text": "Tỷ lệ hồ sơ", **fields})  # type: ignore[arg-type]


def committee(name: str = "Ban Chỉ đạo") -> Committee:
    return Committee(new_id(), name)


def member(committee_id: str, name: str = "Người Mẫu A") -> Member:
    return Member(new_id(), committee_id, name, "Bí thư", RoleRank.HEAD, "Trưởng ban")


def with_plan(store: Store, tasks: int = 0) -> Plan:
    """Puts a plan with so many tasks into the file, as one action."""
    made = plan(store.plans.next_code())
    with store.changes("plan"):
        store.plans.put(made)
        for number in range(1, tasks + 1):
            store.tasks.put(task(made.id, f"N{number}", position=number))
    return made


def canonical_dump(store: Store) -> str:
    """Every row of every business table, sorted by id; row numbers, journal and counters of codes left out."""
    db = store.database
    tables = {}
    for table in schema.BUSINESS_TABLES:
        rows = [dict(row) for row in db.rows(f"select * from {table} order by id")]
        for row in rows:
            del row["row"]
        tables[table] = rows
    return canonical(tables)

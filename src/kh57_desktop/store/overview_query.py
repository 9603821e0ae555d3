"""Sums over the tasks of a plan for the first page, made by SQL: ten thousand tasks cost a few milliseconds."""

from __future__ import annotations

from datetime import date

from kh57_desktop.light import dataclass
from kh57_desktop.store.connection import Database
from kh57_desktop.store.task_query import latest_percent


@dataclass(frozen=True, slots=True)
class GroupSums:
    """`percent`: mean over the group's tasks that are not cancelled, a done one counting 100 and a silent one 0; None
    where nothing at all is known of any."""

    tasks: int
    percent: int | None


def group_sums(db: Database, plan_id: str, on: date) -> dict[str | None, GroupSums]:
    """By group id (None: tasks without a group)."""
    sql = f"""
        with told as materialized (
            select t.group_id as group_id,
                case when t.state = 'done' and t.finished_on <= :on then 100 else {latest_percent()} end as percent
            from task t where t.plan_id = :plan_id and t.deleted_at is null and t.state <> 'cancelled')
        select group_id, count(*) as tasks, sum(percent is not null) as known, avg(coalesce(percent, 0)) as percent
        from told group by group_id"""  # noqa: S608
    rows = db.rows(sql, {"plan_id": plan_id, "on": on.isoformat()})
    return {
        row["group_id"]: GroupSums(int(row["tasks"]), round(row["percent"]) if row["known"] else None) for row in rows
    }


def silent_tasks(db: Database, plan_id: str, first: date, last: date) -> tuple[int, dict[str | None, int]]:
    """Tasks that something has to be said on between two days, and by lead unit those on which nothing was.

    The rule is `services.obligations.is_silent`, word for word; a property test holds both equal.
    """
    sql = """
        select lead_unit_id, count(*) as tasks, sum(silent) as silent from (
            select t.lead_unit_id as lead_unit_id, not exists (
                    select 1 from progress_entry p where p.task_id = t.id and p.day between :first and :last
                        and p.deleted_at is null) as silent
            from task t where t.plan_id = :plan_id and t.deleted_at is null and t.is_ours
                and t.state not in ('suspended', 'cancelled')
                and (t.finished_on is null or t.finished_on >= :first)
                and (t.start_on is null or t.start_on <= :last)
                and not (t.deadline_kind = 'conditional' and not exists (
                    select 1 from progress_entry p where p.task_id = t.id and p.deleted_at is null))
        ) group by lead_unit_id"""
    rows = db.rows(sql, {"plan_id": plan_id, "first": first.isoformat(), "last": last.isoformat()})
    return sum(int(row["tasks"]) for row in rows), {
        row["lead_unit_id"]: int(row["silent"]) for row in rows if row["silent"]
    }

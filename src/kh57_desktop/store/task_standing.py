"""Where a task stands, in SQL: the rules of `domain.tasks` and `domain.task_tree`, word for word; a property test holds
both equal. Parameters: `:on` the day, `:soon` the last day that is near.
"""

from __future__ import annotations

from kh57_desktop.domain.task_tree import WORSE_LATER


def _own(task: str) -> str:
    """The standing of one row, its sub-tasks left out; `task` is its alias."""
    opened = f"""from occurrence o where {task}.deadline_kind = 'recurring' and o.task_id = {task}.id
        and o.opens_on <= :on and o.deleted_at is null"""
    unfinished = f"{opened} and (o.finished_on is null or o.finished_on > :on)"
    return f"""case
        when {task}.state = 'cancelled' then 'cancelled'
        when {task}.state = 'suspended' then 'suspended'
        when {task}.state = 'done' and {task}.finished_on <= :on
            then case when {task}.finished_on > {task}.due_on then 'done_late' else 'done_on_time' end
        when {task}.deadline_kind = 'continuous' then 'continuous'
        when {task}.deadline_kind = 'recurring' and exists (select 1 {opened}) then case
            when exists (select 1 {unfinished} and o.due_on < :on) then 'overdue'
            when exists (select 1 {unfinished} and o.due_on <= :soon) then 'due_soon'
            when {task}.state = 'submitted' or exists (select 1 {opened} and o.finished_on <= :on) then 'under_way'
            when {_begun(task)} then 'under_way' else 'not_due' end
        when {task}.due_on < :on then 'overdue'
        when {task}.due_on <= :soon then 'due_soon'
        when {task}.state = 'submitted' then 'under_way'
        when {_begun(task)} then 'under_way'
        else 'not_due' end"""


def _begun(task: str) -> str:
    return (
        f"exists (select 1 from progress_entry p where p.task_id = {task}.id and p.day <= :on and p.deleted_at is null)"  # noqa: S608
    )


_BELOW = """with recursive below (id) as (
        select c.id from task c where c.parent_id = t.id and c.deleted_at is null
        union select c.id from task c join below on c.parent_id = below.id where c.deleted_at is null)"""
_RANK = " ".join(f"when '{standing}' then {rank}" for rank, standing in enumerate(WORSE_LATER))
_NAME = " ".join(f"when {rank} then '{standing}'" for rank, standing in enumerate(WORSE_LATER))
_FIRST_OPEN = 2
"""Rank of the first open standing in WORSE_LATER: what is finished below a parent does not count."""

STANDING = f"""case
    when t.state in ('cancelled', 'suspended')
        or not exists (select 1 from task k where k.parent_id = t.id and k.deleted_at is null) then {_own("t")}
    else case max(case {_own("t")} {_RANK} end, coalesce((
        {_BELOW} select max(rank) from (
            select case {_own("b")} {_RANK} end as rank from below join task b on b.id = below.id where b.id <> t.id)
        where rank >= {_FIRST_OPEN}), 0)) {_NAME} end
    end"""  # noqa: S608 - made of the pieces above

PERCENT = """(select p.percent from progress_entry p
    where p.task_id = t.id and p.day <= :on and p.deleted_at is null and p.percent is not null
    order by p.day desc, p.recorded_at desc, p.row desc limit 1)"""

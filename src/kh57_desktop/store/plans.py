"""Plans with their whole text by section, task groups and duties in the data file."""

from __future__ import annotations

from kh57_desktop.domain.plans import Duty, Plan, Section, TaskGroup
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table, last_code


class PlanTables:
    """`store.plans`."""

    def __init__(self, records: Records) -> None:
        self._db = records.db
        self._plans = Table(records, Shape("plan", Plan))
        self._sections = Table(records, Shape("section", Section))
        self._groups = Table(records, Shape("task_group", TaskGroup))
        self._duties = Table(records, Shape("duty", Duty))

    def all(self) -> list[Plan]:
        return self._plans.all(order="position, row")

    def get(self, plan_id: str) -> Plan:
        return self._plans.get(plan_id)

    def by_code(self, code: str) -> Plan | None:
        return self._plans.first("code = ?", (code,))

    def newest(self) -> Plan | None:
        """The plan that commands mean when they name none: the latest in force by its date, then by its entry."""
        return self._plans.first("amended_by is null", order="coalesce(date_words, '') desc, row desc")

    def put(self, plan: Plan) -> None:
        self._plans.put(plan)

    def to_bin(self, plan_id: str) -> None:
        self._plans.to_bin(plan_id)

    def from_bin(self, plan_id: str) -> None:
        self._plans.from_bin(plan_id)

    def next_code(self) -> str:
        return f"K{last_code(self._db, 'plan') + 1}"

    def sections(self, plan_id: str) -> list[Section]:
        return self._sections.where("plan_id = ?", (plan_id,), order="position, row")

    def put_section(self, section: Section) -> None:
        self._sections.put(section)

    def section_to_bin(self, section_id: str) -> None:
        self._sections.to_bin(section_id)

    def groups(self, plan_id: str) -> list[TaskGroup]:
        return self._groups.where("plan_id = ?", (plan_id,), order="position, row")

    def put_group(self, group: TaskGroup) -> None:
        self._groups.put(group)

    def group_to_bin(self, group_id: str) -> None:
        self._groups.to_bin(group_id)

    def duties(self, plan_id: str) -> list[Duty]:
        return self._duties.where("plan_id = ?", (plan_id,), order="position, row")

    def put_duty(self, duty: Duty) -> None:
        self._duties.put(duty)

    def duty_to_bin(self, duty_id: str) -> None:
        self._duties.to_bin(duty_id)

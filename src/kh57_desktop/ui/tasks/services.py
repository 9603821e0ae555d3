"""The task services bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.saved_views import SavedView, ViewContent
from kh57_desktop.domain.tasks import Occurrence, Task
from kh57_desktop.domain.terms import Clarity, Term, word
from kh57_desktop.i18n import _
from kh57_desktop.services import (
    evidence,
    extensions,
    named_units,
    occurrences,
    pasting,
    saved_views,
    supporting_units,
    task_details,
    task_history,
    task_order,
    task_table,
    tasks,
    units,
)
from kh57_desktop.services.evidence import Proof
from kh57_desktop.services.pasting import Pasted, Rows
from kh57_desktop.services.session import Session
from kh57_desktop.services.supporting_units import SupportingUnit
from kh57_desktop.services.task_fields import day_as_typed
from kh57_desktop.services.task_history import FieldLine, Moved
from kh57_desktop.services.task_table import DueTask, TaskFilter, TaskLine, TaskSummary

SUBJECT = "tasks"


class OfficeTasks:
    """`TaskServices` and `RangeServices` of the presenters over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # what is shown

    def summary(self, wanted: TaskFilter) -> TaskSummary:
        return task_table.summary(self._session, wanted)

    def lines(self, wanted: TaskFilter, key: str, offset: int, limit: int) -> Sequence[TaskLine]:
        return task_table.lines_of_group(self._session, wanted, key, offset=offset, limit=limit)

    def first_lines(self, wanted: TaskFilter, limit: int) -> Sequence[TaskLine] | None:
        return task_table.first_lines(self._session, wanted, limit=limit)

    def details(self, line: TaskLine) -> task_details.TaskDetails:
        return task_details.details(self._session, line)

    def units(self) -> Sequence[Unit]:
        return task_table.unit_choices(self._session)

    def choices(self, plan_id: str) -> Mapping[str, Sequence[str]]:
        """Words that lists offer, by column key and by field."""
        names = [unit.name for unit in self.units()]
        people = task_table.people_choices(self._session, plan_id)
        terms = [word(term) for term in Term]
        return {
            "lead": names,
            "lead_unit": names,
            "person": people,
            "lead_person": people,
            "term": terms,
            "priority": ["0", "1", "2"],
            "phase": task_table.phases_in_use(self._session, plan_id),
            "is_ours": [_("yes"), _("no")],
            "clarity": [str(member) for member in self.clarity()],
        }

    def history(self, task_id: str, search: str) -> Sequence[FieldLine]:
        return task_history.history_of(self._session, task_id, search=search)

    def choose_clarity(self, members: Sequence[Clarity]) -> None:
        task_table.choose_clarity(self._session, members)

    def clarity(self) -> Sequence[Clarity]:
        return task_table.clarity_of(self._session)

    def moved(self, plan_id: str) -> Sequence[Moved]:
        return task_history.moved_since_issue(self._session, plan_id)

    def due_in_month(self, wanted: TaskFilter, first: date) -> Sequence[DueTask]:
        return task_table.due_in_month(self._session, wanted, first)

    def today(self) -> date:
        return self._session.today

    def task(self, task_id: str) -> Task:
        return self._session.store.tasks.get(task_id)

    # one task

    def edit(self, changed: Sequence[Task], fields: Mapping[str, str]) -> None:
        tasks.edit_tasks(self._session, changed, fields)

    def record(
        self,
        task: Task,
        *,
        percent: int | None,
        result: str,
        difficulty: str,
        proposal: str,
        files: Sequence[Path] = (),
    ) -> None:
        tasks.record_progress(
            self._session,
            task,
            percent=percent,
            result=result,
            difficulty=difficulty,
            proposal=proposal,
            files=files,
        )

    def add(self, plan_id: str, fields: Mapping[str, str]) -> Task:
        return tasks.add_task(self._session, fields, plan_code=task_table.plan_code(self._session, plan_id))

    def bin(self, removed: Sequence[Task]) -> None:
        tasks.bin_tasks(self._session, removed)

    def unknown_units(self, words: str) -> Sequence[str]:
        """Of a list as typed, those that are not known yet."""
        return named_units.unknown_units(self._session, words)

    def add_unit(self, name: str) -> None:
        units.add_unit(self._session, {"name": name})

    def finish(self, task: Task, number: str, day: str) -> Task:
        on = day_as_typed(self._session, "product_on", day)
        return tasks.finish_task(self._session, task, number=number, document_on=on)

    def attach(self, task: Task, files: Sequence[Path], *, to_last_entry: bool) -> list[Proof]:
        entries = self._session.store.tasks.progress(task.id)
        return evidence.attach(self._session, task, files, entry=entries[-1] if entries and to_last_entry else None)

    def describe(self, proof: Proof, number: str, day: str, *, goes_along: bool) -> None:
        on = day_as_typed(self._session, "product_on", day)
        evidence.describe(self._session, proof, number=number, document_on=on, goes_along=goes_along)

    def detach(self, proof: Proof) -> None:
        evidence.detach(self._session, proof)

    def path_of(self, proof: Proof) -> Path:
        return self._session.store.files.path(proof.attachment.id)

    def ask_unit(self, task: Task, row: SupportingUnit) -> None:
        supporting_units.ask(self._session, task, [row.unit])

    def unit_answered(self, task: Task, row: SupportingUnit) -> None:
        supporting_units.answer(self._session, task, [row.unit])

    def finish_occurrence(self, occurrence: Occurrence, proof: str) -> None:
        occurrences.finish_occurrence(self._session, occurrence, proof=proof)

    # many tasks

    def edit_cells(self, edits: Sequence[tasks.CellEdit], words: str) -> list[tasks.RefusedCell]:
        return tasks.edit_cells(self._session, edits, words=words)

    def read_pasted(self, plan_id: str, rows: Rows, group_id: str | None, columns: Sequence[str] | None) -> Pasted:
        return pasting.read_pasted(self._session, plan_id, rows, group_id=group_id, columns=columns)

    def accept_pasted(self, plan_id: str, pasted: Pasted, *, add_units: bool) -> list[Task]:
        return pasting.accept_pasted(self._session, plan_id, pasted, add_units=add_units)

    def move(self, moved: Sequence[Task], group_id: str | None, before: Task | None) -> None:
        task_order.move_tasks(self._session, moved, group_id=group_id, before=before)

    def put_under(self, moved: Sequence[Task], parent: Task | None) -> None:
        task_order.put_under(self._session, moved, parent)

    def extend(self, extended: Sequence[Task], words: str, reason: str, document: str, day: str) -> None:
        extensions.extend_deadline(
            self._session,
            extended,
            words=words,
            reason=reason,
            document=document,
            document_on=day_as_typed(self._session, "product_on", day),
        )

    # views

    def views(self) -> Sequence[SavedView]:
        return saved_views.views_of(self._session, SUBJECT)

    def save_view(self, name: str, content: ViewContent) -> SavedView:
        return saved_views.save_view(self._session, SUBJECT, name, content)

    def drop_view(self, view: SavedView) -> None:
        saved_views.drop_view(self._session, view)

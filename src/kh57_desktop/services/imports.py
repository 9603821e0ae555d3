"""An import from the documents that were read to the plan or committee that was accepted; unfinished ones are kept."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.committee import Member
from kh57_desktop.domain.corrections.annexes import with_annex
from kh57_desktop.domain.corrections.draft import (
    Draft,
    Fate,
    RowKind,
    draft_of,
    reading_of,
    same_pairs,
    task_parents,
)
from kh57_desktop.domain.corrections.kept import KeptDocument, Stage, UnfinishedImport, as_undone
from kh57_desktop.domain.corrections.unit_matches import UnitMatch, chosen_of, matches_of
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.domain.plan_reading import Doubt, PlanReading
from kh57_desktop.domain.plans import Plan
from kh57_desktop.i18n import fold
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.committee_decisions import AcceptedCommittee, accept_decision, members_before
from kh57_desktop.services.plan_additions import add_rows
from kh57_desktop.services.plan_updates import PlanUpdate, compare_with, take_over
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.read_rows import Choices
from kh57_desktop.services.reading_plans import Accepted, accept_reading, doubts_about_the_office
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.errors import StoreError

if TYPE_CHECKING:
    from kh57_desktop.services.import_documents import ReadTogether

Result = Accepted | AcceptedCommittee | PlanUpdate


def begin(session: Session, read: ReadTogether) -> UnfinishedImport:
    """Keep what was read, with its documents, so that closing the program loses nothing of it."""
    kept = tuple(
        KeptDocument(name, session.store.files.keep_content(content, name)) for name, content in read.documents
    )
    unfinished = UnfinishedImport(new_id(), draft_of(read.reading), kept)
    session.store.drafts.put_import(unfinished)
    return unfinished


def unfinished_imports(session: Session) -> list[UnfinishedImport]:
    """Imports that wait; what was accepted and taken back by undo waits again, with all its corrections."""
    found = [as_undone(kept, session.store.counts) for kept in session.store.drafts.imports()]
    return [kept for kept in found if not kept.is_over]


def tidy(session: Session) -> None:
    """At the opening of the file: undo stops there, so what became a plan needs no draft any more."""
    for stored in session.store.drafts.imports():
        kept = as_undone(stored, session.store.counts)
        if kept.is_over:
            give_up(session, kept)
        elif stored.stages:
            session.store.drafts.put_import(replace(kept, stages=()))


def keep(session: Session, unfinished: UnfinishedImport) -> None:
    session.store.drafts.put_import(unfinished)


def give_up(session: Session, unfinished: UnfinishedImport) -> None:
    """Nothing of it was saved; its documents go as well unless another import or an attachment has them."""
    store = session.store
    store.drafts.forget(unfinished.id)
    needed = {document.sha256 for other in store.drafts.imports() for document in other.documents}
    for document in unfinished.documents:
        if document.sha256 not in needed:
            with contextlib.suppress(StoreError):  # a file that nothing names does no harm
                store.files.let_go(document.sha256)


def documents_of(session: Session, unfinished: UnfinishedImport) -> list[tuple[str, bytes]]:
    """Name and content of each document, as it was when it was read."""
    return [
        (document.name, session.store.files.content(document.sha256, document.name))
        for document in unfinished.documents
    ]


def add_annex(session: Session, unfinished: UnfinishedImport, read: ReadTogether) -> UnfinishedImport:
    """An annex that comes later completes the plan in hand; corrections stay. Nothing is saved but its content."""
    kept = tuple(
        KeptDocument(name, session.store.files.keep_content(content, name)) for name, content in read.documents
    )
    draft = with_annex(unfinished.draft, read.reading, name=read.documents[0][0])
    return replace(unfinished, draft=draft, documents=(*unfinished.documents, *kept))


# --- what the office should know before accepting ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Advice:
    """`on_file`: the plan that this seems to be a new version of. `doubts`: about place and office."""

    on_file: Plan | None
    doubts: tuple[Doubt, ...]


def advice_on(session: Session, unfinished: UnfinishedImport) -> Advice:
    if unfinished.draft.is_decision:
        return Advice(None, ())
    reading = unfinished.draft.base
    others = [plan for plan in session.store.plans.all() if plan.code != unfinished.plan_code]
    on_file = next((plan for plan in others if _is_same_plan(plan, reading)), None)
    doubts = doubts_about_the_office(session, reading)
    if on_file is not None or unfinished.update_of or unfinished.plan_code:
        doubts = [doubt for doubt in doubts if doubt.where != (reading.number or (reading.title or "")[:80])]
    return Advice(on_file, tuple(doubts))


def _is_same_plan(plan: Plan, reading: PlanReading) -> bool:
    """The same number and year, or the same title: a corrected version may bear a new day."""
    if reading.number and plan.number == reading.number:
        return (plan.date_words or "")[:4] == (reading.date or "")[:4]
    return bool(reading.title) and fold(plan.title) == fold(reading.title or "")


def unit_matches(session: Session, draft: Draft) -> list[UnitMatch]:
    return matches_of(draft, session.store.offices.units())


def units_of(session: Session) -> list[Unit]:
    return session.store.offices.units()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row on file against the new version: `key` of the draft's row, None where it vanished; `before` its words."""

    kind: ChangeKind
    row_kind: RowKind
    key: int | None
    old_id: str | None
    code: str | None
    before: tuple[str, ...] = ()


def changes_of(session: Session, unfinished: UnfinishedImport) -> list[FileRow]:
    """What the new version does to each task and indicator of the plan that it updates; nothing is stored."""
    if not unfinished.update_of:
        return []
    draft = unfinished.draft
    plan = plan_of(session, unfinished.update_of)
    update = compare_with(session, plan, reading_of(draft), same=same_pairs(draft))
    units = {unit.id: unit.name for unit in session.store.offices.units()}
    tasks = {task.id: task for task in session.store.tasks.of_plan(plan.id)}
    keys = [row.key for row in draft.of_kind(RowKind.TASK)]
    rows = []
    for change in update.tasks:
        old = tasks.get(change.old_id or "")
        before: tuple[str, ...] = ()
        if old is not None:
            before = (old.text, units.get(old.lead_unit_id or "", ""), old.deadline_words, old.product)
        key = keys[change.place] if change.place is not None else None
        rows.append(FileRow(change.kind, RowKind.TASK, key, change.old_id, change.code, before))
    firsts = _first_keys(draft)
    indicators = {row.id: row for row in session.store.indicators.of_plan(plan.id)}
    for change in update.indicators:
        known = indicators.get(change.old_id or "")
        before = (known.text,) if known is not None else ()
        key = firsts[change.place] if change.place is not None else None
        rows.append(FileRow(change.kind, RowKind.INDICATOR, key, change.old_id, change.code, before))
    return rows


def _first_keys(draft: Draft) -> list[int]:
    """The draft's row that each joined indicator begins with."""
    from kh57_desktop.domain.joining import join_indicators

    rows = draft.of_kind(RowKind.INDICATOR)
    joined, _doubts = join_indicators(reading_of(draft).indicators, same_pairs(draft))
    return [rows[indicator.members[0]].key for indicator in joined]


@dataclass(frozen=True, slots=True)
class MemberChanges:
    """What a decision does to the committee on file; `is_new` where there is none yet."""

    is_new: bool
    left: tuple[Member, ...]


def member_changes(session: Session, draft: Draft) -> MemberChanges:
    known, left = members_before(session, reading_of(draft))
    return MemberChanges(known is None, tuple(left))


# --- accepting -----------------------------------------------------------------------------------------------------


def accept(
    session: Session, unfinished: UnfinishedImport, *, only: Collection[int] | None = None, progress: Progress = SILENT
) -> Result:
    """Save the rows that were not dropped as one named action, a copy of the file before; the draft goes.

    `only`: keys of the rows to take now; the others stay in the draft and join the same plan later.
    """
    draft = unfinished.draft
    documents = documents_of(session, unfinished)
    progress.step(0, 1, unfinished.name)
    result = _accept(session, unfinished, documents, only)
    rest = () if only is None else tuple(row for row in draft.rows if _stays(draft, row.key, only))
    stage = Stage(session.store.actions(1)[0].id, draft, unfinished.plan_code)
    after = replace(unfinished, stages=(*unfinished.stages, stage))
    if isinstance(result, Accepted) and any(_is_work(draft, row.key) for row in rest):
        after = replace(after, draft=replace(draft, rows=rest), plan_code=result.plan.code)
    else:
        after = replace(after, draft=replace(draft, rows=()), is_over=True)
    session.store.drafts.put_import(after)
    return result


def _accept(
    session: Session, unfinished: UnfinishedImport, documents: Sequence[tuple[str, bytes]], only: Collection[int] | None
) -> Result:
    draft = unfinished.draft
    reading = reading_of(draft, only=only)
    if draft.is_decision:
        return accept_decision(session, reading, documents=documents)
    choices = choices_of(draft, only=only)
    if unfinished.plan_code:
        return add_rows(session, plan_of(session, unfinished.plan_code), reading, choices)
    if unfinished.update_of:
        plan = plan_of(session, unfinished.update_of)
        return take_over(session, plan, reading, documents=documents, choices=choices, kept_rows=unfinished.kept_rows)
    return accept_reading(session, reading, documents=documents, choices=choices)


def choices_of(draft: Draft, *, only: Collection[int] | None = None) -> Choices:
    """What a person decided, by the places that the rows have in `reading_of`."""
    tasks = [row for row in draft.of_kind(RowKind.TASK) if only is None or row.key in only]
    every = [row.key for row in draft.of_kind(RowKind.TASK)]
    return Choices(
        parents=task_parents(draft, only=only),
        not_ours=frozenset(place for place, row in enumerate(tasks) if row.fate is Fate.NOT_OURS),
        same=same_pairs(draft, only=only),
        units=chosen_of(draft),
        positions=tuple(every.index(row.key) + 1 for row in tasks) if only is not None else None,
    )


def _stays(draft: Draft, key: int, only: Collection[int]) -> bool:
    """Rows not taken, with the heads that they stand under."""
    row = draft.row(key)
    if row.kind in (RowKind.GROUP, RowKind.BODY):
        return any(child.key not in only for child in draft.children(key)) or key not in only
    return key not in only


def _is_work(draft: Draft, key: int) -> bool:
    row = draft.row(key)
    return row.fate is not Fate.DROPPED and row.kind not in (RowKind.GROUP, RowKind.BODY)

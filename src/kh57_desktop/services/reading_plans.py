"""Reading a plan document and accepting what was read as a plan of the file, in one named, undoable action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain.corrections.doubts import doubts_of
from kh57_desktop.domain.corrections.draft import draft_of
from kh57_desktop.domain.joining import join_indicators
from kh57_desktop.domain.merged_readings import completed
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.plan_reading import Doubt, PlanReading
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import System
from kh57_desktop.i18n import _, fold
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.column_mappings import Mappings, heading_set, meanings_used, remembered_mappings
from kh57_desktop.services.due_days import is_strict_before
from kh57_desktop.services.occurrences import open_periods_of
from kh57_desktop.services.offices import standard_body
from kh57_desktop.services.pdfium_lock import alone_if_pdf
from kh57_desktop.services.read_rows import (
    AS_READ,
    Choices,
    UnitBook,
    duty_rows,
    group_rows,
    indicator_row,
    plan_row,
    section_rows,
    task_rows,
)
from kh57_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an import brought: the plan and how many rows of each kind."""

    plan: Plan
    sections: int
    task_groups: int
    tasks: int
    indicators: int
    targets: int
    duties: int
    units: int
    doubts: tuple[Doubt, ...]


def read_plan(document: Path, *, mappings: Mappings | None = None, progress: Progress = SILENT) -> PlanReading:
    """Read a document without touching any data file.

    `mappings`: a sheet whose headings are known is read by the meaning that they had the last time.
    """
    from kh57_desktop.importing.reader import read_document  # a fifth of the program's start: only when one is read

    mappings = mappings or {}
    known: dict[str, str] = {}
    for meanings in mappings.values():  # the one used last wins
        known.update(meanings)
    with alone_if_pdf(document):
        reading = read_document(document, remembered=known, progress=progress)
        own = mappings.get(heading_set(reading.columns)) if reading.columns else None
        if own is not None and dict(own) != meanings_used(reading.columns):
            reading = read_document(document, remembered=own, progress=progress)
    return reading


def with_doubts_of_rows(reading: PlanReading) -> tuple[PlanReading, tuple[Doubt, ...]]:
    """The reading with the doubts that its rows show, as the import page has them, and what its plan leaves open."""
    seen = [doubt for doubt in doubts_of(draft_of(reading)) if not doubt.key.startswith("read:")]
    doubts = tuple(Doubt(doubt.where, doubt.reason) for doubt in seen if not doubt.is_question)
    questions = tuple(Doubt(doubt.where, doubt.reason) for doubt in seen if doubt.is_question)
    return replace(reading, doubts=(*reading.doubts, *doubts)), questions


def read_together(
    document: Path, annexes: Sequence[Path] = (), *, mappings: Mappings | None = None, progress: Progress = SILENT
) -> PlanReading:
    """A plan with its annexes in files of their own: an annex completes the plan's tasks, it does not double them."""
    reading = read_plan(document, mappings=mappings, progress=progress)
    for annex in annexes:
        reading = completed(reading, read_plan(annex, mappings=mappings, progress=progress))
    return reading


def import_plan(
    session: Session, document: Path, annexes: Sequence[Path] = (), *, progress: Progress = SILENT
) -> Accepted:
    """Read and accept a document with its annexes; a copy of the data file is made before."""
    reading = read_together(document, annexes, mappings=remembered_mappings(session), progress=progress)
    return accept_reading(session, reading, source=document)


def accept_reading(
    session: Session,
    reading: PlanReading,
    *,
    source: Path | None = None,
    documents: Sequence[tuple[str, bytes]] = (),
    choices: Choices = AS_READ,
) -> Accepted:
    """Everything of a reading becomes a plan with the next code; one action in the journal.

    `documents`: name and content of what was read, the plan first; `source` stands for one that still lies on the disk.

    Raises nothing for doubtful places: they come back in `doubts` for a person to look at.
    """
    store = session.store
    store.copy_before(_("import"))
    code = store.plans.next_code()
    doubts = doubts_about_the_office(session, reading)
    if source is not None:
        documents = [(source.name, source.read_bytes()), *documents]
    with store.changes(_("Import plan {code}").format(code=code)):
        attachment = next(
            iter([store.files.put_bytes(content, name, "source").id for name, content in documents]), None
        )
        body = body_for(session, reading.system)
        plan = plan_row(session, reading, code, attachment, body)
        store.plans.put(plan)
        for section in section_rows(plan, reading):
            store.plans.put_section(section)
        units = UnitBook(store.offices.units(), choices.units)
        groups = group_rows(plan, reading)
        for group in groups:
            store.plans.put_group(group)
        tasks = task_rows(plan, reading, groups, units, choices, strict_before=is_strict_before(session))
        joined, joining_doubts = join_indicators(reading.indicators, choices.same)
        indicators = [indicator_row(plan, row, place, units) for place, row in enumerate(joined, 1)]
        duties = duty_rows(plan, reading, units)
        for unit in units.changed():
            store.offices.put_unit(unit)
        store.tasks.put_many(tasks)
        for indicator in indicators:
            store.indicators.put(indicator)
        for duty in duties:
            store.plans.put_duty(duty)
        open_periods_of(session, tasks)
    return Accepted(
        plan=plan,
        sections=len(reading.sections),
        task_groups=len(groups),
        tasks=len(tasks),
        indicators=len(indicators),
        targets=sum(len(indicator.targets) for indicator in indicators),
        duties=len(duties),
        units=len(units.added),
        doubts=(*doubts, *reading.doubts, *joining_doubts),
    )


def body_for(session: Session, system: str | None) -> IssuingBody:
    """The first issuing body of the document's system; where the office has none yet, its usual one is added.

    A plan is printed by the rules of the body that issues it, so a Party file that takes in a plan of the people's
    committee needs that body. Called inside the action of the import.
    """
    wanted = System(system) if system in set(System) else None
    bodies = session.store.offices.bodies()
    found = next((body for body in bodies if wanted is None or body.system is wanted), None)
    if found is not None or wanted is None:
        return found or bodies[0]
    body = standard_body(session.store.offices.office(), wanted, position=len(bodies) + 1)
    session.store.offices.put_body(body)
    return body


def doubts_about_the_office(session: Session, reading: PlanReading) -> list[Doubt]:
    """The document names another place than this office, or is on file already."""
    office = session.store.offices.office()
    doubts = []
    place = f"{reading.level or office.level} {reading.locality}"
    if reading.locality and fold(place) != fold(office.full_name):
        reason = _("The document is of {place}, this data file of {office}.")
        doubts.append(Doubt(place, reason.format(place=place, office=office.full_name)))
    for plan in session.store.plans.all():
        same_sign = reading.number is not None and (plan.number, plan.date_words) == (reading.number, reading.date)
        same_title = fold(plan.title) == fold(reading.title or "") and plan.number == reading.number
        if same_sign or same_title:
            reason = _("This plan is already on file as {code}; take a corrected version over with --update {code}.")
            doubts.append(Doubt(reading.number or (reading.title or "")[:80], reason.format(code=plan.code)))
    return doubts

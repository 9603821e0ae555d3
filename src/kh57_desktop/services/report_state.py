"""The figures of a report as at its cut-off day, rebuilt from the file's history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from kh57_desktop.domain.cut_off import LeftOut, StateAt, late_readings, state_at
from kh57_desktop.domain.office_cut_off import OfficeAt, office_at
from kh57_desktop.domain.periods import PeriodDates
from kh57_desktop.domain.report_figures import figures_at
from kh57_desktop.domain.reports import ProofFigure, ReportFigures
from kh57_desktop.domain.versions import History, Versions
from kh57_desktop.services.office_choices import due_soon_days, due_soon_days_at
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store.files import Attachment

PRODUCT_KIND, EVIDENCE_KIND, OCCURRENCE_KIND = "product", "evidence", "occurrence"
"""Kinds of proofs in a report's data."""


@dataclass(frozen=True, slots=True)
class RebuiltFigures:
    """`left_out`: changes made after the cut-off that are not counted; `late_rows`: how many rows are marked.

    Where the plan itself was entered after the cut-off (`is_plan_late`) no single row is marked.
    """

    figures: ReportFigures
    state: StateAt
    left_out: tuple[LeftOut, ...]
    late_rows: int

    @property
    def is_plan_late(self) -> bool:
        return self.figures.is_plan_late


@dataclass(frozen=True, slots=True)
class Rebuilt(RebuiltFigures):
    """All that a report tells; `figures_on_the_day`, `office_on_the_day`: the same without what came later.

    None where nothing came later, or where no single row is marked.
    """

    office: OfficeAt
    figures_on_the_day: ReportFigures | None
    office_on_the_day: OfficeAt | None


def end_of(day: date) -> str:
    """The end of a day in Vietnam as the journal writes moments."""
    moment = datetime.combine(day + timedelta(days=1), time(), VIETNAM).astimezone(UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def rebuilt_figures(
    session: Session,
    plan_id: str,
    dates: PeriodDates,
    *,
    counted: Collection[str] = (),
    known_on: date | None = None,
) -> RebuiltFigures:
    """What the tables of these days say; `counted`: ids of rows that a person takes as they are now.

    `known_on`: as the file knew it at the end of that day, and not as it does now.
    """
    moment, until = end_of(dates.cut_off), end_of(known_on) if known_on is not None else ""
    history = session.store.earlier.plan(plan_id, moment, until)
    return _figures(session, dates, history, session.store.earlier.files(moment, until), counted, until)


def rebuilt(session: Session, plan_id: str, dates: PeriodDates, *, counted: Collection[str] = ()) -> Rebuilt:
    """The same with what stands beside the tables, now and as it was said on the cut-off day itself."""
    moment = end_of(dates.cut_off)
    history, files = session.store.earlier.plan(plan_id, moment), session.store.earlier.files(moment)
    office_history = session.store.earlier.office(plan_id, moment)
    found = _figures(session, dates, history, files, counted)
    office = office_at(office_history, dates.cut_off, counted=counted, has_plan=history.has_plan)
    then = office_then = None
    if history.has_plan and not session.store.earlier.is_as_now(moment):
        old_files = {key: Versions(row.then, row.then, row.was_there) for key, row in files.items()}
        then = _figures(session, dates, history.on_the_day(), old_files).figures
        office_then = office_at(office_history.on_the_day(), dates.cut_off)
    return Rebuilt(
        figures=found.figures,
        state=found.state,
        left_out=(*found.left_out, *office.left_out),
        late_rows=found.late_rows + (office.late_rows if history.has_plan else 0),
        office=office,
        figures_on_the_day=then,
        office_on_the_day=office_then,
    )


def _figures(
    session: Session,
    dates: PeriodDates,
    history: History,
    files: Mapping[str, Versions[Attachment]],
    counted: Collection[str] = (),
    until: str = "",
) -> RebuiltFigures:
    state = state_at(history, dates.cut_off, counted=counted)
    proofs, late_proofs = _proofs(state, files)
    late = state.late | late_readings(history, state.indicators, dates.period) | late_proofs
    known = end_of(dates.cut_off) if history.has_plan else until
    figures = figures_at(
        dates,
        groups=state.groups,
        tasks=state.tasks,
        progress=state.progress,
        indicators=state.indicators,
        readings=state.readings,
        units=state.units,
        occurrences=state.occurrences,
        late=late if history.has_plan else frozenset(),
        proofs=proofs,
        due_soon_days=due_soon_days_at(session, known) if known else due_soon_days(session),
    )
    figures = replace(figures, is_plan_late=not history.has_plan)
    marked = sum(row.late for row in figures.tasks) + sum(row.late for row in figures.indicators)
    return RebuiltFigures(figures, state, state.left_out, marked)


def _proofs(
    state: StateAt, files: Mapping[str, Versions[Attachment]]
) -> tuple[dict[str, tuple[ProofFigure, ...]], frozenset[str]]:
    """What proves each task, and ids of tasks whose proof was completed after the cut-off.

    Its product where that is a document, files beside its log, proofs of finished instances.
    """
    found, late = {}, set()
    for task in state.tasks:
        proofs: list[ProofFigure] = []
        if task.product_number:
            proofs.append(ProofFigure(PRODUCT_KIND, task.product_number, task.product_on, task.product))
        for row in state.evidence.get(task.id, ()):
            file = _file_at(files.get(row.attachment_id))
            if file is not None:
                proofs.append(ProofFigure(EVIDENCE_KIND, file.number, file.document_on, file.name))
                if file != files[row.attachment_id].then:
                    late.add(task.id)
        proofs += [
            ProofFigure(OCCURRENCE_KIND, "", row.finished_on, row.proof)
            for row in state.occurrences.get(task.id, ())
            if row.proof
        ]
        found[task.id] = tuple(proofs)
    return found, frozenset(late)


def _file_at(row: Versions[Attachment] | None) -> Attachment | None:
    """A file as it was named then; number and day that were filled in later complete it."""
    if row is None or row.then is None or row.now is None:
        return None if row is None else row.then if row.then is not None else row.now
    return replace(
        row.then, number=row.then.number or row.now.number, document_on=row.then.document_on or row.now.document_on
    )

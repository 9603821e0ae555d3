"""The figures of a report as at its cut-off day, rebuilt from the file's history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from kh57_desktop.domain.cut_off import LeftOut, StateAt, late_readings, state_at
from kh57_desktop.domain.periods import PeriodDates
from kh57_desktop.domain.report_figures import figures_at
from kh57_desktop.domain.reports import ProofFigure, ReportFigures
from kh57_desktop.services.office_choices import due_soon_days
from kh57_desktop.services.session import VIETNAM, Session

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


def end_of(day: date) -> str:
    """The end of a day in Vietnam as the journal writes moments."""
    moment = datetime.combine(day + timedelta(days=1), time(), VIETNAM).astimezone(UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def rebuilt_figures(
    session: Session, plan_id: str, dates: PeriodDates, *, counted: Collection[str] = ()
) -> RebuiltFigures:
    """What the report of these days says; `counted`: ids of rows that a person takes as they are now."""
    history = session.store.history_of(plan_id, end_of(dates.cut_off))
    state = state_at(history, dates.cut_off, counted=counted)
    late = state.late | late_readings(history, state.indicators, dates.period)
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
        proofs=_proofs(session, state),
        due_soon_days=due_soon_days(session),
    )
    figures = replace(figures, is_plan_late=not history.has_plan)
    marked = sum(row.late for row in figures.tasks) + sum(row.late for row in figures.indicators)
    return RebuiltFigures(figures, state, state.left_out, marked)


def _proofs(session: Session, state: StateAt) -> dict[str, tuple[ProofFigure, ...]]:
    """What proves each task: the document that is its product, files beside its log, proofs of finished instances."""
    attached = {row.attachment_id for rows in state.evidence.values() for row in rows}
    files = {row.id: row for row in session.store.files.all() if row.id in attached} if attached else {}
    found = {}
    for task in state.tasks:
        proofs: list[ProofFigure] = []
        if task.product_number:
            proofs.append(ProofFigure(PRODUCT_KIND, task.product_number, task.product_on, task.product))
        for row in state.evidence.get(task.id, ()):
            file = files.get(row.attachment_id)
            if file is not None:
                proofs.append(ProofFigure(EVIDENCE_KIND, file.number, file.document_on, file.name))
        proofs += [
            ProofFigure(OCCURRENCE_KIND, "", row.finished_on, row.proof)
            for row in state.occurrences.get(task.id, ())
            if row.proof
        ]
        found[task.id] = tuple(proofs)
    return found

"""Several documents read at once: a plan with its annexes, and decisions on committees, sorted by what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain.corrections.annexes import passages_under
from kh57_desktop.domain.merged_readings import completed
from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.importing.errors import DocumentMissing
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.column_mappings import Mappings
from kh57_desktop.services.reading_plans import read_plan


@dataclass(frozen=True, slots=True)
class ReadFile:
    name: str
    content: bytes
    reading: PlanReading


@dataclass(frozen=True, slots=True)
class ReadTogether:
    """What becomes one import: a plan completed by its annexes, or one decision; documents with their content."""

    reading: PlanReading
    documents: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class ReadAll:
    """`refused`: files that could not be read, each with its sentence; the others were read all the same."""

    imports: tuple[ReadTogether, ...]
    refused: tuple[UserError, ...] = ()


def read_documents(paths: Sequence[Path], mappings: Mappings | None = None, *, progress: Progress = SILENT) -> ReadAll:
    """Every document; no data file is touched. Raises the refusal where none could be read."""
    files: list[ReadFile] = []
    refused: list[UserError] = []
    for place, path in enumerate(paths):
        if len(paths) > 1:
            progress.step(place, len(paths), _("Reading {name}").format(name=path.name))
        try:
            files.append(read_file(path, mappings or {}, progress=progress))
        except UserError as error:
            refused.append(error)
    if refused and not files:
        raise refused[0]
    return ReadAll(tuple(_sorted(files)), tuple(refused))


def read_file(path: Path, mappings: Mappings, *, progress: Progress = SILENT) -> ReadFile:
    """One document with its content."""
    reading = read_plan(path, mappings=mappings, progress=progress)
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise DocumentMissing(name=path.name) from cause
    return ReadFile(path.name, content, reading)


def _sorted(files: Sequence[ReadFile]) -> list[ReadTogether]:
    """Plans first, each annex with the first plan; an annex alone stands for itself; decisions last."""
    decisions = [file for file in files if file.reading.committee is not None]
    others = [file for file in files if file.reading.committee is None]
    plans = [file for file in others if file.reading.sections]
    annexes = [file for file in others if not file.reading.sections]
    if not plans and annexes:
        plans, annexes = annexes[:1], annexes[1:]
    together = [ReadTogether(file.reading, ((file.name, file.content),)) for file in plans]
    for annex in annexes:
        together[0] = _with_annex(together[0], annex)
    together.extend(ReadTogether(file.reading, ((file.name, file.content),)) for file in decisions)
    return together


def _with_annex(plan: ReadTogether, annex: ReadFile) -> ReadTogether:
    """The annex's words follow the plan's in the document as read, under the annex's own name."""
    before = plan.reading.passages
    reading = replace(
        completed(plan.reading, annex.reading),
        passages=(*before, *passages_under(annex.name, annex.reading.passages, after=before)),
        columns=(*plan.reading.columns, *annex.reading.columns),
    )
    return ReadTogether(reading, (*plan.documents, (annex.name, annex.content)))

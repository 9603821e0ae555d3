"""The documents of an import read anew after a person said what their columns mean; the corrections made stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain.corrections.draft import Draft, draft_of
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.corrections.rereading import carried_over
from kh57_desktop.domain.plan_reading import ReadColumn
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.column_mappings import meanings_used
from kh57_desktop.services.import_documents import read_documents


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """`columns` and `meanings` are what was chosen, to be remembered; `lost` as in `CarriedOver`."""

    unfinished: UnfinishedImport
    columns: tuple[ReadColumn, ...]
    meanings: Mapping[str, str]
    lost: tuple[str, ...]


def read_anew(
    unfinished: UnfinishedImport,
    documents: Sequence[Path],
    meanings: Mapping[str, str],
    *,
    progress: Progress = SILENT,
) -> ReadAnew:
    """Touches no file of the office. The documents are read twice: as they were understood, which tells what a person
    corrected since, and by the `meanings` chosen now."""
    columns = unfinished.draft.base.columns
    used = meanings_used(columns)
    as_read = _draft(documents, used, progress)
    anew = _draft(documents, {**used, **meanings}, progress)
    carried = carried_over(unfinished.draft, as_read, anew)
    return ReadAnew(replace(unfinished, draft=carried.draft), columns, meanings, carried.lost)


def _draft(documents: Sequence[Path], meanings: Mapping[str, str], progress: Progress) -> Draft:
    return draft_of(read_documents(documents, {"": meanings}, progress=progress).imports[0].reading)

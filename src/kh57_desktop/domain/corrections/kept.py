"""An import that is not finished: the corrected rows, its documents, and what was decided about a plan on file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kh57_desktop.domain.corrections.draft import Draft, DraftRow


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of the import; its content is kept beside the data under `sha256`, wherever it came from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Rows were accepted by `action`; `draft` and `plan_code` are those of before, should it be undone."""

    action: str
    draft: Draft
    plan_code: str = ""


@dataclass(frozen=True, slots=True)
class UnfinishedImport:
    """`update_of`: code of the plan on file that this is a new version of, "" for a plan of its own.

    `kept_rows`: ids of rows on file that stay as they are although the new version changes or lacks them.
    `plan_code`: the plan that has got a part of the rows already ("nhận các dòng đã rõ").
    `stages`: what was accepted of it since the file was opened. `is_over`: nothing is left; it waits again when undo
    takes the last stage back.
    """

    id: str
    draft: Draft
    documents: tuple[KeptDocument, ...] = ()
    update_of: str = ""
    kept_rows: frozenset[str] = field(default_factory=frozenset)
    plan_code: str = ""
    stages: tuple[Stage, ...] = ()
    is_over: bool = False

    @property
    def name(self) -> str:
        return self.documents[0].name if self.documents else self.draft.base.title or ""


def as_undone(unfinished: UnfinishedImport, counts: Callable[[str], bool]) -> UnfinishedImport:
    """The import after undo: rows of stages that do not count any more wait again, as corrected as they were."""
    while unfinished.stages and not counts(unfinished.stages[-1].action):
        stage = unfinished.stages[-1]
        draft = stage.draft if unfinished.is_over else _with_rows_back(stage.draft, unfinished.draft)
        unfinished = replace(
            unfinished, draft=draft, plan_code=stage.plan_code, stages=unfinished.stages[:-1], is_over=False
        )
    return unfinished


def _with_rows_back(before: Draft, now: Draft) -> Draft:
    """Rows that had been taken stand where they stood, the others as they were corrected since."""
    current = {row.key: row for row in now.rows}
    taken = [row.key for row in before.rows if row.key not in current]
    rows: list[DraftRow] = []
    later = list(now.rows)
    for row in before.rows:
        if row.key in taken:
            rows.append(row)
            continue
        while later:
            rows.append(later.pop(0))
            if rows[-1].key == row.key:
                break
    return replace(now, rows=(*rows, *later), next_key=max(now.next_key, before.next_key))

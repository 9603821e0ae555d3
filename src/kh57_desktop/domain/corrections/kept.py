"""An import that is not finished: the corrected rows, its documents, and what was decided about a plan on file."""

from __future__ import annotations

from dataclasses import dataclass, field

from kh57_desktop.domain.corrections.draft import Draft


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of the import; its content is kept beside the data under `sha256`, wherever it came from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UnfinishedImport:
    """`update_of`: code of the plan on file that this is a new version of, "" for a plan of its own.

    `kept_rows`: ids of rows on file that stay as they are although the new version changes or lacks them.
    `plan_code`: the plan that has got a part of the rows already ("nhận các dòng đã rõ").
    `accepted_as`: id of the plan that all of it became; should an undo take that plan back, the import waits again.
    """

    id: str
    draft: Draft
    documents: tuple[KeptDocument, ...] = ()
    update_of: str = ""
    kept_rows: frozenset[str] = field(default_factory=frozenset)
    plan_code: str = ""
    accepted_as: str = ""

    @property
    def name(self) -> str:
        return self.documents[0].name if self.documents else self.draft.base.title or ""

"""What the import page asks of the services: reading and accepting as jobs, short things in the file that is open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.domain.corrections.draft import Draft
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.corrections.unit_matches import UnitMatch
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plan_reading import ReadColumn
from kh57_desktop.progress import Progress
from kh57_desktop.services import column_mappings
from kh57_desktop.services.session import Session, open_session

if TYPE_CHECKING:
    from kh57_desktop.services.import_documents import ReadAll, ReadTogether
    from kh57_desktop.services.import_rereading import ReadAnew
    from kh57_desktop.services.imports import Advice, FileRow, MemberChanges, Result

# the readers of documents are a fifth of the program's start and wanted once in a while: loaded by who needs them


class OfficeImports:
    """`ImportServices` over the open file."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._path = session.store.path

    # jobs

    def read(self, documents: Sequence[Path], mappings: Mapping[str, Mapping[str, str]], progress: Progress) -> ReadAll:
        """Touches no file of the office."""
        from kh57_desktop.services.import_documents import read_documents

        return read_documents(documents, mappings, progress=progress)

    def read_anew(
        self, unfinished: UnfinishedImport, documents: Sequence[Path], meanings: Mapping[str, str], progress: Progress
    ) -> ReadAnew:
        """Touches no file of the office."""
        from kh57_desktop.services.import_rereading import read_anew

        return read_anew(unfinished, documents, meanings, progress=progress)

    def accept(self, unfinished: UnfinishedImport, only: Collection[int] | None, progress: Progress) -> Result:
        """In a session of its own. The last moment to stop is before the saving: one action, whole or not at all."""
        from kh57_desktop.services import imports

        with open_session(self._path, user=self._session.user) as session:
            return imports.accept(session, unfinished, only=only, progress=progress)

    # the open file

    def mappings(self) -> Mapping[str, Mapping[str, str]]:
        return column_mappings.remembered_mappings(self._session)

    def remember(self, columns: Sequence[ReadColumn], meanings: Mapping[str, str]) -> None:
        column_mappings.remember_mapping(self._session, columns, meanings)

    def unfinished(self) -> list[UnfinishedImport]:
        from kh57_desktop.services import imports

        return imports.unfinished_imports(self._session)

    def tidy(self) -> None:
        from kh57_desktop.services import imports

        imports.tidy(self._session)

    def begin(self, read: ReadTogether) -> UnfinishedImport:
        from kh57_desktop.services import imports

        return imports.begin(self._session, read)

    def add_annex(self, unfinished: UnfinishedImport, read: ReadTogether) -> UnfinishedImport:
        from kh57_desktop.services import imports

        return imports.add_annex(self._session, unfinished, read)

    def keep(self, unfinished: UnfinishedImport) -> None:
        from kh57_desktop.services import imports

        imports.keep(self._session, unfinished)

    def give_up(self, unfinished: UnfinishedImport) -> None:
        from kh57_desktop.services import imports

        imports.give_up(self._session, unfinished)

    def write_documents(self, unfinished: UnfinishedImport, folder: Path) -> list[Path]:
        """The documents of an import as files again, to be read anew."""
        from kh57_desktop.services import imports

        paths = []
        for name, content in imports.documents_of(self._session, unfinished):
            path = folder / Path(name).name
            path.write_bytes(content)
            paths.append(path)
        return paths

    def advice(self, unfinished: UnfinishedImport) -> Advice:
        from kh57_desktop.services import imports

        return imports.advice_on(self._session, unfinished)

    def units(self) -> list[Unit]:
        from kh57_desktop.services import imports

        return imports.units_of(self._session)

    def matches(self, draft: Draft) -> list[UnitMatch]:
        from kh57_desktop.services import imports

        return imports.unit_matches(self._session, draft)

    def changes(self, unfinished: UnfinishedImport) -> list[FileRow]:
        from kh57_desktop.services import imports

        return imports.changes_of(self._session, unfinished)

    def members(self, draft: Draft) -> MemberChanges:
        from kh57_desktop.services import imports

        return imports.member_changes(self._session, draft)

"""What is not finished: imports still on the screen, and what the columns of sheets meant the last time.

Neither is the office's record, so neither has a row in the journal, and undo passes them by.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.store.codec import canonical, plain_codec
from kh57_desktop.store.connection import Database
from kh57_desktop.store.errors import OpenedForReading, in_our_words

_IMPORT = "import"
_write, _read = plain_codec(UnfinishedImport)


class Drafts:
    """`store.drafts`."""

    def __init__(self, db: Database, now: Callable[[], str], *, is_read_only: bool) -> None:
        self._db = db
        self._now = now
        self._is_read_only = is_read_only

    def imports(self) -> list[UnfinishedImport]:
        """In the order in which they were begun; one that this version cannot read any more is left out."""
        rows = self._db.rows("select content from draft where kind = ? order by rowid", (_IMPORT,))
        found = []
        for row in rows:
            try:
                found.append(_read(json.loads(row["content"])))
            except (ValueError, TypeError, KeyError):
                continue
        return found

    def put_import(self, unfinished: UnfinishedImport) -> None:
        sql = """insert into draft (id, kind, changed_at, content) values (?, ?, ?, ?)
            on conflict (id) do update set changed_at = excluded.changed_at, content = excluded.content"""
        with self._saving():
            self._db.run(sql, (unfinished.id, _IMPORT, self._now(), canonical(_write(unfinished))))

    def forget(self, draft_id: str) -> None:
        with self._saving():
            self._db.run("delete from draft where id = ?", (draft_id,))

    def mappings(self) -> dict[str, dict[str, str]]:
        """Meanings of columns by heading key, for each set of headings; the one used last stands last."""
        rows = self._db.rows("select headings, meanings from import_mapping order by used_at, rowid")
        return {row["headings"]: json.loads(row["meanings"]) for row in rows}

    def put_mapping(self, headings: str, meanings: Mapping[str, str]) -> None:
        sql = """insert into import_mapping (headings, meanings, used_at) values (?, ?, ?)
            on conflict (headings) do update set meanings = excluded.meanings, used_at = excluded.used_at"""
        with self._saving():
            self._db.run(sql, (headings, canonical(dict(meanings)), self._now()))

    @contextmanager
    def _saving(self) -> Iterator[None]:
        if self._is_read_only:
            raise OpenedForReading(name=self._db.path.name)
        with in_our_words(self._db.path):
            self._db.run("begin immediate")
            try:
                yield
                self._db.run("commit")
            except BaseException:
                if self._db.connection.in_transaction:
                    self._db.run("rollback")
                raise

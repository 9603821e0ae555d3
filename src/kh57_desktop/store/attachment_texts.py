"""Words of the attachments, by content: read out of them when the program is idle, for the search alone (row 92).

They follow from files that never change, so the journal does not tell them and undo does not touch them.
"""

from __future__ import annotations

from kh57_desktop.store.connection import Database

LONGEST = 400_000
"""Letters kept of one attachment."""


class AttachmentTexts:
    """`store.attachment_texts`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def missing(self) -> list[tuple[str, str]]:
        """(SHA-256, name) of attachments whose words were not read yet; packages and signatures have none."""
        sql = """select sha256, min(name) as name from attachment where deleted_at is null
            and sha256 not in (select sha256 from attachment_text) group by sha256 order by min(row)"""
        return [(str(row["sha256"]), str(row["name"])) for row in self._db.rows(sql)]

    def put(self, sha256: str, words: str) -> None:
        """Also where nothing could be read (""), so that it is not tried again."""
        self._db.run("begin immediate")
        try:
            self._db.run("insert or replace into attachment_text values (?, ?)", (sha256, words[:LONGEST]))
            self._db.run("commit")
        except BaseException:
            if self._db.connection.in_transaction:
                self._db.run("rollback")
            raise

    def all(self) -> dict[str, str]:
        return {
            str(row["sha256"]): str(row["words"])
            for row in self._db.rows("select sha256, words from attachment_text where words <> ''")
        }

    def count(self) -> int:
        return self._db.number("select count(*) from attachment_text")

"""The bare words of any document that can be read, for the search; what cannot be read has none."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.errors import UserError
from kh57_desktop.importing.formats import kind_of, sources_in
from kh57_desktop.importing.passages import passages_of
from kh57_desktop.importing.spreadsheet_cells import sheets_of
from kh57_desktop.progress import SILENT, Progress

_TEXT_STARTS = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
"""Pictures have no words here."""


def words_of_document(path: Path, *, progress: Progress = SILENT) -> str:
    """Its paragraphs and cells, a line each; "" for pictures, packages, old formats and what is damaged."""
    try:
        with path.open("rb") as stream:
            if stream.read(8).startswith(_TEXT_STARTS):
                return ""
        kind = kind_of(path)
        if kind == "old":
            return ""
        if kind == "workbook":
            rows = (row for sheet in sheets_of(path) for row in sheet.rows.values())
            return "\n".join(" ".join(row.values()) for row in rows)
        return "\n".join(passage.text for passage in passages_of(sources_in(path, progress=progress)))
    except (UserError, OSError):
        return ""

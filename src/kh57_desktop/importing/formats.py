"""Which reader a file needs, told by its first bytes; the name's ending only helps where they do not tell it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline, plain_text
from kh57_desktop.importing.archive import open_package
from kh57_desktop.importing.blocks import Source
from kh57_desktop.importing.characters import decode
from kh57_desktop.importing.errors import (
    DocumentEmpty,
    DocumentForeign,
    DocumentMissing,
    DocumentOldWord,
    DocumentTooLarge,
)
from kh57_desktop.progress import SILENT, Progress

Kind = Literal["text", "word", "workbook", "pdf", "old"]

TEXT_BYTES = 5_000_000
"""A plain text beyond this is no plan: the longest real one has 0.2 MB."""
PACKAGE_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # Word 97-2003, and any Office file with a password
_RTF = b"{\\rtf"
_PDF = b"%PDF-"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_START = 1024
"""Bytes within which a PDF may begin (PDF 1.7, implementation note 13)."""


def kind_of(path: Path) -> Kind:
    """What the file is; raises DocumentMissing and DocumentEmpty."""
    start = _start(path)
    if start.startswith((_COMPOUND, _RTF)) or start[30:].startswith(_OPEN_DOCUMENT):
        return "old"
    if _PDF in start:
        return "pdf"
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        _limit(path, PACKAGE_BYTES)
        with open_package(path) as package:
            return "workbook" if "xl/workbook.xml" in package.members else "word"
    return "workbook" if path.suffix.lower() in (".csv", ".tsv") else "text"


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            start = stream.read(_START)
    except OSError as cause:
        raise DocumentMissing(name=path.name) from cause
    if not start.strip():
        raise DocumentEmpty(name=path.name)
    return start


def _limit(path: Path, size: int) -> None:
    if path.stat().st_size > size:
        raise DocumentTooLarge(name=path.name, limit=_("more than {size} MB").format(size=size // 1_000_000))


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The document itself, or what an installed word processor made of one in an old format; raises DocumentOldWord
    where none is installed, and for a document with a password."""
    if kind_of(path) != "old":
        yield path
        return
    from kh57_desktop.importing.converters import TARGETS, converted

    start = _start(path)
    if start.startswith(_COMPOUND) and path.stat().st_size <= PACKAGE_BYTES and _LOCKED in path.read_bytes():
        raise DocumentOldWord(name=path.name)
    ending = path.suffix.lower()
    if start.startswith(_RTF):
        ending = ".rtf"
    elif start[30:].startswith(_OPEN_DOCUMENT):
        ending = ".ods" if start[30 + len(_OPEN_DOCUMENT) :].startswith(b"spreadsheet") else ".odt"
    elif ending not in TARGETS:
        ending = ".doc"
    with converted(path, ending=ending) as document:
        yield document


def sources_in(path: Path, *, progress: Progress = SILENT) -> tuple[Source, ...]:
    """Lines and tables of the document at `path`; size and kind are judged before it is read."""
    with deadline.limited(path.name, progress=progress) as watched:
        return _sources_in(path, watched)


def _sources_in(path: Path, progress: Progress) -> tuple[Source, ...]:
    kind = kind_of(path)
    if kind == "old":
        with readable(path) as document:
            return sources_in(document, progress=progress)
    if kind == "pdf":
        from kh57_desktop.importing.pdf import apart

        return apart.sources_of(path, progress=progress)
    if kind == "workbook":
        from kh57_desktop.importing.spreadsheet import read_sheets

        return read_sheets(path).sources
    if kind == "word":
        from kh57_desktop.importing import word

        return word.sources_of(path)
    _limit(path, TEXT_BYTES)
    return plain_text.lines_of(_text_of(path))


def _text_of(path: Path) -> str:
    """The text of a plain file; a picture or a programme is none."""
    text = decode(path.read_bytes())
    if text is None:
        raise DocumentForeign(name=path.name)
    if not text.strip():
        raise DocumentEmpty(name=path.name)
    return text

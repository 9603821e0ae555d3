"""Which reader a file needs, told by its first bytes; the name's ending only helps to word a refusal."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.i18n import _
from kh57_desktop.importing import plain_text
from kh57_desktop.importing.blocks import Source
from kh57_desktop.importing.characters import decode
from kh57_desktop.importing.errors import (
    DocumentEmpty,
    DocumentForeign,
    DocumentMissing,
    DocumentOldWord,
    DocumentTooLarge,
)

TEXT_BYTES = 5_000_000
"""A plain text beyond this is no plan: the longest real one has 0.2 MB."""
PACKAGE_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # Word 97-2003, and any Office file with a password
_RTF = b"{\\rtf"


def sources_in(path: Path) -> tuple[Source, ...]:
    """Lines and tables of the document at `path`; size and kind are judged before it is read."""
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(16)
    except OSError as cause:
        raise DocumentMissing(name=name) from cause
    if not start.strip():
        raise DocumentEmpty(name=name)
    if start.startswith((_COMPOUND, _RTF)):
        raise DocumentOldWord(name=name)
    is_package = start.startswith((_ZIP, _EMPTY_ZIP))
    limit = PACKAGE_BYTES if is_package else TEXT_BYTES
    if size > limit:
        raise DocumentTooLarge(name=name, limit=_("more than {size} MB").format(size=limit // 1_000_000))
    if is_package:
        from kh57_desktop.importing import word

        return word.sources_of(path)
    return plain_text.lines_of(_text_of(path))


def _text_of(path: Path) -> str:
    """The text of a plain file; a picture, a PDF or a programme is none."""
    data = path.read_bytes()
    text = None if data.startswith(b"%PDF") else decode(data)
    if text is None:
        raise DocumentForeign(name=path.name)
    if not text.strip():
        raise DocumentEmpty(name=path.name)
    return text

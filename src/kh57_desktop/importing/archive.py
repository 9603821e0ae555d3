"""Opening an Office package from outside: limits checked before anything is unpacked, real bytes counted while it is.

Limits of reliability.md section 4: 5,000 members, 50 MB each, 100 MB together, unpacked at most 200 times
the packed size.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline
from kh57_desktop.importing.errors import DocumentDamaged, DocumentForeign, DocumentTooLarge, DocumentUnsafe

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = 5_000
MEMBER_BYTES = 50_000_000
TOTAL_BYTES = 100_000_000
ELEMENTS = 1_000_000
"""Elements of one part: each takes 350 bytes once parsed; an annex of 1,500 rows has 200,000."""
RATIO = 200
_RATIO_FROM = 1_000_000
"""Small members may compress better than `RATIO`: an empty settings part is no bomb."""
_CHUNK = 1 << 16
_DIRECTORY_BYTES = 2 << 20
"""Of the list of members, which is read as a whole before they can be counted."""


class Package:
    """The members of one checked package; `xml` gives a parsed part."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._read = 0
        self.members = frozenset(archive.namelist())

    def bytes_of(self, member: str) -> bytes:
        """The unpacked bytes of `member`; a header that lies about its size is caught here."""
        info = self._archive.getinfo(member)
        parts: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as stream:
                while part := stream.read(_CHUNK):
                    deadline.check()
                    size += len(part)
                    self._read += len(part)
                    if size > MEMBER_BYTES or self._read > TOTAL_BYTES or _is_bomb(size, info.compress_size):
                        raise _too_large(self._name)
                    parts.append(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as cause:
            raise DocumentDamaged(name=self._name) from cause
        return b"".join(parts)

    def xml(self, member: str) -> _Element | None:
        """The root of an XML part, None when the package has no such part. A DOCTYPE is refused before parsing."""
        if member not in self.members:
            return None
        from lxml import etree

        data = self.bytes_of(member)
        if _declares_type(data):
            raise DocumentUnsafe(name=self._name)
        if data.count(b"<") - data.count(b"</") > ELEMENTS:
            raise DocumentTooLarge(name=self._name, limit=_("more than {count} parts").format(count=ELEMENTS))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as cause:
            raise DocumentDamaged(name=self._name) from cause


def _declares_type(data: bytes) -> bool:
    """Whether a document type is declared, in whatever width the letters are written."""
    return b"<!doctype" in data.replace(b"\x00", b"").lower()


def _is_bomb(size: int, packed: int) -> bool:
    return size > _RATIO_FROM and size > RATIO * max(1, packed)


def _too_large(name: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        name=name, limit=_("more than {size} MB when unpacked").format(size=TOTAL_BYTES // 1_000_000)
    )


class _Source(io.FileIO):
    """A file of which no reader takes more at once than a list of members may have."""

    def read(self, size: int | None = -1, /) -> bytes:
        most = _DIRECTORY_BYTES + 1
        found = super().read(most if size is None or size < 0 else min(size, most))
        if len(found) == most:
            raise DocumentTooLarge(
                name=Path(str(self.name)).name, limit=_("more than {count} parts").format(count=MEMBERS)
            )
        return found


@contextmanager
def open_package(path: Path, *, marker: str = "[Content_Types].xml") -> Iterator[Package]:
    """The package at `path`, refused (DocumentTooLarge, DocumentUnsafe, DocumentDamaged) before any member is read.

    `marker`: the member that says what kind of package it is; one without it is foreign.
    """
    name = path.name
    with _Source(path) as source:
        try:
            archive = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError) as cause:
            raise DocumentDamaged(name=name) from cause
        _check(archive.infolist(), name, marker)
        yield Package(archive, name)


def _check(members: list[zipfile.ZipInfo], name: str, marker: str) -> None:
    if len(members) > MEMBERS:
        raise DocumentTooLarge(name=name, limit=_("more than {count} parts").format(count=MEMBERS))
    total = sum(member.file_size for member in members)
    for member in members:
        if member.file_size > MEMBER_BYTES or total > TOTAL_BYTES or _is_bomb(member.file_size, member.compress_size):
            raise _too_large(name)
        path = member.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise DocumentUnsafe(name=name)
    if not any(member.filename == marker for member in members):
        raise DocumentForeign(name=name)

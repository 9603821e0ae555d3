"""Attachments, issued papers and packages: kept by content in `NAME.kh57-files/`, never changed after writing."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from kh57_desktop.light import dataclass
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.durable import replace, sync_file, write_atomically
from kh57_desktop.store.errors import AttachmentAltered, AttachmentMissing, AttachmentTooLarge, in_our_words
from kh57_desktop.store.identity import new_id, sha256_of
from kh57_desktop.store.records import Records, Table

LARGEST_MB = 50
PIECE = 1 << 20

BACKUP_STAMP = re.compile(r"-\d{8}-\d{6}-s\d{4}-[0-9a-f]{12}$")
"""What a backup's name has after the name of its data file: day, time, schema number, head of the journal."""
COPIES_SUFFIX = "-backups"
ON_THE_WAY = ".on-the-way"
"""Folder beside the contents for files that are not proved yet."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with the data. `number`/`document_on`: sign and day of the document; `goes_along`: gửi kèm."""

    id: str
    sha256: str
    name: str
    size: int
    kind: str
    attached_at: str
    number: str = ""
    document_on: date | None = None
    goes_along: bool = False


def files_folder(data_file: Path) -> Path:
    """Where the contents lie: beside the file; the backups of one file share one folder.

    Copies made before migrations and imports use the folder of the file that they are copies of.
    """
    stem = BACKUP_STAMP.sub("", data_file.stem)
    folder = data_file.parent
    if stem != data_file.stem and folder.name == f"{stem}{data_file.suffix}{COPIES_SUFFIX}":
        folder = folder.parent
    return folder / f"{stem}{data_file.suffix}-files"


def path_of(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def is_whole(path: Path, sha256: str) -> bool:
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def write_content(folder: Path, content: bytes) -> str:
    """Keep `content` under its SHA-256; a whole copy that is there already stays as it is."""
    sha256 = sha256_of(content)
    target = path_of(folder, sha256)
    with in_our_words(folder):
        if not target.exists() or not is_whole(target, sha256):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, content)
    return sha256


class Files:
    """`store.files`."""

    def __init__(self, records: Records, folder: Path, now: Callable[[], str]) -> None:
        self._records = records
        self._table = Table(records, Shape("attachment", Attachment))
        self.folder = folder
        self._now = now

    def put_bytes(
        self,
        content: bytes,
        name: str,
        kind: str,
        *,
        number: str = "",
        document_on: date | None = None,
        goes_along: bool = False,
    ) -> Attachment:
        """Keep `content` for good; the same content under the same name and kind is kept once."""
        if len(content) > LARGEST_MB * 1_000_000:
            raise AttachmentTooLarge(name=name, limit=LARGEST_MB)
        # first the content, then the row: a crash between leaves a file that nothing names, never a row without one
        sha256 = write_content(self.folder, content)
        added = Attachment(new_id(), sha256, name, len(content), kind, self._now(), number, document_on, goes_along)
        return self._enter(added)

    def _enter(self, added: Attachment) -> Attachment:
        known = self._table.first("sha256 = ? and name = ? and kind = ?", (added.sha256, added.name, added.kind))
        if known is not None:
            return known
        self._table.put(added)
        return added

    @contextmanager
    def on_the_way(self) -> Iterator[Path]:
        """An empty folder on the same disk, gone afterwards; what a killed run left behind goes first.

        The data file is open for writing here, so no other process can be filling such a folder.
        """
        place, mine = self.folder / ON_THE_WAY, f"{os.getpid()}-"
        with in_our_words(self.folder):
            place.mkdir(parents=True, exist_ok=True)
            for left_over in place.iterdir():
                if not left_over.name.startswith(mine):
                    shutil.rmtree(left_over, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(prefix=mine, dir=place))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def take(self, path: Path, sha256: str, name: str, kind: str) -> Attachment:
        """Keep a file of `on_the_way` whose SHA-256 was computed while it was written; it is moved, not read again."""
        target = path_of(self.folder, sha256)
        with in_our_words(self.folder):
            size = path.stat().st_size
            if not target.exists() or not is_whole(target, sha256):
                target.parent.mkdir(parents=True, exist_ok=True)
                sync_file(path)
                replace(path, target)
        return self._enter(Attachment(new_id(), sha256, name, size, kind, self._now()))

    def keep_content(self, content: bytes, name: str) -> str:
        """Content of an import that is not finished, without a row; returns its SHA-256."""
        if len(content) > LARGEST_MB * 1_000_000:
            raise AttachmentTooLarge(name=name, limit=LARGEST_MB)
        return write_content(self.folder, content)

    def content(self, sha256: str, name: str) -> bytes:
        """What `keep_content` kept; raises AttachmentMissing or AttachmentAltered."""
        try:
            found = path_of(self.folder, sha256).read_bytes()
        except FileNotFoundError as cause:
            raise AttachmentMissing(name=name, folder=self.folder.name) from cause
        if sha256_of(found) != sha256:
            raise AttachmentAltered(name=name)
        return found

    def let_go(self, sha256: str) -> None:
        """Content of an import that was given up, unless an attachment names it, in the bin or not."""
        if not self._records.db.number("select count(*) from attachment where sha256 = ?", (sha256,)):
            with in_our_words(self.folder):
                path_of(self.folder, sha256).unlink(missing_ok=True)

    def get(self, attachment_id: str) -> Attachment:
        return self._table.get(attachment_id)

    def all(self) -> list[Attachment]:
        return self._table.all()

    def path(self, attachment_id: str) -> Path:
        """Where the content lies, for reading only; its name there is its SHA-256."""
        return path_of(self.folder, self._table.get(attachment_id).sha256)

    def read(self, attachment_id: str) -> bytes:
        """The content, proved by its hash; raises AttachmentMissing or AttachmentAltered."""
        known = self._table.get(attachment_id)
        try:
            content = path_of(self.folder, known.sha256).read_bytes()
        except FileNotFoundError as cause:
            raise AttachmentMissing(name=known.name, folder=self.folder.name) from cause
        if sha256_of(content) != known.sha256:
            raise AttachmentAltered(name=known.name)
        return content

    def pour(self, attachment_id: str, sink: Callable[[bytes], object]) -> None:
        """The content piece by piece; raises AttachmentMissing or, after the last piece, AttachmentAltered."""
        import hashlib

        known, digest = self._table.get(attachment_id), hashlib.sha256()
        try:
            with path_of(self.folder, known.sha256).open("rb") as stream:
                while piece := stream.read(PIECE):
                    digest.update(piece)
                    sink(piece)
        except FileNotFoundError as cause:
            raise AttachmentMissing(name=known.name, folder=self.folder.name) from cause
        if digest.hexdigest() != known.sha256:
            raise AttachmentAltered(name=known.name)

    def put(self, attachment: Attachment) -> None:
        """Save what is known of the document (name, number, gửi kèm); its content stays."""
        self._table.put(attachment)

    def to_bin(self, attachment_id: str) -> None:
        self._table.to_bin(attachment_id)

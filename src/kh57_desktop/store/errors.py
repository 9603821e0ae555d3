"""What can go wrong with a data file, in the office's words, and the one place where SQLite's codes become them."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kh57_desktop.errors import NOT_DONE, REFUSED, UserError
from kh57_desktop.i18n import N_


class StoreError(UserError):
    """Not possible with this data file here and now; nothing lost."""

    exit_code = NOT_DONE


class DataFileMissing(StoreError):
    code = "data-file-missing"
    exit_code = REFUSED
    message = N_("The data file “{name}” is not there.")
    hint = N_("Nothing was changed. Please check the folder and the file name.")


class DataFileExists(StoreError):
    code = "data-file-exists"
    exit_code = REFUSED
    message = N_("The file “{name}” already exists.")
    hint = N_("It was left as it is. Please choose another name for the new data file.")


class NotADataFile(StoreError):
    code = "not-a-data-file"
    exit_code = REFUSED
    message = N_("“{name}” is not a KH57 data file.")
    hint = N_("It was left as it is. Please choose a file with the ending .kh57 made by this program.")


class DataFileIsALink(StoreError):
    code = "data-file-is-a-link"
    exit_code = REFUSED
    message = N_("“{name}” is only a link to a data file.")
    hint = N_("Nothing was changed. Please open the file itself: through a link its safety journal may be missed.")


class DataFileTooNew(StoreError):
    code = "data-file-too-new"
    message = N_("The data file “{name}” was written by a newer version of KH57.")
    hint = N_("Nothing was changed. Please open it with the newer version, or update this computer.")


class DataFileTooOld(StoreError):
    code = "data-file-too-old"
    message = N_("The data file “{name}” comes from an older version and has to be brought up to date first.")
    hint = N_("Nothing was changed. Please open it once in the window; a copy is kept before.")


class DataFileDamaged(StoreError):
    code = "data-file-damaged"
    message = N_("The data file “{name}” is damaged.")
    hint = N_("It was left as it is. Please restore the newest backup, and keep the damaged file for the supporter.")


class DataFileReadOnly(StoreError):
    code = "data-file-read-only"
    message = N_("Nothing can be written to “{name}” or its folder.")
    hint = N_("The data are as before. Please remove the write protection, or copy the file into a folder of your own.")


class OpenedForReading(StoreError):
    code = "opened-for-reading"
    message = N_("“{name}” is open for reading only.")
    hint = N_("The data are as before. Please open it for writing and try again.")


class DiskFull(StoreError):
    code = "disk-full"
    message = N_("The disk is full or does not take any more; “{name}” was not saved.")
    hint = N_("The data are as before this action. Please free some space and try again.")


class DiskTrouble(StoreError):
    code = "disk-trouble"
    message = N_("The disk with “{name}” does not answer as it should.")
    hint = N_("What was saved before is kept. Please check the disk or the cable, then open the file again.")


class DataFileLocked(StoreError):
    code = "data-file-locked"
    message = N_("“{name}” is being used by {user} on computer {host} since {since}.")
    hint = N_("Nothing was changed. Please close it there first; reading it is possible at any time.")


class DataFileBusy(StoreError):
    code = "data-file-busy"
    message = N_("“{name}” is busy with another task of this program.")
    hint = N_("Nothing was changed. Please wait a moment and try again.")


class NoOffice(StoreError):
    code = "no-office"
    message = N_("The data file “{name}” names no office yet.")
    hint = N_("Nothing was changed. Please make the data file again with the name and code of the office.")


class NothingToUndo(StoreError):
    code = "nothing-to-undo"
    exit_code = REFUSED
    message = N_("There is nothing to undo.")
    hint = N_("Nothing was changed.")


class NothingToRedo(StoreError):
    code = "nothing-to-redo"
    exit_code = REFUSED
    message = N_("There is nothing to redo.")
    hint = N_("Nothing was changed.")


class CannotBeUndone(StoreError):
    code = "cannot-be-undone"
    exit_code = REFUSED
    message = N_("“{words}” cannot be undone.")
    hint = N_("Nothing was changed. What was issued, signed or received is corrected by a numbered supplement.")


class UndoConflict(StoreError):
    code = "undo-conflict"
    exit_code = REFUSED
    message = N_("“{words}” cannot be undone: the same data were changed again afterwards.")
    hint = N_("Nothing was changed. Please undo the later change first.")


class AttachmentMissing(StoreError):
    code = "attachment-missing"
    message = N_("The attached file “{name}” is missing from the folder “{folder}”.")
    hint = N_("The data are as before. Please copy that folder from the newest backup.")


class AttachmentAltered(StoreError):
    code = "attachment-altered"
    message = N_("The attached file “{name}” was changed outside the program.")
    hint = N_("It is not used. Please copy the folder of attachments from the newest backup.")


class AttachmentTooLarge(StoreError):
    code = "attachment-too-large"
    exit_code = REFUSED
    message = N_("“{name}” is larger than {limit} MB.")
    hint = N_("It was not attached; nothing was changed. Please attach a smaller file.")


class BackupRefused(StoreError):
    code = "backup-refused"
    exit_code = REFUSED
    message = N_("The backup “{name}” is not whole: {finding}")
    hint = N_("Nothing was changed. Please choose an earlier backup.")


_BY_CODE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: DataFileReadOnly,
    sqlite3.SQLITE_CANTOPEN: DataFileReadOnly,  # the journal beside the file could not be made
    sqlite3.SQLITE_PERM: DataFileReadOnly,
    sqlite3.SQLITE_BUSY: DataFileBusy,
    sqlite3.SQLITE_LOCKED: DataFileBusy,
    sqlite3.SQLITE_CORRUPT: DataFileDamaged,
    sqlite3.SQLITE_NOTADB: NotADataFile,
    sqlite3.SQLITE_IOERR: DiskTrouble,
    sqlite3.SQLITE_PROTOCOL: DiskTrouble,
}
_BY_ERRNO: dict[int, type[StoreError]] = {
    errno.ENOSPC: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: DiskFull,
    errno.EROFS: DataFileReadOnly,
    errno.EACCES: DataFileReadOnly,
    errno.EPERM: DataFileReadOnly,
    errno.ENOENT: DataFileMissing,
    errno.EIO: DiskTrouble,
}


def as_user_error(cause: sqlite3.Error | OSError, path: Path) -> StoreError | None:
    """What the office is told of `cause`; None where it is a bug of ours (constraint, wrong SQL)."""
    if isinstance(cause, OSError):
        kind = _BY_ERRNO.get(cause.errno or 0, DiskTrouble)
        return kind(name=path.name)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:  # raised by Python itself: text that is no UTF-8 any more
        return DataFileDamaged(name=path.name) if "decode to UTF-8" in str(cause) else None
    if code == sqlite3.SQLITE_IOERR_WRITE:  # a file size limit or a quota looks like this, not like FULL
        return DiskFull(name=path.name)
    found = _BY_CODE.get(code & 0xFF)
    return found(name=path.name) if found else None


@contextmanager
def in_our_words(path: Path) -> Iterator[None]:
    """Turns SQLite's and the system's errors about `path` into `StoreError`s; bugs pass through."""
    try:
        yield
    except UnicodeDecodeError as cause:  # SQLite's own message quotes broken text
        raise DataFileDamaged(name=path.name) from cause
    except (sqlite3.Error, OSError) as cause:
        error = as_user_error(cause, path)
        if error is None:
            raise
        raise error from cause

"""Errors that an office can act on: what happened, what stayed safe, what to do next.

Each layer defines its own beside the code that raises them. Everything that is not a `UserError` is a bug.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from kh57_desktop.i18n import N_, _

REFUSED = 1
"""Exit code: the input was judged and refused (empty, foreign, altered, wrong password, unknown code)."""
USAGE = 2
"""Exit code: the command was worded wrongly."""
NOT_DONE = 3
"""Exit code: it could not be carried out here (newer data file, read-only, full, locked, damaged); nothing lost."""


class UserError(Exception):
    """One sentence and one hint in the user's language, with named fields filled from the keywords."""

    code = "error"
    """Stable name for tests and for the telephone; the wording may change."""
    exit_code = REFUSED
    message = N_("The action could not be carried out.")
    hint = N_("Nothing was changed. Please try again.")

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code)
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[..., UserError], tuple[type[UserError], dict[str, object]]]:
        """Helper processes hand errors back; an exception's own way knows no keywords."""
        return _again, (type(self), self.fields)

    @property
    def sentence(self) -> str:
        return _(self.message).format(**self.fields)

    @property
    def advice(self) -> str:
        return _(self.hint).format(**self.fields)

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}"


def _again(kind: type[UserError], fields: dict[str, object]) -> UserError:
    return kind(**fields)


class UnknownKey(UserError):
    """A code, number or name that no row of the file has."""

    code = "unknown-key"
    message = N_("There is no {kind} “{key}” in this data file.")
    hint = N_("Nothing was changed. Please look the code up in the list and try again.")


class AmbiguousKey(UserError):
    """A printed number or name that several rows share."""

    code = "ambiguous-key"
    message = N_("“{key}” names several rows ({choices}).")
    hint = N_("Nothing was changed. Please use the row code instead.")


FIELD_NAMES = {
    "active_to": N_("last day"), "date": N_("day"), "decimals": N_("decimals"), "due_on": N_("due day"),
    "finished_on": N_("day finished"), "horizon": N_("milestone year"), "is_ours": N_("responsibility of the commune"),
    "member": N_("member"), "name": N_("name"), "parent": N_("place below another one"), "percent": N_("progress"),
    "priority": N_("priority"), "product_on": N_("day of the product document"), "quantity": N_("quantity"),
    "result": N_("result"), "rows": N_("rows"), "start_on": N_("start day"), "state": N_("state"),
    "state_reason": N_("reason"), "term": N_("term"), "text": N_("content"),
}  # fmt: skip
"""Fields by the code that the command line takes, as people read them in a message."""


class BadValue(UserError):
    """A value that the field cannot hold."""

    code = "bad-value"
    message = N_("“{value}” is not a valid value for {field}.")
    hint = N_("Nothing was changed. Please correct it; allowed: {allowed}.")
    empty = N_("{field} cannot be empty.")

    @property
    def sentence(self) -> str:
        """With the name of the field as people read it; where nothing was typed, that it is missing."""
        field = str(self.fields.get("field", ""))
        named = _(FIELD_NAMES.get(field, field))
        if self.fields.get("value") == "":
            return _(self.empty).format(field=f"{named[:1].upper()}{named[1:]}")
        return _(self.message).format(**self.fields | {"field": named})


class OutputExists(UserError):
    """The file to be written is there already."""

    code = "output-exists"
    message = N_("The file “{name}” already exists.")
    hint = N_("It was left as it is. Please choose another name, or add --force to replace it.")


class UnknownField(UserError):
    """A FIELD that rows of this kind do not have."""

    code = "unknown-field"
    message = N_("{kind} has no field “{name}”.")
    hint = N_("Nothing was changed. The fields are: {allowed}.")


class CannotWrite(UserError):
    """A result file could not be written where it was asked for."""

    code = "cannot-write"
    exit_code = NOT_DONE
    message = N_("“{name}” could not be written: {reason}.")
    hint = N_(
        "Data already saved is safe and no half file is left. Please check the folder, its free space and rights."
    )


class CannotRead(UserError):
    """A file that was named could not be read."""

    code = "cannot-read"
    message = N_("“{name}” could not be read: {reason}.")
    hint = N_("Nothing was changed. Please check the name and the folder.")


_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EACCES: N_("there is no right to it"),
    errno.EPERM: N_("there is no right to it"),
    errno.ENOENT: N_("it is not there"),
    errno.ENOTDIR: N_("its folder is not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("it is already there"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EFBIG: N_("it is too large for this disk"),
    errno.EBUSY: N_("another program is using it"),
    errno.EIO: N_("the disk has an error"),
    errno.ENOTCONN: N_("the drive was pulled out"),
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in the user's language; whatever the system's own language is."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known is not None else _("the system gave error {number}").format(number=error.errno or 0)

"""Errors that an office can act on: what happened, what stayed safe, what to do next.

Each layer defines its own beside the code that raises them. Everything that is not a `UserError` is a bug.
"""

from __future__ import annotations

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

    @property
    def sentence(self) -> str:
        return _(self.message).format(**self.fields)

    @property
    def advice(self) -> str:
        return _(self.hint).format(**self.fields)

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}"


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


class BadValue(UserError):
    """A value that the field cannot hold."""

    code = "bad-value"
    message = N_("“{value}” is not a valid value for {field}.")
    hint = N_("Nothing was changed. Please correct it; allowed: {allowed}.")


class OutputExists(UserError):
    """The file to be written is there already."""

    code = "output-exists"
    message = N_("The file “{name}” already exists.")
    hint = N_("It was left as it is. Please choose another name, or add --force to replace it.")

"""Why a PDF is not read: judged and refused (exit code 1), nothing written."""

from __future__ import annotations

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_


class PdfPicture(UserError):
    """A scanned PDF: pictures of pages, no letters (features.md row 61)."""

    code = "pdf-picture"
    message = N_("“{name}” is a scanned picture of a document: it holds no text that can be read.")
    hint = N_("Nothing was changed. Please ask for the Word file (.docx) of the plan, or for a PDF saved from Word.")


class PdfUnreadableLetters(UserError):
    """Fonts without a table of meanings: the letters can be seen, but not told."""

    code = "pdf-unreadable-letters"
    message = N_("The letters of “{name}” can be shown but not read: the PDF does not say which letters they are.")
    hint = N_("Nothing was changed. Please ask for the Word file (.docx) of the plan, or for a PDF saved from Word.")


class PdfLocked(UserError):
    code = "pdf-locked"
    message = N_("The PDF “{name}” is locked with a password and cannot be read.")
    hint = N_("Nothing was changed. Please ask the sender for a copy without a password, then import that copy.")


class PdfDamaged(UserError):
    code = "pdf-damaged"
    message = N_("The PDF “{name}” is damaged and cannot be read.")
    hint = N_("Nothing was changed. Please ask for the file again, or for the Word file (.docx) of the plan.")

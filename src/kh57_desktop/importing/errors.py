"""Why a document is not read: judged and refused (exit code 1), nothing written."""

from __future__ import annotations

from kh57_desktop.domain.plan_reading import Passage, ReadColumn
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_


class DocumentMissing(UserError):
    code = "document-missing"
    message = N_("The document “{name}” was not found or cannot be opened.")
    hint = N_("Nothing was changed. Please check the name and the folder, close the file in Word, then try again.")


class DocumentEmpty(UserError):
    code = "document-empty"
    message = N_("The document “{name}” is empty.")
    hint = N_("Nothing was changed. Please choose the file that holds the text of the plan.")


class DocumentForeign(UserError):
    """A picture, programme or other file under the name of a document, or a format that is not read."""

    code = "document-foreign"
    message = N_("“{name}” is not a document that can be read (.docx, .pdf, .txt, .xlsx).")
    hint = N_("Nothing was changed. Please save the plan as .docx, .pdf, .txt or .xlsx, then import the new file.")


class DocumentDamaged(UserError):
    code = "document-damaged"
    message = N_("The Word document “{name}” is damaged and cannot be read.")
    hint = N_("Nothing was changed. Please open it in Word, save it again under a new name, then import that copy.")


class DocumentTooLarge(UserError):
    """Beyond the limits on size and number of parts; also a small file that unpacks to a huge one (bom nén)."""

    code = "document-too-large"
    message = N_("The document “{name}” is too large to be a plan ({limit}).")
    hint = N_("Nothing was read or changed. Please take out pictures and attachments, keep the text, and try again.")


class DocumentUnsafe(UserError):
    """A part declares a document type or refers outside: no word processor writes that."""

    code = "document-unsafe"
    message = N_("The document “{name}” holds instructions that no Word document should hold, and was not opened.")
    hint = N_("Nothing was changed. Please ask the sender for a clean copy saved from Word.")


class DocumentOldWord(UserError):
    """Binary Word 97-2003, RTF or a document with a password."""

    code = "document-old-word"
    message = N_(
        "“{name}” is an old Word document (.doc, .rtf) or is locked with a password, which cannot be read yet."
    )
    hint = N_(
        "Nothing was changed. Please open it in Word, remove the password if there is one, "
        "save it as .docx or .pdf, then import the new file."
    )


class DocumentSecret(UserError):
    """A stamp line MẬT, TỐI MẬT or TUYỆT MẬT: state secrets may not be entered on such a computer."""

    code = "document-secret"
    message = N_("“{name}” carries a secrecy mark and has not been read.")
    hint = N_(
        "Nothing was written. State secrets must not be entered into this program; "
        "please handle the document only on equipment meant for secret documents."
    )


class NoPlanInDocument(UserError):
    """`columns`: what a row of a sheet that may be its heading says, for a person to tell the meaning of each."""

    code = "document-without-plan"
    message = N_("No plan was found in “{name}”: it has no sections on objectives, tasks or responsibilities.")
    hint = N_("Nothing was changed. Please choose the plan itself (Kế hoạch, Chương trình hành động).")
    columns: tuple[ReadColumn, ...] = ()
    passages: tuple[Passage, ...] = ()

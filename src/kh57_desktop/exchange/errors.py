"""What can go wrong with identities and packages so that the office can act on it."""

from __future__ import annotations

from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_


class WrongPassword(UserError):
    """The password does not open the identity file."""

    code = "wrong-password"
    message = N_("The password does not open the identity file “{name}”.")
    hint = N_("Nothing was signed or changed. Please check Caps Lock and the typing method, then type it again.")


class NotAnIdentity(UserError):
    """Not a PKCS#12 file, or one without key and certificate that this program can sign with."""

    code = "not-an-identity"
    message = N_("“{name}” is not a signing identity file (.p12).")
    hint = N_("The file was left as it is. Please choose the .p12 file that was made for this office.")


class NotACertificate(UserError):
    """Not an X.509 certificate in PEM or DER form."""

    code = "not-a-certificate"
    message = N_("“{name}” is not a certificate file (.cer, .pem, .der).")
    hint = N_("The trust list is unchanged. Please ask the sender for the certificate file again.")


class IdentityNotValid(UserError):
    """The certificate is expired or not yet valid at the moment of signing."""

    code = "identity-not-valid"
    message = N_("The certificate of “{name}” is valid only from {valid_from} to {valid_to}.")
    hint = N_("Nothing was signed. Please check this computer's clock, or make or renew the signing identity.")


class PackageExists(UserError):
    """A different package of the same name lies in the target folder; packages are never overwritten."""

    code = "package-exists"
    message = N_("Another package named “{name}” is already in this folder.")
    hint = N_("It was left as it is. Please choose another folder; a package that was handed over never changes.")


class PackageTooLarge(UserError):
    """The files together exceed what one package may hold."""

    code = "package-too-large"
    message = N_("The package would have {size} MB, more than the limit of {limit} MB.")
    hint = N_("No package was written. Please untick attachments that the receiver does not need.")


class AttachmentDamaged(UserError):
    """A kept file no longer has the content that was recorded when it was attached."""

    code = "attachment-damaged"
    exit_code = NOT_DONE
    message = N_("The kept file “{name}” is missing or was changed since it was attached.")
    hint = N_("No package was written. Please run the check of the data file and restore it from a backup.")


class TargetNotWritable(UserError):
    """The target folder cannot take the file (full, read-only, pulled out)."""

    code = "target-not-writable"
    exit_code = NOT_DONE
    message = N_("“{name}” could not be written to the chosen folder ({reason}).")
    hint = N_("Nothing was lost and no half-written file is left. Please check free space and write protection.")


class PdfNotSignable(UserError):
    """The report PDF cannot take a signature."""

    code = "pdf-not-signable"
    exit_code = NOT_DONE
    message = N_("The report's PDF could not be signed.")
    hint = N_("Nothing was signed and the report is unchanged. Please print the report again, then sign.")


class FileNotReadable(UserError):
    """The disk or stick does not give the file."""

    code = "file-not-readable"
    exit_code = NOT_DONE
    message = N_("The file “{name}” cannot be read ({reason}).")
    hint = N_("Nothing was changed. Please check that the file is there and the stick is plugged in, then try again.")


class NoTimeStamp(UserError):
    """No time-stamp service answered, or its answer is none that a receiver would accept."""

    code = "no-time-stamp"
    exit_code = NOT_DONE
    message = N_("The time-stamp service gave no usable time-stamp ({reason}).")
    hint = N_("The signed package is unchanged and valid without it. Please try again when the network is there.")

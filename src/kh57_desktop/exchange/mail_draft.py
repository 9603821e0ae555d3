"""An e-mail draft with the package attached (.eml, X-Unsent), for the office's own mail program to open and send."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP

from kh57_desktop.errors import UserError
from kh57_desktop.exchange.display import clean, clean_line
from kh57_desktop.exchange.zip_profile import MEBIBYTE
from kh57_desktop.i18n import N_

MIME_FACTOR = 1.37
"""Base64 with line ends."""
WARN_ABOVE = 7 * MEBIBYTE
REFUSE_ABOVE = 18 * MEBIBYTE
_ADDRESS = re.compile(r"[\w%+'-]+(?:\.[\w%+'-]+)*@[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""The addresses in what a person typed; anything else in the header could be read as another header."""


class TooLargeForMail(UserError):
    """Mail servers refuse it; it is never cut in pieces."""

    code = "too-large-for-mail"
    message = N_("The package has {size} MB; by e-mail it would have {mail} MB, more than mail servers take.")
    hint = N_("No draft was made. Please hand the package over on a USB stick.")


def is_large(size: int, *, warn_above: int = WARN_ABOVE) -> bool:
    """Some servers refuse it: the person is told beforehand."""
    return size > warn_above


def draft(package: bytes, name: str, *, to: str, subject: str, text: str, refuse_above: int = REFUSE_ABOVE) -> bytes:
    """The draft's bytes; TooLargeForMail above the limit."""
    if len(package) > refuse_above:
        size = -(-len(package) // MEBIBYTE)
        raise TooLargeForMail(size=size, mail=round(len(package) * MIME_FACTOR / MEBIBYTE))
    message = EmailMessage(policy=SMTP)
    message["To"] = ", ".join(_ADDRESS.findall(to))
    message["Subject"] = _one_line(subject)
    message["X-Unsent"] = "1"
    message.set_content(clean(text))
    message.add_attachment(package, maintype="application", subtype="vnd.etsi.asic-e+zip", filename=_one_line(name))
    return bytes(message)


def _one_line(words: str) -> str:
    """Words that no mail program reads as encoded ones, which could hold a line end and a header behind it."""
    return " ".join(clean_line(words).split()).replace("=?", "= ?")

"""The list of certificates on the signing tokens that are plugged in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from kh57_desktop.exchange.certificates import subject_words
from kh57_desktop.exchange.token import TokenCertificate
from kh57_desktop.i18n import _, format_date
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.style.theme import Theme


def token_box(theme: Theme) -> QComboBox:
    box = QComboBox()
    theme.dress(box, font="body")
    box.setAccessibleName(_("Certificate on the token"))
    box.setMinimumContentsLength(24)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def nothing_plugged_in() -> Message:
    """An empty list alone would say nothing."""
    advice = _("Plug it in, wait until its light stays on, and look again. Some need their maker's program first.")
    return Message(Tone.NOTICE, _("No signing token is plugged in."), advice)


def put_tokens(box: QComboBox, found: Sequence[TokenCertificate]) -> None:
    """By name and last day; the data of an item is the token's own name (`pkcs11:…`)."""
    box.clear()
    for one in found:
        certificate = one.parsed
        until = format_date(certificate.not_valid_after_utc.date())
        words = _("{name} · valid to {day}").format(name=subject_words(certificate), day=until)
        box.addItem(words, one.uri)

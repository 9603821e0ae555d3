"""Packages going out: sign the issued report, build the container, keep the register."""

from __future__ import annotations

from dataclasses import dataclass

from kh57_desktop.errors import UserError
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.i18n import N_


class WrongSigner(UserError):
    """A package carries the office code of its signers (format section 5, ENV-04)."""

    code = "wrong-signer"
    message = N_("The certificate of “{name}” is for office {signer}, this data file is office {office}.")
    hint = N_("Nothing was signed. Please use the identity of this office.")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in this order; `post` (chức vụ) in words, None for the office's own seal."""

    identity: SigningIdentity
    post: str | None

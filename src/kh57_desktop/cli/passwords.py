"""Passwords and PINs: from a file, the variable KH57_PASSWORD, or a prompt; never an argument."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _


class NoPassword(UserError):
    code = "no-password"
    message = N_("No password was given.")
    hint = N_("Nothing was changed. Please use --password-file FILE or the variable KH57_PASSWORD, or type it.")


def password(files: list[Path], place: int, *, name: str, confirm: bool = False) -> str:
    """The password of identity number `place` (from 0): its --password-file, else KH57_PASSWORD, else a prompt."""
    if files:
        source = files[min(place, len(files) - 1)]
        with source.open(encoding="utf-8-sig") as stream:
            found = stream.readline(4096).rstrip("\r\n")
        if not found:
            raise NoPassword
        return found
    if value := os.environ.get("KH57_PASSWORD"):
        return value
    if sys.stdin is None or not sys.stdin.isatty():
        raise NoPassword
    typed = getpass.getpass(_("Password of {name}: ").format(name=name))
    if not typed or (confirm and getpass.getpass(_("The same password again: ")) != typed):
        raise NoPassword
    return typed

"""Tokens of this office: which driver, which certificates are plugged in, and opening one to sign."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.exchange import token as tokens
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.token import NoDriver, TokenCertificate
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session

DRIVER = "token_driver"
"""Setting: path of the driver (PKCS#11 module) that the office chose; empty for those found by themselves."""


def drivers(session: Session) -> list[str]:
    """The chosen driver alone, else all that were found."""
    chosen = chosen_driver(session)
    return [chosen] if chosen else tokens.find_drivers()


def chosen_driver(session: Session) -> str:
    """Path of the driver that the office chose, "" where it never did."""
    return str(session.store.settings.get(DRIVER, ""))


def installed_drivers() -> list[str]:
    """Paths of the drivers that lie where their makers put them."""
    return tokens.find_drivers()


def choose_driver(session: Session, path: str) -> None:
    if path == chosen_driver(session):
        return
    if path and not Path(path).is_file():
        raise NoDriver(name=Path(path).name)
    with session.store.changes(_("Choose the driver of the signing token")):
        session.store.settings.put(DRIVER, path)


def plugged_in(session: Session) -> list[TokenCertificate]:
    """Every certificate on every token; NoDriver where no driver works at all."""
    found: list[TokenCertificate] = []
    failed: NoDriver | None = None
    known = drivers(session)
    for driver in known:
        try:
            found += tokens.certificates_on(driver)
        except NoDriver as error:
            failed = error
    if not known or (failed is not None and len(known) == 1):
        raise failed or NoDriver(name="PKCS#11")
    return found


def open_token(session: Session, uri: str, pin: str) -> SigningIdentity:
    """The identity behind `pkcs11:…`; its driver is that of the name, of the settings, or found."""
    module = tokens.wanted(uri).get("module-path")
    if module is not None:
        name = module.decode("utf-8", "replace")
        if not Path(name).is_file():
            raise NoDriver(name=Path(name).name)
        found = tokens.certificates_on(name)
    else:
        found = plugged_in(session)
    return tokens.open_token(tokens.choose(found, uri), pin, found)

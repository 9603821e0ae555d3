"""Signers of a command: identities in the order given, each with its password or PIN."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kh57_desktop.cli.passwords import password
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import USAGE
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.i18n import _
from kh57_desktop.services import identities, issuers
from kh57_desktop.services.package_series import HandedFile, Signer
from kh57_desktop.services.session import Session


@contextmanager
def signers_of(options: argparse.Namespace, session: Session) -> Iterator[list[Signer]]:
    """Opened one after the other; the tokens among them are closed afterwards and their PINs forgotten."""
    posts = iter(options.post)
    opened: list[SigningIdentity] = []
    for path in options.issuer:
        issuers.keep(session, path)
    try:
        for place, words in enumerate(options.identity):
            name = Path(words).name if not words.startswith("pkcs11:") else words
            identity = identities.open_any(session, words, password(options.password_file, place, name=name))
            opened.append(identity)
        yield [identities.signer_of(one, _post(one, posts)) for one in opened]
    finally:
        for identity in opened:
            identity.close()


def _post(identity: SigningIdentity, posts: Iterator[str]) -> str | None:
    """The next post that was given; `-` for the seal. A certificate that is a seal takes none."""
    if identity.role is SignerRole.OFFICE:
        return None
    given = next(posts, None)
    return "" if given == "-" else given


def handed(made: HandedFile) -> dict[str, Any]:
    return {
        "file": made.path,
        "bytes": made.size,
        "sequence": made.sequence,
        "comparison_code": made.comparison_code,
        "digest": made.digest,
    }


def wrong_usage(words: str) -> int:
    print(words, file=sys.stderr)
    print(_("Nothing was changed."), file=sys.stderr)
    return USAGE

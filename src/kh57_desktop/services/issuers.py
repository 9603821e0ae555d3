"""Certificates of the authorities that issued the office's certificates, and their lists of revoked ones.

Kept once (renewed by giving the newer file), carried along by every signature: then standard verifiers need no network.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from kh57_desktop.errors import UserError
from kh57_desktop.exchange.cms_check import read_crl
from kh57_desktop.exchange.errors import FileNotReadable
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.issuers import LARGEST_CRL, read_authority, read_list, with_issuers
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.session import VIETNAM, Session

ISSUERS = "issuer_files"
"""Setting: what the office keeps of the issuers (attachments), by a name that a newer file of the issuer has too."""
LARGEST_FILE = 2 * LARGEST_CRL
"""PEM is a third longer."""


class NotAnIssuerFile(UserError):
    """Neither an authority's certificate nor a list of revoked ones."""

    code = "not-an-issuer-file"
    message = N_("“{name}” is no certificate of an issuing authority and no list of revoked certificates (.crl).")
    hint = N_("Nothing was changed. Please take the file from the website of the authority that issued it.")


def keep(session: Session, path: Path) -> str:
    """Keep the file for every later signature; returns in words what it is. NotAnIssuerFile for anything else."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as cause:
        raise FileNotReadable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause
    authority = read_authority(content) if len(content) <= LARGEST_FILE else None
    revoked = None if authority is not None or len(content) > LARGEST_FILE else read_list(content)
    if authority is not None:
        issuer = authority.subject.rfc4514_string()
        name, kept, words = f"authority {issuer}", authority.public_bytes(Encoding.DER), _("Authority: {name}")
        words = words.format(name=issuer)
    elif revoked is not None and (crl := read_crl(revoked)) is not None:
        issuer = crl.issuer.rfc4514_string()
        name, kept, words = f"crl {issuer}", revoked, _("List of revoked certificates of {name}, good until {day}")
        until = crl.next_update_utc or crl.last_update_utc
        words = words.format(name=issuer, day=format_date(until.astimezone(VIETNAM).date()))
    else:
        raise NotAnIssuerFile(name=path.name)
    with session.store.changes(_("Keep what the issuer of the certificate published")):
        row = session.store.files.put_bytes(kept, path.name, "issuer")
        session.store.settings.put(ISSUERS, {**session.store.settings.get(ISSUERS, {}), name: row.id})
    return words


def completed(session: Session, identity: SigningIdentity) -> SigningIdentity:
    """The identity with its issuers' certificates and lists, as far as the office keeps them."""
    known = session.store.settings.get(ISSUERS, {})
    return with_issuers(identity, [session.store.files.read(one) for one in known.values()]) if known else identity

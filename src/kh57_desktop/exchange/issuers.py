"""Who issued a signer's certificate: authorities and their lists of revoked certificates, to be carried along.

Without them a foreign verifier says “no revocation data” (package-format.md sections 3.2 and 3.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from kh57_desktop.exchange.cms_check import MOST_CERTIFICATES, extension, issued, read_crl, signed_crl

if TYPE_CHECKING:
    from kh57_desktop.exchange.identity import SigningIdentity

PEM = b"-----BEGIN "
LARGEST_CRL = 400_000
"""A signature object may be 1 MiB (section 2.3), and an office signs with few of them."""


def chain_of(leaf: x509.Certificate, others: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    """The authorities above `leaf` among the others, nearest first, without the root, which each receiver has."""
    chain: list[bytes] = []
    left, current = list(others), leaf
    while len(chain) < MOST_CERTIFICATES - 1:
        above = next((one for one in left if one.subject != one.issuer and issued(current, one)), None)
        if above is None or above == current:
            break
        chain.append(above.public_bytes(Encoding.DER))
        left.remove(above)
        current = above
    return tuple(chain)


def read_authority(content: bytes) -> x509.Certificate | None:
    """The certificate of an authority (PEM or DER), None where it is none."""
    try:
        load = x509.load_pem_x509_certificate if content.startswith(PEM) else x509.load_der_x509_certificate
        certificate = load(content)
    except (ValueError, x509.InvalidVersion):
        return None
    constraints = extension(certificate, x509.BasicConstraints)
    return certificate if constraints is not None and constraints.value.ca else None


def read_list(content: bytes) -> bytes | None:
    """The DER of a list of revoked certificates (PEM or DER) that a package may carry, None where it is none."""
    if content.startswith(PEM):
        try:
            content = x509.load_pem_x509_crl(content).public_bytes(Encoding.DER)
        except (ValueError, TypeError):
            return None
    return content if len(content) <= LARGEST_CRL and read_crl(content) is not None else None


def with_issuers(identity: SigningIdentity, kept: Iterable[bytes]) -> SigningIdentity:
    """The identity with what of the kept files belongs to its issuers: authorities, and each one's newest list."""
    files = list(kept)
    authorities = [one for one in map(read_authority, files) if one is not None]
    leaf = x509.load_der_x509_certificate(identity.certificate)
    known = [*authorities, *map(x509.load_der_x509_certificate, identity.chain)]
    chain = chain_of(leaf, known)
    lists = []
    for below in (leaf, *map(x509.load_der_x509_certificate, chain)):
        if below.issuer == below.subject:
            continue
        found = [(crl, one) for one in files if (crl := read_crl(one)) is not None and crl.issuer == below.issuer]
        above = [one for one in known if one.subject == below.issuer]
        found = [(crl, one) for crl, one in found if not above or any(signed_crl(crl, each) for each in above)]
        newest = max(found, key=lambda pair: pair[0].last_update_utc, default=None)
        if newest is not None:
            lists.append(newest[1])
    return replace(identity, chain=chain, crls=tuple(lists))

"""Checking a CMS signature's algorithms and value (package-format.md section 3.3, steps 9 and 10)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from kh57_desktop.exchange import der
from kh57_desktop.exchange.cms_check import Signature
from kh57_desktop.exchange.der import Node, NotDer
from kh57_desktop.exchange.findings import Refused

_HASHES: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
_ECDSA = {"sha256": "2a8648ce3d040302", "sha384": "2a8648ce3d040303", "sha512": "2a8648ce3d040304"}
_RSA_WITH = {"sha256": "2a864886f70d01010b", "sha384": "2a864886f70d01010c", "sha512": "2a864886f70d01010d"}
_RSA = bytes.fromhex("2a864886f70d010101")
_PSS = bytes.fromhex("2a864886f70d01010a")
_MGF1 = bytes.fromhex("2a864886f70d010108")
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


def check_algorithms(signature: Signature) -> None:
    """Step 9: Refused SIG-05 unless digest, signature and PSS parameters name the same accepted digest."""
    _verifier(signature)


def digest_name(signature: Signature) -> str:
    """Name of the digest for hashlib; Refused SIG-05 where it is not accepted."""
    return _digest(signature).name


def hash_named(oid: bytes) -> str | None:
    """hashlib's name of an accepted digest by its object identifier."""
    algorithm = _HASHES.get(oid)
    return None if algorithm is None else algorithm.name


def check_value(signature: Signature, content_digest: bytes) -> None:
    """Step 10: SIG-06 where the content has another digest, SIG-07 where the signature value is wrong."""
    if content_digest != signature.message_digest:
        raise Refused("SIG-06")
    try:
        _verifier(signature)()
    except (InvalidSignature, ValueError, UnsupportedAlgorithm) as cause:
        raise Refused("SIG-07") from cause


def _digest(signature: Signature) -> hashes.HashAlgorithm:
    kind, *parameters = der.read(signature.digest_algorithm).children()
    algorithm = _HASHES.get(kind.content)
    if algorithm is None or [node.raw for node in parameters] not in ([], [der.NULL_VALUE]):
        raise Refused("SIG-05")
    return algorithm


def _verifier(signature: Signature) -> Callable[[], None]:
    """The computation that raises InvalidSignature; Refused SIG-05 for what section 3.3 does not accept."""
    digest = _digest(signature)
    kind, *parameters = der.read(signature.signature_algorithm).children()
    given = [node.raw for node in parameters]
    signed = hashlib.new(digest.name, signature.signed_attributes).digest()
    prehashed = utils.Prehashed(digest)
    key = signature.certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        if not isinstance(key.curve, _CURVES) or kind.content.hex() != _ECDSA[digest.name] or given:
            raise Refused("SIG-05")
        return lambda: key.verify(signature.value, signed, ec.ECDSA(prehashed))
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < 2048:
        raise Refused("SIG-05")
    scheme: padding.PKCS1v15 | padding.PSS
    if kind.content == _PSS and len(parameters) == 1:
        scheme = padding.PSS(mgf=padding.MGF1(digest), salt_length=_pss_salt(parameters[0], signature, digest))
    elif kind.content in (_RSA, bytes.fromhex(_RSA_WITH[digest.name])) and given in ([], [der.NULL_VALUE]):
        scheme = padding.PKCS1v15()
    else:
        raise Refused("SIG-05")
    return lambda: key.verify(signature.value, signed, scheme, prehashed)


def _pss_salt(parameters: Node, signature: Signature, digest: hashes.HashAlgorithm) -> int:
    """Salt length; hash and MGF must be the signature's own digest (SIG-05): the defaults mean SHA-1."""
    kind = der.read(signature.digest_algorithm).children()[0].raw
    spellings = [der.encode(der.SEQUENCE, kind + end) for end in (b"", der.NULL_VALUE)]
    mgf = [der.encode(der.SEQUENCE, der.oid(_MGF1).raw + spelling) for spelling in spellings]
    try:
        hash_field, mgf_field, *rest = der.sequence(parameters)
        salt_field, *trailer = rest
        salt = der.read(der.expect(salt_field, 0xA2).content, der.INTEGER).content
    except (NotDer, ValueError) as cause:
        raise Refused("SIG-05") from cause
    accepted = (
        hash_field.raw in [der.encode(0xA0, spelling) for spelling in spellings]
        and mgf_field.raw in [der.encode(0xA1, spelling) for spelling in mgf]
        and len(salt) == 1
        and salt[0] >= digest.digest_size // 2
        and not trailer
    )
    if not accepted:
        raise Refused("SIG-05")
    return salt[0]

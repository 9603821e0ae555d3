"""Signing identities: a password-protected PKCS#12 file with one key and a self-signed certificate.

The certificate's subject says whose it is: CN the name, serialNumber the office code, OU the role. The key never
leaves the object: signing is a function, so that a token (PKCS#11) gives the same shape later.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import algos
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import BadValue, OutputExists
from kh57_desktop.exchange.certificates import office_code_of, role_of, sha256_of, subject_words
from kh57_desktop.exchange.errors import IdentityNotValid, NotAnIdentity, TargetNotWritable, WrongPassword
from kh57_desktop.exchange.issuers import chain_of
from kh57_desktop.exchange.pkcs12_mac import ITERATIONS, MAX_ITERATIONS, cost_of, strengthen_mac
from kh57_desktop.i18n import N_, _, format_date, nfc

VALIDITY = timedelta(days=3 * 365 + 1)
LARGEST_FILE = 1 << 20

CURVES = ("secp256r1", "secp384r1", "secp521r1")

OFFICE_KEY, TOKEN = "office-key", "token"
"""Where the key lives, as `signing.identity` of package.json names it."""


def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """Somebody who can sign. `sign` takes the bytes to be signed and returns the signature value."""

    certificate: bytes = field(repr=False)
    sha256: str
    name: str
    office_code: str
    role: SignerRole | None
    valid_from: datetime
    valid_to: datetime
    signature_algorithm: algos.SignedDigestAlgorithm = field(repr=False)
    sign: Callable[[bytes], bytes] = field(repr=False)
    kept_in: str = OFFICE_KEY
    close: Callable[[], None] = field(default=_nothing, repr=False)
    """Gives a token back; a file needs none."""
    chain: tuple[bytes, ...] = field(default=(), repr=False)
    """Certificates of the authorities between the signer's and the root, the signer's issuer first."""
    crls: tuple[bytes, ...] = field(default=(), repr=False)
    """The newest list of revoked certificates of each issuer, as far as the office has it."""

    def ensure_valid(self, at: datetime) -> None:
        """Raise IdentityNotValid unless the certificate is in force at `at` (aware)."""
        if not self.valid_from <= at <= self.valid_to:
            raise IdentityNotValid(
                name=self.name,
                valid_from=format_date(self.valid_from.astimezone(at.tzinfo).date()),
                valid_to=format_date(self.valid_to.astimezone(at.tzinfo).date()),
            )


def create_identity(
    path: Path, *, name: str, office_code: str, role: SignerRole, password: str, now: datetime, overwrite: bool = False
) -> None:
    """Write a new identity: ECDSA P-256, valid three years from `now` (aware). UserError where it cannot be."""
    if path.exists() and not overwrite:
        raise OutputExists(name=path.name)
    if not password:
        raise BadValue(value="", field=_(N_("password")), allowed=_(N_("at least one character")))
    if not (office_code.isascii() and office_code.isdigit() and len(office_code) in (2, 5)):
        raise BadValue(value=office_code, field=_(N_("office code")), allowed=_(N_("5 digits, or 2 for a province")))
    name, password = nfc(name.strip()), nfc(password)
    if not 1 <= len(name) <= 64:  # ub-common-name of X.520
        raise BadValue(value=name, field=_(N_("name")), allowed=_(N_("1 to 64 characters")))
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _self_signed(key, name=name, office_code=office_code, role=role, now=now)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ITERATIONS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.encode())
    )
    pfx = pkcs12.serialize_key_and_certificates(office_code.encode(), key, certificate, None, encryption)
    _write_privately(path, strengthen_mac(pfx, password))


def _self_signed(
    key: ec.EllipticCurvePrivateKey, *, name: str, office_code: str, role: SignerRole, now: datetime
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, role.value),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, office_code),
        ]
    )
    start = now.replace(microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _write_privately(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by this user only (mkstemp makes the file so)."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except OSError as cause:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise TargetNotWritable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause


def load_identity(path: Path, password: str) -> SigningIdentity:
    """Open an identity. WrongPassword, or NotAnIdentity where the file is none (or absent)."""
    try:
        with path.open("rb") as stream:
            pfx = stream.read(LARGEST_FILE + 1)
    except OSError as cause:
        raise NotAnIdentity(name=path.name) from cause
    try:
        cost = cost_of(pfx)
        if len(pfx) > LARGEST_FILE or cost.most > MAX_ITERATIONS:
            raise ValueError("too large or too costly")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as cause:
        raise NotAnIdentity(name=path.name) from cause
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(pfx, nfc(password).encode())
    except ValueError as cause:  # the library gives one error for a wrong password and for damaged ciphertext
        raise WrongPassword(name=path.name) from cause
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise NotAnIdentity(name=path.name)
    try:
        return replace(identity_of(key, certificate), chain=chain_of(certificate, others))
    except ValueError as cause:
        raise NotAnIdentity(name=path.name) from cause


def identity_of(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, certificate: x509.Certificate) -> SigningIdentity:
    """Format section 3.3: ECDSA or RSASSA-PSS (RSA ≥ 2048), with SHA-256; ValueError for other keys."""
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < 2048:
            raise ValueError("RSA key too short")
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
        algorithm = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": pss_parameters()})
        sign: Callable[[bytes], bytes] = lambda content: key.sign(content, pss, hashes.SHA256())  # noqa: E731
    else:
        if key.curve.name not in CURVES:
            raise ValueError("curve not accepted")
        algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
        sign = lambda content: key.sign(content, ec.ECDSA(hashes.SHA256()))  # noqa: E731
    return SigningIdentity(
        certificate=certificate.public_bytes(Encoding.DER),
        sha256=sha256_of(certificate),
        name=subject_words(certificate),
        office_code=office_code_of(certificate),
        role=role_of(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        signature_algorithm=algorithm,
        sign=sign,
    )


def pss_parameters() -> algos.RSASSAPSSParams:
    return algos.RSASSAPSSParams(
        {
            "hash_algorithm": {"algorithm": "sha256"},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
            "salt_length": 32,
        }
    )


def certificate_pem(identity: SigningIdentity) -> bytes:
    """The certificate alone, as the enrolment file (.cer) that is handed to the superior."""
    return x509.load_der_x509_certificate(identity.certificate).public_bytes(Encoding.PEM)

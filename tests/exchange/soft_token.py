"""A SoftHSM token made for one test run: keys and certificates as a government token would hold them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

PIN = "123456"
MODULE = next(
    (
        path
        for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
        if Path(path).is_file()
    ),
    "",
)
_PUT = """
import sys, pkcs11
from pkcs11 import Attribute, CertificateType, ObjectClass
token = next(t for t in pkcs11.lib(sys.argv[1]).get_tokens() if t.label.strip(chr(0) + ' ') == sys.argv[2])
with token.open(rw=True, user_pin=sys.argv[3]) as session:
    session.create_object({
        Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.TOKEN: True, Attribute.LABEL: sys.argv[5], Attribute.ID: bytes.fromhex(sys.argv[6]),
        Attribute.SUBJECT: b'', Attribute.VALUE: open(sys.argv[4], 'rb').read(),
    })
"""


def make_token(folder: Path, *, label: str = "USB-KY-SO", office: str = "23674") -> None:
    """Initialise a token under `folder`, named by SOFTHSM2_CONF, with an EC and an RSA key and their certificates."""
    (folder / "tokens").mkdir(parents=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(config)
    softhsm("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "87654321")
    for key_id, name, key in (
        ("01", "EC", ec.generate_private_key(ec.SECP256R1())),
        ("02", "RSA", rsa.generate_private_key(65537, 3072)),
    ):
        put(folder, label, key_id, name, key, office=office)


def put(
    folder: Path,
    label: str,
    key_id: str,
    name: str,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    *,
    office: str,
    start: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    days: int = 1000,
) -> None:
    pem = folder / f"{name}.pem"
    pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    softhsm("--import", str(pem), "--token", label, "--label", name, "--id", key_id, "--pin", PIN)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Nguyễn Văn Ký {name}"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, office),
        ]
    )
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start)
    certificate = builder.not_valid_after(start + timedelta(days=days)).sign(key, hashes.SHA256())
    der = folder / f"{name}.der"
    der.write_bytes(certificate.public_bytes(Encoding.DER))
    subprocess.run([sys.executable, "-c", _PUT, MODULE, label, PIN, der, name, key_id], check=True, capture_output=True)


def softhsm(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)

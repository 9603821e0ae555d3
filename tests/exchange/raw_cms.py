"""CMS objects that break one rule each, built with asn1crypto."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from asn1crypto import algos, tsp, x509
from asn1crypto import cms as asn1

from kh57_desktop.exchange.identity import SigningIdentity
from tests.exchange.makers import NOW


def attribute(kind: str, *values: object) -> asn1.CMSAttribute:
    return asn1.CMSAttribute({"type": kind, "values": list(values)})


def usual_attributes(content: bytes, signer: SigningIdentity, *, at: datetime = NOW) -> list[asn1.CMSAttribute]:
    reference = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(signer.certificate).digest()})
    return [
        attribute("content_type", "data"),
        attribute("message_digest", hashlib.sha256(content).digest()),
        attribute("signing_time", asn1.Time({"utc_time": at})),
        attribute("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [reference]})),
    ]


def signed(
    content: bytes,
    signer: SigningIdentity,
    *,
    attributes: list[asn1.CMSAttribute] | None = None,
    digest: str = "sha256",
    algorithm: algos.SignedDigestAlgorithm | None = None,
    sign: Callable[[bytes], bytes] | None = None,
    certificates: list[bytes] | None = None,
    encap: dict[str, object] | None = None,
    signer_info: dict[str, object] | None = None,
    signed_data: dict[str, object] | None = None,
    signers: int = 1,
    no_attributes: bool = False,
) -> bytes:
    """A SignedData as the format wants it but for what is given."""
    certificate = x509.Certificate.load(signer.certificate)
    chosen = asn1.CMSAttributes(attributes or usual_attributes(content, signer))
    fields: dict[str, object] = {
        "version": "v1",
        "sid": {
            "issuer": certificate.issuer,
            "serial_number": certificate.serial_number,
        },
        "digest_algorithm": {"algorithm": digest},
        "signature_algorithm": algorithm or signer.signature_algorithm,
        "signature": (sign or signer.sign)(content if no_attributes else chosen.dump()),
    }
    fields["sid"] = asn1.SignerIdentifier("issuer_and_serial_number", asn1.IssuerAndSerialNumber(fields["sid"]))
    if not no_attributes:
        fields["signed_attrs"] = chosen
    info = asn1.SignerInfo({**fields, **(signer_info or {})})
    carried = [signer.certificate] if certificates is None else certificates
    members: dict[str, object] = {
        "version": "v1",
        "digest_algorithms": asn1.DigestAlgorithms([{"algorithm": digest}]),
        "encap_content_info": encap or {"content_type": "data"},
        "signer_infos": [info] * signers,
    }
    if carried:
        members["certificates"] = [x509.Certificate.load(one) for one in carried]
    data = asn1.SignedData({**members, **(signed_data or {})})
    return asn1.ContentInfo({"content_type": "signed_data", "content": data}).dump()

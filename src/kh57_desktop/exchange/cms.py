"""The container's signature: one CMS object over the bytes of a manifest (package-format.md section 3.2)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from asn1crypto import algos, tsp
from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509

from kh57_desktop.exchange.identity import SigningIdentity


def sign(content: bytes, identity: SigningIdentity, *, at: datetime) -> bytes:
    """DER of a detached SignedData, CAdES level B: exactly the four signed attributes. IdentityNotValid out of time."""
    identity.ensure_valid(at)
    attributes = _signed_attributes(content, identity, at=at)
    certificate = asn1_x509.Certificate.load(identity.certificate)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = asn1.SignerInfo(
        {
            "version": "v1",
            "sid": asn1.SignerIdentifier(
                {
                    "issuer_and_serial_number": asn1.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": identity.signature_algorithm,
            "signature": identity.sign(attributes.dump()),
        }
    )
    signed_data = asn1.SignedData(
        {
            "version": "v1",
            "digest_algorithms": asn1.DigestAlgorithms([sha256]),
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    der: bytes = asn1.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump()
    return der


def _signed_attributes(content: bytes, identity: SigningIdentity, *, at: datetime) -> asn1.CMSAttributes:
    reference = tsp.ESSCertIDv2({"cert_hash": bytes.fromhex(identity.sha256)})
    return asn1.CMSAttributes(
        [
            asn1.CMSAttribute({"type": "content_type", "values": ["data"]}),
            asn1.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(content).digest()]}),
            asn1.CMSAttribute({"type": "signing_time", "values": [asn1.Time({"utc_time": at.replace(microsecond=0)})]}),
            asn1.CMSAttribute(
                {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [reference]})]}
            ),
        ]
    )

"""Making a CMS signature, CAdES level B, for the container and for the PDF (package-format.md sections 3.2, 3.4)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from asn1crypto import algos, tsp
from asn1crypto import cms as asn1
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509

from kh57_desktop.exchange.identity import SigningIdentity


def sign(content: bytes, identity: SigningIdentity, *, at: datetime) -> bytes:
    """Detached signature of a manifest, with the four signed attributes. IdentityNotValid where `at` is out of time."""
    return sign_digest(hashlib.sha256(content).digest(), identity, at=at, states_time=True)


def sign_digest(sha256: bytes, identity: SigningIdentity, *, at: datetime, states_time: bool) -> bytes:
    """DER of a detached SignedData over content of this SHA-256.

    In a PDF the time stands in the signature dictionary and the lists of revoked certificates in the document's own
    store; neither must be repeated (PAdES): `states_time` False.
    """
    identity.ensure_valid(at)
    attributes = _signed_attributes(sha256, identity, at=at if states_time else None)
    certificate = asn1_x509.Certificate.load(identity.certificate)
    algorithm = algos.DigestAlgorithm({"algorithm": "sha256"})
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
            "digest_algorithm": algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": identity.signature_algorithm,
            "signature": identity.sign(attributes.dump()),
        }
    )
    chain = [asn1_x509.Certificate.load(one) for one in identity.chain]
    fields = {
        "version": "v1",
        "digest_algorithms": asn1.DigestAlgorithms([algorithm]),
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate, *chain],
        "signer_infos": [signer],
    }
    if states_time and identity.crls:
        fields["crls"] = [asn1_crl.CertificateList.load(one) for one in identity.crls]
    signed_data = asn1.SignedData(fields)
    der: bytes = asn1.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump()
    return der


def _signed_attributes(digest: bytes, identity: SigningIdentity, *, at: datetime | None) -> asn1.CMSAttributes:
    reference = tsp.ESSCertIDv2({"cert_hash": bytes.fromhex(identity.sha256)})
    values: list[tuple[str, object]] = [("content_type", "data"), ("message_digest", digest)]
    if at is not None:
        values.append(("signing_time", asn1.Time({"utc_time": at.replace(microsecond=0)})))
    values.append(("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [reference]})))
    return asn1.CMSAttributes([asn1.CMSAttribute({"type": kind, "values": [value]}) for kind, value in values])

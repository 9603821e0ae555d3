"""A time-stamp service inside the test process: what RFC 3161 asks of one, and ways to break it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, core, tsp
from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.exchange.makers import NOW


class LocalService:
    """`service(request)` answers as a service would; `purpose`, `at`, `days` and `damage` make it a bad one.

    `authority`: who certified the service, with key, name and DER certificate, which the stamp carries. `change` alters
    the parts of its signature object, `state` the bytes of what it states. `names_by`: the attribute that names its
    certificate, "v2", "v1" or none.
    """

    def __init__(
        self,
        *,
        purpose=ExtendedKeyUsageOID.TIME_STAMPING,
        at: datetime = NOW,
        days: int = 900,
        damage=None,
        authority=None,
        change=None,
        names_by="v2",
        state=None,
    ) -> None:
        self.at, self.damage, self.asked = at, damage, 0
        self.change, self.names_by, self.state = change, names_by, state
        self.carried = [authority.der] if authority else []
        self._key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dịch vụ cấp dấu thời gian mẫu")])
        start = datetime(2026, 1, 1, tzinfo=UTC)
        issuer = authority.name if authority else name
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(self._key.public_key())
        builder = builder.serial_number(7).not_valid_before(start).not_valid_after(start + timedelta(days=days))
        if purpose is not None:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        made = builder.sign(authority.key if authority else self._key, hashes.SHA256())
        self.certificate = made.public_bytes(Encoding.DER)

    def __call__(self, request: bytes) -> bytes:
        self.asked += 1
        asked = tsp.TimeStampReq.load(request)
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": asked["message_imprint"],
                "serial_number": 41,
                "gen_time": self.at.astimezone(UTC),
                "nonce": asked["nonce"].native,
            }
        )
        stated = self.state(info.dump()) if self.state else info.dump()
        answer = {"status": {"status": "granted"}, "time_stamp_token": self._token(stated)}
        response = tsp.TimeStampResp(answer).dump()
        return self.damage(response) if self.damage else response

    def _token(self, content: bytes) -> asn1.ContentInfo:
        own = asn1_x509.Certificate.load(self.certificate)
        reference = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(self.certificate).digest()})
        older = tsp.ESSCertID({"cert_hash": hashlib.sha1(self.certificate, usedforsecurity=False).digest()})
        names = {
            "v2": ("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [reference]})),
            "v1": ("signing_certificate", tsp.SigningCertificate({"certs": [older]})),
        }
        values = [("content_type", "tst_info"), ("message_digest", hashlib.sha256(content).digest())]
        values += [names[self.names_by]] if self.names_by else []
        attributes = asn1.CMSAttributes([asn1.CMSAttribute({"type": kind, "values": [one]}) for kind, one in values])
        sid = asn1.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number})
        signer = {
            "version": "v1",
            "sid": asn1.SignerIdentifier("issuer_and_serial_number", sid),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
        encap = {"content_type": "tst_info", "content": core.ParsableOctetString(content)}
        data = {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": encap,
            "certificates": [own, *(asn1_x509.Certificate.load(one) for one in self.carried)],
            "signer_infos": [signer],
        }
        if self.change:
            self.change(data, signer)
        return asn1.ContentInfo({"content_type": "signed_data", "content": asn1.SignedData(data)})

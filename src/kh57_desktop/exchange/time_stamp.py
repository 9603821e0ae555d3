"""Asking a time-stamp service (RFC 3161) and adding its token to a package's signatures: CAdES level B-T.

A second step on a finished package, for when a network appears: manifests, and with them the package digest, and
every payload file stay byte for byte; only the signature objects grow by one unsigned attribute.
"""

from __future__ import annotations

import hashlib
import secrets
import zipfile
from collections.abc import Callable
from io import BytesIO

from asn1crypto import tsp

from kh57_desktop.exchange import der
from kh57_desktop.exchange.cms_check import TIME_STAMP_OID, read_signature
from kh57_desktop.exchange.entry_names import META
from kh57_desktop.exchange.errors import NoTimeStamp
from kh57_desktop.exchange.findings import Refused
from kh57_desktop.exchange.time_stamp_check import check_time_stamp

Service = Callable[[bytes], bytes]
"""Takes the DER of a TimeStampReq and returns that of the TimeStampResp; raises NoTimeStamp or OSError."""

GRANTED = ("granted", "granted_with_mods")
LARGEST_ANSWER = 1 << 20
PATIENCE_SECONDS = 20


def service_at(url: str) -> Service:
    """The service behind an address, over HTTP as RFC 3161 section 3.4 says."""
    from urllib.request import Request, urlopen  # loaded only by an office that has a network and asks for it

    if not url.lower().startswith(("http://", "https://")):
        raise NoTimeStamp(reason=url)

    def ask(request: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        with urlopen(Request(url, request, headers), timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - checked above
            content: bytes = answer.read(LARGEST_ANSWER + 1)
        return content

    return ask


def with_time_stamps(package: bytes, service: Service) -> bytes:
    """The same package with one stamp on every signature that has none; NoTimeStamp where the service gives none."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(output, "w", allowZip64=False) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.startswith(META) and info.filename.endswith(".p7s"):
                content = stamped(content, service)
            again = zipfile.ZipInfo(info.filename, info.date_time)
            again.compress_type = zipfile.ZIP_STORED
            again.create_system, again.create_version, again.extract_version = 3, 20, 20
            again.external_attr, again.flag_bits = 0o100644 << 16, 0
            target.writestr(again, content)
    return output.getvalue()


_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""How reading an answer of any other form fails."""


def stamped(signature: bytes, service: Service) -> bytes:
    """The signature object with a proved token; one that has a token already comes back as it is."""
    read = read_signature(signature)
    if read.time_stamp is not None:
        return signature
    nonce = secrets.randbits(63)
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": hashlib.sha256(read.value).digest()}
    request = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    try:
        token = _token(service(request.dump()), nonce)
    except (OSError, *_UNREADABLE) as cause:
        raise NoTimeStamp(reason=str(cause) or type(cause).__name__) from cause
    again = _with_token(signature, token)
    try:
        if check_time_stamp(read_signature(again)) is None:
            raise NoTimeStamp(reason="-")
    except Refused as cause:  # what the receiver would refuse is not written
        raise NoTimeStamp(reason=cause.finding.text) from cause
    return again


def _with_token(signature: bytes, token: bytes) -> bytes:
    """The token as the one unsigned attribute behind the signature value; all else byte for byte as it was."""
    kind, inner = der.read(signature).children()
    data = der.read(inner.content).children()
    (info,) = data[-1].children()
    attribute = der.encode(der.SEQUENCE, der.encode(der.OID, TIME_STAMP_OID) + der.encode(der.SET, token))
    signer = der.encode(der.SEQUENCE, info.content + der.encode(der.EXPLICIT_1, attribute))
    signers = der.encode(der.SET, signer)
    signed_data = der.encode(der.SEQUENCE, b"".join(node.raw for node in data[:-1]) + signers)
    return der.encode(der.SEQUENCE, kind.raw + der.encode(der.EXPLICIT_0, signed_data))


def _token(answer: bytes, nonce: int) -> bytes:
    if len(answer) > LARGEST_ANSWER:
        raise ValueError("answer too large")
    response = tsp.TimeStampResp.load(answer, strict=True)
    status = response["status"]["status"].native
    if status not in GRANTED:
        raise ValueError(status)
    token = response["time_stamp_token"]
    if token["content"]["encap_content_info"]["content"].parsed["nonce"].native != nonce:
        raise ValueError("nonce")
    encoded: bytes = token.dump()
    return encoded


__all__ = ["NoTimeStamp", "Service", "service_at", "stamped", "with_time_stamps"]

"""A ZIP writer of the tests' own that can break every rule of the profile, and the parts of a package to change."""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kh57_desktop.exchange import cms
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.manifest import write_manifest
from tests.exchange.makers import NOW

LOCAL, CENTRAL, END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"


@dataclass(frozen=True)
class Raw:
    """One entry; `local` and `central` override header fields by name, `gap` stands before it."""

    name: str | bytes
    content: bytes
    local: dict[str, int] = field(default_factory=dict)
    central: dict[str, int] = field(default_factory=dict)
    extra: bytes = b""
    comment: bytes = b""
    descriptor: bytes = b""
    gap: bytes = b""

    @property
    def raw_name(self) -> bytes:
        return self.name.encode("utf-8") if isinstance(self.name, str) else self.name


def write_zip(
    entries: Iterable[Raw],
    *,
    prefix: bytes = b"",
    tail: bytes = b"",
    comment: bytes = b"",
    end: dict[str, int] | None = None,
    at: datetime = NOW,
) -> bytes:
    """Entries in the profile of the format but for what they override."""
    time = at.hour << 11 | at.minute << 5 | at.second // 2
    day = at.year - 1980 << 9 | at.month << 5 | at.day
    body, directory, count = prefix, b"", 0
    for one in entries:
        body += one.gap
        common = {"needed": 20, "flags": 0, "method": 0, "time": time, "day": day, "crc": zlib.crc32(one.content)}
        common |= {"packed": len(one.content), "size": len(one.content), "name": len(one.raw_name)}
        local = {**common, "extra": len(one.extra), **one.local}
        central = {"made": 0x0314, **common, "extra": len(one.extra), "comment": len(one.comment), "disk": 0}
        central |= {"internal": 0, "external": 0o100644 << 16, "offset": len(body), **one.central}
        body += struct.pack(LOCAL, b"PK\3\4", *local.values()) + one.raw_name + one.extra + one.content
        body += one.descriptor
        directory += struct.pack(CENTRAL, b"PK\1\2", *central.values()) + one.raw_name + one.extra + one.comment
        count += 1
    record = {"disk": 0, "first": 0, "here": count, "count": count, "size": len(directory), "start": len(body)}
    record |= {"comment": len(comment), **(end or {})}
    return body + directory + struct.pack(END, b"PK\5\6", *record.values()) + comment + tail


def read_parts(package: bytes) -> list[Raw]:
    """The entries of a sound package, by its central directory."""
    (*_rest, count, _size, start, _comment) = struct.unpack(END, package[-22:])
    parts = []
    for _number in range(count):
        fields = struct.unpack(CENTRAL, package[start : start + 46])
        size, name_length, offset = fields[9], fields[10], fields[16]
        name = package[start + 46 : start + 46 + name_length]
        content = package[offset + 30 + name_length : offset + 30 + name_length + size]
        parts.append(Raw(name.decode("ascii"), content))
        start += 46 + name_length
    return parts


def changed(parts: list[Raw], name: str, change: Callable[[bytes], bytes] | bytes) -> list[Raw]:
    """The same parts with another content of one, its CRC repaired."""
    return [
        replace(one, content=change(one.content) if callable(change) else change) if one.name == name else one
        for one in parts
    ]


def signed_again(parts: list[Raw], *signers: SigningIdentity, at: datetime = NOW) -> list[Raw]:
    """The payload of `parts` with new manifests and signatures: what a dishonest or careless signer could send."""
    payload = [one for one in parts if not str(one.name).startswith("META-INF/")]
    listed = [(str(one.name), media_type(str(one.name)), hashlib.sha256(one.content).digest()) for one in payload[1:]]
    metadata = []
    for number, signer in enumerate(signers, start=1):
        manifest = write_manifest(number, listed)
        metadata.append(Raw(f"META-INF/ASiCManifest{number:03}.xml", manifest))
        metadata.append(Raw(f"META-INF/signature{number:03}.p7s", cms.sign(manifest, signer, at=at)))
    return payload + metadata


def media_type(name: str) -> str:
    return {"json": "application/json", "pdf": "application/pdf", "der": "application/pkix-cert"}.get(
        name.rpartition(".")[2], "application/octet-stream"
    )


def save(folder: Path, package: bytes, name: str = "BC_23674_RECEIPT_20261217_000001.asice") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(package)
    return path


def digest_value(content: bytes) -> bytes:
    return base64.b64encode(hashlib.sha256(content).digest())

"""Steps 1 to 11 of the verification: the container is whole, signed, and unchanged (package-format.md section 5).

Stops at the first failure. What comes back is what the signers signed, whoever they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from kh57_desktop.exchange import cms_check, cms_value, zip_profile
from kh57_desktop.exchange.cms_check import Signature
from kh57_desktop.exchange.entry_names import (
    ENVELOPE,
    META,
    MIMETYPE,
    NEW_CERTIFICATE,
    REPORT_PDF,
    is_metadata,
    is_payload,
    manifest_name,
    signature_name,
)
from kh57_desktop.exchange.findings import Refused
from kh57_desktop.exchange.manifest import DIGESTS, Manifest, package_digest, read_manifest
from kh57_desktop.exchange.time_stamp_check import TimeStamp, check_time_stamp
from kh57_desktop.exchange.zip_profile import Directory, Entry, Limits
from kh57_desktop.progress import Progress


@dataclass(frozen=True, slots=True)
class Contents:
    """A container that passed. `held`: the payload files that the next steps read; `sha256`: of every payload file."""

    directory: Directory
    manifests: tuple[Manifest, ...]
    signatures: tuple[Signature, ...]
    digest: str
    sha256: Mapping[str, str]
    held: Mapping[str, bytes]
    time_stamps: tuple[TimeStamp | None, ...] = ()
    """Of each signature, where a time-stamp service confirmed it."""


def read_container(stream: BinaryIO, size: int, limits: Limits, progress: Progress) -> Contents:
    """All of steps 1 to 11; Refused with the code of the first failure."""
    directory = zip_profile.read_directory(stream, size, limits)
    entries = {entry.name: entry for entry in directory.entries}
    count = _count_signatures(entries)
    written = [zip_profile.content(stream, entries[manifest_name(number)]) for number in range(1, count + 1)]
    encoded = [zip_profile.content(stream, entries[signature_name(number)]) for number in range(1, count + 1)]
    manifests = [read_manifest(text) for text in written]
    _check_lists(directory, manifests)
    signatures = [cms_check.read_signature(one) for one in encoded]
    _check_algorithms(manifests, signatures)
    for text, signature in zip(written, signatures, strict=True):
        cms_value.check_value(signature, hashlib.new(cms_value.digest_name(signature), text).digest())
    stamps = tuple(check_time_stamp(signature) for signature in signatures)
    sha256, held = _check_payload(stream, directory, manifests, progress)
    return Contents(
        directory, tuple(manifests), tuple(signatures), package_digest(written[0]), sha256, held, time_stamps=stamps
    )


def _count_signatures(entries: Mapping[str, Entry]) -> int:
    """Step 5: META-INF holds pairs 001 … 00N and nothing else (PKG-09); no pair or half a pair is SIG-02."""
    metadata = {name for name in entries if name.startswith(META)}
    for name in sorted(metadata):
        if not is_metadata(name):
            raise Refused("PKG-09", file=name)
    count = len(metadata) // 2
    pairs = {name(number) for number in range(1, count + 1) for name in (manifest_name, signature_name)}
    if count == 0 or metadata != pairs:
        raise Refused("SIG-02")
    return count


def _check_lists(directory: Directory, manifests: Sequence[Manifest]) -> None:
    """Step 7: manifest N belongs to signature N, and every manifest lists exactly the payload, in one order."""
    names = [entry.name for entry in directory.entries]
    payload = [name for name in names if is_payload(name)]
    first = {reference.name: reference for reference in manifests[0].references}
    for number, manifest in enumerate(manifests, start=1):
        if manifest.signature != signature_name(number):
            raise Refused("PKG-10")
        listed = [reference.name for reference in manifest.references]
        for name in listed:
            if name not in payload:
                raise Refused("PKG-11", file=_shown(name))
        for name in payload:
            if name not in listed:
                raise Refused("PKG-09", file=name)
        for reference in manifest.references:
            other = first[reference.name]
            if reference.media_type != other.media_type:
                raise Refused("PKG-10")
            if reference.algorithm == other.algorithm and reference.digest != other.digest:
                raise Refused("PKG-12", file=reference.name)
    metadata = [name(number) for number in range(1, len(manifests) + 1) for name in (manifest_name, signature_name)]
    rest = sorted(name for name in payload if name != ENVELOPE)
    if names != [MIMETYPE, ENVELOPE, *rest, *metadata]:
        raise Refused("PKG-03")
    if any([reference.name for reference in manifest.references] != payload for manifest in manifests):
        raise Refused("PKG-10")


def _shown(name: str) -> str:
    """A name out of a manifest is not one of ours yet."""
    return name if name.isascii() and name.isprintable() and len(name) <= 300 else "□"


def _check_algorithms(manifests: Sequence[Manifest], signatures: Sequence[Signature]) -> None:
    """Step 9."""
    for signature in signatures:
        cms_value.check_algorithms(signature)
    if any(reference.algorithm not in DIGESTS for manifest in manifests for reference in manifest.references):
        raise Refused("SIG-05")


def _check_payload(
    stream: BinaryIO, directory: Directory, manifests: Sequence[Manifest], progress: Progress
) -> tuple[dict[str, str], dict[str, bytes]]:
    """Step 11: each file once from the disk, through its CRC and every digest that a manifest gives."""
    sha256: dict[str, str] = {}
    held: dict[str, bytes] = {}
    payload = [entry for entry in directory.entries if is_payload(entry.name)]
    wanted = [{reference.name: reference for reference in manifest.references} for manifest in manifests]
    for done, entry in enumerate(payload):
        progress.step(done, len(payload), entry.name)
        references = [listed[entry.name] for listed in wanted]
        digests = {name: hashlib.new(name) for name in {"sha256", *(one.hash_name for one in references)}}
        kept = bytearray() if _is_held(entry.name) else None
        for piece in zip_profile.chunks(stream, entry):
            for digest in digests.values():
                digest.update(piece)
            if kept is not None:
                kept += piece
        if any(digests[one.hash_name].digest() != one.digest for one in references):
            raise Refused("PKG-12", file=entry.name)
        sha256[entry.name] = digests["sha256"].hexdigest()
        if kept is not None:
            held[entry.name] = bytes(kept)
    return sha256, held


def _is_held(name: str) -> bool:
    return name in (ENVELOPE, REPORT_PDF, NEW_CERTIFICATE) or (name.startswith("data/") and name.endswith(".json"))

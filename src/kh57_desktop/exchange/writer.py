"""Building a package: payload, sheet, manifests, signatures, one file (package-format.md)."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedRandom
from pathlib import Path

import kh57_desktop
from kh57_desktop.domain.packages import PackageFacts, PackageKind, SignerRole
from kh57_desktop.exchange import cms
from kh57_desktop.exchange.entry_names import (
    ENVELOPE,
    MIMETYPE,
    MIMETYPE_CONTENT,
    NEW_CERTIFICATE,
    REPORT_PDF,
    TABLE,
    manifest_name,
    signature_name,
)
from kh57_desktop.exchange.envelope import (
    POLICY,
    CreatedBy,
    DataSheet,
    FileSheet,
    SignerSheet,
    Signing,
    envelope_of,
    write_envelope,
)
from kh57_desktop.exchange.errors import AttachmentDamaged, PackageTooLarge
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.manifest import comparison_code, package_digest, write_manifest
from kh57_desktop.exchange.naming import package_name
from kh57_desktop.exchange.payloads import DATA_PATHS, DATA_TYPES, SCHEMA_VERSION
from kh57_desktop.exchange.placing import finish, unfinished
from kh57_desktop.exchange.zip_profile import CHUNK, MEBIBYTE, VIETNAM
from kh57_desktop.progress import SILENT, Progress

USUAL_LIMIT = 200 * MEBIBYTE
HARD_LIMIT = 4_294_967_294
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain",
    "bin": "application/octet-stream",
    "der": "application/pkix-cert",
}
"""Extension of an entry → its media type; kept files of other types travel as .bin."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kept file that is ticked "gửi kèm": `sha256` and `size` as recorded when it was attached."""

    path: Path
    sha256: str
    size: int
    name: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """The finished file; `digest` and `comparison_code` identify it on paper, `sha256` its bytes on a stick."""

    path: Path
    digest: str
    comparison_code: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One payload file before it is written: its content, or the kept file that holds it."""

    sheet: FileSheet
    source: bytes | Path = field(repr=False)


def build_package(
    facts: PackageFacts,
    *,
    data: bytes,
    pdf: bytes | None,
    attachments: Sequence[Attachment] = (),
    signers: Sequence[tuple[SigningIdentity, str | None]],
    target_folder: Path,
    table: bytes | None = None,
    new_certificate: bytes | None = None,
    allow_large: bool = False,
    progress: Progress = SILENT,
) -> BuiltPackage:
    """Write the package of these facts into `target_folder` and return it; UserError where it cannot be.

    `pdf` is the report already signed by `pades.sign_pdf`, by the same signers. A signer is an identity with its post
    (chức vụ), None for the office seal. The file appears whole or not at all; another file of its name is never
    touched.
    """
    name = package_name(
        office_code=facts.office_code,
        kind=facts.kind,
        sequence=facts.sequence,
        created_at=facts.created_at,
        report_type=facts.report_type,
        period=facts.period_code,
    )
    for identity, _post in signers:
        identity.ensure_valid(facts.created_at)
    parts = _parts(facts.kind, data=data, pdf=pdf, table=table, certificate=new_certificate, attachments=attachments)
    total = sum(part.sheet.size for part in parts)
    limit = HARD_LIMIT - MEBIBYTE if allow_large else USUAL_LIMIT
    if total > limit:
        raise PackageTooLarge(size=total // MEBIBYTE + 1, limit=limit // MEBIBYTE)
    sheet = write_envelope(
        envelope_of(
            facts,
            data=DataSheet(DATA_PATHS[facts.kind], DATA_TYPES[facts.kind].schema_name, SCHEMA_VERSION),
            files=tuple(part.sheet for part in parts),
            signing=_signing(signers),
            created_by=CreatedBy("KH57", kh57_desktop.__version__),
        )
    )
    with unfinished(target_folder, name) as (stream, path):
        first_manifest = _write(stream, sheet, parts, signers, at=facts.created_at, progress=progress)
        digest = package_digest(first_manifest)
        sha256, size = finish(stream, path, target_folder / name)
    return BuiltPackage(target_folder / name, digest, comparison_code(digest), sha256, size)


def _parts(
    kind: PackageKind,
    *,
    data: bytes,
    pdf: bytes | None,
    table: bytes | None,
    certificate: bytes | None,
    attachments: Sequence[Attachment],
) -> list[_Part]:
    """The payload without the sheet, by name in byte order."""
    parts = [_held(DATA_PATHS[kind], "data", data)]
    if table is not None:
        parts.append(_held(TABLE, "table", table))
    if certificate is not None:
        parts.append(_held(NEW_CERTIFICATE, "certificate", certificate))
    if pdf is not None:
        parts.append(_held(REPORT_PDF, "report", pdf))
    for number, attachment in enumerate(attachments, start=1):
        extension = Path(attachment.name).suffix.lower().removeprefix(".").replace("jpeg", "jpg")
        if extension not in MEDIA_TYPES:
            extension = "bin"
        path = f"evidence/{number:04}.{extension}"
        sheet = FileSheet(
            path,
            "evidence",
            MEDIA_TYPES[extension],
            attachment.size,
            attachment.sha256,
            attachment.name,
            attachment.caption,
        )
        parts.append(_Part(sheet, attachment.path))
    return sorted(parts, key=lambda part: part.sheet.path)


def _held(path: str, role: str, content: bytes) -> _Part:
    media_type = MEDIA_TYPES[path.rpartition(".")[2]]
    sha256 = hashlib.sha256(content).hexdigest()
    name = path.rpartition("/")[2]
    return _Part(FileSheet(path, role, media_type, len(content), sha256, name, ""), content)  # type: ignore[arg-type]


def _signing(signers: Sequence[tuple[SigningIdentity, str | None]]) -> Signing:
    """Signers without a role of their own (tokens) are persons where they have a post, else the office."""
    sheets = []
    for identity, post in signers:
        role = identity.role or (SignerRole.AUTHOR if post else SignerRole.OFFICE)
        sheets.append(SignerSheet(role, None if role is SignerRole.OFFICE else post, identity.name, identity.sha256))
    kept_in = "token" if any(identity.kept_in == "token" for identity, _post in signers) else "office-key"
    return Signing(POLICY, tuple(sheets), kept_in)  # type: ignore[arg-type]


def _write(
    stream: BufferedRandom,
    sheet: bytes,
    parts: Sequence[_Part],
    signers: Sequence[tuple[SigningIdentity, str | None]],
    *,
    at: datetime,
    progress: Progress,
) -> bytes:
    """All entries in order; returns the first manifest."""
    listed = [(ENVELOPE, MEDIA_TYPES["json"], hashlib.sha256(sheet).digest())]
    with zipfile.ZipFile(stream, "w", allowZip64=False) as archive:
        archive.writestr(_info(MIMETYPE, at), MIMETYPE_CONTENT)
        archive.writestr(_info(ENVELOPE, at), sheet)
        for done, part in enumerate(parts):
            progress.step(done, len(parts) + len(signers), part.sheet.name)
            _store(archive, part, at)
            listed.append((part.sheet.path, part.sheet.media_type, bytes.fromhex(part.sheet.sha256)))
        manifests = [write_manifest(number, listed) for number in range(1, len(signers) + 1)]
        for number, (manifest, (identity, _post)) in enumerate(zip(manifests, signers, strict=True), start=1):
            progress.step(len(parts) + number - 1, len(parts) + len(signers), identity.name)
            archive.writestr(_info(manifest_name(number), at), manifest)
            archive.writestr(_info(signature_name(number), at), cms.sign(manifest, identity, at=at))
    return manifests[0]


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    """A header of the profile (section 2.2): every field that zipfile would choose by platform is given."""
    local = at.astimezone(VIETNAM)
    info = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.compress_type = zipfile.ZIP_STORED
    info.create_system, info.create_version, info.extract_version = 3, 20, 20
    info.external_attr, info.flag_bits = 0o100644 << 16, 0
    return info


def _store(archive: zipfile.ZipFile, part: _Part, at: datetime) -> None:
    if isinstance(part.source, bytes):
        archive.writestr(_info(part.sheet.path, at), part.source)
        return
    digest, size = hashlib.sha256(), 0
    info = _info(part.sheet.path, at)
    info.file_size = part.sheet.size
    try:
        with part.source.open("rb") as kept, archive.open(info, "w") as sink:
            while (piece := kept.read(CHUNK)) and size <= part.sheet.size:
                digest.update(piece)
                size += len(piece)
                sink.write(piece)
    except FileNotFoundError as cause:
        raise AttachmentDamaged(name=part.sheet.name) from cause
    if size != part.sheet.size or digest.hexdigest() != part.sheet.sha256:
        raise AttachmentDamaged(name=part.sheet.name)

"""Names inside a package: which may stand there (package-format.md section 2.1), and those of its fixed parts."""

from __future__ import annotations

import re

MIMETYPE = "mimetype"
MIMETYPE_CONTENT = b"application/vnd.etsi.asic-e+zip"
ENVELOPE = "package.json"
REPORT_PDF = "report/report.pdf"
TABLE = "data/report.xlsx"
NEW_CERTIFICATE = "keys/new-cert.der"
META = "META-INF/"
PERSON_FIELD, OFFICE_FIELD = "NguoiKy", "CoQuan"
"""Signature fields of the report PDF: NguoiKy1, NguoiKy2 … and CoQuan (section 3.4)."""
SIGNERS_KEY = "/BCSigners"
"""In each signature dictionary: SHA-256 of the certificates of all signers in order, apart by a space."""

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_META = re.compile(r"META-INF/(?:ASiCManifest(00[1-9])\.xml|signature(00[1-9])\.p7s)")
_EVIDENCE = re.compile(r"evidence/[0-9]{4}\.[a-z0-9]{1,8}")


def is_safe(name: str) -> bool:
    """ASCII, at most 3 folders, no part that Windows or a file system reads as something else."""
    parts = name.split("/")
    if not 1 <= len(parts) <= 4:
        return False
    lengths_fit = all(len(part) <= 64 for part in parts[:-1]) and len(parts[-1]) <= 100
    return lengths_fit and all(
        _PART.fullmatch(part) and not part.endswith(".") and ".." not in part and not _DEVICE.fullmatch(part)
        for part in parts
    )


def manifest_name(number: int) -> str:
    return f"META-INF/ASiCManifest{number:03}.xml"


def signature_name(number: int) -> str:
    return f"META-INF/signature{number:03}.p7s"


def is_metadata(name: str) -> bool:
    return _META.fullmatch(name) is not None


def is_evidence(name: str) -> bool:
    return _EVIDENCE.fullmatch(name) is not None


def is_payload(name: str) -> bool:
    """Everything that a manifest lists."""
    return name != MIMETYPE and not name.startswith(META)

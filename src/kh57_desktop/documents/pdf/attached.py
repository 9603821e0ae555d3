"""A paper handed over alone carries its data: PDF/A-3b, the file attached in an update behind the paper's own bytes.

ISO 19005-3, 6.8: file specification with both names, relation and kind of the file named, associated with the document.
The paper itself stays as it is, byte for byte, at the beginning of the file, so an issued one remains what was issued.
Not for papers inside a package (package-format.md: nothing is embedded there), nor for signed ones.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass

from kh57_desktop.documents.pdf.archive import CONFORMANCE, PART

_PART_WITH_DATA, _CONFORMANCE_WITH_DATA = 3, "B"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file beside the paper. `name`: plain letters; `kind`: its media type; `words`: what it is, for people."""

    name: str
    kind: str
    words: str
    data: bytes


def with_attached(pdf: bytes, file: Attached) -> bytes:
    """A paper of ours, unsigned, with `file` attached; the same bytes for the same two.

    Raises ValueError for another PDF, and for a signed one.
    """
    if b"/ByteRange" in pdf:
        raise ValueError("no paper of ours without signature")
    trailer = _last(rb"trailer\s*(.*?)startxref\s+(\d+)\s*%%EOF\s*\Z", pdf[max(0, pdf.rfind(b"\ntrailer")) :])
    root, size, info = (int(_last(rb"/%s (\d+)" % key, trailer[1])[1]) for key in (b"Root", b"Size", b"Info"))
    first_id = _last(rb"/ID\s*\[\s*<([0-9a-f]+)>", trailer[1])[1]
    catalogue = _object(pdf, root)
    metadata = int(_last(rb"/Metadata (\d+) 0 R", catalogue)[1])
    day = _last(rb"/CreationDate \((D:[^)]*)\)", _object(pdf, info))[1]
    stream, specification = size, size + 1
    names = b"/AF [%d 0 R] /Names << /EmbeddedFiles << /Names [(%s) %d 0 R] >> >>" % (
        specification,
        _name(file.name),
        specification,
    )
    objects = {
        root: re.sub(rb">>\s*\Z", names + b"\n>>", catalogue),
        metadata: _packet(_object(pdf, metadata)),
        stream: _embedded(file, day),
        specification: (
            b"<< /Type /Filespec /F (%s) /UF (%s) /Desc %s /AFRelationship /Data "
            b"/EF << /F %d 0 R /UF %d 0 R >> >>"
            % (_name(file.name), _name(file.name), _text(file.words), stream, stream)
        ),
    }
    return _updated(pdf, objects, trailer=(root, info, size + 2), first_id=first_id, previous=int(trailer[2]))


def _last(pattern: bytes, text: bytes) -> re.Match[bytes]:
    found = list(re.finditer(pattern, text, re.DOTALL))
    if not found:
        raise ValueError("no paper of ours")
    return found[-1]


def _object(pdf: bytes, number: int) -> bytes:
    return _last(rb"\n%d 0 obj\n(.*?)\nendobj" % number, pdf)[1]


def _packet(metadata: bytes) -> bytes:
    """The XMP packet that names the level with data."""
    packet = _last(rb"stream\n(.*)\nendstream", metadata)[1]
    old = f"<pdfaid:part>{PART}</pdfaid:part><pdfaid:conformance>{CONFORMANCE}</pdfaid:conformance>"
    new = (
        f"<pdfaid:part>{_PART_WITH_DATA}</pdfaid:part><pdfaid:conformance>{_CONFORMANCE_WITH_DATA}</pdfaid:conformance>"
    )
    if old.encode() not in packet:
        raise ValueError("no paper of ours")
    packet = packet.replace(old.encode(), new.encode())
    return b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(packet), packet)


def _embedded(file: Attached, day: bytes) -> bytes:
    packed = zlib.compress(file.data, 9)
    kind = re.sub(rb"[^A-Za-z0-9]", lambda match: b"#%02X" % match[0][0], file.kind.encode())
    return (
        b"<< /Type /EmbeddedFile /Subtype /%s /Filter /FlateDecode /Length %d "
        b"/Params << /Size %d /ModDate (%s) /CheckSum <%s> >> >>\nstream\n%s\nendstream"
        % (
            kind,
            len(packed),
            len(file.data),
            day,
            hashlib.md5(file.data, usedforsecurity=False).hexdigest().encode(),
            packed,
        )
    )


def _name(name: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        raise ValueError(name)
    return name.encode()


def _text(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def _updated(
    pdf: bytes, objects: dict[int, bytes], *, trailer: tuple[int, int, int], first_id: bytes, previous: int
) -> bytes:
    """An incremental update: the objects, where they stand, and a trailer that points back (ISO 32000-1, 7.5.6)."""
    body = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(body)
    body += b"xref\n"
    for number, place in places.items():
        body += b"%d 1\n%010d 00000 n \n" % (number, place)
    second_id = hashlib.sha256(bytes(body)).hexdigest()[: len(first_id)].encode()
    root, info, size = trailer
    body += b"trailer\n<< /ID [<%s> <%s>] /Info %d 0 R /Prev %d /Root %d 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        first_id,
        second_id,
        info,
        previous,
        root,
        size,
        start,
    )
    return bytes(body)

"""ASiCManifest: the signed list of the files with their digests (package-format.md section 3.1)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from kh57_desktop.exchange.entry_names import ENVELOPE, signature_name
from kh57_desktop.exchange.findings import Refused

ASIC = "http://uri.etsi.org/02918/v1.2.1#"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
SIGNATURE_TYPE = "application/pkcs7-signature"

DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_SHA256 = next(iter(DIGESTS))


@dataclass(frozen=True, slots=True)
class Reference:
    """One file of the list; `algorithm` is the URI as written, judged in step 9."""

    name: str
    media_type: str
    is_root: bool
    algorithm: str
    digest: bytes

    @property
    def hash_name(self) -> str:
        return DIGESTS[self.algorithm]


@dataclass(frozen=True, slots=True)
class Manifest:
    signature: str
    references: tuple[Reference, ...]


def write_manifest(number: int, files: Iterable[tuple[str, str, bytes]]) -> bytes:
    """The manifest of signature `number` over (name, media type, SHA-256), in container order.

    Names and media types are the program's own ASCII without XML's special characters.
    """
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<asic:ASiCManifest xmlns:asic="{ASIC}" xmlns:ds="{DSIG}">'
        f'<asic:SigReference URI="{signature_name(number)}" MimeType="{SIGNATURE_TYPE}"/>'
    ]
    for name, media_type, digest in files:
        root = ' Rootfile="true"' if name == ENVELOPE else ""
        parts.append(
            f'<asic:DataObjectReference URI="{name}" MimeType="{media_type}"{root}>'
            f'<ds:DigestMethod Algorithm="{_SHA256}"/>'
            f"<ds:DigestValue>{base64.b64encode(digest).decode()}</ds:DigestValue></asic:DataObjectReference>"
        )
    parts.append("</asic:ASiCManifest>")
    return "".join(parts).encode()


def package_digest(first_manifest: bytes) -> str:
    """SHA-256 of ASiCManifest001.xml: what chains, receipts and papers call the package by."""
    return hashlib.sha256(first_manifest).hexdigest()


def comparison_code(digest: str) -> str:
    """Mã đối chiếu: the first 80 bits of the package digest in base32, 4-4-4-4."""
    letters = base64.b32encode(bytes.fromhex(digest)[:10]).decode()
    return "-".join(letters[place : place + 4] for place in range(0, 16, 4))


_ROOT, _SIG, _DATA, _METHOD, _VALUE = (
    f"{ASIC} ASiCManifest",
    f"{ASIC} SigReference",
    f"{ASIC} DataObjectReference",
    f"{DSIG} DigestMethod",
    f"{DSIG} DigestValue",
)
_CHILDREN = {None: (_ROOT,), _ROOT: (_SIG, _DATA), _DATA: (_METHOD, _VALUE)}
_ATTRIBUTES = {
    _ROOT: ((), ()),
    _SIG: (("URI", "MimeType"), ()),
    _DATA: (("URI", "MimeType"), ("Rootfile",)),
    _METHOD: (("Algorithm",), ()),
    _VALUE: ((), ()),
}
"""Element → attributes that must be there, attributes that may."""
_LONGEST_DIGEST = 100


class _Grammar:
    """Takes expat's events and refuses whatever the grammar does not name."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.signature: str | None = None
        self.references: list[Reference] = []
        self.attributes: dict[str, str] = {}
        self.algorithm = ""
        self.children: list[str] = []
        self.value = ""

    def refuse(self, *_event: object) -> NoReturn:
        raise Refused("PKG-10")

    def declaration(self, version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0" or (encoding or "UTF-8").upper() != "UTF-8":
            raise Refused("PKG-10")

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        if self.open or uri not in (ASIC, DSIG):
            raise Refused("PKG-10")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name not in _CHILDREN.get(self.open[-1] if self.open else None, ()):
            raise Refused("PKG-10")
        required, optional = _ATTRIBUTES[name]
        if not set(required) <= set(attributes) <= {*required, *optional}:
            raise Refused("PKG-10")
        self.open.append(name)
        if name == _SIG:
            if self.signature is not None or self.references or attributes["MimeType"] != SIGNATURE_TYPE:
                raise Refused("PKG-10")
            self.signature = attributes["URI"]
        elif name == _DATA:
            if self.signature is None or attributes.get("Rootfile", "true") != "true":
                raise Refused("PKG-10")
            self.attributes, self.children, self.value = attributes, [], ""
        elif name in (_METHOD, _VALUE):
            self.children.append(name)
            self.algorithm = attributes.get("Algorithm", self.algorithm)

    def text(self, words: str) -> None:
        if not self.open or self.open[-1] != _VALUE:
            raise Refused("PKG-10")
        self.value += words
        if len(self.value) > _LONGEST_DIGEST:
            raise Refused("PKG-10")

    def end(self, name: str) -> None:
        self.open.pop()
        if name != _DATA:
            return
        if self.children != [_METHOD, _VALUE]:
            raise Refused("PKG-10")
        try:
            digest = base64.b64decode(self.value, validate=True)
        except (binascii.Error, ValueError) as cause:
            raise Refused("PKG-10") from cause
        given = self.attributes
        self.references.append(Reference(given["URI"], given["MimeType"], "Rootfile" in given, self.algorithm, digest))


def read_manifest(text: bytes) -> Manifest:
    """Parse by the grammar of section 3.1; anything else is Refused PKG-10. Nothing outside is ever loaded."""
    grammar = _Grammar()
    parser = expat.ParserCreate(encoding="UTF-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.XmlDeclHandler = grammar.declaration
    parser.StartDoctypeDeclHandler = grammar.refuse
    parser.EntityDeclHandler = grammar.refuse
    parser.ExternalEntityRefHandler = grammar.refuse
    parser.ProcessingInstructionHandler = grammar.refuse
    parser.CommentHandler = grammar.refuse
    parser.StartCdataSectionHandler = grammar.refuse
    parser.StartNamespaceDeclHandler = grammar.namespace
    parser.StartElementHandler = grammar.start
    parser.EndElementHandler = grammar.end
    parser.CharacterDataHandler = grammar.text
    if text.startswith(b"\xef\xbb\xbf"):
        raise Refused("PKG-10")
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, UnicodeError) as cause:
        raise Refused("PKG-10") from cause
    names = [reference.name for reference in grammar.references]
    roots = [reference.name for reference in grammar.references if reference.is_root]
    if grammar.signature is None or len(set(names)) != len(names) or roots != [ENVELOPE]:
        raise Refused("PKG-10")
    return Manifest(grammar.signature, tuple(grammar.references))

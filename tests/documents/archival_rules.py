"""The rules of PDF/A-2u, or 3b with data attached, that our papers can break; no validator of the whole standard."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree

import pikepdf

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
XMP = {
    "/Title": ".//{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li",
    "/Author": ".//{http://purl.org/dc/elements/1.1/}creator//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li",
    "/Creator": ".//{http://ns.adobe.com/xap/1.0/}CreatorTool",
    "/Producer": ".//{http://ns.adobe.com/pdf/1.3/}Producer",
}
ACTIVE = ("/JavaScript", "/OpenAction", "/AA", "/OCProperties")


def archival_findings(pdf: bytes, *, with_data: bool = False) -> list[str]:
    """The names of the rules that the file breaks, empty for a file in order; `with_data`: of those for 3b."""
    found = []
    if not re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", pdf):
        found.append("header")
    if re.search(rb"(?<![\r\n])endstream", pdf):
        found.append("endstream")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if document.is_encrypted or "/ID" not in document.trailer:
            found.append("trailer")
        found.extend(_catalogue(document))
        found.extend(_metadata(document, ("3", "B") if with_data else ("2", "U")))
        found.extend(_attached(document) if with_data else ["attached"] * ("/Names" in document.Root))
        found.extend(_annotations(document))
        found.extend(_fonts(document))
        found.extend(_transparency(document))
    return found


def _catalogue(document: pikepdf.Pdf) -> list[str]:
    found = [] if str(document.Root.get("/Lang", "")).startswith("vi") else ["language"]
    intents = document.Root.get("/OutputIntents")
    if intents is None or not any(
        intent.get("/S") == "/GTS_PDFA1" and int(intent.get("/DestOutputProfile", {}).get("/N", 0)) == 3
        for intent in intents
    ):
        found.append("output intent")
    if any(key in document.Root for key in ACTIVE):
        found.append("active content")
    return found


def _metadata(document: pikepdf.Pdf, wanted: tuple[str, str]) -> list[str]:
    stream = document.Root.get("/Metadata")
    if stream is None or "/Filter" in stream:
        return ["metadata"]
    tree = ElementTree.fromstring(re.sub(rb"<\?xpacket[^>]*\?>", b"", stream.read_raw_bytes()))
    found = []
    level = tree.findtext(f".//{PDFAID}part"), tree.findtext(f".//{PDFAID}conformance")
    if level != wanted:
        found.append("level")
    for key, path in XMP.items():
        if str(document.docinfo.get(key, "")) != (tree.findtext(path) or ""):
            found.append(f"metadata {key}")
    return found


def _fonts(document: pikepdf.Pdf) -> list[str]:
    found = set()
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            descriptor = thing.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                found.add("font embedded")
            if "/ToUnicode" not in thing:
                found.add("font unicode")
    return sorted(found)


def _transparency(document: pikepdf.Pdf) -> list[str]:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and (
            "/SMask" in thing or float(thing.get("/ca", 1)) < 1 or float(thing.get("/CA", 1)) < 1
        ):
            return ["transparency"]
    return []


def _attached(document: pikepdf.Pdf) -> list[str]:
    """ISO 19005-3, 6.8: every embedded file has both names, its kind and relation, and belongs to the document."""
    if list(document.Root.get("/Names", {}).keys()) != ["/EmbeddedFiles"]:
        return ["attached"]
    associated = [one.objgen for one in document.Root.get("/AF", [])]
    found = set()
    for specification in list(document.Root.Names.EmbeddedFiles.Names)[1::2]:
        stream = specification.EF.F
        if "/F" not in specification or "/UF" not in specification:
            found.add("attached name")
        if "/Subtype" not in stream or "/ModDate" not in stream.get("/Params", {}):
            found.add("attached kind")
        if specification.get("/AFRelationship") != "/Data" or specification.objgen not in associated:
            found.add("attached relation")
    return sorted(found)


def _annotations(document: pikepdf.Pdf) -> list[str]:
    """ISO 19005-2, 6.3.2, 6.3.3, 6.4.1: printed, never hidden; one with an area has its appearance."""
    for page in document.pages:
        for annotation in page.get("/Annots", []):
            flags = int(annotation.get("/F", 0))
            left, bottom, right, top = map(float, annotation.Rect)
            if not flags & 4 or flags & 35:
                return ["annotation"]
            if (right - left) * (top - bottom) and "/N" not in annotation.get("/AP", {}):
                return ["annotation"]
    return ["annotation"] if document.Root.get("/AcroForm", {}).get("/NeedAppearances") else []

"""What PDF/A-2u asks for beyond the pages: metadata in XMP, the colour space, streams written to the letter.

ISO 19005-2, clauses 6.1.7.1 (end of streams), 6.2.3 (output intent), 6.6.2 and 6.6.4 (XMP with the values of the Info
dictionary, part and conformance). Fonts with their Unicode come from `fonts`; nothing on our pages is transparent.
"""

from __future__ import annotations

from typing import Any

from kh57_desktop import paths

PART, CONFORMANCE = 2, "U"
CONDITION = "sRGB IEC61966-2.1"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def make_archival(canvas: Any) -> None:
    """Have a canvas, its title and author set, save as PDF/A-2u."""
    from reportlab.pdfbase import pdfdoc

    _end_streams_by_the_rule(pdfdoc)
    document = canvas._doc

    class Metadata(pdfdoc.PDFObject):
        """The packet as it is (6.6.2.1: found without any filter), made when title and author are final."""

        __RefOnly__ = 1

        def format(self, known: Any) -> bytes:
            packet = _packet(known)
            head = f"<< /Type /Metadata /Subtype /XML /Length {len(packet)} >>\nstream\n"
            return head.encode() + packet + b"\nendstream\n"

    profile: Any = pdfdoc.PDFStream(content=(paths.resources() / "colour" / "srgb.icc").read_bytes())
    profile.dictionary["N"] = 3
    intent: Any = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString(CONDITION),
            "Info": pdfdoc.PDFString(CONDITION),
            "DestOutputProfile": document.Reference(profile),
        }
    )

    class Catalog(pdfdoc.PDFCatalog):
        """reportlab's catalogue does not know output intents."""

        __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012 - as in the base class
        __Refs__ = __NoDefault__

    catalogue: Any = Catalog()
    catalogue.__dict__.update(document.Catalog.__dict__)
    catalogue.Metadata = Metadata()
    catalogue.OutputIntents = pdfdoc.PDFArray([intent])
    document.Catalog = document._catalog = catalogue


def _end_streams_by_the_rule(pdfdoc: Any) -> None:
    """6.1.7.1: an end-of-line before `endstream`; reportlab writes none. Right for every PDF, so done once for all."""
    if getattr(pdfdoc.PDFStream.format, "ends_by_the_rule", False):
        return
    original = pdfdoc.PDFStream.format

    def format_(stream: Any, document: Any) -> bytes:
        text: bytes = original(stream, document)
        return text.removesuffix(b"endstream\n") + b"\nendstream\n"

    format_.ends_by_the_rule = True  # type: ignore[attr-defined]
    pdfdoc.PDFStream.format = format_


def _packet(document: Any) -> bytes:
    """The XMP packet with the values that the Info dictionary holds."""
    info, stamp = document.info, document._timeStamp
    fields = {name: _escaped(str(getattr(info, name))) for name in ("title", "author", "creator", "producer")}
    year, month, day, hour, minute, second = tuple(stamp.YMDhms)[:6]
    zone = f"{'-' if stamp.dhh < 0 else '+'}{abs(stamp.dhh):02}:{abs(stamp.dmm):02}"
    date = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
    return _PACKET.format(part=PART, conformance=CONFORMANCE, date=date, **fields).encode()


def _escaped(text: str) -> str:
    """For XML; the standard library's own function would load its parsers and the network modules with them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

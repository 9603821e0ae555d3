"""The parts of the file in one zip; no clock and no random number, so the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from kh57_desktop.documents.word.charts import Picture
from kh57_desktop.documents.word.markup import DECLARATION, escaped
from kh57_desktop.documents.word.sections import HeaderPart
from kh57_desktop.documents.word.styles import FONT, LANGUAGE

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STANDING = {"styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fontTable"}
"""Part and kind of relationship of what every document has."""

_SETTINGS = (
    f'{DECLARATION}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    # 15: Word 2013 and later, else the file opens in compatibility mode and table edges shift
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    f'</w:compat><w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
_FONTS = (
    f'{DECLARATION}<w:fonts {_W}><w:font w:name="{FONT}"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>KH57</Application></Properties>"
)


def packed(
    *,
    document: str,
    styles: str,
    numbering: str,
    headers: Sequence[HeaderPart],
    pictures: Sequence[Picture],
    title: str,
    author: str,
) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(headers, bool(pictures)),
        "_rels/.rels": _relationships(
            [
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            ]
        ),
        "docProps/core.xml": _core(title, author),
        "docProps/app.xml": _APP,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(
            [
                *((f"rId{place}", f"{_OFFICE}/{kind}", f"{name}.xml") for place, (name, kind) in _numbered()),
                *((header.id, f"{_OFFICE}/header", header.name) for header in headers),
                *((picture.id, f"{_OFFICE}/image", picture.name) for picture in pictures),
            ]
        ),
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        **{f"word/{header.name}": header.markup for header in headers},
    }
    parts.update((f"word/{picture.name}", picture.data) for picture in pictures)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the bytes tell Windows from Linux
            archive.writestr(entry, data if isinstance(data, bytes) else data.encode())
    return buffer.getvalue()


def _numbered() -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(_STANDING.items(), 1))


def _relationships(entries: Sequence[tuple[str, str, str]]) -> str:
    shown = "".join(
        f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>' for identifier, kind, target in entries
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{shown}</Relationships>'


def _content_types(headers: Sequence[HeaderPart], has_pictures: bool) -> str:
    types = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD_TYPE}.{name}+xml" for name in _STANDING},
        **{f"/word/{header.name}": f"{_WORD_TYPE}.header+xml" for header in headers},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    png = '<Default Extension="png" ContentType="image/png"/>' if has_pictures else ""
    shown = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{png}{shown}</Types>'
    )


def _core(title: str, author: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    )

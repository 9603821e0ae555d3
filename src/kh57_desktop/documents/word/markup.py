"""WordprocessingML as text. Children stand in the order of the schema: Word refuses a file where they do not.

Text, not an element tree: a 5,000-row annex has 35,000 cells, and a tree of them costs three times as much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_MM = 1440 / 25.4
_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escaped(text: str) -> str:
    """`text` for XML; characters that XML cannot hold are left out."""
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), ""), text)


def twips(points: float) -> int:
    """Word counts lengths in twentieths of a point."""
    return round(points * 20)


def mm_twips(millimetres: float) -> int:
    return round(millimetres * _MM)


def run(text: str, properties: str = "") -> str:
    """A run of text; a line feed in it is a line break, a tab a tab.

    A hyphen inside a word is one at which Word does not break: `57-NQ/TW` stays on one line, as in the PDF.
    """
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if _PARTS.search(text) is None:
        return f"<w:r>{shown}{_text(text)}</w:r>"
    return f"<w:r>{shown}{''.join(_ELEMENTS.get(part) or _text(part) for part in _PARTS.split(text))}</w:r>"


_PARTS = re.compile(r"(\n|\t|(?<=[^\s-])-(?=[^\s-]))")
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>", "-": "<w:noBreakHyphen/>"}


def _text(text: str) -> str:
    if not text:
        return ""
    kept = ' xml:space="preserve"' if text[0] == " " or text[-1] == " " or "  " in text else ""
    return f"<w:t{kept}>{escaped(text)}</w:t>"


def paragraph(
    style: str,
    runs: str = "",
    *,
    keeps_next: bool = False,
    numbering: str = "",
    extra: str = "",
    before: float | None = None,
    after: float | None = None,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    section: str = "",
) -> str:
    """Lengths in points; what is not given comes from the style. `extra`: border, tabs."""
    properties = [f'<w:pStyle w:val="{style}"/>']
    if keeps_next:
        properties.append("<w:keepNext/>")
    properties += [numbering, extra]
    if before is not None or after is not None:
        above = f' w:before="{twips(before)}"' if before is not None else ""
        below = f' w:after="{twips(after)}"' if after is not None else ""
        properties.append(f"<w:spacing{above}{below}/>")
    if left or right or hanging:
        first = f' w:hanging="{twips(hanging)}"' if hanging else ""
        properties.append(f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"{first}/>')
    properties.append(section)
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{runs}</w:p>"


def rule(length: float, room: float, *, before: float, line: float, width: float, after: float = 0) -> str:
    """A drawn line of `length`, centred in `room`: the upper border of an empty paragraph, `line` high, below it."""
    side = max(0.0, (room - length) / 2)
    border = (
        f'<w:pBdr><w:top w:val="single" w:sz="{round(width * 8)}" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(line)}" w:lineRule="exact"/>'
    )
    return paragraph("DuongKe", extra=border, keeps_next=True, left=side, right=side)


def borderless_table(widths: tuple[float, ...], rows: Sequence[tuple[str, ...]], *, cant_split: bool = True) -> str:
    """A table that only places text (header, signature): no lines, no cell margins, fixed widths in points."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if cant_split else ""
    shown = []
    for cells in rows:
        parts = [
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, cells, strict=True)
        ]
        shown.append(f"<w:tr>{kept}{''.join(parts)}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="KhungKhongVien"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(shown)}</w:tbl>"
    )

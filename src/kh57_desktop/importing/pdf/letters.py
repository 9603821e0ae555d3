"""What a page of a PDF holds, in one frame: letters, ruling lines, pictures; x from left, y from top, points."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from kh57_desktop.importing.legacy_fonts import encoding_of_font
from kh57_desktop.importing.pdf.engine import pdfium

LETTERS_PER_PAGE = 60_000
"""A page beyond this is drawn to harm: a full page of the smallest print has 15,000."""
_SYMBOLS = {
    0xF02D: "-", 0xF02B: "+", 0xF02A: "*", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖",
    0xF06E: "■", 0xF0A8: "□", 0xF06C: "●", 0xF075: "◆", 0xF0F0: "-", 0xF0A2: "○", 0xF0B3: "≥", 0xF0A3: "≤",
}  # fmt: skip
"""Letters of symbol faces (Symbol, Wingdings), which Word draws for bullets, by their private code."""
_HYPHEN_AT_END = 2
"""What pdfium gives for a hyphen at a line's end."""
_LEVEL = 0.035
"""Radians by which the baseline of a level letter may lean."""


class Letter(NamedTuple):
    """One letter with its marks; `base` is the y of its baseline, `size` its height in points, `font` only for an old
    encoding; a space is a letter too."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    font: str


class Style(NamedTuple):
    """What the letters of one text object share."""

    size: float
    is_bold: bool
    font: str
    turn: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The map from page coordinates to the frame: crop box and page rotation are undone, then a quarter `turn`."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def turned(self, quarters: int) -> Frame:
        """The frame in which text that runs at `quarters` · 90° counter-clockwise is level."""
        frame = self
        for _quarter in range(quarters % 4):
            frame = Frame(
                -frame.b, frame.a, -frame.d, frame.c, frame.height - frame.f, frame.e, frame.height, frame.width
            )
        return frame


def frame_of(page: Any) -> Frame:
    """The frame of a loaded page."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = 100.0
    points = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            page, 0, 0, max(1, int(width * scale)), max(1, int(height * scale)), 0, x, y, across, down
        )
        points.append((across.value / scale, down.value / scale))
    (e, f), (xa, xb), (yc, yd) = points
    return Frame((xa - e) / 1000, (xb - f) / 1000, (yc - e) / 1000, (yd - f) / 1000, e, f, width, height)


def letters_of(text_page: Any, frame: Frame) -> tuple[list[Letter], Frame, int]:
    """Level letters in content order, the frame in which they are level, and how many letters have no meaning.

    Most letters of a page run in one direction; those of another (a watermark, the margin's stamp) are left out.
    """
    count = min(pdfium.FPDFText_CountChars(text_page), LETTERS_PER_PAGE)
    styles: dict[int, Style] = {}
    raw: list[tuple[int, int, Style]] = []
    unread = 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, at)
        if pdfium.FPDFText_IsGenerated(text_page, at) == 1 and code != _HYPHEN_AT_END:
            continue
        if code in (0, 0xFFFD, 0xFFFE) or pdfium.FPDFText_HasUnicodeMapError(text_page, at) == 1:
            unread += 1
            continue
        raw.append((at, code, _style(text_page, at, styles, frame)))
    if not raw:
        return [], frame, unread
    turn = Counter(style.turn for _at, _code, style in raw).most_common(1)[0][0]
    frame = frame.turned(turn) if turn > 0 else frame
    letters: list[Letter] = []
    for at, code, style in raw:
        if style.turn == turn:
            _add(letters, text_page, at, code, style, frame)
    return letters, frame, unread


def _style(text_page: Any, at: int, styles: dict[int, Style], frame: Frame) -> Style:
    handle = pdfium.FPDFText_GetTextObject(text_page, at)
    key = ctypes.cast(handle, ctypes.c_void_p).value or -1
    style = styles.get(key)
    if style is None:
        style = styles[key] = _read_style(text_page, at, handle, frame)
    return style


def _read_style(text_page: Any, at: int, handle: Any, frame: Frame) -> Style:
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text_page, at)
    across = 1.0, 0.0
    if pdfium.FPDFText_GetMatrix(text_page, at, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        across = matrix.a, matrix.b
    x, y = across[0] * frame.a + across[1] * frame.c, across[0] * frame.b + across[1] * frame.d
    angle = math.atan2(-y, x)
    quarters = angle / (math.pi / 2)
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _LEVEL else -1
    name, is_bold = _font(handle)
    return Style(size, is_bold, name if encoding_of_font(name) else "", turn)


def _font(handle: Any) -> tuple[str, bool]:
    """The name of the font without its subset mark, and whether it is bold."""
    font = pdfium.FPDFTextObj_GetFont(handle) if handle else None
    if not font:
        return "", False
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    words = name.lower()
    is_bold = any(word in words for word in ("bold", "black", "heavy", "-bd", "demi"))
    drawn_bold = pdfium.FPDFTextObj_GetTextRenderMode(handle) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    return name, is_bold or drawn_bold or pdfium.FPDFFont_GetWeight(font) >= 600


def _add(letters: list[Letter], text_page: Any, at: int, code: int, style: Style, frame: Frame) -> None:
    if code == _HYPHEN_AT_END:
        text = "\u00ad" if style.font else "-"
    else:
        text = _SYMBOLS.get(code) or _character(code)
    if not text:
        return
    if unicodedata.combining(text) and letters:
        last = letters[-1]
        letters[-1] = last._replace(text=last.text + text)
        return
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetLooseCharBox(text_page, at, box):
        return
    pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
    sides = (frame.place(box.left, box.bottom)[0], frame.place(box.right, box.top)[0])
    base = frame.place(x.value, y.value)[1]
    if not all(map(math.isfinite, (*sides, base, style.size))):
        return
    letters.append(Letter(text, min(sides), max(sides), base, style.size, style.is_bold, style.font))


def _character(code: int) -> str:
    if code in (9, 10, 13):
        return " "
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

"""The runs of a Word paragraph: their text, weight and font; old fonts (.VnTime, VNI-Times) are turned into Unicode.

Hidden text (w:vanish), as on the printed page, is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.importing.legacy_fonts import (
    Encoding,
    decode_unnamed,
    encoding_of_font,
    guess_encoding,
    is_unicode,
    repair_legacy,
)
from kh57_desktop.importing.word_numbering import W
from kh57_desktop.importing.word_symbols import symbol, without_private

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}footnoteReference", f"{W}endnoteReference", f"{W}commentReference", f"{W}instrText",
    f"{W}delText", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}sectPr", f"{W}tblPr",
}  # fmt: skip
_BREAKS = {f"{W}br", f"{W}cr"}
_SAMPLE = 20_000
_DEEPEST_STYLE = 20
_LONGEST_CODE = 7


@dataclass(frozen=True)
class Fonts:
    """Font of each style ("" the document's own), the old encoding that the letters alone show, and the styles whose
    text is hidden."""

    of_style: dict[str, str] = field(default_factory=dict)
    encoding: Encoding | None = None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Runs:
    """Text of a paragraph in Unicode, which of its lines are bold all through, its text boxes and the old encoding that
    it had; manual breaks part the lines."""

    text: str
    bold: tuple[bool, ...]
    boxes: tuple[_Element, ...]
    encoding: Encoding | None


def read_fonts(styles: _Element | None, body: _Element) -> Fonts:
    """Fonts that the styles bring, each with what it is based on; the letters of the body tell the rest."""
    found: dict[str, str] = {}
    hidden: dict[str, bool] = {}
    if styles is not None:
        defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")
        found[""] = _font_of(defaults) if defaults is not None else ""
        based: dict[str, str] = {}
        for style in styles.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            parent = style.find(f"{W}basedOn")
            based[name] = parent.get(f"{W}val", "") if parent is not None else ""
            found[name] = _font_of(style)
            own = style.find(f"{W}rPr/{W}vanish")
            if own is not None:
                hidden[name] = _is_on(own)
            if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph":
                found[""] = found[name] or found[""]
        for name in based:
            step, steps = based[name], 0
            while not found[name] and step and steps < _DEEPEST_STYLE:
                found[name] = found.get(step, "")
                step, steps = based.get(step, ""), steps + 1
            step, steps = based[name], 0
            while name not in hidden and step and steps < _DEEPEST_STYLE:
                hidden.update({name: hidden[step]} if step in hidden else {})
                step, steps = based.get(step, ""), steps + 1
    return Fonts(found, _shown_encoding(body), frozenset(name for name, is_hidden in hidden.items() if is_hidden))


def _font_of(holder: _Element) -> str:
    fonts = holder.find(f"{W}rPr/{W}rFonts")
    if fonts is None:
        return ""
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def _shown_encoding(body: _Element) -> Encoding | None:
    texts: list[str] = []
    length = 0
    for node in body.iter(f"{W}t"):
        text = node.text or ""
        if is_unicode(text):
            return None
        texts.append(text)
        length += len(text)
        if length > _SAMPLE:
            break
    return guess_encoding(" ".join(texts))


def runs_of(paragraph: _Element, fonts: Fonts) -> Runs:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    collected = _Collected(
        fonts, fonts.of_style.get(name, "") or fonts.of_style.get("", ""), is_hidden=name in fonts.hidden
    )
    collected.add(paragraph)
    texts: list[str] = []
    encoding: Encoding | None = None
    for font, parts in collected.pieces:
        text, found = _unicode("".join(parts), font, fonts.encoding)
        texts.append(text)
        encoding = encoding or found
    bold = tuple(bool(line) and all(line) for line in collected.bold)
    return Runs("".join(texts), bold, tuple(collected.boxes), encoding)


def _unicode(text: str, font: str, shown: Encoding | None) -> tuple[str, Encoding | None]:
    if encoding_of_font(font):
        legacy = repair_legacy(text, font)
        return legacy.text, legacy.encoding
    if shown is not None and not text.isascii() and not is_unicode(text):
        return decode_unnamed(text, shown), shown
    return text, None


class _Collected:
    """What a walk over a paragraph's runs finds; neighbours of one font are one piece, for VNI has letters of two."""

    def __init__(self, fonts: Fonts, font: str, *, is_hidden: bool) -> None:
        self._fonts = fonts
        self._font = font
        self._is_hidden = is_hidden
        self.pieces: list[tuple[str, list[str]]] = []
        self.boxes: list[_Element] = []
        self.bold: list[list[bool]] = [[]]
        """Of each line, whether its runs are bold."""

    def add(self, node: _Element) -> None:
        if node.tag == f"{W}r" and self._hides(node):
            return
        font = self._run_font(node) if node.tag == f"{W}r" else self._font
        for child in node.iterchildren("*"):
            tag = child.tag
            if tag == f"{W}t":
                text = without_private(child.text or "", font)
                self._put(text, font)
                if text.strip():
                    self.bold[-1].append(_is_bold(node))
            elif tag == f"{W}sym":
                self._put(_symbol(child))
            elif tag == f"{W}tab":
                self._put("\t")
            elif tag in _BREAKS:
                self._put("\n")
                self.bold.append([])
            elif tag == f"{W}noBreakHyphen":
                self._put("-")
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag not in SKIPPED:
                self.add(child)

    def _hides(self, run: _Element) -> bool:
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return _is_on(own)
        style = run.find(f"{W}rPr/{W}rStyle")
        return self._is_hidden or (style is not None and style.get(f"{W}val") in self._fonts.hidden)

    def _run_font(self, run: _Element) -> str:
        own = _font_of(run)
        if own:
            return own
        style = run.find(f"{W}rPr/{W}rStyle")
        return (self._fonts.of_style.get(style.get(f"{W}val", "")) if style is not None else "") or self._font

    def _put(self, text: str, font: str | None = None) -> None:
        """Tabs and breaks belong to the piece before, whatever its font."""
        if self.pieces and font in (None, self.pieces[-1][0]):
            self.pieces[-1][1].append(text)
        else:
            self.pieces.append((self._font if font is None else font, [text]))


def _is_bold(run: _Element) -> bool:
    mark = run.find(f"{W}rPr/{W}b")
    return mark is not None and _is_on(mark)


def _is_on(mark: _Element) -> bool:
    return mark.get(f"{W}val", "true") not in ("false", "0", "off")


def _symbol(node: _Element) -> str:
    code = node.get(f"{W}char", "")
    try:
        return symbol(node.get(f"{W}font", ""), int(code, 16)) if len(code) < _LONGEST_CODE else ""
    except ValueError:
        return ""

"""Characters that Word takes from symbol fonts (w:sym, or letters of the private area set in such a font).

The codes are those of the fonts Symbol and Wingdings, which number their signs from U+F000 on.
"""

from __future__ import annotations

_SYMBOL = {
    0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "•", 0x2D: "-",
    0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒", 0xA5: "∞", 0x3E: ">", 0x3C: "<", 0x3D: "=", 0x2B: "+",
    0x25: "%", 0xA2: "′", 0xB2: "″", 0x28: "(", 0x29: ")", 0x2F: "/", 0xBC: "…",
}  # fmt: skip
_WINGDINGS = {
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇒", 0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xFB: "✗",
    0x6F: "☐", 0xA8: "☐", 0x6E: "•", 0x9F: "•", 0xA7: "•", 0x76: "•", 0xD8: "•", 0xB2: "•", 0x6C: "•", 0x71: "•",
    0x46: "→", 0x2A: "*",
}  # fmt: skip
_PRIVATE = 0xF000


def symbol(font: str, code: int) -> str:
    """The sign at `code` of a symbol font, "" for a picture that no plan needs; letters of other fonts as they are."""
    name = font.lower()
    own = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if name.startswith("wingdings"):
        return _WINGDINGS.get(own, "")
    if name == "symbol" or _PRIVATE <= code <= _PRIVATE + 0xFF:
        return _SYMBOL.get(own, "")
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""


def without_private(text: str, font: str) -> str:
    """`text` with its letters of the private area, U+F000 to U+F0FF, as the signs that they show."""
    if not any(_PRIVATE <= ord(letter) <= _PRIVATE + 0xFF for letter in text):
        return text
    return "".join(
        symbol(font, ord(letter)) if _PRIVATE <= ord(letter) <= _PRIVATE + 0xFF else letter for letter in text
    )

"""Text typed in the old font encodings, TCVN3 (ABC, fonts .VnTime …) and VNI-Windows (VNI-Times …), to Unicode.

Such a text arrives as the Latin-1 reading of its bytes ("ChuyÓn ®æi sè", "Chuyeån ñoåi soá"). It has to be decoded
before white space and soft hyphens are cleaned: TCVN3 uses U+00AD for ư. In TCVN3 the capitals with a tone mark exist
only in the capital fonts (name ending in H), which draw the codes of small letters as capitals.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from kh57_desktop.importing.syllables import DOT, GRAVE, HOOK, SHARP, TILDE, is_syllable

Encoding = Literal["tcvn3", "vni"]

_TCVN3_PAIRS = (
    "µà ¶ả ·ã ¸á ¹ạ ¨ă »ằ ¼ẳ ½ẵ ¾ắ Æặ ©â Çầ Èẩ Éẫ Êấ Ëậ ®đ Ìè Îẻ Ïẽ Ðé Ñẹ ªê Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó "
    "äọ «ô åồ æổ çỗ èố éộ ¬ơ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ \xadư õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ ¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ"
)
TCVN3 = {pair[0]: pair[1] for pair in _TCVN3_PAIRS.split(" ")}
"""Code, as its Latin-1 reading, to letter (TCVN 5712:1993, VN3)."""


def _vni() -> dict[str, str]:
    """Small letters of VNI-Windows: a base letter and a mark, or one code for i, đ, ơ, ư and ỵ."""
    tones = {"ù": SHARP, "ø": GRAVE, "û": HOOK, "õ": TILDE, "ï": DOT}
    round_marks = {"â": "", "á": SHARP, "à": GRAVE, "å": HOOK, "ã": TILDE, "ä": DOT}
    short_marks = {"ê": "", "é": SHARP, "è": GRAVE, "ú": HOOK, "ü": TILDE, "ë": DOT}
    found = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    for base, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        found |= {base + mark: letter + tone for mark, tone in tones.items()}
    for base, letter in (("a", "â"), ("e", "ê"), ("o", "ô")):
        found |= {base + mark: letter + tone for mark, tone in round_marks.items()}
    found |= {"a" + mark: "ă" + tone for mark, tone in short_marks.items()}
    return {code: unicodedata.normalize("NFC", letter) for code, letter in found.items()}


VNI = _vni()
"""Codes of small letters, as their Latin-1 reading, to the letter; capitals use the capital of each sign."""

_TCVN3_TABLE = str.maketrans(TCVN3)
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)), re.I)
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u0300-\u0323Ạ-ỹ]")
"""Letters that Latin-1 lacks: a text that has them is Unicode already."""
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}
"""Word puts the letters of a font marked as a symbol font here."""
_TCVN3_FONT = re.compile(r"\s*\.\s*vn", re.I)
_VNI_FONT = re.compile(r"\s*vni(?![a-z])", re.I)
_STYLE = re.compile(r"[\s,-]*(?:bold|italic|regular|oblique|đậm|nghiêng)\b.*", re.I)
_CHUNK = re.compile(r"\S+")
_PUNCTUATION = "\"'“”‘’()[]{}<>.,;:!?…*-–/0123456789%+="
_SAMPLE = 20_000
"""Letters that are enough to tell an encoding by."""
_SHARE = 0.75
_GAIN = 0.25


@dataclass(frozen=True, slots=True)
class Legacy:
    """The text in Unicode (NFC where it was converted) and the encoding that it had, None where nothing was changed."""

    text: str
    encoding: Encoding | None


def encoding_of_font(name: str) -> Encoding | None:
    """The encoding that a font's name tells: ".VnTime", ".VnArialH" TCVN3; "VNI-Times" VNI; None for any other."""
    if _TCVN3_FONT.match(name):
        return "tcvn3"
    return "vni" if _VNI_FONT.match(name) else None


def is_capital_font(name: str) -> bool:
    """Whether the TCVN3 font draws small letters as capitals (.VnTimeH, ".VnArialH Bold")."""
    plain = _STYLE.sub("", name).strip()
    return encoding_of_font(name) == "tcvn3" and (plain.endswith("H") or (plain.islower() and plain.endswith("h")))


def is_unicode(text: str) -> bool:
    """Whether `text` has a Vietnamese letter that neither old encoding has."""
    return _VIETNAMESE.search(text) is not None


def decode_tcvn3(text: str, *, capitals: bool = False) -> str:
    """`text` read as TCVN3; with `capitals` as a capital font shows it. A dot alone stays a bullet ("·" is also ã)."""
    decoded = re.sub(r"(?<!\S)·(?!\S)", "\x00", text).translate(_TCVN3_TABLE).replace("\x00", "·")
    return decoded.upper() if capitals else decoded


def decode_vni(text: str) -> str:
    """`text` read as VNI-Windows; the base letter decides the case, as fonts show it ("UÛy" and "Uûy" are both Ủy)."""
    return _VNI_CODE.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    code = match[0]
    letter = VNI[code.lower()]
    return letter.upper() if code[0].isupper() else letter


def guess_encoding(text: str) -> Encoding | None:
    """The encoding under which most words with a mark become well-formed syllables, None where they already are."""
    words = _marked_words(text[:_SAMPLE].translate(_PRIVATE))
    if len(words) < 2:
        return None
    before = _share(words)
    shares: dict[Encoding, float] = {
        "tcvn3": _share([decode_tcvn3(word) for word in words]),
        "vni": _share([decode_vni(word) for word in words]),
    }
    best: Encoding = "vni" if shares["vni"] > shares["tcvn3"] else "tcvn3"
    return best if shares[best] >= _SHARE and shares[best] >= before + _GAIN else None


def _marked_words(text: str) -> list[str]:
    words = (chunk[0].strip(_PUNCTUATION) for chunk in _CHUNK.finditer(text))
    return [word for word in words if len(word) > 1 and not word.isascii()]


def _share(words: list[str]) -> float:
    """Share of `words` that are syllables; the case is left aside, for capital fonts mix it."""
    return sum(is_syllable(word.lower()) for word in words) / len(words)


def repair_legacy(text: str, font: str | None = None) -> Legacy:
    """`text` in Unicode: by the name of its `font` where that tells the encoding, else by letter statistics.

    A text that holds letters of neither encoding (ạ, ư …) is Unicode already, whatever its font says.
    """
    if is_unicode(text):
        return Legacy(text, None)
    named = encoding_of_font(font) if font else None
    encoding = named or guess_encoding(text)
    if encoding is None:
        return Legacy(text, None)
    if named == "tcvn3":
        codes = text.translate(_PRIVATE)
        decoded = unicodedata.normalize("NFC", decode_tcvn3(codes, capitals=is_capital_font(font or "")))
    else:
        decoded = decode_unnamed(text, encoding)
    if named and _lost_by(text, decoded):
        return Legacy(text, None)
    return Legacy(decoded, encoding) if decoded != text else Legacy(text, None)


def decode_unnamed(text: str, encoding: Encoding) -> str:
    """`text`, known to be in `encoding` though no font says so, in Unicode (NFC)."""
    codes = text.translate(_PRIVATE)
    decoded = decode_vni(codes) if encoding == "vni" else "".join(map(_with_capitals, re.split(r"(?<=\n)", codes)))
    return unicodedata.normalize("NFC", decoded)


def _lost_by(text: str, decoded: str) -> bool:
    """Whether decoding only breaks words: a text retyped in Unicode whose font was left as it was."""
    words = _marked_words(text)
    return bool(words) and _share(words) == 1.0 and _share(_marked_words(decoded)) < 1.0


def _with_capitals(line: str) -> str:
    """A line of TCVN3 whose font is unknown: where its plain letters are capitals, it was set in a capital font."""
    decoded = decode_tcvn3(line)
    if _plain_capitals(line) >= 3:
        return decoded.upper()
    return _CHUNK.sub(lambda chunk: _capital_word(chunk[0]), line)


def _capital_word(word: str) -> str:
    decoded = decode_tcvn3(word)
    return decoded.upper() if _plain_capitals(word) >= 2 else decoded


def _plain_capitals(text: str) -> int:
    """How many plain capitals `text` has, 0 where it has plain small letters too."""
    if re.search("[a-z]", text):
        return 0
    return len(re.findall("[A-Z]", text))


def repair_legacy_bytes(data: bytes) -> Legacy | None:
    """A text file in an old encoding (no valid UTF-8) as Unicode, None where the bytes are neither of the two."""
    text = latin_reading(data)
    return repair_legacy(text) if text is not None else None


def latin_reading(data: bytes) -> str | None:
    """The bytes of a file in an old encoding, one letter a byte, to be repaired; None where they are in neither."""
    text = data.decode("cp1252") if _fits_cp1252(data) else data.decode("latin-1")
    return text if not is_unicode(text) and guess_encoding(text) else None


def _fits_cp1252(data: bytes) -> bool:
    return not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data)

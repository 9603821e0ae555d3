"""The structure of Vietnamese syllables (âm tiết): initial, rhyme and tone, and which strings are such syllables.

A word of running text is one syllable, so its structure tells a whole word from a torn one without a dictionary.
Both placements of the tone mark (hoà/hòa, thuý/thúy) and both spellings with i and y are accepted as written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

LEVEL, SHARP, GRAVE, HOOK, TILDE, DOT = "", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
TONES = (LEVEL, SHARP, GRAVE, HOOK, TILDE, DOT)
"""Combining marks of ngang, sắc, huyền, hỏi, ngã, nặng."""
STOPS = ("c", "ch", "p", "t")
"""Finals (âm cuối tắc) that bear only sắc and nặng."""

INITIALS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_PLAIN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch
êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oc oi om on ong ooc oong op ot ô ôc ôi
ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut ư ưa ưc ưi ưng ươc ươi ươm ươn
ương ươp ươt ươu ưt ưu
"""
_ROUNDED = """
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet uân uâng uât uây uê uêch uênh
uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
"""
"""Rhymes with the medial w (âm đệm), written o or u."""
_AFTER_QU = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e ec en eng eo ep et ê êch ên ênh êt
êu i ich in inh it ôc ơ ơi ơn ơt y ych yên yêt ynh yt
"""
_AT_ONSET = ("y", "yêm", "yên", "yêng", "yêt", "yêu")
"""Rhymes in i as they are spelled where no initial stands before them."""
_IN_Y = ("h", "k", "l", "m", "n", "s", "t", "th", "tr", "v")
"""Initials after which the rhyme i is also written y (kỹ, lý, Mỹ, sỹ, tỷ, Vỹ)."""
RHYMES = (*_PLAIN.split(), *_ROUNDED.split(), *_AT_ONSET[1:])
_LABIALS = ("b", "m", "p", "ph", "v")
_BORROWED = frozenset({("b", "uyt"), ("ph", "uy"), ("p", "uy"), ("v", "oan"), ("m", "oay"), ("b", "oa"), ("b", "oong")})
"""Rounded rhymes after a labial: only in borrowed words (xe buýt, thùng phuy, vải voan)."""
_FRONT = ("e", "ê", "i", "y")
_NUCLEI = tuple("ăâêôơư")
_EITHER = frozenset({"oa", "oe", "uy"})
_ON_SECOND = ("oa", "oe", "uy")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable in small letters; `tone` is the combining mark, empty for ngang, and `rhyme` bears none."""

    initial: str
    rhyme: str
    tone: str


@cache
def _all() -> dict[str, Syllable]:
    """Every legal spelling, in small letters."""
    found: dict[str, Syllable] = {}
    for initial in INITIALS:
        for rhyme in _rhymes_after(initial):
            tones = (SHARP, DOT) if rhyme.endswith(STOPS) else TONES
            # gi and a rhyme in i share the letter: gì, gìn, giếng
            body = "g" if initial == "gi" and rhyme.startswith("i") else initial
            for tone in tones:
                for place in _tone_places(rhyme) if tone else (0,):
                    marked = unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])
                    found.setdefault(body + marked, Syllable(initial, rhyme, tone))
    return found


def _rhymes_after(initial: str) -> list[str]:
    if initial == "":
        onset = [rhyme for rhyme in _PLAIN.split() if not rhyme.startswith("iê")]
        return [*onset, *_ROUNDED.split(), *_AT_ONSET]
    if initial == "qu":
        return _AFTER_QU.split()
    if initial == "gi":
        return [rhyme for rhyme in _PLAIN.split() if rhyme not in {"ia", "iu"}] + ["oa", "uôc"]
    rhymes = [
        *_PLAIN.split(),
        *(rhyme for rhyme in _ROUNDED.split() if initial not in _LABIALS or (initial, rhyme) in _BORROWED),
        *(("y",) if initial in _IN_Y else ()),
    ]
    if initial in ("k", "gh", "ngh"):
        return [rhyme for rhyme in rhymes if rhyme.startswith(_FRONT)]
    if initial in ("c", "g", "ng"):
        return [rhyme for rhyme in rhymes if not rhyme.startswith(_FRONT)]
    return rhymes


def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Indexes in `rhyme` of the letters that may bear the tone mark; two for open oa, oe, uy."""
    marked = [index for index, letter in enumerate(rhyme) if letter in _NUCLEI]
    if marked:
        return (marked[-1],)  # ươ bears it on ơ
    if rhyme in _EITHER:
        return (0, 1)
    if rhyme.startswith(_ON_SECOND) or rhyme in {"ooc", "oong"}:
        return (1,)
    return (0,)


@cache
def spellings() -> frozenset[str]:
    """Every legal syllable in small letters, for fast look-ups."""
    return frozenset(_all())


@cache
def openings() -> frozenset[str]:
    """Every beginning of a legal syllable, whole ones included."""
    return frozenset(word[:end] for word in _all() for end in range(1, len(word) + 1))


def case_of(word: str) -> str | None:
    """The case of `word`: "lower", "title" (one capital alone too) or "upper"; None for letters mixed otherwise."""
    if word.islower():
        return "lower"
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return "title"
    return "upper" if word.isupper() else None


def parse(word: str) -> Syllable | None:
    """The parts of `word`, None where it is no syllable; capitals as in case_of."""
    return _all().get(word.lower()) if case_of(word) else None


def is_syllable(word: str) -> bool:
    """Whether `word` (NFC) is one well-formed Vietnamese syllable, rare or not, in small letters, Title or CAPITALS."""
    return word.lower() in spellings() and case_of(word) is not None


@cache
def with_tone_moved(word: str) -> str | None:
    """The syllable, in small letters, that `word` is with its tone mark on the right vowel: "toàn" for "tòan"."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in TONES]
    if len(tones) != 1 or is_syllable(word):
        return None
    bare = unicodedata.normalize("NFC", letters.replace(tones[0], ""))
    moved = (unicodedata.normalize("NFC", bare[:place] + tones[0] + bare[place:]) for place in range(1, len(bare) + 1))
    return next((one for one in moved if one in spellings()), None)


_ABBREVIATION_WORDS = """
UBND HĐND MTTQ UBMTTQ TW TƯ TU ĐU HU CP QH NQ KH QĐ NĐ CT TT TTg CTr KL BC TB CV HD ĐA BCĐ BCH BTV BTC VP VHXH KHCN
CNTT CĐS ĐMST LGSP NDXP VNeID VNPT OCOP HTX THCS THPT CCVC CSDL TTHC DVC DVCTT CNSCĐ SHTT GRDP NSNN NTM VPĐU UBKT
LHPN ĐTN CCB LĐLĐ BHXH BHYT PCCC ATTT TCVN ISO GDP KPI
"""
ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
"""Abbreviations of the genre; any other run of capitals is accepted as one too."""
_FOREIGN_WORDS = """
internet web website wifi wi fi online offline email mail app apps logistics smartphone blockchain big data cloud
computing robot robotics drone video clip livestream facebook zalo youtube tiktok google fanpage banner pano poster
slogan marketing startup start up hub lab sandbox chatbot chip server camera scan fax file excel word powerpoint
logo album gameshow show podcast infographic mobile banking money smart city home village check link forum blog
laptop tablet computer software hardware token data dashboard platform digital learning machine deep internet things
open source code coding stem gap vietgap êđê xơđăng cơtu kơho tàôi bana bahnar giarai jrai mnông globalgap ocop
êban ênuôl êya niê kbuôr mlô kpă ksor rmah siu hmok adrơng byă bkrông
viettel vnpt mobifone vinaphone bluezone vssid vneid etax igate kiosk pos qr barcode container resort homestay
farmstay tour bio nano gen gene vaccine covid gram kilogram lit megabit gigabit terabyte radio ampli micro tivi
composite polymer vitamin hydro silo probiotics enzym pilot test update upload download password user admin email
gmail outlook windows linux office hacker virus malware phishing spam firewall backup
"""
FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Borrowed words of the genre, in small letters; read as whole words, never torn or joined."""
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_UNITS = """
km kg ha mm cm ml gb mb tb kb gbps mbps kw kwh mw mhz ghz Km Kg Gb Mb Tb Gbps Mbps kW kWh MHz GHz pH
"""
_UNIT = frozenset(_UNITS.split())
_TONED = re.compile(f"[{''.join(TONES)}]")
_EDGE = "\"'“”‘’«»()[]{}<>.,;:!?…*"
_ADDRESS = re.compile(r"(?:[a-z0-9_+-]+[.@])+[a-z]{2,}(?:/\S*)?", re.I)
_SIGN = re.compile(r"[-–/+≥≤<>~]?[^\W_]+(?:[-–/.&_:@+,'’°²³%][^\W_]*)*[%°²³]?")


def is_foreign(word: str) -> bool:
    """Whether `word`, letters only, is an abbreviation (UBND, VNeID), a unit, a Roman number or borrowed."""
    if word.lower() in FOREIGN and (case_of(word) or _capitals(word) >= 2):
        return True
    return word in _UNIT or _ROMAN.fullmatch(word) is not None or is_abbreviation(word)


def is_abbreviation(word: str) -> bool:
    """Two or more capitals without tone marks, with few small letters between them: UBND, HĐND, VNeID, IoT, ĐMST."""
    capitals = _capitals(word)
    return capitals >= 2 and capitals * 2 >= len(word) and not _TONED.search(unicodedata.normalize("NFD", word))


def _capitals(word: str) -> int:
    return sum(1 for letter in word if letter.isupper())


def is_well_formed(token: str) -> bool:
    """Whether a token between two white spaces needs no repair: a syllable, a foreign word, a number or a sign."""
    core = token.strip(_EDGE)
    if not core or not any(letter.isalnum() for letter in core):
        return True
    if len(core) == 1 and core != token:
        return True  # a), (b)
    if core.isalpha():
        return is_syllable(core) or is_foreign(core)
    if _ADDRESS.fullmatch(core):
        return True
    if not _SIGN.fullmatch(core):
        return False
    return all(
        not part.isalpha() or is_syllable(part) or is_foreign(part) or len(part) == 1
        for part in re.split(r"[-–/.&_:@+,'’°²³%]|\d+", core)
        if part
    )

"""Search as Vietnamese officers type (N10): without marks, đ = d, i/y, abbreviations, exact marks first (row 91)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product

from kh57_desktop.i18n import fold, nfc
from kh57_desktop.light import dataclass

_SHORT_FORMS = {
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "bcd": "ban chi dao", "cds": "chuyen doi so",
    "khcn": "khoa hoc cong nghe", "khcndmst": "khoa hoc cong nghe doi moi sang tao", "dmst": "doi moi sang tao",
    "mttq": "mat tran to quoc", "btv": "ban thuong vu", "bch": "ban chap hanh", "tthc": "thu tuc hanh chinh",
    "dvc": "dich vu cong", "dvctt": "dich vu cong truc tuyen", "cntt": "cong nghe thong tin",
    "attt": "an toan thong tin",
    "csdl": "co so du lieu", "nq": "nghi quyet", "kh": "ke hoach", "qd": "quyet dinh", "bc": "bao cao",
    "tb": "thong bao",
    "vhxh": "van hoa xa hoi", "ktxh": "kinh te xa hoi", "cchc": "cai cach hanh chinh", "hcc": "hanh chinh cong",
    "qppl": "quy pham phap luat", "hssv": "hoc sinh sinh vien", "dn": "doanh nghiep", "htx": "hop tac xa",
    "ctdt": "chi tieu", "gd": "giao duc", "yt": "y te", "tt": "trung tam", "vp": "van phong", "ca": "cong an",
}  # fmt: skip
"""Official abbreviations, folded (usability.md, Words and names): each also finds its long form, and the other way."""
_WORD = re.compile(r"\w+")
_LONGEST_QUERY = 200
_MOST_PHRASES = 16


class FoundKind(StrEnum):
    """Groups of the results, in the order in which they are shown."""

    TASK = "task"
    INDICATOR = "indicator"
    MEMBER = "member"
    UNIT = "unit"
    PERSON = "person"
    PLAN_TEXT = "plan_text"
    DUTY = "duty"
    REPORT = "report"
    PACKAGE = "package"
    DIRECTIVE = "directive"
    REGISTER = "register"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: `title` is shown, `words` are looked through, `where` says what it belongs to.

    `opens`: page and thing that Enter shows ("tasks:ID"), "" where the result says all there is.
    """

    kind: FoundKind
    id: str
    title: str
    words: str
    where: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Keyed:
    """An entry with its key: folded words between spaces, and the words in small letters with their marks."""

    entry: Entry
    key: str
    marked: str


def keyed(entry: Entry) -> Keyed:
    text = f"{entry.title} {entry.words}"
    return Keyed(entry, f" {' '.join(_WORD.findall(_plain(text)))} ", f" {nfc(text).casefold()} ")


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    """Folded, with y as i: kỹ thuật and kĩ thuật are one."""
    return fold(text).replace("y", "i")


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed: each of `terms` (alternatives of one word) must be found; `marked` are the words as typed.

    `phrases`: the terms one behind the other, as they stand where the words were written together.
    """

    terms: tuple[tuple[str, ...], ...]
    marked: tuple[str, ...]
    phrases: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.terms


def query(typed: str) -> Query:
    """Words in any order, each the beginning of a word; a long form typed out also finds its abbreviation."""
    words = _WORD.findall(nfc(typed)[:_LONGEST_QUERY].casefold())
    plain = [_plain(word) for word in words]
    terms: list[tuple[str, ...]] = []
    at = 0
    while at < len(plain):
        short, length = _short_form_at(plain, at)
        if length:
            terms.append((f" {' '.join(plain[at : at + length])}", f" {short} "))
            at += length
            continue
        alternatives = [f" {plain[at]}"]
        long = _SHORT_FORMS.get(fold(words[at]))
        if long:
            alternatives.append(f" {_plain(long)}")
        terms.append(tuple(alternatives))
        at += 1
    phrases = ("".join(chosen).replace("  ", " ") for chosen in islice(product(*terms), _MOST_PHRASES))
    return Query(tuple(terms), tuple(word for word in words if word != fold(word)), tuple(phrases))


def _short_form_at(plain: list[str], at: int) -> tuple[str, int]:
    """The abbreviation whose long form stands at this place of the query, with its number of words."""
    best = ("", 0)
    for short, long in _LONG_FORMS:
        count = len(long)
        if count > best[1] and plain[at : at + count] == long:
            best = (_plain(short), count)
    return best


_LONG_FORMS = tuple((short, _plain(long).split()) for short, long in _SHORT_FORMS.items())


def rank(row: Keyed, wanted: Query) -> int | None:
    """None where it is not found; else the smaller the better.

    First those with the marks exactly as typed, then words that stand together as typed ("đổi mới" before "chuyển đổi
    … mỗi"), then whole words before beginnings, then titles before other words.
    """
    if not all(any(term in row.key for term in term_s) for term_s in wanted.terms):
        return None
    score = 0
    if wanted.marked and not all(f" {word}" in row.marked or word in row.marked for word in wanted.marked):
        score += 100
    if not any(phrase in row.key for phrase in wanted.phrases):
        score += 20
    if not all(any(f"{term.rstrip()} " in row.key for term in term_s) for term_s in wanted.terms):
        score += 10
    title = f" {' '.join(_WORD.findall(_plain(row.entry.title)))} "
    if not all(any(term in title for term in term_s) for term_s in wanted.terms):
        score += 5
    return score


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The best results of one kind, and how many there are in all."""

    kind: FoundKind
    entries: tuple[Entry, ...]
    count: int


def search(rows: Iterable[Keyed], typed: str, *, at_most: int = 6) -> list[FoundGroup]:
    """Grouped by kind, the best first within a group; equal ones keep their order."""
    wanted = query(typed)
    if wanted.is_empty:
        return []
    found: dict[FoundKind, list[tuple[int, int, Entry]]] = {}
    for place, row in enumerate(rows):
        score = rank(row, wanted)
        if score is not None:
            found.setdefault(row.entry.kind, []).append((score, place, row.entry))
    groups = []
    for kind in FoundKind:
        hits = sorted(found.get(kind, ()), key=lambda hit: hit[:2])
        if hits:
            groups.append(FoundGroup(kind, tuple(entry for *_rest, entry in hits[:at_most]), len(hits)))
    return groups

"""Search as Vietnamese officers type (N10): without marks, đ = d, i/y, abbreviations, exact marks first (row 91)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import compress, islice, product

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
    """An entry with its key: folded words between spaces, and the words in small letters with their marks; `title` is
    the part of the key that is the title's.
    """

    entry: Entry
    key: str
    marked: str
    title: str


def keyed(entry: Entry) -> Keyed:
    text = f"{entry.title} {entry.words}"
    return Keyed(entry, _key(text), f" {nfc(text).casefold()} ", _key(entry.title))


def _key(text: str) -> str:
    return f" {' '.join(_WORD.findall(_plain(text)))} "


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


_Test = Callable[[Keyed], bool]


def _tests(wanted: Query) -> list[_Test]:
    """What makes a result better, the weightiest first: the marks exactly as typed, then words that stand together as
    typed ("đổi mới" before "chuyển đổi … mỗi"), then whole words before beginnings, then titles before other words.
    """
    whole = tuple(tuple(f"{term.rstrip()} " for term in one_of) for one_of in wanted.terms)
    tests: list[_Test] = []
    if wanted.marked:
        tests.append(lambda row: _has_all(row.marked, ((word,) for word in wanted.marked)))
    tests.append(lambda row: _has_all(row.key, (wanted.phrases,)))
    tests.append(lambda row: _has_all(row.key, whole))
    tests.append(lambda row: _has_all(row.title, wanted.terms))
    return tests


def _has_all(key: str, terms: Iterable[tuple[str, ...]]) -> bool:
    for one_of in terms:
        for term in one_of:
            if term in key:
                break
        else:
            return False
    return True


def _best(rows: list[Keyed], tests: Sequence[_Test], at_most: int) -> list[Keyed]:
    """The first `at_most` in the order of `tests`; only as many are looked at closely as that takes."""
    if not tests or len(rows) < 2:
        return rows[:at_most]
    test, *others = tests
    answers = [test(row) for row in rows]
    best = _best(list(compress(rows, answers)), others, at_most)
    if len(best) < at_most:
        rest = [row for row, answer in zip(rows, answers, strict=True) if not answer]
        best += _best(rest, others, at_most - len(best))
    return best


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
    hits = list(rows)
    for one_of in wanted.terms:
        if len(one_of) == 1:
            term = one_of[0]
            hits = [row for row in hits if term in row.key]
        else:
            hits = [row for row in hits if _has_all(row.key, (one_of,))]
    by_kind: dict[FoundKind, list[Keyed]] = {}
    for row in hits:
        by_kind.setdefault(row.entry.kind, []).append(row)
    tests = _tests(wanted)
    return [
        FoundGroup(kind, tuple(row.entry for row in _best(by_kind[kind], tests, at_most)), len(by_kind[kind]))
        for kind in FoundKind
        if kind in by_kind
    ]

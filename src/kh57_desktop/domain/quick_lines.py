"""What a leader wrote on the one-page summary, typed in by row codes: "N12 hạn 30/9; N15 xong; C3 85" (feature N9).

Only what is understood for certain becomes a change; everything else is shown again with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from kh57_desktop.i18n import fold, nfc, parse_date


class QuickAction(StrEnum):
    """What a line does to its rows."""

    DUE_ON = "due_on"
    DONE = "done"
    PERCENT = "percent"
    LEAD = "lead"
    SUBMITTED = "submitted"
    SUSPEND = "suspend"
    CANCEL = "cancel"
    REOPEN = "reopen"
    PRIORITY = "priority"
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"
    RESULT = "result"
    VALUE = "value"


class QuickProblem(StrEnum):
    """Why a line is not understood."""

    NO_CODE = "no_code"
    NO_ACTION = "no_action"
    NO_DAY = "no_day"
    NO_REASON = "no_reason"
    TWO_MARKS = "two_marks"
    """Another row code stands in the words, and what is wanted of that row is not understood."""
    NO_RANGE = "no_range"
    """ "N15-N12", or more rows than anybody marks at once."""
    NOT_FOR_INDICATORS = "not_for_indicators"


@dataclass(frozen=True, slots=True)
class QuickLine:
    """One clause as typed. `day`, `percent` and `words` as far as the action has them; `problem` None: understood.

    `term`: the words of a due term that is no day ("quý I/2027"), whose day the office's own rule computes.
    """

    typed: str
    codes: tuple[str, ...] = ()
    action: QuickAction | None = None
    day: date | None = None
    percent: int | None = None
    words: str = ""
    problem: QuickProblem | None = None
    term: str = ""
    is_day_given: bool = False


_CODE = r"[NnCc]\s?\d{1,5}"
_JOIN = r"(?:\s*(?:,|\+|&|và|va|[-–]|đến|den)\s*|\s+)"
_CODES = re.compile(rf"\s*({_CODE}(?:{_JOIN}{_CODE}\b)*)\s*[:.\-–=]?\s*(.*)", re.DOTALL)
_ONLY_CODES = re.compile(rf"\s*{_CODE}(?:{_JOIN}{_CODE})*\s*")
_RANGE = re.compile(rf"({_CODE})\s*(?:[-–]|đến|den)\s*({_CODE})")
_LATER_CODE = re.compile(rf"(?<=[\s,.])(?={_CODE}\b)")
_MOST_ROWS = 50
"""Of one range of codes."""
_COMMA = re.compile(rf",(?=\s*{_CODE}\b)")
_DAY = (
    r"(\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2} thang \d{1,2}(?: nam \d{4})?|hom qua|hom nay)"
)
_TERM = re.compile(
    r"(?:(?:het|cuoi|den het|den cuoi|trong) )?(?:thang|quy|nam|6 thang|9 thang)\b[^,:]*|cuoi (?:thang|quy|nam)[^,:]*"
)
"""A due term without a day; whether it means one is for the rule of due terms to say."""
_TIME_WORDS = re.compile(r"(?:tu |hoi |ngay |trong |cuoi |dau |giua |truoc )*(?:ngay|tuan|thang|quy|nam|hom)\b")
_TAIL = r"\s*[:,\-–]?\s*(.*)"
_PATTERNS: tuple[tuple[QuickAction, re.Pattern[str]], ...] = (
    (QuickAction.DUE_ON, re.compile(
        rf"(?:gia |lui |keo dai |doi )?(?:thoi )?han\b(?: moi)?\s*(?:la|den|toi|:)?\s*(?:ngay )?{_DAY}?{_TAIL}")),
    (QuickAction.DUE_ON, re.compile(rf"(?:truoc|den|xong truoc)(?: ngay)? {_DAY}{_TAIL}")),
    (QuickAction.DONE, re.compile(
        rf"(?:da )?(?:xong|hoan thanh|ket thuc)\b(?!\s*(?!100\s*%)\d{{1,3}}\s*%)\s*(?:ngay )?{_DAY}?{_TAIL}")),
    (QuickAction.PERCENT, re.compile(rf"(?:dat |duoc |tien do |hoan thanh )?(\d{{1,3}})\s*(?:%|phan tram){_TAIL}")),
    (QuickAction.SUSPEND, re.compile(rf"(?:tam dung|dung lai|tam hoan){_TAIL}")),
    (QuickAction.CANCEL, re.compile(rf"(?:huy|bo|khong lam)\b(?: nua)?{_TAIL}")),
    (QuickAction.REOPEN, re.compile(rf"(?:mo lai|lam tiep|tiep tuc){_TAIL}")),
    (QuickAction.SUBMITTED, re.compile(rf"(?:da |dang )?trinh(?: ky)?\b{_TAIL}")),
    (QuickAction.PRIORITY, re.compile(rf"(?:gap|khan|uu tien|quan trong)\b{_TAIL}")),
    (QuickAction.LEAD, re.compile(rf"(?:giao|chuyen|chu tri)\b(?: cho)?{_TAIL}")),
    (QuickAction.DIFFICULTY, re.compile(rf"(?:kho khan|vuong mac|vuong){_TAIL}")),
    (QuickAction.PROPOSAL, re.compile(rf"(?:de xuat|kien nghi|de nghi){_TAIL}")),
    (QuickAction.RESULT, re.compile(rf"(?:ket qua|ghi)\b{_TAIL}")),
)  # fmt: skip
_NEEDS_WORDS = {
    QuickAction.SUSPEND, QuickAction.CANCEL, QuickAction.LEAD, QuickAction.DIFFICULTY, QuickAction.PROPOSAL,
    QuickAction.RESULT,
}  # fmt: skip


_WITH_ANOTHER = (QuickAction.DUE_ON, QuickAction.DONE, QuickAction.PERCENT, QuickAction.PRIORITY, QuickAction.SUBMITTED)
"""Behind these a second mark of the same row may stand: "hạn 30/9, giao Công an xã"."""
_SECOND = (QuickAction.DUE_ON, QuickAction.DONE, QuickAction.PERCENT, QuickAction.PRIORITY, QuickAction.LEAD)


def quick_lines(text: str, *, today: date) -> list[QuickLine]:
    """The clauses of a text, parted by `;`, line ends or the next code; a day without its year is the next one to come.

    "N15 xong" without a day is done today.
    """
    clauses = [clause for part in re.split(r"[;；\n]", nfc(text)) for clause in _clauses(part)]
    return [line for clause in clauses if clause.strip(" ,.") for line in _lines(clause.strip(), today)]


def _clauses(part: str) -> Iterator[str]:
    """A comma before a code begins a new clause, unless only codes stand before it ("N12, N13 hạn 30/9")."""
    begin = 0
    for comma in _COMMA.finditer(part):
        before = part[begin : comma.start()]
        if not _ONLY_CODES.fullmatch(before[max(_groups_of_codes(before), default=0) :]):
            yield before
            begin = comma.end()
    yield part[begin:]


def _lines(typed: str, today: date) -> list[QuickLine]:
    """The clause as one mark, or as several where marks of other rows follow without a `;` between."""
    places = [*_groups_of_codes(typed), len(typed)]
    found: list[QuickLine] = []
    begin = 0
    for place, after in pairwise(places):
        head, following = _line(typed[begin:place].strip(" ,."), today), _line(typed[place:after].strip(" ,."), today)
        if head.problem is None and following.problem is None:
            found += _checked(head, today)
            begin = place
    return [*found, *_checked(_line(typed[begin:], today), today)]


def _groups_of_codes(typed: str) -> list[int]:
    """Where codes stand behind the first ones: the beginning of each "N12, N13"."""
    found: list[int] = []
    begin = 0
    for later in _LATER_CODE.finditer(typed):
        if not _ONLY_CODES.fullmatch(typed[begin : later.start()].rstrip(" ,+&-–")):
            found.append(later.start())
            begin = later.start()
    return found


def _checked(line: QuickLine, today: date) -> list[QuickLine]:
    """No row code is lost in the words of another row's mark, where those are not a reason."""
    if line.problem is None and line.action not in _NEEDS_WORDS and re.search(rf"\b{_CODE}\b", line.words):
        return [replace(line, action=None, problem=QuickProblem.TWO_MARKS)]
    return _parted(line, today)


def _parted(line: QuickLine, today: date) -> list[QuickLine]:
    if line.problem is not None or line.action not in _WITH_ANOTHER or not line.words:
        return [line]
    if line.action is QuickAction.DONE and re.fullmatch(r"(?:đạt\s*)?100\s*%", line.words):
        return [replace(line, words="")]
    second = _understood_words(line.typed, line.codes, line.words, today)
    if second.problem is None and second.action in _SECOND and second.action is not line.action:
        return [replace(line, words=""), *_parted(second, today)]
    return [line]


def _line(typed: str, today: date) -> QuickLine:
    match = _CODES.fullmatch(typed)
    if match is None:
        return QuickLine(typed, problem=QuickProblem.NO_CODE)
    codes = _codes(match[1])
    rest = match[2].strip()
    if not codes:
        return QuickLine(typed, problem=QuickProblem.NO_RANGE)
    if all(code.startswith("C") for code in codes):
        return _value(typed, codes, rest)
    if any(code.startswith("C") for code in codes):
        return QuickLine(typed, codes, problem=QuickProblem.NOT_FOR_INDICATORS)
    return _understood_words(typed, codes, rest, today)


def _understood_words(typed: str, codes: tuple[str, ...], rest: str, today: date) -> QuickLine:
    plain = _same_length(rest)
    for action, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return _understood(typed, codes, action, found, rest, today)
    return QuickLine(typed, codes, problem=QuickProblem.NO_ACTION)


def _codes(words: str) -> tuple[str, ...]:
    """Every code named, "N12-N15" as the four rows that a leader means by it; none where that is no range."""
    found = [_code(code) for code in re.findall(_CODE, words)]
    for first, last in _RANGE.findall(words):
        low, high = _code(first), _code(last)
        numbers = range(int(low[1:]), int(high[1:]) + 1)
        if low[0] != high[0] or not 1 < len(numbers) <= _MOST_ROWS:
            return ()
        place = found.index(low)
        found[place : place + 2] = [f"{low[0]}{number}" for number in numbers]
    return tuple(found)


def _code(typed: str) -> str:
    letter, number = typed[0].upper(), typed[1:].strip()
    return f"{letter}{number.lstrip('0') or '0'}"


def _value(typed: str, codes: tuple[str, ...], rest: str) -> QuickLine:
    words = re.sub(r"^(?:=|là|đạt|được)\s*", "", rest, flags=re.IGNORECASE).strip()
    if not words:
        return QuickLine(typed, codes, problem=QuickProblem.NO_ACTION)
    return QuickLine(typed, codes, QuickAction.VALUE, words=words)


def _same_length(text: str) -> str:
    """Folded letter by letter, so that places in it are places in the text."""
    return "".join(fold(letter)[:1] or " " for letter in text)


def _understood(
    typed: str, codes: tuple[str, ...], action: QuickAction, found: re.Match[str], rest: str, today: date
) -> QuickLine:
    words = rest[found.start(found.lastindex or 0) :].strip(" .,!") if found.lastindex else ""
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    line = QuickLine(typed, codes, action, words=words)
    if action is QuickAction.PERCENT:
        percent = int(found[1])
        return QuickLine(typed, codes, action, percent=percent, words=words, problem=None) if percent <= 100 else (
            QuickLine(typed, codes, problem=QuickProblem.NO_ACTION)
        )  # fmt: skip
    if action in (QuickAction.DUE_ON, QuickAction.DONE):
        day = _day(found[1], today, is_past=action is QuickAction.DONE) if found[1] else None
        term = _TERM.match(_same_length(words)) if action is QuickAction.DUE_ON and not found[1] else None
        if term is not None:
            rest_of_it = words[term.end() :].strip(" ,:")
            return QuickLine(typed, codes, action, term=words[: term.end()].strip(), words=rest_of_it)
        is_unread = found[1] or _TIME_WORDS.match(_same_length(words))
        if day is None and (action is QuickAction.DUE_ON or is_unread):
            return QuickLine(typed, codes, action, words=words, problem=QuickProblem.NO_DAY)
        return QuickLine(typed, codes, action, day=day or today, words=words, is_day_given=day is not None)
    if action in _NEEDS_WORDS and not words:
        return QuickLine(typed, codes, action, problem=QuickProblem.NO_REASON)
    return line


def _day(typed: str, today: date, *, is_past: bool) -> date | None:
    """Without a year: the nearest one before today for what is done, the nearest one to come for a due day."""
    if typed.startswith("hom"):
        return today if typed == "hom nay" else today - timedelta(days=1)
    typed = re.sub(r" (?:thang|nam) ", "/", typed)
    day = parse_date(typed, default_year=today.year)
    if day is None or parse_date(typed, default_year=today.year + 1) == day:
        return day
    if is_past and day > today:
        return parse_date(typed, default_year=today.year - 1)
    if not is_past and day < today:
        return parse_date(typed, default_year=today.year + 1)
    return day

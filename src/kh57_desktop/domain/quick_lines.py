"""What a leader wrote on the one-page summary, typed in by row codes: "N12 hạn 30/9; N15 xong; C3 85" (feature N9).

Only what is understood for certain becomes a change; everything else is shown again with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    NOT_FOR_INDICATORS = "not_for_indicators"


@dataclass(frozen=True, slots=True)
class QuickLine:
    """One clause as typed. `day`, `percent` and `words` as far as the action has them; `problem` None: understood."""

    typed: str
    codes: tuple[str, ...] = ()
    action: QuickAction | None = None
    day: date | None = None
    percent: int | None = None
    words: str = ""
    problem: QuickProblem | None = None


_CODE = r"[NnCc]\s?\d{1,5}"
_CODES = re.compile(rf"\s*({_CODE}(?:\s*(?:,|\+|&|và|-(?=\s*[NnCc]\d))\s*{_CODE})*)\s*[:.\-–]?\s*(.*)", re.DOTALL)
_ONLY_CODES = re.compile(rf"\s*{_CODE}(?:\s*(?:,|\+|&|và)\s*{_CODE})*\s*")
_COMMA = re.compile(rf",(?=\s*{_CODE}\b)")
_DAY = r"(\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|\d{4}-\d{2}-\d{2})"
_TAIL = r"\s*[:,\-–]?\s*(.*)"
_PATTERNS: tuple[tuple[QuickAction, re.Pattern[str]], ...] = (
    (QuickAction.DUE_ON, re.compile(
        rf"(?:gia |lui |keo dai |doi )?(?:thoi )?han\b(?: moi)?\s*(?:la|den|toi|:)?\s*(?:ngay )?{_DAY}?{_TAIL}")),
    (QuickAction.DUE_ON, re.compile(rf"(?:truoc|den|xong truoc)(?: ngay)? {_DAY}{_TAIL}")),
    (QuickAction.DONE, re.compile(
        rf"(?:da )?(?:xong|hoan thanh|ket thuc)\b(?!\s*\d{{1,3}}\s*%)\s*(?:ngay )?{_DAY}?{_TAIL}")),
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


def quick_lines(text: str, *, today: date) -> list[QuickLine]:
    """The clauses of a text, parted by `;` or line ends; a day without its year is the next one that comes.

    "N15 xong" without a day is done today.
    """
    clauses = [clause for part in re.split(r"[;\n]", nfc(text)) for clause in _clauses(part)]
    return [_line(clause.strip(), today) for clause in clauses if clause.strip(" ,.")]


def _clauses(part: str) -> Iterator[str]:
    """A comma before a code begins a new clause, unless only codes stand before it ("N12, N13 hạn 30/9")."""
    begin = 0
    for comma in _COMMA.finditer(part):
        if not _ONLY_CODES.fullmatch(part[begin : comma.start()]):
            yield part[begin : comma.start()]
            begin = comma.end()
    yield part[begin:]


def _line(typed: str, today: date) -> QuickLine:
    match = _CODES.fullmatch(typed)
    if match is None:
        return QuickLine(typed, problem=QuickProblem.NO_CODE)
    codes = tuple(re.sub(r"\s", "", code).upper() for code in re.findall(_CODE, match[1]))
    rest = match[2].strip()
    if all(code.startswith("C") for code in codes):
        return _value(typed, codes, rest)
    if any(code.startswith("C") for code in codes):
        return QuickLine(typed, codes, problem=QuickProblem.NOT_FOR_INDICATORS)
    plain = _same_length(rest)
    for action, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return _understood(typed, codes, action, found, rest, today)
    return QuickLine(typed, codes, problem=QuickProblem.NO_ACTION)


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
    words = rest[found.start(found.lastindex or 0) :].strip(" .,") if found.lastindex else ""
    line = QuickLine(typed, codes, action, words=words)
    if action is QuickAction.PERCENT:
        percent = int(found[1])
        return QuickLine(typed, codes, action, percent=percent, words=words, problem=None) if percent <= 100 else (
            QuickLine(typed, codes, problem=QuickProblem.NO_ACTION)
        )  # fmt: skip
    if action in (QuickAction.DUE_ON, QuickAction.DONE):
        day = _day(found[1], today, is_past=action is QuickAction.DONE) if found[1] else None
        if day is None and (action is QuickAction.DUE_ON or found[1]):
            return QuickLine(typed, codes, action, words=words, problem=QuickProblem.NO_DAY)
        return QuickLine(typed, codes, action, day=day or today, words=words)
    if action in _NEEDS_WORDS and not words:
        return QuickLine(typed, codes, action, problem=QuickProblem.NO_REASON)
    return line


def _day(typed: str, today: date, *, is_past: bool) -> date | None:
    """Without a year: the nearest one before today for what is done, the nearest one to come for a due day."""
    day = parse_date(typed, default_year=today.year)
    if day is None or parse_date(typed, default_year=today.year + 1) == day:
        return day
    if is_past and day > today:
        return parse_date(typed, default_year=today.year - 1)
    if not is_past and day < today:
        return parse_date(typed, default_year=today.year + 1)
    return day

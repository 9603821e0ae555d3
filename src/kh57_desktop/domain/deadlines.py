"""Due terms as plans word them ("Quý II/2026", "trước 15/11 hằng năm") and the days they mean.

The rule's source is reporting.md section 4: a term ends on its last day. Only wordings that are understood from the
first word to the last give a day; all others keep their words (`DeadlineKind.UNKNOWN`), so that no day is invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kh57_desktop.domain import recurrences
from kh57_desktop.domain.moments import MOMENT_WORDS, Bound, Moment, moment_of, moments_of, span_of, split_bound
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.i18n import fold, nfc


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the words mean: `start_on`/`due_on` where a day can be computed, `recurrence` as in `recurrences`.

    A recurring or continuous term has `start_on`/`due_on` only where its words bound it ("hằng năm, giai đoạn
    2026-2030"); a continuous one never has a due day.
    """

    kind: DeadlineKind
    start_on: date | None = None
    due_on: date | None = None
    recurrence: str | None = None


UNKNOWN = Deadline(DeadlineKind.UNKNOWN)
CONDITIONAL = Deadline(DeadlineKind.CONDITIONAL)

_CONDITION = re.compile(
    r"(?:ngay )?(?:sau )?khi |theo (?!dinh ky|(?:quy|thang|tuan|nam)$)|tuy (?:theo|thuoc)|can cu |dot xuat|phu hop |"
    r"(?:bao|dam) dam |ngay sau |sau (?:\d+ (?:ngay|tuan|thang)|hoi nghi|dai hoi|ky hop)|"
    r"cham nhat (?:sau )?\d+ ngay|khong qua \d+ ngay|"
    r"(?:trong (?:vong |thoi han )?)?\d+ (?:ngay|thang)(?: lam viec)? (?:ke tu|tu khi|tu ngay|sau)"
)
"""Words that begin a condition: the day comes with an event that no calendar knows."""
_WEEKDAYS = {
    "thu 2": 1, "thu 3": 2, "thu 4": 3, "thu 5": 4, "thu 6": 5, "thu 7": 6, "chu nhat": 7,
    "thu hai": 1, "thu ba": 2, "thu tu": 3, "thu nam": 4, "thu sau": 5, "thu bay": 6,
}  # fmt: skip
_CONTINUOUS = re.compile(r"\b(?:thuong xuyen|lien tuc|hang ngay|moi ngay|duy tri)\b")
_OPEN_END = re.compile(
    r",? (?:va |den )?(?:tro di|(?:cac|nhung) nam (?:tiep theo|sau|ke tiep|tiep sau)|nhung nam sau do|ve sau)$"
)
_JOINERS = re.compile(r"^(?:[\s,;:.+/-]|va\b|hoac\b|trong\b|trong nam$|cac nam$|thuc hien\b|bao cao\b)+")

_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười một": 11, "mười hai": 12, "mười": 10,
}  # fmt: skip
_SPELLED = re.compile(
    r"(?<=tháng )(?:(?:một|hai|ba|bốn)(?! lần)|tư|năm(?= năm\b)|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười)\b|"
    r"(?<=quý )(?:một|hai|ba|bốn|tư)\b(?! lần)|\b(?:ba|sáu|chín)(?= tháng\b)"
)
"""Spelled numbers become digits before the marks go: folded, "tháng sáu" (June) and "tháng sau" (next) are one."""


_SHORTENED = (
    (re.compile(r"\bt\.? ?(?=\d{1,2}(?:\s*[-,]\s*t?\.? ?\d{1,2})?\s*[/.]\s*20\d\d\b)"), "thang "),
    (re.compile(r"(?<=-)t\.? ?(?=\d{1,2}[/.]20\d\d\b)"), "thang "),
    (re.compile(r"\bqui(?= (?:[ivx]+|\d)\b)"), "quy"),
    (re.compile(r"^t ?x$"), "thuong xuyen"),
    (re.compile(r"\bh[./] ?(?=(?:nam|quy|thang|tuan|ngay)\b)"), "hang "),
)
"""What trackers shorten: "T6/2026", "T4-T6/2026", "TX", "H.tháng"; and "Quí" for "Quý"."""


def compute_deadline(words: str, *, issued_on: date | None = None, strict_before: bool = False) -> Deadline:
    """The days that `words` mean.

    `issued_on`: the plan's day, whose year a term without a year ("Quý I") takes, if it does not end before that day.
    `strict_before`: "trước ngày 30/6" ends on 29/6 instead of 30/6 (one setting for the whole file).
    """
    text = _plain(words)
    if not text or re.match(r"(?:khong|chua) (?!qua |muon |cham )", text):
        return UNKNOWN
    if _CONTINUOUS.search(text):
        return _continuous(text, issued_on)
    if _CONDITION.match(text):
        return _conditional(text, issued_on, strict_before)
    recurring = _recurring(text, issued_on, strict_before)
    if recurring is not None:
        return recurring
    return _within(text, issued_on, strict_before) or UNKNOWN


def _plain(words: str) -> str:
    """Folded, one space between words, one kind of dash, brackets as clauses, no closing punctuation."""
    spaced = " ".join(nfc(words).casefold().split())
    text = fold(_SPELLED.sub(lambda word: str(_NUMBERS[word[0]]), spaced))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[()\[\]]", ", ", text)
    for pattern, whole in _SHORTENED:
        text = pattern.sub(whole, text)
    text = re.sub(r"\bhang(?=(?:nam|quy|thang|tuan|ngay)\b)", "hang ", text)
    text = re.sub(r"\btruoc \d{1,2} ?(?:h|g|gio)(?: ?\d{2})?(?: ?phut)?,? (?=ngay )", "cham nhat ", text)
    text = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", text))
    text = re.sub(r"\s*,[\s,]*", ", ", text)
    return text.strip(" ,.;:+*-")


def _continuous(text: str, issued_on: date | None) -> Deadline:
    """Thường xuyên, with what stands beside it: a rhythm, a first day, or a condition; never a due day."""
    rest = _trim(_CONTINUOUS.sub(" ", text))
    if not rest or not re.search(r"\d|\bquy [iv]", rest):
        return Deadline(DeadlineKind.CONTINUOUS, recurrence=recurrences.every(rest)[0] if rest else None)
    recurring = _recurring(rest, issued_on, False)
    if recurring is not None:
        if recurring.kind is DeadlineKind.UNKNOWN:
            return UNKNOWN
        return Deadline(DeadlineKind.CONTINUOUS, start_on=recurring.start_on, recurrence=recurring.recurrence)
    if _CONDITION.match(rest):
        return Deadline(DeadlineKind.CONTINUOUS)
    scope = _scope(rest)
    if scope is None:
        return UNKNOWN  # "thường xuyên, xong trước 30/6/2026" says two things at once
    return Deadline(DeadlineKind.CONTINUOUS, start_on=scope.start_on)


def _scope(rest: str) -> Deadline | None:
    """The years (or the span) that bound a rhythm; None for anything finer, which would be a due day of its own."""
    within = _within(rest, None, False)
    bound, core = split_bound(rest)
    moment = moment_of(core, year=None)
    if within is None or bound is Bound.BEFORE or (moment and moment.grain != "year" and bound is not Bound.FROM):
        return None
    start_on = moment.first if moment is not None and bound is Bound.WITHIN else within.start_on
    return Deadline(DeadlineKind.PERIOD, start_on, within.due_on)


def _conditional(text: str, issued_on: date | None, strict_before: bool) -> Deadline:
    """A condition; a last clause with a latest day of its own ("…, chậm nhất 30/6/2026") gives that day."""
    clauses = re.split(r"[,;] (?:nhung |va )?", text)
    if len(clauses) > 1 and split_bound(clauses[-1])[0] in (Bound.BEFORE, Bound.BY):
        return _within(clauses[-1], issued_on, strict_before) or CONDITIONAL
    return CONDITIONAL


def _recurring(text: str, issued_on: date | None, strict_before: bool) -> Deadline | None:
    """Hằng năm, định kỳ …; None where the words name no rhythm. Unknown words beside the rhythm give UNKNOWN."""
    rhythm, rest = recurrences.every(text)
    if rhythm is None:
        return Deadline(DeadlineKind.RECURRING) if re.fullmatch(r"(?:theo )?dinh ky", text) else None
    rest = _trim(rest)
    rest = re.sub(r"[,; ]*(?:va |hoac )?(?:khi |theo |dot xuat).*$", "", rest)
    if not rest:
        return Deadline(DeadlineKind.RECURRING, recurrence=rhythm)
    detailed = _detail(rhythm, rest, strict_before)
    if detailed is not None:
        return Deadline(DeadlineKind.RECURRING, recurrence=detailed)
    scope = _scope(rest)
    if scope is None:
        return UNKNOWN
    return Deadline(DeadlineKind.RECURRING, start_on=scope.start_on, due_on=scope.due_on, recurrence=rhythm)


def _detail(rhythm: str, rest: str, strict_before: bool) -> str | None:
    """The rhythm with the place in it that `rest` names: "quý I" of a year, "ngày 15" of a month; None if none."""
    bound, core = split_bound(rest)
    if bound is Bound.FROM:
        return None
    if core in ("cuoi", "", "trong", "cuoi cac", "thang cuoi", "thang cuoi cua") and rhythm in recurrences.UNITS:
        return rhythm
    day = re.fullmatch(r"(?:ngay )?(\d{1,2})(?: cua| vao)?(?P<last_month>,? thang cuoi(?: cua)?)?", core)
    if day and 1 <= int(day[1]) <= 31 and rhythm == ("quarter" if day["last_month"] else "month"):
        number = int(day[1]) - (1 if strict_before and bound is Bound.BEFORE else 0)
        return f"{rhythm}:{number:02}" if number else None
    weekday = re.fullmatch(r"(?:(?:sang|chieu) )?(?:vao )?(?:ngay )?(thu (?:[2-7]|\w+)|chu nhat)", core)
    if rhythm == "week" and weekday and weekday[1] in _WEEKDAYS:
        return f"week:{_WEEKDAYS[weekday[1]]}"
    if rhythm != "year":
        return None
    places = moments_of(re.sub(r"(,| va) truoc ", r"\1 ", core), year=2000)  # a leap year, so that 29/2 may be named
    if not places or any(place.year_given for place in places):
        return None
    return "year:" + ",".join(_place(place, bound, strict_before) for place in places)


def _place(moment: Moment, bound: Bound, strict_before: bool) -> str:
    if moment.grain == "day":
        last = moment.last - timedelta(days=1 if strict_before and bound is Bound.BEFORE else 0)
        return f"{last.month:02}-{last.day:02}"
    if bound is Bound.BEFORE:
        last = moment.first - timedelta(days=1)
        return f"{last.month:02}-{last.day:02}"
    return moment.place


def _within(text: str, issued_on: date | None, strict_before: bool) -> Deadline | None:
    """A day, month, quarter, year or span of them; None where any word is not understood."""
    text, is_open = _OPEN_END.subn("", text)
    bound, core = split_bound(text)
    year = issued_on.year if issued_on is not None else None
    if core in MOMENT_WORDS and bound is Bound.WITHIN and core == text:
        return None
    moment = moment_of(core, year=year)
    if moment is None:
        span = _span(core, bound, year, issued_on) or _from_to(text, issued_on, strict_before)
        return Deadline(span.kind, start_on=span.start_on) if span and is_open else span
    if not moment.year_given and (issued_on is None or moment.last < issued_on):
        return None
    if is_open or bound is Bound.FROM:
        return Deadline(DeadlineKind.PERIOD, start_on=moment.first)
    if bound is Bound.BEFORE:
        if moment.grain == "day":
            return Deadline(DeadlineKind.DATED, due_on=moment.last - timedelta(days=1 if strict_before else 0))
        return Deadline(DeadlineKind.DATED, due_on=moment.first - timedelta(days=1))
    return Deadline(DeadlineKind.DATED, due_on=moment.last)


def _span(core: str, bound: Bound, year: int | None, issued_on: date | None) -> Deadline | None:
    """From … to …, or several places in one year ("Quý II và quý IV/2026"): open from the first to the last."""
    if bound is Bound.BEFORE:
        return None
    ends = span_of(core, year=year)
    if ends is None and bound is not Bound.FROM:
        listed = moments_of(core, year=year)
        ends = (listed[0], listed[-1]) if len(listed) > 1 else None
    if ends is None:
        return None
    first, last = ends
    if first.first > last.first or first.last >= last.last:
        return None
    if not last.year_given and (issued_on is None or last.last < issued_on):
        return None
    return Deadline(DeadlineKind.PERIOD, start_on=first.first, due_on=last.last)


def _from_to(text: str, issued_on: date | None, strict_before: bool) -> Deadline | None:
    """ "Từ tháng 3/2026, hoàn thành trước 30/9/2026": a beginning and an end in two clauses."""
    beginning, _comma, end = text.partition(", ")
    if not end or split_bound(beginning)[0] is not Bound.FROM or split_bound(end)[0] is Bound.FROM:
        return None
    first, last = _within(beginning, issued_on, strict_before), _within(end, issued_on, strict_before)
    if first is None or last is None or first.start_on is None or last.due_on is None or last.start_on is not None:
        return None
    if first.due_on is not None or first.start_on > last.due_on:
        return None
    return Deadline(DeadlineKind.PERIOD, first.start_on, last.due_on)


def _trim(text: str) -> str:
    return _JOINERS.sub("", re.sub(r"\s+", " ", text).strip(" ,.;:+/-")).removesuffix(" va").strip(" ,.;:")

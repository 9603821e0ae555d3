"""What several kinds of paper share: header, number and date, closing, annex title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.documents.content import (
    Align,
    Closing,
    Column,
    Dateline,
    Head,
    Paragraph,
    Row,
    Sign,
    Signature,
    Table,
    padded_month,
    short_date,
)
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import System

KIND_SYMBOLS = {
    # Nghị định 30/2020, Phụ lục III, mục I; the Party's are the same for these kinds
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Chương trình hành động": "CTr",
    "Kế hoạch": "KH",
    "Kế hoạch hành động": "KH",
    "Đề án": "ĐA",
    "Báo cáo": "BC",
    "Tờ trình": "TTr",
    "Biên bản": "BB",
}

_SIGN = re.compile(r"(\d+\w*)([/-].+)")


def sign_of(number: str | None, *, kind: str, symbol: str, system: System) -> Sign:
    """`number` as printed ("27/KH-UBND") or None: then a blank before `/KH-UBND` or `-KH/ĐU`.

    Numbers below 10 are padded (Nghị định 30/2020, Phụ lục I, mục II.3).
    """
    match = _SIGN.fullmatch(number.strip()) if number else None
    if match is not None:
        return Sign(match[1].zfill(2), match[2])
    kind_symbol = KIND_SYMBOLS.get(kind, "".join(word[0].upper() for word in kind.split()))
    return Sign("", f"-{kind_symbol}/{symbol}" if system is System.PARTY else f"/{kind_symbol}-{symbol}")


def dateline(place: str, words: str | None) -> Dateline:
    """`words`: the date as far as it is known ("2025-12-05", "2025-12", "2025" or None); the rest is left blank."""
    year, month, day = [*(words or "").split("-"), "", "", ""][:3]
    if not year.isdecimal():
        return Dateline(place)
    return Dateline(
        place,
        f"{int(day):02}" if day.isdecimal() else "",
        padded_month(int(month)) if month.isdecimal() else "",
        year,
    )


def head_of(header_lines: Sequence[str], sign: Sign | None = None, day: Dateline | None = None) -> Head:
    """`header_lines` from the upper body down, as the issuing body keeps them; the last is the issuer."""
    return Head(tuple(header_lines[:-1]), tuple(header_lines[-1:]), sign, day)


AS_ABOVE = "Như trên"
"""Stands for the names after Kính gửi, so only on a paper that has them."""


def without_as_above(recipients: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in recipients if _bare(line).casefold() != AS_ABOVE.casefold())


def closing_of(signature: SignatureBlock, recipients: Sequence[str] = (), filing: str = "") -> Closing:
    """Nơi nhận without dashes and end marks, whatever the plan's own text had."""
    authority = tuple(line for line in (signature.authority, signature.on_behalf) if line)
    return Closing(
        Signature(authority, signature.position, signature.name),
        tuple(_bare(line) for line in recipients),
        _bare(filing),
    )


def _bare(line: str) -> str:
    return line.strip().lstrip("-–").strip().rstrip(".;,").rstrip()


def attached_to(kind: str, sign: Sign, day: Dateline, issuer: str) -> str:
    """`(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026 của …)`; blanks where not yet known."""
    number = sign.number or NO_BREAK * 7
    of_whom = f" của {issuer}" if issuer else ""
    return f"(Kèm theo {kind} số {number}{sign.symbol} {day.day_words}{of_whom})"


_LINES_TO_SIGN = 5
"""Empty lines between office and name, about 28 mm."""
WRITTEN_BY_HAND = "…" * 14
"""Where a form is filled in with a pen."""


def signatures(*who: tuple[str, str], lines: int = _LINES_TO_SIGN) -> Table:
    """Who signs, from left to right, as (office in capitals, name or "")."""
    columns = tuple(Column(office, 80, Align.CENTER) for office, _name in who)
    return Table(columns, (Row(tuple("\n" * lines + name for _office, name in who)),), ruled=False)


def deadline_of(task: Task) -> str:
    """The plan's own words, else the day; "" where neither is known."""
    return task.deadline_words or (short_date(task.due_on) if task.due_on is not None else "")


def plan_words(plan: Plan) -> str:
    """`Kế hoạch số 05/KH-UBND ngày 05/01/2026 của …`, as far as number and day are known."""
    number = f" số {plan.number}" if plan.number else ""
    day = f" ngày {short_date(plan.dated_on)}" if plan.dated_on is not None else ""
    return f"{plan.kind}{number}{day} của {plan.issuer}"


def in_sentence(text: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is one of capitals (UBND)."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def sentence_start(text: str) -> str:
    """The first letter large: an indicator read out of the middle of a sentence heads a row of its own."""
    return text[:1].upper() + text[1:]


def listed(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    """`- …;` one below the other, the last with a full stop."""
    last = len(texts) - 1
    return tuple(
        Paragraph(f"{text.strip().rstrip('.;')}{'.' if place == last else ';'}", "-")
        for place, text in enumerate(texts)
    )


def short_form(text: str, letters: int) -> str:
    """At most so many letters, cut between words and marked with "…"."""
    plain = " ".join(text.split())
    if len(plain) <= letters:
        return plain
    return plain[: letters - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + "…"


_INITIALS = (
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban nhân dân", "UBND"),
    ("Mặt trận Tổ quốc", "MTTQ"),
    ("Trung tâm", "TT"),
    ("Văn phòng", "VP"),
)
"""Abbreviations that every office reads (Nghị định 30/2020, Phụ lục I, II.2 allows those in common use)."""


def with_usual_initials(name: str) -> str:
    """A unit's name for where there is little room; a short one stays as it is."""
    if len(name) <= _SHORT_NAME:
        return name
    for words, letters in _INITIALS:
        name = name.replace(words, letters)
    return name


_SHORT_NAME = 26


def roman(number: int) -> str:
    """1 → I, 4 → IV; group rows of annexes are numbered so."""
    digits = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in digits:
        while number >= value:
            text, number = text + letters, number - value
    return text

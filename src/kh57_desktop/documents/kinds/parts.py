"""What several kinds of paper share: header, number and date, closing, annex title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.documents.content import Closing, Dateline, Head, Sign, Signature, padded_month
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.offices import SignatureBlock
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
}

_SIGN = re.compile(r"(\d+\w*)([/-].+)")


def sign_of(number: str | None, *, kind: str, symbol: str, system: System) -> Sign:
    """`number` as printed ("27/KH-UBND") or None: then a blank before `/KH-UBND` or `-KH/ĐU`."""
    match = _SIGN.fullmatch(number.strip()) if number else None
    if match is not None:
        return Sign(match[1], match[2])
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


def roman(number: int) -> str:
    """1 → I, 4 → IV; group rows of annexes are numbered so."""
    digits = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in digits:
        while number >= value:
            text, number = text + letters, number - value
    return text

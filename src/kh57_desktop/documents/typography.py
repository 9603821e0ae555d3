"""Where a line may not break: U+00A0 put into text, so that "Nghị quyết số 57-NQ/TW", "80 doanh nghiệp" stay whole."""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK = "\u00a0"

_WORD = r"[^\W\d_]+"
_DAY = r"[Nn]gày \d{1,2}(?:[/.-]\S*| tháng \d{1,2}| )"
_PERIOD = re.compile(rf"{_DAY}|\b\d{{4}} [-–] \d{{4}}\b|\b(?:[Tt]háng|[Nn]ăm|[Qq]uý) (?:\d\S*|[IVX]+\b)")

_KEPT_WHOLE = re.compile(
    r"^(?:[-+*•–]|\(?\d+(?:\.\d+)*[.)]?|[IVXLC]+\.|[a-zđ]\)) "  # marker and its first word
    r"|(?:Nghị quyết )?[Ss]ố \d\S*"
    rf"|{_DAY}"
    r"|\b(?:[Tt]háng|[Nn]ăm|[Qq]uý|[Kk]ỳ|[Tt]uần|[Đđ]iều|[Kk]hoản|[Mm]ục|[Bb]ảng|[Pp]hụ lục|[Pp]hần) (?:\d\S*|[IVX]+\b)"
    r"|\b[Đđ]iểm [a-zđ]\b"
    rf"|(?:[≥≤<>=] )?\b\d[\d.,]*(?<![.,]) (?:%|{_WORD})"  # a number and what it counts
    r"|[≥≤<>=] \d\S*"
    r"|(?<=[^\s-])- (?=\S)"  # "chính trị- xã hội" as typed: readers of PDF text drop a hyphen that ends a line
    rf"|(?:Văn hóa|Kinh tế|Tài chính|Giáo dục|Lao động|Độc lập|Tự do) [-–] (?:{_WORD} {_WORD})"
    r"|(?<=\S) [-–] (?=\S)"  # a dash between two words would otherwise begin or end a line
)


@lru_cache(maxsize=4096)
def glued(text: str) -> str:
    """`text` with no-break spaces where two words belong on one line; the words themselves are unchanged."""
    return _KEPT_WHOLE.sub(_whole, text)


def _whole(match: re.Match[str]) -> str:
    """Before an office or a name ("Bí thư - Trưởng ban") a dash may end a line, yet never begins one."""
    words = match.group()
    if words.strip() in ("-", "–") and words[0] == " " and match.string[match.end()].isupper():
        return f"{NO_BREAK}{words[1:]}"
    return words.replace(" ", NO_BREAK)


_SOFT = re.compile(rf"(?<=Nghị{NO_BREAK}quyết){NO_BREAK}(?=số{NO_BREAK})|(?<=\S{NO_BREAK}[-–]){NO_BREAK}")


@lru_cache(maxsize=4096)
def loosened(glued_text: str) -> str:
    """Breaks allowed where they are better than a torn line: before "số" and behind a dash."""
    return _SOFT.sub(" ", glued_text)


NARROW = 100.0
"""Points; a phrase kept whole in a column of less leaves holes at most of its line ends."""


def glued_cell(text: str, room: float) -> str:
    """Text for a cell with lines `room` points long: in a narrow one only days and quarters stay whole.

    Of every paragraph the last two words stay together, so that no cell ends in a lone "ủy" or "hiện".
    """
    if " " not in text:
        return text
    if room >= NARROW:
        text = loosened(glued(text))
    else:
        text = _PERIOD.sub(lambda match: match.group().replace(" ", NO_BREAK), text)
        text = _CELL_WORDS.sub(rf"\1{NO_BREAK}\2", text)
    return _LAST_PAIR.sub(rf"\1{NO_BREAK}\2", text)


_CELL_WORDS = re.compile(
    r"\b(Văn|Xã|Kinh|Đảng|Công|Nhân|Hội|[UỦ][ỷy]|Trung|Phục|hành|Mặt|Tổ|Thanh|Phụ|Nông|Quân|Trưởng|Thường|Thư|thực|"
    r"hoàn|báo|kế) (hóa|hội|tế|phòng|[uủ][ỷy]|an|dân|đồng|ban|viên|tâm|vụ|chính|trận|quốc|niên|nữ|sự|trực|ký|hiện|"
    r"thành|cáo|hoạch)\b",
)
"""Words of two syllables that names of units, offices and standings are made of."""
_LAST_PAIR = re.compile(rf"(?<![^\s])([^\s{NO_BREAK}]{{1,12}}) ([^\s{NO_BREAK}]{{1,12}})$", re.MULTILINE)


_COMPOUNDS = re.compile(
    r"\b(?:Ban Chỉ đạo|Ban Thường vụ|Ban Chấp hành|Bộ Chính trị|Chính phủ|[UỦ][ỷy] ban nhân dân|Hội đồng nhân dân|"
    r"Đảng bộ|Đảng [uủ][ỷy]|Tỉnh [uủ][ỷy]|Thành [uủ][ỷy]|khoa học|công nghệ|đổi mới sáng tạo|chuyển đổi số|quốc gia|"
    r"đột phá|phát triển|thực hiện|triển khai|kế hoạch|chương trình|hành động|nhiệm vụ|giải pháp|kết quả|thành viên|"
    r"phân công|giai đoạn \d{4} - \d{4}|giai đoạn|định hướng|tầm nhìn|địa bàn|"
    r"(?:xã|phường|tỉnh|thành phố|đặc khu) \w+)\b",
    re.IGNORECASE,
)


_LEADING_WORDS = re.compile(r"\b(của|về|và|các|trên|tại|theo|với) ", re.IGNORECASE)


def glued_title(text: str) -> str:
    """Also compounds and days whole, and no line ends in "của": a centred title breaks where one pauses in reading."""
    whole = _WHOLE_DAY.sub(lambda match: match.group().replace(" ", NO_BREAK), glued(text))
    whole = _COMPOUNDS.sub(lambda match: match.group().replace(" ", NO_BREAK), whole)
    return _LEADING_WORDS.sub(rf"\1{NO_BREAK}", whole)


_WHOLE_DAY = re.compile(rf"ngày[ {NO_BREAK}\d]+tháng[ {NO_BREAK}\d]+năm[ {NO_BREAK}]+(?:\d{{4}})?")
"""`ngày 05 tháng 01 năm 2026`, also with room left for what is written by hand."""

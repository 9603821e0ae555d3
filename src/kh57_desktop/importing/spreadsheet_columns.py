"""Headings of a sheet matched by meaning, whatever order, wording and accents; a remembered mapping goes first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from kh57_desktop.importing.characters import folded

HEADINGS = {
    "number": "TT", "group": "Nhóm nhiệm vụ", "task": "Nội dung nhiệm vụ", "indicator": "Chỉ tiêu",
    "unit": "Đơn vị tính", "lead": "Cơ quan chủ trì", "supporting": "Cơ quan phối hợp", "start": "Thời gian bắt đầu",
    "deadline": "Thời gian hoàn thành", "product": "Sản phẩm/kết quả", "note": "Ghi chú",
}  # fmt: skip
"""The heading that the table readers know for each meaning."""
_MEANINGS = (
    ("number", re.compile(r"(?:s?tt|so tt|so thu tu|thu tu|no|#)\.?")),
    ("unit", re.compile(r"(?:don vi tinh|dvt|don vi do|don vi|unit)\.?(?: tinh)?")),
    ("lead", re.compile(r".*chu tri.*phoi hop.*")),
    ("supporting", re.compile(r".*phoi hop.*|(?:dv|cq|co quan|don vi)\.? ?ph")),
    ("lead", re.compile(r"(?:dv|cq|co quan|don vi)\.? ?ct")),
    ("lead", re.compile(
        r".*(?:chu tri|dau moi|phan cong|(?:co quan|don vi|bo phan|nguoi|can bo)[^|]*(?:thuc hien|theo doi|phu trach|"
        r"chiu trach nhiem|tham muu)).*|(?:co quan|phong ban|nguoi phu trach|to chuc thuc hien)")),
    ("start", re.compile(r".*(?:bat dau|khoi cong|trien khai tu|tu ngay).*")),
    ("deadline", re.compile(
        r".*(?:thoi gian|thoi han|hoan thanh|tien do|\bhan\b|lo trinh|den ngay|deadline|ket thuc).*|"
        r"tg\.? ?(?:th|ht)?")),
    ("product", re.compile(r".*(?:san pham|ket qua|dau ra).*|(?:kq|sp)(?: ?[/,&-] ?(?:kq|sp))?")),
    ("note", re.compile(r".*(?:ghi chu|kinh phi|nguon luc|nguon von|chu thich).*|gc")),
    ("indicator", re.compile(r".*(?:chi tieu|muc tieu|chi so).*")),
    ("task", re.compile(
        r".*(?:nhiem vu|noi dung|cong viec|giai phap|hoat dong|ten viec|de an|du an|dau viec).*|n[dv]")),
)  # fmt: skip
_GROUP = re.compile(r"(?:ten )?(?:linh vuc|nhom|mang)(?: (?:nhiem vu|cong viec|linh vuc|cong tac))?(?:, giai phap)?")
_PROGRESS = re.compile(
    r"[^%]*%[^%]*(?:hoan thanh|tien do|thuc hien)[^%]*|[^%]*(?:hoan thanh|tien do|thuc hien)[^%]*%[^%]*|"
    r"ket qua (?:tinh )?(?:den|thang|quy|\d+ thang).*|(?:tinh hinh|tinh trang|trang thai|danh gia)\b.*"
)
"""How far the tasks are, which is no part of a plan."""
REMARKS = "cho can xem lai"
"""The column of a sheet that this program sent back with its remarks: it is left out without a word."""
_YEAR = re.compile(r"20\d\d")
_NEEDED = 2
_NOTES = "ghi chu"
_STEPS = "tien do"
_LONGEST_HEADING = 80
_SHORT_HEADING = 40
_ROW_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?")


def heading_key(heading: str) -> str:
    """The heading without accents, capitals and signs: the key under which a mapping is remembered."""
    letters = unicodedata.normalize("NFD", heading.casefold().replace("đ", "d"))
    return folded("".join(letter for letter in letters if not unicodedata.combining(letter))).strip(" .:*()")


def is_progress(heading: str) -> bool:
    """Whether a column says how far the tasks are, which is no part of a plan: it is left out without a word."""
    return _PROGRESS.fullmatch(heading_key(heading)) is not None


def meanings_of(headings: Sequence[str], remembered: Mapping[str, str]) -> list[str | None]:
    """The meaning of each heading: one of `HEADINGS`, a year ("2030") or None; a meaning is given once, from the left.

    `remembered` maps keys of `heading_key` to meanings; an empty one says that the column is to be left out.
    """
    found: list[str | None] = []
    keys = [heading_key(heading) for heading in headings]
    for key in keys:
        meaning = _meaning(key, remembered)
        if meaning == "group" and not any(_meaning(one, remembered) in ("task", "indicator") for one in keys):
            meaning = "task"
        if meaning == "deadline" and key.startswith(_STEPS) and key not in remembered and _has_term(keys, remembered):
            meaning = None  # how far it is, beside the time
        if meaning == "note" and key not in remembered and _NOTES not in key and any(_NOTES in one for one in keys):
            meaning = None  # a column of money beside one of notes
        found.append(None if meaning in found and not _YEAR.fullmatch(meaning or "") else meaning)
    return found


def _has_term(keys: Sequence[str], remembered: Mapping[str, str]) -> bool:
    return any(_meaning(key, remembered) == "deadline" and not key.startswith(_STEPS) for key in keys)


def _meaning(key: str, remembered: Mapping[str, str]) -> str | None:
    if key in remembered:
        return remembered[key] or None
    if not key or len(key) > _LONGEST_HEADING or key == REMARKS or _PROGRESS.fullmatch(key):
        return None
    if _GROUP.fullmatch(key):
        return "group"
    years = _YEAR.findall(key)
    if years and not re.search(r"nhiem vu|ghi chu|chu tri|noi dung", key):
        return str(years[-1])
    return next((meaning for meaning, pattern in _MEANINGS if pattern.fullmatch(key)), None)


def is_further_heading(headings: Sequence[str], known: Sequence[str], remembered: Mapping[str, str]) -> bool:
    """Whether a row below the heading `known` begins another table: tasks may use all the words of a heading, too."""
    if not is_heading(headings, remembered):
        return False
    filled = [heading for heading in headings if heading.strip()]
    meanings = [meaning for meaning in meanings_of(filled, remembered) if meaning]
    if "number" in meanings_of(known, remembered):
        return "number" in meanings
    return len(meanings) > len(filled) / 2 and all(len(heading) <= _SHORT_HEADING for heading in filled)


def is_heading(headings: Sequence[str], remembered: Mapping[str, str]) -> bool:
    """Whether a row names the columns of a task or indicator table; a numbered row never does."""
    if _ROW_NUMBER.fullmatch(next((heading.strip() for heading in headings if heading.strip()), "")):
        return False
    meanings = {meaning for meaning in meanings_of(headings, remembered) if meaning}
    about_tasks = "task" in meanings and bool(meanings & {"lead", "supporting", "deadline", "product"})
    years = any(_YEAR.fullmatch(meaning) for meaning in meanings)
    about_indicators = "indicator" in meanings and (years or bool(meanings & {"unit", "product"}))
    return (about_tasks or about_indicators) and len(meanings) >= _NEEDED

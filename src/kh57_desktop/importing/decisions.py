"""A decision (quyết định) that sets up or reorganises a Ban Chỉ đạo or Tổ giúp việc: what its articles say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kh57_desktop.domain.plan_reading import ReadCommittee
from kh57_desktop.importing.assignments import is_body
from kh57_desktop.importing.blocks import Block, Paragraph
from kh57_desktop.importing.members import read_members
from kh57_desktop.importing.outline import Outline, Section
from kh57_desktop.importing.words import plain

_ACTION = (
    r"(?:thành lập|kiện toàn|củng cố|điều chỉnh|bổ sung|thay đổi|sắp xếp)"
    r"(?:(?:,| và) (?:kiện toàn|bổ sung|củng cố|điều chỉnh))*"
)
_COMMITTEE = re.compile(
    rf"(?P<action>{_ACTION})(?: lại)?(?: (?:danh sách|nhân sự|thành phần|các|thành viên|số lượng))*"
    r"\s+(?P<name>(?:ban chỉ đạo|bcđ|tổ giúp việc|tổ công tác|tổ thư ký|tiểu ban|ban điều hành|tổ triển khai|"
    r"tổ công nghệ số|tổ hỗ trợ|tổ đề án 06)\b.*)"
)
_NAME_END = re.compile(
    r"\s*(?:\((?:sau đây )?(?:được )?(?:gọi|viết|có|kèm|theo|thành lập|kiện toàn)\b|"
    r"[,;:.]?\s+(?:bao )?gồm\b|[:;]|,\s*(?:với|như sau|theo|cụ thể|do)\b|"
    r"\s(?:được )?(?:thành lập|kiện toàn) (?:tại|theo)\b|\stheo (?:danh sách|quyết định)|"
    r"\s(?:có )?(?:thành phần|cơ cấu)\b|\svới (?:các|thành phần)|\s(?:tại|theo) quyết định|\.\s|\.$|$)"
)
_DECISION = re.compile(
    r"quyết định số\s*:?\s*(?P<number>\d+[\w./-]*\s?[-/]\s?[\w./-]*\w)\s*,?\s*"
    r"(?:ngày\s+(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4}))?"
)
_REPLACES = re.compile(r"(?:thay thế|bãi bỏ|thay cho)\s+(?:các\s+)?(?=quyết định số)")
_FOUNDED = re.compile(r"(?:thành lập|kiện toàn|ban hành)?\s*(?:kèm )?(?:tại|theo)\s+(?=quyết định số)")
_STANDING = re.compile(
    r"(?P<body>[^.;:]{4,120}?)\s*,?\s+(?:là|làm|giữ vai trò)\s+(?:cơ quan|bộ phận|đơn vị)\s+"
    r"(?:chuyên trách, )?thường trực"
)
_STANDING_AFTER = re.compile(
    r"(?:cơ quan|bộ phận|đơn vị) thường trực(?: (?:của|giúp việc))?(?: (?:ban chỉ đạo|tổ giúp việc))?"
    r"[^.;:,]{0,40}?(?:\s*:\s*|\s+(?:là|đặt tại|giao(?: cho)?)\s+)(?P<body>[^.;:(]{4,120})"
)
_ORDERED = re.compile(r"(?:giao|phân công|chỉ định|\d+[.)]|[-–+])\s+")
_GENERAL = re.compile(r"(?:ban chỉ đạo|tổ giúp việc|bcđ)")


def read_committee(outline: Outline, title: str | None) -> ReadCommittee | None:
    """The committee of the decision; None where it decides on something else."""
    articles = [(section, _text(section)) for section in outline.sections]
    named = [(section, text, match) for section, text in articles if (match := _COMMITTEE.search(plain(text)))]
    in_title = _COMMITTEE.search(plain(title or ""))
    if not named and not in_title:
        return None
    name = _name(title or "", in_title) if in_title else ""
    first = next((entry for entry in named if entry[0].number.endswith(" 1")), named[0] if named else None)
    if first is not None:
        own = _name(first[1], first[2])
        name = own if own and not plain(name).startswith(plain(own)) else name
    members = read_members(first[0].body) if first is not None else []
    if not members:
        members = next((found for blocks in _elsewhere(outline) if (found := read_members(blocks))), [])
    texts = [text for _section, text in articles]
    is_new = _is_new(first[1] if first else "", title or "")
    number, on = _replaced(texts, is_new=is_new, outline=outline)
    return ReadCommittee(
        name=name,
        action="establish" if is_new else "reorganise",
        standing_body=_standing_body(outline.sections),
        members=tuple(members),
        replaces_number=number,
        replaces_date=on,
    )


def _text(section: Section) -> str:
    return " ".join(paragraph.words for paragraph in section.heading).strip()


def _name(text: str, match: re.Match[str]) -> str:
    start = match.start("name")
    end = _NAME_END.search(plain(text), start + 3)
    return text[start : end.start() if end else len(text)].strip(" ,.:;")


def _is_new(article: str, title: str) -> bool:
    """Whether the decision sets the committee up; kiện toàn and the like reorganise one."""
    for text in (title, article):
        match = _COMMITTEE.search(plain(text))
        if match:
            return match["action"] == "thành lập"
    return True


def _elsewhere(outline: Outline) -> list[tuple[Block, ...]]:
    """Where else the list may stand: another article, or the annex ("có danh sách kèm theo")."""
    return [*(section.body for section in outline.sections[:2]), *(annex.body for annex in outline.annexes)]


def _replaced(texts: Sequence[str], *, is_new: bool, outline: Outline) -> tuple[str | None, str | None]:
    bodies = [block.text for section in outline.sections for block in section.body if isinstance(block, Paragraph)]
    for text in (*texts, *bodies):
        found = _decision_behind(_REPLACES, text)
        if found is not None:
            return found
    if is_new:
        return None, None
    for text in texts[:2]:
        found = _decision_behind(_FOUNDED, text)
        if found is not None:
            return found
    for paragraph in outline.opening:
        words = plain(paragraph.text)
        if _COMMITTEE.search(words) and (match := _DECISION.search(words)):
            return _as_printed(paragraph.text, match)
    return None, None


def _decision_behind(opening: re.Pattern[str], text: str) -> tuple[str | None, str | None] | None:
    words = plain(text)
    for start in opening.finditer(words):
        match = _DECISION.match(words, start.end())
        if match:
            return _as_printed(text, match)
    return None


def _as_printed(text: str, match: re.Match[str]) -> tuple[str, str | None]:
    number = text[match.start("number") : match.end("number")].replace(" ", "")
    if match["day"] is None:
        return number, None
    try:
        return number, date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return number, None


def _standing_body(sections: Sequence[Section]) -> str | None:
    texts = [paragraph.words for section in sections for paragraph in section.heading]
    texts += [block.words for section in sections for block in section.body if isinstance(block, Paragraph)]
    for pattern in (_STANDING, _STANDING_AFTER):
        for text in texts:
            for match in pattern.finditer(plain(text)):
                body = _body(text[match.start("body") : match.end("body")].strip(" ,"))
                if body is not None:
                    return body
    return None


def _body(text: str) -> str | None:
    """The body's name alone, without the words that give the order; the committee itself is none."""
    name = text
    order = _ORDERED.match(plain(name))
    name = name[order.end() :] if order else name
    return name.strip(" ,") if is_body(name) and not _GENERAL.match(plain(name)) else None

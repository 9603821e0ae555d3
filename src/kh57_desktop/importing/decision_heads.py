"""Header and preamble of a decision: the issuing body stands in capitals on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.importing.blocks import Paragraph
from kh57_desktop.importing.head import Head, bases_in, header_lines_of, place_of, read_head
from kh57_desktop.importing.outline import Outline
from kh57_desktop.importing.words import ISSUERS, LEVELS, is_rule, plain

_DECIDES = re.compile(r"\s*\bquyết định\s*:?\s*$")
_HEADS = ("chủ tịch", "trưởng ban", "bí thư", "giám đốc", "hiệu trưởng", *ISSUERS)
_LEADER = re.compile(r"(?:GIÁM ĐỐC|HIỆU TRƯỞNG)\s+")
_KNOWN = (
    "Chủ tịch", "Ủy ban nhân dân", "Hội đồng nhân dân", "Ban Thường vụ", "Ban Chấp hành", "Ban Chỉ đạo", "Đảng ủy",
    "Đảng bộ", "Tỉnh ủy", "Thành ủy", "Trưởng ban", "Giám đốc Sở", "UBND", "HĐND", "Thường trực", "Uỷ ban nhân dân",
    "Đảng uỷ", "Tỉnh uỷ", "Thành uỷ",
)  # fmt: skip


def read_decision_head(outline: Outline) -> Head:
    """As `read_head`, with the issuer taken from its line and the bases from the whole preamble."""
    opening = [paragraph for paragraph in outline.opening if not is_rule(paragraph.text)]
    kept = tuple(paragraph for paragraph in outline.opening if not _is_issuing(paragraph))
    head = read_head(replace(outline, opening=kept))
    title_count = sum(not is_rule(paragraph.text) for paragraph in kept) - len(head.preamble)
    preamble = opening[title_count:]
    issuer = _issuer(opening, _body_of(outline)) or head.issuer
    locality, level = place_of(issuer, header_lines_of(outline), head.title, outline)
    return replace(
        head,
        issuer=issuer,
        locality=locality,
        level=level,
        preamble=tuple(paragraph.text for paragraph in preamble),
        bases=bases_in([paragraph for paragraph in preamble if not _is_issuing(paragraph)], (len(preamble), 0)),
    )


def _is_issuing(paragraph: Paragraph) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …", "BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH", "QUYẾT ĐỊNH:"."""
    words = plain(paragraph.text)
    return (
        paragraph.is_capitals
        and paragraph.marker is None
        and (_DECIDES.fullmatch(words) is not None or words.startswith(_HEADS))
    )


def _body_of(outline: Outline) -> list[str]:
    """What is written in ordinary letters and may name the issuer again."""
    below = [block for section in outline.sections for block in section.body if isinstance(block, Paragraph)]
    headings = [paragraph for section in outline.sections for paragraph in section.heading]
    return [paragraph.text for paragraph in (*outline.opening, *headings, *below) if not paragraph.is_capitals]


def _issuer(opening: Sequence[Paragraph], body: Sequence[str]) -> str | None:
    """The name in ordinary letters, as the rest of the paper writes it."""
    for paragraph in opening:
        if _is_issuing(paragraph):
            end = _DECIDES.search(plain(paragraph.text))
            name = paragraph.text[: end.start()] if end else paragraph.text
            if name.strip():
                name = name.strip(" :,")
                return _written_again(name, body) or _in_small_letters(name)
    return None


def _written_again(name: str, body: Sequence[str]) -> str | None:
    """The name with the body's letters, where the body names it again, with or without its head ("Giám đốc")."""
    leader = _LEADER.match(name)
    for at in sorted({0, leader.end() if leader else 0}):
        for text in body:
            found = plain(text).find(plain(name[at:]))
            again = text[found : found + len(name) - at]
            if found >= 0 and again[:1].isupper():
                return name[:at].capitalize() + again
    return None


def _in_small_letters(name: str) -> str:
    words = name.lower()
    for level in LEVELS:
        at = words.find(f" {level} ")
        if at >= 0:
            words = words[: at + len(level) + 2] + words[at + len(level) + 2 :].title()
            break
    for known in _KNOWN:
        words = re.sub(rf"(?<!\w){known.lower()}(?!\w)", known, words)
    return words[:1].upper() + words[1:]

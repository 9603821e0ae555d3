"""Header fields (tên loại, số, ngày, trích yếu, cơ quan ban hành), preamble and bases (căn cứ)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kh57_desktop.importing.blocks import Paragraph, in_capitals
from kh57_desktop.importing.outline import Outline
from kh57_desktop.importing.words import (
    ANNEX_SOURCE,
    BASIS_DOCUMENTS,
    BASIS_WORDS,
    COMMUNE_LEVELS,
    ISSUERS,
    ISSUING_VERBS,
    LEVELS,
    PARTY_WORDS,
    PLAN_KINDS,
    STATE_WORDS,
    is_rule,
    plain,
)

_NUMBER = re.compile(r"^Số\s*:?\s*(?P<digits>\d*)[\s.…_]*(?P<sign>[-/]\s*[\w./\-&]+)?", re.I)
_DATE = re.compile(r"ngày(?P<day>[\s.…_\d]*)tháng(?P<month>[\s.…_\d]*)năm(?P<year>[\s.…_\d]*)", re.I)
_OPEN_DATE = re.compile(r"\bngày[\s.…_\d]*(?:tháng[\s.…_\d]*)?$", re.I)
_PLACE_BEFORE_DATE = re.compile(r"^\s*(?P<place>[^,]{2,40}?)\s*,\s*ngày\b", re.I)
_UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_NAME_WORD = rf"(?:[{_UPPER}][\w'’`-]*|\d{{1,2}}(?!\w))"
_PLACE = re.compile(
    rf"(?P<level>[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Hh]uyện|[Tt]hị trấn|[Tt]ỉnh|[Tt]hành phố|XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|"
    rf"THỊ TRẤN|TỈNH|THÀNH PHỐ)"
    rf"\s+(?P<name>{_NAME_WORD}(?:\s+[{_UPPER}][\w'’`-]*)*)"
)
_STATE_OPENINGS = (STATE_WORDS[0].removesuffix(" việt nam"), *STATE_WORDS[1:])
"""How the lines of a people's committee's head begin, also in a column too narrow for the first one."""
_TITLE_LINES = 8
_LONGEST_LINE = 120
"""A paragraph of the preamble is longer than a title's line, or ends with a stop."""
_ISSUER_HEADS = "|".join(sorted(ISSUERS, key=len, reverse=True))
_VERBS = "|".join(sorted(ISSUING_VERBS, key=len, reverse=True))
_ISSUES = re.compile(
    rf"(?:^|[;,.]\s*|\s)(?P<name>(?:{_ISSUER_HEADS})\b[^;,.:]{{0,120}}?)(?<!thành)(?<!độc)\s+(?P<verb>{_VERBS})\b"
)
_COMMITTEE_ISSUES = re.compile(
    r"^(?P<name>(?:ban chỉ đạo|ban điều hành|tổ giúp việc|tổ công tác)\b[^;.:]{0,240}?)\s+"
    r"(?:ban hành|xây dựng (?=kế hoạch|chương trình))"
)
"""A committee's own name has commas ("Ban Chỉ đạo phát triển khoa học, công nghệ, … xã Bản Thử ban hành …")."""
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)")
_DOCUMENTS = "|".join(sorted(BASIS_DOCUMENTS, key=len, reverse=True))
_DOCUMENT = re.compile(rf"(?:{_DOCUMENTS})\b")
_NAMED = re.compile(rf"(?:,\s*và\s+|,\s*|\s+và\s+)(?=(?:{_DOCUMENTS})\s+(?:(?:số\s+)?\S*\d|đại hội\b))")
_SHORT_NAME = re.compile(r"\s*\((?:sau đây |dưới đây )?(?:gọi|viết) (?:tắt|chung)? ?là[^()]*\)", re.I)
_CLAUSE = re.compile(
    r";\s*(?![^()]*\))|\.\s+(?=(?:Căn cứ|Thực hiện|Trên cơ sở|Theo|Triển khai|Tiếp tục|Quán triệt|Xét)\b)"
)
"""What ends a clause of the preamble."""
_SAID_IN = re.compile(
    rf"(?:ý kiến |nội dung |sự |các |những )*(?:chỉ đạo|quy định|hướng dẫn|kết luận|yêu cầu|nhiệm vụ|tinh thần|"
    rf"mục tiêu|chỉ tiêu|giải pháp|quan điểm|chủ trương|nội dung)\b"
    rf"[^;]{{0,120}}?\s(?:tại|trong)\s+(?=(?:{_DOCUMENTS})\s+(?:số\s+)?\S*\d)"
)
"""Who said what stands in a document ("hướng dẫn của Bộ … tại Công văn số …")."""
_PURPOSE = re.compile(r"(?:,|\s+và)\s+(?:nhằm|để)\s")
_DATED = re.compile(rf"\s+và\s+(?=(?:{_DOCUMENTS})\s+(?:số\s+)?\d\S*\s+ngày\b)")
_BASES_SECTION = re.compile(r"(?:căn cứ|cơ sở pháp lý|cơ sở xây dựng)\b")
_INSIDE_TITLE = re.compile(r"\b(?:thực hiện|về việc|triển khai|ban hành|sửa đổi|bổ sung|thay thế|quy định|về)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """Header fields with the preamble; `system` is None where the head does not tell it."""

    kind: str | None
    system: str | None
    issuer: str | None
    locality: str | None
    level: str | None
    number: str | None
    date: str | None
    title: str | None
    preamble: tuple[str, ...]
    bases: tuple[str, ...]


def read_head(outline: Outline) -> Head:
    kind, title_start = _kind(outline.kind)
    title_lines, preamble, has_rule = _split_opening(outline.opening, has_title=bool(title_start))
    title = " ".join(filter(None, [title_start, *title_lines])) or None
    header_lines = header_lines_of(outline)
    whole_lines = [line.text for paragraph in outline.above for line in paragraph.lines]
    issuer, issuer_at = _issuer(preamble)
    numbered = [*header_lines, *whole_lines, *map(" ".join, pairwise(header_lines))]
    number = next((found for text in numbered if (found := _number(text)) is not None), None)
    locality, level = place_of(issuer, header_lines, title, outline)
    return Head(
        kind=kind,
        system=_system(header_lines, has_rule=has_rule),
        issuer=issuer or _header_issuer(header_lines),
        locality=locality,
        level=level,
        number=number or None,
        date=_printed_date(whole_lines, header_lines),
        title=title.rstrip(" .;") if title else None,
        preamble=tuple(paragraph.text for paragraph in preamble),
        bases=bases_in(preamble, issuer_at) or _bases_of_section(outline),
    )


def header_lines_of(outline: Outline) -> list[str]:
    """What stands above the kind, blocks side by side taken apart."""
    return [text for paragraph in outline.above for text in _parts(paragraph)]


def _parts(paragraph: Paragraph) -> list[str]:
    return [text for line in paragraph.lines for _column, text in line.columns]


def _kind(paragraph: Paragraph | None) -> tuple[str | None, str]:
    """The kind in sentence case, and what of the title stands in the same line."""
    if paragraph is None:
        return None, ""
    text = paragraph.text.rstrip(": ")
    words = plain(text)
    kinds = sorted((kind for kind in PLAN_KINDS if words.startswith(kind + " ")), key=len, reverse=True)
    if kinds and words not in PLAN_KINDS:
        kind = next((kind for kind in kinds if not kind.endswith("thực hiện")), kinds[0])
        return kind[0].upper() + kind[1:], text[len(kind) :].strip()
    return text[0].upper() + text[1:].lower(), ""


def _split_opening(opening: Sequence[Paragraph], *, has_title: bool) -> tuple[list[str], tuple[Paragraph, ...], bool]:
    """Title lines, preamble, and whether a rule of hyphens (Party form) parts them."""
    rule = next((at for at, paragraph in enumerate(opening[:_TITLE_LINES]) if is_rule(paragraph.text)), None)
    if rule is not None:
        title = [paragraph.text for paragraph in opening[:rule]]
        rest = tuple(paragraph for paragraph in opening[rule + 1 :] if not is_rule(paragraph.text))
        return title, rest, set(opening[rule].text) <= {"-"}
    title = []
    for at, paragraph in enumerate(opening[:_TITLE_LINES]):
        is_closed = at + 1 < len(opening) and _is_set_off(paragraph, opening[at + 1])
        if (title or has_title) and not (is_closed or _goes_on_with_title(paragraph, opening[0])):
            break
        if paragraph.marker is not None or ANNEX_SOURCE.match(paragraph.text):
            break
        title.append(paragraph.text)
    return title, tuple(opening[len(title) :]), False


def _is_set_off(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether the paragraph follows the line above at once, while an empty line parts it from what follows."""
    if BASIS_WORDS.match(plain(paragraph.text)) or paragraph.text.endswith((";", ":", ",", ".")):
        return False
    return not paragraph.lines[0].after_blank and following.lines[0].after_blank


def _goes_on_with_title(paragraph: Paragraph, first: Paragraph) -> bool:
    if ANNEX_SOURCE.match(paragraph.text):
        return False
    if paragraph.text[0].islower() or (paragraph.is_capitals and first.is_capitals):
        return True
    if BASIS_WORDS.match(plain(paragraph.text)) or paragraph.text.endswith((";", ":", ",")):
        return False
    if (
        not paragraph.text.endswith(".")
        and len(paragraph.text) < _LONGEST_LINE
        and not _ISSUES.search(plain(paragraph.text))
    ):
        return True
    return first.is_centred and paragraph.is_centred and first.is_bold == paragraph.is_bold


def _system(header_lines: Sequence[str], *, has_rule: bool) -> str | None:
    party = int(has_rule)
    state = 0
    for text in header_lines:
        words = plain(text)
        party += 2 * words.startswith(PARTY_WORDS) + bool(re.search(r"-\s*\w+/(?:đu|tu|hu|tvđu|bcđ)\b", words))
        state += 2 * words.startswith(_STATE_OPENINGS) + bool(re.search(r"/\s*[\w-]*(?:ubnd|hđnd)\b", words))
    if party == state:
        return None
    return "party" if party > state else "government"


def _number(text: str) -> str | None:
    """The printed sign; "" where the line is there but its number blank."""
    match = _NUMBER.match(text)
    if match is None or not match["sign"]:
        return None
    return f"{match['digits']}{match['sign'].replace(' ', '')}" if match["digits"] else ""


def _printed_date(lines: Sequence[str], parts: Sequence[str]) -> str | None:
    """The date of the head; its year may have wrapped to a line of its own in a narrow column, or what follows a blank
    day ("ngày … / tháng 3 năm 2025")."""
    lines = [*lines, *(f"{one} {two}" for one, two in pairwise(lines) if _OPEN_DATE.search(one))]
    alone = next((text for text in [*lines, *parts] if re.fullmatch(r"20\d\d", text)), "")
    return next((found for text in lines if (found := _date(text) or _date(f"{text} {alone}")) is not None), None)


def _date(text: str) -> str | None:
    match = _DATE.search(text)
    if match is None:
        return None
    day, month, year = ("".join(re.findall(r"\d", match[name])) for name in ("day", "month", "year"))
    if len(year) != 4:
        return None
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def _issuer(preamble: Sequence[Paragraph]) -> tuple[str | None, tuple[int, int]]:
    """The body named last before "ban hành/xây dựng" in the preamble, with paragraph and place of its name."""
    for at in range(len(preamble) - 1, -1, -1):
        text = preamble[at].text
        words = _without_names(text)
        matches = [match for match in _ISSUES.finditer(words) if _starts_clause(text, match.start("name"))]
        matches = matches or list(_COMMITTEE_ISSUES.finditer(words))
        if matches:
            match = matches[-1]
            name = text[match.start("name") : match.end("name")]
            return _SHORT_NAME.sub("", name).strip(), (at, match.start("name"))
    return None, (len(preamble), 0)


def _without_names(text: str) -> str:
    """`text` for comparing, verbs that are part of a place's name taken out ("phường Tân Lập")."""
    if in_capitals(text):
        return plain(text)
    return _VERB.sub(lambda verb: "·" * len(verb[0]) if text[verb.start()].isupper() else verb[0], plain(text))


def _starts_clause(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return (
        not before or before[-1] in ";,.:-" or (text[at].isupper() and before.split()[-1].casefold() in {"nay", "sau"})
    )


def _header_issuer(header_lines: Sequence[str]) -> str | None:
    """The body printed in the head: the last of its lines in capitals that names one, with the place below it."""
    found: str | None = None
    for at, text in enumerate(header_lines):
        words = plain(text)
        if words.startswith(STATE_WORDS + PARTY_WORDS) or not words.startswith(ISSUERS):
            continue
        found = text
        following = plain(header_lines[at + 1]) if at + 1 < len(header_lines) else ""
        if following.startswith(tuple(f"{level} " for level in LEVELS)):
            found = f"{text} {header_lines[at + 1]}"
    return found


def place_of(
    issuer: str | None, header_lines: Sequence[str], title: str | None, outline: Outline
) -> tuple[str | None, str | None]:
    """Locality and level, from where the issuer is named; else the commune that the text names most often."""
    body = [paragraph.text for paragraph in outline.opening]
    for section in outline.sections:
        body.extend(block.text for block in section.body if isinstance(block, Paragraph))
    counts = Counter(_places(" \n ".join(body)))
    header = " ; ".join(
        _without_motto(text) for text in header_lines if not plain(text).startswith(STATE_WORDS + PARTY_WORDS)
    )
    for text in (issuer or "", header, title or ""):
        found = sorted(_places(text), key=lambda place: place[0] not in COMMUNE_LEVELS)
        if found:
            usual, known_level = _usual(found[0], counts)
            return _longer(usual, _dated_place(header_lines)), known_level
    dated = _dated_place(header_lines)
    communes = [(place, count) for place, count in counts.most_common() if place[0] in COMMUNE_LEVELS]
    if dated:
        level = next((place[0] for place, _count in counts.most_common() if plain(place[1]) == plain(dated)), None)
        return dated, LEVELS[level] if level else _level_of_body(f"{issuer or ''} {header}")
    if communes:
        (level, name), _count = communes[0]
        return name, LEVELS[level]
    return None, None


def _without_motto(text: str) -> str:
    """A line of the head whose right block an export set close behind the left one."""
    for words in STATE_WORDS + PARTY_WORDS:
        at = plain(text).find(words)
        if at > 0:
            return f"{text[:at]} ; {text[at + len(words) :]}"
    return text


def _level_of_body(names: str) -> str | None:
    """The level that the issuing body's own name tells ("Tỉnh ủy", "Đảng bộ tỉnh")."""
    match = re.search(r"\b(xã|phường|đặc khu|tỉnh|thành phố|thành (?=ủy))", plain(names))
    return LEVELS.get(match[1].strip(), "tỉnh") if match else None


def _dated_place(header_lines: Sequence[str]) -> str | None:
    """The place printed before the date."""
    return next((match["place"] for text in header_lines if (match := _PLACE_BEFORE_DATE.match(text))), None)


def _longer(name: str, dated: str | None) -> str:
    """The whole name from the date line where the head's narrow column wrapped it."""
    return dated if dated and plain(dated).startswith(f"{plain(name)} ") and dated[:1].isupper() else name


def _places(text: str) -> list[tuple[str, str]]:
    found = []
    for match in _PLACE.finditer(text):
        level, name = match["level"].lower(), match["name"]
        if match["level"].isupper():
            name = re.split(r"\s+(?=(?:GIAI|ĐẾN|NĂM|THỰC|VỀ|TRIỂN)\b)", name)[0]
        if name.split()[0].isdecimal() and level != "phường":
            continue
        if match["level"].isupper() != name.isupper() and match["level"].isupper():
            continue
        if plain(name).startswith(("ủy", "hội")):  # Tỉnh ủy, xã hội
            continue
        found.append((level, name))
    return found


def _usual(place: tuple[str, str], counts: Counter[tuple[str, str]]) -> tuple[str, str]:
    """The spelling that the text uses most; a name known only in capitals gets capital initials."""
    level, name = place
    spellings = [(count, other) for (_level, other), count in counts.items() if plain(other) == plain(name)]
    mixed = [(count, other) for count, other in spellings if not other.isupper()]
    if mixed:
        return max(mixed)[1], LEVELS[level]
    return (name.title() if name.isupper() and len(name) > 2 else name), LEVELS[level]


def bases_in(preamble: Sequence[Paragraph], issuer_at: tuple[int, int]) -> tuple[str, ...]:
    """Each document that the preamble rests on, without the introducing word."""
    bases: list[str] = []
    for at, paragraph in enumerate(preamble):
        text = paragraph.text
        if at == issuer_at[0]:
            text = text[: issuer_at[1]]
        if paragraph.marker is not None:
            text = text[paragraph.marker.length :]
        bases.extend(_documents(text))
        if at >= issuer_at[0]:
            break
    return tuple(bases)


def _bases_of_section(outline: Outline) -> tuple[str, ...]:
    """The documents that a first section "CĂN CỨ …" lists, where the preamble names none."""
    section = outline.sections[0] if outline.sections else None
    if section is None or not _BASES_SECTION.match(plain(section.title)):
        return ()
    paragraphs = [block for block in section.body if isinstance(block, Paragraph)]
    return bases_in(paragraphs, (len(paragraphs), 0))


def _documents(text: str) -> list[str]:
    found: list[str] = []
    for part in _CLAUSE.split(text):
        entry = part.strip()
        intro = BASIS_WORDS.match(plain(entry))
        if intro:
            entry = _PURPOSE.split(entry[intro.end() :])[0]
        said = _SAID_IN.match(plain(entry))
        if said:
            entry = entry[said.end() :]
        if not _DOCUMENT.match(plain(entry)):
            if found and entry and not intro and entry[0].islower():
                found[-1] += f"; {entry}"
            continue
        found.extend(_split_named(entry))
    return [entry.strip(" ,.;:") for entry in found if entry.strip(" ,.;:")]


def _split_named(entry: str) -> list[str]:
    """Parts of an enumeration by commas or "và", not inside a document's own title; a bracket behind it ends that."""
    words = plain(entry)
    parts: list[str] = []
    start = 0
    for match in _NAMED.finditer(words):
        title = _INSIDE_TITLE.search(words, start, match.start())
        is_dated = _DATED.match(words, match.start()) is not None
        if title and is_dated and not _DOCUMENT.search(words, title.end(), match.start()):
            title = None  # what stands behind a title that names no document is a document of its own
        if words[: match.start()].endswith(")") or title is None:
            parts.append(entry[start : match.start()])
            start = match.end()
    parts.append(entry[start:])
    return parts

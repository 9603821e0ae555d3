"""The heading of such a table: which of its lines make one name, and what the columns below it hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kh57_desktop.importing.assignment_tables import assignment_columns
from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.member_tables import member_columns
from kh57_desktop.importing.table_lines import (
    FEWEST_COLUMNS,
    LETTERED,
    LONGEST_HEADING,
    TITLED,
    ends_table,
    names_columns,
)
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.torn.pieces import Printed, pieces_of
from kh57_desktop.importing.words import plain

MOST_LINES = 30
_MOST_LINES_OF_NAME = 5
_MOST_LINES_OF_NUMBER = 3
_AGAIN = 0.7
_FIRST_NUMBER = re.compile(r"\(?(?:[IA]\.)?0{0,2}1(?:\.1)?[.)]?")
_FIRST_ROW = re.compile(r"(?:\(?(?:[IA]\.)?0?1(?:\.1)?[.)]?|[IA][.)]?)\s+[^\W\d_]")
_COUNTS = re.compile(r"\(?1\)?(?:\s+\(?\d{1,2}\)?){2,}")
_BEHIND_YEAR = re.compile(r"(?P<year>(?:Đến )?[Nn]ăm) (?P<rest>[^\W\d_]{2,}(?: [^\W\d_]+)?)")
_LONGEST_GLUED = 130
_LONGEST_KEPT = 400
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?|\([a-z]\)|\(?\d{1,2}\)?\s*=.*")
_SPANNING = re.compile(
    r".*(?:mục tiêu|lộ trình|chỉ tiêu|kế hoạch|thời gian|giai đoạn|phân kỳ|mức|năm|phấn đấu|giá trị|tiến độ|"
    r"phân công|thực hiện|trách nhiệm|cơ quan|đơn vị|thời hạn).*"
)
_OF_PERSON = re.compile(
    r"(?:ngày,? (?:tháng,? )?)?năm sinh|ngày sinh|(?:số )?điện thoại|sđt|giới tính|dân tộc|địa chỉ|nơi ở|"
    r"trình độ(?: .+)?"
)
"""Columns of a list of persons that say nothing of the committee."""
_YEAR_ALONE = re.compile(r"20\d\d")
_KIN = (frozenset({"lead", "supporting"}), frozenset({"deadline", "start"}))


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of the columns and what each holds; `lines`: how many lines they take, with those of column numbers;
    `names`: the lines of the names alone, which are printed again on further pages; `is_glued`: cells that begin side
    by side are printed on one line."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    lines: int
    names: tuple[str, ...]
    is_glued: bool


def heading_of(lines: Sequence[Line]) -> Heading | None:
    """The heading that begins with the first of `lines`, None where they name no columns of a known kind of table."""
    is_glued = _is_glued(lines)
    count = _lines_of_heading(lines, is_glued=is_glued)
    if not count:
        return None
    printed = [line.text for line in lines[:count]]
    pieces = _parted(printed) if is_glued else printed
    pieces, numbers = _without_column_numbers(pieces)
    texts = _best_names(pieces)
    if texts is None or len(texts) < FEWEST_COLUMNS:
        return None
    options = [(option, kinds_of(option)) for option in _orders(texts) if names_columns(option)]
    known = [(option, kinds) for option, kinds in options if kinds.count("other") <= max(1, len(kinds) // 3)]
    counted = [one for one in known if not numbers or len(one[0]) == numbers]
    if not counted or meaning_of(counted[0][0][0]) != "number":
        return None
    option, found = counted[0]
    names = (text for text in printed if not all(map(_COLUMN_NUMBER.fullmatch, text.split())))
    return Heading(tuple(option), tuple(found), count, tuple(names), is_glued=is_glued)


def _parted(lines: Sequence[str]) -> list[str]:
    """The pieces of the lines; what stands behind "Năm" on its line and is no year goes on with the name before."""
    pieces: list[str] = []
    counted = [line.split() if _COUNTS.fullmatch(line) else [line] for line in lines]
    printed = [Printed(text) for texts in counted for text in texts]
    for piece in (piece.text for one in printed for piece in pieces_of(one)):
        torn = _BEHIND_YEAR.fullmatch(piece)
        if torn is not None and pieces:
            pieces[-1] = f"{pieces[-1]} {torn['rest']}"
            piece = torn["year"]
        pieces.append(piece)
    return pieces


def _is_glued(lines: Sequence[Line]) -> bool:
    """Whether the first line names the numbers of rows and further columns."""
    return bool(lines) and len(lines[0].text) <= _LONGEST_KEPT and _names_more(lines[0].text)


@lru_cache(maxsize=4096)
def _names_more(text: str) -> bool:
    pieces = [piece.text for piece in pieces_of(Printed(text))]
    return len(pieces) > 1 and any(meaning_of(" ".join(pieces[:count])) == "number" for count in (1, 2))


def kinds_of(texts: Sequence[str]) -> list[str]:
    """What each column holds: a meaning of `tables`, or "name", "post", "role", "body", "duty", "value", "other"."""
    members = member_columns(texts)
    if members:
        places = {at: meaning for meaning, at in members.items()}
        return ["number" if meaning_of(text) == "number" else places.get(at, "other") for at, text in enumerate(texts)]
    meanings = [meaning_of(text) for text in texts]
    assigned = assignment_columns(texts)
    if assigned and not {"supporting", "deadline", "product"} & set(meanings):
        _number, body, duty = assigned
        return [
            "number" if meaning == "number" else {body: "body", duty: "duty"}.get(at, "other")
            for at, meaning in enumerate(meanings)
        ]
    kinds: list[str] = []
    is_of_values = "task" not in meanings and "indicator" in meanings
    for at, meaning in enumerate(meanings):
        kind = meaning or "other"
        is_goal = kind == "other" or (kind == "indicator" and "indicator" in meanings[:at])
        is_goal = is_goal or (kind == "product" and "product" in meanings[:at])
        kinds.append("value" if kind == "year" or (is_of_values and is_goal) else kind)
    return kinds


def _lines_of_heading(lines: Sequence[Line], *, is_glued: bool) -> int:
    """How many lines stand above the first row: its number, or the number of the first group."""
    for at, line in enumerate(lines[:MOST_LINES]):
        text = line.text
        if at and is_glued and _FIRST_ROW.match(text):
            return at
        if ends_table(text) or (at > _MOST_LINES_OF_NUMBER and opens_heading([line])):
            return 0
        if len(text) > (_LONGEST_GLUED if is_glued else LONGEST_HEADING) and not TITLED.match(text):
            return 0
        if at < (1 if is_glued else 2):
            continue
        is_number = _FIRST_NUMBER.fullmatch(text) is not None
        if is_number and not _is_column_number(lines, at):
            return at
        is_group = text.strip(" .)") in ("I", "A") and LETTERED.fullmatch(text) is not None
        if is_group or (TITLED.match(text) and text[0] in "IA1"):
            return at
    return 0


def _is_column_number(lines: Sequence[Line], at: int) -> bool:
    """Whether the number begins a row of column numbers "1", "2", "3" …, as the next lines show."""
    return [line.text.strip("() ") for line in lines[at : at + 3]] == ["1", "2", "3"]


def _without_column_numbers(texts: list[str]) -> tuple[list[str], int]:
    """`texts` without a last row "(1)", "(2)" … and how many numbers it has."""
    first = next((at for at, text in enumerate(texts) if at > 1 and text.strip("() ") == "1"), len(texts))
    numbers = texts[first:]
    if len(numbers) >= FEWEST_COLUMNS and all(map(_COLUMN_NUMBER.fullmatch, numbers)):
        return texts[:first], len(numbers)
    return texts, 0


def _best_names(lines: Sequence[str]) -> list[str] | None:
    """The lines joined to the names of columns so that most of the names are known and few stand twice.

    A name begins with a capital, a number or a bracket.
    """
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(lines) + 1):
        options: list[tuple[float, list[str]]] = []
        for start in range(max(0, end - _MOST_LINES_OF_NAME), end):
            score, names = best[start]
            if start and not _may_begin(lines[start]):
                continue
            name = " ".join(lines[start:end])
            options.append((score + _worth(name, names, end - start), [*names, name]))
        best.append(max(options, key=lambda option: option[0]) if options else (-99.0, [*best[-1][1], lines[end - 1]]))
    return best[-1][1] if best[-1][0] > 0 else None


def _may_begin(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdecimal() or text[:1] in "#%"


def _worth(name: str, names: Sequence[str], lines: int) -> float:
    if len(name) > LONGEST_HEADING:
        return -4.0
    words = plain(name).strip(" .:")
    score = -0.3 * (lines - 1) - 0.5 * words.endswith("năm")
    if not names:
        return score + (4.0 if meaning_of(name) == "number" else -20.0)
    meaning = meaning_of(name)
    is_member = bool(member_columns(["TT", name, "Chức vụ"])) or bool(member_columns(["TT", "Họ và tên", name]))
    is_member = is_member or _OF_PERSON.fullmatch(words) is not None
    if meaning is None and not is_member:
        return score - 1.0
    if name in names:
        return score - 2.0  # "Mục tiêu" twice: each is the first line of "Mục tiêu 2026", "Mục tiêu 2030"
    if _YEAR_ALONE.match(name) and lines > 1:
        score -= 1.5
    if _YEAR_ALONE.fullmatch(name) and _SPANNING.fullmatch(plain(names[-1])) and not _YEAR_ALONE.search(names[-1]):
        score -= 1.5  # the second line of such a name, or the first below one that spans several years
    is_again = meaning != "year" and any(meaning_of(one) == meaning for one in names)
    return score + (0.6 if is_again else 2.0)


def _orders(texts: list[str]) -> list[list[str]]:
    """The columns from left to right: as printed, or with the last names below one that spans them ("Lộ trình" over
    2026, 2028, 2030, printed behind the names at its right)."""
    return _spanned_by_years(texts) or [*_spanned_by_kin(texts), texts]


def _spanned_by_kin(texts: list[str]) -> list[list[str]]:
    """ "Chủ trì" and "Phối hợp" below "Đơn vị thực hiện", "Bắt đầu" and "Hoàn thành" below "Thời gian"."""
    tail = texts[-2:]
    below = [meaning_of(text) for text in tail]
    kin = next((kin for kin in _KIN if set(below) <= kin), None)
    if kin is None or len(texts) < FEWEST_COLUMNS + 2:
        return []
    over = [at for at in range(1, len(texts) - 2) if meaning_of(texts[at]) in kin and texts[at] not in tail]
    alone = [at for at in over if not any(word in plain(texts[at]) for word in ("chủ trì", "phối hợp", "bắt đầu"))]
    return [[*texts[:at], *(f"{texts[at]} {text}" for text in tail), *texts[at + 1 : -2]] for at in alone[-1:]]


def _spanned_by_years(texts: list[str]) -> list[list[str]]:
    first = len(texts)
    while first and meaning_of(texts[first - 1]) == "year":
        first -= 1
    if len(texts) - first < 2:
        return []
    subject = next((at for at, text in enumerate(texts) if meaning_of(text) in ("indicator", "task")), 0)
    over = [at for at in range(subject + 1, first) if _SPANNING.fullmatch(plain(texts[at]))]
    over = [at for at in over if meaning_of(texts[at]) not in ("unit", "lead", "supporting", "note")]
    if not over:
        return []
    at = over[-1]
    return [[*texts[:at], *(_below(texts[at], year) for year in texts[first:]), *texts[at + 1 : first]]]


def _below(spanning: str, year: str) -> str:
    """The name of a column below a wider one, as the reader of tables joins it."""
    return year if re.search(r"20\d\d", spanning) else f"{spanning} {year}"


def opens_heading(lines: Sequence[Line]) -> bool:
    """Whether the first line, or two or three in a narrow column ("Số", "TT"), head the numbers of rows."""
    texts = [line.text for line in lines[:3]]
    is_number = any(meaning_of(" ".join(texts[:count])) == "number" for count in range(1, len(texts) + 1))
    return is_number or _is_glued(lines)


def repeated(lines: Sequence[Line], heading: Heading) -> int:
    """How many of the first lines are the heading again, a line more or less as pages break it, or its last row, the
    numbers of the columns."""
    names = set(heading.names)
    count = 0
    if lines and lines[0].text == heading.names[0]:
        count = next((at for at, line in enumerate(lines) if line.text not in names), len(lines))
        fewest = _AGAIN * len(heading.names)
        count = count if count >= (fewest if heading.is_glued else max(3, fewest)) else 0
    width = len(heading.texts)
    numbers = [line.text.strip("() ") for line in lines[count : count + width]]
    return count + width if numbers == [str(at) for at in range(1, width + 1)] else count

"""What one entry of a list of members says: name, post and role, with or without dashes, commas and honorifics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.importing.blocks import in_capitals
from kh57_desktop.importing.words import plain

HONORIFIC = re.compile(r"(?:mời\s+)?(?:các\s+)?(?:đồng chí|đ/c|đ\.c|ông|bà|ông \(bà\)|ông/bà|anh|chị)\s*:?\s+")
_OFFICE = (
    r"trưởng (?:tiểu )?ban|trưởng nhóm|tổ trưởng|phó (?:trưởng )?(?:tiểu )?ban|phó trưởng nhóm|phó tổ trưởng|tổ phó|"
    r"ủy viên|thành viên|tổ viên|nhóm viên|thư ký|ban thư ký|cố vấn"
)
_ADDED = (
    r"thường trực|thường xuyên|thư ký|tt|thứ nhất|chuyên trách|kiêm nhiệm|tổng hợp|(?:kiêm |, )(?:" + _OFFICE + r")|"
    r"(?:của )?(?:ban chỉ đạo|bcđ|tổ giúp việc|tổ)(?: \d+)?|phụ trách [^-–;:]+"
)
ROLE = re.compile(rf"(?:{_OFFICE})(?:\s*(?:{_ADDED}))*")
_ROLE_TITLE = re.compile(
    rf"(?:(?:bổ sung|thay thế|chỉ định|cử|phân công)\s+)?(?:(?:các|những|đồng chí)\s+)*"
    rf"(?P<role>{ROLE.pattern})(?:\s*\(.{{0,40}}\))?\s*(?:gồm(?: có)?)?\s*:?"
)
_ROLE_IN_BRACKETS = re.compile(rf"\s*\((?:làm |là )?(?P<role>{ROLE.pattern})\)$")
_ROLE_WITHOUT_DASH = re.compile(
    r"(?<=[^\W\d_])(?<!kiêm)(?<!\blà)(?<!chức) "
    r"(?P<role>(?:Phó )?Trưởng ban(?: Thường trực| TT)?|Tổ (?:trưởng|phó|viên)|Ủy viên|Thành viên|Thư ký)$"
)
"""The role at an entry's end whose dash an export lost at a line's end: "Chủ tịch UBND xã Trưởng ban"."""
_ROLE_INSIDE = re.compile(
    r"(?<=[^\W\d_]) (?P<role>(?:Phó )?Trưởng ban(?: Thường trực| TT)?|Ủy viên|Thành viên|Thư ký) "
    r"(?=(?!thường|kiêm|thư|hội|ban)[^\W\d_A-ZĐ])"
)
"""The role between two lines of a post that an export joined: "Giám đốc Sở Nông nghiệp | Ủy viên | và Môi trường"."""
_PART = re.compile(
    r"\s*[,;]\s*(?:được (?:phân công|cử) )?(?:làm|giữ chức(?: vụ)?|là)\s+|\s+(?:làm|giữ chức(?: vụ)?)\s+|"
    r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[,;:]\s*"
)
_BEHIND_NAME = re.compile(r"\s*[,;:(]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+(?=(?:giữ chức|hiện là|là)\s)")
POST = re.compile(
    r"(?:mời\s+)?(?:các\s+)?(?:phó |quyền )?(?:bí thư|chủ tịch|chủ nhiệm|trưởng|chánh|giám đốc|chỉ huy|hiệu trưởng|"
    r"đội trưởng|tổ trưởng|đồn trưởng|trạm trưởng|chính trị viên|chuyên viên|công chức|viên chức|cán bộ|đại diện|"
    r"lãnh đạo|thủ trưởng|ủy viên|kế toán|văn thư|người đứng đầu|ban |phòng|văn phòng|công an|hội|đoàn|"
    r"đảng ủy|hạt trưởng)"
)
_RANK = re.compile(
    r"(?:(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý|sĩ)|pgs|gs|ts|ths|bs(?: ?ck ?i+)?|ds|ks|cn|ls)\.?,? )+"
)
"""Military ranks and degrees before a name, which are printed as part of it."""
_INSTEAD = re.compile(r"\s*,?\s*thay(?: thế)?(?: cho)? (?:cho )?(?:ông|bà|đồng chí|đ/c)\s.*$", re.DOTALL)
"""Whom a new member replaces ("…, làm Thành viên, thay ông Bùi Văn Thêm")."""
_BORN = re.compile(
    r"\s*(?:\((?:sinh (?:năm|ngày)|sn|s\.n)[\s:]*[\d/.-]{4,10}\)|,\s*sinh (?:năm|ngày) [\d/.-]{4,10}(?=[,;]))"
)
_OF_COMMITTEE = re.compile(r"\s+(?:của )?(?:ban chỉ đạo|bcđ|tổ giúp việc|tổ công tác)$")
_SURNAME = re.compile(r"Đoàn(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,4}$")
"""A family name that is a body's first word, too: "Đoàn Văn Hưng", but "Đoàn Thanh niên", "Đoàn TNCS"."""
NUMBER = re.compile(r"\d{1,3}[.)]?")
INVITED = re.compile(r"[\s,;]+(?:được mời |mời )?tham gia(?: với tư cách)?(?: (?:là|làm))?$", re.I)
"""Behind the post and before the role: "Mời bà …, Chủ tịch Hội … tham gia Thành viên"."""
_LONGEST_NAME = 8
_LONGEST_ROLE_TITLE = 80

Member = tuple[str | None, str | None, str | None]
"""Name, post and role."""


def role_title(text: str) -> str | None:
    """The role that a line alone names ("Các thành viên:"); None for any other line."""
    match = _ROLE_TITLE.fullmatch(plain(text).rstrip(" .;")) if len(text) < _LONGEST_ROLE_TITLE else None
    return role_alone(text[slice(*match.span("role"))]) if match else None


def role_alone(text: str) -> str:
    """The role of a heading without its committee: "thành viên Ban Chỉ đạo" gives "Thành viên"."""
    role = text.strip()
    of_committee = _OF_COMMITTEE.search(plain(role))
    return first_capital(role[: of_committee.start()] if of_committee else role)


def first_capital(text: str) -> str:
    words = text.lower() if in_capitals(text) else text
    return words[:1].upper() + words[1:]


def member_of(text: str, role_above: str | None) -> Member | None:
    """Name, post and role of one entry; None where it is no member ("Điều này có hiệu lực …")."""
    words = text.strip().rstrip(" ;.,")
    born = _BORN.search(plain(words))
    words = words[: born.start()] + words[born.end() :] if born else words
    instead = _INSTEAD.search(plain(words))
    words = words[: instead.start()] if instead else words
    honorific = HONORIFIC.match(plain(words))
    rest = words[honorific.end() :] if honorific else words
    rest, role = role_behind(rest)
    role = role or role_above
    inside = _ROLE_INSIDE.search(rest) if role is None and honorific else None
    if inside is not None:
        rest, role = f"{rest[: inside.start()]} {rest[inside.end() :]}", inside["role"]
    if role is None and honorific is None:
        return None
    if honorific is None and POST.match(plain(rest)):
        return None, post_of(rest), role
    name, post = name_before(rest)
    if name is None:
        is_known = role is not None or (honorific is not None and POST.match(plain(rest)) is not None)
        is_post = is_known and len(rest) < 200 and (honorific is not None or rest[:1].isupper())
        return (None, post_of(rest), role) if is_post and rest else None
    return name, post_of(post), role


def role_behind(text: str) -> tuple[str, str | None]:
    """`text` without the role at its end, and the role: "…, Bí thư Đảng ủy - Trưởng ban"."""
    words = plain(text)
    bracket = _ROLE_IN_BRACKETS.search(words)
    if bracket:
        return text[: bracket.start()], text[bracket.start("role") : bracket.end("role")]
    lost = _ROLE_WITHOUT_DASH.search(text)
    best: tuple[str, str | None] = (text[: lost.start()], lost["role"]) if lost else (text, None)
    for match in reversed(list(_PART.finditer(words))):
        if not ROLE.fullmatch(words, match.end()):
            if best[1] is not None:
                break
            continue
        best = (text[: match.start()], text[match.end() :].strip())
    return best


def name_before(text: str) -> tuple[str | None, str]:
    """The person's name and what stands behind it; no name where the text begins like a post."""
    rank = _RANK.match(plain(text))
    behind = _BEHIND_NAME.search(text, rank.end() if rank else 0)
    name = (text[: behind.start()] if behind else text).strip()
    rest = text[behind.end() :] if behind else ""
    letters = name[rank.end() if rank else 0 :].split()
    close = _post_behind(letters) if not rank else None
    if close is not None:  # "Lâm Quốc Hùng ⏎ Phó Bí thư Đảng ủy, …"
        return " ".join(letters[:close]), text[text.index(letters[close], len(" ".join(letters[:close]))) :]
    capital = all(not word[0].isalpha() or word[0].isupper() for word in letters)
    is_post = POST.match(plain(name)) and not (_SURNAME.match(name) and not any(map(str.isupper, letters)))
    if not letters or len(letters) > _LONGEST_NAME or not capital or is_post:
        return None, text
    return name, rest


def _post_behind(words: Sequence[str]) -> int | None:
    """Where a post begins that stands close behind a name of two to five words; None without one."""
    for at in range(2, min(len(words), 6)):
        rest = " ".join(words[at:])
        if not all(word[0].isupper() for word in words[: at + 1]):
            return None
        if POST.match(plain(rest)) and not _SURNAME.match(rest):
            return at
    return None


def post_of(text: str) -> str | None:
    words = re.sub(r"^[Mm]ời\s+", "", text.strip(" ,;.-–:"))
    words = re.sub(r"^(?:giữ chức(?: vụ)?|hiện là|là)\s+", "", words)
    words = INVITED.sub("", words)
    return (words if words.count("(") == words.count(")") else words.rstrip(")")) or None

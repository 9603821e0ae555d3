"""Members of a committee (thành viên Ban Chỉ đạo, Tổ giúp việc) from the list or table of a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kh57_desktop.domain.plan_reading import ReadMember
from kh57_desktop.importing.blocks import Block, Cell, Paragraph, Table, in_capitals
from kh57_desktop.importing.markers import Level, read_marker
from kh57_desktop.importing.words import plain

_HONORIFIC = re.compile(r"(?:mời\s+)?(?:các\s+)?(?:đồng chí|đ/c|đ\.c|ông|bà|ông \(bà\)|ông/bà|anh|chị)\s*:?\s+")
_OFFICE = (
    r"trưởng (?:tiểu )?ban|trưởng nhóm|tổ trưởng|phó (?:trưởng )?(?:tiểu )?ban|phó trưởng nhóm|phó tổ trưởng|tổ phó|"
    r"ủy viên|thành viên|thư ký|ban thư ký|cố vấn"
)
_ADDED = (
    r"thường trực|thường xuyên|thư ký|tt|thứ nhất|chuyên trách|kiêm nhiệm|tổng hợp|(?:kiêm |, )(?:" + _OFFICE + r")|"
    r"(?:của )?(?:ban chỉ đạo|bcđ|tổ giúp việc|tổ)(?: \d+)?|phụ trách [^-–;:]+"
)
_ROLE = re.compile(rf"(?:{_OFFICE})(?:\s*(?:{_ADDED}))*")
_ROLE_TITLE = re.compile(
    rf"(?:(?:bổ sung|thay thế|chỉ định|cử|phân công)\s+)?(?:(?:các|những|đồng chí)\s+)*"
    rf"(?P<role>{_ROLE.pattern})(?:\s*\(.{{0,40}}\))?\s*(?:gồm(?: có)?)?\s*:?"
)
_ROLE_LABEL = re.compile(
    rf"(?:mời (?:tham gia )?(?:làm )?)?(?:(?:các|đồng chí)\s+)*(?P<role>{_ROLE.pattern})\s*:\s*(?=\S)"
)
_ROLE_IN_BRACKETS = re.compile(rf"\s*\((?:làm |là )?(?P<role>{_ROLE.pattern})\)$")
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
_POST = re.compile(
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
_ROLE_ABOVE = re.compile(rf"[^:;]{{10,120}}\s(?:làm|giữ chức(?: vụ)?|là)\s+(?P<role>{_ROLE.pattern})\s*:")
""" "Bổ sung vào Ban Chỉ đạo các ông, bà có tên sau đây làm Thành viên:"."""
_PHONE = re.compile(r"\s*\(?0\d[\d. ]{6,}\d\)?$")
_OF_COMMITTEE = re.compile(r"\s+(?:của )?(?:ban chỉ đạo|bcđ|tổ giúp việc|tổ công tác)$")
_TABBED = 3
"""Columns of a list whose columns are parted by tabs."""
_SURNAME = re.compile(r"Đoàn(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,4}$")
"""A family name that is a body's first word, too: "Đoàn Văn Hưng", but "Đoàn Thanh niên", "Đoàn TNCS"."""
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?")
_INVITED = re.compile(r"[\s,;]+(?:được mời |mời )?tham gia(?: với tư cách)?(?: (?:là|làm))?$", re.I)
"""Behind the post and before the role: "Mời bà …, Chủ tịch Hội … tham gia Thành viên"."""
_BEFORE_POST = frozenset({"Nguyên", "Quyền", "Tổng", "Phó", "Thường", "Chuyên"})
_LONGEST_NAME = 8
_LONGEST_ROLE_TITLE = 80

_DASHES = "-–—−"

_COLUMNS = (
    ("order", re.compile(r"(?:stt|tt|số tt|số thứ tự)\.?")),
    ("name", re.compile(r".*(?:họ (?:và |, )?tên|họ, tên|thành viên|đồng chí|ông.?\s?bà).*")),
    (
        "role",
        re.compile(
            r".*(?:(?:chức (?:danh|vụ|trách)|nhiệm vụ|vai trò|phân công)\b.*(?:trong|tại|bcđ|"
            r"ban chỉ đạo|tổ giúp việc|tổ\b)|vai trò|tham gia|phân công|nhiệm vụ|chức trách).*"
        ),
    ),
    ("post", re.compile(r".*(?:chức vụ|chức danh|đơn vị|cơ quan|công tác|nơi làm việc).*")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Open:
    """A role that stands above the members who hold it, and how deep its heading is."""

    role: str
    level: int


def read_members(blocks: Sequence[Block]) -> list[ReadMember]:
    """The members in printed order, from the tables where there are any, else from the paragraphs."""
    tables = [member for block in blocks if isinstance(block, Table) for member in _of_table(block)]
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    found = tables or _of_tabs(paragraphs) or _of_paragraphs(paragraphs)
    return [ReadMember(order, name, post, role) for order, (name, post, role) in enumerate(found, start=1)]


_Row = tuple[str | None, str | None, str | None]


def _of_tabs(paragraphs: Sequence[Paragraph]) -> list[_Row]:
    """The members of a list whose columns only tabs part: number, name, post and role; a line without a number goes on
    with the cells above it."""
    rows: list[list[str]] = []
    for line in (line for paragraph in paragraphs for line in paragraph.lines):
        cells = [" ".join(cell.split()) for cell in line.raw.split("\t")]
        if len(cells) < _TABBED:
            continue
        if not cells[0] and rows:
            rows[-1] = [f"{one} {two}".strip() for one, two in zip_longest(rows[-1], cells, fillvalue="")]
        elif _NUMBER.fullmatch(cells[0]):
            rows.append(cells)
    found = (member_of(" - ".join(cell for cell in row[1:] if cell), None) for row in rows)
    return [member for member in found if member is not None]


def _of_paragraphs(paragraphs: Sequence[Paragraph]) -> list[_Row]:
    found: list[_Row] = []
    above: _Open | None = None
    is_first_below = is_numbered = False
    for paragraph in paragraphs:
        level = int(paragraph.marker.level) if paragraph.marker else int(Level.BULLET) + 1
        if above is not None and is_first_below:
            above = _Open(above.role, min(above.level, level - 1))  # "* Thành viên:" above "6. Bà …"
        if above is not None and level <= above.level:
            above = None
        is_first_below = False
        text = paragraph.words.strip()
        role = role_title(text)
        is_below = is_numbered and paragraph.marker is None and not text.endswith(":")
        if role is not None and found and found[-1][2] is None and (is_below or _is_torn(paragraph)):
            found[-1] = (*found[-1][:2], role)
            continue
        if is_below and role is None and (whole := _with_post(found[-1], text)) is not None:
            found[-1] = whole
            continue
        if role is not None:
            above = _Open(role, level if paragraph.marker else -1)
            is_first_below = True
            continue
        named = _ROLE_ABOVE.fullmatch(plain(text))
        if named is not None:
            above = _Open(_role_alone(text[slice(*named.span("role"))]), level if paragraph.marker else -1)
            is_first_below = True
            continue
        label = _ROLE_LABEL.match(plain(text))
        own = _first_capital(text[label.start("role") : label.end("role")].strip()) if label else None
        for part in _persons(text[label.end() :] if label else text):
            member = member_of(part, own or (above.role if above else None))
            if member is not None:
                found.append(member)
                is_numbered = paragraph.marker is not None and member[0] is not None
    return found


def _with_post(member: _Row, text: str) -> _Row | None:
    """`member` with the words of an unmarked line below it: the post of a name alone, or what goes on with a post."""
    name, post, role = member
    if name is None or _HONORIFIC.match(plain(text)):
        return None
    rest, own = _role_behind(text.rstrip(" ;.,"))
    is_post = text[:1].isupper() and _POST.match(plain(text)) is not None
    if post is None and is_post:
        return name, _post(rest), own or role
    is_open = text[:1].islower() or (post is not None and post.endswith((" và", " -")))
    if post is not None and role is not None and (is_post or is_open):
        return name, f"{post}, {rest}" if is_post else f"{post} {rest}", role
    return None


def _is_torn(paragraph: Paragraph) -> bool:
    """Whether a role behind a dash ends the entry above, wrapped before its dash: "… - Xã hội ⏎ - Ủy viên;"."""
    return paragraph.marker is not None and paragraph.marker.sign in _DASHES and paragraph.text.endswith((";", "."))


def role_title(text: str) -> str | None:
    """The role that a line alone names ("Các thành viên:"); None for any other line."""
    match = _ROLE_TITLE.fullmatch(plain(text).rstrip(" .;")) if len(text) < _LONGEST_ROLE_TITLE else None
    return _role_alone(text[slice(*match.span("role"))]) if match else None


def _role_alone(text: str) -> str:
    """The role of a heading without its committee: "thành viên Ban Chỉ đạo" gives "Thành viên"."""
    role = text.strip()
    of_committee = _OF_COMMITTEE.search(plain(role))
    return _first_capital(role[: of_committee.start()] if of_committee else role)


def _first_capital(text: str) -> str:
    words = text.lower() if in_capitals(text) else text
    return words[:1].upper() + words[1:]


def _persons(text: str) -> list[str]:
    """Several persons in one paragraph, parted by semicolons, each with Ông, Bà or Đồng chí, or each by a post."""
    parts = [part for part in re.split(r"\s*;\s*", text) if part.strip(" .")]
    are_persons = all(_HONORIFIC.match(plain(part)) for part in parts)
    are_posts = all(part[:1].isupper() and _POST.match(plain(part)) for part in parts)
    return parts if len(parts) > 1 and (are_persons or are_posts) else [text]


def member_of(text: str, role_above: str | None) -> _Row | None:
    """Name, post and role of one entry; None where it is no member ("Điều này có hiệu lực …")."""
    words = text.strip().rstrip(" ;.,")
    instead = _INSTEAD.search(plain(words))
    words = words[: instead.start()] if instead else words
    honorific = _HONORIFIC.match(plain(words))
    rest = words[honorific.end() :] if honorific else words
    rest, role = _role_behind(rest)
    role = role or role_above
    inside = _ROLE_INSIDE.search(rest) if role is None and honorific else None
    if inside is not None:
        rest, role = f"{rest[: inside.start()]} {rest[inside.end() :]}", inside["role"]
    if role is None and honorific is None:
        return None
    if honorific is None and _POST.match(plain(rest)):
        return None, _post(rest), role
    name, post = _name_before(rest)
    if name is None:
        is_post = role is not None and len(rest) < 200 and (honorific is not None or rest[:1].isupper())
        return (None, _post(rest), role) if is_post and rest else None
    return name, _post(post), role


def _role_behind(text: str) -> tuple[str, str | None]:
    """`text` without the role at its end, and the role: "…, Bí thư Đảng ủy - Trưởng ban"."""
    words = plain(text)
    bracket = _ROLE_IN_BRACKETS.search(words)
    if bracket:
        return text[: bracket.start()], text[bracket.start("role") : bracket.end("role")]
    lost = _ROLE_WITHOUT_DASH.search(text)
    best: tuple[str, str | None] = (text[: lost.start()], lost["role"]) if lost else (text, None)
    for match in reversed(list(_PART.finditer(words))):
        if not _ROLE.fullmatch(words, match.end()):
            if best[1] is not None:
                break
            continue
        best = (text[: match.start()], text[match.end() :].strip())
    return best


def _name_before(text: str) -> tuple[str | None, str]:
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
    is_post = _POST.match(plain(name)) and not (_SURNAME.match(name) and not any(map(str.isupper, letters)))
    if not letters or len(letters) > _LONGEST_NAME or not capital or is_post:
        return None, text
    return name, rest


def _post_behind(words: Sequence[str]) -> int | None:
    """Where a post begins that stands close behind a name of two to five words; None without one."""
    for at in range(2, min(len(words), 6)):
        rest = " ".join(words[at:])
        if not all(word[0].isupper() for word in words[: at + 1]):
            return None
        if _POST.match(plain(rest)) and not _SURNAME.match(rest):
            return at
    return None


def _post(text: str) -> str | None:
    words = re.sub(r"^[Mm]ời\s+", "", text.strip(" ,;.-–:"))
    words = re.sub(r"^(?:giữ chức(?: vụ)?|hiện là|là)\s+", "", words)
    words = _INVITED.sub("", words)
    return (words if words.count("(") == words.count(")") else words.rstrip(")")) or None


def _of_table(table: Table) -> list[_Row]:
    found: list[_Row] = []
    places: dict[str, int] = {}
    role: str | None = None
    for row in table.rows:
        texts = [cell.text for cell in row]
        heading = member_columns(texts)
        if heading:
            places = heading
            continue
        title = _title_row(row)
        if title is not None:
            role = title
            continue
        if places and not _is_one(row):  # "Danh sách gồm 15 người" below them
            member = _row(row, places, role)
            if member is not None:
                found.append(member)
    return found


def member_columns(texts: Sequence[str]) -> dict[str, int]:
    """Which column holds what, where `texts` is a heading row; two columns of posts are post and role."""
    places: dict[str, int] = {}
    if texts and _NUMBER.fullmatch(texts[0].strip()):  # a row: "8 | Bà Ka Hiệp | … | Thành viên | Mời tham gia"
        return {}
    for at, text in enumerate(texts):
        words = plain(text).strip(" .:")
        for meaning, pattern in _COLUMNS:
            if words and len(words) < 70 and meaning not in places and pattern.fullmatch(words):
                places[meaning] = at
                break
        else:
            if words and "post" in places and "role" not in places and _COLUMNS[3][1].fullmatch(words):
                places["role"] = at
    return places if "name" in places and ({"post", "role"} & places.keys()) else {}


def _is_one(row: Sequence[Cell]) -> bool:
    """Whether one cell spans the row, or every cell repeats it."""
    return len(row) > 1 and (row[0].width == len(row) or (len(row) > 2 and len({cell.text for cell in row}) == 1))


def _title_row(row: Sequence[Cell]) -> str | None:
    """The role that a merged row names for those below it ("II. Các thành viên")."""
    shown = [cell.text for cell in row if cell.is_first and cell.text]
    shown = shown[:1] if _is_one(row) else shown
    if len(shown) == 2 and re.fullmatch(r"[IVX\d]{1,4}[.)]?", shown[0]):
        shown = shown[1:]
    return role_title(re.sub(r"^(?:\d{1,2}|[IVX]+)[.)\-/]?\s+", "", shown[0])) if len(shown) == 1 else None


def _row(row: Sequence[Cell], places: dict[str, int], role_above: str | None) -> _Row | None:
    def text(meaning: str) -> str:
        at = places.get(meaning)
        cell = row[at] if at is not None and at < len(row) else None
        return cell.text.strip(" ;.,") if cell is not None and (cell.is_first or meaning != "name") else ""

    name, post, role = text("name"), text("post"), _INVITED.sub("", _PHONE.sub("", text("role"))) or None
    if _ROMAN.fullmatch(text("order")) and not (post or role):
        return None  # a group: "I | LÃNH ĐẠO BAN CHỈ ĐẠO"
    honorific = _HONORIFIC.match(plain(name))
    name = name[honorific.end() :] if honorific else name
    if role is None:
        post, role = _role_behind(post)
    if not (name or post) or (plain(name) == plain(post) and not role):
        return None
    if "post" not in places or not post:
        known, rest = _name_before(name)
        name, post = (known or "", rest) if known else ("", name)
    if name and _POST.match(plain(name)) and not post:
        name, post = "", name
    marker = read_marker(name)
    name = name[marker.length :] if marker and not marker.is_bullet else name
    if name:
        name, post = _whole_name(name, post)
    return name or None, _post(post), role or role_above


def _whole_name(name: str, post: str) -> tuple[str, str]:
    """Words of the name that a text export printed too near to the post: "Trần Đình | Thông Trưởng phòng Kinh tế"."""
    words = post.split()
    for count in (1, 2):
        more = words[:count]
        rest = " ".join(words[count:])
        if not rest[:1].isupper() or not all(word.istitle() and word.isalpha() for word in more):
            break
        if _POST.match(plain(rest)) and not _POST.match(plain(post)) and more[0] not in _BEFORE_POST:
            return f"{name} {' '.join(more)}", rest
    return name, post

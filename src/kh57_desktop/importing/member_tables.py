"""Members of a committee from a table with columns for name, post and role, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.member_words import (
    HONORIFIC,
    INVITED,
    NUMBER,
    POST,
    Member,
    member_of,
    name_before,
    post_of,
    role_behind,
    role_title,
)
from kh57_desktop.importing.words import plain

_ALONE = frozenset({"ông", "bà", "đ/c", "đồng chí"})
_FEWEST_ROWS = 3
_PHONE = re.compile(r"\s*\(?0\d[\d. ]{6,}\d\)?$")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?")
_BEFORE_POST = frozenset({"Nguyên", "Quyền", "Tổng", "Phó", "Thường", "Chuyên"})
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


def members_of_table(table: Table) -> list[Member]:
    found: list[Member] = []
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


def members_of_rows(table: Table) -> list[Member]:
    """The members of a table without a heading, each row of which names a person ("1- Đ/c Lê Ví Dụ | Bí thư …")."""
    found: list[Member] = []
    for row in table.rows:
        cells = [cell.text.strip(" ;,") for cell in row if cell.is_first and cell.text]
        words = " - ".join(cells)
        marker = read_marker(words)
        words = words[marker.length :] if marker else words
        member = member_of(words, None) if len(cells) > 1 and HONORIFIC.match(plain(words)) else None
        found += [member] if member is not None else []
    return found if len(found) >= _FEWEST_ROWS else []


def member_columns(texts: Sequence[str]) -> dict[str, int]:
    """Which column holds what, where `texts` is a heading row; two columns of posts are post and role."""
    places: dict[str, int] = {}
    if texts and NUMBER.fullmatch(texts[0].strip()):  # a row: "8 | Bà Ka Hiệp | … | Thành viên | Mời tham gia"
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


def _row(row: Sequence[Cell], places: dict[str, int], role_above: str | None) -> Member | None:
    def text(meaning: str) -> str:
        at = places.get(meaning)
        cell = row[at] if at is not None and at < len(row) else None
        return cell.text.strip(" ;.,") if cell is not None and (cell.is_first or meaning != "name") else ""

    name, post, role = text("name"), text("post"), INVITED.sub("", _PHONE.sub("", text("role"))) or None
    if _ROMAN.fullmatch(text("order")) and not (post or role):
        return None  # a group: "I | LÃNH ĐẠO BAN CHỈ ĐẠO"
    if plain(name) in _ALONE:  # a column of its own for "Ông", "Bà" before that of the names
        behind = places["name"] + 1
        name = row[behind].text.strip(" ;.,") if behind < len(row) and behind not in places.values() else ""
    name = "" if plain(name) == plain(post) else name  # one cell over both columns: a post alone
    honorific = HONORIFIC.match(plain(name))
    name = name[honorific.end() :] if honorific else name
    if role is None:
        post, role = role_behind(post)
    if not (name or post) or (plain(name) == plain(post) and not role):
        return None
    if "post" not in places or not post:
        known, rest = name_before(name)
        name, post = (known or "", rest) if known else ("", name)
    if name and POST.match(plain(name)) and not post:
        name, post = "", name
    marker = read_marker(name)
    name = name[marker.length :] if marker and not marker.is_bullet else name
    if name:
        name, post = _whole_name(name, post)
    return name or None, post_of(post), role or role_above


def _whole_name(name: str, post: str) -> tuple[str, str]:
    """Words of the name that a text export printed too near to the post: "Trần Đình | Thông Trưởng phòng Kinh tế"."""
    words = post.split()
    for count in (1, 2):
        more = words[:count]
        rest = " ".join(words[count:])
        if not rest[:1].isupper() or not all(word.istitle() and word.isalpha() for word in more):
            break
        if POST.match(plain(rest)) and not POST.match(plain(post)) and more[0] not in _BEFORE_POST:
            return f"{name} {' '.join(more)}", rest
    return name, post

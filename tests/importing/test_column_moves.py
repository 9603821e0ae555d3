"""Tables that an export keeps as columns, whose columns stand elsewhere below a page's end."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.column_moves import moved_borders
from kh57_desktop.importing.plain_text import lines_of
from kh57_desktop.importing.reader import read_text
from tests.importing.test_decisions import CLOSING, OPENING

CELLS = (
    ("", "", "nhân dân phường", ""),
    ("4", "Đồng chí Lâm", "Ủy viên Ban", "Phó Trưởng Ban"),
    ("", "Quốc Việt", "Thường vụ Đảng", ""),
    ("", "", "ủy, Phó Chủ tịch", ""),
    ("5", "Đồng chí Phan Thị", "Đảng ủy viên,", "Thành viên"),
    ("", "Ngọc Diễm", "Trưởng phòng", ""),
    ("6", "Đồng chí Hồ Nhật", "Trưởng Công an", "Thành viên"),
    ("", "Quang", "phường", ""),
)


def printed(rows: Sequence[Sequence[str]], starts: Sequence[int]) -> str:
    lines = []
    for row in rows:
        line = ""
        for start, cell in zip(starts, row, strict=True):
            line = line.ljust(start) + cell if cell else line
        lines.append(line.rstrip())
    return "\n".join(lines)


def lines_in(text: str) -> list[Line]:
    return [line for line in lines_of(text) if isinstance(line, Line)]


@given(st.tuples(st.integers(4, 30), st.integers(18, 40), st.integers(17, 40)))
def test_columns_are_found_wherever_the_page_has_them(widths: tuple[int, int, int]) -> None:
    """The narrowest leave a single space between two columns."""
    starts = (widths[0], widths[0] + widths[1], sum(widths))
    page = lines_in(printed(CELLS, (0, *starts)))
    assert moved_borders(page, tuple(at + 15 for at in starts)) == starts


def test_borders_that_suit_the_words_stay() -> None:
    page = lines_in(printed(CELLS, (0, 6, 30, 55)))
    assert moved_borders(page, (4, 28, 54)) == (4, 28, 54)


def test_a_list_whose_second_page_was_set_further_left_is_read_whole() -> None:
    heading = ("TT", "Họ và tên", "Chức vụ", "Chức danh")
    first = (("3", "Đồng chí Võ Minh", "Phó Bí thư Đảng", "Phó Trưởng ban"), ("", "Trí", "ủy, Chủ tịch", ""))
    pages = printed((heading, *first), (8, 22, 46, 66)), printed(CELLS[1:], (0, 5, 23, 44))
    reading = read_text("\n".join((OPENING, pages[0])) + "\f" + "\n".join((pages[1], CLOSING)))
    assert reading.committee is not None
    assert [(one.name, one.post, one.role) for one in reading.committee.members] == [
        ("Võ Minh Trí", "Phó Bí thư Đảng ủy, Chủ tịch", "Phó Trưởng ban"),
        ("Lâm Quốc Việt", "Ủy viên Ban Thường vụ Đảng ủy, Phó Chủ tịch", "Phó Trưởng Ban"),
        ("Phan Thị Ngọc Diễm", "Đảng ủy viên, Trưởng phòng", "Thành viên"),
        ("Hồ Nhật Quang", "Trưởng Công an phường", "Thành viên"),
    ]

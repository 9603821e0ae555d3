"""A line of facts drops whole parts, never half a figure."""

from __future__ import annotations

import pytest

from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.style.theme import Theme

PARTS = ["Đến hạn 17/9/2026", "số liệu 15/12/2025–14/9/2026", "gửi Tỉnh ủy Vân Khê"]


@pytest.fixture
def line(theme: Theme, qtbot) -> OneLine:
    made = OneLine(theme, role="body")
    qtbot.addWidget(made)
    made.put(" · ".join(PARTS))
    return made


def test_parts_leave_whole_from_the_end_as_room_goes(line):
    shown = [line.shown(width) for width in range(1000, 0, -1)]
    assert shown[0] == line.words
    kept = dict.fromkeys(words for words in shown if not words.endswith("…") and words)
    assert list(kept) == [" · ".join(PARTS[:count]) for count in (3, 2, 1)]


def test_only_a_first_part_without_room_ends_in_dots(line):
    cut = [words for width in range(1, 1000) if (words := line.shown(width)).endswith("…")]
    assert cut
    assert all(PARTS[0].startswith(words[:-1].rstrip()) for words in cut)


def test_the_whole_is_told_to_a_screen_reader_and_in_the_tool_tip(line):
    line.resize(60, 20)
    assert line.accessibleName() == line.toolTip() == " · ".join(PARTS)

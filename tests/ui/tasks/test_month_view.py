"""The box of a day tells of every task: named as far as there is room, else counted."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.ui.tasks.month_view import lines_with_room


@given(st.lists(st.text(min_size=1, max_size=5), max_size=12), st.integers(0, 8))
def test_no_task_of_a_day_is_left_untold_where_there_is_a_line(lines, room):
    named, rest = lines_with_room(lines, room)
    assert named == lines[: len(named)]
    assert len(named) + bool(rest) <= room
    counted = int(re.search(r"\d+", rest)[0]) if rest else 0
    assert len(named) + counted == len(lines) or room == 0


def test_where_all_have_room_nothing_is_counted():
    assert lines_with_room(["a", "b"], 2) == (["a", "b"], "")

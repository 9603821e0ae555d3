"""Lists that are as high as their rows need, and sections as wide as their names."""

from __future__ import annotations

import pytest

from kh57_desktop.ui.controls.choice_list import ROW, ChoiceList, SectionList
from kh57_desktop.ui.style.theme import Theme


@pytest.mark.parametrize(("count", "rows"), [(0, 1), (1, 1), (2, 2), (3, 3), (9, 3)])
def test_a_list_grows_with_its_rows_and_no_empty_box_stays_tall(theme: Theme, qtbot, count, rows):
    made = ChoiceList(theme)
    qtbot.addWidget(made)
    made.put(["một", "hai", "ba", "bốn"])
    made.grow_to(3)
    made.put([str(place) for place in range(count)])
    assert made.height() == theme.px(ROW * rows + 4)


def test_a_list_keeps_its_rows_when_the_zoom_changes(theme: Theme, qtbot):
    made = ChoiceList(theme)
    qtbot.addWidget(made)
    made.grow_to(3)
    made.put(["một", "hai"])
    theme.zoom_to(150)
    try:
        assert made.height() == theme.px(ROW * 2 + 4) > 60
    finally:
        theme.zoom_to(100)


def test_sections_are_as_wide_as_the_longest_name_between_two_widths(theme: Theme, qtbot):
    made = SectionList(theme)
    qtbot.addWidget(made)
    made.put(["Máy này"])
    made.fit_width(190, 260)
    assert made.width() == theme.px(190)
    made.put(["Máy này", "Ủy ban nhân dân xã Suối Mây"])
    made.fit_width(190, 260)
    assert theme.px(190) < made.width() < theme.px(260)
    made.put(["Ủy ban nhân dân xã Suối Mây của một tỉnh có tên rất dài"])
    made.fit_width(190, 260)
    assert made.width() == theme.px(260)

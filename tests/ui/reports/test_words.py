"""What the pane says of changes after the cut-off: rows of registers by their words, fields as headed there."""

from __future__ import annotations

from kh57_desktop.domain.cut_off import LeftOut
from kh57_desktop.ui.reports.words import later_rows


def test_rows_of_registers_have_no_code_and_their_own_fields() -> None:
    left_out = [
        LeftOut("a", "N4", "Phủ sóng di động", "changed", ("due_on",)),
        LeftOut("b", "session/b", "Lớp tập huấn", "changed", ("participants", "held_on")),
        LeftOut("c", "committee/c", "Ban Chỉ đạo", "changed", ("decision",)),
        LeftOut("d", "inspection/d", "Kiểm tra thôn", "deleted"),
    ]
    _note, rows = later_rows(left_out, 0, is_plan_late=False)
    assert [row.text for row in rows] == ["N4  Phủ sóng di động", "Lớp tập huấn", "Ban Chỉ đạo", "Kiểm tra thôn"]
    assert "hạn" in rows[0].small
    assert rows[1].small.endswith("người tham gia, ngày tiến hành")
    assert rows[2].small.endswith("quyết định")
    assert "xóa sau ngày chốt" in rows[3].small
    assert [row.opens for row in rows] == ["N4", "session/b", "committee/c", "inspection/d"]

"""Rows of task tables whose cells look torn carry a doubt; whole ones carry none."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.plan_reading import ReadTask
from kh57_desktop.importing.row_doubts import row_doubts


def task(
    text: str, lead: str = "Phòng Kinh tế", deadline: str = "Quý I/2026", supporting: tuple[str, ...] = ()
) -> ReadTask:
    return ReadTask("I", "1", text, lead, supporting, deadline=deadline)


@pytest.mark.parametrize(
    "row",
    [
        task("viên điện tử tại 100% chi bộ"),
        task("Bố trí đầu mối hỗ trợ người cao tuổi tại bộ phận tiếp nhận và"),
        task("Lắp 06 điểm Wi-Fi tại bến tàu Người đứng đầu cấp ủy trực tiếp phụ trách"),
        task("Làm sạch dữ liệu đất đai Ban hành quy chế quản lý"),
        task("Mở lớp kỹ năng số", lead="Hội Liên hiệp"),
        task("Mở lớp kỹ năng số", supporting=("Phòng Văn hóa - Xã",)),
        task("Mở lớp kỹ năng số", deadline="31/12/2026 Quý IV/2026"),
    ],
)
def test_a_torn_row_is_told(row: ReadTask) -> None:
    assert [doubt.where for doubt in row_doubts([row])] == [row.text]


@pytest.mark.parametrize(
    "row",
    [
        task("Tổ chức Ngày hội đổi mới sáng tạo; Ban hành kế hoạch."),
        task("Số hóa hồ sơ: Hoàn thành 12.000 trang trong năm"),
        task("Mở lớp kỹ năng số", lead="Sở Xây dựng", supporting=("Văn phòng", "Đại diện Mặt trận")),
        task("Mở lớp kỹ năng số", deadline="Từ tháng 4/2026 đến tháng 12/2026"),
        task("Mở lớp kỹ năng số", deadline="Quý III/2026, hằng năm"),
        task("Mở lớp kỹ năng số", deadline="2026 - 2030"),
    ],
)
def test_a_whole_row_is_not(row: ReadTask) -> None:
    assert list(row_doubts([row])) == []

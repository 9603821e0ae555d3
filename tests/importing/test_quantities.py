"""What a clause measures: the rules of the annotation, one case each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kh57_desktop.importing.quantities import clauses_of, heading_horizon, horizon_of, measure_of, named_year


@pytest.mark.parametrize(
    ("clause", "comparator", "value", "high", "unit", "per"),
    [
        ("Tỷ lệ hộ nghèo có điện thoại thông minh đạt 80%", "=", "80", None, "%", None),
        ("Phấn đấu đạt từ 95% trở lên người dân hài lòng", ">=", "95", None, "%", None),
        ("Ít nhất 03 mô hình sản xuất thông minh", ">=", "3", None, "mô hình", None),
        ("Tối thiểu đạt 25% cán bộ có chuyên môn kỹ thuật", ">=", "25", None, "%", None),
        ("Không thấp hơn 1,5% tổng chi ngân sách", ">=", "1.5", None, "%", None),
        ("Hồ sơ trễ hạn không quá 0,5%", "<=", "0.5", None, "%", None),
        ("Giảm tỷ lệ hồ sơ giấy xuống còn dưới 10%", "<", "10", None, "%", None),
        ("Thu hút trên 1.200 lượt người tham gia", ">", "1200", None, "lượt", None),
        ("Có hơn 15 hợp tác xã ứng dụng công nghệ", ">", "15", None, "hợp tác xã", None),
        ("Hỗ trợ từ 03 đến 05 cơ sở chế biến", "=", "3", "5", "cơ sở", None),
        ("Mỗi năm có 01- 02 dự án khởi nghiệp", "=", "1", "2", "dự án", "năm"),
        ("Tỷ lệ đạt 70 - 75% số hộ", "=", "70", "75", "%", None),
        ("Hằng năm công nhận ít nhất 02 sáng kiến", ">=", "2", None, "sáng kiến", "năm"),
        ("Có từ 12 người làm nghiên cứu trên 01 vạn dân", ">=", "12", None, "người", "vạn dân"),
        ("100% người dùng có tốc độ truy cập trên 01 Gb/s", "=", "100", None, "%", None),
        ("Chỉ số chuyển đổi số cấp xã ≥ 0,75", ">=", "0.75", None, None, None),
        ("Cấp 10.000 chữ ký số miễn phí cho người dân", "=", "10000", None, "chữ ký", None),
        ("Tối đa 02 lần đi lại cho một thủ tục", "<=", "2", None, "lần", None),
        ("Nâng tỷ lệ thanh toán số từ 40% lên 70%", "=", "70", None, "%", None),
        ("Không để xảy ra trên 02 vụ mất an toàn thông tin", "<=", "2", None, "vụ", None),
        ("Không có quá 03 hồ sơ trễ hạn", "<=", "3", None, "hồ sơ", None),
        ("Không để tỷ lệ hồ sơ trễ hạn vượt quá 2%", "<=", "2", None, "%", None),
        ("Tỷ lệ hồ sơ trễ hạn không vượt quá mức 2%", "<=", "2", None, "%", None),
        ("Không để tỷ lệ hài lòng dưới 90%", ">=", "90", None, "%", None),
        ("Giảm tỷ lệ hồ sơ giấy xuống dưới mức 5%", "<", "5", None, "%", None),
        ("Thanh toán không dùng tiền mặt đạt trên 60%", ">", "60", None, "%", None),
        ("Số hộ dùng nhật ký điện tử đạt 350", "=", "350", None, "hộ", None),
        ("Ít nhất 12/15 bản có tổ công nghệ số cộng đồng", ">=", "12", None, "bản", None),
        ("Cán bộ được tập huấn kỹ năng số: 100%", "=", "100", None, "%", None),
        ("Chỉ số hạ tầng số: 0,7", "=", "0.7", None, None, None),
        ("Hội chẩn từ xa tối thiểu 200 ca hội chẩn mỗi năm", ">=", "200", None, "ca", "năm"),
    ],
)
def test_a_clause_measures(
    clause: str, comparator: str, value: str, high: str | None, unit: str | None, per: str | None
) -> None:
    measure = measure_of(clause)
    assert measure is not None
    assert (measure.comparator.value, measure.value) == (comparator, Decimal(value))
    assert measure.value_max == (None if high is None else Decimal(high))
    assert (measure.unit, measure.per) == (unit, per)


@pytest.mark.parametrize(
    "text",
    [
        "Bố trí ngân sách không thấp hơn mức tỉnh giao hằng năm.",
        "Không để xảy ra vụ nào mất an toàn thông tin.",
        "Từng bước phủ sóng 5G, thử nghiệm 6G; ứng dụng IPv6.",
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 và Đề án 06.",
        "Hoàn thành trong quý III/2026, tổng kết tháng 12/2030.",
        "(1) Nâng cao năng lực; (2) Thúc đẩy sáng tạo.",
        "Dịch vụ công mức độ 4 hoạt động 24/7.",
        "Bộ máy chính quyền địa phương 02 cấp vận hành thông suốt.",
        "Đến năm 2030, tầm nhìn 2045 trở thành xã thông minh.",
    ],
)
def test_numbers_that_count_nothing_make_no_indicator(text: str) -> None:
    assert clauses_of(text) == []


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Tỷ lệ A đạt 80%; tỷ lệ B đạt 90%.", ["Tỷ lệ A đạt 80%", "tỷ lệ B đạt 90%"]),
        ("100% hộ có nước sạch, y tế, giáo dục, giao thông.", ["100% hộ có nước sạch, y tế, giáo dục, giao thông"]),
        (
            "Quy mô đạt 15% GRDP, trong đó ngành, nghề chiếm 50%.",
            ["Quy mô đạt 15% GRDP", "trong đó ngành, nghề chiếm 50%"],
        ),
        ("Có 100% thôn, bản phủ sóng và 95% hộ dùng Internet.", ["Có 100% thôn, bản phủ sóng", "95% hộ dùng Internet"]),
        ("Đạt 02 mô hình (cấp xã 01, cấp tỉnh 01).", ["Đạt 02 mô hình (cấp xã 01, cấp tỉnh 01)"]),
        ("Đẩy mạnh số hóa. Tỷ lệ hồ sơ số đạt 90%.", ["Tỷ lệ hồ sơ số đạt 90%"]),
        ("Giữ vững an ninh; tỷ lệ hài lòng đạt 95%;", ["tỷ lệ hài lòng đạt 95%"]),
    ],
)
def test_a_paragraph_is_divided_into_clauses_with_a_quantity_each(text: str, clauses: list[str]) -> None:
    assert clauses_of(text) == clauses


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Đến năm 2030", 2030), ("Đến hết năm 2035", 2035), ("Tầm nhìn đến năm 2045", 2045), ("Tầm nhìn 2045", 2045),
        ("Mục tiêu giai đoạn 2026 - 2030", 2030), ("CHỈ TIÊU NĂM 2026", 2026), ("Từ năm 2027", None),
        ("Tăng so với năm 2025", None), ("Về hạ tầng số", None),
    ],
)  # fmt: skip
def test_the_year_of_a_heading(text: str, year: int | None) -> None:
    assert heading_horizon(text) == year


def test_a_year_from_which_something_holds_is_no_horizon_of_a_clause() -> None:
    assert horizon_of("Từ năm 2026, 100% văn bản được ký số") is None
    assert horizon_of("Đến năm 2026, 100% văn bản được ký số") == 2026
    assert horizon_of("riêng năm 2026 không thấp hơn 2%") == 2026
    assert horizon_of("cao hơn riêng năm 2026") is None


@pytest.mark.parametrize(
    ("clause", "year"),
    [
        ("100% hội viên có kỹ năng số cơ bản năm 2026", 2026),
        ("Giảm 30% thời gian xử lý hồ sơ so với năm 2025", None),
        ("Tăng 10% so với kết quả năm 2025, đạt 70% năm 2026", 2026),
        ("Từ năm 2026, 100% văn bản được ký số", None),
        ("80% mục tiêu của Nghị quyết ngày 22 tháng 12 năm 2024", None),
    ],
)
def test_a_year_that_a_clause_only_names(clause: str, year: int | None) -> None:
    assert named_year(clause) == year

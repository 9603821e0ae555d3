"""Who, when and what that a plan says in the task's own paragraph: at its end, or by its first words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kh57_desktop.domain.plan_reading import ReadTask
from kh57_desktop.importing.reader import read_document

PLAN = """ỦY BAN NHÂN DÂN
XÃ ĐÔNG HÒA BÌNH
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đông Hòa Bình, ngày 26 tháng 4 năm 2026
KẾ HOẠCH
Triển khai thực hiện Nghị quyết số 57-NQ/TW
I. MỤC TIÊU ĐẾN NĂM 2030
- 100% thủ tục hành chính được cung cấp trực tuyến.
- 90% người dân hài lòng.
II. NHIỆM VỤ
1. Chuyển đổi nhận thức
- Quán triệt Nghị quyết đến cán bộ, đảng viên.
- {task}
- Biên tập tài liệu hỏi đáp.
2. Hoàn thiện thể chế
- Ban hành quy chế quản lý dữ liệu.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND: theo dõi, đôn đốc.
2. Phòng Kinh tế: Bố trí kinh phí.
"""


def test_a_basis_ends_with_the_bracket_behind_its_title(tmp_path):
    path = tmp_path / "plan.txt"
    bases = (
        "Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học (sau đây gọi"
        " tắt là Nghị quyết 57) và Chương trình hành động số 02-CTr/TU, ngày 10/3/2025 của Tỉnh ủy, UBND xã xây dựng Kế"
        " hoạch như sau:\n"
    )
    path.write_text(PLAN.replace("I. MỤC TIÊU", f"{bases}I. MỤC TIÊU").format(task="Họp thôn."), encoding="utf-8")
    assert [basis.split(",")[0] for basis in read_document(path).bases] == [
        "Nghị quyết số 57-NQ/TW",
        "Chương trình hành động số 02-CTr/TU",
    ]


def test_a_clause_with_a_share_is_no_number_of_the_heading_above(tmp_path):
    path = tmp_path / "plan.txt"
    clause = "1. Về hạ tầng số\n100% thôn được phủ sóng 5G.\n2. Về xã hội số\n90% người dân hài lòng.\n"
    first = PLAN.index("- 100%")
    path.write_text(
        PLAN[:first] + clause + PLAN[PLAN.index("II. NHIỆM VỤ") :].format(task="Họp thôn."), encoding="utf-8"
    )
    assert [(row.text, row.group) for row in read_document(path).indicators] == [
        ("100% thôn được phủ sóng 5G", "1. Về hạ tầng số"),
        ("90% người dân hài lòng", "2. Về xã hội số"),
    ]


def read_task(tmp_path: Path, words: str) -> ReadTask:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(task=words), encoding="utf-8")
    tasks = read_document(path).tasks
    assert [task.text for task in tasks if task.text == words] == [words], [task.text for task in tasks]
    assert len(tasks) == 4
    return next(task for task in tasks if task.text == words)


@pytest.mark.parametrize(
    ("words", "lead", "supporting", "deadline"),
    [
        (
            "Mở lớp tập huấn cho 12 thôn. Thời gian thực hiện: Quý II/2026. Chủ trì: Phòng Văn hóa - Xã hội.",
            "Phòng Văn hóa - Xã hội",
            (),
            "Quý II/2026",
        ),
        (
            "Lập sổ. Đơn vị chủ trì: Văn phòng HĐND và UBND; đơn vị phối hợp: Công an xã; thời gian: Quý III/2026.",
            "Văn phòng HĐND và UBND",
            ("Công an xã",),
            "Quý III/2026",
        ),
        (
            "Mở lớp tập huấn; Văn phòng chủ trì, phối hợp với Đoàn Thanh niên; hoàn thành trong tháng 9/2026.",
            "Văn phòng",
            ("Đoàn Thanh niên",),
            "trong tháng 9/2026",
        ),
        (
            "Mở 02 lớp (Cơ quan chủ trì: Ban Xây dựng Đảng; phối hợp: Văn phòng, các chi bộ; hoàn thành quý I/2026).",
            "Ban Xây dựng Đảng",
            ("Văn phòng", "các chi bộ"),
            "quý I/2026",
        ),
        (
            "Lập chuyên mục (Chủ trì: Phòng Văn hóa - Xã hội; sản phẩm: 02 tin, bài; thực hiện thường xuyên).",
            "Phòng Văn hóa - Xã hội",
            (),
            "thường xuyên",
        ),
        ("Lập kho dữ liệu (Phòng Kinh tế chủ trì; thời gian: năm 2027).", "Phòng Kinh tế", (), "năm 2027"),
        ("Mở Ngày hội (P. VHXH chủ trì; thời gian: tháng 10/2026).", "P. VHXH", (), "tháng 10/2026"),
        (
            "Kiểm tra 06 bản, do Phòng Kinh tế chủ trì, Ủy ban MTTQ Việt Nam xã phối hợp.",
            "Phòng Kinh tế",
            ("Ủy ban MTTQ Việt Nam xã",),
            None,
        ),
        (
            "Mua máy quét. (Văn phòng chủ trì, Phòng Kinh tế phối hợp; hoàn thành trước ngày 30/4/2026)",
            "Văn phòng",
            ("Phòng Kinh tế",),
            "trước ngày 30/4/2026",
        ),
        (
            "Phát thanh (Chủ trì: Trạm Y tế; phối hợp: Công an xã, nhân viên y tế bản, cán bộ, giáo viên các trường).",
            "Trạm Y tế",
            ("Công an xã", "nhân viên y tế bản", "cán bộ, giáo viên các trường"),
            None,
        ),
        (
            "Lắp camera (Chủ trì: Công an phường; phối hợp: các khu phố, ban quản trị các chung cư).",
            "Công an phường",
            ("các khu phố", "ban quản trị các chung cư"),
            None,
        ),
        ("Giao Phòng Kinh tế cấp mã số vùng trồng cho 45 ha chè.", "Phòng Kinh tế", (), None),
        ("Giao Văn phòng HĐND và UBND xã thay thế máy tính cũ.", "Văn phòng HĐND và UBND xã", (), None),
        (
            "Số hóa di tích (Chủ trì: Phòng Văn hóa; phối hợp: UBND các xã, phường ven sông, Đài Truyền thanh).",
            "Phòng Văn hóa",
            ("UBND các xã, phường ven sông", "Đài Truyền thanh"),
            None,
        ),
        ("Mở lớp (Cơ quan chủ trì: Công an xã; hoàn thành tháng 4/2026).", "Công an xã", (), "tháng 4/2026"),
        ("Xây dựng 02 mô hình điểm (xong trước 30/9/2026).", None, (), "trước 30/9/2026"),
        ("Kết nối mạng tại 12 nhà văn hóa, hoàn thành trong năm 2026;", None, (), "trong năm 2026"),
        (
            "Giao Trạm Y tế xã lập hồ sơ sức khỏe điện tử, hoàn thành trước ngày 15/12/2026.",
            "Trạm Y tế xã",
            (),
            "trước ngày 15/12/2026",
        ),
        (
            "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã tham mưu kế hoạch, hoàn thành trong Quý II năm 2026.",
            "Phòng Kinh tế",
            ("Công an xã",),
            "trong Quý II năm 2026",
        ),
        (
            "Quý II/2026, giao Công an xã tham mưu ban hành quy chế; xử lý tình trạng dùng chung mật khẩu.",
            "Công an xã",
            (),
            "Quý II/2026",
        ),
        (
            "Sao lưu dữ liệu mỗi tháng một lần. Giao Văn phòng HĐND và UBND xã thực hiện.",
            "Văn phòng HĐND và UBND xã",
            (),
            None,
        ),
        (
            "Rà soát hộ chưa có mạng. Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn thực hiện.",
            "Phòng Kinh tế",
            ("Công an xã", "các thôn"),
            None,
        ),
        (
            "Giao Văn phòng thay máy tính cũ, hoàn thành tháng 8/2026. Máy còn dùng được chuyển cho các thôn.",
            "Văn phòng",
            (),
            "tháng 8/2026",
        ),
        (
            "Giao Trung tâm Phục vụ hành chính công bố trí người trực, cập nhật bản đồ số trước ngày 30/11/2026.",
            "Trung tâm Phục vụ hành chính công",
            (),
            "trước ngày 30/11/2026",
        ),
        (
            "Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn rà soát hộ kinh doanh.",
            "Phòng Kinh tế",
            ("Công an xã", "các thôn"),
            None,
        ),
    ],
)
def test_they_fill_the_task_and_stay_in_its_words(tmp_path, words, lead, supporting, deadline):
    task = read_task(tmp_path, words)
    assert (task.lead, task.supporting, task.deadline) == (lead, supporting, deadline)


@pytest.mark.parametrize(
    "words",
    [
        "Giao ban hằng tháng với các thôn.",
        "Phân công cán bộ trực hỗ trợ người dân.",
        "Số hóa hồ sơ, hoàn thành trong năm 2026 việc bàn giao cho kho lưu trữ.",
        "Công khai kết quả; thời gian qua còn chậm ở một số thôn.",
        "Kiểm tra hồ sơ. Giao Văn phòng tổng hợp. Giao Công an xã đối chiếu.",
        "Số hóa sổ hộ tịch lập trước ngày 01/01/2016 còn lưu tại xã.",
    ],
)
def test_words_that_only_look_alike_give_nothing(tmp_path, words):
    task = read_task(tmp_path, words)
    assert (task.lead, task.supporting, task.deadline) == (None, (), None)


@pytest.mark.parametrize(
    ("words", "product"),
    [
        ("Kết quả là căn cứ đánh giá, xếp loại đảng viên cuối năm", None),
        ("Kết quả là một trong những tiêu chí xét thi đua", None),
        ("Sản phẩm là báo cáo rà soát", "báo cáo rà soát"),
    ],
)
def test_what_a_result_is_used_for_is_no_product(tmp_path: Path, words: str, product: str | None) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(task=f"Rà soát nhiệm vụ. {words}."), encoding="utf-8")
    task = next(task for task in read_document(path).tasks if task.text.startswith("Rà soát nhiệm vụ"))
    assert task.product == product

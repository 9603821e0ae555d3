"""What a plan rests on and who issues it, in the habits of preambles."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.importing.reader import read_text

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ BẢN THỬ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{number}\n"
    "Bản Thử, ngày 02 tháng 3 năm 2026\nKẾ HOẠCH\nChuyển đổi số năm 2026\n\n"
)
BODY = (
    "I. MỤC TIÊU\n- 100% văn bản được ký số.\nII. NHIỆM VỤ\n1. Hạ tầng\n- Lắp trạm phát sóng.\n"
    "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế: Tham mưu kinh phí.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Ví Thử\n"
)
RESOLUTION = "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị"


def read(preamble: str, *, number: str = "Số: 12/KH-UBND", body: str = BODY) -> PlanReading:
    return read_text(f"{HEAD.format(number=number)}{preamble}\n{body}")


@pytest.mark.parametrize(
    ("preamble", "bases"),
    [
        (f"Quán triệt, thực hiện {RESOLUTION}, Đảng ủy xã ban hành Kế hoạch:", [RESOLUTION]),
        (f"Quán triệt và triển khai thực hiện {RESOLUTION}, Đảng ủy xã ban hành Kế hoạch:", [RESOLUTION]),
        (
            "Thực hiện quy định của Chính phủ tại Nghị định số 63/2010/NĐ-CP ngày 08/6/2010; hướng dẫn của Bộ Thử tại "
            "Công văn số 781/BT ngày 03/3/2025. Trên cơ sở Kế hoạch số 12-KH/TU của Tỉnh ủy, nhằm nâng cao hiệu quả, "
            "UBND xã ban hành Kế hoạch:",
            [
                "Nghị định số 63/2010/NĐ-CP ngày 08/6/2010",
                "Công văn số 781/BT ngày 03/3/2025",
                "Kế hoạch số 12-KH/TU của Tỉnh ủy",
            ],
        ),
        (
            f"Căn cứ {RESOLUTION} về đột phá phát triển khoa học, công nghệ và Nghị quyết số 71/NQ-CP ngày 01/4/2025 "
            "của Chính phủ, UBND xã ban hành Kế hoạch:",
            [
                f"{RESOLUTION} về đột phá phát triển khoa học, công nghệ",
                "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ",
            ],
        ),
        (
            "Căn cứ Kế hoạch số 5/KH-UBND thực hiện Nghị quyết số 57-NQ/TW và Nghị quyết số 71/NQ-CP ngày 01/4/2025, "
            "UBND xã ban hành Kế hoạch:",
            ["Kế hoạch số 5/KH-UBND thực hiện Nghị quyết số 57-NQ/TW và Nghị quyết số 71/NQ-CP ngày 01/4/2025"],
        ),
        (
            "Căn cứ Nghị quyết số\n50/NQ-CP ngày 20/5/2021 của Chính phủ;\nUBND xã ban hành Kế hoạch:",
            ["Nghị quyết số 50/NQ-CP ngày 20/5/2021 của Chính phủ"],
        ),
    ],
)
def test_each_document_of_a_preamble_is_a_basis_of_its_own(preamble: str, bases: list[str]) -> None:
    assert list(read(preamble).bases) == bases


def test_a_section_of_bases_is_read_where_the_preamble_names_none() -> None:
    section = f"I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n- {RESOLUTION};\n- Luật Giao dịch điện tử ngày 22/6/2023.\n"
    sections = section + BODY.replace("III.", "IV.").replace("II. N", "III. N").replace("I. M", "II. M")
    assert read("UBND xã ban hành Kế hoạch như sau:", body=sections).bases == (
        RESOLUTION,
        "Luật Giao dịch điện tử ngày 22/6/2023",
    )


@pytest.mark.parametrize(
    ("preamble", "issuer"),
    [
        ("Chủ tịch Ủy ban nhân dân xã ban hành Kế hoạch như sau:", "Chủ tịch Ủy ban nhân dân xã"),
        (
            "Ban Chỉ đạo chuyển đổi số xã (sau đây gọi tắt là Ban Chỉ đạo) ban hành Kế hoạch:",
            "Ban Chỉ đạo chuyển đổi số xã",
        ),
        (
            "Đảng ủy xã ban hành Kế hoạch; Ban Chỉ đạo được thành lập để giúp Đảng ủy.",
            "Đảng ủy xã",
        ),
    ],
)
def test_the_issuer_is_named_without_its_short_name_and_no_part_of_a_verb(preamble: str, issuer: str) -> None:
    assert read(preamble).issuer == issuer


def test_a_sign_that_a_narrow_column_broke_is_one() -> None:
    assert read("UBND xã ban hành Kế hoạch:", number="Số:\n258/KH-UBND").number == "258/KH-UBND"


@pytest.mark.parametrize(
    ("item", "organization", "duty"),
    [
        (
            "Định kỳ hằng quý, Văn phòng Đảng ủy tổng hợp, báo cáo.",
            "Văn phòng Đảng ủy",
            "Định kỳ hằng quý, tổng hợp, báo cáo.",
        ),
        ("Căn cứ Kế hoạch này, các thôn xây dựng kế hoạch.", "các thôn", "Căn cứ Kế hoạch này, xây dựng kế hoạch."),
        ("Hằng năm, Phòng Kinh tế bố trí kinh phí.", "Phòng Kinh tế", "Hằng năm, bố trí kinh phí."),
    ],
)
def test_a_body_is_found_behind_the_words_that_say_when_it_acts(item: str, organization: str, duty: str) -> None:
    reading = read("UBND xã ban hành Kế hoạch:", body=BODY.replace("Phòng Kinh tế: Tham mưu kinh phí.", item))
    assert [(one.organization, list(one.duties)) for one in reading.assignments] == [(organization, [duty])]


def test_to_lead_and_direct_is_no_body() -> None:
    item = "Lãnh đạo, chỉ đạo rà soát các quy định."
    reading = read("UBND xã ban hành Kế hoạch:", body=BODY.replace("Phòng Kinh tế: Tham mưu kinh phí.", item))
    assert reading.assignments == ()


def test_an_indented_line_below_a_heading_that_keeps_the_look_of_the_page_is_a_paragraph() -> None:
    """The heading's own lines would go on at the left margin."""
    body = """\
       I/ Mục tiêu
      - Tỷ lệ hồ sơ được giải quyết trực tuyến toàn trình trên tổng số hồ sơ của xã tiếp
nhận trong năm đạt 80% và được người dân, doanh nghiệp trên địa bàn xã đánh giá hài lòng.
      - Các thôn chưa có sóng di động băng rộng được bổ sung trạm phát sóng trong năm, bảo
đảm liên lạc thông suốt trong mùa mưa bão và phục vụ người dân nộp hồ sơ tại nhà văn hóa.
       II/ Kinh phí
    Từ nguồn ngân sách xã giao trong dự toán năm 2026 và nguồn của các chương trình mục
tiêu quốc gia, nguồn xã hội hóa do các doanh nghiệp, tổ chức, cá nhân đóng góp theo quy định.
       III/ Tổ chức thực hiện
      1. Phòng Kinh tế: Tham mưu bố trí kinh phí, theo dõi việc giải ngân của các đơn vị,
báo cáo kết quả về Văn phòng HĐND và UBND xã trước ngày 20 hằng tháng để tổng hợp chung.
"""
    reading = read("UBND xã ban hành Kế hoạch như sau:\n", body=body)
    assert [section.title for section in reading.sections] == ["Mục tiêu", "Kinh phí", "Tổ chức thực hiện"]
    assert len(reading.sections[1].paragraphs) == 1


@pytest.mark.parametrize(
    ("issuer", "system"), [("Ban Thường vụ Đảng ủy xã", "party"), ("Ủy ban nhân dân xã", "government")]
)
def test_the_body_tells_party_or_government_where_head_and_signature_do_not(issuer: str, system: str) -> None:
    text = f"KẾ HOẠCH\nChuyển đổi số năm 2026\n\n{issuer} ban hành Kế hoạch như sau:\n{BODY}"
    assert read_text(text.replace("CHỦ TỊCH\n", "")).system == system


def test_the_bars_of_a_heads_table_part_its_blocks() -> None:
    head = (
        "ỦY BAN NHÂN DÂN XÃ BẢN THỬ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 12/KH-UBND | Bản Thử, ngày 02 tháng 3 năm 2026 |\nKẾ HOẠCH\nChuyển đổi số năm 2026\n\n"
    )
    reading = read_text(f"{head}Căn cứ {RESOLUTION}, thực hiện Kế hoạch:\n{BODY}")
    assert (reading.number, reading.date, reading.locality, reading.level) == (
        "12/KH-UBND",
        "2026-03-02",
        "Bản Thử",
        "xã",
    )


def test_a_basis_goes_on_behind_a_word_that_wants_more() -> None:
    preamble = (
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của\nBộ Chính trị;\nThực hiện Kế hoạch số 5-KH/TU giai đoạn\n"
        "2026 - 2030 của Tỉnh ủy;\nUBND xã ban hành Kế hoạch:"
    )
    assert read(preamble).bases == (RESOLUTION, "Kế hoạch số 5-KH/TU giai đoạn 2026 - 2030 của Tỉnh ủy")


def test_a_wrapped_motto_tells_a_state_body() -> None:
    """The right block of the head in a column too narrow for its first line; a department signs no "UBND"."""
    head = (
        "UBND TỈNH BẢN THỬ             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nSỞ KHOA HỌC                              NAM\n"
        "                              Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SKHCN               Bản Thử, ngày 02 tháng 3 năm 2026\n"
        "KẾ HOẠCH\nChuyển đổi số năm 2026\n\nSở Khoa học ban hành Kế hoạch:\n"
    )
    assert read_text(head + BODY.replace("CHỦ TỊCH", "GIÁM ĐỐC")).system == "government"


def test_a_committee_issues_under_its_whole_name() -> None:
    """Its name has commas: "Ban Chỉ đạo phát triển khoa học, công nghệ, … xã Bản Thử ban hành …"."""
    name = "Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và Đề án 06 xã Bản Thử"
    preamble = f"Căn cứ {RESOLUTION};\n{name} ban hành Kế hoạch hoạt động năm 2026, cụ thể như sau:"
    reading = read(preamble, number="Số: 04/KH-BCĐ")
    assert reading.issuer == name
    assert list(reading.bases) == [RESOLUTION]

"""What is printed behind a signature: a plan that a decision puts in force, an annex without the word "Phụ lục"."""

from __future__ import annotations

from kh57_desktop.importing.reader import read_text

DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 468/QĐ-UBND
Mẫu, ngày 02 tháng 3 năm 2026
QUYẾT ĐỊNH
Ban hành Kế hoạch chuyển đổi số tỉnh Mẫu năm 2026
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số tỉnh Mẫu năm 2026.
Điều 2. Chánh Văn phòng UBND tỉnh chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Ví Thử
"""
PLAN = """\
KẾ HOẠCH
Chuyển đổi số tỉnh Mẫu năm 2026
{source}
I. MỤC TIÊU
- 100% văn bản được ký số.
II. NHIỆM VỤ
1. Hạ tầng
- Lắp trạm phát sóng.
III. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ: Theo dõi, đôn đốc.
"""


def test_a_plan_that_a_decision_puts_in_force_has_the_decisions_number_day_and_signature() -> None:
    source = "(Ban hành kèm theo Quyết định số 468/QĐ-UBND ngày 02/3/2026 của Chủ tịch UBND tỉnh Mẫu)"
    reading = read_text(DECISION + PLAN.format(source=source))
    assert (reading.kind, reading.title) == ("Kế hoạch", "Chuyển đổi số tỉnh Mẫu năm 2026")
    assert (reading.number, reading.date) == ("468/QĐ-UBND", "2026-03-02")
    assert (reading.issuer, reading.locality, reading.level) == ("Chủ tịch Ủy ban nhân dân tỉnh Mẫu", "Mẫu", "tỉnh")
    assert reading.bases == (
        "Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
    )
    assert [section.title for section in reading.sections] == ["MỤC TIÊU", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN"]
    assert (len(reading.indicators), [task.text for task in reading.tasks]) == (1, ["Lắp trạm phát sóng."])
    assert [one.organization for one in reading.assignments] == ["Sở Khoa học và Công nghệ"]
    assert reading.recipients == ("Như Điều 2",)
    assert reading.signature.name == "Lê Ví Thử"
    kept = [*reading.preamble, reading.title]
    assert all(line in kept for line in DECISION.split("\n") if line.startswith(("Điều", "Căn cứ", "Ban hành")))
    assert source in reading.preamble


def test_a_list_behind_the_signature_is_an_annex_and_no_recipients() -> None:
    plan = PLAN.format(source="Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:")
    foot = "Nơi nhận:\n- Các sở, ngành;\n- Lưu: VT.\nCHỦ TỊCH\nLê Ví Thử\n"
    annex = "DANH MỤC CÔNG VIỆC\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/3/2026)\n1. Tuyên truyền\n- Phát tờ rơi.\n"
    reading = read_text(plan + foot + annex)
    assert reading.recipients == ("Các sở, ngành",)
    assert reading.signature.name == "Lê Ví Thử"
    assert [one.heading[0] for one in reading.annexes] == ["DANH MỤC CÔNG VIỆC"]
    assert reading.annexes[0].paragraphs == ("1. Tuyên truyền", "- Phát tờ rơi.")

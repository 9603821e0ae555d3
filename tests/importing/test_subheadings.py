"""Lines without a number between the dashes of tasks are neither group nor task."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from kh57_desktop.domain.plan_reading import DoubtKind
from kh57_desktop.importing.reader import read_document

_LINES = (
    "KẾ HOẠCH", "Thực hiện Nghị quyết số 57-NQ/TW", "I. MỤC TIÊU", "- 100% hồ sơ được số hóa.", "II. NHIỆM VỤ",
    "Nâng cao nhận thức", "- Quán triệt Nghị quyết đến đảng viên.", "- Mở chuyên mục trên trang thông tin.",
    "Phát triển hạ tầng số", "- Rà soát vùng lõm sóng.", "- Lắp điểm Wi-Fi tại nhà văn hóa thôn.",
    "III. TỔ CHỨC THỰC HIỆN", "1. Văn phòng HĐND và UBND: theo dõi, đôn đốc.",
)  # fmt: skip


@pytest.mark.parametrize(("is_bold", "doubted"), [(True, []), (False, ["Phát triển hạ tầng số"])])
def test_only_a_plain_line_may_be_a_task_that_lost_its_dash(tmp_path: Path, is_bold: bool, doubted: list[str]) -> None:
    document = Document()
    for text in _LINES:
        document.add_paragraph().add_run(text).bold = is_bold and text[0].isupper() and text[-1] not in ".;"
    document.save(str(tmp_path / "plan.docx"))
    reading = read_document(tmp_path / "plan.docx")
    assert [task.text for task in reading.tasks] == [
        "Quán triệt Nghị quyết đến đảng viên.",
        "Mở chuyên mục trên trang thông tin.",
        "Rà soát vùng lõm sóng.",
        "Lắp điểm Wi-Fi tại nhà văn hóa thôn.",
    ]
    unmarked = [doubt.where for doubt in reading.doubts if doubt.kind is DoubtKind.UNMARKED]
    assert unmarked == doubted

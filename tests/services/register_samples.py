"""One row of each register for the small plan of the tests."""

from __future__ import annotations

from kh57_desktop.services.registers.definitions import RegisterKind

SAMPLES = {
    RegisterKind.BUDGET_YEAR: {"year": "2026", "total": "82.500", "allotment": "1.800", "asked_share": "3"},
    RegisterKind.BUDGET_LINE: {"text": "Thiết bị", "task": "N3", "planned": "350,5", "source": "ngân sách xã"},
    RegisterKind.INSPECTION: {"text": "Kiểm tra chuyển đổi số", "unit": "Phòng Kinh tế", "planned": "Quý III"},
    RegisterKind.FINDING: {"text": "Chưa cập nhật", "unit": "Công an xã", "due_on": "15/9/2026"},
    RegisterKind.SESSION: {"text": "Tập huấn", "held_on": "12/8/2026", "participants": "45", "kind": "Tập huấn"},
    RegisterKind.COMMENDATION: {"text": "Dẫn đầu", "unit": "Công an xã", "proposed_on": "01/9/2026"},
    RegisterKind.DIRECTIVE: {"kind": "Nghị quyết", "number": "57-NQ/TW", "issuer": "Bộ Chính trị", "level": "centre"},
    RegisterKind.UNIT_PLAN: {"text": "Kế hoạch 2026", "unit": "Công an xã", "due_on": "30/6/2026"},
    RegisterKind.CONCLUSION: {"text": "Lắp wifi", "held_on": "05/9/2026", "deadline": "Tháng 12/2026"},
}

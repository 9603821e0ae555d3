"""What is doubtful in an import as a workbook for whoever wrote the plan: corrected, it is read again."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.documents.excel.remarks import RemarkedRow, render_remarks
from kh57_desktop.domain.corrections.doubts import RowDoubt, doubts_of
from kh57_desktop.domain.corrections.draft import Draft, DraftRow, Fate, RowKind
from kh57_desktop.domain.corrections.edits import words_of
from kh57_desktop.services.files import write_new

_TASK_COLUMNS = ("number", "text", "lead", "supporting", "deadline", "product")
_TASK_HEADINGS = (
    ("TT", 6.0), ("Nội dung nhiệm vụ", 52.0), ("Cơ quan chủ trì", 24.0), ("Cơ quan phối hợp", 26.0),
    ("Thời gian hoàn thành", 20.0), ("Sản phẩm", 26.0), ("Chỗ cần xem lại", 34.0),
)  # fmt: skip
"""Vietnamese whatever the screen speaks: the sheet goes to another office, and the reader knows these words."""
_HINT = (
    "Các dòng tô vàng có chỗ cần xem lại (lý do ở cột cuối và trong ghi chú của ô). "
    "Đề nghị sửa ngay trong tệp và gửi lại."
)


def write_remarks(draft: Draft, target: Path, *, force: bool = False) -> int:
    """The tasks of an import with what is doubtful in each; returns how many rows have a remark."""
    by_row: dict[int | None, list[RowDoubt]] = {}
    for doubt in doubts_of(draft):
        by_row.setdefault(doubt.row, []).append(doubt)
    rows = [
        _row(row, by_row.get(row.key, []))
        for row in draft.rows
        if row.kind in (RowKind.GROUP, RowKind.TASK) and row.fate is not Fate.DROPPED
    ]
    title = draft.base.title or "Kế hoạch"
    data = render_remarks(title, _HINT, _TASK_HEADINGS, rows, author=draft.base.issuer or "")
    write_new(target, data, force=force)
    return sum(bool(row.reason) for row in rows)


def _row(row: DraftRow, doubts: list[RowDoubt]) -> RemarkedRow:
    is_head = row.kind is RowKind.GROUP
    cells = tuple(words_of(row, name) if not is_head or name in ("number", "text") else "" for name in _TASK_COLUMNS)
    places = {name: place for place, name in enumerate(_TASK_COLUMNS)}
    remarks = {places.get(doubt.field, 1): doubt.reason for doubt in doubts}
    return RemarkedRow(cells, remarks, " ".join(doubt.reason for doubt in doubts), is_head=is_head)

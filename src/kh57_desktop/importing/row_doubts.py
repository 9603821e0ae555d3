"""Doubts on the rows of task tables whose cells look torn: what an export leaves of a table may put words into a
neighbour's row or column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kh57_desktop.domain.plan_reading import Doubt, DoubtKind, ReadTask
from kh57_desktop.i18n import _
from kh57_desktop.importing.cell_words import HALF_NAME
from kh57_desktop.importing.words import LEFT_OPEN_BY, plain

_BEGINS_TASK = re.compile(
    r"(?<=[^\W\d_A-ZĐ]) (?=(?:Tổ chức|Xây dựng|Ban hành|Rà soát|Triển khai|Phát triển|Hoàn thành|Hoàn thiện|Đẩy mạnh|"
    r"Tăng cường|Thực hiện|Kiện toàn|Hướng dẫn|Lắp đặt|Mở|Phối hợp|Tuyên truyền|Bố trí|Khảo sát|Ứng dụng|Đầu tư|"
    r"Số hóa|Vận hành|Nâng cấp|Hỗ trợ|Đưa|Cử|Phát động|Khen thưởng|Kiểm tra|Thí điểm|Đào tạo|Bồi dưỡng|Cập nhật|"
    r"Làm sạch|Kết nối|Tham mưu|Đề xuất|Thành lập|Nâng cao|Người đứng đầu) [^\W\d_A-ZĐ])"
)
_OPEN_END = re.compile(rf"(?:\s(?:{'|'.join(LEFT_OPEN_BY)}|tại|trong|quý|mức độ|giai đoạn)|[,–-])$", re.I)
_TIME = re.compile(r"\d{1,2}/\d{4}|quý [ivx]+/\d{4}|năm \d{4}|thường xuyên|hằng (?:năm|quý|tháng)|\d{4} - \d{4}")
_BETWEEN_TIMES = re.compile(r"[,;:()–-]|\b(?:và|đến|từ|trước|sau|hoặc|xong|bắt đầu|hoàn thành|riêng|giai đoạn)\b")


def row_doubts(tasks: Sequence[ReadTask]) -> Iterator[Doubt]:
    """One for each task whose words, body or time look torn."""
    for task in tasks:
        if task.lead is None and task.deadline is None:
            continue
        reason = _torn_text(task.text) or _torn_body(task) or _torn_time(task.deadline)
        if reason:
            yield Doubt(task.text, reason, DoubtKind.LOOK)


def _torn_text(text: str) -> str:
    if text[:1].islower() or _OPEN_END.search(text):
        return _("This task begins or ends in the middle of a sentence; compare the row with the original.")
    if _BEGINS_TASK.search(text):
        return _("Two tasks seem to stand in one row; compare it with the original.")
    return ""


def _torn_body(task: ReadTask) -> str:
    bodies = [body for body in (task.lead, *task.supporting) if body]
    for body in bodies:
        if HALF_NAME.search(body) or _OPEN_END.search(body) or (body == task.lead and body[:1].islower()):
            return _("The name of a body in this row is not whole; compare the row with the original.")
    return ""


def _torn_time(words: str | None) -> str:
    text = plain(words or "")
    times = list(_TIME.finditer(text))
    for one, two in pairwise(times):
        if not _BETWEEN_TIMES.search(text, one.end(), two.start()) and not _is_one(one[0], two[0]):
            return _("Two times stand in this row; compare it with the original.")
    return ""


def _is_one(first: str, second: str) -> bool:
    """ "Tháng 12 hằng năm", "năm 2026 - 2030": two words of one time."""
    return second.startswith("hằng") and first[:1].isdigit()

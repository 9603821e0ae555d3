"""What the words of a cell say of its column: a time, a body, a product, the beginning of a task."""

from __future__ import annotations

import re

from kh57_desktop.importing.words import DUTY_VERBS, LEFT_OPEN_BY, ORGANIZATION_HEADS, PLURAL_WORDS

TIME = re.compile(
    r"(?:quý|tháng|năm|trước|sau|ngày|hằng|hàng|thường xuyên|trong|hoàn thành|từ|đến|chậm nhất|giai đoạn|liên tục|"
    r"định kỳ|kỳ họp)\b|20\d\d\b|\d{1,2}/\d{1,4}\b"
)
"""What a time's words begin with."""
VERBS = re.compile(
    rf"(?:{'|'.join(sorted(DUTY_VERBS, key=len, reverse=True))}|tái cấu trúc|hợp tác|thanh tra,|thúc đẩy|phát triển|"
    r"cắt giảm|đơn giản hóa|phủ|xóa|bảo tồn|làm sạch|thuê|chuyển đổi|chuẩn hóa|tham quan|tìm hiểu|"
    r"quy hoạch|quy định|đặt hàng|trực|gọi|hình thành)(?!\w)"
)
"""What a task's words begin with."""
NOUNS = ("quyết định", "báo cáo", "thông tin", "thông báo", "ban ")
"""Verbs that are a product's or a body's noun too."""
PRODUCTS = re.compile(
    r"(?:kế hoạch|báo cáo|quyết định|nghị quyết|hội nghị|hệ thống|cơ sở dữ liệu|quy chế|văn bản|danh (?:sách|mục)|lớp|"
    r"tin|mô hình|quy trình|giấy chứng nhận|văn bằng|tiêu chí|dữ liệu|đề án|biên bản|chương trình|phần mềm|chuyên mục|"
    r"hồ sơ|trang|kho|sổ tay|thông báo|công văn|hướng dẫn|nền tảng|ứng dụng|bộ chỉ số|kết luận|thỏa thuận)\b|"
    r"(?:trên |ít nhất |tối thiểu )?\d"
)
"""What a product's words begin with."""
DANGLING = re.compile(
    r"(?:,|-|\b(?:và|của|các|Sở|Phòng|Trường|Ban|Hội|Trung tâm|Ủy ban|Văn phòng|[Nn]gày|[Tt]háng|[Qq]uý|[Nn]ăm))$"
)
"""An end behind which a cell goes on."""
HALF_NAME = re.compile(
    r"(?:^|\s)(?:Phòng|Ban|Trung tâm|Ủy ban|Trạm|Trường|(?<!Văn phòng )(?<!Giám đốc )Sở|Ban Chỉ huy|Văn hóa - Xã|"
    r"Tổ quốc|Tổ quốc Việt|Hội Liên|Hội Liên hiệp|Hội Nông)$"
)
"""An end in the middle of a body's name."""
LONGEST_TIME = 40
_OPEN = re.compile(rf"\b(?:{'|'.join(LEFT_OPEN_BY)}|tại|trong|bằng|là|do|để|khi|trên|vào|như|hoặc|những|mỗi|từng)$")


def names_body(words: str) -> bool:
    """Whether `words`, in small letters, begin with the name of a body or of several."""
    return words.startswith(ORGANIZATION_HEADS) or PLURAL_WORDS.match(words) is not None


def is_left_open(text: str) -> bool:
    """Whether the words go on behind the end of `text`."""
    return DANGLING.search(text) is not None or _OPEN.search(text) is not None

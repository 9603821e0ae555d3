"""What speaks for a cell's words in a column of some kind."""

from __future__ import annotations

import re
from functools import lru_cache

from kh57_desktop.importing.cell_words import NOUNS, PRODUCTS, TIME, VERBS, names_body
from kh57_desktop.importing.words import plain

_LONGEST_TIME = 90
_LONGEST_UNIT = 24
_MOST_WORDS_OF_UNIT = 3
_LONGEST_VALUE = 40
_SHORTEST_TASK = 16
_UNITS = re.compile(
    r"%|tỷ lệ|người|đơn vị|điểm|bậc|hồ sơ|lớp|mô hình|sản phẩm|doanh nghiệp|camera|vị trí|tổ|thôn|ấp|hộ|bài|cuộc|"
    r"văn bản|hệ thống|nền tảng|gb/?s|mb/?s|triệu đồng|tỷ đồng|xếp (?:loại|hạng)|thứ hạng|chỉ số|thang điểm|\w+/\w+"
)
_SMALL_WORD = r"[^\WA-ZĐ]"
_VALUE = re.compile(
    r"[^\w]*(?:trên|dưới|từ|tối thiểu|tối đa|ít nhất|không (?:quá|dưới|thấp hơn|vượt)|đạt|khoảng|hơn|thêm|tăng|giảm|"
    rf"trong top|top|mức|hạng)?[^\w]*\d{_SMALL_WORD}*(?:[^\w]+{_SMALL_WORD}+){{0,4}}[^\w]*|"
    r"duy trì.*|[-–—x+]|có|đạt|hoàn thành|theo.*|tiếp tục.*"
)
"""What is to be reached; a word with a capital behind the number belongs to another cell."""
_COMPARES = re.compile(r"(?:trên|dưới|từ|tối thiểu|tối đa|ít nhất|không|đạt|khoảng|hơn|tăng|giảm|duy trì|[<>≥≤])")
_ONLY_NUMBER = re.compile(r"[<>≥≤=~]*\s*[\d.,]+\s*%?")
_TIME_INSIDE = re.compile(
    r"\b(?:quý (?:[ivx]+|\d)|tháng \d|năm 20\d\d|\d{1,2}/20\d\d|\d{1,2}/\d{1,2}|thường xuyên|"
    r"(?:hằng|hàng) (?:năm|quý|tháng|tuần)|20\d\d ?[-–] ?20\d\d)"
)
_MORE_TIME = re.compile(
    r"(?:theo (?:chỉ đạo|kế hoạch|hướng dẫn|lộ trình|yêu cầu)|khi |ngay |xong|cả năm|đột xuất|\d{4})"
)
_NO_BODY = re.compile(
    r"(?:báo cáo|bộ (?:tiêu chí|chỉ số|dữ liệu|câu hỏi|tài liệu|hồ sơ|nhận diện|thủ tục|công cụ)|ban hành|"
    r"tổ chức (?!chính|đảng|đoàn|hội|xã|cơ|tín|liên)|"
    r"hội (?:nghị|thảo|thi|chợ|trường)|đội ngũ|cơ sở (?:dữ liệu|hạ tầng|vật chất)|bản (?:đồ|tin|ghi|cam kết|đăng ký)|"
    r"kho (?!bạc)|trường hợp|hộ (?:sơ|chiếu)|khu vực|quỹ (?!tín)|trưởng thành|trạm (?!y tế)|đoàn viên)"
)
"""Words that begin as the name of a body does and are none."""
_LEADS = re.compile(r"[^\W\d_] chủ trì(?:,? phối hợp|[,;:]|$)")
_SECOND_BODY = re.compile(
    r"(?<=[^\W\d_A-ZĐ])(?<!nhánh)(?<!trực)(?<!rưởng)(?<!phòng)(?<!hó)(?<!hư)(?<!tịch)(?<!của)(?<!và)(?<!rì) "
    r"(?:Phòng|Hội|Ủy ban|Trung tâm|Công an|Đoàn|Trạm|Trường|Văn phòng|Các|Ban|Thuế|Bưu điện)\b"
)
"""A body's name behind another's, with nothing between them."""
_TWO_TIMES = re.compile(r"(?:hằng năm|hàng năm|\d{4}|thường xuyên) (?:tháng|quý|năm \d|\d{1,2}/|thường|trước|hằng)")
_NAME = re.compile(r"(?:(?:ông|bà|đồng chí|đ/c|ô\.|b\.)[:\s]+)?(?P<name>.+)", re.I)
_POST = re.compile(
    r"(?:quyền |phó )?(?:bí thư|chủ tịch|chủ nhiệm|trưởng|chánh|giám đốc|chỉ huy|hiệu trưởng|đội trưởng|tổ trưởng|"
    r"trung tá|thiếu tá|đại úy|thượng úy|chính trị viên|chuyên viên|công chức|viên chức|cán bộ|đại diện|lãnh đạo|"
    r"kế toán|văn thư|phó |điều hành|người)\b"
)
_ROLE = re.compile(
    r"(?:phó )?(?:trưởng (?:ban|tiểu ban)|tổ trưởng|trưởng tổ)|(?:phó trưởng|tổ phó|phó tổ|thành viên|ủy viên|"
    r"thư ký|tổ viên|phó ban|chỉ đạo)\b"
)


@lru_cache(maxsize=20_000)
def likeness(text: str, kind: str) -> float:
    """What speaks for `text` as a whole cell of a column of that kind; more is better, about -3 to 3."""
    words = plain(text)
    if kind in _SHORT:
        return _SHORT[kind](text, words)
    is_body = names_body(words) and _NO_BODY.match(words) is None
    is_verb = VERBS.match(words) is not None and not words.startswith(NOUNS)
    is_time = _is_time(words)
    has_digits = _ONLY_NUMBER.fullmatch(words) is not None
    if kind in ("lead", "supporting", "body"):
        leads = _LEADS.search(words) is not None
        score = 2.0 if leads and is_body else 1.6 if is_body and not is_verb else -1.2 if is_verb else -0.6
        score -= 1.2 * (kind == "lead" and _SECOND_BODY.search(text) is not None)
        return score - 2.5 * is_time - 2.0 * has_digits - 0.8 * (words.endswith(".") and len(text) > 60)
    if _LEADS.search(words):
        return -2.5
    if kind in ("task", "duty"):
        score = 1.6 if is_verb else 0.3
        return score - 2.2 * is_time - 0.6 * (is_body and not is_verb) - 1.2 * (len(text) < _SHORTEST_TASK)
    if kind == "indicator":
        return 0.8 - 1.2 * (len(text) < _SHORTEST_TASK) - 2.0 * has_digits - 1.0 * is_time
    if kind == "product":
        is_product = PRODUCTS.match(words) is not None and not is_time
        return (1.3 if is_product else 0.0) - 1.2 * is_time - 0.7 * (is_body and not is_product) - 0.3 * is_verb
    return -0.3 * is_time - 0.2 * is_body


def _is_time(words: str) -> bool:
    if len(words) > _LONGEST_TIME:
        return False
    opens = TIME.match(words) is not None or _MORE_TIME.match(words) is not None
    return opens and (_TIME_INSIDE.search(words) is not None or len(words) < 22)


def _deadline(_text: str, words: str) -> float:
    if _is_time(words):
        return 0.8 if _TWO_TIMES.search(words) else 2.4
    return -0.6 if _TIME_INSIDE.search(words) and len(words) < _LONGEST_TIME else -2.5


def _unit(text: str, words: str) -> float:
    if len(text) > _LONGEST_UNIT or _ONLY_NUMBER.fullmatch(words) or _COMPARES.match(words):
        return -2.5
    if text[:1].isdecimal():
        return -1.0
    if _UNITS.match(words):
        return 1.8
    return 0.2 - 1.2 * (len(words.split()) > _MOST_WORDS_OF_UNIT or text[:1].islower())


def _value(text: str, words: str) -> float:
    if len(text) > _LONGEST_VALUE:
        return -2.5
    return 1.6 if _VALUE.fullmatch(text[:1].lower() + text[1:]) else -1.2


def _name(text: str, words: str) -> float:
    match = _NAME.match(text)
    parts = match["name"].split() if match else []
    is_name = 2 <= len(parts) <= 6 and all(part[0].isupper() for part in parts) and not any(map(str.isdigit, text))
    return (1.5 if is_name else -2.0) - 2.0 * (_ROLE.match(words) is not None or _POST.match(words) is not None)


def _role(_text: str, words: str) -> float:
    return 2.0 if _ROLE.match(words) and len(words) < _LONGEST_TIME else -1.5


def _post(_text: str, words: str) -> float:
    return (1.2 if _POST.match(words) else 0.4 if names_body(words) else -0.4) - 1.2 * (
        _ROLE.fullmatch(words) is not None
    )


_SHORT = {
    "deadline": _deadline,
    "start": _deadline,
    "unit": _unit,
    "value": _value,
    "name": _name,
    "role": _role,
    "post": _post,
}

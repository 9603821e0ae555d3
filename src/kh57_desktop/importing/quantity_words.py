"""Words around numbers in objectives: comparators, counted nouns, and numbers that count nothing."""

from __future__ import annotations

import re

from kh57_desktop.domain.terms import Comparator

COMPARATORS_BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (Comparator.AT_MOST, re.compile(
        r"(?:không (?:vượt )?quá|không vượt|tối đa(?: là)?|nhiều nhất|≤|<=|=<|không (?:cao|lớn|nhiều) hơn|"
        r"không trên|không (?:để(?:\s+[^\W\d]+){0,6}?|có(?:\s+xảy ra)?|xảy ra|phát sinh|kéo dài)"
        r"\s+(?:trên|hơn|(?:vượt )?quá|vượt))$")),
    (Comparator.AT_LEAST, re.compile(
        r"(?:ít nhất(?: là)?|tối thiểu(?: là| đạt| có)?|không (?:thấp|ít|nhỏ) hơn|không dưới|≥|>=|=>|"
        r"thấp nhất(?: là)?|từ|"
        r"không để(?:\s+[^\W\d]+){0,6}?\s+(?:dưới|thấp hơn))$")),
    (Comparator.LESS_THAN, re.compile(r"(?:dưới|<|thấp hơn|nhỏ hơn|ít hơn|chưa đến|chưa tới)$")),
    (Comparator.MORE_THAN, re.compile(r"(?:trên|>|hơn|vượt|quá)$")),
)  # fmt: skip
"""Matched on `plain` text that ends where the number begins; the first that fits counts."""
AT_LEAST_AFTER = re.compile(r"\s*(?:[^\W\d]+\s+){0,3}?trở lên\b")
AT_MOST_AFTER = re.compile(r"\s*(?:[^\W\d]+\s+){0,3}?trở xuống\b")
SKIPPED_BEFORE = re.compile(r"(?:\b(?:đạt|là|có|khoảng|được|mức|còn|bằng|lên|xuống|đến)|[\s(,:])+$")
"""Words between comparator and number that say nothing ("đạt trên", "xuống dưới")."""

PERCENT = re.compile(r"\s*(?:%|phần trăm\b)")

NO_QUANTITY = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bsố\s*:?\s*(?!\d+(?:[.,]\d+)?\s*%|\d+,\d)\d+[\w/.\-]*",  # signs of documents
        r"\b\d+[-/][a-zđ][\w/.\-]*",  # 57-NQ/TW
        r"\b\d{1,2}/\d{1,2}/\d{4}\b",
        r"\b\d+g\b(?!\s*b)",  # 4G, 5G
        r"\b[a-z]+\d+(?:\.\d+)?\b",  # IPv6, ISO9001, H2
        r"\b(?:iso|tcvn|web|công nghiệp|cách mạng công nghiệp(?: lần thứ)?|zalo)\s*\d+(?:\.\d+)?(?::\d+)?\b",
        r"\b24\s*/\s*(?:7|24)\b",
        r"\(\d{1,2}\)",  # (1), (2) inside a sentence
        r"\b(?:chính quyền|mô hình)(?: địa phương)? 0?[23] cấp\b",
        r"\btừ(?: đủ)? \d+(?: đến \d+)? tuổi(?: trở lên| trở xuống)?|\b\d+(?:\s*[-–]\s*\d+)? tuổi\b(?: trở lên|"
        r" trở xuống)?",
        r"\b\d+ năm (?:tới|qua|gần đây|một lần|/lần)\b|\b5 rõ\b|\b6 rõ\b|\b3 không\b",
        r"\b\d+/\d+/\d+\b",
        r"\btháng \d{1,2}/\d{4}\b|\bquý [ivx]+/\d{4}\b",
        r"\b\d{1,2}/\d{4}\b",
    )
)
"""Numbers that count nothing, matched on `plain` text and left out."""
FRACTION = re.compile(r"(?<![\w/.,-])\d{1,4}(?P<whole>/\d{1,3})(?![\w/])")
""" "12/15 thôn": the first number is counted where a noun stands behind; without one it is a date or a sign."""
NAMED_NUMBER = re.compile(
    r"\b(?:ngày|tháng|quý|khóa|kỳ|lần thứ|thứ|điều|khoản|mục|phụ lục(?: số)?|biểu(?: số)?|đề án|nghị quyết|chỉ thị|"
    r"kết luận|quyết định|kế hoạch|chương trình|dự án|mức độ|cấp độ|cấp|mức|loại|hạng|nhóm|khu vực|vùng|giai đoạn|"
    r"phiên bản|mẫu|top|quốc lộ|thang điểm|tổ|thôn|ấp|khu phố|phường|quận|khối)\s*\d{1,3}\b(?![.,]\d|\s*%|\s*[-–]\s*\d)"
)
"""Numbers that name a thing ("Đề án 06", "mức độ 4"), unless a counted noun stands behind them."""

YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
HORIZON = re.compile(
    r"(?:(?:đến|tới|trước|trong|vào|cuối|hết|tầm nhìn|mốc|cho)\s+)+(?:cuối\s+|hết\s+|đầu\s+)?(?:năm\s+)?(20\d\d)\b|"
    r"giai đoạn\s+(?:từ\s+)?(?:năm\s+)?20\d\d\s*(?:[-–—]|đến)\s*(?:năm\s+)?(20\d\d)\b|^(?:[-+•]\s*)?năm\s+(20\d\d)\b|"
    r"(?:^|[;,(]\s*)(?:riêng\s+)?năm\s+(20\d\d)\b|"
    r"(?:đến|tới|trước|trong|hết|vào)\s+(?:(?:hết|cuối|đầu|ngày)\s+)*(?:\d{1,2}[/.-]\d{1,2}[/.-]|quý\s+[ivx\d]{1,3}\s*/|"
    r"tháng\s+\d{1,2}\s*/)(20\d\d)\b"
)
HEADING_HORIZON = re.compile(r"(?:năm|nhìn|mốc|đoạn|đến|[-–—])\s*(?:20\d\d\s*[-–—]\s*)?(20\d\d)\b")
"""In a heading the year needs no "đến" ("CHỈ TIÊU NĂM 2026")."""
NAMED_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b")
"""A year that a clause only names ("đạt 90% năm 2026")."""
NOT_NAMED_BEFORE = re.compile(
    r"(?:so với[^,;]*|(?:từ|kể từ|sau|của|ban hành|như|bằng|hơn|cùng kỳ)(?:\s+(?:đầu|cuối|hết))?|"
    r"ngày \d{1,2}\s+tháng \d{1,2})\s*$"
)
"""What makes a named year the base of a comparison, a beginning or the date of a document."""
NOT_HORIZON_BEFORE = re.compile(r"(?:so với|từ|kể từ|của|ban hành|như)\s*$")

RATE_BASES = (
    ("năm", re.compile(r"\b(?:mỗi|hằng|hàng|một|01)\s+năm\b|/\s*năm\b")),
    ("quý", re.compile(r"\bmỗi\s+quý\b|/\s*quý\b")),
    ("tháng", re.compile(r"\bmỗi\s+tháng\b|/\s*tháng\b")),
)
RATE_OVER = re.compile(
    r"(?:\btrên(?: mỗi| một)?|\bmỗi|/)\s*(?:0?1\s+|một\s+)?(?P<base>vạn dân|triệu dân|(?:10\.000|1\.000|"
    r"100\.000|1\.000\.000)\s+(?:dân|người(?: dân)?))"
)
"""The base of a rate: its own number measures nothing."""

QUALIFIED_BEFORE = re.compile(
    r"(?:tốc độ|băng thông|dung lượng|công suất|thời gian|trong vòng|trong|cự ly|bán kính|quy mô|diện tích|độ tuổi)"
    r"(?:\s+(?:tối thiểu|tối đa|đạt|từ|trên|dưới|ít nhất|không quá|là|>|≥|<|≤))*\s*$"
)
TIME_UNITS = ("ngày", "giờ", "phút", "tháng", "năm", "tuần", "quý", "giây")

INDEX_WORDS = re.compile(r"\b(?:chỉ số|xếp hạng|thứ hạng|điểm số)\b")

NOUNS = tuple(
    sorted(
        (
            "hợp tác xã", "tổ hợp tác", "cơ sở dữ liệu", "tổ chức", "công trình", "nhiệm vụ", "dự án", "sáng chế",
            "doanh nghiệp", "sản phẩm", "sáng kiến", "cơ sở", "mô hình", "đề tài", "đề án", "giải pháp", "ứng dụng",
            "nền tảng", "hệ thống", "phần mềm", "dịch vụ", "thủ tục", "hội nghị", "hội thảo", "chương trình",
            "kế hoạch", "cán bộ", "công chức", "viên chức", "chuyên gia", "kỹ sư", "học sinh", "sinh viên",
            "giáo viên", "nông dân", "người dân", "gia đình", "trung tâm", "văn phòng", "phòng họp", "tuyến đường",
            "tuyến phố",
            "khu vực", "khu dân cư", "khu phố", "thành viên", "đảng viên", "đoàn viên", "hội viên", "phóng sự",
            "chuyên mục", "chuyên đề", "tài khoản", "chữ ký", "hồ sơ", "văn bản", "nhãn hiệu", "văn bằng",
            "quy trình", "thiết bị", "máy tính", "camera", "trạm", "trường học", "bệnh viện", "tỷ đồng",
            "triệu đồng", "nghìn đồng", "tỉ đồng", "cuộc thi", "phong trào", "tổ chức", "câu lạc bộ",
            "nhà khoa học", "bài báo", "công nghệ", "thôn", "ấp", "xã", "phường", "tỉnh", "huyện", "bản", "làng",
            "tổ", "xóm", "buôn", "khối", "người", "hộ", "đơn", "lớp", "điểm", "lượt", "chuỗi", "mã", "bài", "tin",
            "cuộc", "buổi", "đợt", "lần", "ki-ốt", "bộ", "cái", "ha", "km", "m2", "m²", "kg", "tấn", "tạ", "đồng",
            "đồng chí", "việc", "mục tiêu", "chỉ tiêu", "tiêu chí", "đơn vị", "cơ quan", "trường", "hội", "chi bộ",
            "tủ", "nhà", "vườn", "cửa hàng", "chợ", "gian hàng", "sàn", "đội", "nhóm", "phòng", "khóa", "vụ",
            "giải", "giải thưởng", "hợp đồng", "thỏa thuận", "tác phẩm", "video", "ngày", "giờ", "phút", "tháng",
            "năm", "tuần", "quý", "gb/s", "mb/s", "mbps", "gbps", "kw", "mw", "vạn dân", "bậc", "hạng", "loại",
            "trang trại", "trang", "vùng", "mã số", "mặt hàng", "tuyến", "cây", "con", "trẻ", "em", "công dân",
            "lao động",
            "địa phương", "tiến sĩ", "thạc sĩ", "nhân lực", "danh mục", "bài toán", "bài viết", "bài giảng", "học liệu",
            "chủ thể", "khách hàng", "kênh", "bản tin", "sự kiện", "tập thể", "cá nhân", "quyết định", "nghị quyết",
            "báo cáo", "trụ sở", "điểm trường", "viện", "doanh nhân", "đối tượng", "hạng mục", "kịch bản", "chiếc",
            "suất", "cuốn", "quyển", "tờ", "cụm", "cột", "quầy", "phiếu", "ca", "khu",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
"""Counted nouns; the longest that stands behind the number is the unit."""
NOUN_ENDS = frozenset(
    {
        "được", "có", "của", "trong", "cho", "về", "để", "mỗi", "trên", "tại", "là", "và", "hoặc", "đạt", "theo",
        "với", "ở", "do", "khi", "trở", "sẽ", "cấp", "mới", "đã", "từ", "thực", "ứng", "sử", "tham",
    }
)  # fmt: skip

CLAUSE_OPENERS = re.compile(
    r"(?:và\s+)?(?:trong đó|riêng|đồng thời|phấn đấu|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|mức độ|chỉ số|có|số lượng|"
    r"tổng số|số|"
    r"duy trì|hoàn thành|hình thành|xây dựng|hỗ trợ|bố trí|quy mô|năm 20\d\d|đến năm|giảm|tăng|ít nhất|"
    r"tối thiểu|trên|dưới|"
    r"không quá|không dưới|[≥≤<>]|từ \d|\d|hằng năm|hàng năm|mỗi năm|còn lại)"
)
"""What a clause of its own begins with, behind a comma or "và"."""

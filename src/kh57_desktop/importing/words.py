"""Words of the genre (kế hoạch, chương trình hành động): the tables that the reading rules look up.

Nothing here names a place, a person or a sentence of one document. Spelling variants (uỷ/ủy, hoá/hóa) are compared
through `plain`, which moves the tone mark of final oa, oe, uy to its older place.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TONE_PAIRS = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip
_TONE = re.compile("|".join(f"(?:(?<![qQ]){new}(?!\\w))" for new, _old in _TONE_PAIRS))
_OLD = dict(_TONE_PAIRS)


def plain(text: str) -> str:
    """`text` for comparing: small letters, one spelling of uỷ/ủy and hoá/hóa; length is kept."""
    return _plain_of_short(text) if len(text) < _SHORT else _plain_of(text)


def _plain_of(text: str) -> str:
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return _TONE.sub(lambda match: _OLD[match[0]], small)


_SHORT = 400
_plain_of_short = lru_cache(maxsize=4096)(_plain_of)
"""The rules ask for the same lines again and again; no more than seven megabytes are kept."""

LEFT_OPEN_BY = ("và", "của", "các", "cho", "với", "về", "theo", "từ", "đến")
"""Words behind which a text goes on: none ends with them."""

# --- head and foot --------------------------------------------------------------------------------------------------

PLAN_KINDS = (
    "kế hoạch", "kế hoạch hành động", "chương trình hành động", "chương trình", "chương trình công tác", "đề án",
    "phương án", "kế hoạch thực hiện", "chương trình hành động thực hiện", "kế hoạch liên tịch",
    "kế hoạch phối hợp", "chương trình phối hợp",
)  # fmt: skip
DOCUMENT_KINDS = frozenset(
    (
        *PLAN_KINDS, "quyết định", "nghị quyết", "chỉ thị", "thông báo", "báo cáo", "hướng dẫn", "kết luận", "tờ trình",
        "quy chế", "quy định", "công văn", "thông báo kết luận",
    )
)  # fmt: skip
"""Names of document types (tên loại) as they stand alone above the title."""

NOT_PLANS = frozenset({"quyết định", "báo cáo", "tờ trình", "công văn", "quy chế", "quy định", "biên bản"})
"""Kinds that have sections of the same names but give nobody a task to follow up."""

BASIS_DOCUMENTS = (
    "luật", "bộ luật", "pháp lệnh", "nghị quyết", "nghị định", "quyết định", "chỉ thị", "thông tư", "thông tri",
    "kế hoạch", "chương trình", "kết luận", "đề án", "hướng dẫn", "công văn", "thông báo", "quy định", "quy chế",
    "hiến pháp", "điều lệ", "chiến lược", "văn bản", "tờ trình", "công điện", "khung", "bộ tiêu chí", "quy hoạch",
    "báo cáo", "biên bản", "kế hoạch hành động", "chương trình hành động",
)  # fmt: skip
BASIS_WORDS = re.compile(
    r"(?:căn cứ(?: vào)?|tiếp tục (?:thực hiện|triển khai(?: thực hiện)?)|"
    r"triển khai(?:(?:,| và)? (?:tổ chức )?thực hiện)?|thực hiện|trên cơ sở|thi hành|theo|xét|"
    r"để (?:triển khai |tổ chức )?(?:thực hiện|triển khai)|nhằm (?:thực hiện|triển khai)|"
    r"quán triệt(?:(?:,| và) (?:tổ chức )?(?:triển khai(?: thực hiện)?|thực hiện))?|chấp hành)\b"
    r"[\s:,]*(?:các |những |nội dung )?"
)
"""Introducing words of the preamble (matched on `plain` text)."""

ISSUING_VERBS = (
    "ban hành", "xây dựng", "đề ra", "lập", "cụ thể hóa", "triển khai", "tổ chức triển khai", "quyết định",
    "thông qua", "yêu cầu", "đề nghị",
)  # fmt: skip
ISSUERS = (
    "ban thường vụ", "ban chấp hành", "thường trực", "đảng đoàn", "ban cán sự đảng", "chủ tịch ủy ban nhân dân",
    "chủ tịch ubnd", "đảng ủy", "đảng bộ", "tỉnh ủy", "thành ủy", "huyện ủy",
    "chi bộ", "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "ban chỉ đạo", "ủy ban mặt trận", "btv",
    "bch", "chi ủy", "sở", "công an", "ban thường trực", "thường trực ủy ban", "ủy ban mttq", "mặt trận tổ quốc",
    "ban chấp hành", "đoàn thanh niên", "đoàn tncs", "hội liên hiệp", "hội nông dân", "hội cựu chiến binh", "công đoàn",
    "văn phòng", "trung tâm", "ban quản lý", "trường", "chính phủ", "tổ giúp việc",
    "tổ công tác",
)  # fmt: skip

PARTY_BODY = re.compile(r"(?:ban thường vụ|ban chấp hành|đảng ủy|đảng bộ|đảng đoàn|tỉnh ủy|thành ủy|btv|bch|chi bộ)\b")
STATE_BODY = re.compile(r"(?:chủ tịch )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd)\b")
"""Issuers (matched on `plain` text) that tell whose document it is where head and signature do not."""

LEVELS = {
    "xã": "xã", "phường": "phường", "đặc khu": "đặc khu", "huyện": "huyện", "thị trấn": "xã", "tỉnh": "tỉnh",
    "thành phố": "tỉnh",
}  # fmt: skip
COMMUNE_LEVELS = ("xã", "phường", "đặc khu", "thị trấn")

RECIPIENTS_HEADING = re.compile(r"(?:nơi nhận|kính gửi để biết)\s*:?", re.I)
AUTHORITY = re.compile(r"(?:T/M|T\.M\.?|TM\.?|KT\.?|K/T|TL\.?|T/L|TUQ\.?|T/UQ|Q\.)(?=\s)\s*\w")
ON_BEHALF = re.compile(r"(?:KT\.?|K/T|TL\.?|T/L|TUQ\.?|T/UQ)\s")
POSITIONS = (
    "bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", "chánh văn phòng", "trưởng ban", "phó trưởng ban",
    "giám đốc", "phó giám đốc", "trưởng phòng", "phó trưởng phòng", "quyền chủ tịch", "ủy viên", "tổ trưởng",
    "thường trực",
)  # fmt: skip
SECRECY_MARKS = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
STATE_WORDS = ("cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc", "độc lập – tự do – hạnh phúc")
PARTY_WORDS = ("đảng cộng sản việt nam",)

CLOSING_START = "Trên đây là"
CLOSING = re.compile(
    r"(?:trên đây là|(?:kế hoạch|chương trình(?: hành động)?|nghị quyết|đề án|phương án) này\b|"
    r"trong quá trình (?:tổ chức |triển khai )*(?:thực hiện|triển khai)|quá trình (?:tổ chức |triển khai )*thực hiện)"
)
"""Openings of the closing paragraphs (matched on `plain` text)."""

ANNEX_HEADING = re.compile(
    r"(?:phụ lục|phụ biểu|biểu)(?:\s+số)?(?:\s*[:.]?\s*(?:[IVX]{1,5}|\d{1,2}[a-z]?))?\s*[.:]?$", re.I
)
ANNEX_TITLED = re.compile(
    r"(?:phụ lục|phụ biểu|biểu)\s+(?:số\s*)?(?:[IVX]{1,5}|\d{1,2})\b\s*[.:–-]?\s*\S.{0,250}$", re.I
)
"""Behind the signature an annex may have its title in the line of its number."""
ANNEX_SOURCE = re.compile(r"\(?\s*(?:ban hành )?kèm theo", re.I)
ANNEX_MENTION = re.compile(r"phụ lục(?:\s+số)?\s*(?:[IVX]{1,5}|\d{1,2})?", re.I)
ANNEX_POINTER = re.compile(
    r"\(\s*(?:có|kèm|chi tiết|theo|xem|nội dung|danh mục)\b[^()]*(?:phụ lục|danh mục|biểu|kèm theo|"
    r"gửi kèm)[^()]*\)\.?",
    re.I,
)

NEEDS_NUMBER = frozenset(
    {
        "ngày", "tháng", "năm", "quý", "số", "khoản", "điều", "mục", "điểm", "phần", "chương", "lục", "khóa", "lần",
        "đến", "từ", "và", "trên", "dưới", "khoảng", "đạt", "có", "nhất", "thiểu", "đa", "quá", "mức", "cấp",
    }
)  # fmt: skip
"""Words behind which a number is wanted, so that a number at the next line's start is no marker and no page number."""

_RULE = re.compile(r"[-–—_=*.•·~\s]{1,}")


def is_rule(text: str) -> bool:
    """A drawn rule (`-----`, `_____`, `*`): separates, says nothing."""
    return _RULE.fullmatch(text) is not None and (len(text) >= 3 or text in {"*", "–", "—", "-", "_", "__", "--"})


# --- topics of sections ---------------------------------------------------------------------------------------------

ASSIGNMENT_TOPIC = re.compile(
    r"tổ chức (?:triển khai )?thực hiện|(?<!nhiệm vụ và )(?<!nhiệm vụ, )(?<!giải pháp và )(?<!giải pháp, )phân công|"
    r"trách nhiệm|tổ chức triển khai"
)
TASK_TOPIC = re.compile(r"nhiệm vụ|giải pháp")
LOOSE_TASK_TOPIC = re.compile(r"nội dung|chương trình hành động|hoạt động")
OBJECTIVE_TOPIC = re.compile(r"(?<!chương trình )mục tiêu(?! quốc gia)|chỉ tiêu")
GENERAL_OBJECTIVE = re.compile(
    r"(?:một số |các )?(?:mục tiêu|chỉ tiêu)(?: chủ yếu| cơ bản)?(?: (?:chung|tổng quát|cụ thể|chủ yếu|cơ bản))*"
)
OTHER_TOPIC = re.compile(
    r"kinh phí|nguồn lực|thực trạng|tình hình|mục đích|yêu cầu|quan điểm|kết quả|sự cần thiết|đặc điểm|"
    r"thời gian|phạm vi|đánh giá"
)

LOOKING_BACK = re.compile(
    r"(?:kết quả|thực trạng|tình hình|đánh giá|đặc điểm|sự cần thiết|kinh phí|nguồn (?:lực|vốn|kinh phí)|"
    r"dự toán|căn cứ|cơ sở)"
)
"""Openings of sections that tell what was, or what it costs: nothing is taken out of them."""

# --- bodies ---------------------------------------------------------------------------------------------------------

ORGANIZATION_HEADS = (
    "ủy ban", "ubnd", "ubkt", "ubmttq", "hội đồng", "hđnd", "mặt trận", "mttq", "đảng ủy", "đảng bộ", "chi bộ",
    "chi ủy", "chi, đảng bộ", "tỉnh ủy", "thành ủy", "huyện ủy", "ban", "phòng", "văn phòng", "vp", "công an",
    "quân sự", "trạm", "trung tâm", "trường", "hội", "đoàn", "liên đoàn", "công đoàn", "sở", "bộ", "cục", "chi cục",
    "chi nhánh", "viện", "bệnh viện", "bưu điện", "bưu cục", "ngân hàng", "quỹ", "thuế", "kho bạc", "bảo hiểm",
    "tòa án", "viện kiểm sát", "hợp tác xã", "htx", "tổ", "thôn", "ấp", "bản", "làng", "khu phố", "tổ dân phố",
    "khu", "khối", "xóm", "buôn", "đội", "doanh nghiệp", "công ty", "tập đoàn", "cơ quan", "đơn vị", "ban, ngành",
    "phòng, ban", "các ngành", "ngành", "địa phương", "cấp ủy", "tổ chức", "đoàn thể", "thủ trưởng",
    "người đứng đầu", "lãnh đạo", "trưởng", "bí thư", "chủ tịch", "phó chủ tịch", "phó trưởng", "phó ban",
    "phó bí thư", "thành viên", "ủy viên", "đồng chí", "đ/c", "thường trực", "nhà văn hóa", "đài", "báo",
    "liên minh", "hiệp hội", "câu lạc bộ", "cán bộ", "công chức", "viên chức", "điện lực", "viễn thông",
    "hạt kiểm lâm", "nhà trường", "cơ sở", "hiệu trưởng", "giám đốc", "chánh văn phòng", "bộ phận", "xã", "phường",
    "hộ", "nhân dân", "người dân", "kho", "đồn", "hải quan", "tổng công ty", "vnpt", "viettel", "mobifone", "fpt",
    "chính quyền", "thanh tra", "hải đội", "kiểm lâm", "nhà máy", "p.", "ub ", "bch ", "bcđ", "ca xã", "ca phường",
    "ttpvhcc", "tthcc",
)  # fmt: skip
ORDER_WORDS = re.compile(
    r"(?:trân trọng )?(?:đề nghị|giao(?: cho| nhiệm vụ cho| trách nhiệm cho)?|yêu cầu|trách nhiệm của|trách nhiệm|"
    r"nhiệm vụ của|phân công|kính đề nghị|đối với|về phía)\s*:?\s+"
)
"""Words that only give the order before a body's name (matched on `plain` text)."""
PLURAL_WORDS = re.compile(r"(?:các|những|từng|mỗi|toàn thể|tập thể|các đồng chí|đồng chí)\s+")
NOT_BODIES = re.compile(
    r"(?:kinh phí|nguồn (?:lực|vốn|kinh phí)|chế độ|thời gian|tiến độ|công tác|thông tin|báo cáo|sơ kết|tổng kết|"
    r"kiểm tra|giám sát|tuyên truyền|trong quá trình|định kỳ|hằng năm|hàng năm|căn cứ|việc|trên cơ sở|thi đua|"
    r"khen thưởng|"
    r"tổ chức (?!đảng|chính trị|đoàn|công đoàn|cơ sở|xã hội|hội|tín dụng|kinh tế|khoa học)|cơ chế|nội dung|"
    r"lộ trình|phân kỳ|"
    r"điều khoản|hiệu lực|bố trí|cơ sở (?:pháp lý|dữ liệu))\b"
)
DUTY_VERBS = (
    "có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "làm đầu mối", "là đầu mối", "là cơ quan", "là đơn vị",
    "căn cứ", "chủ trì", "phối hợp", "chủ động", "lãnh đạo", "chỉ đạo", "tham mưu", "bổ sung", "theo dõi",
    "đôn đốc", "hướng dẫn", "tuyên truyền", "phổ biến", "quán triệt", "tổ chức", "xây dựng", "triển khai",
    "thực hiện", "ban hành", "bố trí", "bảo đảm", "đảm bảo", "tăng cường", "đẩy mạnh", "thường xuyên", "định kỳ",
    "hằng năm", "hàng năm", "hằng quý", "kiểm tra", "giám sát", "vận động", "phát huy", "tổng hợp", "rà soát",
    "báo cáo", "cụ thể hóa", "tiếp tục", "kịp thời", "phát động", "hỗ trợ", "tập trung", "đưa", "nghiên cứu",
    "trực tiếp", "quan tâm", "ưu tiên", "phân công", "giao", "cân đối", "thẩm định", "đề xuất", "trình",
    "lồng ghép", "nâng cao", "tạo điều kiện", "sử dụng", "quản lý", "theo chức năng", "theo địa bàn",
    "theo phạm vi", "theo thẩm quyền", "theo phân công",
    "theo sự phân công", "theo quy định", "trên cơ sở", "cần", "phải",
    "sẽ", "tự", "đăng ký", "cung cấp", "duy trì", "vận hành", "phân bổ", "khai thác", "đồng thời", "tích cực",
    "xem xét", "giúp", "thông tin", "đăng tải", "mở", "cử", "lập", "hoàn thiện", "hoàn thành", "tiếp nhận",
    "huy động", "khuyến khích", "bám sát", "nghiêm túc", "giới thiệu", "lựa chọn", "gắn", "thông qua", "quyết định",
    "ứng dụng", "chuẩn bị", "phát hiện", "tham gia", "tạo", "nắm", "đảm nhận", "đánh giá", "tăng", "làm", "đầu tư",
    "gương mẫu", "nhân rộng", "biên soạn", "kết nối", "nâng", "mua", "trang bị", "đào tạo", "bồi dưỡng", "thu hút",
    "tận dụng", "củng cố", "kiện toàn", "số hóa", "cập nhật", "công khai(?! thác)", "thí điểm", "chia sẻ", "phản ánh",
    "đồng hành", "ký kết", "giải quyết", "xử lý", "ngăn chặn", "tập huấn", "chấp hành", "học tập", "tạo lập",
    "kiểm soát", "khắc phục", "theo lĩnh vực", "theo nhiệm vụ", "phát sóng", "phát hành", "nhanh chóng",
    "khẩn trương", "dành", "rà", "xác định", "đặt", "nêu cao", "thể chế hóa", "tiến hành", "tranh thủ", "đôn",
    "kiến nghị", "đề nghị", "thành lập", "phê duyệt", "biên tập", "thay thế", "liên hệ", "thiết lập", "lắp đặt",
    "khảo sát", "niêm yết", "công bố(?! trí)", "áp dụng", "giải thích", "đối chiếu", "kích hoạt", "bàn giao",
    "nâng cấp", "lắp", "sửa", "thay(?! mặt)", "dán", "treo", "ghi", "nhập", "quét", "soạn", "chọn", "chấn chỉnh",
    "sắp xếp", "chuyển giao", "xếp loại", "biểu dương", "đăng(?! (?:ký|kiểm))",
    "sửa chữa", "thu thập", "chỉnh lý", "phục tráng", "thống kê", "lựa chọn", "trồng", "gửi", "quay", "viết",
    r"cấp(?! (?:ủy|uỷ|xã|tỉnh|huyện|trên|dưới|cơ sở|phòng|trưởng))", "điều phối", "bảo vệ", "giải ngân", "chấm điểm",
    "phụ trách", "xóa", "chỉnh trang", "tái cấu trúc", "hạ ngầm", "ngầm hóa", "xúc tiến", "chuẩn hóa",
)  # fmt: skip
"""Verbs and adverbs that begin a duty; only small letters count, since capitals belong to names (Ban Tổ chức)."""
VERB_INSIDE_NAME = {
    "tổ chức": ("các", "những", "và", "ban", "phòng", "của", ","),
    "kiểm tra": ("ban", "uỷ", "ủy"),
    "chỉ đạo": ("ban",),
    "lãnh đạo": ("các", "ban"),
    "tham mưu": ("quan", "vị"),
    "phối hợp": ("vị", "quan"),
    "quản lý": ("ban", "quan", "hạt", "vị"),
    "thực hiện": ("vị", "quan"),
    "chủ trì": ("vị", "quan"),
    "xây dựng": ("ban", "phòng"),
    "thông tin": ("tâm", "hóa", "và", "-", "–", "phòng"),
    "phụ trách": ("được", "vị", "quan"),
    "tổng hợp": ("vụ", "ban", "phòng", "hợp"),
    "cung cấp": ("vị", "nghiệp"),
    "bảo đảm": ("vị",),
    "đăng ký": ("phòng",),
    "tuyên truyền": ("ban",),
    "phổ biến": ("hợp",),
    "vận động": ("ban",),
    "theo dõi": ("vị", "quan"),
    "thẩm định": ("đồng",),
    "khuyến khích": ("quỹ",),
    "hỗ trợ": ("tâm", "quỹ", "tổ"),
    "quyết định": ("theo",),
    "nghiên cứu": ("viện", "tâm"),
    "ứng dụng": ("tâm", "và"),
    "tự": ("trật", "ban", "tổ"),
    "tạo": ("sáng", "đào", "cải", "chế"),
    "đầu tư": ("án", "bộ", "nhà", "tiến"),
    "xúc tiến": ("tâm", "phòng", "ban"),
    "đào tạo": ("sở", "tâm", "và"),
    "bồi dưỡng": ("tâm", "và", ","),
    "tiếp nhận": ("phận",),
    "giải quyết": ("và",),
    "học tập": ("tâm", "hội"),
    "tăng": ("gia",),
    "làm": ("việc",),
    "giao": ("chuyển", "được"),
    "giúp": ("tổ", "phận"),
}  # fmt: skip
"""Words before which the verb is part of a name or of "cơ quan tham mưu" and ends nothing."""

NAME_FIELDS = (
    "khoa học", "công nghệ", "thông tin", "thể thao", "du lịch", "xã hội", "môi trường", "truyền thông", "giáo dục",
    "đào tạo", "dân vận", "hạ tầng", "đô thị", "nội vụ", "tài chính", "kế hoạch", "nông nghiệp", "lao động",
    "truyền hình", "thương mại",
)  # fmt: skip
"""Fields of work that stand in the name of a department, after a comma too."""

PROVINCIAL_BODY = re.compile(
    r"(?:(?:các )?sở\b|(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân) (?:tỉnh|thành phố)\b|tỉnh ủy|thành ủy|"
    r"(?:công an|thanh tra|văn phòng ubnd|bộ chỉ huy quân sự|viễn thông|bưu điện|"
    r"bảo hiểm xã hội|kho bạc nhà nước|thuế) tỉnh\b|"
    r"(?:ban [^,;]{3,40}|văn phòng) tỉnh ủy|bộ (?!phận|chỉ huy|đội)|(?:các )?bộ, ngành)"
)
"""Bodies above the commune, matched on `plain` text."""

# --- detail lines below a task --------------------------------------------------------------------------------------

_BODY = r"(?:cơ quan|đơn vị|bộ phận|cá nhân|phòng, đơn vị|các đơn vị|các cơ quan|tổ chức)"
_BODIES = rf"{_BODY}(?:\s*(?:,|/|và|hoặc)\s*{_BODY})*"
DETAIL_LABELS = (
    ("supporting", re.compile(rf"(?:{_BODIES}\s+)?(?:tham gia\s+)?phối hợp(?:\s*(?:/|,|và)?\s*(?:thực hiện|"
        rf"triển khai|tham gia))?\s*:")),
    ("lead", re.compile(
        rf"(?:(?:{_BODIES}\s+)?(?:(?:đầu mối\s+)?chủ trì|đầu mối|chịu trách nhiệm(?: chính)?)|"
        rf"{_BODIES}\s+(?:chủ trì\s+)?(?:thực hiện|triển khai)|"
        rf"phân công(?: thực hiện)?)(?:\s*(?:/|,|và)?\s*(?:thực hiện|tham mưu|triển khai|chính))?\s*:")),
    ("deadline", re.compile(
        r"(?:thời gian|thời hạn|tiến độ|hạn|thời điểm|lộ trình)(?:\s*(?:,|/|và)?\s*(?:thực hiện|hoàn thành|"
        r"triển khai|trình|"
        r"tiến độ|thời hạn|kết thúc|dự kiến|phải))*\s*:|hoàn thành(?:\s*(?:trước|trong))?\s*:")),
    ("product", re.compile(
        r"(?:sản phẩm|kết quả|đầu ra)(?:\s*(?:,|/|và|-)?\s*(?:sản phẩm|kết quả|đầu ra|dự kiến|cần đạt|đạt được|"
        r"hoàn thành|"
        r"phải đạt|thực hiện))*\s*:")),
    ("note", re.compile(r"(?:ghi chú|kinh phí(?: thực hiện)?|nguồn lực(?: thực hiện)?)\s*:")),
)  # fmt: skip
"""Labels of the lines below a task, matched at the start of `plain` text; the first that fits names the field."""

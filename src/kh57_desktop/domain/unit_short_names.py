"""Short forms of unit names as offices write them on lists, for narrow columns; the full name stays on record."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT_FORMS = (
    (re.compile(r"\bHội đồng nhân dân\b", re.IGNORECASE), "HĐND"),
    (re.compile(r"\bỦy ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"\bỦy ban (?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?\b", re.IGNORECASE), "UBMTTQ"),
    (re.compile(r"\bỦy ban Kiểm tra\b", re.IGNORECASE), "UBKT"),
    (re.compile(r"\bBan Thường vụ\b", re.IGNORECASE), "BTV"),
    (re.compile(r"\bBan Chỉ đạo\b", re.IGNORECASE), "BCĐ"),
    (re.compile(r"\bBan Chỉ huy\b", re.IGNORECASE), "BCH"),
    (re.compile(r"^Văn phòng\b", re.IGNORECASE), "VP"),
    (re.compile(r"^Trung tâm\b", re.IGNORECASE), "TT"),
    (re.compile(r"\bHành chính công\b", re.IGNORECASE), "HCC"),
    (re.compile(r"\bVăn hóa\s*[-–]\s*Xã hội\b", re.IGNORECASE), "VH-XH"),
    (re.compile(r"\bThanh niên Cộng sản Hồ Chí Minh\b", re.IGNORECASE), "Thanh niên"),
    (re.compile(r"\bLiên hiệp Phụ nữ\b", re.IGNORECASE), "Phụ nữ"),
    (re.compile(r"\bHĐND (?:và|,) UBND\b"), "HĐND-UBND"),
)


@lru_cache(maxsize=2048)
def short_name_of(name: str) -> str:
    """ "Văn phòng HĐND và UBND" as "VP HĐND-UBND"; a name without a usual short form stays as it is."""
    for full, short in _SHORT_FORMS:
        name = full.sub(short, name)
    return name

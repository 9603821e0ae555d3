"""Names of organisations as documents write them, compared as the same body in spite of short forms and spelling.

"P. VH-XH", "Phòng Văn hoá – Xã hội xã" and "Phòng Văn hóa - Xã hội" are one body (steering-committee.md section 4).
"""

from __future__ import annotations

import re
from functools import lru_cache

from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.i18n import fold, nfc

_LOCALITY = re.compile(r"(?<!hợp tác)\s+(?:xã|phường|đặc khu|thị trấn)\b(?!\s+(?:hội|đoàn|đội|viên|và)\b).*$")
"""The trailing level with or without the proper name: within one office every body is the commune's own."""
_SHORT = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "ubmttq": "mặt trận tổ quốc", "mttq": "mặt trận tổ quốc",
    "ubmttqvn": "mặt trận tổ quốc", "mttqvn": "mặt trận tổ quốc", "p": "phòng", "vhxh": "văn hóa xã hội",
    "vh xh": "văn hóa xã hội", "kt": "kinh tế", "kthtđt": "kinh tế hạ tầng đô thị", "ht": "hạ tầng", "đt": "đô thị",
    "bcđ": "ban chỉ đạo", "bch": "ban chỉ huy", "vp": "văn phòng", "vpđu": "văn phòng đảng ủy", "đu": "đảng ủy",
    "ubkt": "ủy ban kiểm tra", "ubktđu": "ủy ban kiểm tra đảng ủy", "bxdđ": "ban xây dựng đảng", "bxd": "ban xây dựng",
    "btv": "ban thường vụ", "ttpvhcc": "trung tâm phục vụ hành chính công", "pvhcc": "phục vụ hành chính công",
    "pv hcc": "phục vụ hành chính công", "hcc": "hành chính công", "qs": "quân sự", "chqs": "chỉ huy quân sự",
    "bchqs": "ban chỉ huy quân sự", "ca": "công an", "htx": "hợp tác xã", "hnd": "hội nông dân", "nd": "nông dân",
    "hccb": "hội cựu chiến binh", "ccb": "cựu chiến binh", "lhpn": "phụ nữ", "hlhpn": "hội phụ nữ", "pn": "phụ nữ",
    "hpn": "hội phụ nữ", "tn": "thanh niên", "tncs": "thanh niên", "tncshcm": "thanh niên", "hcm": "",
    "lđlđ": "liên đoàn lao động", "tyt": "trạm y tế", "cnscđ": "công nghệ số cộng đồng",
    "ctxh": "chính trị xã hội", "ct xh": "chính trị xã hội", "khcn": "khoa học công nghệ", "vn": "",
    "kh cn": "khoa học công nghệ", "nq57": "57",
}  # fmt: skip
_WITHOUT_MARKS = {fold(short): words for short, words in _SHORT.items() if len(short) >= 4}
_SAME = (
    (re.compile(r"\bva\b"), " "),
    (re.compile(r"\bviet nam\b|\bho chi minh\b"), " "),
    (re.compile(r"\b(?:uy )?ban mat tran to quoc\b"), "mat tran to quoc"),
    (re.compile(r"\blien hiep phu nu\b"), "phu nu"),
    (re.compile(r"\bthanh nien cong san\b"), "thanh nien"),
    (re.compile(r"^xa doan\b|^doan xa\b|^phuong doan\b"), "doan thanh nien"),
    (re.compile(r"^tt (?=hoi dong|dang uy|mat tran)"), "thuong truc "),
    (re.compile(r"^tt\b"), "trung tam"),
    (re.compile(r"\bvan phong uy ban nhan dan hoi dong nhan dan\b"), "van phong hoi dong nhan dan uy ban nhan dan"),
    (re.compile(r"\bchi bo dang bo\b|\bchi dang bo\b|\bdang bo chi bo\b"), "chi bo dang bo"),
    (re.compile(r"^(?:de nghi|giao|trach nhiem cua)\b"), " "),
)
_GROUP = re.compile(r"(?:^|\s)(?:các|những|toàn thể|tất cả|mọi)\s|^(?:trưởng các|đề nghị các)\s")
_SIDES: tuple[tuple[UnitSide, re.Pattern[str]], ...] = (
    (
        UnitSide.PARTY,
        re.compile(
            r"^(?:thuong truc |van phong )?(?:dang uy|dang bo)|^uy ban kiem tra|"
            r"^ban (?:thuong vu|chap hanh|xay dung dang|to chuc|tuyen giao|chi dao)|"
            r"^(?:cac )?(?:chi bo|chi uy|dang bo|cap uy)|^tinh uy|^thanh uy|^trung tam chinh tri"
        ),
    ),
    (UnitSide.FORCES, re.compile(r"\b(?:cong an|quan su|bien phong|dan quan|quan doi)\b")),
    (
        UnitSide.FRONT,
        re.compile(
            r"mat tran to quoc|^(?:cac )?(?:hoi|chi hoi|doan|cong doan|doan the|to chuc chinh tri)\b(?! dong)|"
            r"^lien doan"
        ),
    ),
    (
        UnitSide.GOVERNMENT,
        re.compile(
            r"uy ban nhan dan|hoi dong nhan dan|^(?:cac )?(?:phong|van phong|trung tam|tram|truong|so|chi cuc|thue|"
            r"bao hiem|kho bac|to cong tac|to cong nghe so)\b|^thanh tra|^bo phan"
        ),
    ),
)


@lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """Key by which names are compared: folded, short forms written out, without the commune's own level and name."""
    written = " ".join(_written_out(re.findall(r"[^\W_]+", nfc(name))))
    key = fold(_LOCALITY.sub("", written))
    for pattern, words in _SAME:
        key = " ".join(pattern.sub(words, key).split())
    return key


def _written_out(words: list[str]) -> list[str]:
    """The words in lower case, short forms written out; those of under four letters only where typed in capitals."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in (2, 1):
            short = " ".join(words[place : place + length])
            long = _SHORT.get(short.casefold()) if short.isupper() or len(short) >= 4 else None
            long = long if long is not None else _WITHOUT_MARKS.get(short.casefold())
            if long is not None:
                found.append(long)
                place += length
                break
        else:
            found.append(words[place].casefold())
            place += 1
    return [word for word in found if word]


def same_unit(one: str, other: str) -> bool:
    """Whether two names mean the same body of this office; names without a letter match nothing.

    A name typed without any mark is the one that has the same letters with them: "cong an xa" is "Công an xã".
    """
    key = normal_name(one)
    if key and key == normal_name(other):
        return True
    return bool(key) and (one.isascii() or other.isascii()) and _letters(one) == _letters(other)


def _letters(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(name))


def side_of(name: str) -> UnitSide:
    """The side (khối) that the name tells: Party, government, Front and mass organisations, forces, or other."""
    key = normal_name(name)
    return next((side for side, pattern in _SIDES if pattern.search(key)), UnitSide.OTHER)


def is_group(name: str) -> bool:
    """A group of bodies ("các chi bộ trực thuộc", "các cơ quan, đơn vị") that stays one row and one name in print."""
    return _GROUP.search(" ".join(nfc(name).casefold().split())) is not None

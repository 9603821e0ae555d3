"""The office (cơ quan dùng chương trình), its issuing bodies, superiors, units and people."""

from __future__ import annotations

from datetime import date

from kh57_desktop.domain.terms import OfficeRole, System, UnitSide
from kh57_desktop.light import dataclass

SAMPLE_COMMUNE, SAMPLE_PROVINCE = "00000", "00"
"""Office codes of sample offices: every page says DỮ LIỆU MẪU and nothing of theirs is handed over."""


@dataclass(frozen=True, slots=True)
class Office:
    """`name` is the proper name without the level (xã, phường, đặc khu, tỉnh, thành phố).

    `code`: 5 digits for a commune, 2 for a province; `province_code`: 2 digits.
    """

    id: str
    name: str
    level: str
    province: str
    province_code: str
    code: str
    role: OfficeRole
    organ_id: str | None = None

    @property
    def is_sample(self) -> bool:
        return self.code in (SAMPLE_COMMUNE, SAMPLE_PROVINCE)

    @property
    def full_name(self) -> str:
        return f"{self.level} {self.name}"


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """Cơ quan ban hành: one header form of the office.

    `name`: as sentences name it ("Ban Thường vụ Đảng ủy", "Ủy ban nhân dân xã Kon Gang").
    `header_lines`: top left lines from the upper body down, capitals as printed; the last is the issuer.
    `symbol`: body part of the sign ("ĐU", "UBND"). `authority`: lines above the name ("T/M BAN THƯỜNG VỤ").
    `recipients`: default Nơi nhận lines without dash; `filing`: the last "Lưu …" line.
    """

    id: str
    name: str
    system: System
    header_lines: tuple[str, ...]
    symbol: str
    locality: str
    authority: tuple[str, ...]
    position: str
    signer: str
    recipients: tuple[str, ...] = ()
    filing: str = ""
    position_order: int = 0


@dataclass(frozen=True, slots=True)
class Superior:
    """Cấp trên: `line` says which line it stands in (party, state, de-an-06 …)."""

    id: str
    name: str
    kind: str
    line: str
    organ_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị. A group of units ("các chi bộ trực thuộc") stays one row with `is_group`.

    `kind`: what it is, in the office's word (chi bộ, phòng, trường, thôn).
    """

    id: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    side: UnitSide = UnitSide.OTHER
    is_group: bool = False
    parent_id: str | None = None
    head: str = ""
    phone: str = ""
    active_from: date | None = None
    active_to: date | None = None
    position: int = 0
    kind: str = ""

    def is_active(self, on: date) -> bool:
        """Both end days count."""
        return (self.active_from is None or self.active_from <= on) and (self.active_to is None or on <= self.active_to)


@dataclass(frozen=True, slots=True)
class Person:
    """Cán bộ; `left_on`: the last day of one who has left the office, whose name stays in the history."""

    id: str
    full_name: str
    post: str = ""
    unit_id: str | None = None
    contact: str = ""
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs, as printed: authority lines, position, name (Nghị định 30/2020, Phụ lục I, mục II.7)."""

    authority: str = ""
    on_behalf: str = ""
    position: str = ""
    name: str = ""

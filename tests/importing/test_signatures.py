"""Signatures: an acting chairman, and joint plans that two bodies sign."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.plan_reading import ReadSignature
from kh57_desktop.importing.reader import read_text

BODY = (
    "KẾ HOẠCH\nphối hợp chuyển đổi số năm 2026\nỦy ban nhân dân xã Bản Thử ban hành Kế hoạch như sau:\n"
    "I. MỤC TIÊU NĂM 2026\n- 100% hội viên dùng sổ tay.\nII. NHIỆM VỤ\n- Học tập.\n"
    "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã theo dõi.\n2. Đoàn xã thực hiện.\n\n"
)
FIRST = ("TM. BAN THƯỜNG VỤ HỘI NÔNG DÂN", "CHỦ TỊCH", "Lò Mẫu Một")
SECOND = ("TM. BAN THƯỜNG VỤ ĐOÀN XÃ", "BÍ THƯ", "Lý Mẫu Hai")
SIDE_BY_SIDE = "\n".join(f"{left:<40}{right}" for left, right in zip(FIRST, SECOND, strict=True))


@pytest.mark.parametrize("foot", [SIDE_BY_SIDE, "\n".join([*FIRST, *SECOND])])
def test_of_two_signatures_the_second_counts_and_the_first_stays_in_the_text(foot: str) -> None:
    reading = read_text(BODY + foot)
    assert reading.signature == ReadSignature(SECOND[0], None, SECOND[1], SECOND[2])
    assert reading.sections[-1].paragraphs[-3:] == FIRST
    assert [doubt.where for doubt in reading.doubts] == [FIRST[2]]
    assert len(reading.assignments) == 2


def test_an_acting_chairman_is_a_position() -> None:
    reading = read_text(BODY + "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH\n(Đã ký)\nVàng Mẫu Thử")
    assert reading.signature == ReadSignature("TM. ỦY BAN NHÂN DÂN", None, "Q. CHỦ TỊCH", "Vàng Mẫu Thử")
    assert len(reading.sections[-1].paragraphs) == 2


def test_a_position_that_wraps_in_its_column_is_one() -> None:
    foot = "T/M BAN CHỈ ĐẠO\nK/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN THƯỜNG\nTRỰC\nLò Mẫu Thử"
    signed = ReadSignature("T/M BAN CHỈ ĐẠO", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "Lò Mẫu Thử")
    assert read_text(BODY + foot).signature == signed


def test_a_list_of_recipients_longer_than_the_signature_goes_on_below_it() -> None:
    """A PDF gives the block at the right first: the wrapped place of a recipient is no signer's name."""
    foot = "Nơi nhận:\n- Đảng ủy xã;\nCHỦ TỊCH\nLò Mẫu Thử\n- Báo và phát thanh, truyền hình\nBản Thử,\n- Lưu: VT."
    reading = read_text(BODY + foot)
    assert reading.signature.name == "Lò Mẫu Thử"
    assert reading.recipients == ("Đảng ủy xã", "Báo và phát thanh, truyền hình Bản Thử")

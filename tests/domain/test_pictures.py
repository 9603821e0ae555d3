"""Pictures lose place, time and device, and nothing else."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.pictures import without_metadata

Image = pytest.importorskip("PIL.Image")
PngImagePlugin = pytest.importorskip("PIL.PngImagePlugin")


def jpeg(orientation: int) -> bytes:
    picture = Image.new("RGB", (40, 20), (200, 30, 30))
    exif = picture.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "Máy ảnh mẫu"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 2.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"bi mat", icc_profile=None)
    return out.getvalue()


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photo_keeps_its_picture_and_which_way_up_it_is(orientation: int) -> None:
    before = jpeg(orientation)
    assert b"M\xc3\xa1y" in before or b"M?y" in before or b"Exif" in before
    after = without_metadata(before)
    opened, original = Image.open(io.BytesIO(after)), Image.open(io.BytesIO(before))
    assert opened.tobytes() == original.tobytes()
    assert dict(opened.getexif()) == ({0x0112: orientation} if orientation != 1 else {})
    assert b"bi mat" not in after
    assert without_metadata(after) == after


def test_a_png_keeps_its_picture_and_loses_its_texts_and_what_hangs_behind() -> None:
    picture = Image.new("RGBA", (30, 30), (10, 200, 30, 128))
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Nguyen Van A")
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=info)
    after = without_metadata(out.getvalue() + b"hidden")
    assert b"Nguyen" not in after
    assert not after.endswith(b"hidden")
    assert Image.open(io.BytesIO(after)).tobytes() == picture.tobytes()


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\0\x20Exif\0\0"]),
)
def test_whatever_is_no_whole_picture_stays_as_it_is_or_gets_shorter(rest: bytes, start: bytes) -> None:
    content = start + rest
    assert len(without_metadata(content)) <= len(content)


def test_a_broken_off_photo_stays_as_it_is() -> None:
    cut = jpeg(6)[:30]
    assert without_metadata(cut) == cut
    wrong = b"\xff\xd8\xff\xe1" + struct.pack(">H", 1) + b"\0" * 40
    assert without_metadata(wrong) == wrong

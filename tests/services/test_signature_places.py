"""Pictures of signature and seal on the report's PDF (Nghị định 30/2020, Phụ lục I, II.7–8), measured in the PDF."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.verify import verify_pdf
from kh57_desktop.services import signature_places
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.session import Session
from kh57_desktop.services.signature_places import POINTS_PER_MM, gap_of, keep_picture, pictures_for
from tests.exchange.makers import NOW, identity, trusted
from tests.services.test_packages import issued


def picture(colour: str, size: tuple[int, int]) -> bytes:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, size[0] - 5, size[1] - 5), outline=colour, width=6)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


BLUE, RED = picture("#0030c0", (600, 240)), picture("#d00010", (425, 425))


@pytest.fixture(scope="module")
def signers() -> list[Signer]:
    drafter = identity("Lê Văn Thảo", office_code="00000", role=SignerRole.AUTHOR)
    head = identity("Nguyễn Văn Mẫu", office_code="00000", role=SignerRole.AUTHOR)
    seal = identity("Đảng ủy xã Đồi Sim", office_code="00000")
    return [Signer(drafter, "Chuyên viên"), Signer(head, "Bí thư"), Signer(seal)]


@pytest.fixture
def report(commune: Session):
    bodies = commune.store.offices
    with commune.store.changes("test"):
        bodies.put_body(replace(bodies.bodies()[0], signer="Nguyễn Văn Mẫu"))
    return issued(commune)


def test_the_room_between_title_and_name_is_found(commune: Session, report) -> None:
    pdf = commune.store.files.read(report.pdf_attachment)
    gap = gap_of(pdf, name=report.signature.name, title=report.signature.position)
    assert gap is not None
    assert gap.top - gap.bottom > 20
    assert gap_of(pdf, name="Người Không Có", title=report.signature.position) is None
    assert gap_of(pdf, name="", title="") is None


def test_the_last_person_is_centred_and_the_seal_covers_its_left_third(commune: Session, report, signers) -> None:
    keep_picture(commune, signers[1].identity, "chu-ky.png", BLUE)
    keep_picture(commune, signers[2].identity, "con-dau.png", RED)
    pdf = commune.store.files.read(report.pdf_attachment)
    shown = pictures_for(commune, report.signature, pdf, signers)
    assert sorted(shown) == [1, 2]
    gap = gap_of(pdf, name=report.signature.name, title=report.signature.position)
    person, seal = shown[1].box, shown[2].box
    assert (person[0] + person[2]) / 2 == pytest.approx(gap.centre)
    assert gap.bottom <= person[1] < person[3] <= gap.top
    assert seal[2] - person[0] == pytest.approx((person[2] - person[0]) / 3)
    assert seal[2] - seal[0] == pytest.approx(36 * POINTS_PER_MM)


def test_the_signed_pdf_shows_them_and_stays_valid(commune: Session, report, signers, tmp_path: Path) -> None:
    keep_picture(commune, signers[1].identity, "chu-ky.png", BLUE)
    keep_picture(commune, signers[2].identity, "con-dau.png", RED)
    pdf = commune.store.files.read(report.pdf_attachment)
    shown = pictures_for(commune, report.signature, pdf, signers)
    signed = sign_pdf(pdf, [one.identity for one in signers], at=NOW, pictures=shown)
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(signed)
    judged = verify_pdf(path, trust=trusted(*[one.identity for one in signers]), now=NOW)
    assert (judged.codes, judged.result) == ((), Result.VALID)
    if shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", path], capture_output=True, encoding="utf-8", check=False).stdout
        assert said.count("Signature is Valid") == 3
    if shutil.which("pdftoppm"):
        page = shown[1].page + 1
        subprocess.run(
            ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), "-png", path, tmp_path / "trang"], check=True
        )
        with Image.open(next(tmp_path.glob("trang*.png"))) as drawn:
            raw = drawn.convert("RGB").tobytes()
        pixels = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
        assert any(blue > 150 and red < 90 and green < 110 for red, green, blue in pixels)
        assert any(red > 180 and green < 60 and blue < 80 for red, green, blue in pixels)


@pytest.mark.parametrize("content", [b"", b"x" * 100, RED[:200]])
def test_only_a_png_is_kept(commune: Session, signers, content: bytes) -> None:
    with pytest.raises(signature_places.NotASignaturePicture):
        keep_picture(commune, signers[1].identity, "khac.png", content)


def test_without_pictures_nothing_is_drawn(commune: Session, report, signers) -> None:
    pdf = commune.store.files.read(report.pdf_attachment)
    assert pictures_for(commune, report.signature, pdf, signers) == {}

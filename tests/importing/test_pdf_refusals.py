"""PDFs that are no text, are locked, damaged or made to harm: one clear sentence, soon, with little memory."""

from __future__ import annotations

import os
import time
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import REFUSED, UserError
from kh57_desktop.importing.deadline import SECONDS
from kh57_desktop.importing.errors import DocumentEmpty, DocumentTooLarge
from kh57_desktop.importing.pdf.document import PAGES, sources_of
from kh57_desktop.importing.pdf.errors import PdfDamaged, PdfLocked, PdfPicture
from kh57_desktop.importing.reader import read_document
from kh57_desktop.progress import Cancelled
from tests.importing.pdf_files import drawn, plan_pdf, scanned
from tests.importing.test_gold import PLANS

MUTATIONS = 2_000 if os.environ.get("KH57_LONG") else 60
PATIENCE = 20.0


def plan_text() -> str:
    return (PLANS / "xa-bai-ngang.txt").read_text(encoding="utf-8")


def refusal(path: Path) -> type[UserError]:
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert time.monotonic() - started < PATIENCE
    assert caught.value.exit_code == REFUSED
    assert path.name in caught.value.sentence
    assert "{" not in str(caught.value)
    return type(caught.value)


def lines(canvas: Any, count: int) -> None:
    for at in range(count):
        canvas.drawString(85, 770 - 18 * at, f"- Nhiệm vụ thứ {at + 1} của kế hoạch, do các phòng, đơn vị thực hiện;")


def test_a_scan_is_called_a_picture(tmp_path: Path) -> None:
    assert refusal(scanned(tmp_path / "scan.pdf")) is PdfPicture
    assert refusal(scanned(tmp_path / "page.pdf", pages=1)) is PdfPicture


def test_a_long_scan_is_known_after_its_first_pages(tmp_path: Path) -> None:
    seen: list[int] = []

    class Watched:
        def step(self, done: int, total: int, text: str) -> None:
            seen.append(done)

    with pytest.raises(PdfPicture):
        sources_of(scanned(tmp_path / "scan.pdf", pages=40), progress=Watched())
    assert len(seen) <= 3


def test_a_scan_with_a_typed_cover_is_still_a_picture(tmp_path: Path) -> None:
    cover, scan = drawn(tmp_path / "cover.pdf", lambda canvas, _page: lines(canvas, 20)), scanned(tmp_path / "scan.pdf")
    with pikepdf.open(cover) as whole, pikepdf.open(scan) as pages:
        whole.pages.extend(pages.pages)
        whole.save(tmp_path / "both.pdf")
    assert refusal(tmp_path / "both.pdf") is PdfPicture


def test_a_locked_pdf_is_called_locked(tmp_path: Path) -> None:
    plan_pdf(plan_text(), tmp_path / "plan.pdf")
    with pikepdf.open(tmp_path / "plan.pdf") as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="chủ", user="mật khẩu"))
        document.save(tmp_path / "open.pdf", encryption=pikepdf.Encryption(owner="chủ", user=""))
    assert refusal(tmp_path / "locked.pdf") is PdfLocked
    assert read_document(tmp_path / "open.pdf").tasks


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>", b"%PDF-1.7\n" + bytes(5_000)],
)
def test_a_torso_is_called_damaged(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    assert refusal(path) is PdfDamaged


def test_empty_pages_are_called_empty(tmp_path: Path) -> None:
    assert refusal(drawn(tmp_path / "blank.pdf", lambda _canvas, _page: None, pages=3)) is DocumentEmpty


def test_thousands_of_pages_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = drawn(tmp_path / "long.pdf", lambda canvas, _page: lines(canvas, 2), pages=2_000)
    started = time.monotonic()
    assert refusal(path) is DocumentTooLarge
    assert time.monotonic() - started < 3
    assert PAGES <= 500
    assert SECONDS < PATIENCE


def test_a_hundred_full_pages_read_in_ten_seconds(tmp_path: Path, figures: Any) -> None:
    path = drawn(tmp_path / "long.pdf", lambda canvas, _page: lines(canvas, 39), pages=100)
    started = time.monotonic()
    sources = sources_of(path)
    seconds = time.monotonic() - started
    figures("seconds to read a PDF of 100 full pages", seconds, "< 10")
    assert len(sources) == 3_900
    assert seconds < 10


def test_ten_thousand_ruled_columns_are_no_table_and_no_burden(tmp_path: Path) -> None:
    def draw(canvas: Any, _page: int) -> None:
        lines(canvas, 20)
        path = canvas.beginPath()
        for at in range(10_000):
            path.moveTo(50 + at * 0.05, 100)
            path.lineTo(50 + at * 0.05, 400)
        for at in range(200):
            path.moveTo(50, 100 + at * 1.5)
            path.lineTo(550, 100 + at * 1.5)
        canvas.drawPath(path)

    started = time.monotonic()
    assert len(sources_of(drawn(tmp_path / "wide.pdf", draw))) > 0
    assert time.monotonic() - started < PATIENCE


def test_a_net_of_thousands_of_crossings_ends_soon(tmp_path: Path) -> None:
    def draw(canvas: Any, _page: int) -> None:
        lines(canvas, 20)
        for at in range(3_000):
            canvas.line(at * 4.0, 0, at * 4.0, 12_000)
            canvas.line(0, at * 4.0, 12_000, at * 4.0)

    started = time.monotonic()
    assert len(sources_of(drawn(tmp_path / "net.pdf", draw, size=(12_000, 12_000)))) > 0
    assert time.monotonic() - started < PATIENCE


@pytest.mark.parametrize(
    "unit", [b" " * 4_096, b"BT /F1 9 Tf 9 9 Td (abc) Tj ET\n" * 128, b"q 0 0 m 9 9 l S Q\n" * 256]
)
def test_a_page_that_unpacks_to_hundreds_of_megabytes_is_refused_packed(unit: bytes, tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(unit) for _turn in range(60_000_000 // len(unit))) + packer.flush()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Contents = document.make_stream(b"")
        page.Contents.write(packed, filter=pikepdf.Name.FlateDecode)
        document.save(tmp_path / "bomb.pdf", compress_streams=False)
    assert (tmp_path / "bomb.pdf").stat().st_size < 1_000_000
    assert refusal(tmp_path / "bomb.pdf") is DocumentTooLarge


def test_cancelling_stops_between_two_pages(tmp_path: Path) -> None:
    path = drawn(tmp_path / "plan.pdf", lambda canvas, _page: lines(canvas, 5), pages=6)
    seen: list[int] = []

    class Impatient:
        def step(self, done: int, total: int, text: str) -> None:
            seen.append(done)
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        sources_of(path, progress=Impatient())
    assert seen == [0, 1, 2]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return plan_pdf(plan_text(), tmp_path_factory.mktemp("whole") / "plan.pdf").read_bytes()


@settings(max_examples=MUTATIONS, deadline=None)
@given(seed=st.integers(0, MUTATIONS), count=st.integers(1, 30), kept=st.floats(0, 1))
def test_no_damaged_pdf_ends_in_anything_but_a_reading_or_a_refusal(
    seed: int, count: int, kept: float, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import random

    chance = random.Random(seed)
    content = bytearray(whole)
    for _change in range(count):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path_factory.mktemp("mutated") / "plan.pdf"
    path.write_bytes(bytes(content[: int(len(content) * (kept if kept < 0.3 else 1)) or 1]))
    started = time.monotonic()
    outcome: object
    try:
        outcome = read_document(path)
    except UserError as error:
        outcome = error.exit_code
    assert outcome == REFUSED or isinstance(outcome, PlanReading)
    assert time.monotonic() - started < PATIENCE

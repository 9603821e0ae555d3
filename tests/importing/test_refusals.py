"""What is no plan is refused with its own sentence, and before it can do harm."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import REFUSED, UserError
from kh57_desktop.importing.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentForeign,
    DocumentMissing,
    DocumentOldWord,
    DocumentSecret,
    DocumentTooLarge,
    DocumentUnsafe,
    NoPlanInDocument,
)
from kh57_desktop.importing.pdf.errors import PdfDamaged
from kh57_desktop.importing.reader import read_document, read_text
from tests.importing.test_gold import OWN, PLANS
from tests.importing.word_files import rewritten, word_of_text


def plan_text() -> str:
    return (PLANS / f"{OWN[0]}.txt").read_text(encoding="utf-8")


@pytest.fixture
def word(tmp_path: Path) -> Path:
    return word_of_text(plan_text(), tmp_path / "source.docx")


def refusal(path: Path) -> type[UserError]:
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert caught.value.exit_code == REFUSED
    assert path.name in caught.value.sentence
    assert "{" not in str(caught.value)
    return type(caught.value)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DocumentEmpty),
        (b"  \n\t\r\n  ", DocumentEmpty),
        (b"\xef\xbb\xbf \n\n", DocumentEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, DocumentForeign),
        (b"MZ\x90\x00\x03" + os.urandom(64).replace(b"\n", b"\x00") * 50, DocumentForeign),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", PdfDamaged),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), DocumentOldWord),
        (b"PK\x03\x04" + b"\x00" * 100, DocumentDamaged),
    ],
)
@pytest.mark.parametrize("name", ["plan.docx", "plan.txt"])
def test_a_file_that_is_no_document_is_refused(
    content: bytes, error: type[UserError], name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) is error


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "không có.docx") is DocumentMissing


def test_fifty_megabytes_of_text_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as stream:
        stream.write(plan_text().encode())
        stream.truncate(50_000_000)
    assert refusal(path) is DocumentTooLarge


def test_a_zip_bomb_is_refused_by_its_header(word: Path, tmp_path: Path) -> None:
    bomb = rewritten(word, tmp_path / "bomb.docx", "word/document.xml", lambda _data: b" " * 60_000_000)
    assert bomb.stat().st_size < 200_000
    assert refusal(bomb) is DocumentTooLarge


def test_a_zip_bomb_that_lies_about_its_size_is_caught_by_counting(word: Path, tmp_path: Path) -> None:
    bomb = rewritten(word, tmp_path / "bomb.docx", "word/document.xml", lambda _data: b" " * 60_000_000)
    honest, lie = (60_000_000).to_bytes(4, "little"), (60_000).to_bytes(4, "little")
    bomb.write_bytes(bomb.read_bytes().replace(honest, lie))
    assert refusal(bomb) in (DocumentTooLarge, DocumentDamaged)


def test_thousands_of_members_are_refused(word: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.docx"
    path.write_bytes(word.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"word/media/{number}", b"")
    assert refusal(path) is DocumentTooLarge


@pytest.mark.parametrize("member", ["../outside.xml", "/etc/passwd", "C:/windows.xml", "..\\up.xml"])
def test_members_that_point_outside_are_refused(member: str, word: Path, tmp_path: Path) -> None:
    path = tmp_path / "outside.docx"
    path.write_bytes(word.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member, b"x")
    assert refusal(path) is DocumentUnsafe


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("member", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_a_declared_document_type_is_refused_before_parsing(
    encoding: str, member: str, word: Path, tmp_path: Path
) -> None:
    declared = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    )
    path = rewritten(word, tmp_path / "entity.docx", member, lambda _data: declared.encode(encoding))
    assert refusal(path) is DocumentUnsafe


def test_broken_xml_is_called_damaged(word: Path, tmp_path: Path) -> None:
    path = rewritten(word, tmp_path / "broken.docx", "word/document.xml", lambda data: data[: len(data) // 2])
    assert refusal(path) is DocumentDamaged


def test_an_office_package_that_is_no_word_document_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "slides.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", "<presentation/>")
    assert refusal(path) is DocumentForeign


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secrecy_mark_on_a_line_of_its_own_stops_the_reading(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(f"{mark}\n{plan_text()}", encoding="utf-8")
    assert refusal(path) is DocumentSecret
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = mark
    table.cell(0, 1).text = "Số: 05/KH-UBND"
    for line in plan_text().split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "secret.docx"))
    assert refusal(tmp_path / "secret.docx") is DocumentSecret


def test_the_word_secret_inside_a_sentence_is_no_mark() -> None:
    text = plan_text().replace("tránh hình thức.", "tránh hình thức; phân loại dữ liệu theo mức độ MẬT, TỐI MẬT.")
    assert read_text(text).tasks


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi các đồng chí,\n\nMời họp lúc 8 giờ ngày mai.\n\nTrân trọng.",
        "\n".join(f"Dòng số {number} của một bài viết bất kỳ, không có đề mục." for number in range(60)),
        "QUYẾT ĐỊNH\n\nKhen thưởng tập thể\n\nĐiều 1. Tặng giấy khen.\n\nĐiều 2. Nhiệm vụ:\n- Thi hành.",
        "BÁO CÁO\n\nI. KẾT QUẢ\n\n- Đã làm.\n\nII. NHIỆM VỤ QUÝ TỚI\n\n- Tiếp tục làm.",
        "GIẤY MỜI\n\nI. THÀNH PHẦN\n\n1. Lãnh đạo xã\n\nII. ĐỊA ĐIỂM\n\nTại hội trường.",
    ],
)
def test_a_text_without_a_plan_is_said_to_have_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    assert refusal(path) is NoPlanInDocument


@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6), kept=st.floats(0, 1))
def test_no_damaged_word_file_ends_in_anything_but_a_reading_or_a_refusal(
    changes: list[tuple[float, int]], kept: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    whole = word_of_text("KẾ HOẠCH\n\nI. MỤC TIÊU\n\n- 100% hộ dân dùng mạng.", folder / "w.docx").read_bytes()
    content = bytearray(whole)
    for place, value in changes:
        content[int(place * (len(content) - 1))] = value
    path = folder / "mutated.docx"
    path.write_bytes(bytes(content[: max(1, int(len(content) * (kept if kept < 0.3 else 1)))]))
    outcome: object
    try:
        outcome = read_document(path)
    except UserError as error:
        outcome = error.exit_code
    assert outcome == REFUSED or isinstance(outcome, PlanReading)


@pytest.mark.parametrize(
    "line",
    ["- " + "(;5% " * 3_900, "- " + "a, 5 và " * 2_400, "1. " + "Các cơ quan, " * 1_500, "- " + "từ 5 đến " * 2_000],
)
def test_a_line_made_to_be_slow_is_read_in_time(line: str) -> None:
    text = f"KẾ HOẠCH\n\nI. MỤC TIÊU\n{line}\nII. NHIỆM VỤ\n{line}\nIII. TỔ CHỨC THỰC HIỆN\n{line}"
    start = time.perf_counter()
    read_text(text)
    assert time.perf_counter() - start < 10


def test_a_paragraph_without_end_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read_text("KẾ HOẠCH\n\nI. MỤC TIÊU\n" + "một hai ba " * 10_000, name="plan.txt")


def test_what_is_refused_names_every_format_that_is_read() -> None:
    for ending in (".docx", ".pdf", ".txt", ".xlsx"):
        assert ending in DocumentForeign.message
        assert ending in DocumentForeign.hint
    assert ".pdf" in DocumentOldWord.hint

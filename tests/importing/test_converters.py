"""Old formats are read through an installed word processor; without one a sentence says how to save as .docx."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kh57_desktop.importing import converters
from kh57_desktop.importing.errors import DocumentOldWord
from kh57_desktop.importing.reader import read_document, read_text
from tests.importing.test_gold import PLANS
from tests.importing.word_files import word_of_text

TEXT = (PLANS / "xa-bai-ngang.txt").read_text(encoding="utf-8")


@pytest.fixture
def office() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converters, "find_libreoffice", lambda: None)


@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
def test_old_formats_read_as_the_word_file(ending: str, office: str, tmp_path: Path) -> None:
    word = word_of_text(TEXT, tmp_path / "Kế hoạch năm 2026.docx")
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir"]
    subprocess.run([*command, str(tmp_path), str(word)], check=True, capture_output=True, timeout=120)
    reading = read_document(word.with_suffix(f".{ending}"))
    expected = read_text(TEXT)
    assert (reading.tasks, reading.indicators, reading.title) == (expected.tasks, expected.indicators, expected.title)


def test_the_converted_file_and_the_profile_are_gone_afterwards(office: str, tmp_path: Path) -> None:
    source = tmp_path / "plan.rtf"
    source.write_bytes(rb"{\rtf1\ansi Ke hoach}")
    with converters.converted(source) as made:
        folder = made.parent.parent
        assert made.suffix == ".docx"
        assert made.read_bytes().startswith(b"PK")
    assert not folder.exists()
    assert source.exists()


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.rtf", rb"{\rtf1\ansi Ke hoach}"), ("plan.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000))],
)
def test_without_a_word_processor_the_sentence_says_how_to_save(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentOldWord) as caught:
        read_document(path)
    assert ".docx" in caught.value.advice


def test_a_document_with_a_password_is_not_sent_to_the_word_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object) -> bool:
        raise AssertionError

    monkeypatch.setattr(converters, "_convert", never)
    path = tmp_path / "locked.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(DocumentOldWord):
        read_document(path)


def test_a_word_processor_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\nsleep 600\n", encoding="utf-8")
    hanging.chmod(0o755)
    monkeypatch.setattr(converters, "find_libreoffice", lambda: hanging)
    monkeypatch.setattr(converters, "SECONDS", 0.3)
    source = tmp_path / "plan.rtf"
    source.write_bytes(rb"{\rtf1\ansi Ke hoach}")
    with pytest.raises(DocumentOldWord), converters.converted(source):
        pass

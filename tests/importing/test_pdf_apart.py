"""The helper process that takes a PDF apart: the same reading, and an end to what PDFium cannot be stopped in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kh57_desktop.errors import UserError
from kh57_desktop.importing import deadline
from kh57_desktop.importing.errors import DocumentTooLarge
from kh57_desktop.importing.pdf import apart, document
from kh57_desktop.importing.pdf.errors import PdfDamaged
from kh57_desktop.importing.reader import read_document
from kh57_desktop.progress import Cancelled
from tests.importing.pdf_files import body, plan_pdf
from tests.importing.test_gold import PLANS

PATIENCE = 20


def helpers() -> list[int]:
    """Helper processes that still run, as Linux lists the children of this process."""
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    children = [int(pid) for one in lists for pid in one.read_text(encoding="ascii").split()]
    return [pid for pid in children if b"pdf.apart" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def made_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    text = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(text))
    return text + head + table + tail


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def page_that_calls_itself_endlessly(levels: int) -> bytes:
    """Each form draws the next ten times: 10 ** levels letters on one page of a file of 3 kB."""
    resources = b"/Resources<</Font<</F 4 0 R>>/XObject<</X %d 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R" + resources % 6 + b">>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"/X Do"),
    ]
    for level in range(levels):
        draws = b"/X Do " * 10 if level < levels - 1 else b"BT /F 10 Tf 10 10 Td (abc) Tj ET"
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + resources % (7 + level)
        objects.append(stream(draws, entries))
    return made_of(objects)


def test_a_plan_reads_apart_as_it_does_here(tmp_path: Path) -> None:
    text = (PLANS / "xa-na-thu.txt").read_text(encoding="utf-8")
    path = plan_pdf(text, tmp_path / "plan.pdf", style=body(), running="Kế hoạch")
    steps: list[tuple[int, int]] = []

    class Counting:
        def step(self, done: int, total: int, text: str) -> None:
            steps.append((done, total))

    assert apart.sources_of(path, progress=Counting()) == document.sources_of(path)
    assert steps
    assert read_document(path).title is not None


def test_a_page_that_calls_itself_endlessly_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(page_that_calls_itself_endlessly(10))
    start = time.monotonic()
    with pytest.raises(DocumentTooLarge):
        read_document(path)
    assert time.monotonic() - start < PATIENCE
    assert helpers() == []


def test_the_time_of_a_document_ends_the_helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(page_that_calls_itself_endlessly(10))
    monkeypatch.setattr(apart, "MEMORY_BYTES", 10**12)
    with deadline.limited(path.name, seconds=2), pytest.raises(DocumentTooLarge, match="giây"):
        apart.sources_of(path)


def test_cancelling_ends_a_helper_that_is_lost_in_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(page_that_calls_itself_endlessly(10))
    monkeypatch.setattr(apart, "MEMORY_BYTES", 10**12)

    class Impatient:
        asked = 0

        def step(self, done: int, total: int, text: str) -> None:
            self.asked += 1
            if self.asked > 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        apart.sources_of(path, progress=Impatient())
    assert helpers() == []


def test_a_helper_that_dies_is_called_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("processes are ended by a signal here")
    path = tmp_path / "bomb.pdf"
    path.write_bytes(page_that_calls_itself_endlessly(10))
    monkeypatch.setattr(apart, "MEMORY_BYTES", 10**12)

    class Murderous:
        def step(self, done: int, total: int, text: str) -> None:
            for helper in helpers():
                os.kill(helper, signal.SIGKILL)

    with pytest.raises(PdfDamaged):
        apart.sources_of(path, progress=Murderous())


def test_what_the_helper_refuses_comes_back_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "torso.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(UserError, match=r"torso\.pdf"):
        apart.sources_of(path)


def test_the_built_program_starts_itself_as_the_helper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    console = tmp_path / "kh57"
    console.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "kh57w"))
    assert apart._program() == [str(console), apart.WORD]
    text = (PLANS / "xa-na-thu.txt").read_text(encoding="utf-8")
    path = plan_pdf(text, tmp_path / "plan.pdf", style=body(), running="Kế hoạch")
    monkeypatch.undo()
    command = [sys.executable, "-m", "kh57_desktop", apart.WORD, str(path), "vi", "20"]
    lines = subprocess.run(command, check=True, capture_output=True).stdout.splitlines()
    assert json.loads(lines[-1])[0] == "found"

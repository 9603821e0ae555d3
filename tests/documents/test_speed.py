"""Import stays light; under `--long`, time against the floor of a bare canvas (performance.md section 1)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kh57_desktop import paths
from kh57_desktop.documents.layouts import Face
from kh57_desktop.documents.pdf.font_widths import letter_widths
from kh57_desktop.documents.pdf.fonts import FAMILY
from tests.conftest import PROJECT

ROUNDS = 7

OURS = """
import sys
sys.path.insert(0, sys.argv[4])
import corpus
from kh57_desktop.documents.content import Column, Content, Heading, Level, Orientation, Paragraph, Part, Row, Table
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.terms import System
if sys.argv[1] == "plan":
    part = Part(tuple(Paragraph(t) if s == "body" else Heading(Level.ITEM, "", t) for s, t in corpus.plan()))
else:
    columns = tuple(Column(title, width) for title, width in zip(corpus.HEAD, corpus.WIDTHS_MM))
    rows = tuple(Row(tuple(cells)) for cells in corpus.rows(int(sys.argv[2])))
    part = Part((Table(columns, rows),), Orientation.LANDSCAPE)
open(sys.argv[3], "wb").write(render_pdf(Content(System.GOVERNMENT, "x", (part,))))
"""


def test_reportlab_is_not_imported_before_the_first_paper() -> None:
    code = (
        "import sys, kh57_desktop.documents.pdf, kh57_desktop.documents.kinds.report;"
        "sys.exit(any(name.startswith('reportlab') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_word_and_excel_files_are_made_without_reportlab() -> None:
    code = (
        "import sys\n"
        "from kh57_desktop.documents.content import Column, Content, Part, Row, Table\n"
        "from kh57_desktop.documents.excel import render_xlsx\n"
        "from kh57_desktop.documents.word import render_docx\n"
        "from kh57_desktop.domain.terms import System\n"
        "content = Content(System.PARTY, 'x', (Part((Table((Column('TT', 9),), (Row((1,)),)),)),))\n"
        "assert render_xlsx(content) and render_docx(content)\n"
        "sys.exit(any(name.startswith('reportlab') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("face", list(Face))
def test_letters_are_as_wide_as_reportlab_reads_them(face: Face) -> None:
    """The widths in the PDF are reportlab's: lines measured by others would be justified beside the margin."""
    from reportlab.pdfbase.ttfonts import TTFont

    path = paths.fonts() / f"{FAMILY}-{face.value}.ttf"
    widths, default = letter_widths(path)
    theirs = TTFont(f"x{face.value}", str(path)).face
    assert default == theirs.defaultWidth
    assert {code: width for code, width in theirs.charWidths.items() if code != 0xFFFF} == widths


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "size", "most"), [("plan", 1, 1.5), ("table", 400, 2.2), ("table", 5000, 4.0)], ids=str
)
def test_time_stays_near_the_floor(shared: Path, tmp_path: Path, figures, kind: str, size: int, most: float) -> None:
    floors = shared / "floors"
    environment = os.environ | {"FONTDIR": str(PROJECT / "resources" / "fonts")}
    arguments = [kind, str(size), str(tmp_path / "out.pdf"), str(floors)]
    commands = {
        "floor": [sys.executable, str(floors / "pdf_canvas.py"), *arguments[:3]],
        "ours": [sys.executable, "-c", OURS, *arguments],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _round in range(ROUNDS):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, env=environment, cwd=floors)
            taken[name].append(time.perf_counter() - began)
    ratio = min(taken["ours"]) / min(taken["floor"])
    figures(f"PDF {kind} {size}, times the bare canvas", ratio, f"<= {most}")
    assert ratio <= most

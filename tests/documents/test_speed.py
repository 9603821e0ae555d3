"""Import stays light; under `--long`, time against the floor of a bare canvas (performance.md section 1)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

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

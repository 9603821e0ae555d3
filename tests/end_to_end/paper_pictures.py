"""Every kind of paper, both systems, as pictures to be looked at: python -m tests.end_to_end.paper_pictures FOLDER.

One picture per page, `KIND-SYSTEM-short-1.png`; of long papers the first two, a middle and the last page.
`--form docx` and `--form xlsx` show the Word and Excel files as LibreOffice prints them. `--data FILE.kh57` prints from
a data file instead of the samples of the tests.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pypdfium2

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.excel import render_xlsx
from kh57_desktop.documents.layouts import Layout
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.word import render_docx
from kh57_desktop.domain.terms import System
from kh57_desktop.errors import UserError
from tests.documents.conftest import layout_of
from tests.documents.samples import PAPERS
from tests.documents.word.libreoffice import converted

DOTS_PER_INCH = 100
RENDERERS: dict[str, Callable[[Content, Layout], bytes]] = {
    "pdf": lambda content, layout: render_pdf(content, layout=layout),
    "docx": lambda content, layout: render_docx(content, layout=layout),
    "xlsx": lambda content, layout: render_xlsx(content, layout=layout),
}


def sample_papers(form: str) -> Iterator[tuple[str, bytes]]:
    for kind, make in PAPERS.items():
        for system in System:
            for is_long in (False, True):
                content = make(system, is_long=is_long)
                length = "long" if is_long else "short"
                yield f"{kind}-{system.value}-{length}", RENDERERS[form](content, layout_of(kind, system))


def office_papers(data: Path, on: date, period: str, form: str) -> Iterator[tuple[str, bytes]]:
    """What the office can print; a kind that its data do not allow is told."""
    from kh57_desktop.cli.parser import PRINT_KINDS
    from kh57_desktop.services import papers
    from kh57_desktop.services.session import open_session

    with open_session(data, read_only=True) as session:
        for body in session.store.offices.bodies():
            for kind in PRINT_KINDS:
                request = papers.Request(on=on, body=body.name, period=period)
                try:
                    yield f"{kind}-{body.system.value}", papers.render(session, kind, request, suffix=f".{form}")
                except UserError as error:
                    print(f"{kind}-{body.system.value}: {error}")


def as_printed(papers: Iterable[tuple[str, bytes]], form: str) -> dict[str, bytes]:
    """Every paper as PDF: its own, or what LibreOffice prints of the Word or Excel file."""
    if form == "pdf":
        return dict(papers)
    with tempfile.TemporaryDirectory() as folder:
        return converted(dict(papers), Path(folder), suffix=form, into="pdf")


def write_pictures(name: str, pdf: bytes, folder: Path) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
        for place in sorted({0, min(1, count - 1), count // 2, count - 1}):
            picture = document[place].render(scale=DOTS_PER_INCH / 72).to_pil()
            picture.save(folder / f"{name}-{place + 1}.png")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", choices=RENDERERS, default="pdf")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--on", type=date.fromisoformat, default=date.today())
    parser.add_argument("--period", default="2026-Q3")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    form = options.form
    found = office_papers(options.data, options.on, options.period, form) if options.data else sample_papers(form)
    for name, pdf in as_printed(found, form).items():
        print(f"{name}\t{write_pictures(name, pdf, options.folder)}")


if __name__ == "__main__":
    main()

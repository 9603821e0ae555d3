"""What a ruler would find on a printed page: lines of text with place, face and size; drawn lines. In points."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import pdfplumber
import pypdfium2

MM = 72 / 25.4


@dataclass(frozen=True)
class PrintedLine:
    """One line of text; `left`, `right` from the paper's left edge, `baseline` from its upper edge."""

    text: str
    baseline: float
    left: float
    right: float
    faces: tuple[str, ...]
    sizes: tuple[float, ...]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Drawn:
    """A drawn line, from (left, top) to (right, bottom)."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return abs(self.top - self.bottom) < 0.1

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class PrintedPage:
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    drawn: tuple[Drawn, ...]

    def line(self, start: str) -> PrintedLine:
        """The first line that begins so."""
        found = [line for line in self.lines if line.text.startswith(start)]
        assert found, f"no line begins with {start!r}: {[line.text for line in self.lines]}"
        return found[0]

    @property
    def has_grid(self) -> bool:
        return any(not drawn.is_horizontal for drawn in self.drawn)


def measured(pdf: bytes, pages: Iterable[int] | None = None) -> list[PrintedPage]:
    """The pages (all, or those with these numbers from 0), measured."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        wanted = range(len(document.pages)) if pages is None else pages
        return [_page(document.pages[number]) for number in wanted]


def page_count(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def text_of(pdf: bytes) -> str:
    """The text in reading order, as pdfium takes it out, NFC."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return unicodedata.normalize("NFC", "\n".join(pages))


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _page(page: pdfplumber.page.Page) -> PrintedPage:
    rows: dict[tuple[float, int], list[dict]] = {}
    cell = 0
    previous = None
    for char in page.chars:  # in the order of drawing: cells beside each other stay apart
        baseline = round(float(page.height) - char["matrix"][5], 1)
        if previous is not None and (
            previous[0] != baseline or char["x0"] - previous[1] > 14 or char["x0"] < previous[1] - 3
        ):
            cell += 1
        rows.setdefault((baseline, cell), []).append(char)
        previous = (baseline, char["x1"])
    lines = [_line(baseline, chars) for (baseline, _cell), chars in rows.items()]
    drawn = tuple(Drawn(line["x0"], line["x1"], line["top"], line["bottom"]) for line in page.lines)
    return PrintedPage(float(page.width), float(page.height), tuple(lines), drawn)


def _line(baseline: float, chars: list[dict]) -> PrintedLine:
    seen = [char for char in chars if char["text"].strip()] or chars
    return PrintedLine(
        "".join(char["text"] for char in chars).strip(),
        baseline,
        seen[0]["x0"],
        seen[-1]["x1"],
        tuple(dict.fromkeys(char["fontname"].partition("+")[2] for char in seen)),
        tuple(dict.fromkeys(round(char["size"], 2) for char in seen)),
    )

"""The document as it was read, paragraph by paragraph and table row by table row, to be shown beside what was found."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.domain.plan_reading import Passage
from kh57_desktop.importing.blocks import Line, Paragraph, Table


def passages_of(blocks: Sequence[Paragraph | Line | Table]) -> tuple[Passage, ...]:
    """Every paragraph and row in reading order; what a merged cell covers is empty, an empty row is left out."""
    passages: list[Passage] = []
    page = tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            page = block.page or page
            for row in block.rows:
                cells = tuple("\n".join(cell.lines) if cell.is_first else "" for cell in row)
                if any(cells):
                    passages.append(Passage(" | ".join(cells).replace("\n", " "), cells, tables, page))
            continue
        first = block if isinstance(block, Line) else block.lines[0]
        page = first.page or page
        if block.text:
            passages.append(Passage(block.text, page=page, is_bold=block.is_bold, is_centred=block.is_centred))
    return tuple(passages)

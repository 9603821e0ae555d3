"""The table that such lines make."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.importing.blocks import Cell, Line, Source, Table, merged_row
from kh57_desktop.importing.cell_words import HALF_NAME, is_left_open, names_body
from kh57_desktop.importing.paragraphs import width_of
from kh57_desktop.importing.table_lines import growing, plain_lines
from kh57_desktop.importing.torn.cells import FULL, Columns, Row
from kh57_desktop.importing.torn.extent import lines_of_table, without_repeats
from kh57_desktop.importing.torn.heading import MOST_LINES, Heading, heading_of, opens_heading
from kh57_desktop.importing.torn.merged import with_merged
from kh57_desktop.importing.torn.pieces import Printed
from kh57_desktop.importing.torn.placing import row_of
from kh57_desktop.importing.torn.rows import Rows, Start
from kh57_desktop.importing.words import plain

_MOST_LINES = 8_000
"""Lines of one table; 400 rows take about 5,000."""
_LINES_TO_LEARN = 600
"""Lines that the columns are learnt from: some forty rows."""
_FEWEST_ROWS = 2
_WAYS = 3
"""Ways to place the lines of a row that are compared, so as to know how sure the best is."""
_SURE = 2.0
"""How much better the cells of a row must look than any other way to place its lines."""
_ROUNDS = 4
"""Times that the widths of the columns are learnt anew."""
_SUBJECTS = ("task", "indicator", "duty", "name", "body")


def torn_table(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    """The table whose heading begins at `at`, and where it ends; None without one."""
    first = plain_lines(sources, at, MOST_LINES)
    heading = heading_of(first) if opens_heading(first) else None
    if heading is None:
        return None, at
    table, count = _table_below(heading, sources[at], _lines_below(sources, at + heading.lines, heading))
    return (table, at + heading.lines + count) if table is not None else (None, at)


def _lines_below(sources: Sequence[Source], at: int, heading: Heading) -> Sequence[Line]:
    lines, end = growing(sources, at, lambda lines: (lines, lines_of_table(lines, heading)), most=_MOST_LINES)
    return (lines or ())[:end]


def _table_below(heading: Heading, source: Source, below: Sequence[Line]) -> tuple[Table | None, int]:
    """The table that the lines below `heading` make, and how many of them it takes."""
    lines, places = without_repeats(below, heading)
    columns = _columns(heading, lines[:_LINES_TO_LEARN])
    starts, end = Rows(lines).best(columns) if columns is not None else ((), 0)
    rows = _rows(columns, lines, starts, end) if columns is not None else []
    if columns is None or sum(row is not None for row in rows) < _FEWEST_ROWS:
        return None, 0
    rows = with_merged(heading.kinds[1:], rows)
    return _table(heading, columns, lines, starts, rows, end, source), places[end - 1] + 1


def _columns(heading: Heading, lines: Sequence[Printed]) -> Columns | None:
    """What the rows in `lines` show of the columns; None where there are no rows."""
    found = Rows(lines)
    columns = Columns(heading.kinds[1:])
    for _round in range(_ROUNDS):
        starts, end = found.best(columns)
        if not starts:
            return None
        rows = _rows(columns, lines, starts, end)
        learnt = columns.learnt([row for row in rows if row is not None])
        if learnt.widths == columns.widths:
            break
        columns = learnt
    return columns


def _rows(columns: Columns, lines: Sequence[Printed], starts: Sequence[Start], end: int) -> list[Row | None]:
    """The cells of each start's row, None for a group."""
    stops = [*(start.at for start in starts[1:]), end]
    return [
        row_of(columns, lines[start.at + 1 : stop], kept=_WAYS) if start.kind == "row" else None
        for start, stop in zip(starts, stops, strict=True)
    ]


def _table(
    heading: Heading,
    columns: Columns,
    lines: Sequence[Printed],
    starts: Sequence[Start],
    rows: Sequence[Row | None],
    end: int,
    source: Source,
) -> Table:
    width = len(heading.texts)
    subject = next((at for at, kind in enumerate(heading.kinds) if kind in _SUBJECTS), 1)
    grid: list[tuple[Cell, ...]] = [tuple(Cell((text,)) for text in heading.texts)]
    stops = [*(start.at for start in starts[1:]), end]
    guessed = ""
    unsure: list[str] = []
    for start, stop, row in zip(starts, stops, rows, strict=True):
        if row is not None:
            cells = [Cell(_lines_of(columns, at, cell)) for at, cell in enumerate(row.cells)]
            guessed = guessed or " ".join([start.text, *(cell.text for cell in cells if cell.text)])
            grid.append((Cell((start.text,)), *cells))
            if row.margin < _SURE:
                unsure.append(cells[subject - 1].text)
            continue
        title = " ".join(line.text for line in lines[start.at + (start.kind == "group") : stop])
        texts = ["" for _name in heading.texts]
        if start.kind == "group":
            texts[0], texts[subject] = start.text, title
            grid.append(tuple(Cell((text,) if text else ()) for text in texts))
        else:
            grid.append(merged_row(title, width))
    return Table(tuple(grid), source.place, guessed=guessed, unsure=tuple(filter(None, unsure)))


def _lines_of(columns: Columns, at: int, cell: Sequence[str]) -> tuple[str, ...]:
    return _unwrapped(cell, columns.widths[at], names_bodies=columns.kinds[at] in ("lead", "supporting"))


def _unwrapped(lines: Sequence[str], width: float | None, *, names_bodies: bool) -> tuple[str, ...]:
    """The cell's own lines: a line goes on with the one that had no room for its first word."""
    joined: list[str] = []
    last = ""
    for line in lines:
        first = line.split(" ", 1)[0]
        is_full = width is None or width_of(f"{last} {first}") > FULL * width
        goes_on = line[:1].islower() or (is_full and not (names_bodies and _is_next_body(last, line)))
        if joined and goes_on:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        last = line
    return tuple(joined)


def _is_next_body(above: str, line: str) -> bool:
    """Whether a line begins another body's name, that above it being whole."""
    is_half = is_left_open(above) or HALF_NAME.search(above) is not None or line.startswith("Tổ quốc")
    return names_body(plain(line)) and not is_half

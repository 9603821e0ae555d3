"""A register (sổ theo dõi) as a landscape table, and the yearly evaluation of units with its rule printed below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    Content,
    Orientation,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    short_date,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import signatures
from kh57_desktop.i18n import vietnamese

_NUMBER = Column("TT", 10, Align.CENTER)
_TOTAL = "Tổng cộng"


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """`title` as printed; `width` in millimetres; `is_number`: right-aligned; `is_total`: added up below."""

    title: str
    width: float
    is_number: bool = False
    is_total: bool = False


def register_content(
    form: Form,
    *,
    title: str,
    columns: Sequence[RegisterColumn],
    rows: Sequence[Sequence[Cell | None]],
    on: date,
    year: int | None = None,
    notes: Sequence[str] = (),
) -> Content:
    """Rows are numbered; a total stands below where a column is added up. What is not known is left empty."""
    of_year = f"Năm {year}; s" if year is not None else "S"
    span = f"({of_year}ố liệu tính đến ngày {short_date(on)})"
    heads = tuple(Column(one.title, one.width, Align.RIGHT if one.is_number else Align.LEFT) for one in columns)
    body = [Row((place, *("" if cell is None else cell for cell in row))) for place, row in enumerate(rows, 1)]
    blocks: list[Block] = [AnnexTitle("", title.upper(), span)]
    table = tuple(body) + _totals(columns, rows)
    blocks.append(Table(fitted((_NUMBER, *heads), body), table, dense=len(columns) > 7))
    blocks.extend(Paragraph(note, role=Role.NOTE) for note in notes)
    blocks.append(
        signatures(("NGƯỜI LẬP BIỂU", ""), (form.signature.position or "THỦ TRƯỞNG ĐƠN VỊ", form.signature.name))
    )
    part = Part(tuple(blocks), Orientation.LANDSCAPE, head=form.inner_head())
    return Content(form.system, title.capitalize(), (part,), form.sample)


def _totals(columns: Sequence[RegisterColumn], rows: Sequence[Sequence[Cell | None]]) -> tuple[Row, ...]:
    if not rows or not any(one.is_total for one in columns):
        return ()
    cells: list[Cell] = []
    for place, one in enumerate(columns):
        known = [cell for row in rows if isinstance(cell := row[place], int | Decimal)] if one.is_total else []
        cells.append(_sum(known) if known else "")
    cells[max((place for place, one in enumerate(columns) if not one.is_total), key=lambda at: columns[at].width)] = (
        _TOTAL
    )
    return (Row(("", *cells), is_total=True),)


def _sum(known: Sequence[int | Decimal]) -> int | Decimal:
    total = sum(known, Decimal(0))
    return int(total) if all(isinstance(cell, int) for cell in known) else total


def printed_rule(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a rule, given as msgids, as papers print them."""
    return tuple(f"{place}. {vietnamese(line)}" for place, line in enumerate(lines, 1))

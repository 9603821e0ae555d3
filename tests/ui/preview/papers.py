"""PDFs of known pages: so many black squares of 10 mm at known places, portrait and landscape."""

from __future__ import annotations

import io

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

A4 = (210 * mm, 297 * mm)
SQUARE_AT = (30 * mm, 40 * mm)
"""From the left and the top edge of the paper."""
SIDE = 10 * mm


def made_pdf(pages: int = 3, *, landscape: tuple[int, ...] = ()) -> bytes:
    """Page n bears n squares in a row, 20 mm apart; pages in `landscape` (from 1) lie across."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in range(1, pages + 1):
        size = A4[::-1] if page in landscape else A4
        canvas.setPageSize(size)
        for place in range(page):
            canvas.rect(SQUARE_AT[0] + place * 20 * mm, size[1] - SQUARE_AT[1] - SIDE, SIDE, SIDE, fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()

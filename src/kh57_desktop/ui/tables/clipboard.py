"""Rows on the clipboard as Excel and Word take them: tab-separated text and an HTML table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData


def as_mime(cells: Sequence[Sequence[str]]) -> QMimeData:
    mime = QMimeData()
    mime.setText("\n".join("\t".join(_flat(cell) for cell in row) for row in cells))
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells)
    mime.setHtml(f'<meta charset="utf-8"><table>{rows}</table>')
    return mime


def _flat(cell: str) -> str:
    return " ".join(cell.split())

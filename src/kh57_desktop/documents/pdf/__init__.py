"""PDF renderer (reportlab's canvas; line breaking, pages and tables are ours)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kh57_desktop.documents.pdf.render import render_pdf

__all__ = ["render_pdf"]


def __getattr__(name: str) -> Any:
    """The renderer when it is asked for: Word and Excel take only the measures that lie here."""
    if name == "render_pdf":
        from kh57_desktop.documents.pdf.render import render_pdf

        return render_pdf
    raise AttributeError(name)

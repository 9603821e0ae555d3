"""PDF renderer (reportlab's canvas; line breaking, pages and tables are ours)."""

from kh57_desktop.documents.pdf.render import render_pdf

__all__ = ["render_pdf"]

"""Word renderer: the parts of a .docx written as text, with real styles, numbering, tables and sections."""

from kh57_desktop.documents.word.render import render_docx

__all__ = ["render_docx"]

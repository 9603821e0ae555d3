"""Excel renderer: one sheet per table with true numbers and days, and a sheet for the running text."""

from kh57_desktop.documents.excel.render import render_xlsx

__all__ = ["render_xlsx"]

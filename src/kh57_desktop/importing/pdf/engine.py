"""PDFium, the library that opens PDFs: its C functions carry no types, so they are named `Any` in this one place."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw

library: Any = pypdfium2
"""Documents and pages that close themselves."""
pdfium: Any = pypdfium2.raw
"""The C functions and constants as PDFium names them."""
PdfiumError = pypdfium2.PdfiumError

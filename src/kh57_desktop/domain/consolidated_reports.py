"""The consolidated report as a document of its own: numbered, dated, frozen, handed to the office's own superior."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TYPE_PREFIX = "TH"
"""Its package's report type: beside the office's own report of the same regime and period it is another document."""
LONGEST_TYPE = 12


@dataclass(frozen=True, slots=True)
class ConsolidatedReport:
    """Báo cáo tổng hợp that was issued. `source`: the regime of what was summed; `corrects`: uid of the one before.

    Its figures are in the data file and its words in the PDF, both kept for ever.
    """

    id: str
    uid: str
    source: str
    period: str
    data_from: date
    data_to: date
    issuing_body_id: str
    title: str
    number: int
    sign: str
    dated_on: date
    data_attachment: str
    pdf_attachment: str
    corrects: str | None = None

    @property
    def regime(self) -> str:
        """The report type of its package."""
        return f"{TYPE_PREFIX}{self.source}"[:LONGEST_TYPE]

"""The navigation's numbers of pages that are not in sight, counted when the window stands still."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kh57_desktop.ui.office import OpenOffice
from kh57_desktop.ui.pages.part import PageDesk

COUNT_AFTER_MS = 700
"""Without a save for so long: between two keys nothing is counted."""


class IdleCounts(QObject):
    """What is overdue is seen without opening its page; a page that is open tells its own number at once."""

    def __init__(self, desk: PageDesk, office: Callable[[], OpenOffice | None], parent: QObject) -> None:
        """`office` gives the file that is open, if any."""
        super().__init__(parent)
        self._desk, self._office = desk, office
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_AFTER_MS)
        self._timer.timeout.connect(self._count)

    def changed(self) -> None:
        self._timer.start()

    def closed(self) -> None:
        self._timer.stop()

    def _count(self) -> None:
        office = self._office()
        if office is None:
            return
        from kh57_desktop.services.page_counts import indicators_of, late_in_registers  # not before the first paint

        self._desk.put_counts("indicators", indicators_of(office.session, self._desk.plan_id))
        self._desk.put_counts("registers", 0, late_in_registers(office.session))

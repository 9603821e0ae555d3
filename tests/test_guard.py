"""Guard G0, the first test of the suite: the Qt binding must not drop references to None.

PySide6 6.12.0 does on Python 3.11 and aborts the program within minutes; from 3.12 on None is not counted at all.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit


@pytest.mark.first
def test_the_qt_binding_keeps_its_references_to_none(qapp: QApplication) -> None:
    field = QLineEdit()
    before = sys.getrefcount(None)
    for _turn in range(500):
        field.setText("Ủy ban nhân dân xã")
        field.clear()
        field.show()
        qapp.processEvents()
    lost = before - sys.getrefcount(None)
    field.close()
    assert abs(lost) < 50

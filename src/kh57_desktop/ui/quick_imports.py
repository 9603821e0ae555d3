"""PySide6 reads the source text of every module that is imported after it, to see whether that one uses Qt.

It does so for its optional `__feature__` switches (snake_case, true_property), which this program does not use. Half a
millisecond a module is a third of the time in which the window opens, so the question is answered by name instead.
Where another version of PySide6 has no such question, nothing is changed.
"""

from __future__ import annotations

import gc
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - the question is asked from now on


def _is_ours_with_qt(module: ModuleType) -> bool:
    return module.__name__.startswith(("kh57_desktop.ui", "PySide6"))


def answer_by_name() -> None:
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _is_ours_with_qt


answer_by_name()
gc.set_threshold(50_000, 20, 50)  # while modules are loaded almost nothing is garbage; looking for it costs a tenth

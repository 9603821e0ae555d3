"""Makes the loading of PySide6 cheaper, by what this program does not use of it.

PySide6 reads the source text of every module that is imported after it, to see whether that one uses Qt. It does so
for its optional `__feature__` switches (snake_case, true_property), which this program does not use. Half a
millisecond a module is a third of the time in which the window opens, so the question is answered by name instead.

At its own import PySide6 compiles, from source text that it carries along, the modules that write signatures of Qt's
functions into error messages and stub files: a third of its loading. Here they wait until such a message is written;
then they are compiled as ever.

Where another version of PySide6 does these things differently, nothing is changed.
"""

from __future__ import annotations

import gc
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from kh57_desktop.ui.quick_enums import make_enums_quickly

_LATER = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
"""Modules that only a wrong call, `help()` or a stub file asks for."""


class _LaterModule(ModuleType):
    """Compiled when something in it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        spec, known_as = self.__spec__, self.__name__
        assert spec is not None
        assert isinstance(self.__loader__, _LaterLoader)
        self.__class__ = ModuleType
        moved_to, spec.name = spec.name, known_as  # PySide6 gives its modules a second name, the text has the first
        try:
            self.__loader__.real.exec_module(self)
        finally:
            spec.name = moved_to
        return getattr(self, name)


class _LaterLoader:
    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _LaterModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing yet."""


class _LaterFinder:
    """Stands before the finder of PySide6's own texts."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        found: ModuleSpec | None = self.real.find_spec(name, path, target) if name in _LATER else None
        if found is not None:
            found.loader = _LaterLoader(found.loader)  # type: ignore[assignment] - as the one that it stands for
        return found


class _Finders(list[Any]):
    """`sys.meta_path` while PySide6 is loaded, which puts its own finder first."""

    def insert(self, place: Any, finder: Any) -> None:
        super().insert(place, finder)
        if type(finder).__name__ == "EmbeddableZipImporter":
            super().insert(0, _LaterFinder(finder))


def _load_pyside() -> None:
    if "PySide6.QtCore" in sys.modules:
        return
    sys.meta_path = _Finders(sys.meta_path)
    try:
        import PySide6.QtCore  # noqa: F401 - the question is asked from now on
    finally:
        sys.meta_path = [finder for finder in sys.meta_path if not isinstance(finder, _LaterFinder)]


def _is_ours_with_qt(module: ModuleType) -> bool:
    return module.__name__.startswith(("kh57_desktop.ui", "PySide6"))


def answer_by_name() -> None:
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _is_ours_with_qt


def look_for_garbage_again() -> None:
    """Called when the modules are there: a window that is being made leaves little garbage, too."""
    gc.freeze()  # what modules are made of stays until the end: the first look need not go through all of it
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


gc.disable()  # while modules are loaded almost nothing is garbage; looking for it costs a tenth
make_enums_quickly()
_load_pyside()
answer_by_name()

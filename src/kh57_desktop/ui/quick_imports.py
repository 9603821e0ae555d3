"""Makes the loading of PySide6 cheaper, by what this program does not use of it.

PySide6 puts itself in the place of `import` and reads the source text of every module that is imported after it, to
see whether that one uses Qt. It does so for its optional `__feature__` switches (snake_case, true_property), which this
program does not use, and to find all names where someone writes `from PySide6.QtCore import *`, which nobody may here.
Half a millisecond a module is a third of the time in which the window opens, so `import` is given back.

At its own import PySide6 compiles, from source text that it carries along, the modules that write signatures of Qt's
functions into error messages and stub files: a third of its loading. Here they wait until such a message is written;
then they are compiled as ever. So do modules of Python's library that it, or what it asks, imports for a seldom case.

Where another version of PySide6 does these things differently, nothing is changed.
"""

from __future__ import annotations

import builtins
import gc
import sys
from _thread import RLock
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from kh57_desktop.ui.quick_enums import make_enums_quickly

_FEATURE = "shibokensupport.feature"
_LATER = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "mapping", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
"""Modules that only a wrong call, `help()` or a stub file asks for."""
_TAKEN = {"shibokensupport.signature.mapping": "update_mapping"}
_LIBRARY_LATER = frozenset(
    ("bz2", "inspect", "ipaddress", "lzma", "shutil", "tempfile", "traceback")  # imported whole, used later
)
_loading = RLock()


class _LaterModule(ModuleType):
    """Executed when something in it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _execute(self)
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


def _execute(module: ModuleType) -> None:
    """By the first thread that asks, while others wait."""
    with _loading:
        later, spec, known_as = module.__loader__, module.__spec__, module.__name__
        if spec is None or not isinstance(later, _LaterLoader):
            return
        module.__loader__ = spec.loader = later.real
        moved_to, spec.name = spec.name, known_as  # PySide6 gives its modules a second name, the text has the first
        try:
            later.real.exec_module(module)
        finally:
            spec.name = moved_to
        module.__class__ = ModuleType  # type: ignore[assignment] - no question comes to us any more


class _LaterLoader:
    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _LaterModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing yet; where PySide6 takes a function without asking the module, one that asks stands there."""
        name = _TAKEN.get(module.__name__)
        if name is not None:

            def first(*given: Any) -> Any:
                _execute(module)
                return vars(module)[name](*given)

            setattr(module, name, first)


class _FeatureLoader:
    """Of the modules that PySide6 loads before its detour can be left, none uses a switch."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> None:
        """As usual."""

    def exec_module(self, module: ModuleType) -> None:
        self.real.exec_module(module)
        if hasattr(module, "_mod_uses_pyside"):
            module._mod_uses_pyside = lambda _module: False


class _LaterFinder:
    """Stands before the finders that it asks, for modules of these names, and puts another loader before theirs."""

    def __init__(self, loaders: dict[str, Callable[[Any], Any]], finders: Sequence[Any]) -> None:
        self.loaders = loaders
        self.finders = finders

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        make_loader = self.loaders.get(name)
        if make_loader is None:
            return None
        asked = (finder.find_spec(name, path, target) for finder in self.finders)
        found: ModuleSpec | None = next((spec for spec in asked if spec is not None), None)
        if found is not None:
            found.loader = make_loader(found.loader)
        return found


class _Finders(list[Any]):
    """`sys.meta_path` while PySide6 is loaded, which puts its own finder first."""

    def insert(self, place: Any, finder: Any) -> None:
        super().insert(place, finder)
        if type(finder).__name__ == "EmbeddableZipImporter":
            super().insert(0, _LaterFinder({_FEATURE: _FeatureLoader, **dict.fromkeys(_LATER, _LaterLoader)}, [finder]))


def _load_pyside() -> None:
    if "PySide6.QtCore" in sys.modules:
        if builtins.__import__ is getattr(builtins, "__feature_import__", None):
            builtins.__import__ = builtins.__orig_import__  # type: ignore[attr-defined]
        return
    usual_import, usual = builtins.__import__, list(sys.meta_path)
    sys.meta_path = _Finders([_LaterFinder(dict.fromkeys(_LIBRARY_LATER, _LaterLoader), usual), *usual])
    try:
        import PySide6.QtCore  # noqa: F401 - the question is asked from now on
    finally:
        builtins.__import__ = usual_import
        sys.meta_path = [finder for finder in sys.meta_path if not isinstance(finder, _LaterFinder)]


def end_of_imports() -> None:
    """Called when the modules are there: garbage is looked for again, in the window by `ui.garbage`."""
    gc.freeze()  # what modules are made of stays until the end: the first look need not go through all of it
    gc.set_threshold(50_000, 20, 50)  # a window that is being made leaves little garbage
    gc.enable()


gc.disable()  # while modules are loaded almost nothing is garbage; looking for it costs a tenth
make_enums_quickly()
_load_pyside()

"""What is left out of PySide6's loading comes when it is asked for, with the words that PySide6 itself says."""

from __future__ import annotations

import subprocess
import sys

LOADED = {
    "quick": "import kh57_desktop.ui.quick_imports as quick",
    "plain": "import PySide6.QtCore",
}
SAID = """
import sys
import PySide6.QtWidgets
from PySide6.QtCore import QObject, QPoint, Signal, Slot

class Counter(QObject):
    counted = Signal(int)

    @Slot(int)
    def count(self, number):
        self.number = number

counter = Counter()
counter.counted.connect(counter.count)
counter.counted.emit(57)
print(counter.number)
for wrong in (lambda: QPoint("a"), lambda: QPoint(1, 2).setX("b"), lambda: QObject(3)):
    try:
        wrong()
    except TypeError as error:
        print(error)
from PySide6.support.signature import get_signature
print(get_signature(PySide6.QtWidgets.QWidget.resize))
print(PySide6.QtWidgets.QWidget.resize.__doc__)
from PySide6.support.signature.lib.pyi_generator import generate_pyi
print(generate_pyi.__name__, generate_pyi.__module__)
"""


def said_by(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout


def test_errors_and_signatures_say_what_pyside_says() -> None:
    quick, plain = (said_by(load + SAID) for load in LOADED.values())
    assert quick == plain
    assert quick.startswith("57\n")
    assert "Supported signatures" in quick


def test_the_texts_wait_until_they_are_needed_and_the_finders_are_left_as_they_were() -> None:
    code = f"""
import sys
before = list(sys.meta_path)
{LOADED["quick"]}
import kh57_desktop.ui.desk
assert list(sys.meta_path) == before, sys.meta_path
print(sorted(type(sys.modules[name]).__name__ for name in quick._LATER))
from PySide6.QtCore import QPoint
try:
    QPoint("a")
except TypeError:
    print(type(sys.modules["shibokensupport.signature.errorhandler"]).__name__)
"""
    waiting, loaded = said_by(code).splitlines()
    assert waiting == str(["_LaterModule"] * 7)
    assert loaded == "module"


def test_import_is_the_usual_one_again() -> None:
    code = f"""
import builtins
before = builtins.__import__
{LOADED["quick"]}
import PySide6.QtGui, PySide6.QtWidgets, PySide6.QtSvg
import kh57_desktop.ui.desk
print(builtins.__import__ is before)
"""
    assert said_by(code).strip() == "True"


def test_modules_of_the_library_wait_too_and_come_whole_to_every_thread() -> None:
    code = f"""
import sys
{LOADED["quick"]}
print(sorted(name for name in quick._LIBRARY_LATER if type(sys.modules[name]) is not quick._LaterModule))
from threading import Barrier, Thread
import inspect, ipaddress, lzma, tempfile, traceback
together, said = Barrier(8), []

def ask() -> None:
    together.wait()
    said.append((inspect.signature(ask).parameters, tempfile.TemporaryDirectory.__module__, lzma.FORMAT_XZ))

threads = [Thread(target=ask) for _number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(said), str(ipaddress.ip_address("10.0.0.57")), type(inspect).__name__, inspect.__loader__.get_filename())
print(hasattr(tempfile, "no_such_name"), hasattr(traceback, "no_such_name"))
"""
    waiting, came, no_more = said_by(code).splitlines()
    assert waiting == "[]"
    assert came.startswith("8 10.0.0.57 module ")
    assert came.endswith("inspect.py")
    assert no_more == "False False"


def test_after_pyside_was_loaded_already_nothing_is_done() -> None:
    asked = "import sys\nprint({type(sys.modules[name]).__name__ for name in quick._LATER})"
    code = "\n".join((LOADED["plain"], LOADED["quick"], asked))
    assert said_by(code).strip() == "{'module'}"


def test_little_is_loaded_before_the_window_is_painted() -> None:
    code = """
import sys
import kh57_desktop.ui.app
import kh57_desktop.ui.overview.part
import kh57_desktop.services.overview
slow = []
for name, module in sorted(sys.modules.items()):
    if name.startswith("kh57_desktop"):
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == name and "__dataclass_fields__" in vars(kind):
                if vars(kind)["__repr__"].__module__ != "kh57_desktop.light":
                    slow.append(f"{name}.{kind.__name__}")
print(slow)
heavy = ("reportlab", "babel", "sqlite_utils", "lxml", "pikepdf", "cryptography", "openpyxl", "uuid")
print([name for name in heavy if name in sys.modules])
print(sum(name.startswith("kh57_desktop.services") for name in sys.modules))
"""
    slow, heavy, services = said_by(code).splitlines()
    assert slow == "[]"
    assert heavy == "[]"
    assert int(services) < 12


def test_who_imports_the_window_without_opening_it_has_its_garbage_searched_for() -> None:
    """It rests while the modules come; a process that never makes the window would grow without end."""
    assert said_by("import kh57_desktop.ui.app, gc; print(gc.isenabled())").strip() == "True"

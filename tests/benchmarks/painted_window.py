"""Milliseconds from process start to the program's window painted with its data, measured as the floor is (Linux), and
the processor time that it took, which other work on the machine changes less.

usage: QT_QPA_PLATFORM=offscreen painted_window.py DATA.kh57 [memory]
"""

from __future__ import annotations

import os
import sys
import time

with open("/proc/self/stat", encoding="ascii") as stat:  # noqa: PTH123 - as the floor does, before pathlib is there
    born = int(stat.read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")

from kh57_desktop.ui import app as program


def since_birth() -> float:
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - born) * 1000


def painted(app) -> int:
    """In the place of the event loop: until the data are shown and painted, then the end."""
    from PySide6.QtWidgets import QApplication

    window = next(widget for widget in QApplication.topLevelWidgets() if hasattr(widget, "page_key"))
    while not window.page_key:
        app.processEvents()
    for _turn in range(3):
        app.processEvents()
    window.grab()
    print(f"{since_birth():.0f} {time.process_time() * 1000:.0f}")
    if len(sys.argv) > 2:
        until = time.monotonic() + 3
        while time.monotonic() < until:
            app.processEvents()
        from pathlib import Path

        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
        print(next(line for line in lines if line.startswith("Pss:")).split()[1])
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    QApplication.exec = lambda *_args: painted(QApplication.instance())
    program.open_window(Path(sys.argv[1]))

"""`kh57 [DATA.kh57]`: the window."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import cast

from kh57_desktop.cli.output import say
from kh57_desktop.errors import NOT_DONE
from kh57_desktop.i18n import _


def run(options: argparse.Namespace) -> int:
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    ):
        say(_("There is no screen here, so the window cannot open."))
        say(_("Nothing was changed. “kh57 demo --out DIR” does the main job without a screen."))
        return NOT_DONE
    # named by text: ui and cli do not import one another, and Qt is loaded only for the window
    open_window = importlib.import_module("kh57_desktop.ui.app").open_window
    return cast(int, open_window(options.data, language=options.language))

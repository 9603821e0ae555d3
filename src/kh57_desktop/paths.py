"""The only module that knows where resources and translations lie: source tree, wheel and frozen build."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def _data_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)  # folder that PyInstaller's boot loader names
    if frozen is not None:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    packed = package / "_data"  # where the wheel puts both folders
    return packed if packed.is_dir() else package.parents[1]


def resources() -> Path:
    """Folder of fonts, icons, samples, schemas, resolution packs and help pages."""
    return _data_root() / "resources"


def translations() -> Path:
    """Folder of the Babel catalogues, LANGUAGE/LC_MESSAGES/kh57.po."""
    return _data_root() / "translations"


def fonts() -> Path:
    return resources() / "fonts"


def user_data() -> Path:
    """Where the program keeps what belongs to this user of this PC (settings, log), made by whoever writes there."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "KH57"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "kh57"

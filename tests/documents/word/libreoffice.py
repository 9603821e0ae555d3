"""LibreOffice as a second reader: converts files in one run, with a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import PROJECT

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias>
</fontconfig>"""
"""Only the faces that the program itself brings: some machines have an older Liberation Serif without ậ, ề, ữ."""


def converted(files: Mapping[str, bytes], folder: Path, *, suffix: str, into: str) -> dict[str, bytes]:
    """`files` by name without suffix, each converted; skips the test where LibreOffice is not installed."""
    if PROGRAM is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    sources, results = folder / "sources", folder / "results"
    sources.mkdir()
    settings = folder / "fonts.conf"
    settings.write_text(
        _FONTS.format(fonts=PROJECT / "resources" / "fonts", cache=folder / "font-cache"), encoding="utf-8"
    )
    for name, data in files.items():
        (sources / f"{name}.{suffix}").write_bytes(data)
    command = [
        PROGRAM,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        into,
        "--outdir",
        str(results),
        *(str(path) for path in sorted(sources.iterdir())),
    ]
    environment = os.environ | {"FONTCONFIG_FILE": str(settings)}
    run = subprocess.run(command, capture_output=True, timeout=280, check=False, env=environment)
    end = into.partition(":")[0]
    missing = [name for name in files if not (results / f"{name}.{end}").exists()]
    assert not missing, f"not converted: {missing}: {run.stderr.decode(errors='replace')}"
    return {name: (results / f"{name}.{end}").read_bytes() for name in files}

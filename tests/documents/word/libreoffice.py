"""LibreOffice as a second reader: converts files in one run, with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")


def converted(files: Mapping[str, bytes], folder: Path, *, suffix: str, into: str) -> dict[str, bytes]:
    """`files` by name without suffix, each converted; skips the test where LibreOffice is not installed."""
    if PROGRAM is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    sources, results = folder / "sources", folder / "results"
    sources.mkdir()
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
    run = subprocess.run(command, capture_output=True, timeout=280, check=False)
    end = into.partition(":")[0]
    missing = [name for name in files if not (results / f"{name}.{end}").exists()]
    assert not missing, f"not converted: {missing}: {run.stderr.decode(errors='replace')}"
    return {name: (results / f"{name}.{end}").read_bytes() for name in files}

"""What ./run says where it cannot go on; the environment itself is tried by .ci/bare_debian.sh."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("bash") is None,
    reason="run.cmd is the twin elsewhere",
)


def run_script(script: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    screen = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in screen}
    environment["PATH"] = path or environment["PATH"]
    return subprocess.run(
        [shutil.which("bash") or "bash", str(script), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_without_a_screen_it_says_so_and_names_the_demonstration() -> None:
    for arguments in ((), ("xa.kh57",)):
        done = run_script(PROJECT / "run", *arguments)
        assert done.returncode == 3
        assert done.stdout == ""
        assert "không có màn hình" in done.stderr
        assert "./run demo --out DIR" in done.stderr


def test_without_python_it_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    project, tools = tmp_path / "project", tmp_path / "bin"
    (project / ".ci").mkdir(parents=True)
    tools.mkdir()
    for name in ("run", "requirements.lock", ".ci/environment.sh"):
        shutil.copy(PROJECT / name, project / name)
    for name in ("dirname", "readlink", "sha256sum"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = run_script(project / "run", "--version", path=str(tools))
    assert done.returncode == 3
    assert "Python 3.11" in done.stderr
    assert not (project / ".venv").exists()

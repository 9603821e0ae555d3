"""Formats that an installed word processor opens for us: .doc, .rtf, .odt to .docx, .xls and .ods to .xlsx.

LibreOffice runs without a window, in a temporary folder with a profile of its own (so that neither a running one nor
its settings are touched) and with macros switched off; on Windows without LibreOffice, Word or Excel does the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kh57_desktop.i18n import _
from kh57_desktop.importing.errors import DocumentOldWord, DocumentTooLarge

SECONDS = 120
FILE_BYTES = 50_000_000
TARGETS = {
    ".doc": "docx",
    ".dot": "docx",
    ".rtf": "docx",
    ".odt": "docx",
    ".wps": "docx",
    ".xls": "xlsx",
    ".ods": "xlsx",
}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_WINDOWS_PLACES = ("LibreOffice/program/soffice.exe", "LibreOffice 5/program/soffice.exe")
_UNIX_PLACES = ("/opt/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WORD = (
    "$ErrorActionPreference='Stop';$w=New-Object -ComObject Word.Application;$w.Visible=$false;$w.DisplayAlerts=0;"
    "$w.AutomationSecurity=3;try{$d=$w.Documents.Open($env:KH57_FROM,$false,$true,$false);"
    "$d.SaveAs2($env:KH57_TO,16);$d.Close($false)}finally{$w.Quit()}"
)
_EXCEL = (
    "$ErrorActionPreference='Stop';$x=New-Object -ComObject Excel.Application;$x.Visible=$false;"
    "$x.DisplayAlerts=$false;$x.AutomationSecurity=3;try{$b=$x.Workbooks.Open($env:KH57_FROM,0,$true);"
    "$b.SaveAs($env:KH57_TO,51);$b.Close($false)}finally{$x.Quit()}"
)


@contextmanager
def converted(path: Path, *, ending: str | None = None) -> Iterator[Path]:
    """A .docx or .xlsx made of the document at `path`, in a folder that is gone afterwards.

    `ending` (".doc", ".rtf", ".odt" …) tells the real format where the name does not. Raises DocumentOldWord, which
    says how to save as .docx, where no word processor is installed or it does not open the document.
    """
    kind = (ending or path.suffix).lower()
    target = TARGETS.get(kind)
    if target is None:
        raise DocumentOldWord(name=path.name)
    if path.stat().st_size > FILE_BYTES:
        limit = _("more than {size} MB").format(size=FILE_BYTES // 1_000_000)
        raise DocumentTooLarge(name=path.name, limit=limit)
    with tempfile.TemporaryDirectory(prefix="kh57-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"{path.stem}{kind}"
        shutil.copyfile(path, source)
        result = Path(folder) / "out" / f"{path.stem}.{target}"
        result.parent.mkdir()
        if not _convert(source, result):
            raise DocumentOldWord(name=path.name)
        yield result


def _convert(source: Path, result: Path) -> bool:
    office = find_libreoffice()
    try:
        if office is not None and _by_libreoffice(office, source, result):
            return True
        return sys.platform == "win32" and _by_office(source, result)
    except (OSError, subprocess.SubprocessError):
        return False


def find_libreoffice() -> Path | None:
    """The installed LibreOffice, on the search path or in its usual folder."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    roots = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")]
    places = [Path(root) / place for root in roots if root for place in _WINDOWS_PLACES]
    return next((place for place in (*places, *map(Path, _UNIX_PLACES)) if place.is_file()), None)


def _by_libreoffice(office: Path, source: Path, result: Path) -> bool:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        str(office), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--nologo",
        "--norestore", "--nolockcheck", "--convert-to", result.suffix[1:], "--outdir", str(result.parent), str(source),
    ]  # fmt: skip
    _run(command)
    return result.is_file() and result.stat().st_size > 0


def _by_office(source: Path, result: Path) -> bool:
    """Word or Excel through PowerShell; the names go by the environment, so that no quoting can go wrong."""
    script = _WORD if result.suffix == ".docx" else _EXCEL
    command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", script]
    _run(command, KH57_FROM=str(source), KH57_TO=str(result))
    return result.is_file() and result.stat().st_size > 0


def _run(command: list[str], **variables: str) -> None:
    """Run to its end or to the limit, when the whole family of processes is ended; names never go through a shell."""
    windows = sys.platform == "win32"
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **variables},
        start_new_session=not windows,
        creationflags=flags,
    ) as process:
        try:
            process.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""The project as a whole: what no single layer's tests see."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FONTS = {".ttf", ".otf"}
POSIX_ONLY_CALLS = {
    "os.rename": "os.replace: os.rename fails on Windows where the target exists",
    "os.fork": "a thread or a new process",
    "os.getuid": "nothing of ours may ask who the user is that way",
    "os.geteuid": "nothing of ours may ask who the user is that way",
    "os.killpg": "subprocess.Popen.kill",
    "os.mkfifo": "a file or a pipe",
    "os.system": "subprocess.run with a list",
    "os.popen": "subprocess.run with a list",
    "os.uname": "platform.system",
    "tempfile.mktemp": "tempfile.mkstemp",
    "signal.SIGKILL": "subprocess.Popen.kill",
    "signal.alarm": "a timer",
}
POSIX_ONLY_MODULES = {"fcntl", "grp", "pwd", "resource", "termios", "pty"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """What git keeps; in a copy without git, every file outside the folders that git ignores."""
    listed = subprocess.run(
        ["git", "-C", str(PROJECT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("git does not know this folder, so there is no list of its files")
    names = listed.stdout.decode("utf-8").split("\0")
    return tuple(path for name in names if name and (path := PROJECT / name).is_file())


def text_files() -> Iterator[tuple[Path, str]]:
    for path in tracked_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def python_files(*folders: str) -> list[Path]:
    inside = [PROJECT / folder for folder in folders]
    return [path for path in tracked_files() if path.suffix == ".py" and any(path.is_relative_to(f) for f in inside)]


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(PROJECT).as_posix()}:{line}"


# --- layers, words, size ----------------------------------------------------------------------------------------------


def test_import_contracts_hold() -> None:
    # its own process: import-linter's logging set-up switches off every logger there is, ours among them
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    checked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=PROJECT, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_both_catalogues_are_complete_with_the_fields_of_every_message() -> None:
    checked = subprocess.run(
        [sys.executable, str(PROJECT / ".ci" / "translations.py"), "check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONUTF8": "1", "PATH": ""},
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_check_of_the_catalogues_sees_each_kind_of_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / ".ci"))
    translations = importlib.import_module("translations")
    monkeypatch.setattr(translations, "PROJECT", tmp_path)
    catalogue = translations.catalogue_path("vi")
    catalogue.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n'
    entries = [("Good {name}", "Tốt {name}"), ("Twice", "Hai"), ("Twice", "Hai"), ("Field {a}", "Trường {b}")]
    entries += [("Empty", ""), ("Left over", "Thừa"), ("Decomposed", unicodedata.normalize("NFD", "Rời"))]
    catalogue.write_text(header + "".join(f'\nmsgid "{a}"\nmsgstr "{b}"\n' for a, b in entries), encoding="utf-8")
    wanted = dict.fromkeys(["Good {name}", "Twice", "Field {a}", "Empty", "Decomposed", "Missing"], "src/a.py:1")
    found = translations.problems("vi", wanted)
    faults = [("twice", "Twice"), ("fields differ", "Field"), ("not translated", "Empty"), ("NFC", "Decomposed")]
    faults += [("missing", "Missing"), ("no longer in the source", "Left over")]
    assert len(found) == len(faults), found
    for fault, message in faults:
        assert any(fault in line and message in line for line in found), (fault, found)

    monkeypatch.setattr(translations, "msgids_of_source", lambda: wanted)
    monkeypatch.setattr(translations, "LANGUAGES", ("vi",))
    translations.normalise(prune=True)
    kept = translations.entries_of(catalogue.read_text(encoding="utf-8"))
    assert kept[0] == ("", "Language: vi\n")
    assert kept[1:] == sorted({**dict(entries), "Decomposed": "Rời"}.items() - {("Left over", "Thừa")})


def test_no_file_but_a_font_is_over_one_megabyte() -> None:
    big = [
        f"{path.relative_to(PROJECT)}: {path.stat().st_size:,} bytes"
        for path in tracked_files()
        if path.stat().st_size > 1_000_000 and path.suffix not in FONTS
    ]
    assert big == []


def test_text_is_utf8_composed_and_ends_its_lines_one_way() -> None:
    mixed = [
        place(path, 1)
        for path, text in text_files()
        if path.suffix in {".py", ".md", ".toml", ".po", ".sh"} and "\r" in text
    ]
    assert mixed == []


# --- nothing of the machine that wrote it -----------------------------------------------------------------------------


def test_no_file_names_a_folder_of_one_machine_or_a_package_registry() -> None:
    folder = r"(?<![\w.$}])/(?:work|root|farm|home)/(?!project\b)\w"  # bare_debian.sh: the root inside
    registry = r"\b(?:py[p]i\.org|python[h]osted|registry\.npm|npm[j]s|deb\.[d]ebian\.org)"  # so that this line is none
    wrong = [
        f"{place(path, number)}: {line.strip()[:100]}"
        for path, text in text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(registry, line) or re.search(folder, line)
    ]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_one_version_and_hashes_and_no_address(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text))
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+==[\w.]+( ; .+?)? \\\n", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|--trusted-host", text)


def test_the_lock_covers_what_pyproject_asks_for() -> None:
    with (PROJECT / "pyproject.toml").open("rb") as stream:
        project = tomllib.load(stream)
    for name, asked in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-dev.lock", project["dependency-groups"]["dev"]),
    ):
        text = (PROJECT / name).read_text(encoding="utf-8")
        locked = {line.partition("==")[0] for line in text.splitlines() if re.match(r"[a-z0-9]", line)}
        wanted = {re.split(r"[<>=!~ \[;]", line)[0].lower().replace("_", "-") for line in asked}
        assert wanted <= locked, f"{name} is older than pyproject.toml: run .ci/lock.sh ({sorted(wanted - locked)})"


# --- Windows: a lint, since the suite runs on Linux -------------------------------------------------------------------


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def imported_modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def lines_that_ask_the_system(tree: ast.AST) -> set[int]:
    """Lines of the functions and `if` statements that look at `sys.platform`: the other system has its twin there."""
    asking = (ast.FunctionDef, ast.AsyncFunctionDef, ast.If)
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, asking) and any(dotted(inner) == "sys.platform" for inner in ast.walk(node))
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def windows_faults(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    safe = lines_that_ask_the_system(tree)
    return [
        f"{place(path, node.lineno)}: {fault}"
        for node in ast.walk(tree)
        if hasattr(node, "lineno") and node.lineno not in safe
        for fault in faults_of_node(node)
    ]


def faults_of_node(node: ast.AST) -> Iterator[str]:
    for module in imported_modules(node):
        if module in POSIX_ONLY_MODULES:
            yield f"{module} has no Windows twin here"
    if isinstance(node, ast.Attribute) and (better := POSIX_ONLY_CALLS.get(dotted(node))):
        yield f"{dotted(node)}; use {better}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"/(tmp|var|usr|etc)/", node.value):
        yield f"a path of Unix, {node.value!r}"
    if isinstance(node, ast.keyword) and node.arg == "shell" and ast.unparse(node.value) == "True":
        yield "shell=True"


def text_without_encoding(path: Path) -> list[str]:
    """Calls that would take the system's code page: cp1258 on a Vietnamese Windows."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    # a file that is opened is used; `dialog.open()` alone on its line opens something else
    other = {id(node.value) for node in nodes if isinstance(node, ast.Expr) and ast.unparse(node).endswith(".open()")}
    return [
        f"{place(path, node.lineno)}: {dotted(node.func)}() without encoding"
        for node in nodes
        if isinstance(node, ast.Call) and id(node) not in other and takes_the_code_page(node)
    ]


def takes_the_code_page(call: ast.Call) -> bool:
    options = {keyword.arg: keyword.value for keyword in call.keywords}
    if "encoding" in options or None in options:
        return False
    name = dotted(call.func)
    match name.rpartition(".")[2]:
        case "open" if name == "open":
            return is_text_mode(options.get("mode", call.args[1] if len(call.args) > 1 else None))
        case "open" if not call.args:  # a Path's, unless its options are another library's
            return options.keys() <= {"mode", "newline", "buffering", "errors"} and is_text_mode(options.get("mode"))
        case "open":  # a Path's when its first word is a mode, else a member of an archive, an image …
            return is_mode(call.args[0]) and is_text_mode(call.args[0])
        case "read_text":
            return not call.args
        case "write_text":
            return len(call.args) < 2
        case "run" | "Popen" | "check_output" | "check_call":
            asked = options.get("text", options.get("universal_newlines"))
            return asked is not None and ast.unparse(asked) == "True"
    return False


def is_mode(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and set(node.value) <= set("rwaxbt+")


def is_text_mode(mode: ast.expr | None) -> bool:
    return mode is None or (is_mode(mode) and "b" not in ast.literal_eval(mode))


def test_the_program_calls_nothing_that_windows_lacks() -> None:
    faults = [fault for path in python_files("src") for fault in windows_faults(path)]
    assert faults == [], "\n".join(faults)


def test_every_text_file_is_opened_with_its_encoding() -> None:
    faults = [fault for path in python_files("src", "tests", ".ci") for fault in text_without_encoding(path)]
    assert faults == [], "\n".join(faults)


def test_the_lint_itself_sees_what_it_is_there_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.PROJECT", tmp_path)
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "import fcntl, os, subprocess\n"
        "os.rename('a', 'b')\n"
        "open('a')\n"
        "path.open('w')\n"
        "with path.open() as stream: dialog.open()\n"
        "path.read_text()\n"
        "path.write_text('a')\n"
        "subprocess.run('ls', shell=True, text=True)\n"
        "zipped.open('word/document.xml')\n"
        "path.open('rb')\n"
        "open('a', 'rb')\n"
        "open('a', encoding='utf-8')\n",
        encoding="utf-8",
    )
    assert {fault.split(":")[1] for fault in windows_faults(wrong)} == {"1", "2", "8"}
    assert {fault.split(":")[1] for fault in text_without_encoding(wrong)} == {"3", "4", "5", "6", "7", "8"}

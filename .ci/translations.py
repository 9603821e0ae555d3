"""Holds the catalogues vi and en to the msgids of the source.

translations.py check      every msgid is there once in both, translated, with the same {fields}; none is left over
translations.py extract    prints the msgids of the source, sorted
translations.py missing    prints entries for what the catalogues lack, to be translated and appended
translations.py normalise  sorts both catalogues and drops second entries; with --prune also what the source lost
"""

from __future__ import annotations

import ast
import re
import string
import sys
import unicodedata
from pathlib import Path

from babel.messages.pofile import escape, unescape

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ("vi", "en")
_ENTRY = re.compile(r'^msgid((?:\s*"(?:[^"\\]|\\.)*"\n)+)msgstr((?:\s*"(?:[^"\\]|\\.)*"(?:\n|\Z))+)', re.MULTILINE)

Entries = list[tuple[str, str]]


def catalogue_path(language: str) -> Path:
    return PROJECT / "translations" / language / "LC_MESSAGES" / "kh57.po"


def msgids_of_source() -> dict[str, str]:
    """Every literal inside `_()` and `N_()` → where it stands first, file:line.

    Read from the syntax tree: before Python 3.12 babel's tokens do not see what stands inside an f-string.
    """
    found: dict[str, str] = {}
    for path in sorted((PROJECT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            message = _message_of(node)
            if message:
                found.setdefault(message, f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}")  # type: ignore[attr-defined]
    return found


def _message_of(node: ast.AST) -> str:
    if not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_") and node.args
    ):
        return ""
    first = node.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def entries_of(text: str) -> Entries:
    """All entries in order, second ones included, which babel's own reader merges without a word."""
    return [(_joined(match[1]), _joined(match[2])) for match in _ENTRY.finditer(text)]


def _joined(block: str) -> str:
    return "".join(unescape(line.strip()) for line in block.strip().splitlines())


def fields_of(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name is not None}


def problems(language: str, wanted: dict[str, str]) -> list[str]:
    """What is wrong with one catalogue, a line each."""
    text = catalogue_path(language).read_text(encoding="utf-8")
    found: list[str] = []
    seen: dict[str, str] = {}
    for msgid, msgstr in entries_of(text):
        if msgid in seen:
            found.append(f"{language}: twice: {msgid!r}")
            continue
        seen[msgid] = msgstr
        if msgid:
            found += [f"{language}: {fault}: {msgid!r}" for fault in _faults(msgid, msgstr)]
    if text.count("\nmsgid ") + text.startswith("msgid ") != len(entries_of(text)):
        found.append(f'{language}: an entry is not of the form msgid "…" msgstr "…"')
    found += [f"{language}: missing ({place}): {msgid!r}" for msgid, place in wanted.items() if msgid not in seen]
    return found + [
        f"{language}: no longer in the source: {msgid!r}" for msgid in seen if msgid and msgid not in wanted
    ]


def _faults(msgid: str, msgstr: str) -> list[str]:
    faults = []
    if not msgstr.strip():
        faults.append("not translated")
        return faults
    try:
        if fields_of(msgid) != fields_of(msgstr):
            faults.append(f"fields differ, {sorted(fields_of(msgid))} and {sorted(fields_of(msgstr))}")
    except ValueError as cause:
        faults.append(f"unpaired brace ({cause})")
    if msgstr != unicodedata.normalize("NFC", msgstr):
        faults.append("not composed (NFC)")
    return faults


def check() -> int:
    wanted = msgids_of_source()
    found = [line for language in LANGUAGES for line in problems(language, wanted)]
    print("\n".join([*found, f"{len(wanted)} messages, {len(found)} problems"]))
    return 1 if found else 0


def extract() -> int:
    print("\n".join(sorted(msgids_of_source())))
    return 0


def missing() -> int:
    wanted = msgids_of_source()
    for language in LANGUAGES:
        have = {msgid for msgid, _msgstr in entries_of(catalogue_path(language).read_text(encoding="utf-8"))}
        print(f"# {language}")
        for msgid, place in wanted.items():
            if msgid not in have:
                print(f"\n# {place}\n{_entry(msgid, msgid if language == 'en' else '')}", end="")
    return 0


def normalise(*, prune: bool) -> int:
    wanted = msgids_of_source()
    for language in LANGUAGES:
        path = catalogue_path(language)
        text = path.read_text(encoding="utf-8")
        first: dict[str, str] = {}
        for msgid, msgstr in entries_of(text):
            first.setdefault(msgid, unicodedata.normalize("NFC", msgstr))
        header = first.pop("")
        kept = {msgid: msgstr for msgid, msgstr in first.items() if msgid in wanted or not prune}
        lines = "".join(f"{escape(line)}\n" for line in header.splitlines(keepends=True))
        blocks = [f'msgid ""\nmsgstr ""\n{lines}', *(_entry(msgid, kept[msgid]) for msgid in sorted(kept))]
        path.write_text("\n".join(blocks), encoding="utf-8", newline="\n")
        print(f"{language}: {len(kept)} entries, {len(first) - len(kept)} pruned")
    return 0


def _entry(msgid: str, msgstr: str) -> str:
    return f"msgid {escape(msgid)}\nmsgstr {escape(msgstr)}\n"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return check()
        case ["extract"]:
            return extract()
        case ["missing"]:
            return missing()
        case ["normalise", *rest] if rest in ([], ["--prune"]):
            return normalise(prune=bool(rest))
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

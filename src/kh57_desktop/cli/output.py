"""How results are printed: one line each on stdout, or JSON; messages for people go to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any


def show_rows(rows: Iterable[Mapping[str, Any]], *, as_json: bool, columns: Iterable[str]) -> None:
    """Rows as JSON list with every key, or one tab-separated line each with `columns`."""
    if as_json:
        show_json(list(rows))
        return
    names = list(columns)
    for row in rows:
        print("\t".join(_line(row.get(name)) for name in names))


def show(result: Mapping[str, Any], *, as_json: bool) -> None:
    """One result: JSON object, or its values on one line."""
    if as_json:
        show_json(result)
    else:
        print("\t".join(_line(value) for value in result.values()))


def show_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def say(text: str) -> None:
    """A message for people."""
    print(text, file=sys.stderr)


def _line(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return "; ".join(_line(inner) for inner in value)
    return " ".join(str(value).split())


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, frozenset | set | tuple):
        return sorted(value) if isinstance(value, frozenset | set) else list(value)
    raise TypeError(type(value).__name__)


class Lines:
    """Progress as one line on stderr where a person is watching, silent otherwise."""

    def step(self, done: int, total: int, text: str) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r\x1b[K[{done}/{total}] {text}", end=end, file=sys.stderr, flush=True)

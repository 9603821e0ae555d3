"""`kh57 demo`."""

from __future__ import annotations

import argparse
from pathlib import Path

from kh57_desktop.cli.output import Lines, show_json
from kh57_desktop.services.demo import run_demo


def run(options: argparse.Namespace) -> int:
    made: list[dict[str, object]] = []

    def tell(what: str, path: Path, words: str) -> None:
        size = path.stat().st_size
        made.append({"what": what, "file": path, "bytes": size, "words": words})
        if not options.json:
            print(f"{what}\t{path}\t{size}\t{words}", flush=True)

    run_demo(options.out, tell=tell, document=options.plan, force=options.force, progress=Lines())
    if options.json:
        show_json(made)
    return 0

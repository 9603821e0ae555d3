"""`kh57 read` and `kh57 import`."""

from __future__ import annotations

import argparse
import json

from kh57_desktop.cli.output import Lines, say, show
from kh57_desktop.i18n import _
from kh57_desktop.services.files import write_text
from kh57_desktop.services.reading_plans import import_plan, read_plan
from kh57_desktop.services.session import open_session


def read(options: argparse.Namespace) -> int:
    reading = read_plan(options.document, progress=Lines())
    text = json.dumps(reading.as_json(), ensure_ascii=False, indent=1) + "\n"
    if options.out is None:
        print(text, end="")
    else:
        write_text(options.out, text, force=options.force)
        counts = {
            "file": options.out,
            "task_groups": len(reading.task_groups),
            "tasks": len(reading.tasks),
            "indicators": len(reading.indicators),
            "doubts": len(reading.doubts),
        }
        show(counts, as_json=options.json)
    for doubt in reading.doubts:
        say(f"{doubt.where}: {doubt.reason}")
    return 0


def import_(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        accepted = import_plan(session, options.document, progress=Lines())
    result = {
        "code": accepted.plan.code,
        "sections": accepted.sections,
        "task_groups": accepted.task_groups,
        "tasks": accepted.tasks,
        "indicators": accepted.indicators,
        "targets": accepted.targets,
        "duties": accepted.duties,
        "units": accepted.units,
        "doubts": [{"where": doubt.where, "reason": doubt.reason} for doubt in accepted.doubts],
    }
    if options.json:
        show(result, as_json=True)
        return 0
    print(
        _(
            "{code}\t{sections} sections\t{task_groups} task groups\t{tasks} tasks\t{indicators} indicators "
            "({targets} targets)\t{duties} duties\t{units} units\t{doubts} doubts"
        ).format(**{**result, "doubts": len(accepted.doubts)})
    )
    for doubt in accepted.doubts:
        say(f"{doubt.where}: {doubt.reason}")
    return 0

"""`kh57 read` and `kh57 import`."""

from __future__ import annotations

import argparse
import json

from kh57_desktop.cli.output import Lines, say, show
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.i18n import _
from kh57_desktop.services.column_mappings import remembered_mappings
from kh57_desktop.services.committee_decisions import AcceptedCommittee, accept_decision
from kh57_desktop.services.files import write_text
from kh57_desktop.services.plan_updates import PlanUpdate, take_over
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.reading_plans import (
    Accepted,
    accept_reading,
    read_plan,
    read_together,
    with_doubts_of_rows,
)
from kh57_desktop.services.session import open_session


def read(options: argparse.Namespace) -> int:
    reading, questions = with_doubts_of_rows(read_plan(options.document, progress=Lines()))
    asked = [{"where": question.where, "reason": question.reason} for question in questions]
    text = json.dumps({**reading.as_json(), "questions": asked}, ensure_ascii=False, indent=1) + "\n"
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
            "questions": len(questions),
        }
        show(counts, as_json=options.json)
    for doubt in (*reading.doubts, *questions):
        say(f"{doubt.where}: {doubt.reason}")
    return 0


def import_(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        mappings = remembered_mappings(session)
        reading = read_together(options.document, options.annexes, mappings=mappings, progress=Lines())
        if reading.committee is not None:
            return _show_committee(accept_decision(session, reading, source=options.document), options)
        if options.update is not None:
            plan = plan_of(session, options.update)
            return _show_update(take_over(session, plan, reading, source=options.document), options)
        accepted = accept_reading(session, reading, source=options.document)
    return _show_accepted(accepted, options)


def _show_committee(accepted: AcceptedCommittee, options: argparse.Namespace) -> int:
    result = {
        "committee": accepted.committee.name,
        "decision": accepted.committee.decision,
        "members": accepted.members,
        "joined": accepted.joined,
        "stayed": accepted.stayed,
        "left": accepted.left,
    }
    show(result, as_json=options.json)
    return 0


def _show_update(update: PlanUpdate, options: argparse.Namespace) -> int:
    counts = {kind.value: update.count(kind) for kind in ChangeKind}
    if options.json:
        show({"code": update.plan.code, **counts}, as_json=True)
    else:
        words = _("{code}\t{new} new\t{changed} changed\t{same} same\t{vanished} vanished")
        print(words.format(code=update.plan.code, **counts))
    return 0


def _show_accepted(accepted: Accepted, options: argparse.Namespace) -> int:
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

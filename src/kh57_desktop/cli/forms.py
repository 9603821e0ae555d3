"""`kh57 forms` and `kh57 collect`."""

from __future__ import annotations

import argparse

from kh57_desktop.cli.output import Lines, say, show_json, show_rows
from kh57_desktop.domain.form_words import doubt_words, kind_words
from kh57_desktop.i18n import _
from kh57_desktop.services import form_collection, unit_forms
from kh57_desktop.services.session import open_session


def forms(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        made = unit_forms.send_forms(
            session,
            options.out,
            period=options.period,
            regime=options.regime,
            plan=options.plan,
            unit=options.unit,
            force=options.force,
            progress=Lines(),
        )
    rows = [
        {
            "code": one.sent.code,
            "unit": one.form.unit_name,
            "tasks": len(one.form.tasks),
            "indicators": len(one.form.indicators),
            "files": [str(path) for path in one.files],
        }
        for one in made
    ]
    show_rows(rows, as_json=options.json, columns=("code", "unit", "tasks", "indicators", "files"))
    return 0


def collect(options: argparse.Namespace) -> int:
    """Exit 1 only where no file at all was a form of this office."""
    with open_session(options.data) as session:
        collected = form_collection.collect(session, options.files, progress=Lines())
        accepted = form_collection.accept(session, collected) if collected.forms else form_collection.Accepted()
    for refused in collected.refused:
        say(str(refused.error))
    for lock in collected.locks:
        say(f"{lock.sentence} {lock.advice}")
    rows = [
        {
            "kind": change.kind,
            "file": change.file,
            "place": change.place,
            "code": change.code,
            "text": change.text,
            "typed": {entry.value: words for entry, words in change.typed.items()},
            "doubts": [doubt.value for doubt in change.doubts],
            "reasons": "; ".join(doubt_words(doubt) for doubt in change.doubts),
        }
        for change in collected.changes
    ]
    if options.json:
        show_json(
            {
                "forms": [{"file": name, "code": sent.code} for name, sent in collected.forms],
                "accepted": {"tasks": accepted.tasks, "indicators": accepted.indicators},
                "changes": rows,
                "refused": [{"file": one.name, "code": one.error.code} for one in collected.refused],
            }
        )
    else:
        shown = [{**row, "kind": kind_words(change.kind)} for row, change in zip(rows, collected.changes, strict=True)]
        show_rows(shown, as_json=False, columns=("kind", "code", "file", "place", "reasons"))
        say(
            _("{forms} forms read, {files} files refused; saved: {tasks} tasks, {indicators} indicators.").format(
                forms=len(collected.forms),
                files=len(collected.refused),
                tasks=accepted.tasks,
                indicators=accepted.indicators,
            )
        )
    return 0 if collected.forms else 1

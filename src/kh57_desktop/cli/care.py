"""`kh57 check`, `backup`, `restore`."""

from __future__ import annotations

import argparse

from kh57_desktop.cli.output import say, show
from kh57_desktop.errors import REFUSED
from kh57_desktop.i18n import _
from kh57_desktop.services import care


def check(options: argparse.Namespace) -> int:
    findings = care.check(options.data)
    if options.json:
        show({"file": str(options.data), "findings": findings}, as_json=True)
    elif findings:
        for finding in findings:
            print(finding)
    else:
        print(_("{name}: sound. File, links, attachments and journal agree.").format(name=options.data.name))
    if findings:
        say(_("The file was left as it is. Please make a copy of it and restore the newest good backup."))
        return REFUSED
    return 0


def backup(options: argparse.Namespace) -> int:
    made = care.backup(options.data, options.folder)
    show({"file": made, "bytes": made.stat().st_size}, as_json=options.json)
    for finding in care.missing_attachments(options.data):
        say(finding)
    return 0


def restore(options: argparse.Namespace) -> int:
    kept = care.restore(options.backup, options.data, force=options.force)
    show({"file": options.data, "kept": kept}, as_json=options.json)
    return 0

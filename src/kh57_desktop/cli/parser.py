"""The words of every command (binding names), without importing what carries them out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, cast

from kh57_desktop.errors import USAGE
from kh57_desktop.i18n import LANGUAGES, N_, _

REGISTERS = (
    "budget-years", "budget-lines", "inspections", "findings", "sessions", "commendations", "directives", "unit-plans",
    "conclusions",
)  # fmt: skip
"""What `kh57 list` calls the registers; a row of one is its singular with an underscore ("budget_line")."""
REGISTER_ROWS = tuple(name.removesuffix("s").replace("-", "_") for name in REGISTERS)
REGISTER_PAPERS = tuple(f"register-{name.removesuffix('s')}" for name in REGISTERS)
PRINT_KINDS = (
    "plan", "task-list", "indicator-list", "committee-decision", "helper-group-decision", "committee-assignments",
    "conclusion-notice", "report", "reminder", "work-list", "work-order", "summary", "evidence-file", "hand-over-slip",
    "hand-over-record", "verification-sheet", "charts", "committee-changes", "unit-list", "person-list", "phone-list",
    "change-history",
    "unit-evaluation", "register-report", "clarity-list",
    *REGISTER_PAPERS,
)  # fmt: skip

Subparser = argparse.ArgumentParser
Add = Callable[[str, str, str], Subparser]


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors speak the user's language."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(_("The command was not understood: {message}.").format(message=message), file=sys.stderr)
        print(
            _("Nothing was changed. “{program} --help” lists what can be asked.").format(program=self.prog),
            file=sys.stderr,
        )
        self.exit(USAGE)


_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""The words of argparse itself that people meet."""


def build_parser(version: str) -> argparse.ArgumentParser:
    argparse.__dict__["_"] = _  # argparse asks gettext's own catalogue, which we do not install
    common = Parser(add_help=False)
    common.add_argument("--language", choices=LANGUAGES, help=_("language of the messages"))
    common.add_argument("--json", action="store_true", help=_("results as JSON"))
    parser = Parser(prog="kh57", description=_("Plans, progress and signed report packages of a commune, offline"))
    parser.add_argument("--version", action="version", version=f"kh57 {version}")
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True, parser_class=Parser)

    def add(name: str, run: str, words: str) -> Subparser:
        command = cast(Subparser, commands.add_parser(name, help=words, description=words, parents=[common]))
        command.set_defaults(run=run)
        return command

    window = add("window", "cli.window:run", _("open the window"))
    window.add_argument("data", nargs="?", type=Path)
    _office_commands(add)
    _plan_commands(add)
    _entry_commands(add)
    _paper_commands(add)
    _form_commands(add)
    _identity_commands(add)
    _sending_commands(add)
    _receiving_commands(add)
    _answering_commands(add)
    _care_commands(add)
    return parser


def _data(command: Subparser) -> None:
    command.add_argument("data", type=Path, metavar="DATA", help=_("data file (.kh57)"))


def _office_commands(add: Add) -> None:
    new = add("new", "cli.offices:new", _("create a data file with its first issuing body"))
    _data(new)
    new.add_argument("--name", required=True, help=_("name of the commune or province, without its level"))
    new.add_argument("--province", required=True, help=_("province or city"))
    new.add_argument("--code", required=True, help=_("statistical code: 5 digits, a province 2"))
    new.add_argument("--level", default=None, help="xã, phường, đặc khu, tỉnh, thành phố")
    new.add_argument("--system", choices=("party", "government"), default="party")
    new.add_argument("--role", choices=("commune", "superior"), default="commune")


def _plan_commands(add: Add) -> None:
    read = add("read", "cli.plans:read", _("read a plan document and print the reading as JSON"))
    read.add_argument("document", type=Path)
    read.add_argument("--out", type=Path, help=_("write into this file"))
    read.add_argument("--force", action="store_true", help=_("replace an existing file"))
    take = add("import", "cli.plans:import_", _("read a plan document and accept all of it"))
    _data(take)
    take.add_argument("document", type=Path)
    take.add_argument("annexes", type=Path, nargs="*", metavar="ANNEX", help=_("annexes in files of their own"))
    take.add_argument("--update", metavar="CODE", help=_("as a corrected version of this plan; codes are kept"))
    show = add("list", "cli.lists:run", _("list rows of the file"))
    _data(show)
    kinds = ("tasks", "indicators", "members", "units", "people", "duties", "reports", "packages", *REGISTERS)
    show.add_argument("kind", choices=(*kinds, "evaluation"))
    show.add_argument("--plan")
    show.add_argument("--search", default="")
    show.add_argument("--standing")
    show.add_argument("--unit")
    show.add_argument("--on", help=_("day, such as 2026-09-30"))


def _entry_commands(add: Add) -> None:
    kinds = ("task", "indicator", "unit", "person", "member", "assignment", "issuing_body", *REGISTER_ROWS)
    new = add("add", "cli.entries:add", _("add a row: FIELD=VALUE…"))
    _data(new)
    new.add_argument("kind", choices=kinds)
    new.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    new.add_argument("--plan")
    change = add("set", "cli.entries:set_", _("change a row: KEY FIELD=VALUE…"))
    _data(change)
    change.add_argument("kind", choices=(*kinds, "duty"))
    change.add_argument("key", metavar="KEY")
    change.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    change.add_argument("--plan")
    progress = add("progress", "cli.entries:progress", _("record progress of a task"))
    _data(progress)
    progress.add_argument("code")
    progress.add_argument("--percent", type=int)
    for name in ("--result", "--difficulty", "--proposal"):
        progress.add_argument(name, default="")
    progress.add_argument("--on", help=_("day, such as 2026-09-30"))
    progress.add_argument(
        "--evidence", type=Path, action="append", default=[], metavar="FILE", help=_("a file that proves it")
    )
    progress.add_argument("--done", action="store_true", help=_("the task is finished on that day"))
    progress.add_argument("--plan")
    reading = add("reading", "cli.entries:reading", _("enter the value of an indicator for a period"))
    _data(reading)
    reading.add_argument("code")
    reading.add_argument("period")
    reading.add_argument("value")
    for name in ("--source", "--remark"):
        reading.add_argument(name, default="")
    reading.add_argument("--plan")
    undo = add("undo", "cli.entries:undo", _("undo the last action"))
    _data(undo)


def _paper_commands(add: Add) -> None:
    paper = add("print", "cli.papers:print_", _("print a document into a file"))
    _data(paper)
    paper.add_argument("kind", choices=PRINT_KINDS)
    paper.add_argument("--out", type=Path, required=True)
    for name in ("--plan", "--regime", "--body", "--period", "--unit", "--person", "--view", "--on"):
        paper.add_argument(name)
    paper.add_argument("--with-data", action="store_true", help=_("a PDF that carries its data inside"))
    signed = _("sign an annex of the plan as a file of its own, with number and time in its corner")
    paper.add_argument("--identity", metavar="FILE.p12|pkcs11:…", help=signed)
    _password(paper)
    paper.add_argument("--force", action="store_true", help=_("replace an existing file"))
    report = add("report", "cli.papers:report", _("draft or issue the report of a period"))
    _data(report)
    report.add_argument("--period", required=True)
    report.add_argument("--regime", default=None)
    report.add_argument("--body")
    report.add_argument("--plan")
    report.add_argument("--issue", action="store_true")
    report.add_argument("--correct", metavar="REASON", help=_("correct the issued report; the reason of every line"))
    report.add_argument("--number", type=int)
    report.add_argument("--date")


def _form_commands(add: Add) -> None:
    forms = add("forms", "cli.forms:forms", _("write a form for each unit to fill in"))
    _data(forms)
    forms.add_argument("--period", required=True)
    forms.add_argument("--out", type=Path, required=True, metavar="DIR")
    for name in ("--unit", "--regime", "--plan"):
        forms.add_argument(name)
    forms.add_argument("--force", action="store_true", help=_("replace an existing file"))
    collect = add("collect", "cli.forms:collect", _("read returned forms and accept what has no doubt"))
    _data(collect)
    collect.add_argument("files", type=Path, nargs="+", metavar="FILE|DIR")


def _password(command: Subparser) -> None:
    command.add_argument(
        "--password-file", type=Path, action="append", default=[], help=_("file with the password, first line")
    )


def _signing(command: Subparser, *, required: bool = True) -> None:
    """Signers in order, their posts and passwords, and where the signed file goes."""
    command.add_argument("--identity", action="append", required=required, metavar="FILE.p12|pkcs11:…")
    command.add_argument(
        "--post", action="append", default=[], help=_("post of each author, in order (“-” for the seal)")
    )
    words = _("certificate of the authority that issued, or its list of revoked ones; kept")
    command.add_argument("--issuer", type=Path, action="append", default=[], metavar="FILE.cer|.crl", help=words)
    command.add_argument("--out", type=Path, required=required, metavar="DIR")
    _password(command)


def _identity_commands(add: Add) -> None:
    identity = add("identity", "cli.identities:run", _("signing identities"))
    actions = identity.add_subparsers(dest="action", required=True, parser_class=Parser)
    new = actions.add_parser("new", help=_("a new identity in a password-protected file"))
    new.add_argument("file", type=Path)
    new.add_argument("--name", required=True)
    new.add_argument("--office", required=True, metavar="CODE")
    new.add_argument("--role", choices=("author", "office"), required=True)
    show = actions.add_parser("show", help=_("who it is, until when, and its fingerprint"))
    show.add_argument("file", type=Path)
    certificate = actions.add_parser("certificate", help=_("write its certificate"))
    certificate.add_argument("file", type=Path)
    certificate.add_argument("--out", type=Path, required=True)
    certificate.add_argument("--force", action="store_true")
    renew = actions.add_parser("renew", help=_("a new key, and the package that tells the superior"))
    renew.add_argument("file", type=Path, metavar="OLD.p12")
    renew.add_argument("new_file", type=Path, metavar="NEW.p12")
    renew.add_argument("--data", type=Path, required=True, help=_("data file (.kh57)"))
    renew.add_argument("--out", type=Path, required=True, metavar="DIR")
    for command in (new, show, renew, certificate):
        _password(command)
        command.add_argument("--language", choices=LANGUAGES)
        command.add_argument("--json", action="store_true")


def _sending_commands(add: Add) -> None:
    trust = add("trust", "cli.exchange:trust", _("enrol a certificate, or write the signed trust list"))
    _data(trust)
    trust.add_argument("certificate", type=Path, nargs="?")
    trust.add_argument("--office", metavar="CODE")
    trust.add_argument("--role", choices=("author", "office"), action="append")
    trust.add_argument("--fingerprint", metavar="DIGITS", help=_("the 64 digits as read by telephone"))
    trust.add_argument("--export", action="store_true", help=_("write the signed trust list into --out"))
    _signing(trust, required=False)
    package = add("package", "cli.exchange:package", _("sign the issued report and build its package"))
    _data(package)
    package.add_argument("--period", required=True)
    package.add_argument("--regime")
    package.add_argument("--body")
    package.add_argument("--reason", default="", help=_("why a correction replaces the earlier package"))
    package.add_argument(
        "--consolidated", action="store_true", help=_("the issued consolidated report (summary --issue)")
    )
    words = _("picture of the signature or seal of each identity, in order (.png, “-” for none)")
    package.add_argument("--picture", action="append", default=[], metavar="FILE.png", help=words)
    package.add_argument("--time-stamp", metavar="URL", help=_("add a time-stamp of this service (needs a network)"))
    _signing(package)
    withdraw = add("withdraw", "cli.exchange:withdraw", _("tell the superior that a package counts no more"))
    _data(withdraw)
    withdraw.add_argument("--period", required=True)
    withdraw.add_argument("--regime")
    withdraw.add_argument("--body")
    withdraw.add_argument("--reason", required=True)
    _signing(withdraw)


def _receiving_commands(add: Add) -> None:
    verify = add("verify", "cli.exchange:verify", _("judge a package or a signed PDF"))
    verify.add_argument("file", type=Path)
    verify.add_argument("--trust", type=Path, help=_("folder of certificates, or a data file"))
    verify.add_argument("--sheet", type=Path, metavar="FILE.pdf", help=_("write the verification sheet"))
    verify.add_argument("--force", action="store_true", help=_("replace an existing file"))
    receive = add("receive", "cli.exchange:receive", _("verify packages and store what they bring"))
    _data(receive)
    receive.add_argument("packages", type=Path, nargs="+")
    receive.add_argument("--confirm", action="store_true", help=_("take what waits for a person"))


def _answering_commands(add: Add) -> None:
    return_ = add("return", "cli.answers:return_", _("send a report back with remarks on exact rows"))
    _data(return_)
    return_.add_argument("package", type=Path)
    return_.add_argument("--remarks", type=Path, required=True, metavar="FILE.json")
    return_.add_argument("--reopen", action="store_true", help=_("also a report that was accepted"))
    _signing(return_)
    accept = add("accept", "cli.answers:accept", _("approve a report, then accept it: both sides are locked"))
    _data(accept)
    accept.add_argument("package", type=Path)
    accept.add_argument("--approve", action="store_true", help=_("first step; nothing is signed"))
    _signing(accept, required=False)
    receipt = add("receipt", "cli.answers:receipt", _("sign the receipt of a received package"))
    _data(receipt)
    receipt.add_argument("package", type=Path)
    _signing(receipt)
    summary = add("summary", "cli.answers:summary", _("write the consolidated report of the received packages"))
    _data(summary)
    summary.add_argument("--period", required=True)
    summary.add_argument("--regime")
    summary.add_argument("--body")
    summary.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|.docx|.xlsx")
    summary.add_argument("--issue", action="store_true", help=_("give number and day, and freeze it"))
    summary.add_argument("--number", type=int)
    summary.add_argument("--date", help=_("day, such as 2026-09-30"))
    summary.add_argument("--again", action="store_true", help=_("replace the one that was issued before"))
    summary.add_argument("--force", action="store_true", help=_("replace an existing file"))


def _care_commands(add: Add) -> None:
    check = add("check", "cli.care:check", _("check file, links, attachments and journal"))
    _data(check)
    backup = add("backup", "cli.care:backup", _("make a proved backup in a folder"))
    _data(backup)
    backup.add_argument("folder", type=Path)
    restore = add("restore", "cli.care:restore", _("restore a backup as a data file"))
    restore.add_argument("backup", type=Path)
    restore.add_argument("data", type=Path)
    restore.add_argument("--force", action="store_true", help=_("replace the data file; it is kept beside"))
    demo = add("demo", "cli.demo:run", _("the whole main job on a sample, without a screen"))
    demo.add_argument("--out", type=Path, required=True, metavar="DIR")
    demo.add_argument("--plan", type=Path, metavar="FILE", help=_("plan document instead of the sample"))
    demo.add_argument("--force", action="store_true", help=_("use a folder that is not empty"))


def given_fields(words: list[str]) -> dict[str, str]:
    """`FIELD=VALUE` words as a mapping; a word without `=` is wrong usage."""
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            print(_("“{word}” is not of the form FIELD=VALUE. Nothing was changed.").format(word=word), file=sys.stderr)
            raise SystemExit(USAGE)
        pairs[name] = value
    return pairs

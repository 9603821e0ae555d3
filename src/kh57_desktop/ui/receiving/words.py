"""Columns of the page's tables, and what their rows say."""

from __future__ import annotations

from kh57_desktop.domain.consolidation import RollUp
from kh57_desktop.domain.packages import Result, TrustedCertificate, TrustStatus
from kh57_desktop.domain.reports import TotalsRow
from kh57_desktop.domain.terms import MARK_SIGNS, Standing, word
from kh57_desktop.exchange.certificates import fingerprint_words
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.consolidation import GroupSum, IndicatorSum, OfficeValue, SenderRow, TaskOfOffice
from kh57_desktop.services.judging import VERDICTS
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.store.packages import ReceivedRow, SetAside
from kh57_desktop.ui.packages.rows_table import ShownRow
from kh57_desktop.ui.tables.columns import Column, ColumnKind

SENDERS = (
    Column("code", N_("Code"), ColumnKind.TEXT, 76),
    Column("name", N_("Sender"), ColumnKind.TEXT, 220, is_main=True),
    Column("received", N_("Received on"), ColumnKind.DATE, 104),
    Column("verdict", N_("Verdict"), ColumnKind.TEXT, 170, leaves=2),
    Column("total", N_("Tasks"), ColumnKind.NUMBER, 84, leaves=3),
    Column("done", N_("Done"), ColumnKind.NUMBER, 104, leaves=3),
    Column("late", N_("Overdue"), ColumnKind.NUMBER, 84, leaves=4),
    Column("state", N_("State"), ColumnKind.STATE, 190),
)
ASIDE = (
    Column("name", N_("File"), ColumnKind.TEXT, 300, 360),
    Column("sender", N_("Sender"), ColumnKind.TEXT, 180, leaves=1),
    Column("why", N_("Why"), ColumnKind.TEXT, 300, is_main=True),
    Column("at", N_("Received on"), ColumnKind.DATE, 104),
    Column("state", N_("Verdict"), ColumnKind.STATE, 190),
)
GROUPS = (
    Column("name", N_("Task group"), ColumnKind.TEXT, 300, is_main=True),
    Column("offices", N_("Offices"), ColumnKind.NUMBER, 90),
    Column("total", N_("Tasks"), ColumnKind.NUMBER, 84),
    Column("on_time", N_("Done on time"), ColumnKind.NUMBER, 156, leaves=3),
    Column("done_late", N_("Done late"), ColumnKind.NUMBER, 150, leaves=3),
    Column("under_way", N_("Under way"), ColumnKind.NUMBER, 124, leaves=2),
    Column("overdue", N_("Overdue"), ColumnKind.NUMBER, 84),
    Column("not_due", N_("Not due yet"), ColumnKind.NUMBER, 110, leaves=1),
    Column("share", N_("Share done"), ColumnKind.NUMBER, 96),
)
INDICATORS = (
    Column("name", N_("Indicator"), ColumnKind.TEXT, 300, is_main=True),
    Column("unit", N_("Unit"), ColumnKind.TEXT, 90, leaves=2),
    Column("result", N_("Result"), ColumnKind.NUMBER, 110),
    Column("method", N_("Rule"), ColumnKind.TEXT, 210, leaves=3),
    Column("offices", N_("Offices"), ColumnKind.NUMBER, 90),
    Column("attained", N_("Attained"), ColumnKind.NUMBER, 90),
)
DETAIL = (
    Column("office", N_("Sender"), ColumnKind.TEXT, 190),
    Column("code", N_("Code"), ColumnKind.TEXT, 64),
    Column("text", N_("Content"), ColumnKind.TEXT, 300, is_main=True),
    Column("value", N_("Value or deadline"), ColumnKind.NUMBER, 130, leaves=2),
    Column("state", N_("State"), ColumnKind.STATE, 190),
)
TRUST = (
    Column("code", N_("Code"), ColumnKind.TEXT, 76),
    Column("name", N_("Certificate"), ColumnKind.TEXT, 240, is_main=True),
    Column("roles", N_("May sign as"), ColumnKind.TEXT, 150, leaves=2),
    Column("until", N_("Valid to"), ColumnKind.DATE, 104),
    Column("fingerprint", N_("Fingerprint"), ColumnKind.TEXT, 220, leaves=1),
    Column("state", N_("State"), ColumnKind.STATE, 190),
)
ROWS = (
    Column("code", N_("Code"), ColumnKind.TEXT, 70),
    Column("text", N_("Content"), ColumnKind.TEXT, 260, is_main=True),
    Column("result", N_("Reported"), ColumnKind.TEXT, 240, leaves=2),
    Column("remark", N_("Remark"), ColumnKind.TEXT, 200, leaves=1),
    Column("state", N_("State"), ColumnKind.STATE, 190),
)
STATES = {
    "received": (Standing.UNDER_WAY, N_("Received")),
    "approved": (Standing.UNDER_WAY, N_("Approved")),
    "accepted": (Standing.DONE_ON_TIME, N_("Accepted")),
    "returned": (Standing.OVERDUE, N_("Returned")),
}
METHODS = {
    RollUp.SUM: N_("Sum"),
    RollUp.RATIO: N_("Sum of parts over sum of wholes"),
    RollUp.MEAN: N_("Mean of those that reported"),
}
TRUST_STATES = {
    TrustStatus.TRUSTED: (Standing.DONE_ON_TIME, N_("Trusted")),
    TrustStatus.SUSPENDED: (Standing.SUSPENDED, N_("Suspended")),
    TrustStatus.REVOKED: (Standing.OVERDUE, N_("Revoked")),
}
ROLES = {"author": N_("person"), "office": N_("seal")}


def sender_row(row: SenderRow, *, is_due: bool) -> ShownRow:
    package, totals = row.package, row.totals
    if package is None:
        standing = Standing.OVERDUE if is_due else Standing.NOT_DUE
        state = _("Missing, late") if is_due else _("Not received yet")
    else:
        standing, msgid = STATES[package.state]
        state = _(msgid)
        if package.state == "received" and not row.is_on_time:
            standing, state = Standing.DONE_LATE, _("Received late")
    return ShownRow(
        row.sender.office_code,
        {
            "code": row.sender.office_code,
            "name": row.sender.name,
            "received": format_date(row.received_on) if row.received_on else "",
            "verdict": _(VERDICTS[Result(package.result)]).capitalize() if package else "",
            "total": _count(totals, "total"),
            "done": "" if totals is None else str(totals.done_on_time + totals.done_late),
            "late": _count(totals, "overdue"),
            "state": state,
        },
        {"state": standing},
        {"code": "ink3", "verdict": "ink2"},
        row,
    )


def _count(totals: TotalsRow | None, name: str) -> str:
    """Missing is never zero."""
    return "" if totals is None else str(getattr(totals, name))


def aside_row(row: SetAside) -> ShownRow:
    why = row.messages[-1] if row.messages else ""
    return ShownRow(
        row.id,
        {
            "name": row.name,
            "sender": row.office_name,
            "why": why,
            "at": format_date(row.at.astimezone(VIETNAM).date()),
            "state": _(VERDICTS[row.result]).capitalize(),
        },
        {"state": Standing.DUE_SOON if row.result is Result.NOT_ENOUGH else Standing.OVERDUE},
        {"sender": "ink2"},
        row,
    )


def group_row(row: GroupSum, expected: int) -> ShownRow:
    totals = row.totals
    share = totals.share_done
    return ShownRow(
        row.matched,
        {
            "name": totals.label,
            "offices": f"{row.reported}/{expected}",
            "total": str(totals.total),
            "on_time": str(totals.done_on_time),
            "done_late": str(totals.done_late),
            "under_way": str(totals.in_time),
            "overdue": str(totals.overdue),
            "not_due": str(totals.not_due),
            "share": "–" if share is None else f"{share:.1f} %".replace(".", ","),
        },
        record=row,
    )


def indicator_row(row: IndicatorSum, expected: int) -> ShownRow:
    result = row.rolled.result
    return ShownRow(
        row.matched,
        {
            "name": row.text,
            "unit": row.unit,
            "result": "…" if result is None else _number(f"{result:.2f}"),
            "method": _(METHODS[row.rolled.rule]),
            "offices": f"{row.rolled.reported}/{expected}",
            "attained": "" if row.attained is None else str(row.attained),
        },
        inks={"unit": "ink2", "method": "ink2"},
        record=row,
    )


def _number(text: str) -> str:
    whole, _point, part = text.partition(".")
    part = part.rstrip("0")
    return f"{whole},{part}" if part else whole


def task_row(row: TaskOfOffice, names: dict[str, str]) -> ShownRow:
    standing = Standing(row.standing)
    return ShownRow(
        f"{row.package_id}/{row.key}",
        {
            "office": names.get(row.office_code, row.office_code),
            "code": row.code,
            "text": row.text,
            "value": row.due_words,
            "state": word(standing),
        },
        {"state": standing},
        {"office": "ink2", "code": "ink3"},
        row.package_id,
    )


def value_row(row: OfficeValue, names: dict[str, str], text: str) -> ShownRow:
    value = row.reported.value
    shown = MARK_SIGNS.get(row.reported.mark, "…") if value is None else _number(f"{value:f}")
    states = {True: (Standing.DONE_ON_TIME, _("Attained")), False: (Standing.OVERDUE, _("Not attained"))}
    standing, words = states.get(row.attained, (Standing.NOT_DUE, word(row.reported.mark)))
    return ShownRow(
        f"{row.package_id}/{row.key}",
        {
            "office": names.get(row.office_code, row.office_code),
            "code": row.code,
            "text": row.remark or text,
            "value": shown,
            "state": words,
        },
        {"state": standing},
        {"office": "ink2", "code": "ink3"},
        row.package_id,
    )


def trust_row(row: TrustedCertificate) -> ShownRow:
    standing, words = TRUST_STATES[row.status]
    return ShownRow(
        row.sha256,
        {
            "code": row.office_code,
            "name": row.subject,
            "roles": ", ".join(_(ROLES[role.value]) for role in sorted(row.roles)),
            "until": format_date(row.valid_to.astimezone(VIETNAM).date()) if row.valid_to else "",
            "fingerprint": fingerprint_words(row.sha256),
            "state": _(words),
        },
        {"state": standing},
        {"code": "ink3", "fingerprint": "ink2"},
        row,
    )


def package_row(row: ReceivedRow, remark: str) -> ShownRow:
    content = row.content
    is_task = row.kind == "task"
    result = content.get("result") if is_task else _number(content.get("value") or "")
    standing = Standing(row.standing) if is_task else Standing.NOT_DUE
    words = word(standing) if is_task else ""
    return ShownRow(
        f"{row.kind}/{row.key}",
        {
            "code": content.get("code", ""),
            "text": content.get("text", ""),
            "result": result or "",
            "remark": remark,
            "state": words,
        },
        {"state": standing} if is_task else {},
        {"code": "ink3", "remark": "accent"} if remark else {"code": "ink3"},
        row,
    )

"""States of packages in words, with the look that tells them apart."""

from __future__ import annotations

from kh57_desktop.domain.packages import Medium, PackageKind
from kh57_desktop.domain.periods import BadPeriod, label, parse_period
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.hand_over import PackageLine
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.ui.packages.rows_table import ShownRow
from kh57_desktop.ui.tables.columns import Column, ColumnKind

COLUMNS = (
    Column("number", N_("Package number"), ColumnKind.TEXT, 84),
    Column("content", N_("Content"), ColumnKind.TEXT, 300, is_main=True),
    Column("size", N_("Size"), ColumnKind.NUMBER, 88, leaves=2),
    Column("medium", N_("Handed over by"), ColumnKind.TEXT, 170, 200, leaves=3),
    Column("built", N_("Built on"), ColumnKind.DATE, 100, leaves=1),
    Column("state", N_("State"), ColumnKind.STATE, 190),
)
STATES = {
    "built": (Standing.DUE_SOON, N_("Not handed over")),
    "handed_over": (Standing.UNDER_WAY, N_("Handed over, no answer yet")),
    "received": (Standing.DONE_ON_TIME, N_("Received above")),
    "refused": (Standing.OVERDUE, N_("Refused above")),
    "returned": (Standing.OVERDUE, N_("Returned")),
    "accepted": (Standing.DONE_ON_TIME, N_("Accepted above")),
    "superseded": (Standing.CANCELLED, N_("Replaced")),
    "withdrawn": (Standing.CANCELLED, N_("Withdrawn")),
}
MEDIA = {Medium.USB: N_("USB"), Medium.EMAIL: N_("E-mail"), Medium.FOLDER: N_("Folder")}
KINDS = {
    PackageKind.REPORT: N_("Report of {period}"),
    PackageKind.CORRECTION: N_("Correction of the report of {period}"),
    PackageKind.WITHDRAWAL: N_("Withdrawal of the report of {period}"),
    PackageKind.RETURN: N_("Answer to the report of {period}"),
    PackageKind.KEY_CHANGE: N_("New signing key"),
    PackageKind.RECEIPT: N_("Receipt"),
    PackageKind.TRUST_LIST: N_("Trust list"),
}


def shown(line: PackageLine, remarks: int) -> ShownRow:
    package = line.package
    standing, words = state_of(line, remarks)
    last = line.hand_overs[-1] if line.hand_overs else None
    medium = "" if last is None else f"{_(MEDIA[last.medium])} · {last.place}"
    return ShownRow(
        package.id,
        {
            "number": f"{package.sequence:06}",
            "content": content_words(line),
            "size": size_words(line.size),
            "medium": medium,
            "built": format_date(package.created_at.astimezone(VIETNAM).date()),
            "state": words,
        },
        {"state": standing},
        {"number": "ink3", "medium": "ink2", "built": "ink2", "size": "ink2"},
        line,
    )


def state_of(line: PackageLine, remarks: int = 0) -> tuple[Standing, str]:
    standing, msgid = STATES[line.package.state]
    words = _(msgid)
    if line.days_unsent:
        words = _("Not handed over, {count} days").format(count=line.days_unsent)
    elif line.package.state == "returned" and remarks:
        words = _("Returned, {count} remarks").format(count=remarks)
    return standing, words


def content_words(line: PackageLine) -> str:
    words = _(KINDS[line.package.kind]).format(period=period_words(line.package.period))
    return f"{words} · {line.sign}" if line.sign else words


def period_words(code: str) -> str:
    try:
        return label(parse_period(code))
    except BadPeriod:
        return code


def size_words(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")

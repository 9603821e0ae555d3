"""The history of the file as a paper, for an inspection: who did what when, and what each field was and became."""

from __future__ import annotations

from kh57_desktop.documents.content import Cell, Content
from kh57_desktop.documents.kinds.register import RegisterColumn, register_content
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.change_history import ChangedField, HistoryLine, actions, changes
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form
from kh57_desktop.services.session import Session

MOST_ACTIONS = 300
"""The newest actions that one paper holds: some thirty pages."""
MOST_CHANGES = 12
"""Fields of one action that are told; of an import with thousands of rows only how many they are."""
_COLUMNS = (
    RegisterColumn("Thời điểm", 30),
    RegisterColumn("Người thực hiện", 40),
    RegisterColumn("Việc đã làm", 74),
    RegisterColumn("Nội dung thay đổi (cũ → mới)", 96),
    RegisterColumn("Ghi chú", 26),
)


def change_history(session: Session, request: Request) -> Content:
    """The newest actions up to the day, of one person where one is named, in the order in which they were done."""
    found = [
        line
        for line in actions(session)
        if line.at.date() <= request.on and (request.person is None or line.user == request.person)
    ][:MOST_ACTIONS]
    if not found:
        raise NothingToPrint(what=_("nothing was done in the file up to that day"))
    rows: list[tuple[Cell | None, ...]] = [
        (
            f"{format_date(line.at.date())} {line.at:%H:%M}",
            line.user,
            line.words,
            _changed(session, line),
            "không hoàn tác được" if line.is_final else "đã hoàn tác" if line.is_undone else "",
        )
        for line in reversed(found)
    ]
    return register_content(
        body_form(session, body_named(session, request.body), request.on),
        title="NHẬT KÝ THAY ĐỔI DỮ LIỆU",
        columns=_COLUMNS,
        rows=rows,
        on=request.on,
    )


def _changed(session: Session, line: HistoryLine) -> str:
    if line.entries > MOST_CHANGES:
        return f"{line.entries} dòng dữ liệu"
    told = changes(session, line.id)
    more = f"; và {len(told) - MOST_CHANGES} thay đổi khác" if len(told) > MOST_CHANGES else ""
    return "; ".join(map(_words, told[:MOST_CHANGES])) + more


def _words(change: ChangedField) -> str:
    if not change.field:
        return f"{change.what} {change.name}: {change.new}"
    return f"{change.field}: {change.old or '–'} → {change.new or '–'}"

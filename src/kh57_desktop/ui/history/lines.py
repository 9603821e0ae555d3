"""Actions and binned rows as the rows that the page shows."""

from __future__ import annotations

from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.change_history import ChangedField, HistoryLine
from kh57_desktop.services.recycle_bin import BinLine
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.ui.sheets.columns import columns_of
from kh57_desktop.ui.sheets.lines import ShownLine
from kh57_desktop.ui.tasks.log_list import LogLine

_AT = Field("at", N_("When"), FieldKind.COMPUTED, 132)
_USER = Field("user", N_("Who"), FieldKind.COMPUTED, 160)
ACTION_COLUMNS = columns_of(
    (
        _AT,
        _USER,
        Field("words", N_("What was done"), FieldKind.COMPUTED, 0),
        Field("entries", N_("Rows changed"), FieldKind.COMPUTED, 84, is_number=True),
        Field("state", N_("Of the action"), FieldKind.COMPUTED, 150, leaves=1),
    )
)
BIN_COLUMNS = columns_of(
    (
        Field("at", N_("Deleted at"), FieldKind.COMPUTED, 132),
        Field("what", N_("What it is"), FieldKind.COMPUTED, 170, leaves=2),
        Field("name", N_("What it says"), FieldKind.COMPUTED, 0),
        _USER,
        Field("words", N_("Deleted by"), FieldKind.COMPUTED, 220, leaves=1),
    )
)


def action_line(line: HistoryLine) -> ShownLine:
    state = _("cannot be undone") if line.is_final else _("was undone") if line.is_undone else ""
    cells = {"at": _moment(line.at), "user": line.user, "words": line.words, "entries": str(line.entries)}
    return ShownLine(line.id, line, cells | {"state": state})


def bin_line(line: BinLine) -> ShownLine:
    cells = {"at": _moment(line.at), "what": line.what, "name": line.name, "user": line.user, "words": line.words}
    return ShownLine(f"{line.table}/{line.id}", line, cells)


def _moment(at) -> str:
    return f"{format_date(at.date())} {at:%H:%M}"


def change_line(change: ChangedField) -> LogLine:
    name = f"{change.what} {change.name}".strip()
    if not change.field:
        return LogLine("", change.new, "", (name,))
    return LogLine("", change.field, "", (name, f"{change.old or '–'} → {change.new or '–'}"))

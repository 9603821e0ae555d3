"""Late units and chases as rows of a sheet."""

from __future__ import annotations

from kh57_desktop.domain.chases import Chase
from kh57_desktop.domain.form_words import chase_words
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.chasing import LateUnit
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.ui.sheets.lines import ShownLine

FIELDS = (
    Field("unit", N_("Unit"), width=0),
    Field("state", N_("State"), FieldKind.STATE, width=168),
    Field("overdue", N_("Overdue"), width=150, wide=300),
    Field("silent", N_("Not reported"), width=150, leaves=3, wide=220),
    Field("phone", N_("Telephone"), width=112, leaves=1, wide=150),
    Field("last", N_("Last chase"), width=150, leaves=2),
)
MOST = 5


def unit_line(unit: LateUnit) -> ShownLine:
    if unit.overdue or unit.owed_papers:
        standing, words = Standing.OVERDUE, word(Standing.OVERDUE)
        if unit.days_late:
            words = _("{days} days overdue").format(days=unit.days_late)
    else:
        standing, words = Standing.DUE_SOON, _("Not reported")
    cells = {
        "unit": unit.name,
        "state": words,
        "overdue": late_words(unit),
        "silent": codes((*unit.silent_tasks, *unit.silent_indicators)),
        "phone": unit.phone,
        "last": chase_line(unit.last_chase) if unit.last_chase else "",
    }
    return ShownLine(unit.unit_id, unit, cells, standing, words)


def late_words(unit: LateUnit) -> str:
    """Codes of its overdue tasks, then the plans and reports that it has not handed in: their words where it is one."""
    if unit.overdue and unit.owed_papers:
        return f"{codes(unit.overdue)} {_('+{count} papers').format(count=len(unit.owed_papers))}"
    return codes(unit.overdue) or "; ".join(_("not sent: {paper}").format(paper=one) for one in unit.owed_papers)


def codes(found: tuple[str, ...]) -> str:
    more = len(found) - MOST
    return ", ".join(found[:MOST]) + (f" +{more}" if more > 0 else "")


def chase_line(chase: Chase) -> str:
    return " ".join(part for part in (format_date(chase.on), chase_words(chase.kind), chase.number) if part)

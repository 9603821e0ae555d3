"""A plan begun from the outline of a resolution (khung nghị quyết): its task groups and the indicators usually set."""

from __future__ import annotations

from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.plan_reading import PlanReading, ReadTaskGroup
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.resolutions import Resolution, load_resolution
from kh57_desktop.i18n import _
from kh57_desktop.services.read_rows import group_rows, plan_row
from kh57_desktop.services.reading_plans import body_for
from kh57_desktop.services.session import Session, new_id

NQ57 = "NQ57"


def plan_from_outline(session: Session, resolution: str = NQ57) -> Plan:
    """The next plan of the file with the resolution's groups and catalogue; tasks and targets are the office's own.

    One undoable action. Raises UnknownResolution.
    """
    pack = load_resolution(resolution)
    store = session.store
    reading = PlanReading(
        kind="Kế hoạch",
        title=f"Thực hiện {pack.name}",
        task_groups=tuple(ReadTaskGroup(group.number, group.title) for group in pack.groups),
    )
    code = store.plans.next_code()
    with store.changes(_("Begin plan {code} from the outline of {name}").format(code=code, name=pack.short_name)):
        plan = plan_row(session, reading, code, None, body_for(session, None))
        store.plans.put(plan)
        for group in group_rows(plan, reading):
            store.plans.put_group(group)
        for indicator in _indicators(plan, pack):
            store.indicators.put(indicator)
    return plan


def _indicators(plan: Plan, pack: Resolution) -> list[Indicator]:
    titles = {group.number: group.short_title for group in pack.groups}
    return [
        Indicator(
            id=new_id(),
            plan_id=plan.id,
            code=f"C{place}",
            text=entry.text,
            group=titles.get(entry.group, ""),
            unit=entry.unit,
            per=entry.per,
            direction=entry.direction,
            nature=entry.nature,
            frequency=entry.frequency,
            decimals=entry.decimals,
            source=entry.source,
            roll_up=entry.roll_up,
            position=place,
        )
        for place, entry in enumerate(pack.catalogue, 1)
    ]

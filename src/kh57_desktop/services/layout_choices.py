"""What an office may choose in the layout of its papers, what is in force, and the rule beside each choice."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from kh57_desktop.documents.content import Orientation
from kh57_desktop.documents.kinds.task_list import RowNumbering
from kh57_desktop.documents.layout_settings import LIMITS, LayoutSettings, OutsideTheRules
from kh57_desktop.documents.layouts import SINGLE, Layout
from kh57_desktop.domain.terms import System
from kh57_desktop.services.paper_settings import layout_of, layout_settings, set_layout
from kh57_desktop.services.session import Session

__all__ = ["LayoutChoice", "OutsideTheRules", "choices", "choose", "is_own", "reset"]

Value = float | str


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """`value`: in force; `allowed`: (least, most) of a range, else the choices; `clause`: where the rule stands."""

    name: str
    value: Value
    allowed: tuple[Value, ...]
    is_range: bool
    clause: str


def choices(session: Session, system: System) -> tuple[LayoutChoice, ...]:
    """In the order of `LayoutSettings`."""
    layout, settings = layout_of(session, system), layout_settings(session, system)
    found = []
    for field in fields(LayoutSettings):
        limit = LIMITS[system][field.name]
        allowed, is_range = limit.allowed, limit.is_range
        if field.name == "body_size":  # papers are set in whole points
            allowed, is_range = tuple(float(size) for size in (13, 14, 15) if limit.holds(size)), False
        if field.name == "leading":
            allowed = _leadings(layout, allowed)
        found.append(LayoutChoice(field.name, _in_force(field.name, layout, settings), allowed, is_range, limit.clause))
    return tuple(found)


def _leadings(layout: Layout, allowed: tuple[Value, ...]) -> tuple[Value, ...]:
    """Government papers: from single to one and a half lines of the size in force; Party papers: exactly 18-22 pt."""
    if layout.system is not System.GOVERNMENT:
        return allowed
    size = layout.body.size
    return round(size * SINGLE, 2), round(size * SINGLE * 1.5, 2)


def _in_force(name: str, layout: Layout, settings: LayoutSettings) -> Value:
    page = layout.pages[Orientation.PORTRAIT]
    if name in ("top_mm", "bottom_mm", "left_mm", "right_mm"):
        return float(getattr(page, name))
    values: dict[str, Value] = {
        "body_size": layout.body.size,
        "leading": layout.body.leading,
        "indent_mm": layout.body.indent_mm,
        "last_basis_end": layout.last_basis_end,
        "recipient_end": layout.recipient_end,
        "row_numbering": (settings.row_numbering or RowNumbering.THROUGH).value,
    }
    return values[name]


def choose(session: Session, system: System, name: str, value: Value) -> bool:
    """Keep one choice as one action; False where it is in force already. Raises OutsideTheRules, nothing kept then."""
    before = next(row.value for row in choices(session, system) if row.name == name)
    if value == before:
        return False
    chosen = RowNumbering(str(value)) if name == "row_numbering" else value
    set_layout(session, system, replace(layout_settings(session, system), **{name: chosen}))  # type: ignore[arg-type]
    return True


def is_own(session: Session, system: System) -> bool:
    """The office chose something itself."""
    return layout_settings(session, system) != LayoutSettings()


def reset(session: Session, system: System) -> None:
    """Back to the program's own choices, as one action."""
    set_layout(session, system, LayoutSettings())

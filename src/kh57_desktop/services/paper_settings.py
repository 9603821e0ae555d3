"""The office's layout settings, one set per system, in its data file."""

from __future__ import annotations

from dataclasses import asdict

from kh57_desktop.documents.kinds.task_list import RowNumbering
from kh57_desktop.documents.layout_settings import LayoutSettings, with_settings
from kh57_desktop.documents.layouts import Layout, layout_for
from kh57_desktop.domain.terms import System
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session

__all__ = ["LayoutSettings", "layout_of", "layout_settings", "set_layout"]


def layout_settings(session: Session, system: System) -> LayoutSettings:
    """What the office chose; None in a field is the program's own choice."""
    stored = dict(session.store.settings.get(_name(system), {}))
    numbering = stored.pop("row_numbering", None)
    return LayoutSettings(**stored, row_numbering=RowNumbering(numbering) if numbering else None)


def set_layout(session: Session, system: System, settings: LayoutSettings) -> Layout:
    """Keep the choices; the layout as it prints from now on. Raises OutsideTheRules and then keeps nothing."""
    layout = with_settings(layout_for(system), settings)
    chosen = {name: value for name, value in asdict(settings).items() if value is not None}
    with session.store.changes(_("Layout of papers")):
        session.store.settings.put(_name(system), chosen)
    return layout


def layout_of(session: Session, system: System) -> Layout:
    """The layout that this office's papers of the system are set in."""
    return with_settings(layout_for(system), layout_settings(session, system))


def _name(system: System) -> str:
    return f"layout.{system.value}"

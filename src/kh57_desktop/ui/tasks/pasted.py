"""Pasted tasks as the preview of a paste shows them."""

from __future__ import annotations

from kh57_desktop.i18n import _
from kh57_desktop.services.pasting import FIELDS, Pasted
from kh57_desktop.services.task_fields import field_words
from kh57_desktop.ui.tables.paste_preview import PasteShown

NAMED = 3
"""Unknown units that are named; of more only how many they are."""


def shown_paste(pasted: Pasted) -> PasteShown:
    count, units = len(pasted.tasks), pasted.new_units
    names = ", ".join(units[:NAMED]) + (" …" if len(units) > NAMED else "")
    also = _("Also add {count} units that are not on the list: {names}").format(count=len(units), names=names)
    return PasteShown(
        columns=pasted.columns,
        rows=pasted.tasks,
        fields=[(name, _name(name)) for name in FIELDS],
        main="text",
        told=_("{count} tasks would be added to the plan. Nothing is saved yet.").format(count=count),
        add=_("Add {count} tasks").format(count=count),
        also=also if units else "",
    )


def _name(field: str) -> str:
    words = _("#") if field == "number" else field_words(field)
    return words[:1].upper() + words[1:]

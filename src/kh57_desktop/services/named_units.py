"""Lists of units as people write them in one cell: by semicolons or lines, and by commas as the plans print them."""

from __future__ import annotations

import re

from kh57_desktop.errors import UnknownKey
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.session import Session


def listed_units(session: Session, words: str) -> list[str]:
    """The names in printed order; a comma within the name of a known unit parts nothing."""
    names: list[str] = []
    for part in (part.strip() for part in re.split(r"[;\n]", words)):
        if not part:
            continue
        names += [part] if is_known_unit(session, part) else _parted(part)
    return names


def unknown_units(session: Session, words: str) -> list[str]:
    return [name for name in listed_units(session, words) if not is_known_unit(session, name)]


def is_known_unit(session: Session, name: str) -> bool:
    try:
        unit_by_name(session, name)
    except UnknownKey:
        return False
    return True


def _parted(part: str) -> list[str]:
    from kh57_desktop.importing.task_details import bodies_in  # with the reader's words: only where one is unknown

    return list(bodies_in(part)) or [part]

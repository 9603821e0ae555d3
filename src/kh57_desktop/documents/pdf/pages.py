"""Which atoms stand on which page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kh57_desktop.documents.pdf.atoms import Atom, text_levels

Placed = tuple[float, Atom]
"""Distance of an atom's top from the top margin, and the atom."""


@dataclass(frozen=True, slots=True)
class Page:
    atoms: tuple[Placed, ...]


def paginate(atoms: list[Atom], height: float) -> list[Page]:
    """Pages filled from the top; a page ends only where its last atom does not keep the next.

    Where what is kept together is taller than a page, a table in it begins the next page; without one the
    last two lines go to the next, so that a signature never goes alone.
    """
    pages: list[Page] = []
    start = 0
    while start < len(atoms):
        placed = _filled(atoms, start, height)
        end = start + len(placed)
        if end < len(atoms):
            allowed = end
            while allowed > start and atoms[allowed - 1].keeps_next:
                allowed -= 1
            end = allowed if allowed > start else _forced(atoms, start, end)
            placed = placed[: end - start]
        running = atoms[start].running
        if running is not None:
            placed = [(0.0, running), *placed]
        pages.append(Page(tuple(placed)))
        start = end
    return pages


def _forced(atoms: list[Atom], start: int, end: int) -> int:
    for place in range(end - 1, start, -1):
        if atoms[place + 1].running is atoms[place]:
            return place
    return max(start + 1, end - 2)


def _filled(atoms: list[Atom], start: int, height: float) -> list[Placed]:
    """As many atoms as the page holds, at least one (an atom taller than a page runs into the margin)."""
    running = atoms[start].running
    used = running.height if running is not None else 0.0
    placed: list[Placed] = []
    gap = 0.0
    for atom in atoms[start:]:
        top = used + (gap + atom.before if placed else 0.0)
        if placed and top + atom.height > height + 0.01:
            break
        placed.append((top, atom))
        used, gap = top + atom.height, atom.after
    return placed


def kept_with(atoms: list[Atom], following: list[Atom]) -> list[Atom]:
    """`atoms` then `following`, whose first is never parted from the last two lines before it.

    A table row of two lines or more is enough by itself: two tall rows and a signature may not fit one page.
    """
    is_enough = bool(atoms) and len(text_levels(atoms[-1])) > 1
    kept = 1 if is_enough else 2
    joined = [*atoms[:-kept], *(replace(atom, keeps_next=True) for atom in atoms[-kept:])]
    return [*joined, *following]

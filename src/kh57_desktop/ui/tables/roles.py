"""What a table model says about a cell beyond Qt's own roles. The model converts and words; delegates only draw."""

from __future__ import annotations

from enum import Enum, IntEnum, auto

from PySide6.QtCore import Qt

from kh57_desktop.domain.terms import Standing
from kh57_desktop.light import dataclass


class CellRole(IntEnum):
    """Roles of the models that the delegates of this package draw."""

    RECORD = Qt.ItemDataRole.UserRole
    """The record of the row (a group row: its `GroupCells`)."""
    IS_GROUP = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    """`StateCell` of a state column."""
    BAR = Qt.ItemDataRole.UserRole + 3
    """`BarCell` of a progress column."""
    MARKS = Qt.ItemDataRole.UserRole + 4
    """`MarksCell` of a marks column."""
    INK = Qt.ItemDataRole.UserRole + 5
    """Colour token of the text, where it is not `ink`."""
    CHOICES = Qt.ItemDataRole.UserRole + 6
    """What a list editor offers: tuple of words."""
    EDITOR = Qt.ItemDataRole.UserRole + 7
    """`EditorKind` of a cell that can be edited, else None."""
    DOUBT = Qt.ItemDataRole.UserRole + 30
    """Why the words that were pasted or filled into the cell could not be used; None for all other cells."""
    DEPTH = Qt.ItemDataRole.UserRole + 31
    """How many parents the row has above it: its words are set in."""


class EditorKind(Enum):
    LINE = auto()
    NUMBER = auto()
    LONG = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class StateCell:
    standing: Standing
    words: str


@dataclass(frozen=True, slots=True)
class BarCell:
    """`percent` None: nothing known, drawn as "–"."""

    percent: int | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class MarksCell:
    """One mark per member of the "5 rõ": filled is clear, hollow amber is missing."""

    clear: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class GroupCells:
    """A group row: title, whether it is folded, and the counts at its right end."""

    id: str
    title: str
    is_folded: bool
    overdue: str
    due_soon: str
    done: str

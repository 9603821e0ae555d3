"""Colours of the light and the dark theme, sizes of the type: the only place where either is written down.

Sizes are device-independent pixels at zoom 100 %, text sizes are points of Noto Sans (see `style.theme`).
"""

from __future__ import annotations

from kh57_desktop.light import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `paper`: frame; `sheet`: page; `alt`: header row, group row, pane; `ctl`: edges of inputs."""

    paper: str
    sheet: str
    alt: str
    field: str
    hover: str
    sel: str
    line: str
    line2: str
    ctl: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    track: str
    backdrop: str
    document: str


LIGHT = Colours(
    paper="#F3EFE7",
    sheet="#FFFEFB",
    alt="#F8F5EE",
    field="#FFFFFF",
    hover="#EFEAE0",
    sel="#DCE8F2",
    line="#E2DCCF",
    line2="#CFC7B6",
    ctl="#8C8474",
    ink="#211F1B",
    ink2="#514C43",
    ink3="#6A6458",
    accent="#1B4F7A",
    accent_hover="#143D60",
    on_accent="#FFFFFF",
    accent_soft="#E3ECF4",
    track="#E6E0D4",
    backdrop="#E4DED2",
    document="#FFFFFF",
)

DARK = Colours(
    paper="#1A1917",
    sheet="#232220",
    alt="#2A2826",
    field="#1E1D1B",
    hover="#33312D",
    sel="#26394B",
    line="#383530",
    line2="#4A463F",
    ctl="#8A8374",
    ink="#ECE7DC",
    ink2="#C6BFB1",
    ink3="#A9A294",
    accent="#8DBBE6",
    accent_hover="#A9CCED",
    on_accent="#0E2132",
    accent_soft="#22333F",
    track="#3D3A35",
    backdrop="#141312",
    document="#F7F4EC",
)


@dataclass(frozen=True, slots=True)
class TextRole:
    """`points` of Noto Sans; Segoe UI, whose x-height is smaller, gets half a point more. `line`: px per line."""

    points: float
    semibold: bool
    line: int


TEXT_ROLES = {
    "title": TextRole(15, True, 28),
    "figure": TextRole(22, True, 40),
    "lead": TextRole(11.5, True, 22),
    "section": TextRole(10.5, True, 20),
    "body": TextRole(10, False, 19),
    "strong": TextRole(10, True, 19),
    "small": TextRole(9, False, 17),
    "small_strong": TextRole(9, True, 17),
}

ROW = 28
"""Height of a table row, a group row and the table's header."""
FIELD = 30
"""Height of a button and of an input."""
ZOOMS = (90, 100, 110, 125, 150)
"""Steps of Ctrl + and Ctrl -, in per cent."""

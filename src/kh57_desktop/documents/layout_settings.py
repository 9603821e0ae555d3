"""An office's own layout within what the rules allow; each limit carries the clause that sets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from kh57_desktop.documents.kinds.task_list import RowNumbering
from kh57_desktop.documents.layouts import SINGLE, Layout, Style
from kh57_desktop.domain.terms import System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_


class OutsideTheRules(UserError):
    """A setting that no clause allows."""

    code = "layout-outside-rules"
    message = N_("{value} is outside what the rules allow for {field}: {allowed} ({clause}).")
    hint = N_("Nothing was changed. Please choose a value within the range.")


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """What an office may choose; None is the program's own choice. Lengths in mm, size and leading in points."""

    top_mm: float | None = None
    bottom_mm: float | None = None
    left_mm: float | None = None
    right_mm: float | None = None
    body_size: float | None = None
    leading: float | None = None
    """From baseline to baseline in running text."""
    indent_mm: float | None = None
    last_basis_end: str | None = None
    recipient_end: str | None = None
    row_numbering: RowNumbering | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """`allowed`: (least, most), or the choices; `clause`: where it is written, shown beside the setting."""

    allowed: tuple[float | str, ...]
    clause: str
    is_range: bool = True

    def holds(self, value: float | str) -> bool:
        if not self.is_range:
            return value in self.allowed
        least, most = self.allowed
        return isinstance(value, int | float) and float(least) <= value <= float(most)

    @property
    def words(self) -> str:
        texts = [f"{one:g}".replace(".", ",") if isinstance(one, int | float) else f"“{one}”" for one in self.allowed]
        return "–".join(texts) if self.is_range else ", ".join(texts)


_DECREE = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
_GUIDE = "Hướng dẫn 05-HD/VPTW"
_NUMBERING = Limit(tuple(RowNumbering), "cả ba cách đều gặp trong văn bản đã ban hành", is_range=False)

LIMITS: Mapping[System, Mapping[str, Limit]] = {
    System.GOVERNMENT: {
        "top_mm": Limit((20, 25), f"{_DECREE}, mục I.3"),
        "bottom_mm": Limit((20, 25), f"{_DECREE}, mục I.3"),
        "left_mm": Limit((30, 35), f"{_DECREE}, mục I.3"),
        "right_mm": Limit((15, 20), f"{_DECREE}, mục I.3"),
        "body_size": Limit((13, 14), f"{_DECREE}, mục II.6"),
        "leading": Limit((round(13 * SINGLE, 2), round(14 * SINGLE * 1.5, 2)), f"{_DECREE}, mục II.6"),
        "indent_mm": Limit((10, 12.7), f"{_DECREE}, mục II.6", is_range=False),
        "last_basis_end": Limit((".",), f"{_DECREE}, mục II.6", is_range=False),
        "recipient_end": Limit((";",), f"{_DECREE}, mục II.9", is_range=False),
        "row_numbering": _NUMBERING,
    },
    System.PARTY: {
        "top_mm": Limit((20, 25), _GUIDE),
        "bottom_mm": Limit((20, 25), _GUIDE),
        "left_mm": Limit((30, 35), _GUIDE),
        "right_mm": Limit((15, 20), _GUIDE),
        "body_size": Limit((14, 15), _GUIDE),
        "leading": Limit((18, 22), _GUIDE),
        "indent_mm": Limit((10, 12.7), _GUIDE, is_range=False),
        "last_basis_end": Limit((",", "."), _GUIDE, is_range=False),
        "recipient_end": Limit((",", ";"), _GUIDE, is_range=False),
        "row_numbering": _NUMBERING,
    },
}

_RUNNING = ("section", "item", "sub_item", "point", "body", "basis")
"""Styles of the running text, which change together."""


def with_settings(layout: Layout, settings: LayoutSettings) -> Layout:
    """The layout with the office's choices, on portrait and landscape pages alike. Raises OutsideTheRules."""
    chosen = {field.name: value for field in fields(settings) if (value := getattr(settings, field.name)) is not None}
    for name, value in chosen.items():
        limit = LIMITS[layout.system][name]
        if not limit.holds(value):
            raise OutsideTheRules(value=value, field=name, allowed=limit.words, clause=limit.clause)
    size = settings.body_size or layout.body.size
    leading = settings.leading or max(layout.body.leading, round(size * SINGLE, 2))
    least, most = round(size * SINGLE, 2), round(size * SINGLE * 1.5, 2)
    if layout.system is System.GOVERNMENT and not least <= leading <= most:
        # single to one and a half lines of the size chosen
        limit = Limit((least, most), LIMITS[layout.system]["leading"].clause)
        raise OutsideTheRules(value=leading, field="leading", allowed=limit.words, clause=limit.clause)
    margins = {name: value for name, value in chosen.items() if name in ("top_mm", "bottom_mm", "left_mm", "right_mm")}
    return replace(
        layout,
        pages={orientation: replace(page, **margins) for orientation, page in layout.pages.items()},
        last_basis_end=settings.last_basis_end or layout.last_basis_end,
        recipient_end=settings.recipient_end or layout.recipient_end,
        **_running(layout, size, leading, settings.indent_mm),
    )


def _running(layout: Layout, size: float, leading: float, indent_mm: float | None) -> dict[str, Any]:
    styles: dict[str, Style] = {name: getattr(layout, name) for name in _RUNNING}
    return {
        name: replace(style, size=size, leading=leading, indent_mm=style.indent_mm if indent_mm is None else indent_mm)
        for name, style in styles.items()
    }

"""State = word + icon + colour, from this one table; words come from `domain.terms`.

The text colours have nearly the same lightness on purpose, so only icon and word tell states apart in grey:
neither is ever drawn without the other.
"""

from __future__ import annotations

from kh57_desktop.domain.terms import Standing
from kh57_desktop.light import dataclass


@dataclass(frozen=True, slots=True)
class StateLook:
    """Icon of 16 px, its fill, and (text, tint) for the light and the dark theme."""

    icon: str
    filled: bool
    light: tuple[str, str]
    dark: tuple[str, str]

    def text(self, *, dark: bool) -> str:
        return (self.dark if dark else self.light)[0]

    def tint(self, *, dark: bool) -> str:
        return (self.dark if dark else self.light)[1]


_LATE = (("#A8201A", "#FBE9E6"), ("#FF9C90", "#42231F"))
_SOON = (("#855000", "#FBF0D9"), ("#EDBD62", "#3B301B"))
_GOOD = (("#2A6B3C", "#E5F1E6"), ("#8ECB98", "#22392A"))
_AT_WORK = (("#235C8C", "#E3ECF4"), ("#8DBBE6", "#263A4C"))
_RESTING = (("#6A5A72", "#EFEAF1"), ("#C5B0CF", "#382F3D"))

STANDINGS: dict[Standing, StateLook] = {
    Standing.OVERDUE: StateLook("error_circle", True, *_LATE),
    Standing.DUE_SOON: StateLook("clock_alarm", False, *_SOON),
    Standing.UNDER_WAY: StateLook("circle_half_fill", False, *_AT_WORK),
    Standing.NOT_DUE: StateLook("circle", False, ("#5F5A50", "#EFEBE2"), ("#B5AE9F", "#35322D")),
    Standing.DONE_ON_TIME: StateLook("checkmark_circle", True, *_GOOD),
    Standing.DONE_LATE: StateLook("checkmark_circle_warning", False, ("#5C6410", "#F0F1DA"), ("#C9CC77", "#383A1C")),
    Standing.CONTINUOUS: StateLook("arrow_repeat_all", False, ("#2B6469", "#E1EFEF"), ("#86C5C8", "#1F3A3C")),
    Standing.SUSPENDED: StateLook("pause_circle", False, *_RESTING),
    Standing.CANCELLED: StateLook("dismiss_circle", False, *_RESTING),
}

SAVED = StateLook("checkmark_circle", True, *_GOOD)
NOT_SAVED = StateLook("error_circle", True, *_LATE)
REFUSED = StateLook("error_circle", True, *_LATE)
DOUBTFUL = StateLook("question_circle", False, *_SOON)
WARNING = StateLook("warning", False, *_SOON)
SUBMITTED = StateLook("arrow_upload", False, *_AT_WORK)

ALARMS = frozenset({Standing.OVERDUE, Standing.DUE_SOON})
"""Standings drawn on their tint and semibold; everything else stays quiet."""

"""All pages, each declared once, in the order of the navigation. A new page is one line here and its package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.i18n import N_
from kh57_desktop.light import dataclass

if TYPE_CHECKING:
    from kh57_desktop.ui.pages.part import PagePart


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`words` is a msgid; `part` is "package:class" of `kh57_desktop.ui.PACKAGE.part`, imported when first shown.

    `paper`: what *In* prints here, as `kh57 print` names it. `superior_only`: hidden from an office that only sends.
    `line_above`: a hairline above it in the navigation. `within`: it has no place there of its own and belongs to
    that page; `over`: it lies over whatever page it was asked from.
    """

    key: str
    words: str
    icon: str
    part: str
    paper: str | None = None
    superior_only: bool = False
    line_above: bool = False
    within: str = ""
    over: bool = False

    @property
    def in_navigation(self) -> bool:
        return not self.within and not self.over

    def part_class(self) -> type[PagePart]:
        package, name = self.part.split(":")
        found: type[PagePart] = getattr(import_module(f"kh57_desktop.ui.{package}.part"), name)
        return found


# fmt: off
PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview", N_("Overview"), "home", "overview:OverviewPart", paper="summary"),
    PageEntry("tasks", N_("Tasks"), "task_list_square_ltr", "tasks:TasksPart", paper="task-list"),
    PageEntry("indicators", N_("Indicators"), "data_trending", "indicators:IndicatorsPart", paper="indicator-list"),
    PageEntry("committee", N_("Committee"), "people_team", "committee:CommitteePart", paper="committee-assignments"),
    PageEntry("units", N_("Units and staff"), "building_government", "units:UnitsPart", paper="unit-list"),
    PageEntry("reports", N_("Reports"), "document_text", "reports:ReportsPart", paper="report"),
    PageEntry("packages", N_("Packages to send"), "send", "packages:PackagesPart", paper="hand-over-slip"),
    PageEntry("receiving", N_("Receiving"), "mail_inbox", "receiving:ReceivingPart", superior_only=True),
    PageEntry("registers", N_("Registers"), "notebook", "registers:RegistersPart", line_above=True),
    PageEntry("import", N_("Import a plan"), "document_search", "importing:ImportPart", within="tasks"),
    PageEntry("forms", N_("Unit forms"), "clipboard_text_ltr", "forms:FormsPart", within="reports"),
    PageEntry("chasing", N_("Chase units"), "megaphone", "chasing:ChasingPart", paper="reminder", within="reports"),
    PageEntry("quick", N_("Marks of the leader"), "edit", "quick:QuickPart", within="tasks"),
    PageEntry("preview", N_("Preview and print"), "print", "preview:PreviewPart", over=True),
    PageEntry("layout", N_("Layout of papers"), "document_text", "layout_settings:LayoutPart", over=True),
    PageEntry("settings", N_("Settings"), "settings", "office_settings:OfficeSettingsPart", over=True),
    PageEntry("history", N_("History and bin"), "history", "history:HistoryPart", paper="change-history", over=True),
    PageEntry("help", N_("Help"), "question_circle", "help:HelpPart", over=True),
)
# fmt: on
HOME = PAGES[0].key
"""The page that is shown first."""


def entry_of(key: str) -> PageEntry:
    return next(entry for entry in PAGES if entry.key == key)


def has_page(key: str) -> bool:
    return any(entry.key == key for entry in PAGES)


def pages_for(role: OfficeRole) -> Sequence[PageEntry]:
    """What the navigation of such an office shows."""
    superior = role is OfficeRole.SUPERIOR
    return [entry for entry in PAGES if entry.in_navigation and (superior or not entry.superior_only)]

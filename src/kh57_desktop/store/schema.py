"""Which steps a file must have had, told without loading sqlite-utils; what this version writes into a new file."""

from __future__ import annotations

from kh57_desktop.i18n import N_
from kh57_desktop.store.connection import Database

STEPS = (
    "0001_main_job",
    "0004_reporting",
    "0009_drafts",
    "0005_forms",
    "0003_registers",
    "0002_tasks",
    "0008_search",
    "0006_exchanged",
    "0007_indicators",
    "0013_gap_ranges",
    "0013b_consolidated",
    "0014b_narrow",
)
"""Names of all migrations in order; a test holds them equal to those of `migrations`."""

BUSINESS_TABLES = (
    *("office", "issuing_body", "superior", "unit", "person", "setting", "attachment"),
    *(
        "plan",
        "section",
        "task_group",
        "task",
        "duty",
        "progress_entry",
        "indicator",
        "target",
        "reading",
        "part_value",
    ),
    *("extension", "occurrence", "supporting", "evidence", "saved_view"),
    *("committee", "member", "assignment"),
    *("regime", "obligation", "report", "waiver"),
    *("unit_form", "chase"),
    *("budget_year", "budget_line", "inspection", "finding", "commendation", "session", "unit_plan"),
    *("directive", "directive_link", "conclusion", "hand_over"),
    *(
        "consolidated_report",
        "series",
        "package",
        "trusted_certificate",
        "received_package",
        "received_row",
        "series_gap",
        "closed_series",
    ),
    *("package_hand_over", "remark", "sender", "set_aside"),
)
"""Every table whose rows the journal tells; parents before children."""

FIRST_REGIMES = (
    ("ND09", "nd09", N_("Periodic reports (Decree 09/2019)")),
    ("DUONGLICH", "calendar", N_("Calendar quarters and months")),
    ("TUAN", "weekly", N_("Weekly report")),
)
"""Code, rule and name of the regimes (chế độ báo cáo) that a new file has; the first is the default."""


def applied_steps(db: Database) -> list[str]:
    if not db.number("select count(*) from sqlite_master where name = '_sqlite_migrations'"):
        return []
    return [str(row["name"]) for row in db.rows("select name from _sqlite_migrations order by id")]


def is_newer(applied: list[str]) -> bool:
    """True when a newer version of the program has been at this file."""
    return not set(applied) <= set(STEPS)


def pending_steps(applied: list[str]) -> list[str]:
    return [step for step in STEPS if step not in applied]

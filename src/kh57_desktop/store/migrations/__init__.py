"""Steps from each version's tables to the next: small, named, one module each, never edited after release.

A step imports nothing of the domain: today's classes would rewrite yesterday's files. This package loads sqlite-utils,
which costs an opening of an up-to-date file 50 ms, so `upgrade` loads it only when a step is pending.
"""

from __future__ import annotations

from kh57_desktop.store.migrations.tables import migrations

# in the order in which a file gets them
# isort: off
from kh57_desktop.store.migrations import main_job
from kh57_desktop.store.migrations import reporting
from kh57_desktop.store.migrations import drafts
from kh57_desktop.store.migrations import forms
from kh57_desktop.store.migrations import registers
from kh57_desktop.store.migrations import tasks
from kh57_desktop.store.migrations import search
from kh57_desktop.store.migrations import exchanged
from kh57_desktop.store.migrations import indicators
from kh57_desktop.store.migrations import packages
from kh57_desktop.store.migrations import consolidated
from kh57_desktop.store.migrations import narrow
# isort: on

__all__ = [
    "consolidated",
    "drafts",
    "exchanged",
    "forms",
    "indicators",
    "main_job",
    "migrations",
    "narrow",
    "packages",
    "registers",
    "reporting",
    "search",
    "tasks",
]

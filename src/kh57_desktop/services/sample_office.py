"""The sample commune: an invented office with the sample plan, for getting to know the program."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop import paths
from kh57_desktop.domain.administrative import SAMPLE_COMMUNE_UNIT, SAMPLE_PROVINCE_UNIT
from kh57_desktop.domain.terms import System
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import import_plan


def make_sample_office(path: Path, *, user: str, progress: Progress = SILENT) -> None:
    """A new data file of the sample commune (code 00000) with the sample plan read into it."""
    commune, province = SAMPLE_COMMUNE_UNIT, SAMPLE_PROVINCE_UNIT
    session = create_office(
        path,
        name=commune.name,
        province=province.name,
        code=commune.code,
        level=commune.level,
        system=System.PARTY,
        user=user,
    )
    try:
        import_plan(session, paths.resources() / "samples" / "ke-hoach-mau.docx", progress=progress)
    finally:
        session.close()

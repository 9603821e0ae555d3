"""The main job without a screen, from a plan document to the received package, with invented, marked people."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kh57_desktop.domain.administrative import SAMPLE_COMMUNE_UNIT
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.terms import OfficeRole, System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services import identities, packages, papers, receiving, reports
from kh57_desktop.services.committees import members_in_order
from kh57_desktop.services.files import write_new, write_text
from kh57_desktop.services.obligations import DEFAULT_REGIME
from kh57_desktop.services.offices import add_body_from, create_office
from kh57_desktop.services.reading_plans import read_plan
from kh57_desktop.services.sample_office import (
    SAMPLE_USER,
    enter_sample_data,
    last_finished_quarter,
    open_sample_commune,
    sample_people,
    sample_plan,
)
from kh57_desktop.services.session import Session

AFTER_PACKING, AT_THE_SUPERIOR = "hand-over-slip", "verification-sheet"
"""Kinds that need a package first; all others are printed before."""
REGIME = DEFAULT_REGIME
Tell = Callable[[str, Path, str], None]


class FolderInUse(UserError):
    """The demonstration writes many files: into a new or empty folder only."""

    code = "folder-in-use"
    message = N_("The folder “{name}” is not empty.")
    hint = N_("Nothing was written. Please name a new folder, or add --force to write into this one.")


@dataclass(frozen=True, slots=True)
class Places:
    """The layout of the output folder."""

    out: Path

    def office(self, name: str) -> Path:
        return self.out / "offices" / name

    def document(self, name: str) -> Path:
        return self.out / "documents" / name

    @property
    def certificate(self) -> Path:
        return self.out / "identity" / "office.cer"

    @property
    def packages(self) -> Path:
        return self.out / "packages"

    def reading(self, name: str) -> Path:
        return self.out / "readings" / name


def run_demo(
    out: Path, *, tell: Tell, document: Path | None = None, force: bool = False, progress: Progress = SILENT
) -> None:
    """Everything from reading the plan to the superior's file having received the package.

    `tell(what, path, words)` is called for every file made.
    """
    if out.exists() and any(out.iterdir()) and not force:
        raise FolderInUse(name=out.name)
    places = Places(out)
    source = document or sample_plan()
    progress.step(0, 6, _("reading the plan"))
    reading = read_plan(source, progress=SILENT)
    people = sample_people()
    text = json.dumps(reading.as_json(), ensure_ascii=False, indent=1)
    write_text(places.reading(f"{source.stem}.json"), text + "\n", force=force)
    tell("reading", places.reading(f"{source.stem}.json"), _("the plan as it was read"))
    progress.step(1, 6, _("the commune's data file"))
    commune = open_sample_commune(places.office("xa-mau.kh57"), reading, source, people)
    try:
        period = last_finished_quarter(commune.today)
        enter_sample_data(commune, period, people)
        progress.step(2, 6, _("the papers"))
        _print_all(commune, places, period, tell, force)
        progress.step(4, 6, _("the signed package"))
        package = _package(commune, places, period, tell, force)
    finally:
        commune.close()
    progress.step(5, 6, _("the superior's data file"))
    _receive(places, package, people, tell, force)
    for name in ("xa-mau.kh57", "tinh-mau.kh57"):
        tell("office", places.office(name), _("data file"))
    progress.step(6, 6, _("done"))


# --- papers and package -----------------------------------------------------------------------------------------------


def _print_all(session: Session, places: Places, period: Period, tell: Tell, force: bool) -> None:
    """Every kind in the form of both bodies; the report of the plan's own body is issued first, the other a draft."""
    issued = reports.draft_report(session, period=period.code, regime=REGIME)
    reports.issue_report(session, issued, number=1, on=session.today)
    for body in session.store.offices.bodies():
        for kind in papers.KINDS:
            if kind not in (AFTER_PACKING, AT_THE_SUPERIOR):
                _print(session, places, kind, body, period, tell, force)


def _print(
    session: Session, places: Places, kind: str, body: IssuingBody, period: Period, tell: Tell, force: bool
) -> None:
    """One paper in the form of one body; what the data hold nothing of is said, not printed empty."""
    person = members_in_order(session)[1].name if kind == "hand-over-record" else None
    request = papers.Request(on=session.today, body=body.name, period=period.code, regime=REGIME, person=person)
    path = places.document(f"{kind}-{body.system.value}.pdf")
    try:
        paper = papers.render(session, kind, request)
    except papers.NothingToPrint as nothing:
        tell(kind, places.out, nothing.sentence)
        return
    write_new(path, paper, force=force)
    tell(kind, path, body.name)


def _package(session: Session, places: Places, period: Period, tell: Tell, force: bool) -> Path:
    """The identity is made for this run alone: its key and random password are gone afterwards."""
    password = secrets.token_urlsafe(24)
    office = session.store.offices.office()
    with tempfile.TemporaryDirectory(prefix="kh57-") as folder:
        identity = identities.new_identity(
            Path(folder) / "office.p12",
            name=f"{office.full_name} (mẫu)",
            office_code=office.code,
            role=SignerRole.OFFICE,
            password=password,
        )
        write_new(places.certificate, identities.certificate_pem(identity), force=force)
        tell("certificate", places.certificate, _("certificate of the office"))
        report = reports.issued_report(session, period=period.code, regime=REGIME)
        made = packages.package_report(session, report, [packages.Signer(identity)], places.packages)
    tell("package", made.path, _("comparison code {code}").format(code=made.comparison_code))
    for body in session.store.offices.bodies():
        _print(session, places, AFTER_PACKING, body, period, tell, force)
    return made.path


def _receive(places: Places, package: Path, people: Mapping[str, Any], tell: Tell, force: bool) -> None:
    given = people["superior"]
    session = create_office(
        places.office("tinh-mau.kh57"),
        name=given["name"],
        level=given["level"],
        province=given["province"],
        code=given["code"],
        role=OfficeRole.SUPERIOR,
        user=SAMPLE_USER,
    )
    try:
        identities.trust(
            session, places.certificate, office_code=SAMPLE_COMMUNE_UNIT.code, roles=frozenset({SignerRole.OFFICE})
        )
        outcome = receiving.receive(session, package)
        tell("verification", package, outcome.verdict_words)
        add_body_from(session, {"system": System.GOVERNMENT.value})
        for body in session.store.offices.bodies():
            _print(session, places, AT_THE_SUPERIOR, body, last_finished_quarter(session.today), tell, force)
    finally:
        session.close()

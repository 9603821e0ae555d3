"""The sample office has something in every register, and nothing of it lies in the future."""

from __future__ import annotations

from pathlib import Path

import pytest

from kh57_desktop.domain.terms import Standing
from kh57_desktop.services import sample_office
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.lines import view
from kh57_desktop.services.session import Session, open_session
from kh57_desktop.store.check import check


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "mau.kh57"
    sample_office.make_sample_office(path, user="Cán bộ Mẫu")
    return path


@pytest.mark.parametrize("kind", RegisterKind)
def test_no_register_of_the_sample_is_empty(sample: Path, kind: RegisterKind) -> None:
    with open_session(sample, read_only=True) as session:
        assert view(session, kind).lines


def test_the_sample_shows_late_and_settled_rows_and_passes_the_check(sample: Path) -> None:
    with open_session(sample, read_only=True) as session:
        found = {line.standing for kind in RegisterKind for line in view(session, kind).lines}
        linked = [line for line in view(session, RegisterKind.DIRECTIVE).lines if line.cells["links"]]
        tied = [line for line in view(session, RegisterKind.BUDGET_LINE).lines if line.cells["task"]]
        assert _people(session) >= 5
    assert {Standing.OVERDUE, Standing.DONE_ON_TIME, Standing.DONE_LATE, Standing.UNDER_WAY} <= found
    assert len(linked) >= 3
    assert len(tied) >= 3
    assert check(sample) == []


def _people(session: Session) -> int:
    return len(session.store.offices.people())

"""A sample office with a small plan, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.services import identities
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, Session
from tests.cli.conftest import PLAN

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=VIETNAM)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def commune(tmp_path: Path, plan_file: Path) -> Iterator[Session]:
    session = create_office(
        tmp_path / "xa.kh57", name="Đồi Sim", province="Vân Khê", code="00000", user="Cán bộ Mẫu", now=lambda: NOON
    )
    accept_reading(session, read_plan(plan_file), source=plan_file)
    yield session
    session.close()


@pytest.fixture
def superior(tmp_path: Path) -> Iterator[Session]:
    session = create_office(
        tmp_path / "tinh.kh57",
        name="Vân Khê",
        level="tỉnh",
        province="Vân Khê",
        code="00",
        role=OfficeRole.SUPERIOR,
        user="Cán bộ Mẫu",
    )
    yield session
    session.close()


@pytest.fixture(scope="session")
def identity_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], SigningIdentity]:
    """An office identity per office code, made once: its password is stretched on purpose."""
    made: dict[str, SigningIdentity] = {}

    def give(office_code: str) -> SigningIdentity:
        if office_code not in made:
            path = tmp_path_factory.mktemp("identity") / f"{office_code}.p12"
            made[office_code] = identities.new_identity(
                path, name="Đơn vị mẫu", office_code=office_code, role=SignerRole.OFFICE, password="mật khẩu"
            )
        return made[office_code]

    return give

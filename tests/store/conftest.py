"""A fresh data file for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kh57_desktop.store.database import Store
from tests.store.makers import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened

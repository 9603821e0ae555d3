"""The register by which a whole folder is taken agrees with the one that the store keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.packages import Gap, KnownPackage, PackageKind
from kh57_desktop.services.register_view import RegisterView
from kh57_desktop.store.database import Store
from kh57_desktop.store.packages import ReceivedPackage
from tests.store.makers import LONG, new_id, new_store


@pytest.fixture(scope="module")
def module_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("register")) as opened:
        yield opened


def known(series: str, sequence: int) -> KnownPackage:
    at = datetime(2026, 10, 1, tzinfo=UTC)
    return KnownPackage(series, sequence, new_id(), new_id(), PackageKind.RECEIPT, "23674", "", "", at)


def numbers(gaps: frozenset[Gap]) -> set[int]:
    return {number for gap in gaps for number in range(gap.first, gap.last + 1)}


@settings(max_examples=200 if LONG else 15, deadline=None)
@given(order=st.permutations(range(1, 9)))
def test_packages_in_any_order_leave_the_gaps_that_are_really_there(module_store: Store, order: list[int]) -> None:
    series = new_id()
    view = RegisterView(module_store.packages.register())
    sheet = SimpleNamespace(series=SimpleNamespace(id=series, continues=None), supersedes=None, report=None)
    for count, sequence in enumerate(order, start=1):
        came = known(series, sequence)
        with module_store.changes("receive", irrevocable=True):
            module_store.packages.put_received(ReceivedPackage(new_id(), came))
        view.add(came)
        missing = set(range(1, max(order[:count]))) - set(order[:count])
        kept = frozenset(gap for gap in module_store.packages.register().gaps if gap.series_id == series)
        assert numbers(kept) == missing
        assert view.about(sheet, came.digest).gaps == kept

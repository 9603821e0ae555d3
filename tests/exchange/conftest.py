"""Whatever a test does to a package, the verifier must judge it by its rules, never by its safety net."""

from __future__ import annotations

import logging

import pytest


@pytest.fixture(autouse=True)
def no_unforeseen_failure(caplog):
    yield
    failures = [one for one in caplog.get_records("call") if one.levelno >= logging.ERROR]
    assert failures == []

"""An opened data file with the person at it and the clock: what every service works on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from kh57_desktop.light import dataclass
from kh57_desktop.store import identity
from kh57_desktop.store.database import Store
from kh57_desktop.store.opening import open_store

VIETNAM = timezone(timedelta(hours=7))


def vietnam_now() -> datetime:
    """The wall clock in Vietnam time, whole seconds, whatever zone the PC is set to."""
    return datetime.now(VIETNAM).replace(microsecond=0)


@dataclass(slots=True, eq=False)
class Session:
    """One office's file, open. `now` is the only clock that services read. `user`: whose name new entries carry."""

    store: Store
    user: str
    now: Callable[[], datetime] = vietnam_now

    @property
    def today(self) -> date:
        return self.now().date()

    def switch_user(self, name: str) -> None:
        """Another person sits down at this PC; what was entered before keeps its name."""
        self.user = self.store.user = name

    def close(self) -> None:
        self.store.close()


def new_id() -> str:
    """An id for a new row: UUID text, so that copies edited on two PCs can be merged."""
    return identity.new_id()


def device_name() -> str:
    import platform

    return platform.node() or "pc"


def default_user() -> str:
    """The name of the person signed in to this PC, until the office chooses names."""
    named = next((os.environ[name] for name in ("LOGNAME", "USER", "LNAME", "USERNAME") if os.environ.get(name)), "")
    if named:  # as getpass looks first, which is slow to load
        return named
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such variable and no password database (Windows service, container)
        return "user"


@contextmanager
def open_session(
    path: Path, *, user: str | None = None, read_only: bool = False, now: Callable[[], datetime] = vietnam_now
) -> Iterator[Session]:
    """Open a data file for the time of the block."""
    name = user or default_user()
    session = Session(open_store(path, user=name, read_only=read_only, clock=now), name, now)
    try:
        yield session
    finally:
        session.close()

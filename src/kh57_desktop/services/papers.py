"""Printing: a kind of paper for the office's data, as PDF bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kh57_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be printed: codes and names as people give them; None means the usual one."""

    on: date
    plan: str | None = None
    regime: str | None = None
    body: str | None = None
    period: str | None = None


def render(session: Session, kind: str, request: Request) -> bytes:
    """The paper of this kind; an issued report gives the bytes frozen at issue."""
    makers = {
        "plan": _plan,
        "task-list": _task_list,
        "committee-assignments": _assignments,
        "report": _report,
    }
    return makers[kind](session, request)

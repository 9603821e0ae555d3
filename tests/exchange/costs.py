"""What the judging of a hostile file may cost, and measuring it."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

GOAL, LARGEST = 2.0, 300 << 20
"""Seconds of processor time, noted as a figure, and bytes of memory for one file."""
UNBOUNDED = 5 * GOAL
"""What only a file whose work is not bounded takes, on a slow or busy machine too: before there were bounds these files
took from twenty seconds to for ever."""


def cost_of(work: Callable[[], object]) -> tuple[object, float, int]:
    """What it gives, its processor time and the growth of memory, in a process of its own where there is fork."""
    if sys.platform != "linux":
        began = time.process_time()
        return work(), time.process_time() - began, 0
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the parent's peak is not the child's
            gc.freeze()  # the objects of the tests before this one are not the work's to look through
            before, began = _peak(), time.process_time()
            answer = work()
            told = pickle.dumps((answer, time.process_time() - began, _peak() - before))
        except BaseException as error:  # told to the parent
            told = pickle.dumps((repr(error), 0.0, 0))
        with os.fdopen(writing, "wb") as out:
            out.write(told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    answer, seconds, growth = pickle.loads(told)
    return answer, seconds, growth


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

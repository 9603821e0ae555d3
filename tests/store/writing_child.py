"""Run as a program by the fault tests: records progress entries in a loop, each acknowledged after its commit.

Arguments: data file, task id, how many at most. Ends with the code of the error that stopped it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import uuid4

from kh57_desktop.domain.tasks import ProgressEntry
from kh57_desktop.errors import UserError
from kh57_desktop.store.opening import open_store
from tests.store.makers import ON


def main() -> None:
    path, task_id, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    try:
        with open_store(path, user="child") as store:
            print("open", flush=True)
            for number in range(most):
                made = ProgressEntry(str(uuid4()), task_id, ON, f"{number:06}", number % 101, f"Kết quả {number % 101}")
                with store.changes("Record progress"):
                    store.tasks.put_progress(made)
                print(made.id, flush=True)
    except UserError as told:
        print(told.code, flush=True)


if __name__ == "__main__":
    main()

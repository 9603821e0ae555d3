"""Writes resources/calendar/holidays-vn.json from the library `holidays`: near years then need not load it.

Run it when the library was raised: `.venv/bin/python .ci/public_holidays.py`. A test holds the file to the library.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from kh57_desktop.services.working_calendar import computed_holidays

TARGET = Path(__file__).resolve().parent.parent / "resources" / "calendar" / "holidays-vn.json"
YEARS = range(2024, 2041)


def main() -> None:
    days = {str(year): [f"{day:%m-%d}" for day in sorted(computed_holidays(year))] for year in YEARS}
    source = f"holidays {version('holidays')}, country VN (MIT)"
    TARGET.write_text(json.dumps({"source": source, "days": days}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

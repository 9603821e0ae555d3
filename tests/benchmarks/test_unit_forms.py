"""How long a folder of returned forms takes; a figure, never a verdict."""

from __future__ import annotations

from time import perf_counter

import pytest
from tests.services import test_unit_forms as forms
from tests.services.conftest import plan_file
from tests.services.test_unit_forms import office

from kh57_desktop.services.form_collection import accept, collect

__all__ = ["office", "plan_file"]


@pytest.mark.long
def test_thirty_units_with_forty_tasks_come_back(office, tmp_path, figures) -> None:
    made = forms.sent(office, tmp_path / "out")
    forms.filled(made, tmp_path / "back")
    start = perf_counter()
    done = accept(office, collect(office, [tmp_path / "back"]))
    figures(
        f"unit forms: {len(made)} units × {forms.TASKS} tasks read and accepted (s)", perf_counter() - start, "< 10"
    )
    assert done.tasks

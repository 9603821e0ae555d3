"""PDFs are read here in our own process, hundreds of times; `test_pdf_apart.py` tries the helper process itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kh57_desktop.importing.pdf import apart, document


@pytest.fixture(autouse=True, scope="module")
def _in_our_own_process(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if not request.node.name.endswith("test_pdf_apart.py"):
            patch.setattr(apart, "sources_of", document.sources_of)
        yield

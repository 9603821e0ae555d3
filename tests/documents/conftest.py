"""Each paper is rendered and measured once for all checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from kh57_desktop import i18n
from kh57_desktop.documents.content import Content
from kh57_desktop.documents.layouts import Layout, in_large_type, layout_for
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.terms import System
from tests.documents.measures import PrintedPage, measured, page_count
from tests.documents.samples import ISSUED, LETTERHEADED, PAPERS, TITLED, WITH_RECIPIENTS


@dataclass(frozen=True)
class Paper:
    """`pages`: measured pages by number from 0; of the 400-row annex only the first three and the last two."""

    kind: str
    system: System
    is_long: bool
    content: Content
    pdf: bytes
    pages: dict[int, PrintedPage]

    @property
    def is_party(self) -> bool:
        return self.system is System.PARTY

    @property
    def first(self) -> PrintedPage:
        return self.pages[0]


def layout_of(kind: str, system: System) -> Layout:
    """The leader's sheet is set in large type."""
    layout = layout_for(system)
    return in_large_type(layout) if kind == "summary" else layout


@cache
def printed(kind: str, system: System, is_long: bool) -> Paper:
    content = PAPERS[kind](system, is_long=is_long)
    layout = layout_of(kind, system)
    pdf = render_pdf(content, layout=layout)
    count = page_count(pdf)
    numbers = list(range(count)) if count < 30 else [0, 1, 2, *range(count // 2, count // 2 + 3), count - 2, count - 1]
    return Paper(kind, system, is_long, content, pdf, dict(zip(numbers, measured(pdf, numbers), strict=True)))


@pytest.fixture(params=[False, True], ids=["short", "long"])
def is_long(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture(params=list(System), ids=str)
def system(request: pytest.FixtureRequest) -> System:
    return request.param


@pytest.fixture(params=list(PAPERS))
def paper(request: pytest.FixtureRequest, system: System, is_long: bool) -> Paper:
    """Every kind in both systems, short and long."""
    return printed(request.param, system, is_long)


@pytest.fixture(params=ISSUED)
def headed(request: pytest.FixtureRequest, system: System, is_long: bool) -> Paper:
    """The kinds with number, date, title and signature on a portrait page."""
    return printed(request.param, system, is_long)


@pytest.fixture(params=LETTERHEADED)
def letterheaded(request: pytest.FixtureRequest, system: System, is_long: bool) -> Paper:
    return printed(request.param, system, is_long)


@pytest.fixture(params=TITLED)
def titled(request: pytest.FixtureRequest, system: System, is_long: bool) -> Paper:
    return printed(request.param, system, is_long)


@pytest.fixture(params=WITH_RECIPIENTS)
def addressed(request: pytest.FixtureRequest, system: System, is_long: bool) -> Paper:
    return printed(request.param, system, is_long)


@pytest.fixture
def english() -> Iterator[None]:
    i18n.use_language("en")
    yield
    i18n.use_language("vi")

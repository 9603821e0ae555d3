"""Choosing the layout with a fake page and fake services: what is wrong is said and not saved."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.terms import System
from kh57_desktop.errors import BadValue
from kh57_desktop.progress import SILENT
from kh57_desktop.services.layout_choices import LayoutChoice, OutsideTheRules
from kh57_desktop.ui.layout_settings.presenter import LayoutPresenter

CHOICES = (
    LayoutChoice("top_mm", 20.0, (20, 25), True, "mục I.3"),
    LayoutChoice("body_size", 14.0, (13.0, 14.0), False, "mục II.6"),
    LayoutChoice("leading", 18.0, (16.1, 24.15), True, "mục II.6"),
)


class FakePictures:
    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class FakePage:
    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}
        self.refused = ""
        self.shown = 0
        self.specimens: list[FakePictures] = []

    def show_choices(self, system, choices, *, is_own):
        self.system, self.shown = system, self.shown + 1

    def show_wrong(self, name, error):
        self.wrong[name] = str(error)

    def show_refused(self, error):
        self.refused = error.code

    def show_specimen(self, pictures):
        self.specimens.append(pictures)


class FakeServices:
    def __init__(self) -> None:
        self.chosen: list[tuple[System, str, object]] = []
        self.resets = 0
        self.error: Exception | None = None

    def first_system(self):
        return System.GOVERNMENT

    def choices(self, system):
        return CHOICES

    def is_own(self, system):
        return bool(self.chosen)

    def choose(self, system, name, value):
        if self.error is not None:
            raise self.error
        if value == next(row.value for row in CHOICES if row.name == name):
            return False
        self.chosen.append((system, name, value))
        return True

    def reset(self, system):
        self.resets += 1

    def specimen(self, system, progress):
        return FakePictures()


class Scene:
    def __init__(self) -> None:
        self.page, self.services = FakePage(), FakeServices()
        self.waiting: list[tuple[object, object]] = []
        self.saved = 0
        self.presenter = LayoutPresenter(self.page, self.services, self._start, saved=self._save)

    def _save(self) -> None:
        self.saved += 1

    def _start(self, work, end):
        self.waiting.append((work, end))

        class Running:
            def cancel(self) -> None:
                """The result comes all the same: it was nearly done."""

        return Running()

    def run(self) -> None:
        while self.waiting:
            work, end = self.waiting.pop(0)
            end.finished(work(SILENT))


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.presenter.open()
    made.run()
    return made


def test_the_offices_first_system_is_shown_with_a_specimen(scene):
    assert scene.page.system is System.GOVERNMENT
    assert len(scene.page.specimens) == 1


@pytest.mark.parametrize(("words", "value"), [("22", 22.0), ("22,5", 22.5), (" 25 ", 25.0)])
def test_a_number_as_people_write_it_is_saved_once_and_drawn(scene, words, value):
    scene.presenter.type("top_mm", words)
    scene.run()
    assert scene.services.chosen == [(System.GOVERNMENT, "top_mm", value)]
    assert scene.saved == 1
    assert len(scene.page.specimens) == 2


@pytest.mark.parametrize("words", ["19,9", "25,1", "-20", "", "hai mươi", "1e9"])
def test_what_the_rules_do_not_allow_is_said_beside_the_field_and_not_saved(scene, words):
    scene.presenter.type("top_mm", words)
    assert "20 mm" in scene.page.wrong["top_mm"]
    assert scene.services.chosen == []
    assert scene.saved == 0


def test_the_same_value_again_saves_nothing(scene):
    scene.presenter.type("top_mm", "20")
    assert scene.saved == 0
    assert len(scene.page.specimens) == 1


def test_a_choice_that_another_one_forbids_is_said_at_the_other_one(scene):
    scene.services.error = OutsideTheRules(value=15.0, field="leading", allowed="16,1–24,15", clause="mục II.6")
    scene.presenter.choose("body_size", 13.0)
    assert "16,1–24,15" in scene.page.wrong["leading"]
    assert scene.saved == 0


def test_a_file_that_cannot_be_written_is_told(scene):
    scene.services.error = BadValue(field="f", value="v", allowed="a")
    scene.presenter.choose("body_size", 13.0)
    assert scene.page.refused == "bad-value"


def test_back_to_the_usual_layout_is_one_saved_action(scene):
    scene.presenter.reset()
    assert (scene.services.resets, scene.saved) == (1, 1)


def test_only_the_newest_specimen_is_shown_and_the_others_are_closed(scene):
    scene.presenter.choose("body_size", 13.0)
    scene.presenter.choose_system(System.PARTY)
    (first, late), _second = scene.waiting
    pictures = first(SILENT)
    late.finished(pictures)
    assert pictures.is_closed
    assert len(scene.page.specimens) == 1


def test_nothing_comes_after_the_file_was_closed(scene):
    scene.presenter.choose("body_size", 13.0)
    scene.presenter.close()
    scene.run()
    assert len(scene.page.specimens) == 1

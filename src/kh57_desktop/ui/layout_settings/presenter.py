"""Choosing the layout of the office's papers: each choice saved at once, as one action. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Protocol

from kh57_desktop.domain.terms import System
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, format_decimal, parse_decimal
from kh57_desktop.progress import Progress
from kh57_desktop.services.layout_choices import LayoutChoice, OutsideTheRules
from kh57_desktop.ui.job_end import RunningJob, StartJob


class NoNumber(UserError):
    """Words where a number belongs."""

    code = "no-number"
    message = N_("“{words}” is no number.")
    hint = N_("Not saved; {value} is still in force.")


class NotAllowed(UserError):
    """A number that the rule beside the field does not allow."""

    code = "layout-not-allowed"
    message = N_("The rules allow {allowed}, “{words}” is outside.")
    hint = N_("Not saved; {value} is still in force.")


class LayoutServices(Protocol):
    """`specimen` runs as a job and opens its own session."""

    def first_system(self) -> System: ...
    def choices(self, system: System) -> Sequence[LayoutChoice]: ...
    def is_own(self, system: System) -> bool: ...
    def choose(self, system: System, name: str, value: float | str) -> bool: ...
    def reset(self, system: System) -> None: ...
    def specimen(self, system: System, progress: Progress) -> Any: ...


class LayoutPage(Protocol):
    def show_choices(self, system: System, choices: Sequence[LayoutChoice], *, is_own: bool) -> None: ...
    def show_wrong(self, name: str, error: UserError) -> None: ...
    def show_refused(self, error: UserError) -> None: ...
    def show_specimen(self, pictures: Any) -> None: ...


def number_words(value: float) -> str:
    """`12,7`, and no more places than there are."""
    return format_decimal(Decimal(str(value)))


def unit_of(name: str) -> str:
    return "mm" if name.endswith("_mm") else "pt"


def range_words(choice: LayoutChoice) -> str:
    least, most = choice.allowed
    return f"{number_words(float(least))}–{number_words(float(most))} {unit_of(choice.name)}"


class LayoutPresenter:
    """Holds which of the two systems is in sight."""

    def __init__(
        self,
        page: LayoutPage,
        services: LayoutServices,
        start: StartJob,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._page = page
        self._services = services
        self._start = start
        self._saved = saved
        self._not_saved = not_saved
        self._system: System | None = None
        self._job: RunningJob | None = None
        self._run = 0

    def open(self) -> None:
        """The page comes into sight."""
        self.choose_system(self._system or self._services.first_system())

    def choose_system(self, system: System) -> None:
        self._system = system
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force now, also after an undo."""
        if self._system is None:
            return
        self._show(self._system)
        self._draw(self._system)

    def type(self, name: str, words: str) -> None:
        """A number was typed, as people write it."""
        system = self._system
        if system is None:
            return
        choice = next(row for row in self._services.choices(system) if row.name == name)
        in_force = f"{number_words(float(choice.value))} {unit_of(name)}"
        number = parse_decimal(words)
        least, most = (float(one) for one in choice.allowed)
        if number is None:
            self._page.show_wrong(name, NoNumber(words=words.strip(), value=in_force))
        elif not least <= float(number) <= most:
            error = NotAllowed(words=words.strip(), allowed=range_words(choice), value=in_force)
            self._page.show_wrong(name, error)
        else:
            self.choose(name, float(number))

    def choose(self, name: str, value: float | str) -> None:
        """Save one choice; the same again saves nothing, and takes a wrong one's mark away."""
        system = self._system
        if system is not None:
            self._attempt(system, name, lambda: self._services.choose(system, name, value))

    def reset(self) -> None:
        system = self._system
        if system is not None:
            self._attempt(system, "", lambda: self._services.reset(system) is None)

    def _attempt(self, system: System, name: str, save: Callable[[], bool]) -> None:
        try:
            changed = save()
        except OutsideTheRules as error:  # a choice that another one in force forbids
            self._show(system)
            self._page.show_wrong(str(error.fields.get("field", name)), _other_forbids(error))
            return
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self._not_saved()
            self._show(system)
            self._page.show_refused(error)
            return
        self._show(system)
        if changed:
            self._saved()
            self._draw(system)

    def _show(self, system: System) -> None:
        self._page.show_choices(system, self._services.choices(system), is_own=self._services.is_own(system))

    def close(self) -> None:
        """The file is being closed: what still comes is not shown."""
        if self._job is not None:
            self._job.cancel()
        self._run += 1

    # the page beside it

    def _draw(self, system: System) -> None:
        if self._job is not None:
            self._job.cancel()
        self._run += 1
        self._job = self._start(lambda progress: self._services.specimen(system, progress), _Drawn(self, self._run))

    def drawn(self, run: int, pictures: Any) -> None:
        if run != self._run:
            pictures.close()
            return
        self._job = None
        self._page.show_specimen(pictures)

    def not_drawn(self, run: int, error: UserError) -> None:
        if run == self._run:
            self._job = None
            self._page.show_refused(error)


def _other_forbids(error: OutsideTheRules) -> UserError:
    value = error.fields.get("value")
    words = number_words(float(value)) if isinstance(value, int | float) else str(value)
    return NotAllowed(words=words, allowed=error.fields.get("allowed"), value=words)


class _Drawn:
    def __init__(self, presenter: LayoutPresenter, run: int) -> None:
        self._presenter, self._run = presenter, run

    def progressed(self, done: int, total: int, text: str) -> None:
        """A few hundredths of a second: nothing to tell."""

    def finished(self, result: Any) -> None:
        self._presenter.drawn(self._run, result)

    def failed(self, error: UserError) -> None:
        self._presenter.not_drawn(self._run, error)

    def cancelled(self) -> None:
        """Another choice was made; its page comes."""

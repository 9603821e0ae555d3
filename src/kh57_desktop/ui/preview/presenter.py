"""Which paper is in sight, making it, printing and saving it. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import Progress
from kh57_desktop.services.printing import PDF, Offer, PaperWanted, file_name, kind_named
from kh57_desktop.ui.job_end import RunningJob, StartJob
from kh57_desktop.ui.preview.print_choice import PrintChoice, pages_to_print


class NotWritten(UserError):
    """The file could not be written where the person wanted it."""

    code = "not-written"
    exit_code = NOT_DONE
    message = N_("The file “{name}” could not be written.")
    hint = N_("The data are safe. Please close the file if it is open in another program, or choose another folder.")


class PaperServices(Protocol):
    """All run as jobs and open their own sessions; pictures are `PagePictures`."""

    def offer(self, plan_id: str, progress: Progress) -> Offer: ...
    def pictures(self, wanted: PaperWanted, progress: Progress) -> Any: ...
    def save(self, wanted: PaperWanted, file_format: str, target: Path, progress: Progress) -> Path: ...
    def save_shown(self, pictures: Any, target: Path) -> Path: ...


class PreviewPage(Protocol):
    def show_offer(self, offer: Offer) -> None: ...
    def show_wanted(self, wanted: PaperWanted) -> None: ...
    def show_paper(self, title: str, pictures: Any) -> None: ...
    def forget(self) -> None: ...
    def show_nothing(self, error: UserError) -> None: ...
    def show_working(self, words: str, *, is_locked: bool) -> None: ...
    def show_progress(self, done: int, total: int, text: str) -> None: ...
    def show_idle(self) -> None: ...
    def show_refused(self, error: UserError) -> None: ...
    def show_done(self, words: str) -> None: ...
    def ask_target(self, proposed: str, file_format: str) -> Path | None: ...


PrintPages = Callable[[Any, PrintChoice, Progress, str], int]
"""Prints the pages of a paper under a title; returns how many."""


def _with_choice(wanted: PaperWanted, offer: Offer, choice: Mapping[str, str]) -> PaperWanted:
    """What was in sight on the page that asks, as far as it is offered.

    A unit or person of whom there is nothing to print stays asked for: the paper says so instead of being everybody's.
    """
    offered = {"period": offer.periods, "body": offer.bodies}
    known = {name: key for name, key in choice.items() if key in [one.key for one in offered.get(name, ())]}
    if "whose" in choice and offer.whose.get(wanted.kind):
        known["whose"] = choice["whose"]
    return replace(wanted, **known)


class PreviewPresenter:
    """One job at a time: another choice stops the making of a paper and begins anew; printing and saving it awaits."""

    def __init__(
        self,
        page: PreviewPage,
        services: PaperServices,
        start: StartJob,
        *,
        print_pages: PrintPages,
        remember: Callable[[PrintChoice], None] = lambda _choice: None,
    ) -> None:
        self._page = page
        self._services = services
        self._start = start
        self._print_pages = print_pages
        self._remember = remember
        self._job: RunningJob | None = None
        self._run = 0
        self._is_locked = False
        self._offer: Offer | None = None
        self._wanted: PaperWanted | None = None
        self._periods: dict[str, str | None] = {}
        """The period last wanted, by kind of paper."""
        self._pictures: Any = None
        self._shown: PaperWanted | None = None

    @property
    def wanted(self) -> PaperWanted | None:
        return self._wanted

    @property
    def title(self) -> str:
        return kind_named(self._wanted.kind).name if self._wanted is not None else ""

    # which paper

    def open(
        self,
        plan_id: str,
        kind: str | None = None,
        view: str | None = None,
        choice: Mapping[str, str] | None = None,
    ) -> None:
        """The page comes into sight, for the plan that is open: the kind asked for, else the one seen last.

        `view`: name of the saved view that the page behind has in force; `choice`: period, body or whose of what was
        in sight there.
        """
        if self._is_locked:
            return
        self.stop()
        self._offer = None
        words = _("Looking what can be printed")
        self._begin(
            words,
            lambda progress: self._services.offer(plan_id, progress),
            lambda it: self._offered(it, kind, view, choice or {}),
        )

    def _offered(self, offer: Offer, kind: str | None, view: str | None, choice: Mapping[str, str]) -> None:
        self._offer = offer
        self._page.show_offer(offer)
        codes = [one.code for one in offer.kinds]
        last = self._wanted.kind if self._wanted is not None else ""
        chosen = kind or (last if last in codes else codes[0])  # a kind that cannot be made says itself why
        usual = replace(self._usual(chosen), view=view if kind is not None else None)
        self._want(_with_choice(usual, offer, choice))

    def _usual(self, kind: str) -> PaperWanted:
        """What was chosen before stays so: body, period, unit and person are mostly wanted for several papers."""
        assert self._offer is not None
        last, offer = self._wanted, self._offer
        periods = [one.key for one in offer.periods_of(kind_named(kind))]
        chosen = self._periods.get(kind)
        period = chosen if chosen in periods else next(iter(periods), None)
        same = last is not None and last.kind == kind and last.body in [one.key for one in offer.bodies]
        body = last.body if same and last is not None else offer.usual_bodies.get(kind)
        offered = [one.key for one in offer.whose.get(kind, ())]
        whose = last.whose if last is not None and last.whose in offered else ""
        return PaperWanted(kind, offer.plan, body, period, whose)

    def choose_kind(self, kind: str) -> None:
        if self._offer is not None and not self._is_locked:
            self._want(self._usual(kind))

    def choose_whose(self, whose: str) -> None:
        if self._wanted is not None and not self._is_locked:
            self._want(replace(self._wanted, whose=whose))

    def choose_body(self, body: str) -> None:
        if self._wanted is not None and not self._is_locked:
            self._want(replace(self._wanted, body=body))

    def choose_view(self, view: str) -> None:
        """Rows and columns of a saved view; "" for all of them."""
        if self._wanted is not None and not self._is_locked:
            self._want(replace(self._wanted, view=view or None))

    def choose_period(self, period: str) -> None:
        if self._wanted is not None and not self._is_locked:
            self._want(replace(self._wanted, period=period))

    def refresh(self) -> None:
        """The data changed: the paper in sight is made again."""
        if self._wanted is not None and not self._is_locked:
            self._want(self._wanted)

    def _want(self, wanted: PaperWanted) -> None:
        self._wanted = wanted
        self._periods[wanted.kind] = wanted.period
        self._page.show_wanted(wanted)
        self.stop()
        words = _("Making “{name}”").format(name=self.title)
        self._begin(words, lambda progress: self._services.pictures(wanted, progress), self._made)

    def _made(self, pictures: Any) -> None:
        self._pictures, self._shown = pictures, self._wanted
        self._page.show_paper(self.title, pictures)

    def _not_made(self, error: UserError | None) -> None:
        """Stopped: what is chosen is again what is in sight. Refused: the paper in sight is none of what is chosen."""
        if error is not None:
            self._pictures = self._shown = None
            self._page.forget()
            self._page.show_refused(error)
        elif self._shown is not None:
            self._wanted = self._shown
            self._page.show_wanted(self._shown)

    # files and the printer

    def save(self, file_format: str) -> None:
        wanted, shown = self._wanted, self._pictures
        if wanted is None or self._is_locked or (file_format == PDF and shown is None):
            return
        target = self._page.ask_target(file_name(wanted, file_format), file_format)
        if target is None:
            return

        def write(progress: Progress) -> Path:
            try:
                if file_format == PDF:
                    return self._services.save_shown(shown, target)
                return self._services.save(wanted, file_format, target, progress)
            except OSError as cause:
                raise NotWritten(name=target.name) from cause

        words = _("Writing “{name}”").format(name=target.name)
        self._begin_locked(words, write, lambda path: self._page.show_done(_("Saved as {path}.").format(path=path)))

    def print(self, choice: PrintChoice) -> None:
        pictures, title = self._pictures, self.title
        if pictures is None or self._is_locked:
            return
        try:
            pages_to_print(choice, len(pictures.sizes))  # a wrong page is said before the printer is asked
        except UserError as error:
            self._page.show_refused(error)
            return
        self._remember(choice)

        def done(count: int) -> None:
            words = _("{count} pages were given to the printer “{name}”.")
            self._page.show_done(words.format(count=count, name=choice.printer))

        words = _("Printing “{name}”").format(name=title)
        self._begin_locked(words, lambda progress: self._print_pages(pictures, choice, progress, title), done)

    # jobs

    def close(self) -> None:
        """The file is being closed: what still comes is not shown."""
        self.stop()
        self._run += 1
        self._pictures = None

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _begin_locked(self, words: str, work: Callable[[Progress], object], done: Callable[[Any], None]) -> None:
        """What is in sight goes to the printer or into a file: it stays in sight until that is over."""
        if self._job is not None:  # still being made
            return
        self._is_locked = True
        self._begin(words, work, done)

    def _begin(self, words: str, work: Callable[[Progress], object], done: Callable[[Any], None]) -> None:
        self._run += 1
        self._page.show_working(words, is_locked=self._is_locked)
        self._job = self._start(work, _End(self, self._run, done))

    def progressed(self, run: int, done: int, total: int, text: str) -> None:
        if run == self._run:
            self._page.show_progress(done, total, text)

    def ended(self, run: int, tell: Callable[[], None]) -> bool:
        """False where something else was begun meanwhile: what ended late is not shown."""
        if run != self._run:
            return False
        self._job, self._is_locked = None, False
        self._page.show_idle()
        tell()
        return True

    def ended_without(self, run: int, error: UserError | None) -> None:
        """Refused, or stopped (`error` None); nothing was changed."""
        is_output = self._is_locked

        def tell() -> None:
            if self._offer is None:
                if error is not None:
                    self._page.show_nothing(error)
            elif not is_output:
                self._not_made(error)
            elif error is not None:
                self._page.show_refused(error)

        self.ended(run, tell)


class _End:
    def __init__(self, presenter: PreviewPresenter, run: int, done: Callable[[Any], None]) -> None:
        self._presenter, self._run, self._done = presenter, run, done

    def progressed(self, done: int, total: int, text: str) -> None:
        self._presenter.progressed(self._run, done, total, text)

    def finished(self, result: Any) -> None:
        shown = self._presenter.ended(self._run, lambda: self._done(result))
        if not shown and hasattr(result, "close"):  # pages that nobody will see
            result.close()

    def failed(self, error: UserError) -> None:
        self._presenter.ended_without(self._run, error)

    def cancelled(self) -> None:
        self._presenter.ended_without(self._run, None)

"""What is set where: the office's choices into its file, those of this person on this PC beside it. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from kh57_desktop.domain.offices import IssuingBody, Office, Superior
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, System, word
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.office_settings.fields import Field, Kind, Section

BODY_FIELDS = (
    ("name", N_("Name")),
    ("header_lines", N_("Header lines")),
    ("symbol", N_("Symbol in numbers")),
    ("authority", N_("Signs on behalf of")),
    ("position", N_("Position of the signer")),
    ("signer", N_("Name of the signer")),
    ("recipients", N_("Recipients")),
    ("filing", N_("Filing line")),
    ("locality", N_("Place before the date")),
)
LISTS = ("header_lines", "authority", "recipients")
ZOOMS = (90, 100, 110, 125, 150)


class Services(Protocol):
    """As `OfficeSettings` gives them."""

    @property
    def user(self) -> str: ...
    def office(self) -> Office: ...
    def bodies(self) -> Sequence[IssuingBody]: ...
    def superiors(self) -> Sequence[Superior]: ...
    def edit_body(self, body_id: str, name: str, words: str) -> None: ...
    def add_body(self, system: System) -> None: ...
    def edit_superior(self, superior_id: str, words: str) -> None: ...
    def due_soon_days(self) -> int: ...
    def set_due_soon_days(self, words: str) -> None: ...
    def clear_count(self) -> int: ...
    def set_clear_count(self, count: int) -> None: ...


class Own(Protocol):
    """What this person chose on this PC, and how it is put on."""

    def theme(self) -> str: ...
    def zoom(self) -> int: ...
    def language(self) -> str: ...
    def backup_folder(self) -> str: ...
    def choose(self, name: str, value: str) -> None: ...


class Page(Protocol):
    def show_sections(self, sections: Sequence[Section]) -> None: ...
    def show_wrong(self, key: str, error: UserError) -> None: ...


class OfficeSettingsPresenter:
    def __init__(
        self,
        page: Page,
        services: Services,
        own: Own,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._page, self._services, self._own = page, services, own
        self._saved, self._not_saved = saved, not_saved

    def refresh(self) -> None:
        bodies = [_body_section(body) for body in self._services.bodies()]
        self._page.show_sections(
            [
                self._own_section(),
                self._work_section(),
                self._office_section(),
                *bodies,
                self._more_bodies(),
                self._superior_section(),
            ]
        )

    def edit(self, key: str, words: str) -> None:
        """A field was left with other words, or a choice was made."""
        scope, _dot, rest = key.partition(".")
        try:
            if scope == "own":
                self._own.choose(rest, words)
            elif scope == "body":
                body_id, _slash, name = rest.partition("/")
                self._services.edit_body(body_id, name, words)
            elif scope == "superior":
                self._services.edit_superior(rest, words)
            elif rest == "horizon":
                self._services.set_due_soon_days(words)
            elif rest == "clear":
                self._services.set_clear_count(int(words))
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self._not_saved()
            self._page.show_wrong(key, error)
            return
        if scope != "own":
            self._saved()
        self.refresh()

    def press(self, key: str) -> None:
        if key.startswith("add."):
            self._services.add_body(System(key.removeprefix("add.")))
            self._saved()
            self.refresh()

    # sections

    def _own_section(self) -> Section:
        own = self._own
        themes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        zooms = [(str(zoom), f"{zoom} %") for zoom in ZOOMS]
        languages = (("vi", "Tiếng Việt"), ("en", "English"))
        return Section(
            _("This computer"),
            (
                Field("own.user", _("Your name"), self._services.user, hint=_("Every entry carries this name.")),
                Field("own.zoom", _("Size of everything"), str(own.zoom()), Kind.CHOICE, zooms),
                Field("own.theme", _("Colours"), own.theme(), Kind.CHOICE, themes),
                Field(
                    "own.language",
                    _("Language"),
                    own.language(),
                    Kind.CHOICE,
                    languages,
                    hint=_("Another language is shown when the program is opened again."),
                ),
                Field(
                    "own.backup_folder",
                    _("Backup folder"),
                    own.backup_folder(),
                    hint=_("Proposed when a backup is made; best on another disk or a stick."),
                ),
            ),
        )

    def _work_section(self) -> Section:
        clear = [(str(len(FIVE_CLEAR)), _("5 clear")), (str(len(SIX_CLEAR)), _("6 clear, with authority"))]
        return Section(
            _("Following the work"),
            (
                Field(
                    "work.horizon",
                    _("Due soon, days before"),
                    str(self._services.due_soon_days()),
                    Kind.NUMBER,
                    hint=_("From so many days before its due day on a task is due soon."),
                ),
                Field("work.clear", _("Marks of a clear task"), str(self._services.clear_count()), Kind.CHOICE, clear),
                Field("go.layout", _("Layout of papers"), _("Margins, fonts, header…"), Kind.BUTTON),
                Field("go.units", _("Units and staff"), _("Units, people, telephones…"), Kind.BUTTON),
            ),
        )

    def _office_section(self) -> Section:
        office = self._services.office()
        name = office.full_name[:1].upper() + office.full_name[1:]
        return Section(
            _("The office"),
            (
                Field("fact.name", _("Commune or ward"), name, Kind.FACT),
                Field("fact.province", _("Province"), f"{office.province} ({office.province_code})", Kind.FACT),
                Field(
                    "fact.code",
                    _("Code"),
                    office.code,
                    Kind.FACT,
                    hint=_(
                        "Packages that were sent carry this code, so it stays; another commune has its own data file."
                    ),
                ),
            ),
        )

    def _more_bodies(self) -> Section:
        present = {body.system for body in self._services.bodies()}
        words = {System.PARTY: _("Add the Party committee"), System.GOVERNMENT: _("Add the people's committee")}
        lacking = tuple(
            Field(f"add.{system.value}", _("Another issuing body"), words[system], Kind.BUTTON)
            for system in System
            if system in words and system not in present
        )
        return Section(_("Further bodies") if lacking else "", lacking)

    def _superior_section(self) -> Section:
        fields = tuple(
            Field(f"superior.{row.id}", _("Superior ({line})").format(line=_line(row)), row.name)
            for row in self._services.superiors()
        )
        return Section(_("Superiors that get the reports"), fields)


def _line(row: Superior) -> str:
    return {"party": word(System.PARTY), "state": word(System.GOVERNMENT)}.get(row.line, row.line)


def _body_section(body: IssuingBody) -> Section:
    values = {
        "header_lines": "; ".join(body.header_lines),
        "authority": "; ".join(body.authority),
        "recipients": "; ".join(body.recipients),
    }
    fields = tuple(
        Field(
            f"body.{body.id}/{name}",
            _(words),
            values.get(name, getattr(body, name) if name not in LISTS else ""),
            hint=_("Several lines are parted by “;”.") if name == "header_lines" else "",
        )
        for name, words in BODY_FIELDS
    )
    return Section(_("Issuing body: {name}").format(name=body.name), fields)

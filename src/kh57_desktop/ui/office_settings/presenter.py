"""What is set where: the office's choices into its file, those of this person on this PC beside it. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path, PureWindowsPath
from typing import Protocol

from kh57_desktop.domain.offices import IssuingBody, Office, Superior
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, OfficeRole, System, word
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.office_settings.fields import Field, Kind, Section

BODY_FIELDS = (
    ("name", N_("Name of the body")),
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
PARTED = "; "
STRICT, LAST_DAY = "strict", "last-day"
ZOOMS = (90, 100, 110, 125, 150)


class Services(Protocol):
    """As `OfficeSettings` gives them."""

    @property
    def user(self) -> str: ...
    def office(self) -> Office: ...
    def bodies(self) -> Sequence[IssuingBody]: ...
    def superiors(self) -> Sequence[Superior]: ...
    def rename_office(self, words: str) -> None: ...
    def change_code(self, words: str) -> None: ...
    def edit_body(self, body_id: str, name: str, words: str) -> None: ...
    def add_body(self, system: System) -> None: ...
    def edit_superior(self, superior_id: str, words: str) -> None: ...
    def due_soon_days(self) -> int: ...
    def set_due_soon_days(self, words: str) -> None: ...
    def clear_count(self) -> int: ...
    def set_clear_count(self, count: int) -> None: ...
    def is_strict_before(self) -> bool: ...
    def set_strict_before(self, strict: bool) -> int: ...
    def drivers(self) -> tuple[str, Sequence[str]]: ...
    def choose_driver(self, path: str) -> None: ...
    def mail_limits(self) -> Limits: ...
    def set_mail_limit(self, name: str, words: str) -> None: ...
    def required_roles(self) -> frozenset[SignerRole]: ...
    def set_required_roles(self, roles: Collection[SignerRole]) -> None: ...


class Limits(Protocol):
    @property
    def warn(self) -> int: ...
    @property
    def refuse(self) -> int: ...


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
        told: Callable[[str], None] = lambda _words: None,
    ) -> None:
        self._page, self._services, self._own = page, services, own
        self._saved, self._not_saved, self._told = saved, not_saved, told

    def refresh(self) -> None:
        bodies = [_body_section(body) for body in self._services.bodies()]
        sections = [
            self._own_section(),
            self._work_section(),
            self._office_section(),
            *bodies,
            self._superior_section(),
            self._sending_section(),
        ]
        self._page.show_sections([section for section in sections if section.fields])

    def edit(self, key: str, words: str) -> None:
        """A field was left with other words, or a choice was made."""
        told = ""
        try:
            told = self._edit(key, words)
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self._not_saved()
            self._page.show_wrong(key, error)
            return
        if not key.startswith("own."):
            self._saved()
        self.refresh()
        if told:
            self._told(told)

    def _edit(self, key: str, words: str) -> str:
        """What is to be told of it, "" where the field itself says enough."""
        scope, _dot, rest = key.partition(".")
        services = self._services
        match scope, rest:
            case "own", _:
                self._own.choose(rest, words)
            case "body", _:
                body_id, _slash, name = rest.partition("/")
                services.edit_body(body_id, name, words)
            case "superior", _:
                services.edit_superior(rest, words)
            case "office", "name":
                services.rename_office(words)
            case "office", "code":
                services.change_code(words)
            case "work", "horizon":
                services.set_due_soon_days(words)
            case "work", "clear":
                services.set_clear_count(int(words))
            case "work", "before":
                count = services.set_strict_before(words == STRICT)
                return _("{count} deadlines were counted anew.").format(count=count) if count else ""
            case "sign", "driver":
                services.choose_driver(words)
            case "mail", _:
                services.set_mail_limit(rest, words)
            case "receive", "roles":
                services.set_required_roles([SignerRole(one) for one in words.split("+") if one])
        return ""

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
            "own",
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
                    browse=_("Choose…"),
                ),
            ),
        )

    def _work_section(self) -> Section:
        clear = [(str(len(FIVE_CLEAR)), _("5 clear")), (str(len(SIX_CLEAR)), _("6 clear, with authority"))]
        before = [
            (LAST_DAY, _("up to and with that day: before 30/6 ends on 30/6")),
            (STRICT, _("up to the day before: before 30/6 ends on 29/6")),
        ]
        return Section(
            "work",
            _("Following the work"),
            (
                Field(
                    "work.horizon",
                    _("Due soon, days before"),
                    str(self._services.due_soon_days()),
                    Kind.NUMBER,
                    hint=_("From so many days before its due day on a task is due soon."),
                ),
                Field(
                    "work.before",
                    _("“Before” a day"),
                    STRICT if self._services.is_strict_before() else LAST_DAY,
                    Kind.CHOICE,
                    before,
                    hint=_(
                        "How deadlines worded “trước ngày …” are counted, here and in reports. A change counts all of "
                        "them anew, also extended and recurring ones; periods that are finished stay. One undo."
                    ),
                ),
                Field("work.clear", _("Marks of a clear task"), str(self._services.clear_count()), Kind.CHOICE, clear),
                Field("go.layout", _("Layout of papers"), _("Margins, fonts, header…"), Kind.BUTTON),
                Field("go.units", _("Units and staff"), _("Units, people, telephones…"), Kind.BUTTON),
            ),
        )

    def _office_section(self) -> Section:
        office = self._services.office()
        present = {body.system for body in self._services.bodies()}
        words = {System.PARTY: _("Add the Party committee"), System.GOVERNMENT: _("Add the people's committee")}
        lacking = tuple(
            Field(f"add.{system.value}", _("Another issuing body"), words[system], Kind.BUTTON)
            for system in System
            if system in words and system not in present
        )
        return Section(
            "office",
            _("The office"),
            (
                Field(
                    "office.name",
                    _("Name of the office"),
                    office.full_name[:1].upper() + office.full_name[1:],
                    hint=_("Header lines, recipients and the place before the date follow where they name the office."),
                ),
                Field(
                    "office.code",
                    _("Code"),
                    office.code,
                    Kind.NUMBER,
                    hint=_(
                        "The official code of the unit; name and province come with it. It stays once a package has it."
                    ),
                ),
                Field("fact.province", _("Province"), f"{office.province} ({office.province_code})", Kind.FACT),
                *lacking,
            ),
        )

    def _superior_section(self) -> Section:
        fields = tuple(
            Field(f"superior.{row.id}", _("Superior ({line})").format(line=_line(row)), row.name)
            for row in self._services.superiors()
        )
        return Section("superiors", _("Superiors that get the reports"), fields, words=_("Superiors"))

    def _sending_section(self) -> Section:
        limits = self._services.mail_limits()
        fields = [
            self._driver_field(),
            Field(
                "mail.warn",
                _("Point out e-mails above"),
                str(limits.warn),
                Kind.NUMBER,
                hint=_("Megabytes of the package. Mail servers of offices often refuse more than 10 or 25 MB."),
            ),
            Field(
                "mail.refuse",
                _("No e-mail above"),
                str(limits.refuse),
                Kind.NUMBER,
                hint=_("Megabytes. A larger package goes by stick or folder; it is never split."),
            ),
        ]
        if self._services.office().role is OfficeRole.SUPERIOR:
            fields.append(self._roles_field())
        return Section("sending", _("Signing and sending"), tuple(fields))

    def _driver_field(self) -> Field:
        chosen, found = self._services.drivers()
        names = ", ".join(dict.fromkeys(map(_file_name, found)))
        choices = [("", _("Found by itself ({names})").format(names=names) if names else _("Found by itself"))]
        choices += [(path, _file_name(path)) for path in found]
        if chosen and chosen not in found:
            lost = "" if Path(chosen).is_file() else _("not there any more")
            choices.append((chosen, " – ".join(filter(None, (_file_name(chosen), lost)))))
        if found or chosen:
            hint = _("The program of the token's maker (PKCS#11). Choose one only where the token is not found.")
        else:
            hint = _("None is installed in its usual place. Please install the program of the token's maker (PKCS#11).")
        label, browse = _("Driver of the token"), _("Choose the file…")
        return Field("sign.driver", label, chosen, Kind.CHOICE, choices, hint=hint, browse=browse)

    def _roles_field(self) -> Field:
        both = "+".join(sorted(SignerRole))
        choices = [
            ("", _("none, each sender signs as it likes")),
            (SignerRole.AUTHOR.value, _("the leader's signature")),
            (SignerRole.OFFICE.value, _("the office's seal")),
            (both, _("both signatures")),
        ]
        return Field(
            "receive.roles",
            _("Required signatures"),
            "+".join(sorted(self._services.required_roles())),
            Kind.CHOICE,
            choices,
            hint=_("A package without them is not valid (TRU-06). It holds for what is received from now on."),
        )


def _file_name(path: str) -> str:
    return PureWindowsPath(path).name


def _line(row: Superior) -> str:
    return {"party": word(System.PARTY), "state": word(System.GOVERNMENT)}.get(row.line, row.line)


def _body_section(body: IssuingBody) -> Section:
    fields = tuple(
        Field(
            f"body.{body.id}/{name}",
            _(words),
            PARTED.join(getattr(body, name)) if name in LISTS else getattr(body, name),
            Kind.LINES if name in LISTS else Kind.TEXT,
        )
        for name, words in BODY_FIELDS
    )
    return Section(f"body.{body.id}", _("Issuing body: {name}").format(name=body.name), fields, words=body.name)

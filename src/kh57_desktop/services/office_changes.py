"""Correcting the office itself: its name and code as typed at the first start, with what was made of them."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.domain import administrative
from kh57_desktop.domain.offices import IssuingBody, Office
from kh57_desktop.domain.terms import OfficeRole, System
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import N_, _, fold, nfc
from kh57_desktop.services.offices import LEVELS, proper_name, standard_body, standard_superiors
from kh57_desktop.services.session import Session


class CodeInUse(UserError):
    """Superiors know the office's packages and certificates by its code."""

    code = "office-code-in-use"
    message = N_("The code {code} stays: {count} packages were made under it.")
    hint = N_("Nothing was changed. Another office has a data file of its own (menu File, New data file).")


class SampleStaysSample(UserError):
    """A sample that became a real office would carry invented figures without their mark."""

    code = "sample-stays-sample"
    message = N_("The sample office keeps its name and code.")
    hint = N_("Nothing was changed. Please start a data file of your own office (menu File, New data file).")


def rename_office(session: Session, words: str) -> Office:
    """The name as it is called, with its level ("phường Hội Phú") or without; header lines made of it follow."""
    office = session.store.offices.office()
    plain = " ".join(nfc(words).split())
    level = next((one for one in _levels(office) if fold(plain).startswith(fold(one) + " ")), office.level)
    if fold(plain) in ("", fold(level)):
        raise BadValue(
            field=_("name of the office"), value=words, allowed=_("the proper name of the commune or province")
        )
    return _change(session, replace(office, name=proper_name(plain, level), level=level))


def change_code(session: Session, words: str) -> Office:
    """The official code; name, level and province come with it from the list of administrative units."""
    office, code = session.store.offices.office(), words.strip()
    if code == office.code:
        return office
    if office.role is OfficeRole.SUPERIOR:
        place, name, level = _province(code, words), "", ""
    else:
        commune = administrative.find_commune(code)
        if commune is None:
            allowed = _("5 digits of a commune after 1 July 2025")
            raise BadValue(field=_("code of the office"), value=words, allowed=allowed)
        place, name, level = _province(commune.province_code, words), commune.name, commune.level
    named = replace(office, name=name or place.name, level=level or place.level, code=code)
    return _change(session, replace(named, province=place.name, province_code=place.code))


def _levels(office: Office) -> tuple[str, ...]:
    is_province = office.role is OfficeRole.SUPERIOR
    return tuple(one for one in LEVELS if (one in administrative.PROVINCE_LEVELS) is is_province)


def _province(code: str, words: str) -> administrative.Province:
    found = next((one for one in administrative.provinces() if one.code == code), None)
    if found is None:
        raise BadValue(field=_("code of the office"), value=words, allowed=_("2 digits of a province"))
    return found


def _change(session: Session, new: Office) -> Office:
    store = session.store
    old = store.offices.office()
    if new == old:
        return old
    if old.is_sample or new.is_sample:
        raise SampleStaysSample
    made = store.packages.all()
    if made and new.code != old.code:
        raise CodeInUse(code=old.code, count=len(made))
    with store.changes(_("Change the office to {name}").format(name=new.full_name)):
        store.offices.put_office(new)
        for body in store.offices.bodies():
            store.offices.put_body(_renamed_body(body, old, new))
        for superior in store.offices.superiors():
            store.offices.put_superior(replace(superior, name=_said(superior.name, old, new)))
    return new


def _renamed_body(body: IssuingBody, old: Office, new: Office) -> IssuingBody:
    """Only where the usual words, or the old name, stand whole; what the office worded itself stays."""
    return replace(
        body,
        name=_said(body.name, old, new),
        header_lines=tuple(_said(line, old, new) for line in body.header_lines),
        recipients=tuple(_said(line, old, new) for line in body.recipients),
        locality=new.name if body.locality == old.name else body.locality,
    )


def _said(words: str, old: Office, new: Office) -> str:
    """What the program would have written for the new office where it wrote these words for the old one."""
    usual = dict(zip(_usual_words(old), _usual_words(new), strict=True))
    if words in usual:
        return usual[words]
    return words.replace(old.full_name, new.full_name).replace(old.full_name.upper(), new.full_name.upper())


def _usual_words(office: Office) -> list[str]:
    bodies = [standard_body(office, system, position=1) for system in System]
    superiors = standard_superiors(office)
    return [
        *(line for body in bodies for line in (body.name, *body.header_lines, *body.recipients)),
        *(superior.name for superior in superiors),
    ]

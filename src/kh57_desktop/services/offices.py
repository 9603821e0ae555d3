"""Setting up an office: a new data file with its issuing bodies and superiors, and later changes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kh57_desktop.domain import administrative
from kh57_desktop.domain.offices import IssuingBody, Office, SignatureBlock, Superior
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import OfficeRole, System
from kh57_desktop.errors import BadValue, UnknownField, UnknownKey
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.session import Session, default_user, device_name, new_id, vietnam_now
from kh57_desktop.services.task_fields import one_of
from kh57_desktop.store.opening import create_store

LEVELS = ("xã", "phường", "đặc khu", "tỉnh", "thành phố")


def create_office(
    path: Path,
    *,
    name: str,
    province: str,
    code: str,
    level: str = "xã",
    system: System = System.PARTY,
    role: OfficeRole = OfficeRole.COMMUNE,
    user: str | None = None,
    now: Callable[[], datetime] = vietnam_now,
) -> Session:
    """A new data file with its first issuing body and the superiors of both lines; the caller closes the session.

    `code` is the statistical code: 5 digits for a commune, 2 for a province.
    """
    if level not in LEVELS:
        raise BadValue(field="--level", value=level, allowed=", ".join(LEVELS))
    digits = 2 if level in administrative.PROVINCE_LEVELS else 5
    if not (code.isascii() and code.isdigit() and len(code) == digits):
        raise BadValue(field="--code", value=code, allowed=_("5 digits for a commune, 2 for a province"))
    name = proper_name(nfc(name), level)
    place = _province(nfc(province), code)
    office = Office(
        id=new_id(),
        name=name,
        level=level,
        province=place.name,
        province_code=place.code,
        code=code,
        role=role,
    )
    person = user or default_user()
    session = Session(create_store(path, device=device_name(), user=person, clock=now), person, now)
    with session.store.changes(_("New data file"), irrevocable=True):
        session.store.offices.put_office(office)
        session.store.offices.put_body(standard_body(office, system, position=1))
        if role is OfficeRole.COMMUNE:
            for superior in standard_superiors(office):
                session.store.offices.put_superior(superior)
    return session


def proper_name(name: str, level: str) -> str:
    """The name without its level ("xã Đồi Chè" is Đồi Chè); raises BadValue where nothing is left."""
    plain = " ".join(name.split())
    if fold(plain).startswith(fold(level) + " "):
        plain = plain[len(level) + 1 :]
    if not plain or fold(plain) == fold(level):
        raise BadValue(field="--name", value=name, allowed=_("the proper name of the commune or province"))
    return plain


def _province(province: str, code: str) -> administrative.Province:
    """The province as the list of administrative units names it; a sample office's is taken as typed.

    A real commune's code and province must agree.
    """
    found = administrative.find_province(province)
    commune = administrative.find_commune(code)
    if found is not None and (commune is None or commune.province_code == found.code):
        return found
    if commune is not None:
        right = next(row for row in administrative.provinces() if row.code == commune.province_code)
        raise BadValue(field="--province", value=province, allowed=f"{right.name} ({commune.full_name}, {code})")
    if code in administrative.SAMPLE_CODES:
        return administrative.Province(code="00", name=province.strip(), level="tỉnh")
    raise BadValue(field="--province", value=province, allowed=_("the name of a province or city after 1 July 2025"))


def province_level(office: Office) -> str:
    """ "tỉnh" or "thành phố", for header lines."""
    found = administrative.find_province(office.province)
    return found.level if found is not None else "tỉnh"


def standard_body(office: Office, system: System, *, position: int) -> IssuingBody:
    """The usual first issuing body of each system (document-format.md a2, a7, b2, b5); the office changes it later."""
    return _party_body(office, position) if system is System.PARTY else _government_body(office, position)


def _party_body(office: Office, position: int) -> IssuingBody:
    if office.role is OfficeRole.SUPERIOR:
        committee = "Thành ủy" if office.level == "thành phố" else "Tỉnh ủy"
        return IssuingBody(
            id=new_id(),
            name=f"Ban Thường vụ {committee}",
            system=System.PARTY,
            header_lines=(f"{committee} {office.name}".upper(),),
            symbol="TU",
            locality=office.name,
            authority=("T/M BAN THƯỜNG VỤ",),
            position="PHÓ BÍ THƯ",
            signer="",
            recipients=("Ban Thường vụ " + committee,),
            filing=f"Lưu Văn phòng {committee}",
            position_order=position,
        )
    upper = f"ĐẢNG BỘ {province_level(office)} {office.province}".upper()
    return IssuingBody(
        id=new_id(),
        name="Ban Thường vụ Đảng ủy",
        system=System.PARTY,
        header_lines=(upper, f"ĐẢNG ỦY {office.full_name}".upper()),
        symbol="ĐU",
        locality=office.name,
        authority=("T/M BAN THƯỜNG VỤ",),
        position="BÍ THƯ",
        signer="",
        recipients=(
            "Ban Thường vụ Tỉnh ủy" if province_level(office) == "tỉnh" else "Ban Thường vụ Thành ủy",
            f"Ban Thường vụ Đảng ủy {office.level}",
            "Các cơ quan tham mưu, giúp việc Đảng ủy",
            "Các chi bộ trực thuộc",
        ),
        filing="Lưu Văn phòng Đảng ủy",
        position_order=position,
    )


def _government_body(office: Office, position: int) -> IssuingBody:
    name = f"Ủy ban nhân dân {office.full_name}"
    return IssuingBody(
        id=new_id(),
        name=name,
        system=System.GOVERNMENT,
        header_lines=(name.upper(),),
        symbol="UBND",
        locality=office.name,
        authority=("TM. ỦY BAN NHÂN DÂN",),
        position="CHỦ TỊCH",
        signer="",
        recipients=(
            "Như trên",
            f"Thường trực Đảng ủy {office.level}",
            f"Chủ tịch, các Phó Chủ tịch UBND {office.level}",
            f"Các cơ quan, đơn vị thuộc {office.level}",
        ),
        filing="Lưu: VT, VHXH",
        position_order=position,
    )


def standard_superiors(office: Office) -> tuple[Superior, Superior]:
    """The usual superiors of a commune, one in each line."""
    level = province_level(office)
    committee = "Thành ủy" if level == "thành phố" else "Tỉnh ủy"
    return (
        Superior(id=new_id(), name=f"{committee} {office.province}", kind="committee", line="party"),
        Superior(id=new_id(), name=f"Ủy ban nhân dân {level} {office.province}", kind="people-committee", line="state"),
    )


def superior_of(session: Session, system: System) -> Superior:
    """Whom papers of this system go to: the superior of its line, else the first one on record."""
    line = "party" if system is System.PARTY else "state"
    rows = session.store.offices.superiors()
    found = next((row for row in rows if row.line == line), rows[0] if rows else None)
    return found or Superior(id="", name="", kind="", line=line)


def body_named(session: Session, name: str | None) -> IssuingBody:
    """The issuing body by name (or symbol), default the first one."""
    bodies = session.store.offices.bodies()
    if name is None:
        return bodies[0]
    wanted = nfc(name).casefold()
    found = [body for body in bodies if wanted in (body.name.casefold(), body.symbol.casefold(), body.system.value)]
    if not found:
        raise UnknownKey(kind=_("issuing body"), key=name)
    return found[0]


def body_of_plan(session: Session, plan: Plan) -> IssuingBody:
    """The body that issues the plan: the one chosen at import, else the first of its system, else the first."""
    bodies = session.store.offices.bodies()
    chosen = [body for body in bodies if body.id == plan.issuing_body_id]
    same_system = [body for body in bodies if body.system is plan.system]
    return (*chosen, *same_system, *bodies)[0]


def signature_of(body: IssuingBody) -> SignatureBlock:
    """The body's usual signature: first authority line, a "KT." line where there is one, position, name."""
    first, *rest = (*body.authority, "")
    return SignatureBlock(authority=first, on_behalf=rest[0] if rest else "", position=body.position, name=body.signer)


_BODY_TEXTS = ("name", "symbol", "locality", "position", "signer", "filing")
_BODY_LINES = ("header_lines", "authority", "recipients")


def add_body_from(session: Session, fields: Mapping[str, str]) -> IssuingBody:
    """A further issuing body of the office: `system=party|government` gives its usual form, other fields change it."""
    system = System(one_of(System, "system", nfc(fields.get("system", "government"))))
    place = len(session.store.offices.bodies()) + 1
    body = standard_body(session.store.offices.office(), system, position=place)
    body = _body_with(body, {name: value for name, value in fields.items() if name != "system"})
    with session.store.changes(_("Add issuing body “{name}”").format(name=body.name)):
        session.store.offices.put_body(body)
    return body


def edit_body(session: Session, body: IssuingBody, fields: Mapping[str, str]) -> IssuingBody:
    """Set fields as typed; header_lines, authority and recipients are lists parted by “;”."""
    changed = _body_with(body, fields)
    if changed != body:
        with session.store.changes(_("Edit issuing body “{name}”").format(name=changed.name)):
            session.store.offices.put_body(changed)
    return changed


def _body_with(body: IssuingBody, fields: Mapping[str, str]) -> IssuingBody:
    for name, raw in fields.items():
        typed = nfc(raw).strip()
        values: dict[str, Any]
        if name in _BODY_TEXTS:
            values = {name: typed}
        elif name in _BODY_LINES:
            values = {name: tuple(line.strip() for line in typed.split(";") if line.strip())}
        else:
            raise UnknownField(kind=_("issuing body"), name=name, allowed=", ".join((*_BODY_TEXTS, *_BODY_LINES)))
        body = replace(body, **values)
    return body

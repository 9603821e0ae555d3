"""Papers on the Ban Chỉ đạo and the Tổ giúp việc: decisions, assignments, conclusions, hand-over of work."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.committee_assignments import committee_assignments_content
from kh57_desktop.documents.kinds.committee_changes import changes_between, committee_changes_content
from kh57_desktop.documents.kinds.committee_decision import committee_decision_content
from kh57_desktop.documents.kinds.conclusion_notice import Meeting, conclusion_notice_content
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.hand_over import hand_over_record_content
from kh57_desktop.documents.kinds.parts import dateline, in_sentence
from kh57_desktop.domain.committee import Assignment, Committee, Member, serving_on
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.resolutions import load_resolution
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.errors import BadValue, UnknownKey
from kh57_desktop.i18n import _, fold, format_date, long_date, nfc, parse_date
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_forms import (
    COMMITTEE_SYMBOL,
    NothingToPrint,
    Request,
    body_form,
    committee_form,
    month_of,
    plan_and_body,
)
from kh57_desktop.services.paper_tasks import of_person, tasks_at
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers.bases import picked_bases
from kh57_desktop.services.session import Session

_CONCLUSION = re.compile(r"kết luận", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}|ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)


def committee_decision(session: Session, request: Request) -> Content:
    """Thành lập as long as no decision is on record; kiện toàn where the list has changed since the last one."""
    committee = _committee(session, request, CommitteeKind.STEERING)
    body = _body(session, request, committee)
    form = body_form(session, body, request.on)
    members, replaces, number, day = _list_at_hand(session, committee, request.on)
    deciding = body.name.upper() if form.is_party else f"CHỦ TỊCH {body.name.upper()}"
    return committee_decision_content(
        _numbered(_signed_by_head(form), number, day),
        committee,
        members,
        bases=_bases(session, form, committee),
        deciding=deciding,
        replaces=replaces,
        work=_resolution(session)[1],
        carried_out_by=_offices(form, body),
    )


def committee_changes(session: Session, request: Request) -> Content:
    """Who comes, leaves or changes role since the decision in force: what no decision has taken up yet."""
    committee = _committee(session, request, CommitteeKind.STEERING)
    body = _body(session, request, committee)
    if not committee.decision:
        raise NothingToPrint(what=_("no decision on the committee is on record, so nothing has changed since one"))
    rows = session.store.committees.members(committee.id)
    now = serving_on(rows, request.on)
    left = {row.id for row in rows if row.active_to is not None and row.active_to < request.on and not row.decision_out}
    before = [row for row in rows if row.id in left or (row.decision_in and row in now)]
    changes = changes_between(before, now)
    if not changes:
        raise NothingToPrint(what=_("the members are those of the decision in force"))
    day = f" {long_date(committee.decided_on)}" if committee.decided_on else ""
    return committee_changes_content(
        body_form(session, body, request.on),
        committee,
        changes,
        replaces=f"Quyết định số {committee.decision}{day}",
        count=len(now),
    )


def helper_group_decision(session: Session, request: Request) -> Content:
    """The Tổ giúp việc is set up by the Ban Chỉ đạo (steering-committee.md section 3)."""
    group = _committee(session, request, CommitteeKind.HELPER_GROUP)
    steering = [row for row in session.store.committees.all() if row.kind is CommitteeKind.STEERING]
    parent = next((row for row in steering if row.id == group.parent_id), steering[0] if steering else None)
    if parent is None:
        raise NothingToPrint(what=_("there is no steering committee yet"))
    body = _body(session, request, parent)
    heads = serving_on(session.store.committees.members(parent.id), request.on)
    form = committee_form(session, body, parent, heads, request.on)
    members, replaces, number, day = _list_at_hand(session, group, request.on)
    bases = []
    if parent.decision:
        decided = f" {long_date(parent.decided_on)}" if parent.decided_on else ""
        bases.append(f"Căn cứ Quyết định số {parent.decision}{decided} về việc thành lập {parent.name}")
    bases.append(_proposal(form, parent.standing_body))
    return committee_decision_content(
        _numbered(form, number, day),
        group,
        members,
        bases=bases,
        deciding="BAN CHỈ ĐẠO" if form.is_party else "TRƯỞNG BAN CHỈ ĐẠO",
        replaces=replaces,
        parent="Ban Chỉ đạo",
        carried_out_by="Các thành viên Ban Chỉ đạo, các cơ quan, đơn vị có liên quan",
    )


def assignments(session: Session, request: Request) -> Content:
    committee = _committee(session, request, CommitteeKind.STEERING)
    body = _body(session, request, committee)
    plan = session.store.plans.newest()
    store = session.store
    members = serving_on(store.committees.members(committee.id), request.on)
    form = committee_form(session, body, committee, members, request.on)
    return committee_assignments_content(
        replace(committee, system=body.system),
        members,
        store.committees.assignments(committee.id),
        groups=store.plans.groups(plan.id) if plan else (),
        tasks=store.tasks.of_plan(plan.id) if plan else (),
        indicators=store.indicators.of_plan(plan.id) if plan else (),
        units=store.offices.units(),
        header_lines=form.header_lines,
        symbol=COMMITTEE_SYMBOL,
        dateline=dateline(body.locality, month_of(request.on)),
        signature=form.signature,
        recipients=body.recipients,
        filing=body.filing,
        sample=form.sample,
    )


def conclusion_notice(session: Session, request: Request) -> Content:
    """The tasks whose note names the conclusions of a meeting, of the last one or of the day that is asked for."""
    plan = plan_of(session, request.plan)
    committee = _committee(session, request, CommitteeKind.STEERING)
    by_day: dict[date, list[Task]] = {}
    for task in session.store.tasks.of_plan(plan.id):
        day = meeting_day(task.note)
        if day is not None and (request.meeting is None or day == request.meeting):
            by_day.setdefault(day, []).append(task)
    if not by_day:
        what = _("no task's note names conclusions of a meeting with its day (“Kết luận cuộc họp ngày 15/9/2026”)")
        if request.meeting is not None:
            what = _("no task's note names conclusions of {day}").format(day=format_date(request.meeting))
        raise NothingToPrint(what=what)
    day = max(by_day)
    body = _body(session, request, committee)
    members = serving_on(session.store.committees.members(committee.id), request.on)
    form = committee_form(session, body, committee, members, request.on)
    names = {unit.id: unit.name for unit in session.store.offices.units()}
    meeting = Meeting(f"cuộc họp {committee.name}", day, "đồng chí Trưởng ban")
    return conclusion_notice_content(form, meeting, by_day[day], names)


def meeting_day(note: str) -> date | None:
    """The day that a note names after the word "kết luận"; None where it names none."""
    match = _CONCLUSION.search(note)
    found = _DAY.search(note, match.end()) if match else None
    if found is None:
        return None
    words = "/".join(found.groups()) if found[1] else found[0]
    return parse_date(words, default_year=2000)


def hand_over_record(session: Session, request: Request) -> Content:
    """Open work and assignments of the `person` who leaves."""
    if not request.person:
        raise BadValue(field="--person", value="", allowed=_("the full name of the person who leaves"))
    plan, body = plan_and_body(session, request)
    name = nfc(request.person).strip()
    rows = [row for row in tasks_at(session, plan, request.on) if row.is_open]
    lines = of_person(session, request, rows)
    post, assigned = _standing_work(session, plan, name, request.on)
    if not (lines or assigned or post):
        raise UnknownKey(kind=_("person on record"), key=name)
    return hand_over_record_content(
        body_form(session, body, request.on),
        leaving=name,
        post=post,
        receiver=request.receiver,
        lines=lines,
        assignments=assigned,
        on=request.on,
    )


def _standing_work(session: Session, plan: Plan, name: str, on: date) -> tuple[str, list[str]]:
    """The person's post as a member, and what is assigned beside single tasks."""
    tables, store = session.store.committees, session.store
    groups = {row.id: f"Nhóm nhiệm vụ {row.number}: {row.title}" for row in store.plans.groups(plan.id)}
    indicators = {row.id: f"Chỉ tiêu {row.code}: {row.text}" for row in store.indicators.of_plan(plan.id)}
    units = {row.id: f"Theo dõi {row.name}" for row in store.offices.units()}
    post = next((row.post for row in store.offices.people() if fold(row.full_name) == fold(name)), "")
    found = [f"Người đứng đầu {row.name}" for row in store.offices.units() if row.head and fold(row.head) == fold(name)]
    for committee in tables.all():
        for member in serving_on(tables.members(committee.id), on):
            if fold(member.name) != fold(name):
                continue
            post = post or member.post
            found.append(f"{member.role} {committee.name}{f': {in_sentence(member.field)}' if member.field else ''}")
            rows = tables.assignments(committee.id)
            found += [_words(one, groups, indicators, units) for one in rows if one.member_id == member.id]
    return post, [text for text in found if text]


def _words(one: Assignment, *named: dict[str, str]) -> str:
    for target in (one.task_group_id, one.indicator_id, one.unit_id):
        for names in named:
            if target in names:
                return names[target]
    return one.text


# --- decisions ----------------------------------------------------------------------------------------------------


def _committee(session: Session, request: Request, kind: CommitteeKind) -> Committee:
    """Of several of a kind that of the body asked for: the Party's and the UBND's stand side by side."""
    rows = session.store.committees.all()
    found = [row for row in rows if row.kind is kind]
    system = body_named(session, request.body).system if request.body else None
    found.sort(key=lambda row: row.system is not system)
    if not found:
        is_steering = kind is CommitteeKind.STEERING
        raise NothingToPrint(
            what=_("there is no steering committee yet") if is_steering else _("there is no helper group yet")
        )
    return found[0]


def _body(session: Session, request: Request, committee: Committee) -> IssuingBody:
    own = next((row for row in session.store.offices.bodies() if row.system is committee.system), None)
    return body_named(session, request.body) if request.body else own or body_named(session, None)


def _list_at_hand(
    session: Session, committee: Committee, on: date
) -> tuple[list[Member], str, str | None, date | None]:
    """The members, the decision that the list replaces ("" for none), number and day as far as issued.

    A change without a decision since the last one asks for a new decision; without any the last one is printed
    again as it was issued.
    """
    rows = session.store.committees.members(committee.id)
    members = serving_on(rows, on)
    if not members:
        raise NothingToPrint(what=_("the committee has no members on {day}").format(day=format_date(on)))
    if not committee.decision:
        return members, "", None, None
    day = f" {long_date(committee.decided_on)}" if committee.decided_on else ""
    is_changed = any(not row.decision_in for row in members) or any(
        row.active_to and not row.decision_out for row in rows
    )
    if is_changed:
        return members, f"Quyết định số {committee.decision}{day}", None, None
    earlier = next((row.decision_in for row in rows if row.decision_in not in ("", committee.decision)), "")
    replaces = f"Quyết định số {earlier}" if earlier else ""
    return members, replaces, committee.decision, committee.decided_on


def _numbered(form: Form, number: str | None, day: date | None) -> Form:
    """As issued, where the number belongs to the form's own system; else blanks."""
    if number is None or ("/" in number.partition("-")[0]) is form.is_party:
        return form
    return replace(form, number=number, day_words=day.isoformat() if day else form.day_words)


def _signed_by_head(form: Form) -> Form:
    """A government decision is the Chủ tịch's own: no TM. (document-format.md d5)."""
    if form.is_party:
        return form
    signature = form.signature
    return replace(form, signature=replace(signature, authority=signature.on_behalf, on_behalf=""))


def _bases(session: Session, form: Form, committee: Committee) -> list[str]:
    law = (
        ("Căn cứ Điều lệ Đảng",)
        if form.is_party
        else ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",)
    )
    picked = picked_bases(session) or (f"Căn cứ {_resolution(session)[0]}",)
    return [*law, *picked, _proposal(form, committee.standing_body)]


def _proposal(form: Form, standing_body: str) -> str:
    usual = "Văn phòng Đảng ủy" if form.is_party else "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
    who = standing_body.strip().rstrip(".;,") or usual
    return f"{'Xét' if form.is_party else 'Theo'} đề nghị của {who}"


def _resolution(session: Session) -> tuple[str, str]:
    """Whole and short name of the resolution that the newest plan carries out."""
    plan = session.store.plans.newest()
    pack = load_resolution(plan.resolution if plan else "NQ57")
    return pack.name, pack.short_name


def _offices(form: Form, body: IssuingBody) -> str:
    if body.system is System.PARTY:
        return "Văn phòng Đảng ủy, các cơ quan, đơn vị có liên quan"
    office = f"Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {form.place}"
    return f"{office}, Thủ trưởng các cơ quan, đơn vị có liên quan"

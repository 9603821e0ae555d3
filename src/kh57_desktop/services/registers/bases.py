"""The register of directing documents as the source of legal bases: linked to work, picked for new papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.domain.directives import Directive, DirectiveLink, basis_line, in_chain
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.indicators import indicator_by_key
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.tasks import task_by_key


def picked_bases(session: Session) -> tuple[str, ...]:
    """ "Căn cứ …" lines of the documents ticked as a basis, from the top of the chain down."""
    chain = in_chain(session.store.registers.directives.all())
    return tuple(basis_line(row) for row, _depth in chain if row.is_basis)


def add_bases(session: Session, plan: Plan, directives: Sequence[Directive]) -> Plan:
    """Put the lines of `directives` behind the bases of a plan, each once, and link them to it; one undo."""
    known = {fold(line.rstrip(" ;.,")) for line in plan.bases}
    lines = [line for line in map(basis_line, directives) if fold(line) not in known]
    changed = replace(plan, bases=(*plan.bases, *lines))
    linked = {link.directive_id for link in session.store.registers.directive_links.where("plan_id = ?", (plan.id,))}
    links = [DirectiveLink(new_id(), row.id, plan_id=plan.id) for row in directives if row.id not in linked]
    if lines or links:
        with session.store.changes(_("Add {count} bases to plan {code}").format(count=len(lines), code=plan.code)):
            if lines:
                session.store.plans.put(changed)
            for link in links:
                session.store.registers.directive_links.put(link)
    return changed


def set_links(session: Session, directive: Directive, words: str) -> list[DirectiveLink]:
    """What comes from a document, as typed: codes parted by commas (K1, N3, C2, K2/N5); replaces what was linked.

    Raises UnknownKey for a code that no row has.
    """
    wanted = [_link(session, directive, code) for code in _codes(words)]
    table = session.store.registers.directive_links
    present = table.where("directive_id = ?", (directive.id,))
    kept = [link for link in present if any(_same(link, one) for one in wanted)]
    own = _own_tasks(session, directive)
    named = {one.task_id for one in wanted}
    new = [one for one in wanted if one.task_id not in own and not any(_same(one, link) for link in present)]
    gone = [link for link in present if link not in kept]
    left = [task for task_id, task in own.items() if task_id not in named]
    if new or gone or left:
        with session.store.changes(_("Link {name} to {codes}").format(name=directive.name, codes=words or "–")):
            for link in gone:
                table.to_bin(link.id)
            for link in new:
                table.put(link)
            for task in left:
                session.store.tasks.put(replace(task, directive_id=None))
    return [*kept, *new]


def _own_tasks(session: Session, directive: Directive) -> dict[str, Task]:
    """Tasks that name the document themselves."""
    return {task.id: task for task in session.store.tasks.of_directives() if task.directive_id == directive.id}


def _codes(words: str) -> list[str]:
    found = [code.strip().upper() for code in nfc(words).replace(";", ",").split(",")]
    return list(dict.fromkeys(code for code in found if code))


def _link(session: Session, directive: Directive, code: str) -> DirectiveLink:
    plan_code, slash, rest = code.partition("/")
    plan = plan_of(session, plan_code) if slash else None
    plain = rest.strip() if slash else code
    if plain.startswith("K"):
        return DirectiveLink(new_id(), directive.id, plan_id=plan_of(session, plain).id)
    if plain.startswith("N"):
        return DirectiveLink(
            new_id(), directive.id, task_id=task_by_key(session, plan or plan_of(session, None), plain).id
        )
    if plain.startswith("C"):
        found = indicator_by_key(session, plan or plan_of(session, None), plain)
        return DirectiveLink(new_id(), directive.id, indicator_id=found.id)
    raise BadValue(field=_("Linked to"), value=code, allowed="K1, N3, C2")


def _same(one: DirectiveLink, other: DirectiveLink) -> bool:
    return (one.plan_id, one.task_id, one.indicator_id) == (other.plan_id, other.task_id, other.indicator_id)


def directives_of_task(session: Session, task_id: str) -> list[Directive]:
    """The documents that a task comes from, from the top of the chain down."""
    links = {link.directive_id for link in session.store.registers.directive_links.where("task_id = ?", (task_id,))}
    links |= {session.store.tasks.get(task_id).directive_id or ""}
    return [row for row, _depth in in_chain(session.store.registers.directives.all()) if row.id in links]


def directives_of_indicator(session: Session, indicator_id: str) -> list[Directive]:
    table = session.store.registers.directive_links
    links = {link.directive_id for link in table.where("indicator_id = ?", (indicator_id,))}
    return [row for row, _depth in in_chain(session.store.registers.directives.all()) if row.id in links]

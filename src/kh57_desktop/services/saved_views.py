"""Views that an office saves for its tables: the same name again replaces the view."""

from __future__ import annotations

from kh57_desktop.domain.saved_views import SavedView, ViewContent
from kh57_desktop.errors import BadValue, UnknownKey
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.session import Session, new_id

LONGEST_NAME = 60


def views_of(session: Session, subject: str) -> list[SavedView]:
    """Views of one table ("tasks", "indicators", …) in the order in which they were made."""
    return session.store.views.of(subject)


def save_view(session: Session, subject: str, name: str, content: ViewContent) -> SavedView:
    """Save under a name; a view of the same name (marks and case ignored) is replaced."""
    plain = " ".join(nfc(name).split())
    if not plain or len(plain) > LONGEST_NAME:
        allowed = _("a name of up to {count} letters").format(count=LONGEST_NAME)
        raise BadValue(field=_("name of the view"), value=name, allowed=allowed)
    views = session.store.views.of(subject)
    known = next((view for view in views if fold(view.name) == fold(plain)), None)
    view = SavedView(
        known.id if known else new_id(), subject, plain, content, known.position if known else len(views) + 1
    )
    if view != known:
        with session.store.changes(_("Save view {name}").format(name=plain)):
            session.store.views.put(view)
    return view


def view_named(session: Session, subject: str, name: str) -> SavedView:
    """The view of this name; raises UnknownKey."""
    for view in session.store.views.of(subject):
        if fold(view.name) == fold(nfc(name).strip()):
            return view
    raise UnknownKey(kind=_("view"), key=name)


def drop_view(session: Session, view: SavedView) -> None:
    with session.store.changes(_("Delete view {name}").format(name=view.name)):
        session.store.views.to_bin(view.id)

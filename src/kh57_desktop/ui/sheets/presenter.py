"""What happens on any sheet of records: cells set, pasted and filled, rows moved, sorted, seen through views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kh57_desktop.domain.saved_views import SavedView, ViewContent
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.registers.fields import Field
from kh57_desktop.services.sheet_changes import Attempt, Change, PastedSheet, RefusedField, read_pasted, usable

MOST_NAMED = 5
"""Refused cells that are named one by one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed into a cell and could not be saved; `row_id` "" in the empty row."""

    row_id: str
    field: str
    words: str


class SheetServices(Protocol):
    """What a sheet needs of the services; `key`: which sheet, `year`: what new rows get where they have one."""

    def edit(self, key: str, record: Any, fields: Mapping[str, str]) -> str: ...
    def judge(self, key: str, year: int | None) -> Attempt: ...
    def put(self, key: str, changes: Sequence[Change], words: str, year: int | None) -> list[str]: ...
    def bin(self, key: str, records: Sequence[Any]) -> None: ...
    def move(self, key: str, records: Sequence[Any], before: Any | None, *, stays: bool) -> None: ...
    def views(self, key: str) -> list[SavedView]: ...
    def save_view(self, key: str, name: str, content: ViewContent) -> SavedView: ...
    def drop_view(self, view: SavedView) -> None: ...
    def wanted_of(self, key: str, content: ViewContent) -> Any: ...


class SheetPageView(Protocol):
    """What the presenter asks of the page."""

    def show_refused(self, error: UserError, draft: Draft | None) -> None: ...
    def show_told(self, words: str) -> None: ...
    def show_done(self, words: str) -> None: ...
    def show_pasted(self, pasted: PastedSheet | None) -> None: ...
    def show_views(self, views: Sequence[SavedView], current: str) -> None: ...
    def mark_doubts(self, doubts: Mapping[tuple[str, str], str]) -> None: ...
    def close_strips(self) -> None: ...
    def lay_columns(self, content: ViewContent | None) -> None: ...
    def go_to(self, row_id: str, field: str = "") -> None: ...


class SheetPresenter:
    """Subclasses say which sheet is chosen, what it is narrowed to, and show it anew."""

    key: str

    def __init__(
        self,
        page: Any,
        services: Any,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._sheet_page: SheetPageView = page
        self._sheets: SheetServices = services
        self._saved, self._not_saved = saved, not_saved
        self._rows: Sequence[Sequence[str]] = ()
        self._fields: Sequence[Field] = ()
        self._from_field = ""
        self._pasted: PastedSheet | None = None
        self._view = ""

    @property
    def wanted(self) -> Any:
        """What the sheet in sight is narrowed to."""
        raise NotImplementedError

    def look_for(self, wanted: Any) -> None:
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the file as it is now."""
        raise NotImplementedError

    @property
    def _year(self) -> int | None:
        return getattr(self.wanted, "year", None)

    # cells

    def edit(self, record: Any, field: str, words: str) -> None:
        """A cell was left with other words than it had."""
        draft = Draft(record.id, field, words)
        self.attempt(lambda: self._sheets.edit(self.key, record, {field: words}), draft)

    def edit_cells(self, changes: Sequence[Change], words: str) -> None:
        """Many cells in one action; those that could not be used are coloured and named."""
        if not changes:
            return
        good, refused = usable(changes, self._sheets.judge(self.key, self._year))
        if good and not self.attempt(lambda: self._sheets.put(self.key, good, words, self._year)):
            return
        self._tell_refused(sum(len(fields) for _record, fields in good), refused)

    def _tell_refused(self, done: int, refused: Sequence[RefusedField]) -> None:
        told = _("“{words}” was pasted: {reason}")
        self._sheet_page.mark_doubts(
            {
                (cell.record.id, cell.field): told.format(words=cell.words, reason=cell.error.sentence)
                for cell in refused
                if cell.record is not None
            }
        )
        if refused:
            named = "; ".join(f"“{cell.words}”" for cell in refused[:MOST_NAMED])
            words = _("{done} cells were set. {count} could not be read and were left as they were: {cells}")
            more = " …" if len(refused) > MOST_NAMED else ""
            self._sheet_page.show_told(words.format(done=done, count=len(refused), cells=named + more))

    def set_for_all(self, records: Sequence[Any], field: str, words: str) -> None:
        changes = [(record, {field: words}) for record in records]
        if changes and self.attempt(lambda: self._sheets.put(self.key, changes, "", self._year)):
            self._sheet_page.close_strips()

    def bin(self, records: Sequence[Any]) -> None:
        if records:
            self.attempt(lambda: self._sheets.bin(self.key, records))

    def move(self, records: Sequence[Any], before: Any | None, stays: bool) -> None:
        self.attempt(lambda: self._sheets.move(self.key, records, before, stays=stays))

    # paste

    def preview(self, rows: Sequence[Sequence[str]], fields: Sequence[Field], from_field: str) -> None:
        """Show what pasted rows would become before anything is saved."""
        self._rows, self._fields, self._from_field = rows, fields, from_field
        self.choose_columns(None)

    def choose_columns(self, columns: Sequence[str] | None) -> None:
        """A person said what the columns are; None: as their headings or their place say."""
        attempt = self._sheets.judge(self.key, self._year)
        self._pasted = read_pasted(
            self._rows, self._fields, from_field=self._from_field, attempt=attempt, columns=columns
        )
        self._sheet_page.show_pasted(self._pasted)

    def accept(self) -> None:
        """The rows of the preview are added."""
        self._put_pasted(())

    def overwrite(self, records: Sequence[Any]) -> None:
        """The rows of the preview go over these records; those beyond the last are added."""
        self._put_pasted(records)

    def _put_pasted(self, records: Sequence[Any]) -> None:
        pasted, made = self._pasted, []
        if pasted is None:
            return
        changes, refused = usable(pasted.changes(records), self._sheets.judge(self.key, self._year))
        words = _("Paste {count} rows").format(count=len(changes))
        if changes and self.attempt(lambda: made.extend(self._sheets.put(self.key, changes, words, self._year))):
            self.drop_pasted()
            self._sheet_page.go_to(made[0])
            self._sheet_page.show_done(_("Pasted {count} rows.").format(count=len(changes)))
            if refused:
                self._tell_refused(sum(len(fields) for _record, fields in changes), refused)

    def drop_pasted(self) -> None:
        self._pasted, self._rows = None, ()
        self._sheet_page.show_pasted(None)

    # order and views

    def sort_by(self, field: str) -> None:
        """A heading was pressed: by this column, backwards, and again the sheet's own order."""
        wanted = self.wanted
        if not field or (wanted.sort == field and wanted.is_descending):
            self.look_for(replace(wanted, sort="", is_descending=False))
        else:
            self.look_for(replace(wanted, sort=field, is_descending=wanted.sort == field))

    def refresh_views(self) -> None:
        self._sheet_page.show_views(self._sheets.views(self.key), self._view)

    @property
    def view_name(self) -> str | None:
        """Of the view in force: what is printed has its rows and columns."""
        return next((view.name for view in self._sheets.views(self.key) if view.id == self._view), None)

    def save_view(self, name: str, content: ViewContent) -> None:
        made: list[SavedView] = []
        if self.attempt(lambda: made.append(self._sheets.save_view(self.key, name, content))):
            self._view = made[0].id
            self._sheet_page.close_strips()
            self.refresh_views()

    def choose_view(self, view: SavedView | None) -> None:
        """Narrowed, in order and with the columns that the view says; None: everything in its own order."""
        self._view = view.id if view is not None else ""
        self.look_for(self._sheets.wanted_of(self.key, view.content if view is not None else ViewContent(sort="")))
        self._sheet_page.lay_columns(view.content if view is not None else None)
        self.refresh_views()

    def drop_view(self, view: SavedView) -> None:
        if self.attempt(lambda: self._sheets.drop_view(view)):
            self._view = ""
            self.refresh_views()

    def leave_view(self) -> None:
        """Another sheet was chosen: it has views of its own."""
        self._view = ""
        self._pasted = None
        self.refresh_views()

    # saving

    def attempt(self, save: Callable[[], Any], draft: Draft | None = None) -> bool:
        """Save; a refusal is shown and False, else the page is shown anew."""
        try:
            save()
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self._not_saved()
            self._sheet_page.show_refused(error, draft)
            return False
        self._saved()
        self.refresh()
        return True

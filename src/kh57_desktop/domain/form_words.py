"""Words for what is in doubt about a returned form and for how a unit was chased, in one place for all faces."""

from __future__ import annotations

from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.domain.form_changes import ChangeKind
from kh57_desktop.domain.unit_forms import Doubtful
from kh57_desktop.i18n import N_, _

_DOUBTS: dict[Doubtful, str] = {
    Doubtful.UNKNOWN_ROW: N_("the unit added this row; the form does not have it"),
    Doubtful.CONTRADICTION: N_("key, code and words of this row do not belong together; rows may have been moved"),
    Doubtful.TWICE: N_("two rows of the file are the same work"),
    Doubtful.MERGED: N_("the value stands in cells merged over several rows"),
    Doubtful.UNREADABLE: N_("the number or the day cannot be understood"),
    Doubtful.ONE_OR_HUNDRED: N_("“1” may mean 1 % or all of it; please write 1% or 100%"),
    Doubtful.OUT_OF_RANGE: N_("a per cent lies between 0 and 100"),
    Doubtful.FUTURE: N_("the day of finishing is still to come"),
    Doubtful.LESS_THAN_BEFORE: N_("less than what was reported before"),
    Doubtful.DONE_IN_PART: N_("a day of finishing is given, but less than 100 %"),
    Doubtful.NO_DAY: N_("100 % without the day of finishing"),
    Doubtful.CLOSED: N_("the task is closed already"),
    Doubtful.VALUE: N_("the value looks wrong beside the one before or its unit"),
    Doubtful.LOCKED: N_("the period was reported and is locked; a correction opens it"),
    Doubtful.CONFLICT: N_("another file says something else of this row"),
}
_KINDS: dict[ChangeKind, str] = {
    ChangeKind.NEW: N_("new"),
    ChangeKind.CHANGED: N_("changed"),
    ChangeKind.SAME: N_("the same"),
    ChangeKind.DOUBTFUL: N_("doubtful"),
}
_CHASES: dict[ChaseKind, str] = {
    ChaseKind.LETTER: N_("letter"),
    ChaseKind.MESSAGE: N_("message"),
    ChaseKind.TELEPHONE: N_("telephone call"),
}


def doubt_words(doubt: Doubtful) -> str:
    return _(_DOUBTS[doubt])


def kind_words(kind: ChangeKind) -> str:
    return _(_KINDS[kind])


def chase_words(kind: ChaseKind) -> str:
    return _(_CHASES[kind])

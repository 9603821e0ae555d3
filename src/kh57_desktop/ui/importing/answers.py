"""The words of what a person can answer to a doubt, and of what a correction is called in its undo."""

from __future__ import annotations

from kh57_desktop.domain.corrections.doubts import Answer
from kh57_desktop.domain.corrections.draft import RowKind
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.i18n import N_

ANSWERS = {
    Answer.RIGHT: N_("It is right"),
    Answer.JOIN: N_("Join the two"),
    Answer.APART: N_("Keep apart"),
    Answer.JOIN_ABOVE: N_("Join to the row above"),
    Answer.SPLIT: N_("Split into 2"),
    Answer.DROP: N_("Leave it out"),
    Answer.TASK: N_("It is a task"),
    Answer.NOT_OURS: N_("Not the commune's task"),
    Answer.CONTINUOUS: N_("Continuous"),
    Answer.ADD_ANNEX: N_("Choose the annex…"),
    Answer.FIRST_LEADS: N_("The first leads, the others support"),
}

KINDS = {
    RowKind.GROUP: N_("Task group"),
    RowKind.TASK: N_("Task"),
    RowKind.INDICATOR: N_("Indicator"),
    RowKind.BODY: N_("Body with duties"),
    RowKind.DUTY: N_("Duty"),
    RowKind.MEMBER: N_("Member"),
}

CHANGES = {
    ChangeKind.NEW: N_("New"),
    ChangeKind.CHANGED: N_("Changed"),
    ChangeKind.SAME: N_("Same"),
    ChangeKind.VANISHED: N_("Vanished"),
}

"""What a reorganisation changes: who comes, who leaves, who gets another role."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.documents.kinds.committee_changes import ADDED, CHANGED, LEFT, MOVED, changes_between
from kh57_desktop.domain.committee import Member
from kh57_desktop.domain.terms import RoleRank


def member(name: str, role: str = "Ủy viên", post: str = "") -> Member:
    return Member(f"{name}-{role}", "c", name, post or f"Chức vụ của {name}", RoleRank.MEMBER, role)


MEMBERS = st.lists(
    st.builds(member, st.sampled_from("ABCDEFG"), st.sampled_from(["Ủy viên", "Thư ký"])),
    unique_by=lambda one: one.name,
    max_size=7,
)


@given(MEMBERS, MEMBERS)
def test_the_changes_make_the_new_list_of_the_old(before: list[Member], after: list[Member]) -> None:
    roles = {one.name: one.role for one in before}
    for change in changes_between(before, after):
        if change.after is None:
            assert change.words == LEFT
            del roles[change.before.name]
        else:
            assert change.words == (CHANGED if change.after.name in roles else ADDED)
            roles[change.after.name] = change.after.role
    assert roles == {one.name: one.role for one in after}


@given(MEMBERS)
def test_nothing_changes_between_equal_lists(members: list[Member]) -> None:
    assert changes_between(members, [replace(one, id="other") for one in members]) == ()


def test_another_spelling_of_a_name_is_the_same_person_and_a_new_post_is_a_change() -> None:
    (change,) = changes_between([member("Lê Văn Thuý", post="Phó")], [member("Lê Văn Thúy", post="Trưởng")])
    assert change.words == MOVED

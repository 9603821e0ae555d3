from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.committee import Member, in_order, rank_of, serving_on
from kh57_desktop.domain.terms import RoleRank

RANKS = {
    "Trưởng ban": RoleRank.HEAD,
    "Trưởng Ban Chỉ đạo": RoleRank.HEAD,
    "TRƯỞNG BAN": RoleRank.HEAD,
    "Tổ trưởng": RoleRank.HEAD,
    "Nhóm trưởng": RoleRank.HEAD,
    "Phó Trưởng ban Thường trực": RoleRank.STANDING_DEPUTY,
    "Phó Trưởng ban - Thường trực": RoleRank.STANDING_DEPUTY,
    "Phó trưởng ban thường trực;": RoleRank.STANDING_DEPUTY,
    "Phó ban Thường trực": RoleRank.STANDING_DEPUTY,
    "Tổ phó Thường trực": RoleRank.STANDING_DEPUTY,
    "Phó Tổ trưởng Thường trực": RoleRank.STANDING_DEPUTY,
    "Phó Trưởng ban": RoleRank.DEPUTY,
    "Phó Ban Chỉ đạo": RoleRank.DEPUTY,
    "Tổ phó": RoleRank.DEPUTY,
    "Phó Tổ trưởng": RoleRank.DEPUTY,
    "Ủy viên thường trực": RoleRank.STANDING_MEMBER,
    "Uỷ viên Thường trực": RoleRank.STANDING_MEMBER,
    "Thành viên thường trực": RoleRank.STANDING_MEMBER,
    "Ủy viên": RoleRank.MEMBER,
    "Thành viên": RoleRank.MEMBER,
    "Tổ viên": RoleRank.MEMBER,
    "": RoleRank.MEMBER,
    "Thư ký": RoleRank.SECRETARY,
    "Ủy viên, Thư ký": RoleRank.SECRETARY,
    "Thành viên kiêm Thư ký": RoleRank.SECRETARY,
}


@pytest.mark.parametrize(("role", "rank"), RANKS.items())
def test_the_rank_is_read_from_the_office_own_word(role: str, rank: RoleRank) -> None:
    assert rank_of(role) is rank


def member(name: str, rank: RoleRank, position: int, since: date | None = None, until: date | None = None) -> Member:
    return Member(name, "c1", name, "Công chức", rank, "Thành viên", "", since, until, position=position)


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))
MEMBERS = st.lists(
    st.builds(member, st.uuids().map(str), st.sampled_from(RoleRank), st.integers(0, 20), DAYS, DAYS), max_size=20
)


@given(members=MEMBERS)
def test_lists_go_by_rank_then_by_the_order_of_the_decision(members: list[Member]) -> None:
    ordered = in_order(members)
    keys = [(list(RoleRank).index(row.rank), row.position) for row in ordered]
    assert keys == sorted(keys)
    assert sorted(row.id for row in ordered) == sorted(row.id for row in members)


@given(members=MEMBERS, on=st.dates(date(2024, 12, 1), date(2028, 1, 31)))
def test_who_serves_is_decided_by_both_days_inclusive(members: list[Member], on: date) -> None:
    serving = serving_on(members, on)
    assert serving == in_order(serving)
    for row in members:
        began = row.active_from is None or row.active_from <= on
        ended = row.active_to is not None and row.active_to < on
        assert (row in serving) == (began and not ended)


def test_the_first_and_the_last_day_count() -> None:
    row = member("m1", RoleRank.MEMBER, 1, date(2026, 1, 1), date(2026, 6, 30))
    assert serving_on([row], date(2026, 1, 1)) == serving_on([row], date(2026, 6, 30)) == [row]
    assert serving_on([row], date(2026, 1, 1) - timedelta(days=1)) == []
    assert serving_on([row], date(2026, 7, 1)) == []

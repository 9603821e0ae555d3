"""The evaluation decides by counted facts alone, by the printed rule."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.evaluation import UnitFacts, Weights, evaluate, facts_of
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing

SMALL = st.integers(0, 4)


@st.composite
def units(draw: st.DrawFn) -> UnitFacts:
    counts = [draw(SMALL) for _each in range(4)]
    given_ = sum(counts)
    owed, indicators = draw(SMALL), draw(SMALL)
    return UnitFacts(
        draw(st.uuids()).hex, given_, *counts, six_clear=draw(st.integers(0, given_)), owed=owed,
        owed_on_time=draw(st.integers(0, owed)), indicators=indicators,
        indicators_attained=draw(st.integers(0, indicators)),
    )  # fmt: skip


@given(st.lists(units(), max_size=8))
def test_every_unit_stands_once_and_places_follow_the_rule(facts: list[UnitFacts]) -> None:
    found = evaluate(facts)
    assert sorted(row.facts.unit_id for row in found) == sorted(row.unit_id for row in facts)
    placed = [row for row in found if row.place is not None]
    assert all(row.facts.judged for row in placed)
    assert not any(row.facts.judged for row in found if row.place is None)
    for better, worse in pairwise(placed):
        assert (better.facts.share_on_time or 0) >= (worse.facts.share_on_time or 0)
        if better.facts.share_on_time == worse.facts.share_on_time:
            assert better.facts.overdue <= worse.facts.overdue
        assert better.place is not None
        assert worse.place is not None
        assert better.place <= worse.place
    assert all(row.points is None for row in found), "no weights were set"


@given(st.lists(units(), max_size=8), st.randoms())
def test_the_order_of_entry_changes_no_place(facts: list[UnitFacts], random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(facts)
    random.shuffle(mixed)
    assert {row.facts.unit_id: row.place for row in evaluate(facts)} == {
        row.facts.unit_id: row.place for row in evaluate(mixed)
    }


@given(units(), st.builds(Weights, SMALL, SMALL, SMALL, SMALL))
def test_points_lie_between_the_least_and_the_largest_share(facts: UnitFacts, weights: Weights) -> None:
    points = evaluate([facts], weights)[0].points
    pairs = zip(
        (weights.on_time, weights.reports, weights.clear, weights.indicators),
        (facts.share_on_time, facts.share_owed, facts.share_clear, facts.share_attained),
        strict=True,
    )
    known = [100 * share for weight, share in pairs if weight and share is not None]
    assert (points is None) is (not known)
    if points is not None:
        assert min(known) - 1 <= points <= max(known) + 1


def test_facts_count_the_tasks_that_a_unit_leads() -> None:
    standings = {"a": Standing.DONE_ON_TIME, "b": Standing.OVERDUE, "c": Standing.CONTINUOUS, "d": Standing.OVERDUE}
    tasks = [Task(key, "p", key, "việc", lead_unit_id="u" if key != "d" else "v") for key in standings]
    facts = facts_of("u", tasks, standings, owed=[Standing.DONE_LATE, Standing.UNDER_WAY], attained=[True, False])
    assert (facts.given, facts.done_on_time, facts.overdue, facts.not_judged) == (3, 1, 1, 1)
    assert (facts.owed, facts.owed_on_time) == (1, 0)
    assert facts.share_attained == Decimal("0.5")

"""Steering committees, their members and assignments in the data file."""

from __future__ import annotations

from kh57_desktop.domain.committee import Assignment, Committee, Member
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table


class CommitteeTables:
    """`store.committees`."""

    def __init__(self, records: Records) -> None:
        self._committees = Table(records, Shape("committee", Committee))
        self._members = Table(records, Shape("member", Member))
        self._assignments = Table(records, Shape("assignment", Assignment))

    def all(self) -> list[Committee]:
        return self._committees.all(order="position, row")

    def get(self, committee_id: str) -> Committee:
        return self._committees.get(committee_id)

    def put_committee(self, committee: Committee) -> None:
        self._committees.put(committee)

    def committee_to_bin(self, committee_id: str) -> None:
        self._committees.to_bin(committee_id)

    def committee_from_bin(self, committee_id: str) -> None:
        self._committees.from_bin(committee_id)

    def members(self, committee_id: str) -> list[Member]:
        """By the order of the decision; `domain.committee.in_order` puts ranks first."""
        return self._members.where("committee_id = ?", (committee_id,), order="position, row")

    def member(self, member_id: str) -> Member:
        return self._members.get(member_id)

    def put_member(self, member: Member) -> None:
        self._members.put(member)

    def member_to_bin(self, member_id: str) -> None:
        self._members.to_bin(member_id)

    def member_from_bin(self, member_id: str) -> None:
        self._members.from_bin(member_id)

    def assignments(self, committee_id: str) -> list[Assignment]:
        condition = "member_id in (select id from member where committee_id = ? and deleted_at is null)"
        return self._assignments.where(condition, (committee_id,), order="position, row")

    def put_assignment(self, assignment: Assignment) -> None:
        self._assignments.put(assignment)

    def assignment_to_bin(self, assignment_id: str) -> None:
        self._assignments.to_bin(assignment_id)

    def assignment_from_bin(self, assignment_id: str) -> None:
        self._assignments.from_bin(assignment_id)

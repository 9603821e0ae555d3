"""The office with its issuing bodies, superiors, units and people in the data file."""

from __future__ import annotations

from kh57_desktop.domain.offices import IssuingBody, Office, Person, Superior, Unit
from kh57_desktop.i18n import name_sort_key
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.errors import NoOffice
from kh57_desktop.store.records import Records, Table
from kh57_desktop.store.references import count_references, move_references


class OfficeTables:
    """`store.offices`."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._name = records.db.path.name
        self._office = Table(records, Shape("office", Office))
        self._bodies = Table(records, Shape("issuing_body", IssuingBody))
        self._superiors = Table(records, Shape("superior", Superior))
        self._units = Table(records, Shape("unit", Unit))
        self._people = Table(records, Shape("person", Person))

    def office(self) -> Office:
        """The one office of the file; raises NoOffice while none is entered."""
        office = self._office.first("1")
        if office is None:
            raise NoOffice(name=self._name)
        return office

    def put_office(self, office: Office) -> None:
        self._office.put(office)

    def bodies(self) -> list[IssuingBody]:
        """In the office's order; the first is the default."""
        return self._bodies.all(order="position_order, row")

    def body(self, body_id: str) -> IssuingBody:
        return self._bodies.get(body_id)

    def put_body(self, body: IssuingBody) -> None:
        self._bodies.put(body)

    def body_to_bin(self, body_id: str) -> None:
        self._bodies.to_bin(body_id)

    def superiors(self) -> list[Superior]:
        return self._superiors.all()

    def put_superior(self, superior: Superior) -> None:
        self._superiors.put(superior)

    def superior_to_bin(self, superior_id: str) -> None:
        self._superiors.to_bin(superior_id)

    def units(self) -> list[Unit]:
        """In the office's order, then by name."""
        return self._units.all(order="position, name_key, row")

    def unit(self, unit_id: str) -> Unit:
        return self._units.get(unit_id)

    def put_unit(self, unit: Unit) -> None:
        self._units.put(unit)

    def unit_to_bin(self, unit_id: str) -> None:
        self._units.to_bin(unit_id)

    def move_unit_references(self, *, from_id: str, to_id: str) -> int:
        """Whatever names the one unit names the other: tasks, duties, members, registers; returns how many rows."""
        return move_references(self._records, "unit", from_id=from_id, to_id=to_id)

    def unit_references(self, unit_id: str) -> int:
        """How many rows outside the bin name the unit."""
        return count_references(self._records.db, "unit", unit_id)

    def person(self, person_id: str) -> Person:
        return self._people.get(person_id)

    def people(self) -> list[Person]:
        """By given name (tên)."""
        return sorted(self._people.all(), key=lambda person: name_sort_key(person.full_name))

    def put_person(self, person: Person) -> None:
        self._people.put(person)

    def person_to_bin(self, person_id: str) -> None:
        self._people.to_bin(person_id)

"""Whose paper it is: header, number, day, signature and recipients, as one body of the office prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.documents.content import Closing, Dateline, Head, Sign
from kh57_desktop.documents.kinds.parts import AS_ABOVE, closing_of, dateline, head_of, sign_of
from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.terms import System


@dataclass(frozen=True, slots=True)
class Form:
    """`issuer`: as sentences name it; `day_words`: the date as far as it is known ("2026-10"), None all by hand.

    `header_lines` from the upper body down, the last the issuer; `symbol`: its part of the sign ("ĐU", "UBND").
    `number`: the sign as printed, None a blank. `place`: the commune as sentences name it ("xã Đồi Sim").
    `last_basis_end`: what the last căn cứ ends with where the office has its own habit.
    """

    system: System
    issuer: str
    header_lines: tuple[str, ...]
    symbol: str
    locality: str
    day_words: str | None
    signature: SignatureBlock
    recipients: tuple[str, ...] = ()
    filing: str = ""
    number: str | None = None
    place: str = ""
    last_basis_end: str = ""
    sample: bool = False

    @property
    def is_party(self) -> bool:
        return self.system is System.PARTY

    @property
    def day(self) -> Dateline:
        return dateline(self.locality, self.day_words)

    def sign(self, kind: str) -> Sign:
        return sign_of(self.number, kind=kind, symbol=self.symbol, system=self.system)

    def head(self, kind: str) -> Head:
        """With number and day of a paper of this kind."""
        return head_of(self.header_lines, self.sign(kind), self.day)

    def inner_head(self) -> Head:
        """Of an internal form, which is none of the kinds with a symbol: a number of its own, by hand."""
        return head_of(self.header_lines, Sign("", ""), self.day)

    def annex_head(self) -> Head | None:
        """A Party annex repeats the header without number (document-format.md d2)."""
        return head_of(self.header_lines) if self.is_party else None

    def annex_closing(self) -> Closing | None:
        """A Party annex stamps the same signature (d2)."""
        return closing_of(self.signature) if self.is_party else None

    def closing(self, *first: str) -> Closing:
        """Nơi nhận begins with `first`; "Như trên" stands only where it is among them."""
        others = [name for name in self.recipients if name not in (*first, AS_ABOVE)]
        return closing_of(self.signature, (*first, *others), self.filing)

    def basis_ends(self, count: int) -> Sequence[str]:
        """What each of so many căn cứ lines ends with (document-format.md a5, b4)."""
        last = self.last_basis_end or ("," if self.is_party else ".")
        return (*[";"] * (count - 1), last) if count else ()

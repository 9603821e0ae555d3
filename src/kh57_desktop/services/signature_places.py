"""Where the pictures of signature and seal stand on a report's last page (Nghị định 30/2020, Phụ lục I, II.7–8).

The person's picture stands centred between title and full name; the seal's picture, in its real size, covers about the
left third of it. Pictures are the office's own: they are kept in its data file, by the certificate they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.errors import FileNotReadable
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.pades import Appearance
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.pdfium_lock import PDFIUM
from kh57_desktop.services.session import Session

_library: Any = pypdfium2

PICTURES = "signature_pictures"
"""Setting: SHA-256 of a certificate → id of the kept picture."""
POINTS_PER_MM = 72 / 25.4
SEAL_MM = 36
"""Con dấu of a commune's Party committee or People's Committee: 36 mm (TT 07/2002/TTLT, later NĐ 99/2016)."""
LARGEST_PICTURE = 4 << 20
LARGEST_SIDE = 6_000
LEAST_GAP, MOST_GAP = 20.0, 150.0
"""Points between title and name: under the first no picture has room, over the second they do not belong together."""
SAME_COLUMN = 30.0
"""Points by which the middles of title and name may differ."""


class NotASignaturePicture(UserError):
    """Phụ lục I asks for a .png with transparent ground."""

    code = "not-a-signature-picture"
    message = N_("“{name}” is not a picture that can stand for a signature or seal: it must be a .png of at most 4 MB.")
    hint = N_("Nothing was changed. Please save the scanned signature or seal as .png with a transparent ground.")


@dataclass(frozen=True, slots=True)
class Gap:
    """The room for the person's signature: between title and name, about `centre`."""

    page: int
    centre: float
    bottom: float
    top: float


def keep_picture_file(session: Session, identity: SigningIdentity, path: Path) -> None:
    """Keep the picture in a file; no more of it is read than a picture may have."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_PICTURE + 1)
    except OSError as cause:
        raise FileNotReadable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause
    keep_picture(session, identity, path.name, content)


def keep_picture(session: Session, identity: SigningIdentity, name: str, content: bytes) -> None:
    """Keep the picture of a signer; the certificate says whose it is."""
    if len(content) > LARGEST_PICTURE:
        raise NotASignaturePicture(name=name)
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as picture:
            is_png = picture.format == "PNG" and max(picture.size) <= LARGEST_SIDE
            if is_png:
                picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        is_png = False
    if not is_png:
        raise NotASignaturePicture(name=name)
    with session.store.changes(_("Keep the signature picture of {name}").format(name=identity.name)):
        kept = session.store.files.put_bytes(content, name, "signature-picture")
        known = dict(session.store.settings.get(PICTURES, {}))
        session.store.settings.put(PICTURES, {**known, identity.sha256: kept.id})


def pictures_for(
    session: Session, block: SignatureBlock, pdf: bytes, signers: Sequence[Signer]
) -> dict[int, Appearance]:
    """Place of a signer → what it shows: the last person's picture and the office's seal, where they are kept.

    `block`: whose title and name stand on the paper.
    """
    known = session.store.settings.get(PICTURES, {})
    persons = [place for place, one in enumerate(signers) if one.identity.role is not SignerRole.OFFICE]
    seals = [place for place, one in enumerate(signers) if one.identity.role is SignerRole.OFFICE]
    shown = {place: known.get(signers[place].identity.sha256) for place in (*persons[-1:], *seals[-1:])}
    if not any(shown.values()):
        return {}
    gap = gap_of(pdf, name=block.name, title=block.position)
    if gap is None:
        return {}
    person = _person_box(gap)
    found = {}
    for place, attachment in shown.items():
        if attachment:
            box = _seal_box(person, gap) if place in seals else person
            found[place] = Appearance(gap.page, box, session.store.files.read(attachment))
    return found


def _person_box(gap: Gap) -> tuple[float, float, float, float]:
    height = gap.top - gap.bottom
    half = min(height * 1.6, 30 * POINTS_PER_MM)
    return gap.centre - half, gap.bottom, gap.centre + half, gap.top


def _seal_box(person: tuple[float, float, float, float], gap: Gap) -> tuple[float, float, float, float]:
    """Over the left third of the person's picture, about its middle."""
    side = SEAL_MM * POINTS_PER_MM
    left, bottom, right, top = person
    seal_right = left + (right - left) / 3
    middle = (bottom + top) / 2
    return seal_right - side, middle - side / 2, seal_right, middle + side / 2


def gap_of(pdf: bytes, *, name: str, title: str) -> Gap | None:
    """The room between the signer's title and name on the first page that has both; annexes come after it."""
    if not name.strip() or not title.strip():
        return None
    with PDFIUM:
        document = _library.PdfDocument(pdf)
        try:
            for page in range(len(document)):
                found = _gap_on(document[page], page, nfc(name), nfc(title))
                if found is not None:
                    return found
        finally:
            document.close()
    return None


def _gap_on(page: Any, number: int, name: str, title: str) -> Gap | None:
    text = page.get_textpage()
    names, titles = _boxes(text, name), _boxes(text, title)
    if not names or not titles:
        return None
    for left, _bottom, right, top in sorted(names, key=lambda box: box[1]):
        centre = (left + right) / 2
        above = [box for box in titles if box[1] > top and abs((box[0] + box[2]) / 2 - centre) < SAME_COLUMN]
        nearest = min(above, key=lambda box: box[1], default=None)
        if nearest is not None and LEAST_GAP <= nearest[1] - top <= MOST_GAP:
            return Gap(number, centre, top + 2, nearest[1] - 2)
    return None


def _boxes(text: Any, words: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of each place where the words stand on one line."""
    found = []
    search = text.search(words, match_case=True)
    while (at := search.get_next()) is not None:
        index, count = at
        boxes = [text.get_charbox(index + place) for place in range(count)]
        boxes = [box for box in boxes if box[2] > box[0]]
        if boxes:
            found.append(
                (
                    min(box[0] for box in boxes),
                    min(box[1] for box in boxes),
                    max(box[2] for box in boxes),
                    max(box[3] for box in boxes),
                )
            )
    return found

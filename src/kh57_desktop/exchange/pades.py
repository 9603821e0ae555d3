"""Signing the report PDF: PAdES baseline B, one appended field per signer (package-format.md section 3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.exchange.cms import sign_digest
from kh57_desktop.exchange.entry_names import OFFICE_FIELD, PERSON_FIELD, SIGNERS_KEY
from kh57_desktop.exchange.errors import PdfNotSignable
from kh57_desktop.exchange.identity import SigningIdentity

NO_PICTURES: Mapping[int, Appearance] = {}
ROOM_FOR_CMS = 2048
"""Bytes of a CMS object beside the certificate: attributes and a signature of up to RSA 4096."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a signature shows: a picture (PNG, transparent ground) in `box` (left, bottom, right, top; points)."""

    page: int
    box: tuple[float, float, float, float]
    picture: bytes = b""


def sign_pdf(
    pdf: bytes,
    signers: Sequence[SigningIdentity],
    *,
    at: datetime,
    pictures: Mapping[int, Appearance] = NO_PICTURES,
) -> bytes:
    """The PDF with one approval signature per signer, in this order; no certification (DocMDP).

    `pictures`: by place of the signer; the others show nothing. IdentityNotValid for a signer out of time,
    PdfNotSignable where the PDF cannot take a signature. `at` is aware.
    """
    for identity in signers:
        identity.ensure_valid(at)
    listed = " ".join(identity.sha256 for identity in signers)
    pdf = _with_lists(pdf, signers)
    for place, (name, identity) in enumerate(zip(field_names(signers), signers, strict=True)):
        pdf = _append_signature(pdf, identity, name, at=at, listed=listed, shows=pictures.get(place))
    return pdf


def _with_lists(pdf: bytes, signers: Sequence[SigningIdentity]) -> bytes:
    """The lists of revoked certificates in the document security store: before the first signature, so that every
    signature covers them and nothing is added afterwards.
    """
    lists = list(dict.fromkeys(one for identity in signers for one in identity.crls))
    if not lists:
        return pdf
    from asn1crypto.crl import CertificateList
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    output = BytesIO()
    try:
        writer = _signing_writer(pdf)
        crls = [CertificateList.load(one) for one in lists]
        DocumentSecurityStore.supply_dss_in_writer(writer, None, crls=crls)
        writer.write(output)
    except (PdfError, ValueError) as cause:
        raise PdfNotSignable from cause
    return output.getvalue()


def field_names(signers: Sequence[SigningIdentity]) -> list[str]:
    """`NguoiKy1`, `NguoiKy2` … for persons, `CoQuan` for the office's seal."""
    names, persons = [], 0
    for identity in signers:
        if identity.role is SignerRole.OFFICE and OFFICE_FIELD not in names:
            names.append(OFFICE_FIELD)
        else:
            persons += 1
            names.append(f"{PERSON_FIELD}{persons}")
    return names


def _append_signature(
    pdf: bytes, identity: SigningIdentity, field: str, *, at: datetime, listed: str, shows: Appearance | None
) -> bytes:
    """One incremental update: the field, the signature dictionary, and the CMS object over all other bytes.

    `listed`: every signer in order, signed by each, so that a copy cut back to an earlier signature shows alone too.
    """
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.misc import PdfError  # loaded only where a PDF is signed
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigAppearanceSetup, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    placeholder = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=identity.name,
        bytes_reserved=2 * (sum(map(len, (identity.certificate, *identity.chain))) + ROOM_FOR_CMS),
    )
    placeholder[pdf_name(SIGNERS_KEY)] = pdf_string(listed)
    output = BytesIO()
    try:
        writer = _signing_writer(pdf)
        spec = SigFieldSpec(field, on_page=shows.page, box=_whole(shows.box)) if shows else SigFieldSpec(field)
        embedding = PdfCMSEmbedder(spec).write_cms(field, writer)
        next(embedding)
        drawn = SigAppearanceSetup(_style(shows), timestamp=at, name=identity.name) if shows else None
        embedding.send(SigObjSetup(placeholder, appearance_setup=drawn))
        prepared, _output = embedding.send(SigIOSetup("sha256", output=output))
        embedding.send(sign_digest(prepared.document_digest, identity, at=at, states_time=False))
    except (PdfError, SigningError, ValueError) as cause:
        raise PdfNotSignable from cause
    return output.getvalue()


def _whole(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, bottom, right, top = (round(side) for side in box)
    return left, bottom, right, top


def _style(shows: Appearance) -> Any:
    """A picture fills the box as it is, keeping its shape."""
    from PIL import Image
    from pyhanko.pdf_utils.images import PdfImage
    from pyhanko.stamp import StaticStampStyle

    picture = Image.open(BytesIO(shows.picture))
    return StaticStampStyle(background=PdfImage(picture.convert("RGBA")), border_width=0, background_opacity=1.0)


def _signing_writer(pdf: bytes) -> Any:
    """An update that adds the signature alone: pyHanko would also rewrite Info and XMP and lose the PDF/A level."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class SigningWriter(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            return None

    return SigningWriter(BytesIO(pdf))

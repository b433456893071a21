"""Digital signatures in a PDF: who signed, when, whether the bytes are still those; and the body's own signature.

Whom the portal trusts is a matter of the installation: certificates of the authorities stand in the folder
``settings.SIGNATURE_TRUST_ROOTS``. Without them a signature is read and checked against its own certificate, and the
page says that nobody vouched for the signer. Nothing is fetched from outside.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import x509
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from common.clock import ZONE
from common.errors import Refused
from common.text import show_unreadable

logger = logging.getLogger(__name__)
logging.getLogger("pyhanko.sign.validation").setLevel(
    logging.ERROR
)  # a signer whom nobody knows is an answer, no fault

FIELD_NAME = "ChuKyCoQuan"


@dataclass(frozen=True)
class Signature:
    """One signature. ``intact``: the signed bytes are unchanged, None where this cannot be checked.

    ``covers_all``: nothing but further signatures was added behind it. ``trusted``: an authority that the installation
    knows vouches for the signer, None where it knows none. ``signed_at``: ISO, as the signer's own clock says.
    """

    signer: str
    issuer: str
    signed_at: str
    intact: bool | None
    covers_all: bool
    trusted: bool | None

    def as_data(self) -> dict[str, Any]:
        """For SignedCopy.signatures."""
        return asdict(self)


def read(content: bytes) -> list[Signature]:
    """The signatures of a PDF in the order in which they were made; none for a file that is not signed.

    Raises Refused (field "upload") for a file that cannot be read as a PDF.
    """
    try:
        found = list(PdfFileReader(BytesIO(content), strict=False).embedded_regular_signatures)
    except Exception as error:  # a hostile file may raise anything
        logger.info("a signed file could not be read: %s", error)
        raise Refused(_("Không đọc được tệp PDF này."), field="upload") from error
    return [_checked(one) for one in found]


def sign(content: bytes, *, key: str, reason: str) -> bytes:
    """The same PDF with the signature of a body (PAdES, invisible). ``key``: the file of its certificate (.p12)."""
    secret = settings.SIGNING_KEY_PASSPHRASE.encode() or None
    load = signers.SimpleSigner.load_pkcs12
    signer = load(key, passphrase=secret)  # type: ignore[no-untyped-call]  # pyHanko has no types here
    if signer is None:
        raise ValueError(f"{key} holds no usable key: wrong file or wrong passphrase")
    wanted = signers.PdfSignatureMetadata(
        field_name=FIELD_NAME, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason
    )
    made = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), wanted, signer)
    return bytes(made.getvalue())


def _checked(signature: EmbeddedPdfSignature) -> Signature:
    certificate = signature.signer_cert
    signed_at = signature.self_reported_timestamp
    try:
        status = validate_pdf_signature(signature, _context())
    except Exception as error:  # an algorithm that is not known, a broken certificate
        logger.info("a signature could not be checked: %s", error)
        status = None
    return Signature(
        signer=_name(certificate.subject if certificate else None),
        issuer=_name(certificate.issuer if certificate else None),
        signed_at=signed_at.astimezone(ZONE).isoformat() if signed_at else "",
        intact=None if status is None else status.intact and status.valid,
        covers_all=status is not None and _covers_all(status),
        trusted=(status is not None and status.trusted) if _roots() else None,
    )


def _covers_all(status: PdfSignatureStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    harmless = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.modification_level in harmless


def _context() -> ValidationContext:
    return ValidationContext(trust_roots=list(_roots()), allow_fetching=False, revocation_mode="soft-fail")


@cache
def _roots() -> tuple[x509.Certificate, ...]:
    """The authorities that the installation trusts."""
    folder = settings.SIGNATURE_TRUST_ROOTS
    if not folder:
        return ()
    return tuple(load_certs_from_pemder(list(_files(folder))))  # type: ignore[no-untyped-call]  # as above


def _files(folder: str) -> Iterator[str]:
    return (str(path) for path in sorted(Path(folder).iterdir()) if path.suffix in {".pem", ".crt", ".cer"})


def _name(name: x509.Name | None) -> str:
    """The common name, else the organisation: "Đỗ Thị Ngân"."""
    if name is None:
        return "?"
    native: dict[str, Any] = name.native
    found = native.get("common_name") or native.get("organization_name") or name.human_friendly
    return show_unreadable(", ".join(found) if isinstance(found, list) else str(found))

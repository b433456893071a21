"""The slip that a petitioner takes home: "Phiếu tiếp nhận kiến nghị", one A6 page as a tagged PDF file.

The QR code leads to the look-up with the petition's code. The secret is printed, never part of an address: what stands
in an address is kept by browsers, proxies and logs (docs/adr/0022).
"""

from __future__ import annotations

import textwrap
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from common import clock, pdf
from common.qr import qr_code

from . import secrets
from .models import Petition

LONGEST_TEXT = 240
"""Letters of what was said that fit the slip."""


def slip(petition: Petition, letters: str, *, with_text: bool = False) -> bytes:
    """The slip as a PDF file. A prescribed form: it is printed in Vietnamese, whatever language the officer reads."""
    said = textwrap.shorten(petition.text, LONGEST_TEXT, placeholder=" …") if with_text else ""
    context = {
        "petition": petition,
        "secret": secrets.shown(letters),
        "said": said,
        "address": f"{settings.QCDC_BASE_URL}{reverse('public:look_up')}",
        "product": settings.PRODUCT_NAME,
        "printed_on": clock.today(),
    }
    with override("vi"):
        return pdf.render(
            "petitions/receipt.html",
            context,
            title=f"Phiếu tiếp nhận kiến nghị {petition.code}",
            made_at=clock.now(),
            images={"qr": qr_code(look_up_address(petition.code))},
        )


def look_up_address(code: str) -> str:
    """Where the code alone is looked up."""
    return f"{settings.QCDC_BASE_URL}{reverse('public:look_up')}?{urlencode({'ma': code})}"

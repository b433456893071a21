"""The signed PDF comes back: its signatures are checked, its words compared with the frozen ones, its bytes kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.text import clean_line
from documents import services as documents
from documents.uploads import MAX_BYTES
from reports.models import Report, SignedCopy
from reports.paper import issued_paper

if TYPE_CHECKING:
    from reports.comparing import Difference
    from reports.signatures import Signature

FIELD, LONGEST = "upload", 1000


class Differs(Refused):
    """The words of the signed file differ from the frozen ones and nobody said why; ``differences``: where."""

    def __init__(self, differences: list[Difference]) -> None:
        words = _("Bản đã ký khác bản chốt ở {count} chỗ. Ghi lý do rồi gửi lại.")
        super().__init__(words.format(count=len(differences)), field="explanation")
        self.differences = differences


@dataclass(frozen=True)
class Examined:
    """What was found in a signed file. ``is_scan``: pictures of pages, whose words nobody could compare."""

    signatures: list[Signature]
    differences: list[Difference]
    is_scan: bool = False


@in_portal_language
def examine(report: Report, signed: File[bytes], explanation: str) -> Examined:
    """Read the file. Raises Refused for one that is no PDF or was altered after signing, Differs as it says."""
    from reports import comparing, signatures  # libraries of 30 MB, which most processes never need

    content = _content(signed)
    found = signatures.read(content)
    if broken := [one for one in found if one.intact is False]:
        words = _("Chữ ký số của {who} không còn nguyên vẹn: tệp đã bị sửa sau khi ký. Chọn đúng tệp đã ký.")
        raise Refused(words.format(who=broken[0].signer), field=FIELD)
    try:
        differences = comparing.differences(issued_paper(report), content, code=report.code)
    except comparing.Scan:
        return Examined(found, [], is_scan=True)
    if differences and not clean_line(explanation):
        raise Differs(differences)
    return Examined(found, differences)


def keep(
    report: Report, examined: Examined, signed: File[bytes], *, explanation: str, no_state_secret: bool, by: User
) -> SignedCopy:
    """Keep the file with the report and on its document."""
    if report.document is None or report.edition is None:
        raise ValueError(f"{report} has no number yet")
    signed.seek(0)
    caption = _("Bản đã ký")
    attachment = documents.attach(
        owner=report.document, upload=signed, by=by, no_state_secret=no_state_secret, caption=caption
    )
    return SignedCopy.objects.create(
        report=report,
        edition=report.edition,
        blob=attachment.blob,
        received_at=clock.now(),
        received_by=by,
        signatures=[one.as_data() for one in examined.signatures],
        differences=[one.as_data() for one in examined.differences],
        explanation=_explained(examined, explanation),
    )


@in_portal_language
def _explained(examined: Examined, explanation: str) -> str:
    """Why it differs; of a scan, that it could not be compared, and what was said besides."""
    said = clean_line(explanation)
    if examined.is_scan:
        remark = _("Bản đã ký là bản chụp, không có lớp chữ: không so sánh được.")
        return f"{remark} {said}".rstrip()[:LONGEST]
    return said if examined.differences else ""


def _content(signed: File[bytes]) -> bytes:
    if signed.size > MAX_BYTES:
        raise Refused(_("Mỗi tệp tối đa 20 MB."), field=FIELD)
    signed.seek(0)
    content = bytes(signed.read())
    if not content.startswith(b"%PDF-"):
        raise Refused(_("Chọn tệp PDF đã ký."), field=FIELD)
    return content

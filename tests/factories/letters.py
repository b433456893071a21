"""Letters and sealed cases as the services write them, entered by a person of the body.

letter = LetterFactory(body=body)                                   a complaint about land, received on 05/10/2020
letter = LetterFactory(body=body, accepted=True)                    accepted by a notice
case = SealedCaseFactory(body=body, name="Đặng Thị Mỵ")             sealed; only the case knows the name
"""

from datetime import date
from typing import Any

from documents.models import DocumentType, OfficialDocument
from documents.services import record_issued
from letters.enums import CameBy, ContentKind, Stage
from letters.models import Letter, LetterContent, LetterField, SealedCase
from letters.services import letters as services
from letters.services.letters import Content, Sender
from organizations.enums import Role
from organizations.models import Body

from .accounts import UserFactory
from .organizations import BodyFactory

RECEIVED_ON = date(2020, 10, 5)
SUMMARY = "Khiếu nại quyết định thu hồi 120 m² đất nông nghiệp"


def officer(body: Body, role: Role = Role.CLERK) -> Any:
    """A person of the body; made once for each body and role."""
    known = body.unit.memberships.filter(body=body, role=role).select_related("user").first()
    return known.user if known else UserFactory(member_of=body, role=role)


def paper(body: Body, on: date = RECEIVED_ON, type: str = "thong-bao", by: Any = None) -> OfficialDocument:
    """A paper that the body issued."""
    number = OfficialDocument.objects.filter(issuer=body).count() + 1
    kind = DocumentType.objects.get(code=type)
    return record_issued(
        issuer=body, type=kind, number=number, issued_on=on, subject="Văn bản về đơn", by=by or officer(body)
    )


def LetterFactory(*, body: Body | None = None, by: Any = None, accepted: bool = False, **values: Any) -> Letter:
    """A letter with one complaint unless ``kinds`` says otherwise."""
    body = body or BodyFactory()
    by = by or officer(body)
    kinds = values.pop("kinds", [ContentKind.COMPLAINT])
    field = LetterField.objects.order_by("rank").first()
    contents = [Content(kind, SUMMARY, None if kind == ContentKind.SEALED else field) for kind in kinds]
    values = {
        "received_on": RECEIVED_ON,
        "came_by": CameBy.POST,
        "sender": Sender("Hoàng Văn Páo", "Thôn Tân Hợp"),
    } | values
    letter = services.receive_letter(body=body, contents=contents, by=by, **values)
    if accepted:
        notice = paper(body, values["received_on"], by=by)
        services.accept(content=first(letter), on=values["received_on"], by=by, paper=notice, stage=Stage.FIRST)
    letter.refresh_from_db()
    return letter


def first(letter: Letter) -> LetterContent:
    """The first content of a letter, as it is now."""
    return LetterContent.objects.select_related("letter", "holder__unit").get(letter=letter, position=1)


def SealedCaseFactory(
    *,
    body: Body | None = None,
    name: str = "Đặng Thị Mỵ",
    content: str = "Tố cáo lập khống danh sách hộ nghèo",
    **values: Any,
) -> SealedCase:
    """A letter with one sealed content; its case."""
    body = body or BodyFactory()
    values = {"received_on": RECEIVED_ON, "came_by": CameBy.POST, "sender": Sender(name, "Xóm Khe Lặc")} | values
    by = values.pop("by", None) or officer(body)
    letter = services.receive_letter(body=body, contents=[Content(ContentKind.SEALED, content)], by=by, **values)
    return letter.contents.get().sealed_case

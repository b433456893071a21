"""A commune's People's Committee with its places, and disclosures made through the verbs."""

import itertools
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from common import clock
from common.periods import Period
from disclosures.enums import ProofKind
from disclosures.models import Disclosure, DisclosureForm, DisclosureItem, DisclosurePlan, Posting, PostingPlace
from disclosures.services import disclosures, lists, plans, postings
from organizations.enums import Role
from organizations.models import Body
from tests.factories.accounts import UserFactory
from tests.factories.organizations import LONG_AGO, days

BOARDS = (("Bảng tin trụ sở UBND", True), ("Nhà văn hóa thôn Đồng Tâm", False))


_NUMBERS = itertools.count(12)


class PostingPlaceFactory(factory.django.DjangoModelFactory[PostingPlace]):
    class Meta:
        model = PostingPlace

    name = factory.Sequence(lambda n: f"Nhà văn hóa thôn {n + 1}")
    form = factory.LazyAttribute(lambda o: DisclosureForm.objects.get(code=o.form_code))
    headquarters = False
    valid = days(LONG_AGO)

    class Params:
        form_code = "niem-yet"


def boards_of(body: Body) -> list[PostingPlace]:
    """The board of the headquarters and one culture house."""
    return [PostingPlaceFactory(body=body, name=name, headquarters=main) for name, main in BOARDS]


def recorder_of(body: Body, role: Role = Role.CLERK) -> User:
    """Somebody who may write down and decide."""
    return UserFactory(member_of=body, role=role)


def item(number: int, catalogue: str = "xa-2023") -> DisclosureItem:
    """A content of the catalogue."""
    found = DisclosureItem.objects.select_related("catalogue")
    return found.get(catalogue__code=catalogue, number=number)


def disclosure_of(body: Body, number: int = 2, *, on: date, by: User, **more: Any) -> Disclosure:
    """A content that a decision of that day made due."""
    values = {"title": "Dự toán ngân sách năm", "decision": f"{next(_NUMBERS)}/QĐ-UBND"} | more
    return disclosures.open_disclosure(body=body, item=item(number), decided_on=on, by=by, **values)


def up(disclosure: Disclosure, on: date, *, by: User, at: PostingPlace | None = None) -> list[Posting]:
    """Put up at every place that waits, or at one."""
    waiting = disclosure.postings.filter(status="planned")
    return postings.put_up(postings=waiting.filter(place=at) if at else waiting, on=on, by=by)


def photo(colour: str = "white", *, size: tuple[int, int] = (40, 30), **more: Any) -> SimpleUploadedFile:
    """A small JPEG."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", **more)
    return SimpleUploadedFile("bang-tin.jpg", written.getvalue(), content_type="image/jpeg")


def proven(posting: Posting, on: date, *, by: User, **more: Any) -> None:
    """A photo of that day."""
    postings.prove(
        posting=posting, upload=photo(**more), kind=ProofKind.PHOTO, shown_on=on, key=uuid4(), by=by
    )  # fmt: skip


def records_of(body: Body, by: User, rows: int = 1) -> dict[str, tuple[Any, ...]]:
    """Every sort of record of this room, as the arguments of its address; ``rows`` of each."""
    today = clock.today()
    places = [PostingPlaceFactory(body=body, name=f"Bảng tin {number}") for number in range(rows)]
    planned, hanging = (disclosure_of(body, 2, on=today - timedelta(days=9), by=by) for _which in range(2))
    postings_up = up(hanging, today - timedelta(days=7), by=by)
    for number in range(rows):
        proven(postings_up[0], today, by=by, size=(40, 30 + number))
        text = SimpleUploadedFile("quyet-dinh.txt", f"Quyết định {number}".encode())
        file = disclosures.add_file(
            disclosure=hanging, upload=text, caption=f"Quyết định {number}", no_state_secret=True, by=by
        )  # fmt: skip
    for _number in range(rows - 1):
        other = disclosure_of(body, 5, on=today - timedelta(days=4), by=by, places=places[:1])
        disclosures.publish(disclosure=other, text="", by=by)
    disclosures.publish(disclosure=hanging, text="", by=by)
    made = lists.compile_list(body=body, quarter=Period.quarter(today.year, (today.month + 2) // 3), by=by)
    plan = _plan_of(body, by, rows)
    line = plan.lines.first()
    proof = postings_up[0].proofs.first()
    return {
        "disclosure": (planned.code,),
        "hanging disclosure": (hanging.code,),
        "planned posting": (planned.postings.first().pk,),
        "hanging posting": (postings_up[0].pk,),
        "posting place": (places[0].pk,),
        "disclosure plan": (plan.pk,),
        "plan line": (line.pk,),
        "proof": (proof.pk, proof.name),
        "disclosure file": (file.pk, file.name),
        "file of a disclosure": (file.pk,),
        "public file": (file.pk,),
        "disclosing body": (body.code,),
        "compiled list": (made.pk,),
    }


def _plan_of(body: Body, by: User, rows: int) -> DisclosurePlan:
    year = clock.today().year
    plan = plans.start(body=body, year=year, by=by)
    forms = list(DisclosureForm.objects.all()[:2])
    for number in range(rows):
        plans.add_line(
            plan=plan, item=item(2), subject=f"Quyết toán ngân sách {number}", forms=forms, month=1, time_note="",
            responsible=None, officer="Kế toán ngân sách", by=by,
        )  # fmt: skip
    for number in range(1, min(rows, 25)):
        plans.start(body=body, year=year - number, by=by)
    return plan

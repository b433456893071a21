"""Compile the quarterly list: the paper is frozen, and posting it becomes a disclosure like any other."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock, pdf
from common.errors import Refused
from common.names import in_portal_language
from common.periods import Period
from disclosures import events, list_paper, listing, policies
from disclosures.enums import AppliesTo, DisclosureStatus
from disclosures.models import Disclosure, DisclosureFile, DisclosureItem, DisclosureList
from disclosures.models.lists import ListQuerySet
from documents.services import attachments
from organizations.models import Body

from . import disclosures


@transaction.atomic
def compile_list(*, body: Body, quarter: Period, by: User) -> DisclosureList:
    """Freeze the list of a quarter as PDF and open its posting (Law 10/2022/QH15 Article 13(2)).

    Compiled again, it is the next version and its posting replaces the one before. Refused: a quarter that has not
    begun; a body that is not a commune's People's Committee.
    """
    body = (
        Body.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "kind", "parent")
        .get(pk=body.pk)
    )
    policies.check_can_decide(by, body)
    today = clock.today()
    if quarter.start > today:
        raise Refused(_("Quý này chưa bắt đầu."), field="quarter")
    item = _item(body)
    number = (quarter.start.month + 2) // 3
    earlier = DisclosureList.objects.filter(body=body, year=quarter.year, quarter=number)
    found = listing.of_body(body, quarter)
    blob = attachments.store(pdf.render_paper(list_paper.list_of(found)), content_type="application/pdf")
    made: DisclosureList = DisclosureList.objects.create(
        body=body, year=quarter.year, quarter=number, version=(earlier.aggregate(last=Max("version"))["last"] or 0) + 1,
        compiled_on=today, compiled_by=by, rows=len(found.lines), blob=blob,
        disclosure=_opened(body, item, quarter, _standing(earlier), by),
    )  # fmt: skip
    assert made.disclosure is not None
    DisclosureFile.objects.create(
        disclosure=made.disclosure, blob=blob, name=f"danh-sach-cong-khai-{quarter.code}-{made.version}.pdf",
        caption=made.disclosure.title, uploaded_on=today, uploaded_by=by,
    )  # fmt: skip
    words = {"quarter": number, "year": quarter.year}
    record(events.LIST_COMPILED, by=by, subject=made.disclosure, unit_id=body.unit_id, **words)
    return made


def _item(body: Body) -> DisclosureItem:
    """The content of the catalogue that is the list itself."""
    items = DisclosureItem.objects.in_force(clock.today()).select_related("catalogue")
    item = items.filter(catalogue__applies_to=AppliesTo.COMMUNE, number=0).first()
    if item is None or disclosures.applies_to(body) != AppliesTo.COMMUNE:
        raise Refused(_("Chỉ Ủy ban nhân dân cấp xã lập danh sách này (Luật 10/2022/QH15 Điều 13 khoản 2)."))
    return item


def _standing(earlier: ListQuerySet) -> Disclosure | None:
    """The posting of the version before, if nothing replaced or cancelled it."""
    last = earlier.order_by("-version").first()
    known: Disclosure | None = last.disclosure if last else None
    if known is None or known.status == DisclosureStatus.CANCELLED:
        return None
    return None if Disclosure.objects.filter(replaces=known).exists() else known


@in_portal_language
def _opened(body: Body, item: DisclosureItem, quarter: Period, before: Disclosure | None, by: User) -> Disclosure:
    title = _("Danh sách nội dung đã công khai {quarter}").format(quarter=quarter.label)
    return disclosures.open_disclosure(
        body=body, item=item, title=title, decided_on=clock.today(), by=by, replaces=before
    )

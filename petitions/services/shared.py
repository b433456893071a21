"""What every verb of a petition needs: the lock, the day's order, the row of history, the parties, the memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.enums import DocumentStatus
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from petitions.models import Petition, PetitionState


def locked(petition: Petition) -> Petition:
    """The petition as it is now, locked, with its bodies."""
    return locked_many([petition.pk])[0]


def locked_many(keys: Sequence[int]) -> list[Petition]:
    """Petitions as they are now, locked in the order of their keys, so that two actions never wait for each other."""
    rows = Petition.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    return list(rows.select_related("council__unit", "holder__unit", "field", "level", "opinion").order_by("pk"))


def next_number(table: str) -> int:
    """The number in a code is the row's key, drawn beforehand: no lock, no two alike, gaps allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])


def enter(petition: Petition, on: date, *, changed: Sequence[str] = (), note: str = "", public_note: str = "") -> None:
    """Write the petition and the dated row of its new state, and whom it concerns from now on."""
    petition.save(update_fields=["status", "outcome", "holder", "run", "closed_on", *changed])
    PetitionState.objects.create(
        petition=petition, since=on, status=petition.status, outcome=petition.outcome, holder=petition.holder,
        run=petition.run, note=clean_line(note), public_note=clean_line(public_note),
    )  # fmt: skip
    write_parties(petition)


def write_parties(petition: Petition) -> None:
    """Its council, the unit where it was said, and who holds it; whoever held it before keeps reading."""
    stakes = [StakeSpec.of(petition.council, Why.ORIGIN)]
    if petition.place_unit_id and petition.place_unit_id != petition.council.unit_id:
        stakes.append(StakeSpec(petition.place_unit_id, None, Why.SUPPORTER))
    if petition.holder:
        stakes.append(StakeSpec.of(petition.holder, Why.HOLDER))
    scope.write_stakes(petition, stakes)


def remember(kind: str, petition: Petition, by: User, **data: Any) -> None:
    """The sentence of the petition's history."""
    record(kind, by=by, subject=petition, unit_id=petition.council.unit_id, **data)


# -- is it possible


def check_day(petition: Petition, on: date, *, field: str) -> None:
    """Steps are entered in the order in which they happened, never ahead of time."""
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field=field)
    if on < petition.received_on:
        message = _("Ngày không được trước ngày tiếp nhận ({day}).")
        raise Refused(message.format(day=ngay(petition.received_on)), field=field)
    latest = petition.states.order_by("-since").values_list("since", flat=True).first()
    if latest and on < latest:
        message = _("Ngày không được trước bước gần nhất ({day}).")
        raise Refused(message.format(day=ngay(latest)), field=field)


def check_alive(body: Body, on: date, *, field: str) -> None:
    """A body gets a petition only while it exists."""
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field=field)


def check_paper(document: OfficialDocument, issuer: Body, *, field: str = "document") -> date:
    """A transfer, an answer, a pressing counts only with number and date, from a body of the issuer's unit. Its day."""
    if document.status != DocumentStatus.ISSUED or document.issued_on is None:
        raise Refused(_("Văn bản phải có số và ngày ban hành."), field=field)
    if document.issuer.unit_id != issuer.unit_id:
        message = _("Văn bản phải do {body} hoặc cơ quan cùng đơn vị ban hành.")
        raise Refused(message.format(body=issuer.name), field=field)
    return document.issued_on


def checked_reason(reason: str, field: str = "reason") -> str:
    """A reason that says something."""
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field=field)
    return clean_line(reason)

"""What every verb of a petition needs: the lock, the day's order, the row of history, the parties, the memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record, record_many
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

MOST_NAMED = 10  # petitions that a refusal of many names for one reason


class RowsRefused(Refused):
    """Some of many petitions cannot take the step, so none of them did. ``reasons``: why, by key."""

    def __init__(self, wrong: Mapping[Petition, str]) -> None:
        self.reasons = {petition.pk: reason for petition, reason in wrong.items()}
        codes: dict[str, list[str]] = defaultdict(list)
        for petition, reason in wrong.items():
            codes[reason].append(petition.code)
        named = " ".join(f"{_named(of_one)}: {reason}" for reason, of_one in codes.items())
        super().__init__(f"{_('Chưa ghi kiến nghị nào, vì có dòng chưa làm được.')} {named}".strip())


def _named(codes: Sequence[str]) -> str:
    """The codes that one reason concerns; the rest of many as a number."""
    left = len(codes) - MOST_NAMED
    named = ", ".join(codes[:MOST_NAMED])
    return _("{codes} và {number} kiến nghị khác").format(codes=named, number=left) if left > 0 else named


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
    new_state(petition, on, note=note, public_note=public_note).save(force_insert=True)
    write_parties(petition)


def enter_many(
    petitions: Sequence[Petition], on: date, *, changed: Sequence[str] = (), note: str = ""
) -> list[PetitionState]:
    """enter() for many petitions; a handful of statements, whatever their number."""
    Petition.objects.bulk_update(
        petitions, ["status", "outcome", "holder", "run", "closed_on", *changed], batch_size=500
    )
    states = PetitionState.objects.bulk_create(new_state(petition, on, note=note) for petition in petitions)
    write_parties_of(petitions)
    return states


def new_state(petition: Petition, on: date, *, note: str = "", public_note: str = "") -> PetitionState:
    """The dated row of the state in which the petition is now."""
    return PetitionState(
        petition=petition, since=on, status=petition.status, outcome=petition.outcome, holder=petition.holder,
        run=petition.run, note=clean_line(note), public_note=clean_line(public_note),
    )  # fmt: skip


def write_parties(petition: Petition) -> None:
    """Its council, the unit where it was said, and who holds it; whoever held it before keeps reading."""
    scope.write_stakes(petition, _parties(petition))


def write_parties_of(petitions: Sequence[Petition]) -> None:
    """write_parties() for many petitions."""
    scope.write_stakes_of({petition: _parties(petition) for petition in petitions})


def _parties(petition: Petition) -> list[StakeSpec]:
    stakes = [StakeSpec.of(petition.council, Why.ORIGIN)]
    if petition.place_unit_id and petition.place_unit_id != petition.council.unit_id:
        stakes.append(StakeSpec(petition.place_unit_id, None, Why.SUPPORTER))
    if petition.holder:
        stakes.append(StakeSpec.of(petition.holder, Why.HOLDER))
    return stakes


def remember(kind: str, petition: Petition, by: User, **data: Any) -> None:
    """The sentence of the petition's history."""
    record(kind, by=by, subject=petition, unit_id=petition.council.unit_id, **data)


def remember_many(kind: str, rows: Iterable[tuple[Petition, Mapping[str, Any]]], by: User) -> None:
    """remember() of the same thing for many petitions, each with its own words."""
    record_many(kind, by=by, rows=[(petition, petition.council.unit_id, data) for petition, data in rows])


# -- is it possible


def check_day(petition: Petition, on: date, *, field: str) -> None:
    """Steps are entered in the order in which they happened, never ahead of time."""
    check_order(petition, on, latest_days([petition.pk]).get(petition.pk), field=field)


def latest_days(keys: Sequence[int]) -> dict[int, date]:
    """The day of each petition's latest step, for check_order(); one query."""
    days = PetitionState.objects.filter(petition__in=keys).order_by()
    return dict(days.values("petition_id").annotate(day=Max("since")).values_list("petition_id", "day"))


def check_order(petition: Petition, on: date, latest: date | None, *, field: str) -> None:
    """check_day() for whoever has asked for the latest step of many petitions at once."""
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field=field)
    if on < petition.received_on:
        message = _("Ngày không được trước ngày tiếp nhận ({day}).")
        raise Refused(message.format(day=ngay(petition.received_on)), field=field)
    if latest and on < latest:
        message = _("Ngày không được trước bước gần nhất ({day}).")
        raise Refused(message.format(day=ngay(latest)), field=field)


def check_alive(body: Body, on: date, *, field: str) -> None:
    """A body gets a petition only while it exists."""
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field=field)


def check_paper(
    document: OfficialDocument, issuer: Body, *, others: Collection[Body] = (), field: str = "document"
) -> date:
    """A transfer, an answer, a pressing counts only with number and date, from a body of the issuer's unit. Its day.

    ``others``: the other side of the step. Who asks does not answer by the question's own paper, and the council
    confirms nothing on the paper of the body that claims it.
    """
    if document.status != DocumentStatus.ISSUED or document.issued_on is None:
        raise Refused(_("Văn bản phải có số và ngày ban hành."), field=field)
    if document.issuer.unit_id != issuer.unit_id:
        message = _("Văn bản phải do {body} hoặc cơ quan cùng đơn vị ban hành.")
        raise Refused(message.format(body=issuer.name), field=field)
    if document.issuer_id != issuer.pk and document.issuer_id in {body.pk for body in others}:
        message = _("{paper} do {other} ban hành; bước này cần văn bản của {body}.")
        raise Refused(message.format(paper=document.label, other=document.issuer.name, body=issuer.name), field=field)
    return document.issued_on


def checked_reason(reason: str, field: str = "reason") -> str:
    """A reason that says something."""
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field=field)
    return clean_line(reason)

"""Taking petitions and classifying them. Each verb: lock, may you, is it possible, change, remember, tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from conferences.models import CouncilSession, Opinion
from organizations.models import Body, Unit
from petitions import events, policies, workflow
from petitions.enums import Source
from petitions.models import CompetenceLevel, Petition, Petitioner, PetitionField

from .shared import check_day, checked_reason, enter, locked, next_number, remember, write_parties


@dataclass(frozen=True)
class Person:
    """Who petitioned, as far as it was given."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What is taken. One by one or many from a file (taking_many): the same checks, the same rows."""

    council: Body
    source: Source
    text: str
    received_on: date
    session: CouncilSession | None = None
    opinion: Opinion | None = None
    source_note: str = ""
    field: PetitionField | None = None
    level: CompetenceLevel | None = None
    place_unit: Unit | None = None
    place: str = ""
    wording: str = ""
    people: Sequence[Person] = ()

    def check(self) -> None:
        """Refused: nothing said; a day ahead; another council's session. Asks the database nothing."""
        _check_text(self.text)
        _check_received(self.received_on, self.council)
        _check_session(self.session, self.council)

    def petition(self, number: int, by: User) -> Petition:
        """The row, not stored yet."""
        said_in = self.place_unit or (self.opinion.conference.host.unit if self.opinion else None)
        return Petition(
            pk=number, code=code_of(number, self.received_on), council=self.council, session=self.session,
            source=self.source, source_note=clean_line(self.source_note), opinion=self.opinion,
            received_on=self.received_on, field=self.field, level=self.level, place_unit=said_in,
            place=clean_line(self.place), text=self.text, wording=self.wording, created_by=by,
        )  # fmt: skip

    def petitioners(self, petition: Petition) -> list[Petitioner]:
        """Who petitioned, as rows, not stored yet."""
        return _petitioners(petition, self.people)


@transaction.atomic
def take(
    *,
    council: Body,
    source: Source,
    text: str,
    received_on: date,
    by: User,
    session: CouncilSession | None = None,
    opinion: Opinion | None = None,
    source_note: str = "",
    field: PetitionField | None = None,
    level: CompetenceLevel | None = None,
    place_unit: Unit | None = None,
    place: str = "",
    wording: str = "",
    people: Sequence[Person] = (),
) -> Petition:
    """Take a petition to a council. Refused: nothing said; a day ahead; another council's session; an opinion of which
    this council has a petition already (two councils may each have their own)."""
    said_in = opinion.conference.host.unit_id if opinion else place_unit.pk if place_unit else None
    policies.check_can_take(by, council, said_in=said_in)
    intake = Intake(
        council=council, source=source, text=text, received_on=received_on, session=session, opinion=opinion,
        source_note=source_note, field=field, level=level, place_unit=place_unit, place=place, wording=wording,
        people=people,
    )  # fmt: skip
    intake.check()
    _check_opinion(opinion, council)

    petition = intake.petition(next_number("petitions_petition"), by)
    petition.save(force_insert=True)
    Petitioner.objects.bulk_create(intake.petitioners(petition))
    enter(petition, received_on)

    remember(events.TAKEN, petition, by, **taken(petition))
    return petition


def taken(petition: Petition) -> dict[str, str]:
    """What the history says of the first step."""
    return {"on": ngay(petition.received_on), "source": _label(Source(petition.source))}


def consolidated(petition: Petition) -> dict[str, str]:
    """What the history says of the classification."""
    return {"field": _label(petition.field), "level": _label(petition.level)}


def code_of(number: int, received_on: date) -> str:
    """A code that people can read aloud: "CT" (cử tri), year, number."""
    return f"CT-{received_on.year}-{number:05d}"


@transaction.atomic
def take_opinion(*, opinion: Opinion, council: Body, by: User) -> Petition:
    """Make a petition of what was said at a voter meeting, word for word."""
    return take(
        council=council, source=Source.MEETING, text=opinion.text, received_on=opinion.conference.held_on,
        opinion=opinion, source_note=opinion.conference.title, by=by,
    )  # fmt: skip


@transaction.atomic
def edit(
    *,
    petition: Petition,
    text: str,
    received_on: date,
    source: Source,
    source_note: str,
    session: CouncilSession | None,
    field: PetitionField | None,
    level: CompetenceLevel | None,
    place_unit: Unit | None,
    place: str,
    wording: str,
    by: User,
) -> Petition:
    """Correct a petition that was not transferred yet."""
    petition = locked(petition)
    policies.check_can_keep(by, petition)
    workflow.move(petition, "edit")
    _check_text(text)
    _check_session(session, petition.council)
    if received_on != petition.received_on:
        _check_correction(petition, received_on)
    wanted = {
        "text": nfc(text.strip()), "received_on": received_on, "source": source, "source_note": clean_line(source_note),
        "session": session, "field": field, "level": level, "place_unit": place_unit, "place": clean_line(place),
        "wording": nfc(wording.strip()),
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(petition, name) != value]
    if not changed:
        return petition
    for name in changed:
        setattr(petition, name, wanted[name])
    _check_still_classified(petition)
    petition.save()
    if "received_on" in changed:
        petition.states.filter(pk=petition.states.order_by("since", "pk").values("pk")[:1]).update(since=received_on)
    write_parties(petition)
    remember(events.EDITED, petition, by, fields=_fields(changed))
    return petition


@transaction.atomic
def keep_people(*, petition: Petition, people: Sequence[Person], by: User) -> None:
    """Who petitioned; replaces what was written before. No name enters the history."""
    petition = locked(petition)
    policies.check_can_keep(by, petition)
    petition.petitioners.all().delete()
    Petitioner.objects.bulk_create(_petitioners(petition, people))
    remember(events.EDITED, petition, by, fields=_fields([], _("người kiến nghị")))


@transaction.atomic
def consolidate(
    *,
    petition: Petition,
    field: PetitionField,
    level: CompetenceLevel,
    wording: str,
    by: User,
    on: date | None = None,
) -> Petition:
    """Classify a petition and word it for the body that will get it."""
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_keep(by, petition)
    workflow.move(petition, "consolidate")
    check_day(petition, day, field="on")
    check_classified(level, wording, day)

    petition.field, petition.level, petition.wording = field, level, nfc(wording.strip())
    petition.save()
    enter(petition, day)
    remember(events.CONSOLIDATED, petition, by, **consolidated(petition))
    return petition


@transaction.atomic
def cancel(*, petition: Petition, reason: str, by: User, on: date | None = None) -> Petition:
    """It was entered by mistake. It stays readable and counts nowhere."""
    petition = locked(petition)
    day = on or clock.today()
    policies.check_can_keep(by, petition)
    workflow.move(petition, "cancel")
    petition.end_reason = checked_reason(reason)
    check_day(petition, day, field="on")

    petition.closed_on = day
    enter(petition, day, changed=["end_reason"])
    remember(events.CANCELLED, petition, by, reason=petition.end_reason)
    return petition


# -- is it possible


def check_classified(level: CompetenceLevel, wording: str, day: date) -> None:
    """A wording that says something, and a level that there was on that day."""
    if not wording.strip():
        raise Refused(_("Cần ghi nội dung tổng hợp."), field="wording")
    if day not in level.valid:
        raise Refused(_("{level} không còn vào ngày {day}.").format(level=level, day=ngay(day)), field="level")


def _check_text(text: str) -> None:
    if not text.strip():
        raise Refused(_("Cần ghi nội dung kiến nghị."), field="text")


def _check_received(on: date, council: Body) -> None:
    if on > clock.today():
        raise Refused(_("Ngày tiếp nhận không được sau hôm nay."), field="received_on")
    if on not in council.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=council.name, day=ngay(on)), field="received_on")


def _check_correction(petition: Petition, on: date) -> None:
    _check_received(on, petition.council)
    later = petition.states.order_by("since", "pk").values_list("since", flat=True)[1:2]
    if later and on > later[0]:
        message = _("Ngày tiếp nhận không được sau bước tiếp theo ({day}).")
        raise Refused(message.format(day=ngay(later[0])), field="received_on")


def _check_session(session: CouncilSession | None, council: Body) -> None:
    if session is not None and session.council_id != council.pk:
        raise Refused(_("Kỳ họp này của Hội đồng nhân dân khác."), field="session")


def _check_opinion(opinion: Opinion | None, council: Body) -> None:
    if opinion is None:
        return
    Opinion.objects.select_for_update(no_key=True).get(pk=opinion.pk)
    known = Petition.objects.filter(opinion=opinion, council=council).first()
    if known is not None:
        raise Refused(_("Ý kiến này đã được ghi thành kiến nghị {code}.").format(code=known.code), field="opinion")


def _check_still_classified(petition: Petition) -> None:
    if petition.status == workflow.STEPS["consolidate"].target:
        for name in ("field", "level", "wording"):
            if not getattr(petition, name):
                raise Refused(_("Kiến nghị đã tổng hợp không bỏ trống mục này được."), field=name)


# -- change, remember


def _petitioners(petition: Petition, people: Sequence[Person]) -> list[Petitioner]:
    return [
        Petitioner(
            petition=petition, name=clean_line(person.name), address=clean_line(person.address),
            phone=clean_line(person.phone),
        )
        for person in people
    ]  # fmt: skip


@in_portal_language
def _label(named: Any) -> str:
    return str(named.label if isinstance(named, Source) else named)


@in_portal_language
def _fields(names: Sequence[str], *more: str) -> str:
    known = {field.name: str(field.verbose_name) for field in Petition._meta.fields}
    return ", ".join([*(known[name] for name in names), *more])

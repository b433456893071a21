"""Coordination programmes: drafting, signing, changing, and what goes over into the next year. Lock, may you, is it
possible, change, remember."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from documents.models import OfficialDocument
from movements import events, policies, timing, workflow
from movements.enums import Signing
from movements.models import CoordinationProgramme, Party, ProgrammeContent
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering import citing
from steering.models import DirectingPaper


@dataclass(frozen=True, kw_only=True)
class ProgrammeFacts:
    """The head of a programme. ``partners``: the bodies beside the host."""

    title: str
    partners: Sequence[Body]
    signing: str = Signing.TOGETHER
    purpose: str = ""
    papers: Iterable[DirectingPaper] = ()


@transaction.atomic
def draft(
    *, host: Body, year: int, facts: ProgrammeFacts, by: User, previous: CoordinationProgramme | None = None
) -> CoordinationProgramme:
    """Enter a programme. Refused: fewer than two bodies; a second one of that name in the year."""
    policies.check_can_draft(by, host)
    values = _checked(host, facts)
    if CoordinationProgramme.objects.filter(host=host, year=year, title=values["title"]).exists():
        raise Refused(_("Cơ quan đã có chương trình tên này trong năm."), field="title")
    programme = CoordinationProgramme.objects.create(host=host, year=year, previous=previous, entered_by=by, **values)
    _set_parties(programme, facts.partners)
    citing.cite(programme, facts.papers)
    keep_stakes(programme)
    bodies = "; ".join(body.name for body in [host, *facts.partners])
    remember(events.DRAFTED, programme, by, year=year, bodies=bodies)
    return programme


@transaction.atomic
def edit(*, programme: CoordinationProgramme, facts: ProgrammeFacts, by: User) -> CoordinationProgramme:
    """Correct the head. Who takes part is changed only before the programme is signed."""
    programme = locked(programme, by)
    workflow.move(programme, "edit")
    wanted = _checked(programme.host, facts)
    changed = [name for name, value in wanted.items() if getattr(programme, name) != value]
    for name in changed:
        setattr(programme, name, wanted[name])
    words = [events.labels(CoordinationProgramme, changed)] if changed else []
    if _set_parties(programme, facts.partners):
        words.append(_parties_word())
    if citing.cite(programme, facts.papers):
        words.append(_papers_word())
    if words:
        programme.save()
        keep_stakes(programme)
        remember(events.EDITED, programme, by, fields=", ".join(words))
    return programme


@transaction.atomic
def sign(
    *,
    programme: CoordinationProgramme,
    on: date,
    decision_text: str,
    by: User,
    document: OfficialDocument | None = None,
    signers: Mapping[int, str] | None = None,
) -> CoordinationProgramme:
    """It was signed on a day; the clocks of its contents start. ``signers``: names by the key of the party.

    Refused: no content yet; a day ahead of today.
    """
    programme = locked(programme, by)
    workflow.move(programme, "sign")
    check_past(on)
    contents = list(programme.contents.kept().select_related("lead__unit", "task").order_by("order"))
    if not contents:
        raise Refused(_("Thêm ít nhất một nội dung trước khi ghi ký kết."))
    programme.signed_on, programme.document = on, document
    programme.decision_text = clean_line(decision_text)
    programme.save()
    for party in programme.parties.all():
        party.signer = clean_line((signers or {}).get(party.pk, party.signer))
        party.save(update_fields=["signer"])
    for content in contents:
        content.programme = programme
        if content.waits:
            timing.follow(content, by=by)
    remember(events.SIGNED, programme, by, on=ngay(on), count=len(contents))
    return programme


@transaction.atomic
def carry_over(*, programme: CoordinationProgramme, by: User) -> CoordinationProgramme:
    """Begin next year's programme, a draft, with what is still open; tasks go on, other contents are due by its end.

    Refused: it is there already; the programme was never signed.
    """
    programme = locked(programme, by)
    workflow.move(programme, "carry")
    if CoordinationProgramme.objects.filter(previous=programme).exists():
        raise Refused(_("Chương trình năm sau đã được lập."))
    year = programme.year + 1
    partners = [party.body for party in programme.parties.all() if party.body_id != programme.host_id]
    facts = ProgrammeFacts(
        title=programme.title.replace(str(programme.year), str(year)), partners=partners, signing=programme.signing,
        purpose=programme.purpose, papers=citing.papers_of(programme),
    )  # fmt: skip
    following = draft(host=programme.host, year=year, facts=facts, by=by, previous=programme)
    still = list(programme.contents.open().select_related("lead__unit", "task").order_by("order"))
    for order, content in enumerate(still, 1):
        content.programme = programme
        _carry(content, following, order, by)
    keep_stakes(following)
    remember(events.CARRIED, programme, by, count=len(still), year=year)
    return following


def _carry(content: ProgrammeContent, into: CoordinationProgramme, order: int, by: User) -> None:
    first, last = date(into.year, 1, 1), date(into.year, 12, 31)
    due_on = min(max(content.task.due_on, first), last) if content.task else last
    new = ProgrammeContent.objects.create(
        programme=into, order=order, text=content.text, lead=content.lead, due_on=due_on, task=content.task,
        carried_from=content,
    )  # fmt: skip
    new.supporters.set(content.supporters.order_by("pk"))
    timing.end(content, on=clock.today(), by=by, reason=_goes_on(into.year))
    content.carried_to = into.year
    content.save(update_fields=["carried_to"])


# -- is it possible


def _checked(host: Body, facts: ProgrammeFacts) -> dict[str, Any]:
    title = clean_line(facts.title)
    if not title:
        raise Refused(_("Cần ghi tên chương trình."), field="title")
    if not [body for body in facts.partners if body != host]:
        raise Refused(
            _("Chương trình phối hợp phải có ít nhất hai cơ quan: ghi cơ quan cùng tham gia."), field="partners"
        )
    if host in facts.partners:
        raise Refused(_("Cơ quan đầu mối không ghi lại ở đây."), field="partners")
    if facts.signing not in Signing.values:
        raise Refused(_("Chọn hình thức ký."), field="signing")
    return {"title": title, "signing": facts.signing, "purpose": nfc(facts.purpose)}


def check_past(on: date, field: str = "on") -> None:
    """Refused: a day ahead of today."""
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field=field)


# -- change, remember


def locked(programme: CoordinationProgramme, by: User) -> CoordinationProgramme:
    """The programme behind its lock, for whoever may keep it."""
    held = CoordinationProgramme.objects.select_for_update(of=("self",), no_key=True)
    found = (
        held.select_related("host__unit", "host__parent").prefetch_related("parties__body__unit").get(pk=programme.pk)
    )
    policies.check_can_keep(by, found)
    return found


def _set_parties(programme: CoordinationProgramme, partners: Sequence[Body]) -> bool:
    """Make the parties the host and these; whether anything changed."""
    wanted = [programme.host, *partners]
    present = [party.body_id for party in programme.parties.order_by("order")]
    if present == [body.pk for body in wanted]:
        return False
    if present and programme.signed_on is not None:
        raise Refused(_("Chương trình đã ký thì không thay đổi cơ quan tham gia."), field="partners")
    keys = {body.pk for body in wanted}
    programme.parties.exclude(body__in=keys).delete()
    for order, body in enumerate(wanted):
        Party.objects.update_or_create(programme=programme, body=body, defaults={"order": order})
    return True


def keep_stakes(programme: CoordinationProgramme) -> None:
    """Host, parties, and who leads or supports a content."""
    wanted = {StakeSpec.of(programme.host, Why.ORIGIN)}
    for party in programme.parties.select_related("body"):
        if party.body_id != programme.host_id:
            wanted.add(StakeSpec.of(party.body, Why.SUPPORTER))
    for content in programme.contents.select_related("lead").prefetch_related("supporters"):
        wanted.add(StakeSpec.of(content.lead, Why.HOLDER))
        wanted |= {StakeSpec.of(body, Why.SUPPORTER) for body in content.supporters.all()}
    scope.write_stakes(programme, wanted)


@in_portal_language
def _parties_word() -> str:
    return _("cơ quan tham gia")


@in_portal_language
def _papers_word() -> str:
    return _("căn cứ văn bản chỉ đạo")


@in_portal_language
def _goes_on(year: int) -> str:
    return _("Chuyển sang chương trình năm {year}").format(year=year)


def remember(kind: str, programme: CoordinationProgramme, by: User, **data: Any) -> None:
    """A line of the programme's history."""
    record(kind, by=by, subject=programme, unit_id=programme.host.unit_id, **data)

"""An upper body makes an outline from one that holds, changes it, and sends it down; once sent it never changes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from audit import services as audit
from common import clock
from common.errors import Refused
from common.text import clean_line
from notices import services as notices
from organizations.enums import Role
from organizations.models import Body, Membership, Reach
from reports import content, policies
from reports.models import Outline, OutlineSection

MOST_SECTIONS = 30


@dataclass(frozen=True, kw_only=True)
class SectionFacts:
    """One section as its sender writes it. ``content``: what the portal puts there, a name of reports.content."""

    number: str
    title_vi: str
    title_en: str = ""
    content: str = ""
    guidance: str = ""
    figures: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def draft_outline(*, source: Outline, body: Body, name: str, period: str, by: User) -> Outline:
    """Begin an outline of a body from one that holds. ``period``: for that period alone; empty for every period."""
    policies.check_can_outline(by, body)
    name = clean_line(name)
    if not name:
        raise Refused(_("Nhập tên đề cương."), field="name")
    outline = Outline.objects.create(
        code=f"{source.kind_id}-{secrets.token_hex(4)}", kind=source.kind, name_vi=name, name_en=name,
        subject_vi=source.subject_vi, valid=DateRange(clock.today(), None), body=body, period=period,
    )  # fmt: skip
    sections = list(source.sections.all())
    for section in sections:
        section.pk, section.outline = None, outline
        section._state.adding = True
    OutlineSection.objects.bulk_create(sections)
    _remember("reports.outline_drafted", outline, by)
    return outline


@transaction.atomic
def edit_outline(*, outline: Outline, sections: Sequence[SectionFacts], by: User, seen: str | None = None) -> Outline:
    """Write the sections of a draft anew, in this order. Raises Refused for none, and for too many.

    ``seen``: fingerprint() of the sections that the person changed; refused when somebody changed them meanwhile. A
    section that goes on under its title, or with what the portal puts there, keeps its code, by which the words of the
    period before are found, and how it stands on the paper.
    """
    outline = _locked(outline)
    policies.check_can_outline(by, _sender(outline))
    _check_draft(outline)
    if seen is not None and seen != fingerprint(outline):
        raise Refused(_("Người khác vừa sửa đề cương này. Xem lại các mục rồi lưu lần nữa."))
    if not sections:
        raise Refused(_("Đề cương cần ít nhất một mục."))
    if len(sections) > MOST_SECTIONS:
        raise Refused(_("Đề cương có nhiều nhất {most} mục.").format(most=MOST_SECTIONS))
    if unknown := {one.content for one in sections if one.content} - content.names():
        raise Refused(_("Cổng không điền được nội dung “{name}”.").format(name=", ".join(sorted(unknown))))
    before = list(outline.sections.all())
    outline.sections.all().delete()
    OutlineSection.objects.bulk_create(_sections(outline, sections, before))
    _remember("reports.outline_edited", outline, by)
    return outline


def fingerprint(outline: Outline) -> str:
    """What the sections are now, so that two who change them at once notice each other."""
    return "|".join(str(pk) for pk in outline.sections.values_list("pk", flat=True))


def _sections(
    outline: Outline, wanted: Sequence[SectionFacts], before: list[OutlineSection]
) -> Iterator[OutlineSection]:
    """The rows of these sections, each the one that it was before where there is such a one."""
    left, numbers = list(before), count(len(before) + 1)
    known = {one.code for one in before}
    for order, one in enumerate(wanted, 1):
        was = _was(one, left)
        if was is not None:
            left.remove(was)
        same_title = was is not None and was.title_vi == one.title_vi
        yield OutlineSection(
            outline=outline, order=order, number=one.number, title_vi=one.title_vi,
            title_en=one.title_en or (was.title_en if was and same_title else one.title_vi),
            code=was.code if was else next(code for n in numbers if (code := f"muc-{n}") not in known),
            is_bare=was.is_bare if was else False,
            content=one.content, guidance=one.guidance, figures=list(one.figures),
        )  # fmt: skip


def _was(one: SectionFacts, before: Iterable[OutlineSection]) -> OutlineSection | None:
    """The section that goes on in this one: of the same title, else of the same content."""
    found = [was for was in before if was.title_vi == one.title_vi]
    found += [was for was in before if was.content and was.content == one.content]
    return found[0] if found else None


@transaction.atomic
def send_outline(*, outline: Outline, since: date, by: User) -> Outline:
    """Send it down: reports that are begun from now on, of periods that end on ``since`` or later, follow it.

    Reports that were begun keep their outline. Reporting officers of the units below are told.
    """
    outline = _locked(outline)
    policies.check_can_outline(by, _sender(outline))
    _check_draft(outline)
    if not outline.sections.exists():
        raise Refused(_("Đề cương cần ít nhất một mục."))
    outline.valid = DateRange(since, None)
    outline.sent_at, outline.sent_by = clock.now(), by
    outline.save(update_fields=["valid", "sent_at", "sent_by"])
    _remember("reports.outline_sent", outline, by)
    _tell(outline, by)
    return outline


def _locked(outline: Outline) -> Outline:
    rows = Outline.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("body__unit", "kind").get(pk=outline.pk)


def _sender(outline: Outline) -> Body:
    """The body that makes it; the standard ones belong to nobody and are not changed here."""
    if outline.body is None:
        raise Refused(_("Đề cương mẫu của Cổng không sửa được; hãy soạn đề cương mới từ mẫu này."))
    return outline.body


def _check_draft(outline: Outline) -> None:
    if outline.sent_at is not None:
        raise Refused(_("Đề cương đã giao thì không sửa; muốn đổi hãy soạn và giao đề cương mới."))


def _remember(kind: str, outline: Outline, by: User) -> None:
    unit = outline.body.unit_id if outline.body else None
    audit.record(kind, by=by, subject=outline, unit_id=unit, title=outline.name_vi)


def _tell(outline: Outline, by: User) -> None:
    sender = _sender(outline)
    below = Reach.objects.filter(source=sender.unit_id).values("target")
    held = Membership.objects.filter(unit__in=below, role=Role.CLERK, valid__contains=clock.today()).exclude(user=by)
    people = list(User.objects.filter(pk__in=held.values("user")))
    if people:
        subject = _later("{body} giao đề cương báo cáo")
        notices.post(
            "reports.outline_sent", to=people, subject=str(subject).format(body=sender.name), text=outline.name_vi,
            url=outline.get_absolute_url(), key=f"reports.outline_sent:{outline.pk}",
        )  # fmt: skip

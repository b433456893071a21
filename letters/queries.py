"""What the pages of letters ask: everything they touch, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from accounts.models import User
from common import clock as wall
from deadlines import calendars
from deadlines.models import Clock
from deadlines.panels import Panel, panel
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from . import actions, policies, timing
from .actions import Action
from .models import Letter, LetterContent, LetterStep, SealedCase
from .models.letters import LetterQuerySet


@dataclass(frozen=True)
class Part:
    """A content as its letter's page shows it."""

    content: LetterContent
    clocks: list[tuple[str, Panel]]
    actions: list[Action] = field(default_factory=list)
    case: SealedCase | None = None  # of a sealed content, for whom it exists


def rows(keys: Iterable[int]) -> list[Letter]:
    """Letters with their contents and bodies, newest first; two queries. No word about who sent them."""
    contents = Prefetch("contents", LetterContent.objects.select_related("holder", "field").order_by("position"))
    letters = Letter.objects.filter(pk__in=list(keys)).select_related("body").prefetch_related(contents)
    return list(letters.order_by("-received_on", "-pk"))


def for_detail(letters: LetterQuerySet) -> LetterQuerySet:
    """Bodies, contents, steps with their papers; three queries."""
    steps = LetterStep.objects.select_related("body", "to_body", "paper__issuer__kind", "paper__type", "by")
    contents = LetterContent.objects.select_related("holder__unit", "field").order_by("position")
    found: LetterQuerySet = letters.select_related("body__unit", "sent_by", "entered_by").prefetch_related(
        Prefetch("contents", contents.prefetch_related(Prefetch("steps", steps.order_by("pk"))))
    )
    return found


def bodies_for_intake(user: User) -> list[Body]:
    """The bodies that exist today for which the person may enter letters; one query."""
    own = [m for m in roles.memberships(user) if m.role in policies.INTAKE]
    places = Q(pk__in=[m.body_id for m in own if m.body_id]) | Q(unit__in=[m.unit_id for m in own if not m.body_id])
    if not own:
        return []
    bodies = Body.objects.alive(wall.today()).filter(places).select_related("unit__kind", "kind")
    return list(bodies.order_by("unit__sort_key", "kind__rank", "sort_key", "pk"))


def held_at(user: User, letter: Letter) -> dict[int, frozenset[Role]]:
    """The person's roles at the receiving body and at the bodies that hold a content; two queries at most."""
    return roles.at_bodies(user, [letter.body, *(content.holder for content in letter.contents.all())])


def parts_of(user: User, letter: Letter, held: dict[int, frozenset[Role]]) -> list[Part]:
    """The contents with their limits and the steps that this person may take."""
    contents = list(letter.contents.all())
    panels = _panels(contents)
    sealed = _cases(user, contents)
    return [
        Part(
            content,
            panels[content.pk],
            actions.actions_for(letter, content) if policies.may_handle(held[content.holder_id]) else [],
            sealed.get(content.sealed_case_id or 0),
        )
        for content in contents
    ]


def _panels(contents: list[LetterContent]) -> dict[int, list[tuple[str, Panel]]]:
    """Live clocks, and of a closed content none; at most three queries."""
    keys = [content.pk for content in contents if content.is_open or content.owes_report]
    live = Clock.objects.filter(subject_kind=timing.CONTENT, subject_id__in=keys).live()
    clocks = list(live.select_related("kind", "body").order_by("due_on", "pk"))
    units = calendars.of_units({clock.unit_id for clock in clocks}) if clocks else {}
    found: dict[int, list[tuple[str, Panel]]] = defaultdict(list)
    for clock in clocks:
        found[clock.subject_id].append((clock.kind.name, panel(clock, units[clock.unit_id])))
    return found


def _cases(user: User, contents: list[LetterContent]) -> dict[int, SealedCase]:
    wanted = [content.sealed_case_id for content in contents if content.sealed_case_id]
    return {case.pk: case for case in policies.sealed_for(user).filter(pk__in=wanted)} if wanted else {}

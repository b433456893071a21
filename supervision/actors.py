"""In whose name a person may supervise in a unit: its bodies, and the boards that they set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from organizations import roles
from organizations.models import Body, Unit

from .models import Board
from .policies import SUPERVISORS

_LIKELY = ("mttq", "hdnd", "ban-chi-dao", "uy-ban-kiem-tra", "dang-uy")


@dataclass(frozen=True)
class Actor:
    """A body, or a board for which it acts."""

    body: Body
    board: Board | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"ban-{self.board.pk}" if self.board else f"co-quan-{self.body.pk}"

    @property
    def label(self) -> str:
        return self.board.name if self.board else self.body.name


def bodies_for(user: User, unit: Unit, on: date) -> list[Body]:
    """The unit's bodies in whose name the person supervises, the likeliest first; at most three queries."""
    bodies = list(Body.objects.alive(on).filter(unit=unit).select_related("kind", "unit__kind").order_by("sort_key"))
    held = roles.at_bodies(user, bodies)
    mine = [body for body in bodies if held[body.pk] & set(SUPERVISORS)]
    order = {code: place for place, code in enumerate(_LIKELY)}
    return sorted(mine, key=lambda body: order.get(body.kind.code, len(order)))


def actors_for(user: User, unit: Unit, on: date) -> list[Actor]:
    """Bodies, and the boards at work that they are or that they set up; one query more."""
    bodies = {body.pk: body for body in bodies_for(user, unit, on)}
    boards = Board.objects.at_work(on).filter(set_up_by__in=bodies).select_related("body__unit", "set_up_by__unit")
    of_boards = [Actor(board.acting_body, board) for board in boards.order_by("sort", "sort_key", "pk")]
    boarded = {actor.body.pk for actor in of_boards if actor.board and actor.board.body_id}
    return [*(Actor(body) for body in bodies.values() if body.pk not in boarded), *of_boards]

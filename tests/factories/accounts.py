"""Plain people: ``UserFactory(member_of=unit, role=Role.CLERK)`` gives a person one membership as well."""

from typing import Any

import factory

from accounts.models import User
from organizations.enums import Role
from organizations.models import Body, Unit


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Somebody who can sign in by ``client.force_login``; ``password=`` sets a real password.

    ``member_of`` is a unit or a body, ``role`` the role held there (default: data-entry official).
    """

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"can-bo-{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Hoa {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        member_of: Unit | Body | None = fields.pop("member_of", None)
        role, password = fields.pop("role", Role.OFFICIAL), fields.pop("password", None)
        user = User.objects.create_user(password=password, **fields)
        if member_of is not None:
            _join(user, member_of, role)
        return user


def _join(user: User, place: Unit | Body, role: Role) -> None:
    from .organizations import MembershipFactory

    if isinstance(place, Body):
        MembershipFactory(user=user, unit=place.unit, body=place, role=role)
    else:
        MembershipFactory(user=user, unit=place, role=role)

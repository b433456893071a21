"""The first unit and the first system administrator of an empty portal."""

import sys
from datetime import date
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import services as accounts
from common.errors import Refused
from organizations.models import Unit, UnitKind
from organizations.services import NewUnit, found_installation
from organizations.services.founding import first_act


class Command(BaseCommand):
    """found_installation --kind tinh --name "Quảng Ninh" --code quang-ninh --since 2025-07-01 --username quantri …"""

    help = "Makes the top unit and the first system administrator; asks for the password. Refused once there is a unit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", default="tinh", help="kind of the top unit: tinh, thanh-pho-trung-uong")
        parser.add_argument("--name", required=True, help="its name without the kind")
        parser.add_argument("--code", default="", help="its code in addresses; made from the name when left out")
        parser.add_argument("--since", type=date.fromisoformat, required=True, help="its first day, YYYY-MM-DD")
        parser.add_argument("--username", required=True, help="user name of the administrator")
        parser.add_argument("--full-name", required=True, help="full name of the administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = UnitKind.objects.filter(code=options["kind"]).first()
        if kind is None:
            raise CommandError(f"There is no kind of unit {options['kind']}; see load_catalogues.")
        if Unit.objects.exists():
            raise CommandError("The portal has units already.")
        password = self._password()
        try:
            unit = self._found(kind, password, options)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{unit.label}: {options['username']} is its system administrator.")

    @transaction.atomic
    def _found(self, kind: UnitKind, password: str, options: dict[str, Any]) -> Unit:
        admin = accounts.open_account(
            username=options["username"], full_name=options["full_name"], password=password, by=None
        )
        on: date = options["since"]
        act = first_act(kind, options["name"], on)
        wanted = NewUnit(kind, options["name"], None, options["code"])
        return found_installation(unit=wanted, on=on, act=act, admin=admin)

    def _password(self) -> str:
        """Typed twice at a terminal, else the first line of standard input; never an argument that others can see."""
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        if sys.stdin.isatty() and getpass("Again: ") != password:
            raise CommandError("The two passwords differ.")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        return password

"""manage.py rotate_seal_key: a new key wraps the keys of all sealed cases; their texts stay as they are."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import Refused
from letters import sealing
from letters.services.sealed import rewrap_all


class Command(BaseCommand):
    """Adds a key to the file and wraps every case's key by it; --forget-old then drops the keys before it."""

    help = "Change the key that wraps the keys of sealed cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forget-old",
            action="store_true",
            help="drop the old keys from the file: older copies of the database open no more",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path = sealing.key_file()
        try:
            before = set(sealing.key_ring().keys)
            sealing.add_key(path)
            count = rewrap_all()
        except (Refused, sealing.SealBroken, sealing.BadKeyFile, OSError) as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error
        if options["forget_old"]:
            sealing.drop_keys(path, before)
        self.stdout.write(f"{count} cases are wrapped by a new key. Copy {path} to the safe place again.")

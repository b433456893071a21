"""manage.py make_seal_key: the key file of sealed cases, once for each installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from letters import sealing


class Command(BaseCommand):
    """Makes QCDC_SEAL_KEY_FILE, readable by its owner alone. Refused when there is one."""

    help = "Make the key file of sealed cases (QCDC_SEAL_KEY_FILE). Keep a copy apart from copies of the database."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        path = sealing.key_file()
        if path.exists():
            raise CommandError(f"{path} exists already; to change the key: manage.py rotate_seal_key.", returncode=2)
        try:
            sealing.make_key_file(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        self.stdout.write(f"{path} was made. Copy it to a safe place apart from the copies of the database now.")

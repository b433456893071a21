#!/usr/bin/env python
"""Django's command line. With no DATABASE_URL it works on the embedded PostgreSQL (see qcdc_portal/local_stack)."""

import os
import signal
import sys

# Commands that make or describe the tables themselves, or need none.
WITHOUT_TABLES = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "test", "help", "version", "check"}
WITHOUT_TABLES |= {"makemessages", "compilemessages", "collectstatic", "findstatic", "diffsettings", "startapp"}


def main() -> None:
    """Runs one command; the embedded servers run as long as somebody uses them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qcdc_portal.settings.dev")
    from django.core.management import execute_from_command_line

    from qcdc_portal import local_stack

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaving through the door counts this process out
    try:
        with local_stack.attached() as place:
            if needs_tables(sys.argv) and local_stack.has_no_tables(place):
                execute_from_command_line([sys.argv[0], "migrate", "--verbosity", "0"])
            execute_from_command_line(sys.argv)
    except local_stack.StackError as error:
        sys.exit(str(error))


def needs_tables(arguments: list[str]) -> bool:
    """True for a command that works on data: on a fresh data folder the tables are made first."""
    return len(arguments) > 1 and not arguments[1].startswith("-") and arguments[1] not in WITHOUT_TABLES


if __name__ == "__main__":
    main()

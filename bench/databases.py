"""A database that exists only for one bench."""

from collections.abc import Callable


def on_a_fresh_database[R](bench: Callable[[], R]) -> R:
    """Run a bench on an empty database of the embedded server, which is dropped afterwards.

    It is a copy of the one that the suite migrates, where there is one: migrating takes minutes on a busy machine.
    """
    import django

    from qcdc_portal import local_stack

    with local_stack.attached(local_stack.Place.for_tests()):
        django.setup()
        from django.test.runner import DiscoverRunner

        from tests.support import template_database

        template_database.use()
        runner = DiscoverRunner(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            return bench()
        finally:
            runner.teardown_databases(databases)

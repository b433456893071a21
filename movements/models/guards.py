"""What no path may leave behind: a programme of one body, a review that was changed afterwards."""

import pgtrigger

_ALONE = (
    "IF (SELECT count(*) < 2 FROM movements_party p WHERE p.programme_id = {key})"
    " AND EXISTS (SELECT FROM movements_coordinationprogramme c WHERE c.id = {key}) THEN"
    " RAISE EXCEPTION USING MESSAGE = 'Chương trình phối hợp phải có ít nhất hai cơ quan.',"
    " ERRCODE = 'check_violation', CONSTRAINT = 'at_least_two_bodies'; END IF; RETURN NULL;"
)


def at_least_two_bodies(operation: pgtrigger.Operation, key: str) -> pgtrigger.Trigger:
    """At the end of the transaction the programme has two bodies or more."""
    return pgtrigger.Trigger(
        name="at_least_two_bodies",
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=_ALONE.format(key=key),
    )


def frozen(message: str) -> pgtrigger.Trigger:
    """Rows that are written once and never changed."""
    return pgtrigger.Trigger(
        name="frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = 'check_violation';",
    )

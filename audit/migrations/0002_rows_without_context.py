"""Rows keep their history without a context (who and why are in audit events), so nobody asks for one.

The library's function asks for a setting that is never set and catches the error: a subtransaction for every row, whose
end looks at every constraint that still waits for the commit. A change of 100,000 rows took minutes.
"""

from django.db import migrations


def ask_again(apps, schema_editor):
    """The library's own function."""
    from pghistory.models import Context

    Context.install_pgh_attach_context_func(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid'",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(migrations.RunPython.noop, ask_again),
    ]

"""First migrations make a room's tables together, and can be taken back."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from common.create_together import CreateTogether

TOGETHER = CreateTogether(
    operations=[
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("tree", models.ForeignKey("together.tree", on_delete=models.PROTECT)),
            ],
        ),
        migrations.CreateModel(
            name="Tree",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("first_leaf", models.ForeignKey("together.leaf", null=True, on_delete=models.PROTECT)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(id__gt=0), name="together_counted_from_one")]
            },
        ),
    ]
)


def tables() -> set[str]:
    return {table for table in connection.introspection.table_names() if table.startswith("together_")}


@pytest.mark.django_db
def test_tables_that_name_each_other_are_made_together_and_taken_back():
    before = ProjectState()
    after = before.clone()
    TOGETHER.state_forwards("together", after)

    with connection.schema_editor(atomic=False) as editor:
        TOGETHER.database_forwards("together", editor, before, after)
        assert tables() == {"together_leaf", "together_tree"}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "together_tree")
    assert "together_counted_from_one" in found
    assert [entry["foreign_key"] for entry in found.values() if entry["foreign_key"]] == [("together_leaf", "id")]

    with connection.schema_editor(atomic=False) as editor:
        TOGETHER.database_backwards("together", editor, after, before)
    assert tables() == set()

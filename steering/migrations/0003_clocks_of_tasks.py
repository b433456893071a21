"""Every task gets its clock, and its extensions become those of the clock. The next migration drops their table."""

from django.db import migrations

from common import clock

KIND = """
INSERT INTO deadlines_clockkind (code, name_vi, name_en, private, rank)
VALUES ('steering.task', 'Nhiệm vụ', 'Task', false, 10) ON CONFLICT (code) DO NOTHING
"""

# An open task's clock waits for the lead body, or for confirmation once that has reported. It was first due where its
# first extension began.
CLOCKS = """
INSERT INTO deadlines_clock (
    subject_kind, subject_id, kind_id, run, title, url, unit_id, body_id, above_id, duty, counted_in, direction, bound,
    rolls, fixed_on, started_on, nominal_on, due_on, provisional, state, ended_on, next_reminder_on, entered_at
)
SELECT 'steering.task', task.id, kind.id, 1,
    CASE WHEN length(task.title) <= 500 THEN task.title ELSE rtrim(left(task.title, 499)) || '…' END,
    '/nhiem-vu/' || task.code || '/', lead.unit_id,
    CASE task.status WHEN 'reported' THEN task.assigned_by_id ELSE task.lead_id END, task.assigned_by_id,
    CASE task.status WHEN 'reported' THEN 'steering.decide' ELSE 'steering.report' END,
    '', 'after', 'maximum', false, coalesce(first.due_from, task.due_on), task.assigned_on, task.due_on, task.due_on,
    false, CASE task.status WHEN 'done' THEN 'stopped' WHEN 'cancelled' THEN 'cancelled' ELSE 'running' END,
    task.closed_on, CASE WHEN task.closed_on IS NULL THEN %(today)s::date END, %(now)s
FROM steering_task task
JOIN organizations_body lead ON lead.id = task.lead_id
JOIN deadlines_clockkind kind ON kind.code = 'steering.task'
LEFT JOIN LATERAL (
    SELECT due_from FROM steering_taskextension WHERE task_id = task.id ORDER BY "on", id LIMIT 1
) first ON true
ORDER BY task.id
"""

EXTENSIONS = """
INSERT INTO deadlines_extension (clock_id, "on", counted_in, "to", due_from, due_to, reason, document_id, by_id)
SELECT clock.id, old."on", '', old.due_to, old.due_from, old.due_to, old.reason, old.document_id, old.extended_by_id
FROM steering_taskextension old
JOIN deadlines_clock clock ON clock.subject_kind = 'steering.task' AND clock.subject_id = old.task_id
ORDER BY old."on", old.id
"""

STEPS = """
INSERT INTO deadlines_clockstep (clock_id, kind, "on", at, due_from, due_to, reason, document_id, by_id)
SELECT clock_id, kind, "on", %(now)s, due_from, due_to, reason, document_id, by_id FROM (
    SELECT id AS clock_id, 1 AS place, 0 AS extension_id, 'started' AS kind, started_on AS "on",
        NULL::date AS due_from, fixed_on AS due_to, '' AS reason, NULL::bigint AS document_id, NULL::bigint AS by_id
    FROM deadlines_clock WHERE subject_kind = 'steering.task'
    UNION ALL
    SELECT clock_id, 2, extension.id, 'extended', "on", due_from, due_to, reason, document_id, by_id
    FROM deadlines_extension extension JOIN deadlines_clock clock ON clock.id = extension.clock_id
    WHERE subject_kind = 'steering.task'
    UNION ALL
    SELECT id, 3, 0, state, ended_on, NULL, due_on, '', NULL, NULL
    FROM deadlines_clock WHERE subject_kind = 'steering.task' AND ended_on IS NOT NULL
) step ORDER BY clock_id, place, extension_id
"""

BACK = """
INSERT INTO steering_taskextension (task_id, "on", due_from, due_to, reason, document_id, extended_by_id)
SELECT clock.subject_id, extension."on", due_from, due_to, reason, document_id, by_id
FROM deadlines_extension extension JOIN deadlines_clock clock ON clock.id = extension.clock_id
WHERE subject_kind = 'steering.task' ORDER BY extension."on", extension.id
"""


def start_clocks(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in (KIND, CLOCKS, EXTENSIONS, STEPS):
            cursor.execute(statement, {"today": clock.today(), "now": clock.now()})


def drop_clocks(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(BACK)
    apps.get_model("deadlines", "Clock").objects.filter(subject_kind="steering.task").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0001_initial'),
        ('steering', '0002_row_history'),
    ]

    operations = [migrations.RunPython(start_clocks, drop_clocks)]

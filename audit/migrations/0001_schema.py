import common.create_together
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(verbose_name='thời điểm')),
                        ('kind', models.CharField(max_length=80, verbose_name='việc')),
                        ('actor_id', models.BigIntegerField(null=True, verbose_name='mã người thực hiện')),
                        ('actor_name', models.CharField(blank=True, max_length=200, verbose_name='người thực hiện')),
                        ('unit_id', models.BigIntegerField(null=True, verbose_name='mã đơn vị')),
                        ('subject_kind', models.CharField(max_length=80, verbose_name='loại hồ sơ')),
                        ('subject_id', models.BigIntegerField(verbose_name='mã hồ sơ')),
                        ('data', models.JSONField(default=dict, verbose_name='chi tiết')),
                    ],
                    options={
                        'verbose_name': 'sự kiện',
                        'verbose_name_plural': 'sự kiện',
                        'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'at', 'id'], name='event_by_subject'), models.Index(fields=['unit_id', '-at'], name='event_by_unit'), models.Index(fields=['actor_id', '-at'], name='event_by_actor')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='event',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e1de01de2c9f0df2033cadb85ebc9cff5820c148', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d947', table='audit_event', when='BEFORE')),
                ),
            ],
        ),
    ]

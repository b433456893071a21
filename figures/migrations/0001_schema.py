import common.create_together
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('figures', '0001_initial'), ('figures', '0002_row_history')]

    initial = True

    dependencies = [
        ('accounts', '0001_schema'),
        ('organizations', '0001_schema'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Fact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='figures.indicator', verbose_name='chỉ tiêu')),
                        ('kind', models.CharField(editable=False, max_length=10)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='organizations.unit', verbose_name='đơn vị')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='organizations.body', verbose_name='cơ quan')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian của số liệu')),
                        ('period', models.CharField(max_length=30, verbose_name='kỳ')),
                        ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='giá trị')),
                        ('numerator', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='tử số')),
                        ('denominator', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='mẫu số')),
                        ('text', models.CharField(blank=True, max_length=2000, verbose_name='nội dung')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                        ('source_kind', models.CharField(blank=True, max_length=60, verbose_name='loại nguồn')),
                        ('source_id', models.BigIntegerField(blank=True, null=True, verbose_name='mã nguồn')),
                        ('stated_at', models.DateTimeField(verbose_name='ghi lúc')),
                        ('stated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='rút lúc')),
                        ('withdrawn_why', models.CharField(blank=True, max_length=500, null=True, verbose_name='lý do rút')),
                    ],
                    options={
                        'verbose_name': 'số liệu',
                        'verbose_name_plural': 'số liệu',
                        'indexes': [models.Index(fields=['unit', 'indicator', 'valid'], name='fact_by_unit'), models.Index(fields=['body', 'indicator', 'valid'], name='fact_by_body'), models.Index(fields=['source_kind', 'source_id'], name='fact_by_source')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='fact_window_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('valid__endswith__isnull', False), ('valid__startswith__isnull', False)), name='fact_window_has_ends', violation_error_message='Số liệu phải có ngày đầu và ngày cuối.'), models.CheckConstraint(condition=models.Q(('value__isnull', False), ('text__regex', '\\S'), ('numerator__isnull', False), _connector='OR'), name='fact_says_something', violation_error_message='Cần ghi giá trị, tử số và mẫu số, hoặc nội dung.'), models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__isnull', False), ('numerator__isnull', False)), _connector='OR'), name='fact_both_parts', violation_error_message='Cần ghi cả tử số và mẫu số.'), models.CheckConstraint(condition=models.Q(('denominator__isnull', True), models.Q(('denominator__gt', 0), ('numerator__gte', 0)), _connector='OR'), name='fact_parts_not_negative', violation_error_message='Tử số không được âm và mẫu số phải lớn hơn 0.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ratio'), _negated=True), models.Q(models.Q(('value__isnull', True), models.Q(('value__gte', 0), ('value__lte', 100)), _connector='OR'), models.Q(('numerator__isnull', True), ('numerator__lte', models.F('denominator')), _connector='OR')), _connector='OR'), name='fact_ratio_at_most_all', violation_error_message='Tỷ lệ phải từ 0 đến 100 %, tử số không vượt mẫu số.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'count'), _negated=True), ('value__isnull', True), ('value__gte', 0), _connector='OR'), name='fact_count_not_negative', violation_error_message='Số đếm không được âm.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rank'), _negated=True), ('value__isnull', True), ('value__gte', 1), _connector='OR'), name='fact_rank_from_one', violation_error_message='Thứ hạng bắt đầu từ 1.'), models.CheckConstraint(condition=models.Q(models.Q(('source_id__isnull', True), ('source_kind', '')), models.Q(models.Q(('source_kind', ''), _negated=True), ('source_id__isnull', False)), _connector='OR'), name='fact_source_whole', violation_error_message='Nguồn số liệu phải có cả loại và mã.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_why__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_why__isnull', False)), _connector='OR'), name='fact_withdrawn_and_why', violation_error_message='Rút số liệu cần có lý do.'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('indicator', 'unit', 'body', 'valid', 'source_kind', 'source_id'), name='fact_once', nulls_distinct=False, violation_error_message='Chỉ tiêu này đã có số liệu của cùng nguồn trong kỳ.')],
                    },
                ),
                migrations.CreateModel(
                    name='FactEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.fact')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='figures.indicator', verbose_name='chỉ tiêu')),
                        ('kind', models.CharField(editable=False, max_length=10)),
                        ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.body', verbose_name='cơ quan')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian của số liệu')),
                        ('period', models.CharField(max_length=30, verbose_name='kỳ')),
                        ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='giá trị')),
                        ('numerator', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='tử số')),
                        ('denominator', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='mẫu số')),
                        ('text', models.CharField(blank=True, max_length=2000, verbose_name='nội dung')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                        ('source_kind', models.CharField(blank=True, max_length=60, verbose_name='loại nguồn')),
                        ('source_id', models.BigIntegerField(blank=True, null=True, verbose_name='mã nguồn')),
                        ('stated_at', models.DateTimeField(verbose_name='ghi lúc')),
                        ('stated_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='rút lúc')),
                        ('withdrawn_why', models.CharField(blank=True, max_length=500, null=True, verbose_name='lý do rút')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60, unique=True, verbose_name='mã')),
                        ('name_vi', models.CharField(max_length=200, verbose_name='tên')),
                        ('name_en', models.CharField(max_length=200, verbose_name='tên tiếng Anh')),
                        ('kind', models.CharField(choices=[('count', 'số đếm'), ('sum', 'số lượng cộng dồn'), ('last', 'số tại thời điểm'), ('ratio', 'tỷ lệ'), ('text', 'nội dung'), ('rank', 'xếp hạng')], max_length=10, verbose_name='loại số liệu')),
                        ('measure_vi', models.CharField(blank=True, help_text='Ví dụ: xã, kiến nghị, %', max_length=60, verbose_name='đơn vị tính')),
                        ('measure_en', models.CharField(blank=True, max_length=60, verbose_name='đơn vị tính (tiếng Anh)')),
                        ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='số chữ số thập phân')),
                        ('numerator_vi', models.CharField(blank=True, max_length=200, verbose_name='tử số là gì')),
                        ('numerator_en', models.CharField(blank=True, max_length=200, verbose_name='tử số là gì (tiếng Anh)')),
                        ('denominator_vi', models.CharField(blank=True, max_length=200, verbose_name='mẫu số là gì')),
                        ('denominator_en', models.CharField(blank=True, max_length=200, verbose_name='mẫu số là gì (tiếng Anh)')),
                        ('better', models.CharField(choices=[('up', 'càng cao càng tốt'), ('down', 'càng thấp càng tốt'), ('none', 'không đánh giá')], default='none', max_length=4, verbose_name='chiều tốt')),
                        ('counted', models.CharField(blank=True, max_length=80, verbose_name='truy vấn đếm')),
                        ('rank', models.PositiveSmallIntegerField(default=500, verbose_name='thứ tự')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian áp dụng')),
                    ],
                    options={
                        'verbose_name': 'chỉ tiêu',
                        'verbose_name_plural': 'chỉ tiêu',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='indicator_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('name_vi__regex', '\\S')), name='indicator_name_not_blank', violation_error_message='Cần có tên chỉ tiêu.'), models.CheckConstraint(condition=models.Q(('kind__in', ['count', 'sum', 'last', 'ratio', 'text', 'rank'])), name='indicator_kind_known', violation_error_message='Loại số liệu không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('decimals__lte', 6)), name='indicator_decimals', violation_error_message='Tối đa 6 chữ số thập phân.')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fact',
                    trigger=pgtrigger.compiler.Trigger(name='kind_from_indicator', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nSELECT kind INTO NEW.kind FROM figures_indicator WHERE id = NEW.indicator_id;\nRETURN NEW;\n', hash='bcd7a643f291f9b91a5fc3a029e5778eb8811111', operation='INSERT OR UPDATE', pgid='pgtrigger_kind_from_indicator_1a679', table='figures_fact', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fact',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_factevent" ("body_id", "denominator", "id", "indicator_id", "kind", "note", "numerator", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_kind", "stated_at", "stated_by_id", "text", "unit_id", "valid", "value", "withdrawn_at", "withdrawn_why") VALUES (NEW."body_id", NEW."denominator", NEW."id", NEW."indicator_id", NEW."kind", NEW."note", NEW."numerator", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."source_kind", NEW."stated_at", NEW."stated_by_id", NEW."text", NEW."unit_id", NEW."valid", NEW."value", NEW."withdrawn_at", NEW."withdrawn_why"); RETURN NULL;', hash='09e58caeb4374b6dd9a0faf07f1dc2e3dcf890d4', operation='INSERT', pgid='pgtrigger_insert_insert_f162d', table='figures_fact', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fact',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_factevent" ("body_id", "denominator", "id", "indicator_id", "kind", "note", "numerator", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_kind", "stated_at", "stated_by_id", "text", "unit_id", "valid", "value", "withdrawn_at", "withdrawn_why") VALUES (NEW."body_id", NEW."denominator", NEW."id", NEW."indicator_id", NEW."kind", NEW."note", NEW."numerator", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."source_kind", NEW."stated_at", NEW."stated_by_id", NEW."text", NEW."unit_id", NEW."valid", NEW."value", NEW."withdrawn_at", NEW."withdrawn_why"); RETURN NULL;', hash='7e31ffccf1e0107725a99ea80b41dbcd5fdb2be9', operation='UPDATE', pgid='pgtrigger_update_update_786e7', table='figures_fact', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fact',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_factevent" ("body_id", "denominator", "id", "indicator_id", "kind", "note", "numerator", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_kind", "stated_at", "stated_by_id", "text", "unit_id", "valid", "value", "withdrawn_at", "withdrawn_why") VALUES (OLD."body_id", OLD."denominator", OLD."id", OLD."indicator_id", OLD."kind", OLD."note", OLD."numerator", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id", OLD."source_kind", OLD."stated_at", OLD."stated_by_id", OLD."text", OLD."unit_id", OLD."valid", OLD."value", OLD."withdrawn_at", OLD."withdrawn_why"); RETURN NULL;', hash='e3d8ba3373c1db5b4e7047ecc0cb7f6094189311', operation='DELETE', pgid='pgtrigger_delete_delete_975d7', table='figures_fact', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='indicator',
                    trigger=pgtrigger.compiler.Trigger(name='kind_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bd90fb3af85db4999376baa8216d999c4d77c320', operation='UPDATE', pgid='pgtrigger_kind_stays_a1892', table='figures_indicator', when='BEFORE')),
                ),
            ],
        ),
    ]

import common.create_together
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_initial'), ('reports', '0002_row_history')]

    initial = True

    dependencies = [
        ('accounts', '0001_schema'),
        ('documents', '0001_schema'),
        ('organizations', '0001_schema'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Outline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                        ('kind', models.SlugField(max_length=30, verbose_name='loại báo cáo')),
                        ('name_vi', models.CharField(max_length=200, verbose_name='tên')),
                        ('name_en', models.CharField(max_length=200, verbose_name='tên tiếng Anh')),
                        ('subject_vi', models.CharField(help_text='{period} là kỳ báo cáo', max_length=300, verbose_name='trích yếu')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian áp dụng')),
                    ],
                    options={
                        'verbose_name': 'đề cương báo cáo',
                        'verbose_name_plural': 'đề cương báo cáo',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='outline_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='OutlineSection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.outline', verbose_name='đề cương')),
                        ('code', models.SlugField(max_length=30, verbose_name='mã')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                        ('number', models.CharField(max_length=6, verbose_name='số mục')),
                        ('title_vi', models.CharField(max_length=200, verbose_name='tên mục')),
                        ('title_en', models.CharField(max_length=200, verbose_name='tên mục tiếng Anh')),
                        ('content', models.SlugField(blank=True, max_length=30, verbose_name='nội dung do cổng điền')),
                        ('guidance', models.CharField(blank=True, max_length=400, verbose_name='gợi ý viết')),
                    ],
                    options={
                        'verbose_name': 'mục của đề cương',
                        'verbose_name_plural': 'mục của đề cương',
                        'ordering': ['order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('outline', 'code'), name='outline_section_once'), models.UniqueConstraint(fields=('outline', 'order'), name='outline_section_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reports.outline', verbose_name='đề cương')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.body', verbose_name='cơ quan báo cáo')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('kind', models.SlugField(max_length=30, verbose_name='loại báo cáo')),
                        ('period', models.CharField(max_length=30, verbose_name='kỳ báo cáo')),
                        ('window', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='số liệu từ ngày đến ngày')),
                        ('status', models.CharField(choices=[('draft', 'đang soạn'), ('submitted', 'đã trình'), ('approved', 'đã duyệt'), ('issued', 'đã ban hành')], default='draft', max_length=10, verbose_name='trạng thái')),
                        ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report', to='documents.officialdocument', verbose_name='văn bản')),
                        ('signer_name', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                        ('signer_position', models.CharField(blank=True, max_length=160, verbose_name='chức vụ người ký')),
                        ('recipients', models.TextField(blank=True, help_text='Mỗi dòng một nơi', verbose_name='nơi nhận')),
                        ('place', models.CharField(blank=True, max_length=80, verbose_name='địa danh')),
                        ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='ban hành lúc')),
                        ('snapshot', models.JSONField(blank=True, null=True, verbose_name='số liệu tại thời điểm ban hành')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                        ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                    ],
                    options={
                        'verbose_name': 'báo cáo',
                        'verbose_name_plural': 'báo cáo',
                        'indexes': [models.Index(models.OrderBy(models.F('window'), descending=True), models.F('id'), name='report_by_window')],
                        'constraints': [models.UniqueConstraint(fields=('body', 'kind', 'period'), name='report_once_per_period', violation_error_message='Báo cáo của kỳ này đã có.'), models.CheckConstraint(condition=models.Q(('window__isempty', False)), name='report_window', violation_error_message='Ngày cuối kỳ phải sau ngày đầu kỳ.'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('snapshot__isnull', True)), models.Q(('issued_at__isnull', False), ('snapshot__isnull', False)), _connector='OR'), name='report_issued_is_frozen', violation_error_message='Báo cáo ban hành phải giữ số liệu.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'issued'), _negated=True), models.Q(('document__isnull', False), ('issued_at__isnull', False)), _connector='OR'), name='report_issued_has_number', violation_error_message='Báo cáo ban hành phải có số và ngày.')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.report')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('outline', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.outline', verbose_name='đề cương')),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.body', verbose_name='cơ quan báo cáo')),
                        ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('kind', models.SlugField(db_index=False, max_length=30, verbose_name='loại báo cáo')),
                        ('period', models.CharField(max_length=30, verbose_name='kỳ báo cáo')),
                        ('window', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='số liệu từ ngày đến ngày')),
                        ('status', models.CharField(choices=[('draft', 'đang soạn'), ('submitted', 'đã trình'), ('approved', 'đã duyệt'), ('issued', 'đã ban hành')], default='draft', max_length=10, verbose_name='trạng thái')),
                        ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.officialdocument', verbose_name='văn bản')),
                        ('signer_name', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                        ('signer_position', models.CharField(blank=True, max_length=160, verbose_name='chức vụ người ký')),
                        ('recipients', models.TextField(blank=True, help_text='Mỗi dòng một nơi', verbose_name='nơi nhận')),
                        ('place', models.CharField(blank=True, max_length=80, verbose_name='địa danh')),
                        ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='ban hành lúc')),
                        ('snapshot', models.JSONField(blank=True, null=True, verbose_name='số liệu tại thời điểm ban hành')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                        ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ReportFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reports.report', verbose_name='báo cáo')),
                        ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.blob', verbose_name='tệp')),
                        ('format', models.CharField(default='pdf', max_length=8, verbose_name='định dạng')),
                        ('built_at', models.DateTimeField(verbose_name='dựng lúc')),
                        ('job_id', models.BigIntegerField(blank=True, null=True, verbose_name='mã công việc')),
                        ('is_final', models.BooleanField(default=False, verbose_name='bản ban hành')),
                    ],
                    options={
                        'verbose_name': 'tệp báo cáo',
                        'verbose_name_plural': 'tệp báo cáo',
                        'constraints': [models.UniqueConstraint(fields=('job_id',), name='report_file_once_per_job'), models.UniqueConstraint(condition=models.Q(('is_final', True)), fields=('report', 'format'), name='report_one_final_file_per_format')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportStake',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.body', verbose_name='cơ quan')),
                        ('why', models.CharField(choices=[('origin', 'nơi lập hồ sơ'), ('holder', 'cơ quan chủ trì'), ('assigner', 'cơ quan giao việc'), ('supporter', 'cơ quan phối hợp'), ('supervisor', 'cơ quan giám sát')], max_length=10, verbose_name='vì sao')),
                        ('since', models.DateField(verbose_name='từ ngày')),
                        ('until', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                        ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stakes', to='reports.report', verbose_name='báo cáo')),
                        ('status', models.CharField(editable=False, max_length=10)),
                        ('period', models.CharField(editable=False, max_length=30)),
                    ],
                    options={
                        'verbose_name': 'báo cáo liên quan đơn vị',
                        'verbose_name_plural': 'báo cáo liên quan đơn vị',
                        'indexes': [models.Index(fields=['unit', 'period', 'record'], name='report_stake_list')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('record', 'unit', 'body', 'why'), name='report_stake_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='SectionText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reports.report', verbose_name='báo cáo')),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.outlinesection', verbose_name='mục')),
                        ('text', models.TextField(blank=True, verbose_name='nội dung')),
                        ('saved_at', models.DateTimeField(verbose_name='lưu lúc')),
                        ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lưu')),
                    ],
                    options={
                        'verbose_name': 'lời văn của mục',
                        'verbose_name_plural': 'lời văn của mục',
                        'constraints': [models.UniqueConstraint(fields=('report', 'section'), name='section_text_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SectionTextEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.sectiontext')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='báo cáo')),
                        ('section', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.outlinesection', verbose_name='mục')),
                        ('text', models.TextField(blank=True, verbose_name='nội dung')),
                        ('saved_at', models.DateTimeField(verbose_name='lưu lúc')),
                        ('saved_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lưu')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='report',
                    trigger=pgtrigger.compiler.Trigger(name='copies_to_stakes', sql=pgtrigger.compiler.UpsertTriggerSql(func='UPDATE reports_reportstake SET status = NEW.status, period = NEW.period WHERE record_id = NEW.id; RETURN NULL;', hash='0d318c4bad7f8ce5ffa64941f9ea9b7e7c38836e', operation='UPDATE OF "status", "period"', pgid='pgtrigger_copies_to_stakes_20f94', table='reports_report', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='report',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("body_id", "created_at", "created_by_id", "document_id", "id", "issued_at", "kind", "outline_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipients", "signer_name", "signer_position", "snapshot", "status", "unit_id", "window") VALUES (NEW."body_id", NEW."created_at", NEW."created_by_id", NEW."document_id", NEW."id", NEW."issued_at", NEW."kind", NEW."outline_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."recipients", NEW."signer_name", NEW."signer_position", NEW."snapshot", NEW."status", NEW."unit_id", NEW."window"); RETURN NULL;', hash='8dc16e319f14bf1dbadba76e24f416d912b18eda', operation='INSERT', pgid='pgtrigger_insert_insert_84ceb', table='reports_report', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='report',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reportevent" ("body_id", "created_at", "created_by_id", "document_id", "id", "issued_at", "kind", "outline_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipients", "signer_name", "signer_position", "snapshot", "status", "unit_id", "window") VALUES (NEW."body_id", NEW."created_at", NEW."created_by_id", NEW."document_id", NEW."id", NEW."issued_at", NEW."kind", NEW."outline_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."recipients", NEW."signer_name", NEW."signer_position", NEW."snapshot", NEW."status", NEW."unit_id", NEW."window"); RETURN NULL;', hash='4185db55a7ea965be25e0e5c7d67b0189910ece8', operation='UPDATE', pgid='pgtrigger_update_update_234a9', table='reports_report', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='report',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("body_id", "created_at", "created_by_id", "document_id", "id", "issued_at", "kind", "outline_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipients", "signer_name", "signer_position", "snapshot", "status", "unit_id", "window") VALUES (OLD."body_id", OLD."created_at", OLD."created_by_id", OLD."document_id", OLD."id", OLD."issued_at", OLD."kind", OLD."outline_id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."recipients", OLD."signer_name", OLD."signer_position", OLD."snapshot", OLD."status", OLD."unit_id", OLD."window"); RETURN NULL;', hash='2ba37f5067c7f6b1a15e847f31b37574d350bbc2', operation='DELETE', pgid='pgtrigger_delete_delete_6acd6', table='reports_report', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reportstake',
                    trigger=pgtrigger.compiler.Trigger(name='copied_from_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='SELECT status, period INTO NEW.status, NEW.period FROM reports_report WHERE id = NEW.record_id; RETURN NEW;', hash='1d5a3b5cfdd4f42b5a04aeb97d6911df307e3d52', operation='INSERT OR UPDATE', pgid='pgtrigger_copied_from_record_e6242', table='reports_reportstake', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sectiontext',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectiontextevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "saved_at", "saved_by_id", "section_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."section_id", NEW."text"); RETURN NULL;', hash='c11edf1fa2094009341645b777449447db68d028', operation='INSERT', pgid='pgtrigger_insert_insert_0fa25', table='reports_sectiontext', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sectiontext',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_sectiontextevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "saved_at", "saved_by_id", "section_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."section_id", NEW."text"); RETURN NULL;', hash='416e84756d8f572ec27f0ce558b9c58e705898c0', operation='UPDATE', pgid='pgtrigger_update_update_6bf12', table='reports_sectiontext', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sectiontext',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectiontextevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "saved_at", "saved_by_id", "section_id", "text") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_id", OLD."saved_at", OLD."saved_by_id", OLD."section_id", OLD."text"); RETURN NULL;', hash='785373c3b5b0fa91373151f49e92ef24dee1afeb', operation='DELETE', pgid='pgtrigger_delete_delete_0025b', table='reports_sectiontext', when='AFTER')),
                ),
            ],
        ),
    ]

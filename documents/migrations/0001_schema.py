import common.create_together
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_row_history')]

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
                    name='Attachment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('owner_kind', models.CharField(max_length=80, verbose_name='loại hồ sơ')),
                        ('owner_id', models.BigIntegerField(verbose_name='mã hồ sơ')),
                        ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='documents.blob', verbose_name='nội dung')),
                        ('name', models.CharField(max_length=160, verbose_name='tên tệp')),
                        ('caption', models.CharField(blank=True, max_length=200, verbose_name='nội dung tệp')),
                        ('no_state_secret', models.BooleanField(verbose_name='không chứa bí mật nhà nước')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
                        ('uploaded_at', models.DateTimeField(verbose_name='tải lên lúc')),
                        ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='gỡ lúc')),
                        ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gỡ')),
                        ('removed_reason', models.CharField(blank=True, max_length=300, null=True, verbose_name='lý do gỡ')),
                    ],
                    options={
                        'verbose_name': 'tệp đính kèm',
                        'verbose_name_plural': 'tệp đính kèm',
                        'constraints': [models.CheckConstraint(condition=models.Q(('no_state_secret', True)), name='attachment_holds_no_state_secret', violation_error_message='Cần xác nhận tệp không chứa bí mật nhà nước.'), models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='attachment_name_not_blank', violation_error_message='Tệp cần có tên.'), models.CheckConstraint(condition=models.Q(('removed_reason__regex', '\\S')), name='attachment_removed_reason', violation_error_message='Gỡ tệp cần có lý do.'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True), ('removed_reason__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), ('removed_reason__isnull', False)), _connector='OR'), name='attachment_removed_by_whom_and_why', violation_error_message='Gỡ tệp cần có người gỡ và lý do.'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('owner_kind', 'owner_id', 'blob'), name='attachment_once_per_owner', violation_error_message='Tệp này đã được đính kèm.')],
                    },
                ),
                migrations.CreateModel(
                    name='Blob',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                        ('size', models.PositiveBigIntegerField(verbose_name='dung lượng (byte)')),
                        ('content_type', models.CharField(max_length=100, verbose_name='kiểu nội dung')),
                        ('created_at', models.DateTimeField(verbose_name='lưu lúc')),
                    ],
                    options={
                        'verbose_name': 'nội dung tệp',
                        'verbose_name_plural': 'nội dung tệp',
                        'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='blob_sha256_is_hex', violation_error_message='Mã băm SHA-256 phải gồm 64 chữ số hệ 16.'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='blob_not_empty', violation_error_message='Tệp không được rỗng.')],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentType',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                        ('abbreviation', models.CharField(help_text='Ví dụ: BC, KH, QĐ', max_length=10, verbose_name='chữ viết tắt')),
                        ('name_vi', models.CharField(max_length=80, verbose_name='tên loại')),
                        ('name_en', models.CharField(max_length=80, verbose_name='tên tiếng Anh')),
                        ('rank', models.PositiveSmallIntegerField(default=50, verbose_name='thứ tự trong danh sách')),
                    ],
                    options={
                        'verbose_name': 'loại văn bản',
                        'verbose_name_plural': 'loại văn bản',
                        'ordering': ['rank', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('abbreviation__regex', '\\S')), name='document_type_abbreviation', violation_error_message='Cần có chữ viết tắt.'), models.CheckConstraint(condition=models.Q(('name_vi__regex', '\\S')), name='document_type_name', violation_error_message='Cần có tên loại văn bản.')],
                    },
                ),
                migrations.CreateModel(
                    name='NumberSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_series', to='organizations.body', verbose_name='cơ quan')),
                        ('type', models.ForeignKey(blank=True, help_text='Trống: mọi loại', null=True, on_delete=django.db.models.deletion.PROTECT, to='documents.documenttype', verbose_name='loại văn bản')),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm')),
                        ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organizations.term', verbose_name='nhiệm kỳ')),
                        ('next_number', models.PositiveIntegerField(default=1, verbose_name='số tiếp theo')),
                    ],
                    options={
                        'verbose_name': 'dãy số văn bản',
                        'verbose_name_plural': 'dãy số văn bản',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('term__isnull', True), ('year__isnull', False)), models.Q(('term__isnull', False), ('year__isnull', True)), _connector='OR'), name='series_by_year_or_term', violation_error_message='Dãy số theo năm hoặc theo nhiệm kỳ, không phải cả hai.'), models.UniqueConstraint(fields=('body', 'type', 'year', 'term'), name='series_once', nulls_distinct=False, violation_error_message='Dãy số này đã có.'), models.CheckConstraint(condition=models.Q(('next_number__gte', 1)), name='series_from_one', violation_error_message='Số tiếp theo phải từ 1 trở lên.')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficialDocument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='organizations.body', verbose_name='cơ quan ban hành')),
                        ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='documents.documenttype', verbose_name='loại văn bản')),
                        ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='số')),
                        ('symbol', models.CharField(blank=True, help_text='Ví dụ: BC-UBND, BC/BCĐ', max_length=60, verbose_name='ký hiệu')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm lấy số')),
                        ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organizations.term', verbose_name='nhiệm kỳ lấy số')),
                        ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
                        ('search_key', models.CharField(editable=False, max_length=700)),
                        ('signer', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                        ('signer_office', models.CharField(blank=True, max_length=160, verbose_name='chức vụ người ký')),
                        ('status', models.CharField(choices=[('draft', 'Dự thảo'), ('issued', 'Đã ban hành')], default='draft', max_length=6, verbose_name='trạng thái')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                        ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                    ],
                    options={
                        'verbose_name': 'văn bản',
                        'verbose_name_plural': 'văn bản',
                        'constraints': [models.CheckConstraint(condition=models.Q(('subject__regex', '\\S')), name='document_subject_not_blank', violation_error_message='Cần có trích yếu.'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('issued_on__isnull', False), ('number__gte', 1), ('number__isnull', False), models.Q(('symbol', ''), _negated=True)), _connector='OR'), name='document_issued_has_number_and_date', violation_error_message='Văn bản đã ban hành phải có số, ký hiệu và ngày ban hành.'), models.CheckConstraint(condition=models.Q(('status', 'issued'), models.Q(('number__isnull', True), ('term__isnull', True), ('year__isnull', True)), _connector='OR'), name='document_draft_has_no_number', violation_error_message='Dự thảo chưa có số văn bản.'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('term__isnull', True), ('year__isnull', False)), models.Q(('term__isnull', False), ('year__isnull', True)), _connector='OR'), name='document_numbered_by_year_or_term', violation_error_message='Số văn bản lấy theo năm hoặc theo nhiệm kỳ.'), models.CheckConstraint(condition=models.Q(('year__isnull', True), ('year', django.db.models.functions.datetime.ExtractYear('issued_on')), _connector='OR'), name='document_year_of_its_date', violation_error_message='Năm lấy số phải là năm của ngày ban hành.'), models.UniqueConstraint(condition=models.Q(('year__isnull', False)), fields=('issuer', 'type', 'year', 'number', 'symbol'), name='document_number_once_a_year', violation_error_message='Số, ký hiệu này đã có trong năm.'), models.UniqueConstraint(condition=models.Q(('term__isnull', False)), fields=('issuer', 'type', 'term', 'number', 'symbol'), name='document_number_once_a_term', violation_error_message='Số, ký hiệu này đã có trong nhiệm kỳ.')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficialDocumentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.officialdocument')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('issuer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.body', verbose_name='cơ quan ban hành')),
                        ('type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.documenttype', verbose_name='loại văn bản')),
                        ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='số')),
                        ('symbol', models.CharField(blank=True, help_text='Ví dụ: BC-UBND, BC/BCĐ', max_length=60, verbose_name='ký hiệu')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                        ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm lấy số')),
                        ('term', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.term', verbose_name='nhiệm kỳ lấy số')),
                        ('subject', models.CharField(max_length=500, verbose_name='trích yếu')),
                        ('search_key', models.CharField(editable=False, max_length=700)),
                        ('signer', models.CharField(blank=True, max_length=120, verbose_name='người ký')),
                        ('signer_office', models.CharField(blank=True, max_length=160, verbose_name='chức vụ người ký')),
                        ('status', models.CharField(choices=[('draft', 'Dự thảo'), ('issued', 'Đã ban hành')], default='draft', max_length=6, verbose_name='trạng thái')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                        ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OfficialDocumentStake',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.body', verbose_name='cơ quan')),
                        ('why', models.CharField(choices=[('origin', 'nơi lập hồ sơ'), ('holder', 'cơ quan chủ trì'), ('assigner', 'cơ quan giao việc'), ('supporter', 'cơ quan phối hợp'), ('supervisor', 'cơ quan giám sát')], max_length=10, verbose_name='vì sao')),
                        ('since', models.DateField(verbose_name='từ ngày')),
                        ('until', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                        ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stakes', to='documents.officialdocument', verbose_name='văn bản')),
                        ('issued_on', models.DateField(editable=False, null=True)),
                        ('status', models.CharField(default='draft', editable=False, max_length=6)),
                    ],
                    options={
                        'verbose_name': 'liên quan đến văn bản',
                        'verbose_name_plural': 'liên quan đến văn bản',
                        'indexes': [models.Index(fields=['unit', 'issued_on', 'record'], name='document_stake_by_unit')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('record', 'unit', 'body', 'why'), name='document_stake_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Receipt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='documents.officialdocument', verbose_name='văn bản')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='organizations.body', verbose_name='cơ quan nhận')),
                        ('incoming_number', models.PositiveIntegerField(verbose_name='số đến')),
                        ('received_on', models.DateField(verbose_name='ngày đến')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                    ],
                    options={
                        'verbose_name': 'văn bản đến',
                        'verbose_name_plural': 'văn bản đến',
                        'constraints': [models.UniqueConstraint(fields=('document', 'body'), name='receipt_once', violation_error_message='Cơ quan này đã vào sổ văn bản đó.'), models.UniqueConstraint(models.F('body'), django.db.models.functions.datetime.ExtractYear('received_on'), models.F('incoming_number'), name='receipt_number_once_a_year', violation_error_message='Số đến này đã dùng trong năm.'), models.CheckConstraint(condition=models.Q(('incoming_number__gte', 1)), name='receipt_number_from_one', violation_error_message='Số đến phải từ 1 trở lên.')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='officialdocument',
                    trigger=pgtrigger.compiler.Trigger(name='copies_to_stakes', sql=pgtrigger.compiler.UpsertTriggerSql(func='UPDATE documents_officialdocumentstake SET issued_on = NEW.issued_on, status = NEW.status WHERE record_id = NEW.id; RETURN NULL;', hash='af874bba79c24ff389def6baf2f70e016f2f0919', operation='UPDATE OF "issued_on", "status"', pgid='pgtrigger_copies_to_stakes_2bab8', table='documents_officialdocument', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='officialdocument',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_officialdocumentevent" ("created_at", "created_by_id", "id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_key", "signer", "signer_office", "status", "subject", "symbol", "term_id", "type_id", "year") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."issued_on", NEW."issuer_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."search_key", NEW."signer", NEW."signer_office", NEW."status", NEW."subject", NEW."symbol", NEW."term_id", NEW."type_id", NEW."year"); RETURN NULL;', hash='38eab1efaf9dd75dec8a0a116c370c3f09d39434', operation='INSERT', pgid='pgtrigger_insert_insert_05e55', table='documents_officialdocument', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='officialdocument',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_officialdocumentevent" ("created_at", "created_by_id", "id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_key", "signer", "signer_office", "status", "subject", "symbol", "term_id", "type_id", "year") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."issued_on", NEW."issuer_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."search_key", NEW."signer", NEW."signer_office", NEW."status", NEW."subject", NEW."symbol", NEW."term_id", NEW."type_id", NEW."year"); RETURN NULL;', hash='e954af88ac18224ed6544f463d814d360249fe90', operation='UPDATE', pgid='pgtrigger_update_update_6dca9', table='documents_officialdocument', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='officialdocument',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_officialdocumentevent" ("created_at", "created_by_id", "id", "issued_on", "issuer_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_key", "signer", "signer_office", "status", "subject", "symbol", "term_id", "type_id", "year") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."issued_on", OLD."issuer_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."search_key", OLD."signer", OLD."signer_office", OLD."status", OLD."subject", OLD."symbol", OLD."term_id", OLD."type_id", OLD."year"); RETURN NULL;', hash='6685a5ab49a64a6790a1e44b660b5c6505da5bc2', operation='DELETE', pgid='pgtrigger_delete_delete_d8229', table='documents_officialdocument', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='officialdocumentstake',
                    trigger=pgtrigger.compiler.Trigger(name='copied_from_record', sql=pgtrigger.compiler.UpsertTriggerSql(func='SELECT issued_on, status INTO NEW.issued_on, NEW.status FROM documents_officialdocument WHERE id = NEW.record_id; RETURN NEW;', hash='08fee9c549f19717444148e2e4a8edcd5bc40091', operation='INSERT OR UPDATE', pgid='pgtrigger_copied_from_record_77e1e', table='documents_officialdocumentstake', when='BEFORE')),
                ),
            ],
        ),
    ]

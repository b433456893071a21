import common.create_together
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_initial'), ('organizations', '0002_row_history')]

    initial = True

    dependencies = [
        ('accounts', '0001_schema'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Ancestry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='below', to='organizations.unit')),
                        ('descendant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='above', to='organizations.unit')),
                        ('depth', models.PositiveSmallIntegerField()),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                    ],
                    options={
                        'verbose_name': 'quan hệ trên dưới',
                        'verbose_name_plural': 'quan hệ trên dưới',
                        'indexes': [models.Index(fields=['ancestor', 'depth', 'descendant'], name='ancestry_down'), models.Index(fields=['descendant', 'depth', 'ancestor'], name='ancestry_up')],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('ancestor', '='), ('descendant', '='), ('valid', '&&')], name='ancestry_once', violation_error_message='Quan hệ trên dưới bị ghi trùng.')],
                    },
                ),
                migrations.CreateModel(
                    name='Body',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=80, unique=True, verbose_name='mã')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='organizations.unit', verbose_name='đơn vị')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.bodykind', verbose_name='loại')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='organizations.body', verbose_name='cơ quan cấp trên')),
                        ('name', models.CharField(help_text='Ví dụ: Ủy ban nhân dân phường Cự Khối', max_length=200, verbose_name='tên đầy đủ')),
                        ('short_name', models.CharField(help_text='Ví dụ: UBND phường', max_length=80, verbose_name='tên gọn')),
                        ('symbol', models.CharField(blank=True, max_length=30, verbose_name='ký hiệu trong số văn bản')),
                        ('sort_key', models.TextField(db_collation='C', editable=False)),
                        ('search_key', models.TextField(editable=False)),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian tồn tại')),
                        ('founding_act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.legalact', verbose_name='văn bản thành lập')),
                        ('ending_act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.legalact', verbose_name='văn bản kết thúc')),
                    ],
                    options={
                        'verbose_name': 'cơ quan',
                        'verbose_name_plural': 'cơ quan',
                        'indexes': [models.Index(fields=['unit', 'sort_key'], name='body_by_unit')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='body_life_not_empty', violation_error_message='Ngày kết thúc phải sau ngày thành lập.'), models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='body_name_not_blank', violation_error_message='Cần có tên cơ quan.'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='body_not_own_parent', violation_error_message='Một cơ quan không thể là cấp trên của chính nó.')],
                    },
                ),
                migrations.CreateModel(
                    name='BodyHeir',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heirs', to='organizations.body')),
                        ('heir', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heir_of', to='organizations.body')),
                    ],
                    options={
                        'verbose_name': 'cơ quan kế thừa cuối',
                        'verbose_name_plural': 'cơ quan kế thừa cuối',
                        'constraints': [models.UniqueConstraint(fields=('body', 'heir'), name='body_heir_once')],
                    },
                ),
                migrations.CreateModel(
                    name='BodyKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                        ('family', models.CharField(choices=[('party', 'Đảng'), ('state', 'Chính quyền'), ('council', 'Hội đồng nhân dân'), ('front', 'Mặt trận và đoàn thể'), ('community', 'Cộng đồng dân cư')], max_length=10, verbose_name='khối')),
                        ('name_vi', models.CharField(max_length=120, verbose_name='tên')),
                        ('name_en', models.CharField(max_length=120, verbose_name='tên tiếng Anh')),
                        ('rank', models.PositiveSmallIntegerField(default=50, verbose_name='thứ tự trong danh sách')),
                    ],
                    options={
                        'verbose_name': 'loại cơ quan',
                        'verbose_name_plural': 'loại cơ quan',
                    },
                ),
                migrations.CreateModel(
                    name='BodySuccession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organizations.body', verbose_name='cơ quan trước')),
                        ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='organizations.body', verbose_name='cơ quan kế thừa')),
                        ('on', models.DateField(verbose_name='từ ngày')),
                        ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'verbose_name': 'kế thừa giữa các cơ quan',
                        'verbose_name_plural': 'kế thừa giữa các cơ quan',
                        'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='body_succession_once', violation_error_message='Việc kế thừa này đã được ghi.'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='body_not_own_successor', violation_error_message='Một cơ quan không thể kế thừa chính nó.')],
                    },
                ),
                migrations.CreateModel(
                    name='Derivation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=20, unique=True)),
                        ('day', models.DateField()),
                    ],
                    options={
                        'verbose_name': 'lần tính lại',
                        'verbose_name_plural': 'lần tính lại',
                    },
                ),
                migrations.CreateModel(
                    name='LegalAct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(help_text='Ví dụ: 837/NQ-UBTVQH14', max_length=60, verbose_name='số, ký hiệu')),
                        ('title', models.CharField(max_length=300, verbose_name='trích yếu')),
                        ('title_en', models.CharField(blank=True, max_length=300, verbose_name='trích yếu (tiếng Anh)')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                        ('in_force_on', models.DateField(verbose_name='ngày có hiệu lực')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú nguồn')),
                    ],
                    options={
                        'verbose_name': 'văn bản về tổ chức',
                        'verbose_name_plural': 'văn bản về tổ chức',
                        'constraints': [models.UniqueConstraint(fields=('number', 'in_force_on'), name='legal_act_once', violation_error_message='Văn bản này đã có trong danh mục.'), models.CheckConstraint(condition=models.Q(('number__regex', '\\S')), name='legal_act_number_not_blank', violation_error_message='Cần có số, ký hiệu văn bản.')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.unit', verbose_name='đơn vị')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.body', verbose_name='cơ quan')),
                        ('role', models.CharField(choices=[('official', 'Cán bộ nhập liệu'), ('clerk', 'Chuyên viên tổng hợp'), ('records', 'Văn thư'), ('member', 'Thành viên Ban Chỉ đạo'), ('leader', 'Lãnh đạo'), ('answerer', 'Cơ quan giải quyết'), ('supervisor', 'Giám sát của Hội đồng nhân dân'), ('front', 'Mặt trận Tổ quốc'), ('unitadmin', 'Quản trị đơn vị'), ('sysadmin', 'Quản trị hệ thống'), ('auditor', 'Kiểm tra, kiểm toán')], max_length=12, verbose_name='vai trò')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                        ('basis', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
                    ],
                    options={
                        'verbose_name': 'phân công',
                        'verbose_name_plural': 'phân công',
                        'indexes': [models.Index(fields=['user', 'unit'], name='membership_by_user')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='membership_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('unit', '='), (django.db.models.functions.comparison.Coalesce('body', 0), '='), ('role', '='), ('valid', '&&')], name='membership_once', violation_error_message='Người này đã giữ vai trò đó trong thời gian này.')],
                    },
                ),
                migrations.CreateModel(
                    name='MembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.membership')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                        ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.body', verbose_name='cơ quan')),
                        ('role', models.CharField(choices=[('official', 'Cán bộ nhập liệu'), ('clerk', 'Chuyên viên tổng hợp'), ('records', 'Văn thư'), ('member', 'Thành viên Ban Chỉ đạo'), ('leader', 'Lãnh đạo'), ('answerer', 'Cơ quan giải quyết'), ('supervisor', 'Giám sát của Hội đồng nhân dân'), ('front', 'Mặt trận Tổ quốc'), ('unitadmin', 'Quản trị đơn vị'), ('sysadmin', 'Quản trị hệ thống'), ('auditor', 'Kiểm tra, kiểm toán')], max_length=12, verbose_name='vai trò')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                        ('basis', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='organizations.unit', verbose_name='đơn vị')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.unit', verbose_name='đơn vị cấp trên')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                        ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'verbose_name': 'vị trí trong hệ thống',
                        'verbose_name_plural': 'vị trí trong hệ thống',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='placement_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('valid', '&&')], name='unit_one_parent', violation_error_message='Một đơn vị chỉ thuộc một đơn vị cấp trên trong cùng một ngày.'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('unit')), _negated=True), _connector='OR'), name='placement_not_under_itself', violation_error_message='Một đơn vị không thể thuộc chính nó.')],
                    },
                ),
                migrations.CreateModel(
                    name='PlacementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.placement')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị cấp trên')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                        ('act', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Reach',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reaches', to='organizations.unit')),
                        ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reached_from', to='organizations.unit')),
                    ],
                    options={
                        'verbose_name': 'phạm vi',
                        'verbose_name_plural': 'phạm vi',
                        'indexes': [models.Index(fields=['target', 'source'], name='reach_back')],
                        'constraints': [models.UniqueConstraint(fields=('source', 'target'), name='reach_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                        ('family', models.CharField(choices=[('party', 'Đảng'), ('state', 'Chính quyền'), ('council', 'Hội đồng nhân dân'), ('front', 'Mặt trận và đoàn thể'), ('community', 'Cộng đồng dân cư')], max_length=10, verbose_name='khối')),
                        ('name_vi', models.CharField(max_length=120, verbose_name='tên')),
                        ('name_en', models.CharField(max_length=120, verbose_name='tên tiếng Anh')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                    ],
                    options={
                        'verbose_name': 'nhiệm kỳ',
                        'verbose_name_plural': 'nhiệm kỳ',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='term_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60, unique=True, verbose_name='mã')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.unitkind', verbose_name='loại')),
                        ('name', models.CharField(max_length=120, verbose_name='tên')),
                        ('sort_key', models.TextField(db_collation='C', editable=False)),
                        ('search_key', models.TextField(editable=False)),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian tồn tại')),
                        ('founding_act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='founded_units', to='organizations.legalact', verbose_name='văn bản thành lập')),
                        ('ending_act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_units', to='organizations.legalact', verbose_name='văn bản kết thúc')),
                    ],
                    options={
                        'verbose_name': 'đơn vị',
                        'verbose_name_plural': 'đơn vị',
                        'indexes': [models.Index(fields=['sort_key', 'id'], name='unit_by_name'), django.contrib.postgres.indexes.GinIndex(fields=['search_key'], name='unit_by_search', opclasses=['gin_trgm_ops'])],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='unit_life_not_empty', violation_error_message='Ngày kết thúc phải sau ngày thành lập.'), models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='unit_name_not_blank', violation_error_message='Cần có tên đơn vị.'), models.CheckConstraint(condition=models.Q(('valid__endswith__isnull', True), ('ending_act__isnull', False), _connector='OR'), name='unit_end_has_act', violation_error_message='Kết thúc một đơn vị phải có văn bản.')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='organizations.unit', verbose_name='đơn vị')),
                        ('scheme', models.CharField(max_length=40, verbose_name='hệ mã')),
                        ('value', models.CharField(max_length=40, verbose_name='mã số')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                    ],
                    options={
                        'verbose_name': 'mã số đơn vị',
                        'verbose_name_plural': 'mã số đơn vị',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='unit_code_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('scheme', '='), ('value', '='), ('valid', '&&')], name='unit_code_one_unit', violation_error_message='Mã số này đang thuộc một đơn vị khác trong thời gian đó.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('scheme', '='), ('valid', '&&')], name='unit_one_code', violation_error_message='Một đơn vị chỉ có một mã số của mỗi hệ trong cùng một ngày.')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitHeir',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heirs', to='organizations.unit')),
                        ('heir', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heir_of', to='organizations.unit')),
                    ],
                    options={
                        'verbose_name': 'đơn vị kế thừa cuối',
                        'verbose_name_plural': 'đơn vị kế thừa cuối',
                        'constraints': [models.UniqueConstraint(fields=('unit', 'heir'), name='unit_heir_once')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=30, unique=True, verbose_name='mã')),
                        ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.unitlevel', verbose_name='cấp')),
                        ('name_vi', models.CharField(max_length=60, verbose_name='tên')),
                        ('name_en', models.CharField(max_length=60, verbose_name='tên tiếng Anh')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                    ],
                    options={
                        'verbose_name': 'loại đơn vị',
                        'verbose_name_plural': 'loại đơn vị',
                    },
                ),
                migrations.CreateModel(
                    name='UnitLevel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=20, unique=True, verbose_name='mã')),
                        ('name_vi', models.CharField(max_length=60, verbose_name='tên')),
                        ('name_en', models.CharField(max_length=60, verbose_name='tên tiếng Anh')),
                        ('rank', models.PositiveSmallIntegerField(help_text='Số nhỏ ở trên', verbose_name='thứ bậc')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                    ],
                    options={
                        'verbose_name': 'cấp',
                        'verbose_name_plural': 'cấp',
                        'ordering': ['rank', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='UnitName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='organizations.unit', verbose_name='đơn vị')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.unitkind', verbose_name='loại')),
                        ('name', models.CharField(max_length=120, verbose_name='tên')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                        ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'verbose_name': 'tên đơn vị theo thời gian',
                        'verbose_name_plural': 'tên đơn vị theo thời gian',
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='unit_name_not_empty', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('valid', '&&')], name='unit_one_name', violation_error_message='Một đơn vị chỉ có một tên trong cùng một ngày.')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitNameEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.unitname')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unitkind', verbose_name='loại')),
                        ('name', models.CharField(max_length=120, verbose_name='tên')),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời gian')),
                        ('act', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='UnitSuccession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organizations.unit', verbose_name='đơn vị trước')),
                        ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='organizations.unit', verbose_name='đơn vị kế thừa')),
                        ('on', models.DateField(verbose_name='từ ngày')),
                        ('share', models.DecimalField(blank=True, decimal_places=5, max_digits=6, null=True, verbose_name='phần số liệu')),
                        ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'verbose_name': 'kế thừa giữa các đơn vị',
                        'verbose_name_plural': 'kế thừa giữa các đơn vị',
                        'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='unit_succession_once', violation_error_message='Việc kế thừa này đã được ghi.'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='unit_not_own_successor', violation_error_message='Không thể sáp nhập một đơn vị vào chính nó.'), models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gt', 0), ('share__lte', 1)), _connector='OR'), name='unit_succession_share', violation_error_message='Phần số liệu phải lớn hơn 0 và không quá 1.')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitSuccessionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.unitsuccession')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('predecessor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị trước')),
                        ('successor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.unit', verbose_name='đơn vị kế thừa')),
                        ('on', models.DateField(verbose_name='từ ngày')),
                        ('share', models.DecimalField(blank=True, decimal_places=5, max_digits=6, null=True, verbose_name='phần số liệu')),
                        ('act', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.legalact', verbose_name='văn bản')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='body',
                    trigger=pgtrigger.compiler.Trigger(name='unit_is_alive', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_body b JOIN organizations_unit u ON u.id = b.unit_id WHERE b.id = NEW.id AND NOT u.valid @> b.valid) THEN RAISE EXCEPTION USING MESSAGE = 'Cơ quan chỉ tồn tại trong thời gian đơn vị tồn tại.', ERRCODE = 'check_violation', CONSTRAINT = 'unit_is_alive'; END IF; RETURN NULL;", hash='368c0c8aeb7223ff96ac413425224a2307d7d39b', operation='INSERT OR UPDATE', pgid='pgtrigger_unit_is_alive_acd5d', table='organizations_body', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bodysuccession',
                    trigger=pgtrigger.compiler.Trigger(name='taken_over_at_the_end', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='IF EXISTS (SELECT FROM organizations_bodysuccession s JOIN organizations_body p ON p.id = s.predecessor_id JOIN organizations_body n ON n.id = s.successor_id WHERE s.id = NEW.id AND (upper(p.valid) IS NULL OR s."on" < upper(p.valid) OR NOT n.valid @> s."on")) THEN RAISE EXCEPTION USING MESSAGE = \'Kế thừa bắt đầu sau khi cơ quan trước chấm dứt, khi cơ quan kế thừa đang tồn tại.\', ERRCODE = \'check_violation\', CONSTRAINT = \'taken_over_at_the_end\'; END IF; RETURN NULL;', hash='3d0fa78052db5429d745d6efc8bdbf8925303338', operation='INSERT OR UPDATE', pgid='pgtrigger_taken_over_at_the_end_f91c0', table='organizations_bodysuccession', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_membershipevent" ("basis", "body_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id", "valid") VALUES (NEW."basis", NEW."body_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."unit_id", NEW."user_id", NEW."valid"); RETURN NULL;', hash='ee1f6fbbbac18af7c392721a8f58e782ff210a52', operation='INSERT', pgid='pgtrigger_insert_insert_df650', table='organizations_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_membershipevent" ("basis", "body_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id", "valid") VALUES (NEW."basis", NEW."body_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."unit_id", NEW."user_id", NEW."valid"); RETURN NULL;', hash='ba94a8d49936ce93ff49e8d0acad4c6ab38e50d4', operation='UPDATE', pgid='pgtrigger_update_update_6cb9e', table='organizations_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_membershipevent" ("basis", "body_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id", "valid") VALUES (OLD."basis", OLD."body_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."unit_id", OLD."user_id", OLD."valid"); RETURN NULL;', hash='fd9fc9ba94bbec90cac4799d77973a62a185516a', operation='DELETE', pgid='pgtrigger_delete_delete_0b96a', table='organizations_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='fills_life', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_unit u WHERE u.id = NEW.unit_id AND (SELECT range_agg(r.valid) FROM organizations_placement r WHERE r.unit_id = u.id) IS DISTINCT FROM datemultirange(u.valid)) THEN RAISE EXCEPTION USING MESSAGE = 'Các giai đoạn trực thuộc phải phủ kín thời gian tồn tại của đơn vị.', ERRCODE = 'check_violation', CONSTRAINT = 'fills_life'; END IF; RETURN NULL;", hash='3c331fbfa3027e0811a4985d97428298614ae86d', operation='INSERT OR UPDATE', pgid='pgtrigger_fills_life_ad503', table='organizations_placement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='still_fills_life', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_unit u WHERE u.id = OLD.unit_id AND (SELECT range_agg(r.valid) FROM organizations_placement r WHERE r.unit_id = u.id) IS DISTINCT FROM datemultirange(u.valid)) THEN RAISE EXCEPTION USING MESSAGE = 'Các giai đoạn trực thuộc phải phủ kín thời gian tồn tại của đơn vị.', ERRCODE = 'check_violation', CONSTRAINT = 'still_fills_life'; END IF; RETURN NULL;", hash='98da7a8f2a4322d3c77141a74ad489bdef2ee8d9', operation='DELETE OR UPDATE', pgid='pgtrigger_still_fills_life_3159c', table='organizations_placement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='parent_is_alive', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_placement p JOIN organizations_unit u ON u.id = p.parent_id WHERE p.id = NEW.id AND NOT u.valid @> p.valid) THEN RAISE EXCEPTION USING MESSAGE = 'Đơn vị cấp trên phải tồn tại trong suốt thời gian có đơn vị trực thuộc.', ERRCODE = 'check_violation', CONSTRAINT = 'parent_is_alive'; END IF; RETURN NULL;", hash='47d88a8a8c4858b2af4503ee91eff249a136e542', operation='INSERT OR UPDATE', pgid='pgtrigger_parent_is_alive_93f83', table='organizations_placement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='no_circle', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (WITH RECURSIVE up(unit_id, valid) AS ( SELECT p.parent_id, p.valid FROM organizations_placement p WHERE p.id = NEW.id AND p.parent_id IS NOT NULL UNION SELECT p.parent_id, p.valid * up.valid FROM up JOIN organizations_placement p ON p.unit_id = up.unit_id AND p.valid && up.valid AND p.parent_id IS NOT NULL) SELECT FROM up WHERE up.unit_id = NEW.unit_id) THEN RAISE EXCEPTION USING MESSAGE = 'Một đơn vị không thể thuộc đơn vị cấp dưới của chính nó.', ERRCODE = 'check_violation', CONSTRAINT = 'no_circle'; END IF; RETURN NULL;", hash='452ae6c2c76786d015964d38f5219591e223bae1', operation='INSERT OR UPDATE', pgid='pgtrigger_no_circle_aadd7', table='organizations_placement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_placementevent" ("act_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid") VALUES (NEW."act_id", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."valid"); RETURN NULL;', hash='eea9e783c8464ac1b0032e1156bbaa342a171a13', operation='INSERT', pgid='pgtrigger_insert_insert_510e0', table='organizations_placement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_placementevent" ("act_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid") VALUES (NEW."act_id", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id", NEW."valid"); RETURN NULL;', hash='53535c3bd4a73f6c3647a8550d0bfcba154703e0', operation='UPDATE', pgid='pgtrigger_update_update_e5dfa', table='organizations_placement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_placementevent" ("act_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid") VALUES (OLD."act_id", OLD."id", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."valid"); RETURN NULL;', hash='16b19997f8da8ca0209a1213cd2bae2567ae1a62', operation='DELETE', pgid='pgtrigger_delete_delete_c7cdb', table='organizations_placement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unit',
                    trigger=pgtrigger.compiler.Trigger(name='life_has_places', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_unit u WHERE u.id = NEW.id AND (SELECT range_agg(r.valid) FROM organizations_placement r WHERE r.unit_id = u.id) IS DISTINCT FROM datemultirange(u.valid)) THEN RAISE EXCEPTION USING MESSAGE = 'Các giai đoạn trực thuộc phải phủ kín thời gian tồn tại của đơn vị.', ERRCODE = 'check_violation', CONSTRAINT = 'life_has_places'; END IF; RETURN NULL;", hash='8f5feb4eee12ce44f414f8f56ce68b8baf1f8d85', operation='INSERT OR UPDATE OF "valid"', pgid='pgtrigger_life_has_places_c7b42', table='organizations_unit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unit',
                    trigger=pgtrigger.compiler.Trigger(name='life_has_names', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_unit u WHERE u.id = NEW.id AND (SELECT range_agg(r.valid) FROM organizations_unitname r WHERE r.unit_id = u.id) IS DISTINCT FROM datemultirange(u.valid)) THEN RAISE EXCEPTION USING MESSAGE = 'Các tên gọi phải phủ kín thời gian tồn tại của đơn vị.', ERRCODE = 'check_violation', CONSTRAINT = 'life_has_names'; END IF; RETURN NULL;", hash='d9e7ada5f94512806735d4744e771944fee38197', operation='INSERT OR UPDATE OF "valid"', pgid='pgtrigger_life_has_names_18188', table='organizations_unit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unit',
                    trigger=pgtrigger.compiler.Trigger(name='children_are_covered', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_placement p JOIN organizations_unit u ON u.id = p.parent_id WHERE u.id = NEW.id AND NOT u.valid @> p.valid) THEN RAISE EXCEPTION USING MESSAGE = 'Đơn vị cấp trên phải tồn tại trong suốt thời gian có đơn vị trực thuộc.', ERRCODE = 'check_violation', CONSTRAINT = 'children_are_covered'; END IF; RETURN NULL;", hash='48ac6bd99af389aacb64b8a08dc5c185804587fe', operation='INSERT OR UPDATE OF "valid"', pgid='pgtrigger_children_are_covered_ccffc', table='organizations_unit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unit',
                    trigger=pgtrigger.compiler.Trigger(name='bodies_are_covered', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_body b JOIN organizations_unit u ON u.id = b.unit_id WHERE u.id = NEW.id AND NOT u.valid @> b.valid) THEN RAISE EXCEPTION USING MESSAGE = 'Cơ quan chỉ tồn tại trong thời gian đơn vị tồn tại.', ERRCODE = 'check_violation', CONSTRAINT = 'bodies_are_covered'; END IF; RETURN NULL;", hash='476cc576bfd2ca3a88d8dd57a6f56f1ac76cd3e7', operation='INSERT OR UPDATE OF "valid"', pgid='pgtrigger_bodies_are_covered_6794a', table='organizations_unit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitname',
                    trigger=pgtrigger.compiler.Trigger(name='fills_life', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_unit u WHERE u.id = NEW.unit_id AND (SELECT range_agg(r.valid) FROM organizations_unitname r WHERE r.unit_id = u.id) IS DISTINCT FROM datemultirange(u.valid)) THEN RAISE EXCEPTION USING MESSAGE = 'Các tên gọi phải phủ kín thời gian tồn tại của đơn vị.', ERRCODE = 'check_violation', CONSTRAINT = 'fills_life'; END IF; RETURN NULL;", hash='31665a92f9e2f78626079872ab9eee1f18484ced', operation='INSERT OR UPDATE', pgid='pgtrigger_fills_life_a46af', table='organizations_unitname', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitname',
                    trigger=pgtrigger.compiler.Trigger(name='still_fills_life', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF EXISTS (SELECT FROM organizations_unit u WHERE u.id = OLD.unit_id AND (SELECT range_agg(r.valid) FROM organizations_unitname r WHERE r.unit_id = u.id) IS DISTINCT FROM datemultirange(u.valid)) THEN RAISE EXCEPTION USING MESSAGE = 'Các tên gọi phải phủ kín thời gian tồn tại của đơn vị.', ERRCODE = 'check_violation', CONSTRAINT = 'still_fills_life'; END IF; RETURN NULL;", hash='2b11d64e48b48f2442219f92afcbd04c3162690a', operation='DELETE OR UPDATE', pgid='pgtrigger_still_fills_life_ee06d', table='organizations_unitname', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitname',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_unitnameevent" ("act_id", "id", "kind_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid") VALUES (NEW."act_id", NEW."id", NEW."kind_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."valid"); RETURN NULL;', hash='4268e524cc8050e78d307811786df865dd577243', operation='INSERT', pgid='pgtrigger_insert_insert_3a6ab', table='organizations_unitname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitname',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_unitnameevent" ("act_id", "id", "kind_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid") VALUES (NEW."act_id", NEW."id", NEW."kind_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id", NEW."valid"); RETURN NULL;', hash='203a9029d5062309eb46f195101f749c4355dbf2', operation='UPDATE', pgid='pgtrigger_update_update_64744', table='organizations_unitname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitname',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_unitnameevent" ("act_id", "id", "kind_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "valid") VALUES (OLD."act_id", OLD."id", OLD."kind_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."valid"); RETURN NULL;', hash='6c8161961f44feb93798b2039a6933ba5ac084b6', operation='DELETE', pgid='pgtrigger_delete_delete_df3db', table='organizations_unitname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitsuccession',
                    trigger=pgtrigger.compiler.Trigger(name='taken_over_at_the_end', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='IF EXISTS (SELECT FROM organizations_unitsuccession s JOIN organizations_unit p ON p.id = s.predecessor_id JOIN organizations_unit n ON n.id = s.successor_id WHERE s.id = NEW.id AND (upper(p.valid) IS DISTINCT FROM s."on" OR NOT n.valid @> s."on")) THEN RAISE EXCEPTION USING MESSAGE = \'Kế thừa bắt đầu đúng ngày đơn vị trước chấm dứt, khi đơn vị kế thừa đang tồn tại.\', ERRCODE = \'check_violation\', CONSTRAINT = \'taken_over_at_the_end\'; END IF; RETURN NULL;', hash='9f92745ff0774549ae658b4f6e8f1675b5472d54', operation='INSERT OR UPDATE', pgid='pgtrigger_taken_over_at_the_end_f0881', table='organizations_unitsuccession', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitsuccession',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_unitsuccessionevent" ("act_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "share", "successor_id") VALUES (NEW."act_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."predecessor_id", NEW."share", NEW."successor_id"); RETURN NULL;', hash='fcb73f50bb1171c427a95a9009ece26ebbb51520', operation='INSERT', pgid='pgtrigger_insert_insert_b3538', table='organizations_unitsuccession', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitsuccession',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_unitsuccessionevent" ("act_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "share", "successor_id") VALUES (NEW."act_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."predecessor_id", NEW."share", NEW."successor_id"); RETURN NULL;', hash='eb382eb88843d4822f8809cdbd6339a0f743021d', operation='UPDATE', pgid='pgtrigger_update_update_9f569', table='organizations_unitsuccession', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='unitsuccession',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_unitsuccessionevent" ("act_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "share", "successor_id") VALUES (OLD."act_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."predecessor_id", OLD."share", OLD."successor_id"); RETURN NULL;', hash='70fd20b5802624f2d310ac05bff57b37ce7feec1', operation='DELETE', pgid='pgtrigger_delete_delete_12c1e', table='organizations_unitsuccession', when='AFTER')),
                ),
            ],
        ),
    ]

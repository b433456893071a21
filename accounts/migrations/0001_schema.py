import common.clock
import common.create_together
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('username', models.CharField(max_length=60, verbose_name='tên đăng nhập')),
                        ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                        ('phone', models.CharField(blank=True, help_text='Dạng +84912345678', max_length=16, verbose_name='số điện thoại')),
                        ('sort_key', models.TextField(db_collation='C', editable=False)),
                        ('search_key', models.TextField(editable=False)),
                        ('is_active', models.BooleanField(default=True, verbose_name='đang hoạt động')),
                        ('date_joined', models.DateTimeField(default=common.clock.now, verbose_name='ngày mở tài khoản')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='đóng lúc')),
                        ('closed_reason', models.CharField(blank=True, max_length=300, null=True, verbose_name='lý do đóng')),
                    ],
                    options={
                        'verbose_name': 'tài khoản',
                        'verbose_name_plural': 'tài khoản',
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_username_unique', violation_error_message='Tên đăng nhập này đã có người dùng.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_unique', violation_error_message='Địa chỉ thư điện tử này đã có người dùng.'), models.UniqueConstraint(condition=models.Q(('phone', ''), _negated=True), fields=('phone',), name='user_phone_unique', violation_error_message='Số điện thoại này đã có người dùng.'), models.CheckConstraint(condition=models.Q(('full_name__regex', '\\S')), name='user_full_name_not_blank', violation_error_message='Cần có họ và tên.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_reason__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_reason__isnull', False)), _connector='OR'), name='user_closed_at_and_why', violation_error_message='Đóng tài khoản cần có lý do.'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('is_active', False), _connector='OR'), name='user_closed_is_inactive', violation_error_message='Tài khoản đã đóng thì không đăng nhập được.')],
                    },
                ),
            ],
        ),
    ]

import common.create_together
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_choices')]

    initial = True

    dependencies = [
        ('accounts', '0001_schema'),
    ]

    operations = [
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                        ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='mã băm của địa chỉ')),
                        ('created_at', models.DateTimeField(verbose_name='tạo lúc')),
                        ('last_read_at', models.DateTimeField(blank=True, null=True, verbose_name='đọc lần gần nhất')),
                    ],
                    options={
                        'verbose_name': 'lịch riêng',
                        'verbose_name_plural': 'lịch riêng',
                    },
                ),
                migrations.CreateModel(
                    name='ChannelChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                        ('channel', models.CharField(max_length=20, verbose_name='kênh')),
                        ('wanted', models.BooleanField(default=True, verbose_name='nhận')),
                    ],
                    options={
                        'verbose_name': 'cách nhận thông báo',
                        'verbose_name_plural': 'cách nhận thông báo',
                        'constraints': [models.UniqueConstraint(fields=('user', 'channel'), name='channel_choice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
                        ('kind', models.CharField(max_length=80, verbose_name='loại')),
                        ('key', models.CharField(max_length=160, verbose_name='khóa')),
                        ('subject', models.CharField(max_length=250, verbose_name='tiêu đề')),
                        ('text', models.TextField(blank=True, verbose_name='nội dung')),
                        ('url', models.CharField(max_length=500, verbose_name='liên kết')),
                        ('created_at', models.DateTimeField(verbose_name='lúc')),
                        ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='đọc lúc')),
                    ],
                    options={
                        'verbose_name': 'thông báo',
                        'verbose_name_plural': 'thông báo',
                        'indexes': [models.Index(fields=['recipient', '-created_at', '-id'], name='notice_by_recipient'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['recipient'], name='notice_unread')],
                        'constraints': [models.UniqueConstraint(fields=('recipient', 'key'), name='notice_once', violation_error_message='Người này đã được thông báo việc đó.'), models.CheckConstraint(condition=models.Q(('subject__regex', '\\S')), name='notice_subject_not_blank', violation_error_message='Thông báo cần có tiêu đề.'), models.CheckConstraint(condition=models.Q(('url__regex', '^/([^/\\\\]|$)')), name='notice_url_within_the_portal', violation_error_message='Liên kết phải nằm trong cổng.')],
                    },
                ),
                migrations.CreateModel(
                    name='Outbox',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outbox', to='notices.notice', verbose_name='thông báo')),
                        ('channel', models.CharField(max_length=20, verbose_name='kênh')),
                        ('state', models.CharField(choices=[('waiting', 'chờ gửi'), ('sent', 'đã gửi'), ('given_up', 'không gửi được')], default='waiting', max_length=8, verbose_name='trạng thái')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                        ('next_try_at', models.DateTimeField(verbose_name='gửi từ lúc')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                        ('error', models.CharField(blank=True, max_length=500, verbose_name='lỗi lần gần nhất')),
                    ],
                    options={
                        'verbose_name': 'thông báo chờ gửi',
                        'verbose_name_plural': 'thông báo chờ gửi',
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at', 'id'], name='outbox_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='outbox_once_per_channel'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='outbox_sent_has_its_moment', violation_error_message='Thông báo đã gửi phải có thời điểm gửi.')],
                    },
                ),
            ],
        ),
    ]

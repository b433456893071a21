import common.create_together
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('jobs', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_schema'),
        ('organizations', '0001_schema'),
    ]

    operations = [
        common.create_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Job',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=80, verbose_name='loại')),
                        ('key', models.CharField(max_length=200, verbose_name='khóa')),
                        ('args', models.JSONField(default=dict, verbose_name='tham số')),
                        ('state', models.CharField(choices=[('queued', 'Đang chờ'), ('running', 'Đang làm'), ('succeeded', 'Đã xong'), ('failed', 'Không làm được'), ('cancelled', 'Đã hủy')], default='queued', max_length=9, verbose_name='trạng thái')),
                        ('attempt', models.PositiveSmallIntegerField(default=0, verbose_name='lần thử')),
                        ('queued_at', models.DateTimeField(verbose_name='vào hàng đợi lúc')),
                        ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='giữ đến')),
                        ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='báo lần cuối')),
                        ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='tiến độ (%)')),
                        ('step', models.CharField(blank=True, max_length=200, verbose_name='đang làm')),
                        ('result', models.JSONField(blank=True, null=True, verbose_name='kết quả')),
                        ('error', models.TextField(blank=True, verbose_name='lý do không làm được')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL, verbose_name='người yêu cầu')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='đơn vị')),
                        ('created_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                    ],
                    options={
                        'verbose_name': 'công việc nền',
                        'verbose_name_plural': 'công việc nền',
                        'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['queued_at', 'id'], name='job_queued'), models.Index(condition=models.Q(('state', 'running')), fields=['lease_until'], name='job_running'), models.Index(fields=['created_by', '-created_at'], name='job_by_creator')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running'))), fields=('kind', 'key'), name='job_one_unfinished', violation_error_message='Việc này đang được làm.'), models.CheckConstraint(condition=models.Q(('key__regex', '\\S')), name='job_key_not_blank', violation_error_message='Công việc cần có khóa.'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='job_progress_in_percent', violation_error_message='Tiến độ từ 0 đến 100.'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='job_running_has_a_lease', violation_error_message='Chỉ việc đang làm mới có thời hạn giữ.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ('queued', 'running'))), models.Q(models.Q(('state__in', ('queued', 'running')), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='job_finished_has_its_moment', violation_error_message='Việc đã kết thúc phải có thời điểm kết thúc.'), models.CheckConstraint(condition=models.Q(models.Q(('result__isnull', False), ('state', 'succeeded')), models.Q(models.Q(('state', 'succeeded'), _negated=True), ('result__isnull', True)), _connector='OR'), name='job_succeeded_has_a_result', violation_error_message='Chỉ việc đã xong mới có kết quả.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), ('error__regex', '\\S'), _connector='OR'), name='job_failed_says_why', violation_error_message='Việc không làm được phải nói lý do.')],
                    },
                ),
            ],
        ),
    ]

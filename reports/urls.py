"""The report desk and the dashboard."""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.report_list, name="list"),
    path("bao-cao/lap/", views.start, name="start"),
    path("bao-cao/de-cuong/", views.outlines, name="outlines"),
    path("bao-cao/de-cuong/<slug:code>/", views.outline, name="outline"),
    path("bao-cao/hoi-nghi/<slug:code>/", views.meeting, name="meeting"),
    path("lich-tuan/", views.week, name="week"),
    path("bao-cao/lich-lap/", views.schedules, name="schedules"),
    path("bao-cao/so/", views.books, name="books"),
    path("bao-cao/dot/", views.batches, name="batches"),
    path("bao-cao/dot/<int:pk>/", views.batch, name="batch"),
    path("bao-cao/<int:pk>/", views.detail, name="detail"),
    path("bao-cao/<int:pk>/muc/<slug:code>/", views.section, name="section"),
    path("bao-cao/<int:pk>/phu-luc/<int:number>/", views.annex, name="annex"),
    path("bao-cao/<int:pk>/bieu-do/<slug:name>.svg", views.chart, name="chart"),
    path("bao-cao/<int:pk>/so/", views.figures, name="figures"),
    path("bao-cao/<int:pk>/so/<str:key>/", views.figure, name="figure"),
    path("bao-cao/<int:pk>/ky/", views.signing, name="signing"),
    path("bao-cao/<int:pk>/dung-tep/", views.build, name="build"),
    path("bao-cao/<int:pk>/trinh/", views.submit, name="submit"),
    path("bao-cao/<int:pk>/rut-lai/", views.recall, name="recall"),
    path("bao-cao/<int:pk>/tra-lai/", views.send_back, name="send_back"),
    path("bao-cao/<int:pk>/duyet/", views.approve, name="approve"),
    path("bao-cao/<int:pk>/ban-hanh/", views.issue, name="issue"),
    path("bao-cao/<int:pk>/sau-ban-hanh/", views.after, name="after"),
    path("bao-cao/co-quan/<slug:code>/", views.practice, name="practice"),
    path("bao-cao/<int:pk>/word/", views.word_copy, name="word"),
    path("bao-cao/<int:pk>/tep/<int:file_pk>/", views.download, name="file"),
    path("tong-quan/", views.dashboard, name="dashboard"),
]

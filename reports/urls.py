"""The report desk and the dashboard."""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.report_list, name="list"),
    path("bao-cao/lap/", views.start, name="start"),
    path("bao-cao/<int:pk>/", views.detail, name="detail"),
    path("bao-cao/<int:pk>/muc/<slug:code>/", views.section, name="section"),
    path("bao-cao/<int:pk>/ky/", views.signing, name="signing"),
    path("bao-cao/<int:pk>/dung-tep/", views.build, name="build"),
    path("bao-cao/<int:pk>/trinh/", views.submit, name="submit"),
    path("bao-cao/<int:pk>/tra-lai/", views.send_back, name="send_back"),
    path("bao-cao/<int:pk>/duyet/", views.approve, name="approve"),
    path("bao-cao/<int:pk>/ban-hanh/", views.issue, name="issue"),
    path("bao-cao/<int:pk>/tep/<int:file_pk>/", views.download, name="file"),
    path("tong-quan/", views.dashboard, name="dashboard"),
]

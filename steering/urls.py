"""Addresses of committees and tasks, directing papers, programmes and regulations."""

from django.urls import path

from . import urls_directing
from .views import committees, steps, tasks

app_name = "steering"
urlpatterns = [
    *urls_directing.urlpatterns,
    path("nhiem-vu/", tasks.task_list, name="tasks"),
    path("nhiem-vu/giao-viec/", tasks.assign, name="assign"),
    path("nhiem-vu/<slug:code>/", tasks.task_detail, name="task"),
    path("nhiem-vu/<slug:code>/sua/", tasks.edit, name="edit"),
    path("nhiem-vu/<slug:code>/bao-cao/", steps.report, name="report"),
    path("nhiem-vu/<slug:code>/xac-nhan/", steps.sign_off, name="sign_off"),
    path("nhiem-vu/<slug:code>/tra-lai/", steps.send_back, name="send_back"),
    path("nhiem-vu/<slug:code>/gia-han/", steps.extend, name="extend"),
    path("nhiem-vu/<slug:code>/huy/", steps.cancel, name="cancel"),
    path("ban-chi-dao/", committees.committee_list, name="committees"),
    path("ban-chi-dao/lap-moi/", committees.found, name="found"),
    path("ban-chi-dao/<slug:code>/", committees.committee_detail, name="committee"),
    path("ban-chi-dao/<slug:code>/kien-toan/", committees.reorganise, name="reorganise"),
    path("ban-chi-dao/<slug:code>/sua/", committees.edit, name="committee_edit"),
    path("ban-chi-dao/<slug:code>/ket-thuc/", committees.dissolve, name="dissolve"),
]

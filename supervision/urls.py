"""Addresses of this room."""

from django.urls import path

from .views import boards, criticism, monthly, plans, supervisions

app_name = "supervision"
urlpatterns = [
    path("", supervisions.supervision_list, name="list"),
    path("lap-moi/", supervisions.supervision_new, name="new"),
    path("kien-nghi/", supervisions.recommendation_list, name="recommendations"),
    path("kien-nghi/<int:pk>/<slug:step>/", supervisions.recommendation_step, name="recommendation_step"),
    path("ke-hoach/", plans.plan_list, name="plans"),
    path("ke-hoach/lap-moi/", plans.plan_new, name="plan_new"),
    path("ke-hoach/<int:pk>/", plans.plan_detail, name="plan"),
    path("ke-hoach/<int:pk>/them/", plans.line_new, name="plan_line_new"),
    path("ban/", boards.board_list, name="boards"),
    path("ban/ghi-moi/", boards.board_new, name="board_new"),
    path("ban/<int:pk>/", boards.board_detail, name="board"),
    path("ban/<int:pk>/<slug:step>/", boards.board_step, name="board_step"),
    path("bao-cao-thang/", monthly.monthly, name="monthly"),
    path("bao-cao-thang/ghi-moi/", monthly.monthly_new, name="monthly_new"),
    path("bao-cao-thang/<int:pk>/", monthly.monthly_report, name="monthly_report"),
    path("bao-cao-thang/<int:pk>/sua/", monthly.monthly_edit, name="monthly_edit"),
    path("bao-cao-thang/<slug:code>/<str:period>/pdf/", monthly.monthly_paper, name="monthly_paper"),
    path("phan-bien/", criticism.criticism_list, name="criticisms"),
    path("phan-bien/ghi-moi/", criticism.criticism_new, name="criticism_new"),
    path("phan-bien/<slug:code>/", criticism.criticism_detail, name="criticism"),
    path("phan-bien/<slug:code>/<slug:step>/", criticism.criticism_step, name="criticism_step"),
    path("<slug:code>/", supervisions.supervision_detail, name="supervision"),
    path("<slug:code>/<slug:step>/", supervisions.supervision_step, name="step"),
]

"""Pages of administrators."""

from django.urls import include, path

from .views import health, people, person_steps, rules

app_name = "administration"
urlpatterns = [
    path("nguoi-dung/", people.people_list, name="people"),
    path("mo-tai-khoan/", people.open_account, name="open_account"),
    path("nguoi-dung/<str:username>/", people.person_page, name="person"),
    path("nguoi-dung/<str:username>/sua/", person_steps.edit, name="person_edit"),
    path("nguoi-dung/<str:username>/dong/", person_steps.close, name="person_close"),
    path("nguoi-dung/<str:username>/mo-lai/", person_steps.reopen, name="person_reopen"),
    path("nguoi-dung/<str:username>/mat-khau/", person_steps.password, name="person_password"),
    path("nguoi-dung/<str:username>/xac-thuc/", person_steps.second_factor, name="person_second_factor"),
    path("nguoi-dung/<str:username>/vai-tro/", person_steps.grant_role, name="person_grant_role"),
    path("nguoi-dung/<str:username>/vai-tro/<int:pk>/", person_steps.end_role, name="person_end_role"),
    path("quy-dinh/", rules.own_limits, name="rules"),
    path("quy-dinh/them/", rules.add, name="rule_add"),
    path("quy-dinh/<int:pk>/thoi-ap-dung/", rules.end, name="rule_end"),
    path("suc-khoe/", health.health, name="health"),
    path("suc-khoe/gui-lai/", health.send_again, name="send_again"),
    path("", include("administration.unit_urls")),
    path("", include("administration.calendar_urls")),
]

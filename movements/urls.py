"""Addresses of this room."""

from django.urls import path

from .views import programme_steps, programmes

app_name = "movements"
urlpatterns = [
    path("", programmes.programme_list, name="programmes"),
    path("noi-dung/", programmes.content_list, name="contents"),
    path("chuong-trinh/lap-moi/", programmes.programme_new, name="programme_new"),
    path("chuong-trinh/<int:pk>/", programmes.programme_detail, name="programme"),
    path("chuong-trinh/<int:pk>/noi-dung/", programme_steps.content_new, name="content_new"),
    path("chuong-trinh/<int:pk>/xem/<slug:kind>/", programmes.review, name="review"),
    path("chuong-trinh/<int:pk>/tep/<slug:which>/", programmes.programme_paper, name="programme_paper"),
    path("chuong-trinh/<int:pk>/buoc/<slug:step>/", programme_steps.programme_step, name="programme_step"),
    path("chuong-trinh/<int:pk>/<int:order>/<slug:step>/", programme_steps.content_step, name="content_step"),
]

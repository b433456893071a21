"""Addresses of this room."""

from django.urls import path

from .views import commendations, movements, programme_steps, programmes, register

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
    path("phat-dong/", movements.movement_list, name="movements"),
    path("phat-dong/ghi-moi/", movements.movement_new, name="movement_new"),
    path("phat-dong/<int:pk>/", movements.movement_detail, name="movement"),
    path("phat-dong/<int:pk>/muc-tieu/<int:order>/", movements.target_edit, name="target"),
    path("phat-dong/<int:pk>/<slug:step>/", movements.movement_step, name="movement_step"),
    path("mo-hinh/", register.model_list, name="models"),
    path("mo-hinh/dang-ky/<slug:how>/", register.model_new, name="model_new"),
    path("mo-hinh/so-lieu/", register.figures, name="figures"),
    path("mo-hinh/<int:pk>/", register.model_detail, name="model"),
    path("mo-hinh/<int:pk>/<slug:step>/", register.model_step, name="model_step"),
    path("khen-thuong/", commendations.commendation_list, name="commendations"),
    path("khen-thuong/ghi-moi/", commendations.commendation_new, name="commendation_new"),
    path("khen-thuong/<int:pk>/", commendations.commendation, name="commendation"),
]

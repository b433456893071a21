"""Addresses that need no sign-in."""

from django.urls import path

from .views import board, data, look_up, verify

app_name = "public"
urlpatterns = [
    path("tra-cuu/", look_up.look_up, name="look_up"),
    path("cong-khai/", board.country, name="board"),
    path("cong-khai/don-vi/<slug:code>/", board.of_unit, name="board_unit"),
    path("cong-khai/don-vi/<slug:code>/tin.xml", board.feed, name="board_feed"),
    path("cong-khai/don-vi/<slug:code>/du-lieu/", data.of_unit, name="unit_data"),
    path("cong-khai/tep/<int:pk>/", board.file, name="board_file"),
    path("xac-minh/<slug:code>/", verify.verify, name="verify"),
    path("xac-minh/<slug:code>/du-lieu/", data.of_report, name="report_data"),
    path("xac-minh/<slug:code>/so/<str:key>/", verify.figure, name="verify_figure"),
]

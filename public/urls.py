"""Addresses that need no sign-in."""

from django.urls import path

from .views import board, look_up

app_name = "public"
urlpatterns = [
    path("tra-cuu/", look_up.look_up, name="look_up"),
    path("cong-khai/", board.country, name="board"),
    path("cong-khai/don-vi/<slug:code>/", board.of_unit, name="board_unit"),
    path("cong-khai/don-vi/<slug:code>/tin.xml", board.feed, name="board_feed"),
    path("cong-khai/tep/<int:pk>/", board.file, name="board_file"),
]

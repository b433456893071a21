"""Addresses of the working calendar and its changes, part of the namespace "administration"."""

from django.urls import path

from .views import calendar, calendar_changes

urlpatterns = [
    path("lich/", calendar.overview, name="calendar"),
    path("lich/<int:year>/", calendar.year_page, name="calendar_year"),
    path("lich/ngay/them/", calendar.add, name="calendar_add"),
    path("lich/ngay/<int:pk>/sua/", calendar.alter, name="calendar_alter"),
    path("lich/ngay/<int:pk>/bo/", calendar.remove, name="calendar_remove"),
    path("lich/thay-doi/<int:pk>/", calendar_changes.change_page, name="calendar_change"),
    path("lich/thay-doi/<int:pk>/tinh-truoc/", calendar_changes.foresee, name="calendar_foresee"),
    path("lich/thay-doi/<int:pk>/ap-dung/", calendar_changes.apply, name="calendar_apply"),
    path("lich/thay-doi/<int:pk>/hoan-tac/", calendar_changes.undo, name="calendar_undo"),
    path("lich/thay-doi/<int:pk>/bo/", calendar_changes.discard, name="calendar_discard"),
]

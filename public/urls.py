"""Addresses that need no sign-in."""

from django.urls import path

from . import views

app_name = "public"
urlpatterns = [
    path("tra-cuu/", views.look_up, name="look_up"),
]

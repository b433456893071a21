"""/thoi-han/: rules, calculation, clocks."""

from django.urls import URLPattern, URLResolver

app_name = "deadlines"
urlpatterns: list[URLPattern | URLResolver] = []

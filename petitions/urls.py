"""Addresses of voter petitions."""

from django.urls.resolvers import URLPattern

app_name = "petitions"
urlpatterns: list[URLPattern] = []

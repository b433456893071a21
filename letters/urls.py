"""Addresses of letters, receptions and pending cases."""

from django.urls.resolvers import URLPattern

app_name = "letters"
urlpatterns: list[URLPattern] = []

"""/hop-thu/: the inbox."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("doc-het/", views.read_all, name="read_all"),
    path("<int:pk>/mo/", views.open_notice, name="open"),
]

"""/cong-viec/: long work."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/huy/", views.cancel, name="cancel"),
]

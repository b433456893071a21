"""/tep/: files of records."""

from django.urls import path

from . import attachment_views as views

app_name = "attachments"
urlpatterns = [
    path("them/<str:kind>/<int:owner_id>/", views.attach, name="attach"),
    path("<int:pk>/go/", views.remove, name="remove"),
    path("<int:pk>/<str:name>", views.download, name="download"),
]

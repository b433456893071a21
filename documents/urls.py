"""/van-ban/: official documents."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("ghi/", views.record_document, name="record"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/so/", views.issue, name="issue"),
    path("<int:pk>/den/", views.receive, name="receive"),
]

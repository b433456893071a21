"""/hop-thu/: the inbox. /tai-khoan/nhac-viec/: how a person is told."""

from django.urls import path

from . import choice_views, views

app_name = "notices"
urlpatterns = [
    path("hop-thu/", views.inbox, name="inbox"),
    path("hop-thu/doc-het/", views.read_all, name="read_all"),
    path("hop-thu/<int:pk>/mo/", views.open_notice, name="open"),
    path("tai-khoan/nhac-viec/", choice_views.choices, name="channels"),
    path("tai-khoan/nhac-viec/lich/", choice_views.open_feed, name="open_feed"),
    path("tai-khoan/nhac-viec/dong-lich/", choice_views.close_feed, name="close_feed"),
]

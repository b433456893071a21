"""Addresses of this room."""

from django.urls import path

from .views import decisions

app_name = "community"
urlpatterns = [
    path("", decisions.decision_list, name="decisions"),
    path("quyet-dinh/lap/", decisions.new, name="decision_new"),
    path("quyet-dinh/<slug:code>/", decisions.decision, name="decision"),
    path("quyet-dinh/<slug:code>/sua/", decisions.edit, name="decision_edit"),
    path("quyet-dinh/<slug:code>/ket-qua/<int:pk>/", decisions.result, name="decision_result"),
    path("quyet-dinh/<slug:code>/to/<slug:kind>/", decisions.sheet, name="decision_sheet"),
    path("quyet-dinh/<slug:code>/<slug:slug>/", decisions.step, name="decision_step"),
]

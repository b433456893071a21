"""Addresses of letters, receptions and pending cases."""

from django.urls import path

from . import urls_reception
from .views import letters, sealed, steps

app_name = "letters"
urlpatterns = [
    path("don-thu/", letters.letter_list, name="letters"),
    path("don-thu/nhap-don/", letters.new_letter, name="new"),
    path("don-thu/niem-phong/", sealed.sealed_cases, name="sealed_cases"),
    path("don-thu/niem-phong/<slug:code>/", sealed.sealed_detail, name="sealed"),
    path("don-thu/niem-phong/<slug:code>/mo/", sealed.unseal, name="unseal"),
    path("don-thu/niem-phong/<slug:code>/<slug:slug>/", sealed.sealed_step, name="sealed_step"),
    path("don-thu/<slug:code>/", letters.letter_detail, name="letter"),
    path("don-thu/<slug:code>/sua/", letters.correct_letter, name="correct"),
    path("don-thu/<slug:code>/noi-dung/<int:position>/<slug:slug>/", steps.step, name="step"),
    *urls_reception.urlpatterns,
]

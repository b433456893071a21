"""Addresses of voter petitions."""

from django.urls import path

from .views import figures, petitions, referrals

app_name = "petitions"
urlpatterns = [
    path("", petitions.petition_list, name="list"),
    path("chuyen/<slug:code>/", referrals.referral_detail, name="referral"),
    path("so-lieu/", figures.figures, name="figures"),
    path("<slug:code>/", petitions.petition_detail, name="detail"),
]

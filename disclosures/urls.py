"""Addresses of disclosures inside the portal; the public board at /cong-khai/ is in the room `public`."""

from django.urls import path

from .views import disclosures

app_name = "disclosures"
urlpatterns = [
    path("cong-khai/noi-bo/", disclosures.disclosure_list, name="list"),
    path("cong-khai/noi-bo/viec/<slug:code>/", disclosures.detail, name="detail"),
]

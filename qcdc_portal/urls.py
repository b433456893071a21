"""Pages by noun. Public pages say so themselves (login_not_required); the rest is private by default."""

from django.urls import include, path

urlpatterns = [
    path("", include("common.urls")),
    path("tai-khoan/", include("accounts.urls")),
]
handler400 = "common.errors.bad_request"
handler403 = "common.errors.forbidden"
handler404 = "common.errors.not_found"
handler500 = "common.errors.server_error"

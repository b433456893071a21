"""Sign-in. Chosen pages of allauth under Vietnamese addresses; pages that nobody may use are not here at all."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("", views.me, name="me"),
    path("lien-he/", views.change_contact, name="change_contact"),
    path("chua-gui/", views.unsent_form, name="unsent"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("da-dong/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/doi/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("mat-khau/quen/", account.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mat-khau/quen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("mat-khau/quen/xong/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("xac-thuc-hai-lop/", include("allauth.mfa.urls")),
    path("dang-nhap-chung/huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("dang-nhap-chung/loi/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("dang-nhap-chung/dang-ky/", social.signup, name="socialaccount_signup"),
    path("dang-nhap-chung/", social.connections, name="socialaccount_connections"),
    path("dang-nhap-chung/<slug:provider_id>/", views.provider_login, name="openid_connect_login"),
    path("dang-nhap-chung/<slug:provider_id>/ve/", views.provider_callback, name="openid_connect_callback"),
]

"""Pages by noun. Public pages say so themselves (login_not_required); the rest is private by default."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from deadlines.views import todo
from notices.choice_views import calendar_feed

urlpatterns = [
    path("", include("common.urls")),
    path("", include("reports.urls")),
    path("", include("steering.urls")),
    path("", todo.home, name="home"),
    path("tai-khoan/", include("accounts.urls")),
    path("quan-tri/", include("administration.urls")),
    path("hoi-nghi/", include("conferences.urls")),
    path("kien-nghi/", include("petitions.urls")),
    path("phong-trao/", include("movements.urls")),
    path("giam-sat/", include("supervision.urls")),
    path("", include("disclosures.urls")),
    path("cong-dong/", include("community.urls")),
    path("", include("letters.urls")),
    path("", include("public.urls")),
    path("", include("notices.urls")),
    path("lich/<slug:token>.ics", calendar_feed, name="calendar_feed"),
    path("cong-viec/", include("jobs.urls")),
    path("chi-tieu/", include("indicators.urls")),
    path("thoi-han/", include("deadlines.urls")),
    path("van-ban/", include("documents.urls")),
    path("tep/", include("documents.attachment_urls")),
    # Without a token: a language is no authority, and visitors without an account get no cookie.
    path("ngon-ngu/", csrf_exempt(login_not_required(set_language)), name="set_language"),
]
handler400 = "common.errors.bad_request"
handler403 = "common.errors.forbidden"
handler404 = "common.errors.not_found"
handler500 = "common.errors.server_error"
